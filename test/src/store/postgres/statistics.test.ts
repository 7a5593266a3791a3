import { EscalationEngine } from '../../../../src/engine/engine';
import { rollUpDays, totalsCounted } from '../../../../src/engine/statistics';
import { answeredIn } from '../../../../src/escalation/statistics/totals';
import { PostgresStore } from '../../../../src/store/postgres/store';
import type { Store } from '../../../../src/store/store';
import { DAY } from '../../../../src/time/duration';
import { aMessage, aReply, SCOPE, T0 } from '../../../support/model/escalations.mts';
import { PostgresServer } from '../../../support/store/postgresServer.mts';
import { FakeClock } from '../../../support/time/fakeClock.mts';

let server: PostgresServer;
let clock: FakeClock;
let stores: PostgresStore[];

beforeAll(async () => {
	server = await PostgresServer.start();
}, 60_000);
afterAll(async () => await server.stop());
beforeEach(async () => {
	clock = new FakeClock(T0);
	stores = Array.from({ length: 2 }, () => new PostgresStore(server.settings, clock));
	for (const store of stores) await store.prepare();
});
afterEach(async () => await Promise.all(stores.map(async (store) => await store.close())));

/** Time enough for another process to do its work, where nothing holds it. */
async function roundTrips(store: Store, isOver: () => boolean): Promise<void> {
	for (let n = 0; n < 200 && !isOver(); n += 1) {
		await store.transaction(async ({ settings }) => await settings.get('anything'));
	}
}

test('a day that two processes count at the same time is in the totals once', async () => {
	const [store, other] = stores;
	await new EscalationEngine(store, 'process-1').track(SCOPE, [aMessage(), aReply()]);
	clock.jump(DAY);
	let isOver = false;
	let counting: Promise<void> | undefined;
	/** The other counts when this one has seen that nobody has, and before it adds. */
	const slow: Store = Object.create(store, {
		transaction: {
			value: async (work: Parameters<Store['transaction']>[0], keys?: string[]) =>
				await store.transaction(async (transaction) => {
					const { settings } = transaction;
					const get = settings.get.bind(settings);
					settings.get = async (name) => {
						if (name === 'statisticsTotals') {
							counting = rollUpDays(other).finally(() => (isOver = true));
							await roundTrips(other, () => isOver);
						}
						return await get(name);
					};
					return await work(transaction);
				}, keys),
		},
	});
	await rollUpDays(slow);
	await counting;
	expect(isOver).toBe(true);
	const { totals } = await store.transaction(async ({ settings }) => await totalsCounted(settings));
	expect(answeredIn(totals)).toBe(1);
});
