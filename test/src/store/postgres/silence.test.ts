import { Dispatcher } from '../../../../src/dispatch/dispatcher';
import { Inbox } from '../../../../src/inbox/inbox';
import { LIMITS, type Limits } from '../../../../src/store/postgres/limits';
import { PostgresStore } from '../../../../src/store/postgres/store';
import type { PostgresTransaction } from '../../../../src/store/postgres/transaction';
import { StoreError } from '../../../../src/store/store';
import { MINUTE } from '../../../../src/time/duration';
import { SCOPE, T0 } from '../../../support/model/escalations.mts';
import { Proxy } from '../../../support/process/proxy.mts';
import { eventNumbered } from '../../../support/store/numberedEvents.mts';
import { PostgresServer } from '../../../support/store/postgresServer.mts';

/*
 * Connections that die without a word, servers that are slow, and a process
 * that stands still: what drivers and pools are known to get wrong.
 */

/** Short, so that nobody waits for long, and long enough for a machine that does other things too. */
const QUICK: Limits = {
	...LIMITS,
	connection: 1_500,
	lock: 500,
	statement: 1_500,
	answer: 500,
	ping: 200,
	restart: 500,
};

/** As the protocol ends a text: not the one in READ COMMITTED. */
const COMMIT = 'COMMIT\0';

let server: PostgresServer;
let proxy: Proxy;
const open: PostgresStore[] = [];

beforeAll(async () => {
	server = await PostgresServer.start();
});
afterAll(async () => await server.stop());
beforeEach(async () => {
	proxy = await Proxy.start(server.settings);
	await server.query('DROP SCHEMA IF EXISTS until_replied CASCADE');
});
afterEach(async () => {
	await Promise.all(open.splice(0).map(async (store) => await store.close()));
	await proxy.stop();
});

async function opened(
	port: number,
	limits: Partial<Limits>,
	poolSize = 10,
): Promise<PostgresStore> {
	const settings = { ...server.settings, host: '127.0.0.1', port, poolSize };
	const store = new PostgresStore(settings, undefined, { ...QUICK, ...limits });
	open.push(store);
	await store.prepare();
	return store;
}

const behindProxy = async (limits: Partial<Limits> = {}) => await opened(proxy.port, limits);
const direct = async (limits: Partial<Limits> = {}, poolSize?: number) =>
	await opened(server.settings.port, limits, poolSize);

/** Work that records a delivery, counts how often it was begun, and does something in the middle of the first time. */
function recording(id: string, inBetween: (transaction: PostgresTransaction) => unknown = () => 0) {
	const counted = { attempts: 0 };
	const work = async (transaction: PostgresTransaction) => {
		counted.attempts += 1;
		await transaction.deliveries.record(SCOPE, id, T0);
		if (counted.attempts === 1) await inBetween(transaction);
		await transaction.deliveries.record(SCOPE, `${id}, the second half`, T0);
	};
	return { counted, work };
}

/** Whether all of it is stored; half of it never may be. */
async function isStored(id: string): Promise<boolean> {
	const store = await direct();
	return await store.transaction(async ({ deliveries }) => {
		const halves = [
			await deliveries.record(SCOPE, id, T0),
			await deliveries.record(SCOPE, `${id}, the second half`, T0),
		];
		expect(halves[0]).toBe(halves[1]);
		return !halves[0];
	});
}

async function failureOf(work: Promise<unknown>): Promise<StoreError> {
	const error: unknown = await work.then(
		() => undefined,
		(reason: unknown) => reason,
	);
	if (error instanceof StoreError) return error;
	throw new Error(`Not a StoreError: ${String(error)}`);
}

async function until(probe: () => boolean | Promise<boolean>): Promise<void> {
	while (!(await probe())) await new Promise((resolve) => setImmediate(resolve));
}

/** As one that is stopped by SIGSTOP, swapped out, or busy with something else. */
function standStill(milliseconds: number): void {
	Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds);
}

describe('a connection that falls silent', () => {
	test.each([
		['what n8n says', ['fromClient']],
		['what the server says', ['fromServer']],
		['both', ['fromClient', 'fromServer']],
	] as const)('while nobody uses it (%s): another is made', async (_name, directions) => {
		const store = await behindProxy();
		// So that several lie there.
		await Promise.all([1, 2, 3, 4].map(async () => await store.transaction(async () => undefined)));
		proxy.swallow(...directions);
		const { counted, work } = recording('idle');
		await store.transaction(work);
		expect(counted.attempts).toBe(1);
		expect(await isStored('idle')).toBe(true);
		// Not one after the other, each for its time.
		await until(() => proxy.connections === 1);
	});

	test('in the middle of a transaction: it is done again', async () => {
		const store = await behindProxy();
		const { counted, work } = recording('middle', () => proxy.swallow('fromServer'));
		await store.transaction(work);
		expect(counted.attempts).toBe(2);
		expect(await isStored('middle')).toBe(true);
	});

	test('before its COMMIT comes to the server: nothing is stored, and nobody says so', async () => {
		const store = await behindProxy();
		proxy.swallowAt(COMMIT, 'fromClient');
		const { counted, work } = recording('unsaid');
		const { message, advice } = await failureOf(store.transaction(work));
		expect(message).toContain('does not answer');
		expect(advice).toContain('may be stored or not');
		expect(counted.attempts).toBe(1);
		expect(await isStored('unsaid')).toBe(false);
	});

	test('after its COMMIT: all is stored, once, and nobody says that it is not', async () => {
		const store = await behindProxy();
		proxy.swallowAt(COMMIT, 'fromServer');
		const { counted, work } = recording('unheard');
		const { message, advice } = await failureOf(store.transaction(work));
		expect(message).toContain('does not answer');
		expect(advice).toContain('may be stored or not');
		expect(counted.attempts).toBe(1);
		expect(await isStored('unheard')).toBe(true);
	});

	test('or is cut after its COMMIT: the same', async () => {
		const store = await behindProxy();
		proxy.cutAfter(COMMIT);
		const { counted, work } = recording('cut');
		const { message, advice } = await failureOf(store.transaction(work));
		expect(message).toContain('cannot be reached');
		expect(advice).toContain('may be stored or not');
		expect(counted.attempts).toBe(1);
		expect(await isStored('cut')).toBe(true);
	});

	test('with all others, and new ones too: that is said, and it goes on when the network is back', async () => {
		const store = await behindProxy();
		proxy.setDown(true);
		const { message, advice } = await failureOf(store.transaction(recording('down').work));
		expect(message).toContain('cannot be reached');
		expect(advice).toContain('host and port');
		proxy.setDown(false);
		const { counted, work } = recording('up');
		await store.transaction(work);
		expect(counted.attempts).toBe(1);
		expect(await isStored('down')).toBe(false);
		expect(await isStored('up')).toBe(true);
	});

	test('never gets the answer of one question for that of the next', async () => {
		const store = await behindProxy();
		const asked = async (number: number) =>
			await store.transaction(async (transaction) => {
				if (number === 2) proxy.swallow('fromServer');
				const [row] = await transaction.query('SELECT $1::integer AS number', [number]);
				return row.number;
			});
		for (let number = 1; number <= 4; number += 1) {
			const answer = await asked(number).catch(() => 'none');
			expect([number, 'none']).toContain(answer);
		}
	});

	test('stops no clock: what comes meanwhile goes out', async () => {
		const store = await behindProxy();
		const inbox = new Inbox(store, 'the clock');
		const left: unknown[] = [];
		const dispatcher = new Dispatcher({
			jobSource: inbox.jobSourceOf(SCOPE),
			clock: store.clock,
			pollAtLeastEvery: 50,
			onError: () => undefined,
			emit: async (jobs) => {
				left.push(...jobs.map(({ json }) => json.id));
				return await Promise.resolve(jobs.map(({ token }) => ({ token, result: 'sent' as const })));
			},
		});
		dispatcher.start();
		const accepting = new Inbox(await direct(), 'another process');
		for (let number = 0; number < 3; number += 1) {
			await accepting.accept(SCOPE, [eventNumbered(number)]);
			await until(() => left.includes(eventNumbered(number).id));
			proxy.swallow('fromClient', 'fromServer');
		}
		await dispatcher.stop();
		await dispatcher.idle();
	});

	test('while it listens: it is noticed, and another listens', async () => {
		const store = await behindProxy();
		const teller = await direct();
		const heard: string[] = [];
		store.others.onWake((scope) => heard.push(scope));
		const listeners = async () =>
			await server.query(
				"SELECT pid FROM pg_stat_activity WHERE query IN ('SELECT 1', 'LISTEN until_replied')",
			);
		await until(async () => (await listeners()).length === 1);
		proxy.swallow('fromServer');
		await until(() => {
			teller.others.wake('scope');
			return heard.length > 0;
		});
	});
});

describe('a process that stands still', () => {
	test('for longer than an answer takes finds it when it goes on', async () => {
		const store = await direct({ statement: 300, answer: 100 });
		const { counted, work } = recording('awake', async (transaction) => {
			const answer = transaction.query('SELECT pg_sleep(0.01)', []);
			await new Promise((resolve) => setImmediate(resolve));
			standStill(1_000);
			await answer;
		});
		await store.transaction(work);
		expect(counted.attempts).toBe(1);
	});

	test('in the middle of a transaction loses its locks to others, and does it again', async () => {
		const store = await direct({ pause: 200, restart: 0 });
		const { counted, work } = recording('paused', () => standStill(1_000));
		await store.transaction(work, ['a conversation']);
		expect(counted.attempts).toBe(2);
		expect(await isStored('paused')).toBe(true);
	});

	test('for longer than a server takes to restart is hung up on while it asks, and does it again', async () => {
		const store = await direct({ restart: 0 });
		const { counted, work } = recording('hung up on', async (transaction) => {
			await transaction.query('SELECT pg_terminate_backend(pg_backend_pid())', []);
		});
		await store.transaction(work);
		expect(counted.attempts).toBe(2);
		expect(await isStored('hung up on')).toBe(true);
	});

	test('in the middle of a long answer loses its locks as well', async () => {
		// Longer than all buffers between.
		const sql = "SELECT repeat('word', 1000000) FROM generate_series(1, 15)";
		const frozen = await behindProxy({ pause: 500, statement: 2 * MINUTE });
		const { promise: isAsked, resolve } = Promise.withResolvers<void>();
		let isCut = false;
		const asking = frozen.transaction(
			async (transaction) => {
				// A busy machine does not read all of it in time, either: once is enough.
				const answer = transaction.query(isCut ? 'SELECT 1' : sql, []);
				if (!isCut) proxy.stopReading();
				resolve();
				await answer;
			},
			['a conversation'],
		);
		await isAsked;
		const other = await direct({ lock: 30_000 });
		const { counted, work } = recording('meanwhile');
		await other.transaction(work, ['a conversation']);
		expect(counted.attempts).toBe(1);
		isCut = true;
		proxy.cut();
		await asking;
	});

	test.each([
		['and hears the last words of the server', true],
		['and writes before it hears anything', false],
	])('before its COMMIT has stored nothing, knows it %s, and does it again', async (_, hears) => {
		const store = await direct({ pause: 200 });
		let attempts = 0;
		await store.transaction(async ({ deliveries }) => {
			attempts += 1;
			await deliveries.record(SCOPE, 'paused', T0);
			await deliveries.record(SCOPE, 'paused, the second half', T0);
			if (attempts > 1) return;
			standStill(1_000);
			if (hears) await new Promise((resolve) => setTimeout(resolve, 10));
		});
		expect(attempts).toBe(2);
		expect(await isStored('paused')).toBe(true);
	});
});

describe('what is large', () => {
	const large = 'x'.repeat(3 * 1_024 * 1_024);

	const limits = { pause: 200, longPause: 200, restart: 0 };

	test('may take long to be prepared, while the server waits', async () => {
		const store = await direct(limits);
		const slow = {
			toPostgres() {
				standStill(1_000);
				return '';
			},
		};
		await store.transaction(async (transaction) => {
			await transaction.query('SELECT length($1::text), $2::text', [large, slow]);
		});
	});

	test('may take long on its way', async () => {
		const store = await behindProxy(limits);
		const save = async (value: string) =>
			await store.transaction(async ({ settings }) => await settings.save('large', value));
		await save('small');
		proxy.slowDown(20);
		await save(large);
	});

	test('is prepared once more, with more time, where that took too long', async () => {
		const store = await direct({ pause: 200, restart: 0 });
		await store.transaction(async ({ deliveries, settings }) => {
			standStill(1_000);
			await settings.save('large', large);
			await deliveries.recordAll(SCOPE, ['large', 'large, the second half'], T0);
		});
		expect(await isStored('large')).toBe(true);
	});
});

describe('a server that is slow', () => {
	test('gets more time for what takes longer', async () => {
		const store = await direct({ statement: 100 });
		const { counted, work } = recording('much', async () => undefined);
		await store.transaction(async (transaction) => {
			await work(transaction);
			await transaction.query('SELECT pg_sleep(0.3)', []);
		});
		expect(counted.attempts).toBe(2);
		expect(await isStored('much')).toBe(true);
	});

	test('and not for ever', async () => {
		const store = await direct({ statement: 500, longStatement: 1_000 });
		const slow = store.transaction(async (transaction) => {
			await transaction.query('SELECT pg_sleep(60)', []);
		});
		expect((await failureOf(slow)).message).toContain('time limit');
	});
});

describe('when all connections are in use', () => {
	/** So many transactions that go on until they are let go. */
	async function occupy(store: PostgresStore, count: number): Promise<() => Promise<void>> {
		const { promise: end, resolve } = Promise.withResolvers<void>();
		let begun = 0;
		const busy = Array.from({ length: count }, async () => {
			await store.transaction(async () => {
				begun += 1;
				await end;
			});
		});
		await until(() => begun === count);
		return async () => {
			resolve();
			await Promise.all(busy);
		};
	}

	test.each([
		[3, 2],
		[10, 8],
	])('of a pool of %d, events are accepted all the same', async (poolSize, others) => {
		const store = await direct({ pause: MINUTE }, poolSize);
		const letGo = await occupy(store, others);
		const inbox = new Inbox(store, 'the test');
		expect(await inbox.accept(SCOPE, [eventNumbered(1)])).toMatchObject({ accepted: 1 });
		await letGo();
	});

	test('other work says what it waited for', async () => {
		const store = await direct({ pause: MINUTE, connection: 300 }, 3);
		const letGo = await occupy(store, 2);
		const { message, advice } = await failureOf(store.transaction(async () => undefined));
		expect(message).toContain('all connections of this n8n process are in use');
		expect(advice).toContain('Pool Size');
		await letGo();
		await store.transaction(async () => undefined);
	});

	test('accepting uses more than what is kept for it', async () => {
		const store = await direct({ pause: MINUTE }, 3);
		const inbox = new Inbox(store, 'the test');
		const accepted = Array.from(
			{ length: 30 },
			async (_, number) => await inbox.accept(SCOPE, [eventNumbered(number)]),
		);
		for (const one of await Promise.all(accepted)) expect(one).toMatchObject({ accepted: 1 });
	});
});

test('work that goes on after a statement failed stores nothing, and hears of it', async () => {
	const store = await direct();
	const work = store.transaction(async (transaction) => {
		await transaction.deliveries.record(SCOPE, 'half', T0);
		await transaction.query('SELECT 1 / 0', []).catch(() => undefined);
	});
	await expect(work).rejects.toThrow('Nothing was stored');
	expect(await isStored('half')).toBe(false);
});
