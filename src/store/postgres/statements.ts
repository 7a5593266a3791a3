import { createHash } from 'node:crypto';
import type { QueryConfig, QueryResult } from 'pg';

import { isRefusal, OutcomeUnknown } from './errors';
import { timeToSend } from './limits';
import type { Row } from '../rows';
import type { Warn } from '../store';

/** Names of prepared statements by their text: the same in every process, because a pooler may share connections. */
const names = new Map<string, string>();

/** The server, on the connection of one transaction. */
export interface Server {
	/**
	 * @param ahead how many statements it has been sent before and not answered.
	 * @param sending how long it may take until the server has got them and this one, in ms.
	 */
	ask(statement: string | QueryConfig, ahead: number, sending: number): Promise<QueryResult>;
	/** How long it waits for the next statement before it gives the transaction up, in ms. */
	pause: number;
}

/** Characters of a statement: the server takes what comes late for a process that stands still. */
const LARGE = 1_024 * 1_024;

/**
 * What one transaction asks. The server does what it is sent in its order, so
 * nobody has to wait for what gives nothing back: the commit is sent right behind
 * it, and tells whether all of it was done. A wait is what a transaction mostly
 * costs, on either side.
 */
export class PostgresStatements {
	private readonly writes: Array<Promise<unknown>> = [];

	/** How many statements, and how many characters of values they have. */
	private readonly unanswered = { statements: 0, characters: 0 };

	private heardAt = performance.now();

	/** What has to be answered before anything else is sent. */
	private before: Promise<unknown> | undefined;

	constructor(
		private readonly server: Server,
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
		this.makeSure(0);
		// Where that fails, COMMIT is not sent, and everybody knows that nothing is stored.
		if (this.before) await this.before;
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

	/**
	 * Before much is sent, the server is told to wait for it; and after a long
	 * silence it is asked whether it still listens. What is written to a
	 * connection that it has closed would take its last words with it.
	 */
	private makeSure(characters: number): void {
		const { pause } = this.server;
		const isLarge = characters > LARGE;
		const isSilent =
			this.unanswered.statements === 0 && performance.now() - this.heardAt > pause / 2;
		if (!isLarge && !isSilent) return;
		const statement = isLarge
			? `SET LOCAL idle_in_transaction_session_timeout TO ${pause + timeToSend(characters)}`
			: 'SELECT';
		this.before = this.ask(statement);
		this.before.catch(() => undefined);
	}

	private async ask(statement: string | QueryConfig, characters = 0): Promise<QueryResult> {
		// Whoever waits for it goes on in the order of the questions.
		if (this.before) await this.before;
		const { unanswered } = this;
		const ahead = unanswered.statements;
		unanswered.statements += 1;
		unanswered.characters += characters;
		try {
			return await this.server.ask(statement, ahead, timeToSend(unanswered.characters));
		} finally {
			unanswered.statements -= 1;
			unanswered.characters -= characters;
			this.heardAt = performance.now();
		}
	}

	private async send(text: string, values: unknown[]): Promise<QueryResult> {
		const characters = charactersIn(values);
		this.makeSure(characters);
		let name = names.get(text);
		if (!name) {
			name = `until_replied_${createHash('sha256').update(text).digest('hex').slice(0, 16)}`;
			names.set(text, name);
		}
		return await this.ask({ name, text, values }, characters);
	}
}

function charactersIn(value: unknown): number {
	if (typeof value === 'string') return value.length;
	if (Buffer.isBuffer(value)) return value.length;
	if (!Array.isArray(value)) return 0;
	let sum = 0;
	for (const entry of value) sum += charactersIn(entry);
	return sum;
}

/** Values column by column, as unnest takes them. */
export function columnsOf<Entry>(
	entries: Entry[],
	columns: ReadonlyArray<keyof Entry>,
): unknown[][] {
	return columns.map((column) => entries.map((entry) => entry[column] ?? null));
}
