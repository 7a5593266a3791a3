import { createHash } from 'node:crypto';
import type { QueryConfig, QueryResult } from 'pg';

import type { Row } from '../rows';

/** Names of prepared statements by their text: the same in every process, because a pooler may share connections. */
const names = new Map<string, string>();

/** Asks the server, on the connection of one transaction. */
export type Ask = (statement: QueryConfig) => Promise<QueryResult>;

/** What one transaction asks. */
export class PostgresStatements {
	constructor(private readonly ask: Ask) {}

	async query(text: string, values: unknown[]): Promise<Row[]> {
		let name = names.get(text);
		if (!name) {
			name = `until_replied_${createHash('sha256').update(text).digest('hex').slice(0, 16)}`;
			names.set(text, name);
		}
		return (await this.ask({ name, text, values })).rows as Row[];
	}
}

/** Parameters that are arrays of these types, for unnest: `$1::text[], $2::bigint[]`. */
export function arraysOf(types: Readonly<Record<string, string>>): string {
	return Object.values(types)
		.map((type, index) => `$${index + 1}::${type}[]`)
		.join();
}

/** Values column by column, as unnest takes them. */
export function columnsOf<Entry>(
	entries: Entry[],
	columns: ReadonlyArray<keyof Entry>,
): unknown[][] {
	return columns.map((column) => entries.map((entry) => entry[column] ?? null));
}
