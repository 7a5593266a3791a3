import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite';

import type { Escalation, TimelineEntry } from '../escalation/escalation';
import { migrations } from './schema';
import { StoreError, type InboxEntry, type Store, type Transaction } from './store';
import { TransactionQueue } from './transactionQueue';

type Row = Record<string, SQLInputValue>;

/** The scope under which replies are kept that count everywhere. */
const EVERYWHERE = '';

const ESCALATION_COLUMNS = `data, due_at, (
	SELECT count(*) FROM pushes WHERE escalation_id = escalations.id AND state <> 'failed'
) AS push_count`;

/**
 * The embedded store: one SQLite file that this process alone may have open.
 * A commit is on the disk before it is reported (WAL, synchronous=FULL).
 *
 * @param file path of the database; made, with its folder, where it is missing. `:memory:` keeps nothing.
 * @throws {StoreError} when the file cannot be opened, belongs to another process, is damaged or newer than this package.
 */
export function openSqliteStore(file: string): Store {
	const database = openDatabase(file);
	const queue = new TransactionQueue({
		begin: () => database.exec('BEGIN IMMEDIATE'),
		commit: () => database.exec('COMMIT'),
		rollback: () => {
			if (database.isTransaction) database.exec('ROLLBACK');
		},
		nested(work) {
			database.exec('SAVEPOINT work');
			try {
				const result = work();
				database.exec('RELEASE work');
				return result;
			} catch (error) {
				database.exec('ROLLBACK TO work; RELEASE work');
				throw error;
			}
		},
	});
	const transaction = new SqliteTransaction(database);
	return {
		transaction: async (work) => await queue.add(() => work(transaction)),
		async close() {
			await queue.settled();
			database.close();
		},
	};
}

function openDatabase(file: string): DatabaseSync {
	let database: DatabaseSync | undefined;
	try {
		if (file !== ':memory:') mkdirSync(dirname(file), { recursive: true });
		database = new DatabaseSync(file, { timeout: 2_000 });
		// EXCLUSIVE before WAL: no shared memory beside the file, and a second process is refused.
		database.exec(`
			PRAGMA locking_mode = EXCLUSIVE;
			PRAGMA journal_mode = WAL;
			PRAGMA synchronous = FULL;
			PRAGMA foreign_keys = ON;
		`);
		migrate(database, file);
		return database;
	} catch (error) {
		database?.close();
		throw error instanceof StoreError ? error : explain(error, file);
	}
}

function migrate(database: DatabaseSync, file: string): void {
	database.exec('BEGIN EXCLUSIVE');
	const version = Number(database.prepare('PRAGMA user_version').get()?.user_version ?? 0);
	if (version > migrations.length) {
		throw new StoreError(
			`${file} was written by a newer version of n8n-nodes-until-replied`,
			'Update the package, or restore the file from before the update. Nothing was changed.',
		);
	}
	for (const statements of migrations.slice(version)) database.exec(statements);
	database.exec(`PRAGMA user_version = ${migrations.length}; COMMIT`);
}

/** SQLite's primary result codes, "Result and Error Codes". */
const ADVICE: Record<number, [message: string, hint: string]> = {
	5: [
		'is in use by another process',
		'One n8n process owns the file. Stop the other n8n that runs on the same user folder, or give it its own N8N_USER_FOLDER.',
	],
	8: ['cannot be written', 'Make the file and its folder writable for the user that runs n8n.'],
	10: ['cannot be read or written', 'Check the disk and the mount that holds the file.'],
	11: ['is damaged', 'Move it away and restore a backup. It was not touched.'],
	13: ['cannot grow: the disk is full', 'Free disk space.'],
	14: [
		'cannot be opened',
		'Make its folder exist and writable for the user that runs n8n (in Docker: the volume at /home/node/.n8n).',
	],
	26: ['is not a SQLite database', 'Move it away and restore a backup. It was not touched.'],
};

function explain(error: unknown, file: string): StoreError {
	const code = error instanceof Error && 'errcode' in error ? Number(error.errcode) & 0xff : -1;
	const [message, hint] = ADVICE[code] ?? [
		`cannot be opened: ${error instanceof Error ? error.message : String(error)}`,
		'Check that the folder exists and is writable for the user that runs n8n.',
	];
	return new StoreError(`The escalation store ${file} ${message}`, hint, { cause: error });
}

class SqliteTransaction implements Transaction {
	private readonly statements = new Map<string, StatementSync>();

	constructor(private readonly database: DatabaseSync) {}

	recordDelivery(scope: string, id: string, at: number): boolean {
		const { changes } = this.prepare(
			'INSERT INTO deliveries (scope, id, at) VALUES (?, ?, ?) ON CONFLICT DO NOTHING',
		).run(scope, id, at);
		return Number(changes) > 0;
	}

	addToInbox(entry: Pick<InboxEntry, 'scope' | 'event' | 'receivedAt' | 'dueAt'>): void {
		this.prepare('INSERT INTO inbox (scope, event, received_at, due_at) VALUES (?, ?, ?, ?)').run(
			entry.scope,
			JSON.stringify(entry.event),
			entry.receivedAt,
			entry.dueAt,
		);
	}

	dueInbox(scope: string, now: number, limit: number): InboxEntry[] {
		return this.prepare(
			'SELECT * FROM inbox WHERE scope = ? AND due_at <= ? ORDER BY due_at, sequence LIMIT ?',
		)
			.all(scope, now, limit)
			.map((row) => toInboxEntry(row as Row));
	}

	inboxByClaim(token: string): InboxEntry[] {
		return this.prepare('SELECT * FROM inbox WHERE claim_token = ?')
			.all(token)
			.map((row) => toInboxEntry(row as Row));
	}

	saveInbox(entry: InboxEntry): void {
		this.prepare(
			'UPDATE inbox SET due_at = ?, claim_token = ?, claim_owner = ?, failures = ? WHERE sequence = ?',
		).run(entry.dueAt, entry.claimToken, entry.claimOwner, entry.failures, entry.sequence);
	}

	removeFromInbox(sequence: number): void {
		this.prepare('DELETE FROM inbox WHERE sequence = ?').run(sequence);
	}

	saveEscalation(escalation: Escalation): void {
		// The count comes from the rows of pushes, the due time from its column.
		const { pushCount, dueAt, ...data } = escalation;
		const { id, scope, conversationKey, state, openedAt, endedAt, claim } = data;
		this.prepare(
			`INSERT INTO escalations
				(id, scope, conversation_key, state, opened_at, ended_at, due_at, claim_token, claim_owner, data)
			VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
			ON CONFLICT (id) DO UPDATE SET
				state = excluded.state, ended_at = excluded.ended_at, due_at = excluded.due_at,
				claim_token = excluded.claim_token, claim_owner = excluded.claim_owner, data = excluded.data`,
		).run(
			id,
			scope,
			conversationKey,
			state,
			openedAt,
			endedAt,
			dueAt,
			claim?.token ?? null,
			claim?.owner ?? null,
			JSON.stringify(data),
		);
	}

	openEscalations(conversationKey: string, scope?: string): Escalation[] {
		const inScope = scope === undefined ? '' : 'AND scope = ?';
		const statement = this.prepare(
			`SELECT ${ESCALATION_COLUMNS} FROM escalations
			WHERE conversation_key = ? ${inScope} AND state IN ('open', 'pushing')`,
		);
		const rows =
			scope === undefined ? statement.all(conversationKey) : statement.all(conversationKey, scope);
		return rows.map((row) => toEscalation(row as Row));
	}

	latestEscalation(scope: string, conversationKey: string): Escalation | undefined {
		const row = this.prepare(
			`SELECT ${ESCALATION_COLUMNS} FROM escalations
			WHERE conversation_key = ? AND scope = ? ORDER BY opened_at DESC LIMIT 1`,
		).get(conversationKey, scope);
		return row && toEscalation(row as Row);
	}

	escalationByClaim(token: string): Escalation | undefined {
		const row = this.prepare(
			`SELECT ${ESCALATION_COLUMNS} FROM escalations WHERE claim_token = ?`,
		).get(token);
		return row && toEscalation(row as Row);
	}

	dueEscalations(scope: string, now: number, limit: number): Escalation[] {
		return this.prepare(
			`SELECT ${ESCALATION_COLUMNS} FROM escalations
			WHERE scope = ? AND due_at <= ? ORDER BY due_at LIMIT ?`,
		)
			.all(scope, now, limit)
			.map((row) => toEscalation(row as Row));
	}

	savePush(push: Parameters<Transaction['savePush']>[0]): void {
		this.prepare(
			`INSERT INTO pushes (escalation_id, number, state, planned_for, gated_at, settled_at, token)
			VALUES (?, ?, ?, ?, ?, ?, ?)
			ON CONFLICT (escalation_id, number) DO UPDATE SET
				state = excluded.state, planned_for = excluded.planned_for, gated_at = excluded.gated_at,
				settled_at = excluded.settled_at, token = excluded.token`,
		).run(
			push.escalationId,
			push.number,
			push.state,
			push.plannedFor,
			push.gatedAt,
			push.settledAt,
			push.token,
		);
	}

	settlePush(token: string, state: string, now: number): void {
		this.prepare('UPDATE pushes SET state = ?, settled_at = ? WHERE token = ?').run(
			state,
			now,
			token,
		);
	}

	addToTimeline(escalationId: string, entry: TimelineEntry): void {
		this.prepare(
			`INSERT INTO timeline (escalation_id, sequence, at, what, number, note)
			SELECT ?1, coalesce(max(sequence), 0) + 1, ?2, ?3, ?4, ?5 FROM timeline WHERE escalation_id = ?1`,
		).run(escalationId, entry.at, entry.what, entry.number ?? null, entry.note ?? null);
	}

	timeline(escalationId: string): TimelineEntry[] {
		return this.prepare(
			'SELECT at, what, number, note FROM timeline WHERE escalation_id = ? ORDER BY sequence',
		)
			.all(escalationId)
			.map((row) => ({
				at: Number(row.at),
				what: String(row.what) as TimelineEntry['what'],
				...(row.number === null ? {} : { number: Number(row.number) }),
				...(row.note === null ? {} : { note: String(row.note) }),
			}));
	}

	recordReply(conversationKey: string, scope: string | undefined, repliedAt: number): void {
		this.prepare(
			`INSERT INTO replies (conversation_key, scope, replied_at) VALUES (?, ?, ?)
			ON CONFLICT DO UPDATE SET replied_at = max(replied_at, excluded.replied_at)`,
		).run(conversationKey, scope ?? EVERYWHERE, repliedAt);
	}

	lastReply(conversationKey: string, scope: string): number | undefined {
		const row = this.prepare(
			'SELECT max(replied_at) AS at FROM replies WHERE conversation_key = ? AND scope IN (?, ?)',
		).get(conversationKey, scope, EVERYWHERE);
		return toTime(row?.at);
	}

	nextDueAt(table: 'inbox' | 'escalations', scope: string): number | undefined {
		const row = this.prepare(
			`SELECT min(due_at) AS at FROM ${table} WHERE scope = ? AND due_at IS NOT NULL`,
		).get(scope);
		return toTime(row?.at);
	}

	releaseClaims(
		table: 'inbox' | 'escalations',
		scope: string,
		keepOwner: string,
		now: number,
	): void {
		this.prepare(
			`UPDATE ${table} SET due_at = ? WHERE scope = ? AND claim_token IS NOT NULL AND claim_owner <> ?`,
		).run(now, scope, keepOwner);
	}

	renewClaims(table: 'inbox' | 'escalations', tokens: string[], until: number): void {
		const statement = this.prepare(`UPDATE ${table} SET due_at = ? WHERE claim_token = ?`);
		for (const token of tokens) statement.run(until, token);
	}

	forgetBefore(time: number): void {
		this.prepare('DELETE FROM escalations WHERE ended_at < ? AND due_at IS NULL').run(time);
		this.prepare('DELETE FROM deliveries WHERE at < ?').run(time);
		this.prepare('DELETE FROM replies WHERE replied_at < ?').run(time);
	}

	private prepare(sql: string): StatementSync {
		let statement = this.statements.get(sql);
		if (!statement) {
			statement = this.database.prepare(sql);
			this.statements.set(sql, statement);
		}
		return statement;
	}
}

function toTime(value: unknown): number | undefined {
	return value === null || value === undefined ? undefined : Number(value);
}

function toEscalation(row: Row): Escalation {
	const data = JSON.parse(String(row.data)) as Omit<Escalation, 'pushCount' | 'dueAt'>;
	return { ...data, dueAt: toTime(row.due_at) ?? null, pushCount: Number(row.push_count) };
}

function toInboxEntry(row: Row): InboxEntry {
	return {
		sequence: Number(row.sequence),
		scope: String(row.scope),
		event: JSON.parse(String(row.event)) as Record<string, unknown>,
		receivedAt: Number(row.received_at),
		dueAt: Number(row.due_at),
		claimToken: row.claim_token === null ? null : String(row.claim_token),
		claimOwner: row.claim_owner === null ? null : String(row.claim_owner),
		failures: Number(row.failures),
	};
}
