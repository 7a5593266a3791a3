import { createHash } from 'node:crypto';
import type { PoolClient, QueryResult } from 'pg';

import { isLostConnection } from './errors';
import type { Row } from '../rows';
import type { Warn } from '../store';

/** Names of prepared statements by their text: the same in every process, because a pooler may share connections. */
const names = new Map<string, string>();

/**
 * The connection of one transaction. The server does what it is sent in its
 * order, so nobody has to wait for what gives nothing back: the commit is sent
 * right behind it, and tells whether all of it was done. A wait is what a
 * transaction mostly costs, on either side.
 */
export class PostgresStatements {
	private readonly writes: Array<Promise<unknown>> = [];

	constructor(
		private readonly client: PoolClient,
		readonly warn: Warn,
	) {}

	/** For what is to be read. */
	async query(text: string, values: unknown[]): Promise<Row[]> {
		return (await this.send(text, values)).rows as Row[];
	}

	/** For what is to be written: whether it could be shows at the commit, or at the next query. */
	write(text: string, values: unknown[]): void {
		const written = this.send(text, values);
		// Nobody listens before the end.
		written.catch(() => undefined);
		this.writes.push(written);
	}

	/**
	 * @throws {OutcomeUnknown} when nobody can say whether it happened.
	 * @throws what a statement failed with: then nothing of it happened.
	 */
	async commit(): Promise<void> {
		const committed = this.client.query('COMMIT');
		const [end, ...writes] = await Promise.allSettled([committed, ...this.writes]);
		// In place of a transaction that has failed, the server ends it so.
		if (end.status === 'fulfilled' && end.value.command === 'COMMIT') return;
		const failed = writes.find((write) => write.status === 'rejected');
		if (failed && isAnswered(failed.reason)) throw failed.reason;
		const cause = end.status === 'rejected' ? (end.reason as unknown) : failed?.reason;
		throw new OutcomeUnknown('The connection broke at the commit', { cause });
	}

	/** What a transaction failed with in the first place: after a write has failed, whatever follows it does. */
	async causeOf(error: unknown): Promise<unknown> {
		const writes = await Promise.allSettled(this.writes);
		const failed = writes.find((write) => write.status === 'rejected');
		return failed && isAnswered(failed.reason) ? failed.reason : error;
	}

	/** The policies of these escalations as JSON, by their ids. */
	async policies(escalationIds: string[]): Promise<Map<string, string>> {
		const rows = await this.query('SELECT id, policy FROM escalations WHERE id = ANY($1::text[])', [
			escalationIds,
		]);
		return new Map(rows.map(({ id, policy }) => [String(id), String(policy)]));
	}

	private async send(text: string, values: unknown[]): Promise<QueryResult> {
		let name = names.get(text);
		if (!name) {
			name = `until_replied_${createHash('sha256').update(text).digest('hex').slice(0, 16)}`;
			names.set(text, name);
		}
		return await this.client.query({ name, text, values });
	}
}

/** The connection broke at the commit: nobody can say whether it happened. */
export class OutcomeUnknown extends Error {}

/** By the server, as its five characters of SQLSTATE show, and not as its last word. */
function isAnswered(error: unknown): boolean {
	const { code } = Object(error) as { code?: unknown };
	return typeof code === 'string' && /^[0-9A-Z]{5}$/.test(code) && !isLostConnection(error);
}

/** Values column by column, as unnest takes them. */
export function columnsOf<Entry>(
	entries: Entry[],
	columns: ReadonlyArray<keyof Entry>,
): unknown[][] {
	return columns.map((column) => entries.map((entry) => entry[column] ?? null));
}
