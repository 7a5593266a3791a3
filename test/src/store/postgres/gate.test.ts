import { EscalationEngine } from '../../../../src/engine/engine';
import { openPostgresStore, type PostgresStore } from '../../../../src/store/postgres/store';
import type { Store } from '../../../../src/store/store';
import { aMessage, aPolicy, aReply, KEY, SCOPE } from '../../../support/model/escalations.mts';
import { PostgresServer } from '../../../support/store/postgresServer.mts';

let server: PostgresServer;
let stores: PostgresStore[];

beforeAll(async () => {
	server = await PostgresServer.start();
}, 60_000);
afterAll(async () => await server.stop());
beforeEach(async () => {
	await server.query('DROP SCHEMA IF EXISTS until_replied CASCADE');
	stores = [await openPostgresStore(server.settings), await openPostgresStore(server.settings)];
});
afterEach(async () => await Promise.all(stores.map(async (store) => await store.close())));

/** A store whose transactions, when their work is done, commit only once another waits for a lock of theirs. */
function lingering(store: Store, tellDone: () => void): Store {
	return {
		clock: store.clock,
		close: async () => undefined,
		transaction: async (work, conversations) =>
			await store.transaction(async (transaction) => {
				const result = await work(transaction);
				// The answer comes after all that was written before.
				await transaction.settings.get('any');
				tellDone();
				while ((await server.query(WAITING)).length === 0);
				return result;
			}, conversations),
	};
}

const WAITING = `SELECT 1 FROM pg_stat_activity
	WHERE wait_event_type = 'Lock' AND application_name LIKE '%until-replied'`;

const answers = {
	'a reply': async (engine: EscalationEngine, now: number) =>
		await engine.track(SCOPE, [aReply({ repliedAt: now })]),
	'Mark as Replied': async (engine: EscalationEngine) =>
		await engine.change(KEY, { action: 'markReplied', actor: 'Li Lei' }),
};

describe.each(Object.entries(answers))('%s and the gate, at the same time', (_name, answer) => {
	/** Reminder 1, handed out. */
	async function handedOut() {
		const [one, other] = stores;
		const worker = new EscalationEngine(other, 'worker');
		const now = one.clock.now();
		const message = aMessage({ writtenAt: now, policy: aPolicy({ firstReminderAfter: 0 }) });
		await worker.track(SCOPE, [message]);
		const tokens = (await worker.jobSourceOf(SCOPE).poll(10)).jobs.map(({ token }) => token);
		expect(tokens).toHaveLength(1);
		const { promise: isDone, resolve: tellDone } = Promise.withResolvers<void>();
		const slow = new EscalationEngine(lingering(one, tellDone), 'main');
		return { worker, slow, isDone, tokens, now };
	}

	test('the gate waits for an answer that has the row, and lets nothing leave', async () => {
		const { worker, slow, isDone, tokens, now } = await handedOut();
		const answering = answer(slow, now);
		await isDone;
		expect(await worker.passGate(SCOPE, tokens)).toEqual([undefined]);
		await answering;
		const [{ escalation }] = await worker.find({}, 1);
		expect(escalation).toMatchObject({ state: 'replied', reminderCount: 0, dueAt: null });
	}, 30_000);

	test('an answer waits for a gate that has the row, and the group hears of it', async () => {
		const { worker, slow, isDone, tokens, now } = await handedOut();
		const passing = slow.passGate(SCOPE, tokens);
		await isDone;
		await answer(worker, now);
		expect(await passing).toMatchObject([{ claim: { reminderNumber: 1 } }]);
		const { jobs } = await worker.jobSourceOf(SCOPE).poll(10);
		const announced = await worker.passGate(
			SCOPE,
			jobs.map(({ token }) => token),
		);
		expect(announced).toMatchObject([
			{ claim: { output: 'replied' }, escalation: { state: 'replied', reminderCount: 1 } },
		]);
	}, 30_000);
});
