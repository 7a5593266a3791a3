import { DatabaseSync } from 'node:sqlite';

import { Client } from 'pg';

import type { PostgresSettings } from '../../../src/store/postgres/connectionSettings.ts';

export type Row = Record<string, string | number | null>;
export type Rows = Record<string, Row[]>;

/** Writes rows as they are, so many in a commit, as durably as the store: what the database itself can do. */
export interface BareLoop {
	read(table: string): Promise<Row[]>;
	/** One commit. */
	write(rows: Rows): Promise<void>;
	close(): Promise<void>;
}

export const TABLES = ['deliveries', 'replies', 'escalations', 'states', 'reminders', 'timeline'];

const KEYS: Record<string, string> = {
	deliveries: 'scope, id',
	replies: 'conversation_key, scope',
	escalations: 'id',
	states: 'id',
	timeline: 'sequence',
	reminders: 'escalation_id, number',
};

function upsert(table: string, columns: string[], source: string): string {
	const changes = columns.map((column) => `${column} = excluded.${column}`).join();
	return `INSERT INTO ${table} (${columns.join()}) ${source}
		ON CONFLICT (${KEYS[table]}) DO UPDATE SET ${changes}`;
}

export function bareSqlite(file: string): BareLoop {
	const database = new DatabaseSync(file);
	database.exec(
		'PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL',
	);
	const statements = new Map<string, ReturnType<DatabaseSync['prepare']>>();
	const prepare = (sql: string) => {
		const statement = statements.get(sql) ?? database.prepare(sql);
		statements.set(sql, statement);
		return statement;
	};
	return {
		read: async (table) => database.prepare(`SELECT * FROM ${table}`).all() as Row[],
		async write(rows) {
			database.exec('BEGIN IMMEDIATE');
			for (const table of TABLES) {
				for (const row of rows[table] ?? []) {
					const columns = Object.keys(row);
					const marks = `VALUES (${columns.map(() => '?').join()})`;
					prepare(upsert(table, columns, marks)).run(...Object.values(row));
				}
			}
			database.exec('COMMIT');
		},
		close: async () => database.close(),
	};
}

export async function barePostgres(settings: PostgresSettings): Promise<BareLoop> {
	const { host, port, database, user, password, schema } = settings;
	const client = new Client({ host, port, database, user, password });
	await client.connect();
	await client.query(`SET search_path TO "${schema}"`);
	const { rows: types } = await client.query(
		'SELECT table_name, column_name, data_type FROM information_schema.columns WHERE table_schema = $1',
		[schema],
	);
	const typeOf = (table: string, column: string): string =>
		types.find(({ table_name: t, column_name: c }) => t === table && c === column).data_type;
	return {
		read: async (table) => (await client.query(`SELECT * FROM ${table}`)).rows,
		async write(rows) {
			await client.query('BEGIN');
			for (const table of TABLES) {
				const some = rows[table] ?? [];
				if (some.length === 0) continue;
				const columns = Object.keys(some[0]);
				const arrays = columns.map((column, index) => `$${index + 1}::${typeOf(table, column)}[]`);
				await client.query({
					name: `bare ${table}`,
					text: upsert(table, columns, `SELECT * FROM unnest(${arrays.join()})`),
					values: columns.map((column) => some.map((row) => row[column])),
				});
			}
			await client.query('COMMIT');
		},
		close: async () => await client.end(),
	};
}
