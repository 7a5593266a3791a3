import type { PoolClient } from 'pg';

import { postgresMigrations } from './schema';
import { APPLICATION_ID } from '../applicationId';
import { StoreError } from '../store';

/** Conversations are locked under APPLICATION_ID itself, see `lockNumbers` of keys.ts. */
const MIGRATION_LOCK = APPLICATION_ID + 1;

/**
 * Makes the schema and brings it up to date, one process at a time. Needs the
 * right to create only when there is something to create.
 *
 * @throws {StoreError} when a newer version of the package made it, or another program.
 */
export async function migratePostgres(client: PoolClient, schema: string): Promise<void> {
	if ((await versionOf(client, schema)) === postgresMigrations.length) return;
	await client.query('BEGIN');
	try {
		await client.query('SELECT pg_advisory_xact_lock($1, 0)', [MIGRATION_LOCK]);
		// Another process may have done it while this one waited.
		const version = await versionOf(client, schema);
		if (version === undefined) {
			const { rowCount } = await client.query(
				'SELECT FROM pg_catalog.pg_namespace WHERE nspname = $1',
				[schema],
			);
			if (rowCount === 0) await client.query(`CREATE SCHEMA "${schema}"`);
			await client.query(
				`CREATE TABLE "${schema}".migrations (version integer PRIMARY KEY, applied_at timestamptz NOT NULL DEFAULT now())`,
			);
		}
		await client.query(`SET LOCAL search_path TO "${schema}"`);
		for (let next = version ?? 0; next < postgresMigrations.length; next += 1) {
			await client.query(postgresMigrations[next]);
			await client.query('INSERT INTO migrations (version) VALUES ($1)', [next + 1]);
		}
		await client.query('COMMIT');
	} catch (error) {
		await client.query('ROLLBACK').catch(() => undefined);
		throw error;
	}
}

/** Undefined where there is no store yet. @throws {StoreError} when there is something else. */
async function versionOf(client: PoolClient, schema: string): Promise<number | undefined> {
	// Not by to_regclass: its cache does not yet know what another process has just committed.
	const { rows: tables } = await client.query(
		`SELECT relname = 'migrations' AND EXISTS (
			SELECT FROM pg_catalog.pg_attribute WHERE attrelid = pg_class.oid AND attname = 'applied_at'
		) AS "isOurs"
		FROM pg_catalog.pg_class JOIN pg_catalog.pg_namespace ON pg_namespace.oid = relnamespace
		WHERE nspname = $1 AND relkind IN ('r', 'p')`,
		[schema],
	);
	if (tables.length === 0) return undefined;
	if (!tables.some(({ isOurs }) => isOurs)) {
		throw new StoreError(
			`The escalation store cannot use schema "${schema}", which contains tables of another program`,
			'Enter a separate schema in the credential, such as until_replied. Nothing was changed.',
		);
	}
	const { rows } = await client.query(
		`SELECT coalesce(max(version), 0) AS version FROM "${schema}".migrations`,
	);
	const version = Number(rows[0].version);
	if (version > postgresMigrations.length) {
		throw new StoreError(
			`The escalation store in schema "${schema}" was created by a newer version of n8n-nodes-until-replied`,
			'Update the package on every n8n process that uses it. The schema was not changed.',
		);
	}
	return version;
}
