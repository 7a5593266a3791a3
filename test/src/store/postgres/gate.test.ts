import { EscalationEngine } from '../../../../src/engine/engine';
import { openPostgresStore, type PostgresStore } from '../../../../src/store/postgres/store';
import type { ServiceEvent } from '../../../../src/events/serviceEvent';
import { Inbox } from '../../../../src/inbox/inbox';
import type { Store, Work } from '../../../../src/store/store';
import type { Clock } from '../../../../src/time/clock';
import { CAME_BY } from '../../../support/store/acceptedEvents.mts';
import { aMessage, aPolicy, aReply, KEY, SCOPE } from '../../../support/model/escalations.mts';
import { PostgresServer } from '../../../support/store/postgresServer.mts';

let server: PostgresServer;
let stores: PostgresStore[];

beforeAll(async () => {
	server = await PostgresServer.start();
});
afterAll(async () => await server.stop());
beforeEach(async () => {
	await server.query('DROP SCHEMA IF EXISTS until_replied CASCADE');
	stores = [await openPostgresStore(server.settings), await openPostgresStore(server.settings)];
});
afterEach(async () => await Promise.all(stores.map(async (store) => await store.close())));

/** A store whose transactions, when their work is done, commit only once another waits for a lock of theirs: from when it is told to, and where they name conversations. */
class LingeringStore implements Store {
	readonly clock: Clock;

	isLingering = false;

	constructor(
		private readonly store: Store,
		private readonly tellDone: () => void,
	) {
		this.clock = store.clock;
	}

	async transaction<Result>(work: Work<Result>, conversations?: string[]): Promise<Result> {
		return await this.store.transaction(async (transaction) => {
			const result = await work(transaction);
			if (!this.isLingering || !conversations) return result;
			this.tellDone();
			while ((await server.query(WAITING)).length === 0);
			return result;
		}, conversations);
	}

	async close(): Promise<void> {}
}

const WAITING = `SELECT 1 FROM pg_stat_activity
	WHERE wait_event_type = 'Lock' AND application_name LIKE '%until-replied'`;

const answers = {
	'a reply': async (engine: EscalationEngine, now: number) =>
		await engine.track(SCOPE, [aReply({ repliedAt: now })]),
	'Mark as Replied': async (engine: EscalationEngine) =>
		await engine.change(KEY, { action: 'markReplied', actor: 'Li Lei' }),
};

/** Reminder 1, handed out by one of two processes, whose gates are slow or not. */
async function handedOut(by: 'worker' | 'slow' = 'worker') {
	const [one, other] = stores;
	const { promise: isDone, resolve: tellDone } = Promise.withResolvers<void>();
	const slowStore = new LingeringStore(one, tellDone);
	const engines = {
		worker: new EscalationEngine(other, 'worker'),
		slow: new EscalationEngine(slowStore, 'main'),
	};
	const now = one.clock.now();
	const message = aMessage({ writtenAt: now, policy: aPolicy({ firstReminderAfter: 0 }) });
	await engines[by].track(SCOPE, [message]);
	const { jobs } = await engines[by].jobSourceOf(SCOPE).poll(10);
	const tokens = jobs.map(({ token }) => token);
	expect(tokens).toHaveLength(1);
	slowStore.isLingering = true;
	return { ...engines, slowStore, isDone, tokens, now };
}

describe.each(Object.entries(answers))('%s and the gate, at the same time', (_name, answer) => {
	test('the gate waits for an answer that has the row, and lets nothing leave', async () => {
		const { worker, slow, isDone, tokens, now } = await handedOut();
		const answering = answer(slow, now);
		await isDone;
		expect(await worker.passGate(SCOPE, tokens)).toEqual([undefined]);
		await answering;
		const [{ escalation }] = await worker.find({}, 1);
		expect(escalation).toMatchObject({ state: 'replied', reminderCount: 0, dueAt: null });
	});

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
	});
});

describe('an answer that is stored in the inbox and the gate, at the same time', () => {
	const accept = async (store: Store) =>
		await new Inbox(store, 'main').accept(
			'workflow:trigger',
			[{ id: 'answer', conversation: { key: KEY, effect: 'ends' } } as unknown as ServiceEvent],
			{ cameBy: CAME_BY },
		);

	test('the gate waits for the answer, and lets nothing leave', async () => {
		const { worker, slowStore, isDone, tokens } = await handedOut();
		const accepting = accept(slowStore);
		await isDone;
		expect(await worker.passGate(SCOPE, tokens, [CAME_BY])).toEqual([undefined]);
		expect(await accepting).toMatchObject({ accepted: 1 });
	});

	// In queue mode the gate is in a process that has handed out nothing.
	test.each(['slow', 'worker'] as const)(
		'the answer waits for the gate, and is stored when it has decided: handed out by %s',
		async (by) => {
			const { slow, isDone, tokens } = await handedOut(by);
			const passing = slow.passGate(SCOPE, tokens, [CAME_BY]);
			await isDone;
			expect(await accept(stores[1])).toMatchObject({ accepted: 1 });
			expect(await passing).toMatchObject([{ claim: { reminderNumber: 1 } }]);
		},
	);
});
