import { createHash } from 'node:crypto';
import type { QueryConfig, QueryResult } from 'pg';

import { isRefusal, OutcomeUnknown } from './errors';
import type { Row } from '../rows';
import type { Warn } from '../store';

/** Names of prepared statements by their text: the same in every process, because a pooler may share connections. */
const names = new Map<string, string>();

/**
 * Asks the server, on the connection of one transaction.
 *
 * @param ahead how many statements it has been sent before and not answered.
 */
export type Ask = (statement: string | QueryConfig, ahead: number) => Promise<QueryResult>;

/**
 * What one transaction asks. The server does what it is sent in its order, so
 * nobody has to wait for what gives nothing back: the commit is sent right behind
 * it, and tells whether all of it was done. A wait is what a transaction mostly
 * costs, on either side.
 */
export class PostgresStatements {
	private readonly writes: Array<Promise<unknown>> = [];

	private unanswered = 0;

	constructor(
		private readonly asking: Ask,
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
		const committed = this.ask('COMMIT');
		const [end, ...writes] = await Promise.allSettled([committed, ...this.writes]);
		// In place of a transaction in which a statement has failed, the server ends it so.
		if (end.status === 'fulfilled' && end.value.command === 'COMMIT') return;
		const failed = writes.find((write) => write.status === 'rejected');
		if (failed && isRefusal(failed.reason)) throw failed.reason;
		if (end.status === 'fulfilled')
			throw new Error('Nothing was stored, because a statement failed');
		if (isRefusal(end.reason)) throw end.reason;
		throw new OutcomeUnknown(end.reason);
	}

	/** What a transaction failed with in the first place: after a write has failed, whatever follows it does. */
	async causeOf(error: unknown): Promise<unknown> {
		const writes = await Promise.allSettled(this.writes);
		const failed = writes.find((write) => write.status === 'rejected');
		return failed && isRefusal(failed.reason) ? failed.reason : error;
	}

	/** The policies of these escalations as JSON, by their ids. */
	async policies(escalationIds: string[]): Promise<Map<string, string>> {
		const rows = await this.query('SELECT id, policy FROM escalations WHERE id = ANY($1::text[])', [
			escalationIds,
		]);
		return new Map(rows.map(({ id, policy }) => [String(id), String(policy)]));
	}

	private async ask(statement: string | QueryConfig): Promise<QueryResult> {
		const ahead = this.unanswered;
		this.unanswered += 1;
		try {
			return await this.asking(statement, ahead);
		} finally {
			this.unanswered -= 1;
		}
	}

	private async send(text: string, values: unknown[]): Promise<QueryResult> {
		let name = names.get(text);
		if (!name) {
			name = `until_replied_${createHash('sha256').update(text).digest('hex').slice(0, 16)}`;
			names.set(text, name);
		}
		return await this.ask({ name, text, values });
	}
}

/** Values column by column, as unnest takes them. */
export function columnsOf<Entry>(
	entries: Entry[],
	columns: ReadonlyArray<keyof Entry>,
): unknown[][] {
	return columns.map((column) => entries.map((entry) => entry[column] ?? null));
}
