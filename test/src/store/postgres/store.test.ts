import { PostgresStore } from '../../../../src/store/postgres/store';
import type { Store, Warn } from '../../../../src/store/store';
import type { Transaction } from '../../../../src/store/transaction';
import type { Clock } from '../../../../src/time/clock';
import { MINUTE } from '../../../../src/time/duration';
import {
	aClaim,
	anEscalation,
	aToken,
	SCOPE,
	T0,
	saveWhole,
} from '../../../support/model/escalations.mts';
import { newEvents } from '../../../support/store/acceptedEvents.mts';
import { PostgresServer } from '../../../support/store/postgresServer.mts';
import { storeContract } from '../contract';

let server: PostgresServer;

beforeAll(async () => {
	server = await PostgresServer.start();
});
afterAll(async () => await server.stop());

const place = {
	async open(clock?: Clock, warn?: Warn) {
		const store = new PostgresStore(server.settings, clock, undefined, warn);
		await store.prepare();
		return store;
	},
	async clear() {
		await server.query('DROP SCHEMA IF EXISTS until_replied CASCADE');
	},
	async damage(_store: Store, table: string, column: string, id: string) {
		const sql = `UPDATE until_replied.${table} SET ${column} = '{' WHERE id = $1`;
		await server.query(sql, [id]);
	},
	async digests() {
		const rows = await server.query(
			'SELECT id FROM until_replied.deliveries UNION ALL SELECT id FROM until_replied.alerts',
		);
		return rows.map(({ id }) => String(id));
	},
};

storeContract(place);

describe('Postgres', () => {
	let store: PostgresStore;
	beforeEach(async () => {
		await place.clear();
		store = await place.open();
	});
	afterEach(async () => await store.close());

	test('a claim of another process is left to its lease: it may live on another machine', async () => {
		const claim = aClaim({ token: aToken('one'), owner: 'a process elsewhere' });
		const due = await store.transaction(async (transaction: Transaction) => {
			await saveWhole(transaction, [anEscalation({ dueAt: T0, claim })], T0);
			await transaction.escalations.releaseClaims(SCOPE, 'me', T0 + 1, T0 + MINUTE);
			return await transaction.escalations.due(SCOPE, T0 + 1, 10);
		});
		expect(due).toEqual([]);
	});

	test.each([undefined, { text: 'another' }])(
		'what another process has changed since it was read is done again, as it is then: %j',
		async (event) => {
			await store.transaction(async (t) => await saveWhole(t, [anEscalation()], T0));
			const counts: number[] = [];
			await store.transaction(async ({ escalations }) => {
				const [read] = await escalations.byIds(['escalation-1']);
				counts.push(read.messageCount);
				// Nothing is written, so that it is watched still.
				await escalations.save([{ escalation: read }], T0);
				const add = async (table: typeof escalations) => {
					const [escalation] = await table.byIds(['escalation-1']);
					const messageCount = escalation.messageCount + 1;
					await table.save([{ escalation: { ...escalation, messageCount } }], T0);
				};
				if (counts.length === 1)
					await store.transaction(async (other) => await add(other.escalations));
				const escalation = { ...read, messageCount: read.messageCount + 10 };
				await escalations.save([{ escalation, event }], T0);
			});
			const [stored] = await store.transaction(
				async (t) => await t.escalations.byIds(['escalation-1']),
			);
			expect([counts, stored.messageCount]).toEqual([[1, 2], 12]);
		},
	);

	test('two that claim at once never get the same', async () => {
		const ids = Array.from({ length: 40 }, (_, number) => `id ${number}`);
		await store.transaction(async (transaction) => {
			await saveWhole(
				transaction,
				ids.map((id) => anEscalation({ id, conversationKey: id, dueAt: T0 })),
				T0,
			);
			for (const id of ids) await transaction.inbox.add(SCOPE, newEvents({ id }), T0);
		});
		const meet = meetingOf(2);
		const claim = async () =>
			await store.transaction(async (transaction) => {
				const due = await transaction.escalations.due(SCOPE, T0, 20);
				const events = await transaction.inbox.due(SCOPE, T0, 20);
				await meet();
				return [...due.map(({ id }) => id), ...events.map(({ event }) => `event ${event.id}`)];
			});
		const [first, second] = await Promise.all([claim(), claim()]);
		expect(new Set([...first, ...second]).size).toBe(80);
	});
});

/** What it gives resolves when so many have called it. */
function meetingOf(size: number): () => Promise<void> {
	const { promise, resolve } = Promise.withResolvers<void>();
	let come = 0;
	return async () => {
		come += 1;
		if (come === size) resolve();
		await promise;
	};
}
