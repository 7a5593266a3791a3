import fs from 'node:fs';
import type { ICredentialDataDecryptedObject } from 'n8n-workflow';

import { PostgresStoreApi } from '../../../credentials/PostgresStoreApi.credentials';
import { deliveryOutcomes } from '../../../nodes/shared/executionOutcome';
import { toNodeError } from '../../../nodes/shared/nodeErrors';
import { UntilReplied } from '../../../nodes/UntilReplied/UntilReplied.node';
import { PostgresStore } from '../../../src/store/postgres/store';
import { explainedPostgres } from '../../../src/store/postgres/errors';
import { postgresMigrations } from '../../../src/store/postgres/schema';
import { openSqliteStore } from '../../../src/store/sqlite/store';
import type { SqliteTransaction } from '../../../src/store/sqlite/transaction';
import { SCOPE, T0 } from '../../support/model/escalations.mts';
import { PostgresServer } from '../../support/store/postgresServer.mts';
import { storeFolder } from '../../support/store/storeFolder.mts';
import { nodeType, TestWorkflow } from '../../support/nodes/workflow.mts';

const trigger = nodeType('Trigger', ['main'], async function () {
	return [this.getInputData()];
});

/** What becomes of an event at whose execution the store fails so. */
async function outcomeOf(failure: unknown): Promise<string> {
	const repeat = nodeType('Repeat', ['main'], async function () {
		throw toNodeError(this.getNode(), failure);
	});
	const workflow = new TestWorkflow(
		[
			{ name: 'Trigger', type: trigger },
			{ name: 'Repeat', type: repeat },
		],
		[['Trigger', 0, 'Repeat']],
	);
	const [outcome] = deliveryOutcomes(await workflow.run('Trigger', [{}], 'trigger'), ['a'], '');
	return outcome.result;
}

async function failureOf(work: Promise<unknown>): Promise<unknown> {
	return await work.then(
		() => undefined,
		(error: unknown) => error,
	);
}

describe('an event is delivered again when Postgres', () => {
	let server: PostgresServer;
	let store: PostgresStore;

	beforeAll(async () => {
		server = await PostgresServer.start();
		store = new PostgresStore(server.settings);
		await store.prepare();
	});
	afterAll(async () => {
		await store.close();
		await server.stop();
	});

	const failureWith = async (sql: string) =>
		await failureOf(store.transaction(async (transaction) => await transaction.query(sql, [])));

	test('ends a statement for its time limit', async () => {
		const sql = "SELECT set_config('statement_timeout', '1', true), pg_sleep(0)";
		const failure = await failureOf(
			store.transaction(async (transaction) => {
				await transaction.query(sql, []);
				await transaction.query('SELECT pg_sleep(60)', []);
			}),
		);
		expect(failure).toMatchObject({
			message: expect.stringContaining('time limit'),
			advice: expect.stringContaining('pg_stat_activity'),
		});
		expect(await outcomeOf(failure)).toBe('failed');
	});

	// Appendix A of the PostgreSQL documentation.
	test.each([
		['42P01', 'undefined_table'],
		['53100', 'disk_full'],
		['55000', 'object_not_in_prerequisite_state'],
		['58030', 'io_error'],
		['XX000', 'internal_error'],
		['XX001', 'data_corrupted'],
	])('refuses with %s, %s', async (code) => {
		const failure = await failureWith(
			`DO $$ BEGIN RAISE EXCEPTION 'no' USING ERRCODE = '${code}'; END $$`,
		);
		expect(failure).toMatchObject({ name: 'StoreError', cause: { code } });
		expect(await outcomeOf(failure)).toBe('failed');
	});

	// Those that the store tries again for a long time; and Node's, "Common system errors".
	test.each([
		'40001',
		'40P01',
		'55P03',
		'25P03',
		'EAI_AGAIN',
		'EADDRNOTAVAIL',
		'EPERM',
		'ECONNRESET',
	])('fails again and again with %s', async (code) => {
		const error = Object.assign(new Error(`connect ${code}`), { code });
		const failure = explainedPostgres(error, server.settings);
		expect(await outcomeOf(failure)).toBe('failed');
	});

	test('has the store of a newer version', async () => {
		await store.transaction(
			async (transaction) =>
				await transaction.query('INSERT INTO migrations (version) VALUES ($1)', [
					postgresMigrations.length + 1,
				]),
		);
		const older = new PostgresStore(server.settings);
		const failure = await failureOf(older.prepare());
		await older.close();
		expect(await outcomeOf(failure)).toBe('failed');
	});

	test('not when the event itself is what it cannot keep: that would go on for ever', async () => {
		const failure = await failureWith(
			"DO $$ BEGIN RAISE EXCEPTION 'no' USING ERRCODE = 'program_limit_exceeded'; END $$",
		);
		expect(failure).toMatchObject({ name: 'StoreError', cause: { code: '54000' } });
		expect(await outcomeOf(failure)).toBe('sent');
	});
});

describe('an event is delivered again when the credential of the store', () => {
	const outcomeWith = async (read: () => ICredentialDataDecryptedObject) => {
		const credential = {
			type: new PostgresStoreApi(),
			get data() {
				return read();
			},
		};
		const workflow = new TestWorkflow(
			[
				{ name: 'Trigger', type: trigger },
				{
					name: 'Repeat',
					type: new UntilReplied(),
					parameters: { options: { store: 'postgres' } },
					credentials: { postgresStoreApi: credential },
				},
			],
			[['Trigger', 0, 'Repeat']],
		);
		const run = await workflow.run('Trigger', [{}], 'trigger');
		const [{ result }] = deliveryOutcomes(run, ['a'], '');
		return { result, error: run.data.resultData.error };
	};

	// As a worker meets it while n8n's own database is away.
	test('cannot be read by n8n', async () => {
		const { result, error } = await outcomeWith(() => {
			throw new Error('Driver not Connected');
		});
		expect(result).toBe('failed');
		expect(error?.description).toContain('Driver not Connected');
	});

	test('is not filled in', async () => {
		const { result, error } = await outcomeWith(() => ({ host: '' }));
		expect(result).toBe('failed');
		expect(error?.message).toContain('"host" is empty');
	});
});

describe('an event is delivered again when the SQLite file', () => {
	const folder = storeFolder();
	const open = () => openSqliteStore(folder.file());
	const record = async (store: ReturnType<typeof open>) =>
		await failureOf(store.transaction(async (t) => await t.deliveries.record(SCOPE, 'id', T0)));

	afterEach(() => jest.restoreAllMocks());

	test('is not taken by the disk', async () => {
		const store = open();
		const error = Object.assign(new Error('EIO: i/o error, fdatasync'), { code: 'EIO' });
		jest.spyOn(fs, 'fdatasync').mockImplementation((_, done) => done(error));
		const failure = await record(store);
		expect(failure).toMatchObject({ advice: expect.stringContaining('disk') });
		expect(await outcomeOf(failure)).toBe('failed');
		await store.close();
	});

	test('was closed for newer code', async () => {
		const store = open();
		await store.close();
		const failure = await record(store);
		expect(failure).toMatchObject({ name: 'StoreError' });
		expect(await outcomeOf(failure)).toBe('failed');
	});

	test('is refused by SQLite, whatever the reason', async () => {
		const store = open();
		const failure = await failureOf(
			store.transaction(async (transaction: SqliteTransaction) =>
				transaction.run('DELETE FROM nothing', []),
			),
		);
		expect(failure).toMatchObject({ advice: expect.any(String) });
		expect(await outcomeOf(failure)).toBe('failed');
		await store.close();
	});

	test('not when the event itself is what it cannot keep', async () => {
		const store = open();
		const failure = await failureOf(
			store.transaction(async (transaction: SqliteTransaction) =>
				// "Limits In SQLite": no text may be longer than SQLITE_MAX_LENGTH.
				transaction.rows('SELECT zeroblob(2147483647)', []),
			),
		);
		expect(failure).toMatchObject({ message: expect.stringContaining('cannot be stored') });
		expect(await outcomeOf(failure)).toBe('sent');
		await store.close();
	});
});
