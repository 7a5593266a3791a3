/*
 * What is expected of payloads that others published, in tables that a person
 * can read: a line for each kind of payload, columns parted by `|`.
 */

export interface Row {
	/** The payloads that the line is about, by names of its table. */
	payload: string;
	/** How many of them there are. */
	count: number;
	/** `none`: the payload makes no event. */
	kind: string;
	/** `-` where nobody waits. */
	effect: string;
	/** With `{path}` for values of the payload, as its conversation has it; `-` where it is of none. */
	key: string;
}

/** @param table without its head: payload | count | kind | effect | key. */
export function rowsOf(table: string): Row[] {
	return table
		.trim()
		.split('\n')
		.map((line) => {
			const [payload, count, kind, effect, key, ...more] = line
				.split('|')
				.map((cell) => cell.trim());
			if (!key || more.length > 0) throw new Error(`no row of five columns: ${line}`);
			return { payload, count: Number(count), kind, effect, key };
		});
}

/** The key with the values of the payload. */
export function filledIn(key: string, payload: unknown): string {
	return key.replace(/\{([^}]+)\}/g, (_, path: string) => {
		let value = payload;
		for (const name of path.split('.')) value = (value as Record<string, unknown>)[name];
		return String(value);
	});
}

/** How many payloads fell to each line, to be compared with the table. */
export class Tally {
	private readonly counts = new Map<string, number>();

	note(payload: string): void {
		this.counts.set(payload, (this.counts.get(payload) ?? 0) + 1);
	}

	/** As the lines of the table have them. */
	of(rows: readonly Row[]): Array<{ payload: string; count: number }> {
		return rows.map(({ payload }) => ({ payload, count: this.counts.get(payload) ?? 0 }));
	}
}

/** Payloads by their names: on each line a name, a blank, and the payload's facts as JSON. */
export function factsOf(lines: string): ReadonlyMap<string, Record<string, unknown>> {
	return new Map(
		lines
			.trim()
			.split('\n')
			.map((line) => {
				const begin = line.search(/ [[{]/);
				return [line.slice(0, begin), JSON.parse(line.slice(begin))] as const;
			}),
	);
}
