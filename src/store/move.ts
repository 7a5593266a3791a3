import type { PostgresStore } from './postgres/store';
import type { PostgresTransaction } from './postgres/transaction';
import type { Row } from './rows';
import type { SqliteStore } from './sqlite/store';
import { STORE_ID, storeIdOf } from './storeId';
import type { SqliteTransaction } from './sqlite/transaction';

/** So many rows of a table at a time. */
const BATCH = 500;
/** In the settings of Postgres, before the id of an embedded store: the names of those that were copied from it. */
const COPIED = 'copied ';

/**
 * Moves all that the embedded store has of a node to Postgres: deliveries, alerts
 * and replies first, so that nothing is taken in twice, then escalations with
 * their histories and what is known of messages about them, then waiting events.
 * Each batch is in Postgres before it is removed here; what was moved already is
 * left as it is there, so that a move which was broken off is simply done again.
 *
 * @returns how many escalations and events were moved.
 */
export async function moveScope(
	from: SqliteStore,
	to: PostgresStore,
	scope: string,
): Promise<{ escalations: number; events: number }> {
	for (const table of ['deliveries', 'alerts'] as const) {
		await moveAll(from, to, {
			read: `SELECT * FROM ${table} WHERE scope = ? LIMIT ${BATCH}`,
			remove: [`DELETE FROM ${table} WHERE scope = ? AND id = ?`],
			keys: ({ scope: owner, id }) => [owner, id],
			scope,
			prepare: async (rows) => async (transaction) => {
				await insert(transaction, table, rows);
			},
		});
	}
	await copyReplies(from, to, scope);
	await copySettings(from, to);
	const escalations = await moveAll(from, to, {
		read: `SELECT * FROM escalations WHERE scope = ? LIMIT ${BATCH}`,
		remove: [
			'DELETE FROM reminders WHERE escalation_id = ?',
			'DELETE FROM timeline WHERE escalation_id = ?',
			'DELETE FROM sent_messages WHERE escalation_id = ?',
			'DELETE FROM chat_messages WHERE escalation_id = ?',
			'DELETE FROM states WHERE id = ?',
			'DELETE FROM escalations WHERE id = ?',
		],
		keys: ({ id }) => [id],
		scope,
		prepare: async (rows) => await escalationsToWrite(from, rows),
	});
	const events = await moveAll(from, to, {
		read: `SELECT * FROM inbox WHERE scope = ? ORDER BY sequence LIMIT ${BATCH}`,
		remove: ['DELETE FROM inbox WHERE sequence = ?'],
		keys: ({ sequence }) => [sequence],
		scope,
		prepare: async (rows) => await inboxToWrite(from, scope, rows),
	});
	return { escalations, events };
}

type Value = string | number | null;

/** Writes what was read before: a transaction of Postgres that waits for the file would be ended. */
type Write = (transaction: PostgresTransaction) => Promise<void>;

async function moveAll(
	from: SqliteStore,
	to: PostgresStore,
	table: {
		read: string;
		remove: string[];
		keys: (row: Row) => unknown[];
		scope: string;
		prepare: (rows: Row[]) => Promise<Write>;
	},
): Promise<number> {
	for (let moved = 0; ; ) {
		const rows = await read(from, table.read, [table.scope]);
		if (rows.length === 0) return moved;
		const conversations = rows.flatMap((row) => row.conversation_key ?? []).map(String);
		await to.transaction(await table.prepare(rows), conversations);
		await from.transaction(async (transaction) => {
			for (const row of rows) {
				for (const sql of table.remove) transaction.run(sql, table.keys(row) as Value[]);
			}
			await Promise.resolve();
		});
		moved += rows.length;
	}
}

/** Those that count everywhere stay, for the other nodes. Without sequences, see `withoutSequence`. */
async function copyReplies(from: SqliteStore, to: PostgresStore, scope: string): Promise<void> {
	const rows = await read(from, "SELECT * FROM replies WHERE scope IN (?, '')", [scope]);
	for (let start = 0; start < rows.length; start += BATCH) {
		await to.transaction(async (transaction) => {
			for (const row of rows.slice(start, start + BATCH)) {
				await transaction.replies.record(
					String(row.conversation_key),
					row.scope === '' ? undefined : String(row.scope),
					Number(row.replied_at),
					transaction.now,
					Number(row.is_answer) === 1,
				);
			}
		});
	}
}

/**
 * So that links which are in chats already stay valid, where Postgres has signed
 * none yet. Each of them once: what is removed there does not come back when a
 * node starts again, or the next one moves.
 */
async function copySettings(from: SqliteStore, to: PostgresStore): Promise<void> {
	const rows = await read(
		from,
		"SELECT name, value FROM settings WHERE name NOT LIKE 'serving %' AND name NOT LIKE 'listens %' AND name <> ?",
		[STORE_ID],
	);
	const mark = COPIED + (await storeIdOf(from));
	await to.transaction(async (transaction) => {
		const { settings } = transaction;
		const copied = new Set(JSON.parse((await settings.get(mark)) ?? '[]') as unknown[]);
		const others = rows.filter(({ name }) => !copied.has(name));
		if (others.length === 0) return;
		await insert(transaction, 'settings', others);
		await settings.save(mark, JSON.stringify(rows.map(({ name }) => name)));
	});
}

async function escalationsToWrite(from: SqliteStore, rows: Row[]): Promise<Write> {
	const ids = JSON.stringify(rows.map(({ id }) => id));
	const belonging: Array<[(typeof BELONGING)[number][0], Row[]]> = [];
	for (const [table, key, order] of BELONGING) {
		const sql = `SELECT * FROM ${table} WHERE ${key} IN (SELECT value FROM json_each(?)) ORDER BY ${order}`;
		belonging.push([table, await read(from, sql, [ids])]);
	}
	return async (transaction) => {
		// A conversation may have been opened there meanwhile: then the old one is not taken over.
		const taken = new Set((await insert(transaction, 'escalations', rows)).map(({ id }) => id));
		for (const [table, all] of belonging) {
			const own = all.filter(({ id, escalation_id: owner }) => taken.has(owner ?? id));
			await insert(
				transaction,
				table,
				own.map(table === 'states' ? withoutSequence : withoutPlace),
			);
		}
	};
}

/** What belongs to an escalation, by what, and in which order. */
const BELONGING = [
	['states', 'id', 'id'],
	['reminders', 'escalation_id', 'number'],
	['timeline', 'escalation_id', 'sequence'],
	['sent_messages', 'escalation_id', 'robot'],
	['chat_messages', 'escalation_id', 'sent_at'],
] as const;

/** Events are numbered anew there: their numbers and those of before tell no order. */
function withoutSequence(state: Row): Row {
	return { ...state, latest_sequence: null };
}

/** It gets another there, in the same order. */
function withoutPlace({ sequence, ...row }: Row): Row {
	return row;
}

async function inboxToWrite(from: SqliteStore, scope: string, rows: Row[]): Promise<Write> {
	const parts = JSON.stringify(rows.flatMap((event) => event.common_part ?? []));
	const sql = 'SELECT * FROM common_parts WHERE id IN (SELECT value FROM json_each(?))';
	const commonParts = await read(from, sql, [parts]);
	return async (transaction) => {
		// It gets another number there. The time tells it from an event of another file.
		const nameOf = ({ sequence, received_at: at }: Row) => `${String(sequence)} ${String(at)}`;
		const unmoved = await transaction.deliveries.recordAll(
			`moved ${scope}`,
			rows.map(nameOf),
			transaction.now,
		);
		const moving = rows.filter((row) => unmoved.has(nameOf(row)));
		const needed = new Set(moving.map((event) => event.common_part));
		await writeCommonParts(
			transaction,
			commonParts.filter(({ id }) => needed.has(id)),
		);
		await insert(transaction, 'inbox', moving.map(withoutPlace));
	};
}

/** Before the events that need them: the triggers of the tables count these. */
async function writeCommonParts(transaction: PostgresTransaction, parts: Row[]): Promise<void> {
	for (const { id, scope, text } of parts) {
		await transaction.query(
			// The update of nothing locks it, so that the last of those that moved earlier does not remove it.
			`INSERT INTO common_parts (id, scope, text) VALUES ($1, $2, $3)
			ON CONFLICT (id) DO UPDATE SET uses = common_parts.uses`,
			[id, scope, text],
		);
	}
}

/** What is there already stays as it is. @returns what was not. */
async function insert(
	transaction: PostgresTransaction,
	table:
		| 'deliveries'
		| 'alerts'
		| 'settings'
		| 'escalations'
		| (typeof BELONGING)[number][0]
		| 'inbox',
	rows: Row[],
): Promise<Row[]> {
	if (rows.length === 0) return [];
	const columns = Object.keys(rows[0]).join();
	return await transaction.query(
		`INSERT INTO ${table} (${columns})
		SELECT ${columns} FROM json_populate_recordset(NULL::${table}, $1::json)
		ON CONFLICT DO NOTHING RETURNING ${table}.*`,
		[JSON.stringify(rows)],
	);
}

async function read(from: SqliteStore, sql: string, values: Value[]): Promise<Row[]> {
	return await from.transaction(
		async (transaction: SqliteTransaction) => await Promise.resolve(transaction.rows(sql, values)),
	);
}
