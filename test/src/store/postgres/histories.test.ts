import PQueue from 'p-queue';

import { PostgresStore } from '../../../../src/store/postgres/store';
import type { Store } from '../../../../src/store/store';
import type { Clock } from '../../../../src/time/clock';
import { holdThroughHistories } from '../../../support/model/holdThroughHistories.mts';
import { PostgresServer } from '../../../support/store/postgresServer.mts';
import { Simulation } from '../../../support/model/simulation.mts';
import { holdThroughSimulations } from '../../../support/model/holdThroughSimulations.mts';
import { World } from '../../../support/model/world.mts';

/** `POSTGRES_HISTORIES=10000 npx jest postgres/histories` looks longer. A simulation takes some seconds. */
const HISTORIES = Number(process.env.POSTGRES_HISTORIES ?? 16);
const AT_ONCE = 4;

let server: PostgresServer;

beforeAll(async () => {
	server = await PostgresServer.start();
});
afterAll(async () => await server.stop());

/** A store of its own for each of those that run at once, empty, with the clock that it is given. */
async function emptyStore(number: number): Promise<(clock: Clock) => Store> {
	const settings = { ...server.settings, schema: `histories_${number}`, poolSize: 4 };
	const store = new PostgresStore(settings);
	await store.prepare();
	const emptied =
		'TRUNCATE deliveries, alerts, inbox, escalations, states, reminders, timeline, replies';
	await store.transaction(async (transaction) => await transaction.query(emptied, []));
	await store.close();
	return (clock) => oneByOne(new PostgresStore(settings, clock));
}

/**
 * The ledger reads the tables within each transaction and takes what it sees
 * for what came after the one before. What happens at the same time, the tests
 * of leaders, deadlocks and claims look at.
 */
function oneByOne(store: PostgresStore): Store {
	const queue = new PQueue({ concurrency: 1 });
	return {
		clock: store.clock,
		transaction: async (work, conversations) =>
			await queue.add(async () => await store.transaction(work, conversations)),
		close: async () => await store.close(),
	};
}

const atOnce = async (work: (number: number) => Promise<void>) =>
	await Promise.all(Array.from({ length: AT_ONCE }, async (_, number) => await work(number)));

test(`the promises hold in Postgres through ${HISTORIES} random histories`, async () => {
	await atOnce(async (number) => {
		await holdThroughHistories(Math.ceil(HISTORIES / AT_ONCE), async (policy) => {
			const openStore = await emptyStore(number);
			return new World(policy, { openStore, isShared: true });
		});
	});
}, 600_000);

test(`the promises hold in Postgres through ${AT_ONCE} simulations of a node at work`, async () => {
	await atOnce(async (number) => {
		await holdThroughSimulations(
			1,
			async (courses) => new Simulation(courses, await emptyStore(number)),
		);
	});
}, 600_000);
