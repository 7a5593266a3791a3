/** Bytes of JSON that the events of one delivery may repeat: no known source comes near. */
const MOST_REPEATED = 64 * 1024 * 1024;

/**
 * What the events of a body with a list keep of it, one for each entry: the
 * body with that entry alone. With all of them in each, a thousand entries
 * would be stored a thousand times.
 *
 * @returns undefined when somebody padded what stands beside the list.
 */
export function bodiesOfEntries(
	body: Readonly<Record<string, unknown>>,
	list: string,
	entries: readonly unknown[],
): unknown[] | undefined {
	const { length } = JSON.stringify({ ...body, [list]: [] });
	return length * entries.length > MOST_REPEATED
		? undefined
		: entries.map((entry) => ({ ...body, [list]: [entry] }));
}

/** How to say that there was no such list of bodies. */
export const tooMuchBeside = (list: string) =>
	`too many entries for so much that stands beside "${list}"`;
