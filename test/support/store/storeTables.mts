import type { Escalation } from '../../../src/escalation/escalation.ts';
import { PostgresTransaction } from '../../../src/store/postgres/transaction.ts';
import type { SqliteStatements } from '../../../src/store/sqlite/statements.ts';
import type { Transaction } from '../../../src/store/transaction.ts';

export type TableRow = Record<string, unknown>;

/** What the tables themselves say, read within a transaction but not by the store's own methods. */
export interface Tables {
	/** By number. */
	reminders: TableRow[];
	escalations: TableRow[];
}

const REMINDERS = 'SELECT escalation_id, number, token FROM reminders ORDER BY number';
const ESCALATIONS = `SELECT id, scope, state, ended_at, due_at, claim_token, claim_owner, data, details, timeline
	FROM escalations`;

export async function readTables(transaction: Transaction): Promise<Tables> {
	if (transaction instanceof PostgresTransaction) {
		return {
			reminders: await transaction.query(REMINDERS, []),
			escalations: await transaction.query(ESCALATIONS, []),
		};
	}
	const { statements } = transaction as unknown as { statements: SqliteStatements };
	return {
		reminders: statements.prepare(REMINDERS).all(),
		escalations: statements.prepare(ESCALATIONS).all(),
	};
}

/** What a row says of an escalation; `data` leaves out what is null, false or 0. */
export function escalationIn(row: TableRow): Escalation {
	const data = JSON.parse(String(row.data));
	const details = JSON.parse(String(row.details));
	const timeOf = (time: unknown) => (time === null ? null : Number(time));
	const claimOf = () => ({
		gatedAt: null,
		redelivery: false,
		...data.claim,
		token: row.claim_token,
		owner: row.claim_owner,
	});
	return {
		heldUntil: null,
		lastHold: null,
		failures: 0,
		missedReminders: 0,
		failing: null,
		exhaustion: null,
		endedBy: null,
		endedBecause: null,
		...data,
		...details,
		id: row.id,
		scope: row.scope,
		state: row.state,
		dueAt: timeOf(row.due_at),
		endedAt: timeOf(row.ended_at),
		claim: row.claim_token === null ? null : claimOf(),
	};
}

/** Counts what was ever written by this connection; undefined where the store cannot tell. */
export function writesOf(transaction: Transaction): unknown {
	if (transaction instanceof PostgresTransaction) return undefined;
	const { statements } = transaction as unknown as { statements: SqliteStatements };
	return statements.prepare('SELECT total_changes() AS count').get()?.count;
}

export async function emptyTables(transaction: Transaction): Promise<void> {
	const { statements } = transaction as unknown as { statements: SqliteStatements };
	for (const table of ['reminders', 'escalations', 'inbox', 'deliveries', 'replies']) {
		statements.prepare(`DELETE FROM ${table}`).run();
	}
}
