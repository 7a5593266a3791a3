import { createServer } from 'node:net';
import { inspect } from 'node:util';

import { Client } from 'pg';

import { createRuntime } from '../../../../src/runtime/runtime';
import { openPostgresStore, type PostgresStore } from '../../../../src/store/postgres/store';
import { postgresMigrations } from '../../../../src/store/postgres/schema';
import type { PostgresSettings } from '../../../../src/store/postgres/connectionSettings';
import { StoreError } from '../../../../src/store/store';
import { freePort } from '../../../support/process/freePort.mts';
import { anEscalation, KEY, SCOPE, T0, saveWhole } from '../../../support/model/escalations.mts';
import { newEvents } from '../../../support/store/acceptedEvents.mts';
import { PostgresServer } from '../../../support/store/postgresServer.mts';

let server: PostgresServer;
const open: PostgresStore[] = [];

beforeAll(async () => {
	server = await PostgresServer.start();
});
afterAll(async () => await server.stop());
afterEach(async () => {
	await Promise.all(open.splice(0).map(async (store) => await store.close()));
});

async function openStore(changes: Partial<PostgresSettings> = {}): Promise<PostgresStore> {
	const store = await openPostgresStore({ ...server.settings, ...changes });
	open.push(store);
	return store;
}

async function refusal(changes: Partial<PostgresSettings>): Promise<StoreError> {
	const error: unknown = await openStore(changes).then(
		() => undefined,
		(reason: unknown) => reason,
	);
	if (error instanceof StoreError) return error;
	throw new Error(`Not a StoreError: ${String(error)}`);
}

describe('opening', () => {
	test('makes the schema once, however many processes begin at the same time', async () => {
		const schema = 'made_once';
		await Promise.all(Array.from({ length: 8 }, async () => await openStore({ schema })));
		expect(await server.query('SELECT version FROM made_once.migrations')).toEqual(
			postgresMigrations.map((_, index) => ({ version: index + 1 })),
		);
	});

	test('keeps what another schema of the same database has to itself', async () => {
		const [one, two] = [await openStore({ schema: 'one' }), await openStore({ schema: 'two' })];
		const isNew = async (store: PostgresStore) =>
			await store.transaction(async (t) => await t.deliveries.record(SCOPE, 'id', T0));
		expect([await isNew(one), await isNew(two), await isNew(one)]).toEqual([true, true, false]);
	});

	test('needs no right to create where the schema is there already', async () => {
		await openStore({ schema: 'prepared' });
		await server.query(`
			CREATE ROLE clerk LOGIN;
			GRANT USAGE ON SCHEMA prepared TO clerk;
			GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA prepared TO clerk;
			REVOKE INSERT, UPDATE, DELETE ON prepared.migrations FROM clerk;
		`);
		const store = await openStore({ schema: 'prepared', user: 'clerk' });
		await store.transaction(async (transaction) => {
			await saveWhole(transaction, [anEscalation()], T0);
			await transaction.inbox.add(SCOPE, newEvents({}), T0);
			await transaction.forget(T0, T0);
		});
		expect((await refusal({ schema: 'another', user: 'clerk' })).advice).toContain('CREATE');
	});

	test('brings a schema of an older version up to date, and keeps its rows', async () => {
		const older = await openStore({ schema: 'older' });
		await older.transaction(async (t) => await saveWhole(t, [anEscalation()], T0));
		const versions = postgresMigrations as string[];
		versions.push('ALTER TABLE replies ADD COLUMN told text');
		try {
			const newer = await openStore({ schema: 'older' });
			const open = await newer.transaction(async (t) => await t.escalations.open(KEY));
			expect(open).toHaveLength(1);
			expect(await server.query('SELECT max(version) FROM older.migrations')).toEqual([
				{ max: versions.length },
			]);
			await server.query('SELECT told FROM older.replies');
		} finally {
			versions.pop();
		}
	});

	test('leaves a schema as it was where a migration fails', async () => {
		await openStore({ schema: 'unbroken' });
		const versions = postgresMigrations as string[];
		versions.push('CREATE TABLE extra (id integer); SELECT * FROM missing;');
		try {
			expect((await refusal({ schema: 'unbroken' })).message).toContain('failed');
		} finally {
			versions.pop();
		}
		const tables = "SELECT tablename FROM pg_tables WHERE schemaname = 'unbroken'";
		expect(await server.query(tables)).not.toContainEqual({ tablename: 'extra' });
		await openStore({ schema: 'unbroken' });
	});

	test('refuses a schema of a newer version, which stays as it is', async () => {
		await openStore({ schema: 'newer' });
		await server.query('INSERT INTO newer.migrations (version) VALUES (1000)');
		const { message, advice } = await refusal({ schema: 'newer' });
		expect(message).toContain('newer version');
		expect(advice).toContain('Update the package');
	});

	test.each([
		// As n8n has it.
		['migrations', 'CREATE TABLE theirs.migrations (id serial, timestamp bigint, name varchar)'],
		['inbox', 'CREATE TABLE theirs.inbox (id integer)'],
	])(
		'refuses the schema of another program with a table "%s", which stays as it is',
		async (table, sql) => {
			await server.query(`DROP SCHEMA IF EXISTS theirs CASCADE; CREATE SCHEMA theirs; ${sql}`);
			const { message, advice } = await refusal({ schema: 'theirs' });
			expect(message).toContain('tables of another program');
			expect(advice).toContain('a separate schema');
			expect(
				await server.query("SELECT tablename FROM pg_tables WHERE schemaname = 'theirs'"),
			).toEqual([{ tablename: table }]);
		},
	);

	test('lets no other user of the database read or write what is stored', async () => {
		await openStore({ schema: 'closed' });
		await server.query('CREATE ROLE stranger LOGIN');
		const { user: _, ...theirs } = server.settings;
		const stranger = new Client({ ...theirs, ssl: false, user: 'stranger' });
		await stranger.connect();
		const tables = await server.query(
			"SELECT tablename FROM pg_tables WHERE schemaname = 'closed'",
		);
		expect(tables.length).toBeGreaterThan(5);
		for (const { tablename } of tables) {
			for (const sql of [`SELECT FROM closed.${tablename}`, `DELETE FROM closed.${tablename}`]) {
				await expect(stranger.query(sql)).rejects.toMatchObject({ code: '42501' });
			}
		}
		await stranger.end();
	});

	test('a migration that fails leaves nothing', async () => {
		const broken = postgresMigrations as string[];
		broken.push('CREATE TABLE extra (id text); SELECT * FROM missing');
		try {
			expect((await refusal({ schema: 'broken' })).advice).toContain('"missing" does not exist');
		} finally {
			broken.pop();
		}
		expect(await server.query("SELECT to_regnamespace('broken') AS found")).toEqual([
			{ found: null },
		]);
	});

	test('says what is wrong', async () => {
		expect((await refusal({ database: 'nowhere' })).message).toContain('has no such database');
		expect((await refusal({ user: 'nobody' })).message).toContain('refuses the user');
		expect((await refusal({ ssl: 'require' })).message).toContain('does not speak SSL');
		expect((await refusal({ port: await freePort() })).message).toContain('cannot be reached');
		expect((await refusal({ host: 'until-replied.invalid' })).advice).toContain('host');
	});

	test('never tells the password, nor keeps it in the error', async () => {
		const password = 'p4ss-w0rd';
		const refusals = [
			{ database: 'nowhere' },
			{ user: 'nobody' },
			{ ssl: 'require' as const },
			{ host: 'db.invalid' },
			{ port: await freePort() },
		];
		for (const changes of refusals) {
			const error = await refusal({ ...changes, password });
			const all = inspect(error, { depth: 20, showHidden: true });
			expect(all).toContain('The escalation store');
			expect(all).not.toContain(password);
		}
	});

	test('gives up on a server that never answers', async () => {
		const silent = createServer(() => undefined);
		await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
		const { port } = silent.address() as { port: number };
		const { message } = await refusal({ port });
		expect(message).toContain('cannot be reached');
		silent.close();
	});
});

describe('a transaction', () => {
	test('whose server is restarted at once is done on the new connection, once', async () => {
		const store = await openStore();
		let attempts = 0;
		await store.transaction(async (transaction) => {
			attempts += 1;
			await transaction.deliveries.record(SCOPE, 'restarted', T0);
			if (attempts > 1) return;
			await server.end('immediate');
			await server.begin();
			await transaction.deliveries.record(SCOPE, 'lost with its connection', T0);
		});
		expect(attempts).toBe(2);
		const isNew = await store.transaction(async (transaction) => [
			await transaction.deliveries.record(SCOPE, 'restarted', T0),
			await transaction.deliveries.record(SCOPE, 'lost with its connection', T0),
		]);
		expect(isNew).toEqual([false, true]);
	});

	test('that meets a deadlock is done again', async () => {
		const store = await openStore({ schema: 'deadlock' });
		await store.transaction(async (transaction) => {
			await saveWhole(
				transaction,
				['a', 'b'].map((id) => anEscalation({ id, conversationKey: id })),
				T0,
			);
		});
		const order: string[][] = [
			['a', 'b'],
			['b', 'a'],
		];
		let arrived = 0;
		const { promise: bothHaveOne, resolve } = Promise.withResolvers<void>();
		// Without naming the conversations, as only a mistake would do it.
		await Promise.all(
			order.map(async ([first, second]) => {
				await store.transaction(async ({ escalations }) => {
					const touch = async (key: string) => {
						const [read] = await escalations.open(key);
						await escalations.save([{ escalation: { ...read, failures: read.failures + 1 } }], T0);
					};
					await touch(first);
					// The answer comes after what was written before.
					await escalations.open(first);
					arrived += 1;
					if (arrived >= 2) resolve();
					await bothHaveOne;
					await touch(second);
				});
			}),
		);
		expect(arrived).toBe(3);
	});

	test('has the time of the server, also when this machine is wrong', async () => {
		const store = await openStore();
		const wrong = jest.spyOn(Date, 'now').mockReturnValue(Date.now() + 3_600_000);
		const now = await store.transaction(
			async (transaction) => await Promise.resolve(transaction.now),
		);
		const told = store.clock.now();
		wrong.mockRestore();
		const [{ server: right }] = await server.query(
			'SELECT extract(epoch FROM clock_timestamp())::float8 * 1000 AS server',
		);
		expect(Math.abs(now - Number(right))).toBeLessThan(60_000);
		expect(Math.abs(told - Number(right))).toBeLessThan(60_000);
	});
});

test('a wake reaches the other processes that share the schema, and no others', async () => {
	const [teller, listener, elsewhere] = [
		await openStore({ schema: 'woken' }),
		await openStore({ schema: 'woken' }),
		await openStore({ schema: 'not_woken' }),
	];
	const heard: string[] = [];
	elsewhere.others.onWake(() => heard.push('elsewhere'));
	const { promise, resolve } = Promise.withResolvers<void>();
	listener.others.onWake((scope) => {
		heard.push(scope);
		if (scope === 'last: scope') resolve();
	});
	await until(async () => (await listening()) === 2);
	teller.others.wake('workflow:node with spaces');
	teller.others.wake('last: scope');
	await promise;
	expect(heard).toEqual(['workflow:node with spaces', 'last: scope']);
});

test('what one process revokes no other takes, from that moment on', async () => {
	const [main, worker] = [
		createRuntime(await openStore({ schema: 'revoked' })),
		createRuntime(await openStore({ schema: 'revoked' })),
	];
	await main.links.keepAddress(SCOPE, 'https://n8n.example.com/webhook/a/page');
	const tokenOf = async () => {
		const link = { mayChange: true, workflowId: undefined, expiresAt: main.clock.now() + 60_000 };
		return new URL((await main.links.boardUrl(SCOPE, link))!).searchParams.get('t')!;
	};
	const token = await tokenOf();
	expect(await worker.links.readBoard(SCOPE, token)).toMatchObject({ ok: true });
	await main.links.revoke('board');
	expect(await worker.links.readBoard(SCOPE, token)).toEqual({ ok: false, reason: 'revoked' });
	expect(await worker.links.readBoard(SCOPE, await tokenOf())).toMatchObject({ ok: true });
});

async function until(probe: () => Promise<boolean>): Promise<void> {
	while (!(await probe()));
}

async function listening(): Promise<number> {
	const rows = await server.query(
		"SELECT 1 FROM pg_stat_activity WHERE query = 'LISTEN until_replied'",
	);
	return rows.length;
}
