import { MessageUpdates, type MessageNow } from '../../../src/answers/messageUpdates';
import type { ChangeOutcome } from '../../../src/chatApps/voice';
import { createRuntime, type Runtime } from '../../../src/runtime/runtime';
import { openSqliteStore } from '../../../src/store/sqlite/store';
import type { Store } from '../../../src/store/store';
import { MINUTE, SECOND } from '../../../src/time/duration';
import { aMessage, KEY, SCOPE, T0 } from '../../support/model/escalations.mts';
import { FakeClock } from '../../support/time/fakeClock.mts';

const APP = 'slack A1';

let clock: FakeClock;
let store: Store;
let runtime: Runtime;
let id: string;
let stopping: AbortController;
let running: Promise<void>;
let updates: MessageUpdates;
/** What the platform says, in order; afterwards it takes everything. */
let outcomes: ChangeOutcome[];
const changed: Array<{ message: string; is: MessageNow['is']; at: number }> = [];
const refused: string[] = [];
const errors: unknown[] = [];

beforeEach(async () => {
	clock = new FakeClock(T0);
	store = openSqliteStore(':memory:', clock);
	runtime = createRuntime(store);
	await runtime.engine.track(SCOPE, [aMessage()]);
	id = (await escalationNow()).id;
	stopping = new AbortController();
	outcomes = [];
	for (const list of [changed, refused, errors]) list.length = 0;
	updates = new MessageUpdates({
		app: APP,
		conversations: () => ({ store, engine: runtime.engine }),
		clock,
		async change(_chat, message, body) {
			changed.push({ message, is: body.is as MessageNow['is'], at: clock.now() - T0 });
			return outcomes.shift() ?? { is: 'changed' };
		},
		rewrite: (sent, { is }) => ({ ...sent, is }),
		onRefused: (code) => refused.push(code),
		onError: (error) => errors.push(error),
	});
	running = updates.run(stopping.signal);
	await clock.advance(0);
});
afterEach(async () => {
	stopping.abort();
	await running;
	await store.close();
});

const escalationNow = async () =>
	(await runtime.engine.find({ conversationKey: KEY }, 1))[0].escalation;

const said = async (message: string, sentAt = clock.now(), body: string | null = '{}') =>
	await store.transaction(
		async ({ chatMessages }) =>
			await chatMessages.save({
				app: APP,
				chat: 'C1',
				message,
				escalationId: id,
				sentAt,
				body,
				shownHold: 0,
			}),
	);
const acknowledge = async (minutes = 30, actor = 'Ann') =>
	await runtime.engine.change(KEY, {
		action: 'acknowledge',
		milliseconds: minutes * MINUTE,
		actor,
	});
const markReplied = async () =>
	await runtime.engine.change(KEY, { action: 'markReplied', actor: 'Ann' });
const changes = () => changed.map(({ message, is }) => [message, is]);

test('a message says who is on it within five seconds, wherever they said so, and once', async () => {
	await said('m1');
	await clock.advance(5 * SECOND);
	expect(changes()).toEqual([]);
	await acknowledge();
	await clock.advance(5 * SECOND);
	expect(changes()).toEqual([['m1', 'held']]);
	await clock.advance(MINUTE);
	expect(changes()).toEqual([['m1', 'held']]);
	await acknowledge(30, 'Bob');
	await clock.advance(5 * SECOND);
	expect(changes()).toEqual([
		['m1', 'held'],
		['m1', 'held'],
	]);
});

test('it says that it is over, and is never looked at again', async () => {
	await said('m1');
	await markReplied();
	await clock.advance(MINUTE);
	expect(changes()).toEqual([['m1', 'over']]);
});

test('what was answered in the app itself is changed at once', async () => {
	await said('m1');
	await acknowledge();
	updates.hurry(id);
	await clock.advance(0);
	expect(changed).toEqual([{ message: 'm1', is: 'held', at: 0 }]);
});

test('older reminders lose their buttons when there is another', async () => {
	await said('m1');
	await clock.advance(5 * SECOND);
	await said('m2');
	await clock.advance(5 * SECOND);
	expect(changes()).toEqual([['m1', 'older']]);
	// A message without buttons takes none away.
	await said('m3', clock.now() + 1, null);
	await clock.advance(MINUTE);
	expect(changes()).toEqual([['m1', 'older']]);
});

test('a platform that wants a pause gets it, also from whoever is in a hurry', async () => {
	await said('m1');
	outcomes = [{ is: 'later', code: 'ratelimited', waitFor: 30 * SECOND }];
	await markReplied();
	updates.hurry(id);
	await clock.advance(0);
	updates.hurry(id);
	await clock.advance(29 * SECOND);
	expect(changed).toHaveLength(1);
	await clock.advance(2 * SECOND);
	expect(changes()).toEqual([
		['m1', 'over'],
		['m1', 'over'],
	]);
});

test('a message that cannot be changed now holds up no other', async () => {
	await said('m1', T0 - SECOND);
	await said('m2');
	outcomes = [{ is: 'later', code: 'HTTP 500', waitFor: 5 * SECOND }];
	await markReplied();
	for (let step = 0; step < 20; step += 1) await clock.advance(SECOND);
	expect(changed.map(({ message }) => message)).toEqual(['m2', 'm1', 'm2']);
});

test('a message that the platform does not change is left alone, and told of once', async () => {
	await said('m1');
	outcomes = [{ is: 'refused', code: 'message_not_found' }];
	await acknowledge();
	await clock.advance(MINUTE);
	await markReplied();
	await clock.advance(MINUTE);
	expect(changes()).toEqual([['m1', 'held']]);
	expect(refused).toEqual(['message_not_found']);
});

test('what a robot made of it meanwhile stays', async () => {
	await said('m1');
	await markReplied();
	outcomes = [];
	const change = said('m1', clock.now(), null);
	await change;
	await clock.advance(MINUTE);
	expect(changes()).toEqual([]);
});

test('many are changed one by one, as the platform takes them', async () => {
	for (const each of ['m1', 'm2', 'm3']) await said(each);
	await markReplied();
	// In small steps: each change takes several turns.
	for (let step = 0; step < 100; step += 1) await clock.advance(100);
	expect(changes()).toHaveLength(3);
	const gaps = changed.slice(1).map(({ at }, index) => at - changed[index].at);
	for (const gap of gaps) expect(gap).toBeGreaterThanOrEqual(1.2 * SECOND);
});

test('a store that fails is told of once, and asked again', async () => {
	await said('m1');
	const { transaction } = store;
	store.transaction = async () => await Promise.reject(new Error('disk full'));
	await clock.advance(30 * SECOND);
	expect(errors).toHaveLength(1);
	store.transaction = transaction;
	await markReplied();
	await clock.advance(10 * SECOND);
	expect(changes()).toEqual([['m1', 'over']]);
});
