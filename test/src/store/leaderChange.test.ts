import { Dispatcher } from '../../../src/dispatch/dispatcher';
import type { Job, JobOutcome } from '../../../src/dispatch/jobSource';
import { EscalationEngine } from '../../../src/engine/engine';
import { PostgresStore } from '../../../src/store/postgres/store';
import { MINUTE, SECOND } from '../../../src/time/duration';
import { aMessage, aPolicy, SCOPE, T0 } from '../../support/model/escalations.mts';
import { FakeClock } from '../../support/time/fakeClock.mts';
import { FaultyStore } from '../../support/store/faultyStore.mts';
import { PostgresServer } from '../../support/store/postgresServer.mts';

/*
 * n8n lets several mains run only with a licence. So what it does to the nodes
 * (ActiveWorkflowTriggers: closeFunction on the main that steps down, trigger()
 * on the one that takes over) is done here to the clocks themselves, each on
 * connections of its own, as in a process of its own.
 */

let server: PostgresServer;
let stores: FaultyStore[];
let clock: FakeClock;
/** Of each test: its time begins anew, before what the other has ended. */
let schema: string;
let tests = 0;
/** Every output that left the node, as escalation and number or output. */
let left: string[];

beforeAll(async () => {
	server = await PostgresServer.start();
});
afterAll(async () => await server.stop());

beforeEach(async () => {
	left = [];
	schema = `leaders_${(tests += 1)}`;
	stores = [];
	clock = new FakeClock(T0, async () => {
		for (let quiet = 0; quiet < 2; quiet += 1) for (const store of stores) await store.idle();
	});
});
afterEach(async () => await Promise.all(stores.map(async (store) => await store.close())));

async function newProcess(owner: string): Promise<EscalationEngine> {
	const store = new PostgresStore({ ...server.settings, schema, poolSize: 4 }, clock);
	await store.prepare();
	const watched = new FaultyStore(store, async () => undefined);
	stores.push(watched);
	return new EscalationEngine(watched, owner);
}

/** The clock of the node on a main. Its executions run on the worker, and take their time. */
function clockOn(main: EscalationEngine, worker: EscalationEngine): Dispatcher {
	const emit = async (items: Job[]): Promise<JobOutcome[]> => {
		await clock.sleep(2 * SECOND, NEVER);
		const tokens = items.map(({ token }) => token);
		for (const gatedOutput of await worker.passGate(SCOPE, tokens)) {
			if (!gatedOutput) continue;
			const { escalation, claim } = gatedOutput;
			left.push(`${escalation.conversationKey} ${claim.reminderNumber ?? claim.output}`);
		}
		await clock.sleep(90 * SECOND, NEVER);
		return tokens.map((token) => ({ token, result: 'sent' }));
	};
	const dispatcher = new Dispatcher({
		jobSource: main.jobSourceOf(SCOPE),
		clock,
		emit,
		onError: (error) => {
			throw error;
		},
	});
	dispatcher.start();
	return dispatcher;
}

const NEVER = new AbortController().signal;

test.each([
	['the old leader stops before the new one starts', 'gap'],
	['the new leader starts before the old one has noticed', 'overlap'],
])(
	'%s: no reminder is lost, none comes twice',
	async (_name, change) => {
		const [first, second, worker] = [
			await newProcess('main 1'),
			await newProcess('main 2'),
			await newProcess('worker'),
		];
		const keys = Array.from({ length: 12 }, (_, index) => `${change} ${index}`);
		const policy = aPolicy({
			firstReminderAfter: MINUTE,
			remindEvery: 3 * MINUTE,
			maximumReminders: 3,
		});
		let leader = clockOn(first, worker);
		for (const [index, conversationKey] of keys.entries()) {
			await worker.track(SCOPE, [aMessage({ conversationKey, policy })]);
			await clock.advance(index * SECOND);
		}
		for (const next of [second, first, second, first, second]) {
			await clock.advance(100 * SECOND);
			const former = leader;
			if (change === 'overlap') {
				leader = clockOn(next, worker);
				await clock.advance(30 * SECOND);
				await former.stop();
			} else {
				await former.stop();
				await clock.advance(30 * SECOND);
				leader = clockOn(next, worker);
			}
		}
		await clock.advance(20 * MINUTE);
		await leader.stop();
		const expected = keys.flatMap((key) =>
			[1, 2, 3, 'exhausted'].map((output) => `${key} ${output}`),
		);
		expect(left.toSorted()).toEqual(expected.toSorted());
	},
	120_000,
);
