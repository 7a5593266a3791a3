import type { PoolClient } from 'pg';

import { PostgresTransaction } from '../../src/store/postgresTransaction.ts';
import type { SqliteStatements } from '../../src/store/sqliteTransaction.ts';
import type { Transaction } from '../../src/store/store.ts';

export type TableRow = Record<string, unknown>;

/** What the tables themselves say, read within a transaction but not by the store's own methods. */
export interface Tables {
	/** By number. */
	pushes: TableRow[];
	escalations: TableRow[];
}

const PUSHES = 'SELECT escalation_id, number, token FROM pushes ORDER BY number';
const ESCALATIONS = 'SELECT id, data, details, timeline, due_at FROM escalations';

export async function readTables(transaction: Transaction): Promise<Tables> {
	if (transaction instanceof PostgresTransaction) {
		const { client } = transaction as unknown as { client: PoolClient };
		const rowsOf = async (sql: string) => (await client.query(sql)).rows as TableRow[];
		return { pushes: await rowsOf(PUSHES), escalations: await rowsOf(ESCALATIONS) };
	}
	const { statements } = transaction as unknown as { statements: SqliteStatements };
	return {
		pushes: statements.prepare(PUSHES).all(),
		escalations: statements.prepare(ESCALATIONS).all(),
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
	for (const table of ['pushes', 'escalations', 'inbox', 'deliveries', 'replies']) {
		statements.prepare(`DELETE FROM ${table}`).run();
	}
}
