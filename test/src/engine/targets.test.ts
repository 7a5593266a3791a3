import type { JobSource } from '../../../src/dispatch/jobSource';
import { LONGEST_RETRY } from '../../../src/dispatch/retryDelay';
import { EscalationEngine } from '../../../src/engine/engine';
import { muteOfProject } from '../../../src/engine/mutes';
import { ANNOUNCEMENT_ATTEMPTS } from '../../../src/escalation/policy';
import { quantile } from '../../../src/escalation/statistics/histogram';
import { totalOf } from '../../../src/escalation/statistics/rollUp';
import { targetUsesOf } from '../../../src/escalation/target';
import { openSqliteStore } from '../../../src/store/sqlite/store';
import type { Store } from '../../../src/store/store';
import { DAY, HOUR, MINUTE, SECOND } from '../../../src/time/duration';
import {
	aComing,
	aMessage,
	anExpectingPolicy,
	aPolicy,
	aReply,
	KEY,
	SCOPE,
	T0,
} from '../../support/model/escalations.mts';
import { CAME_BY, replyTo } from '../../support/store/acceptedEvents.mts';
import { FakeClock } from '../../support/time/fakeClock.mts';

const policy = aPolicy({
	targets: { within: { firstReply: 30 * MINUTE }, warnAt: 0.8 },
	firstReminderAfter: 2 * HOUR,
	announceChanges: true,
});
let store: Store;
let clock: FakeClock;
let engine: EscalationEngine;
let jobSource: JobSource;

beforeEach(async () => {
	clock = new FakeClock(T0);
	store = openSqliteStore(':memory:', clock);
	begin('process-1');
	await engine.track(SCOPE, [
		aMessage({ policy, event: { visitor: { name: 'Ann' }, project: { name: 'shop' } } }),
	]);
});
afterEach(async () => await store.close());

function begin(owner: string): void {
	engine = new EscalationEngine(store, owner);
	jobSource = engine.jobSourceOf(SCOPE, [], [CAME_BY], true);
}

/** What is noted at one look is handed out at the next. */
async function claim(): Promise<string[]> {
	const noted = await jobSource.poll(100);
	expect(noted.jobs).toEqual([]);
	const { jobs } = await jobSource.poll(100);
	return jobs.map(({ token }) => token);
}

async function take(tokens: string[]): Promise<string[]> {
	const taken = await engine.takeChanges(SCOPE, tokens, [CAME_BY]);
	return taken.map((change) => change?.notice.change ?? 'nothing');
}

async function tell(): Promise<string[]> {
	const tokens = await claim();
	const told = await take(tokens);
	await jobSource.settle(tokens.map((token) => ({ token, result: 'sent' })));
	return told;
}

test('time that runs out is told once, and so is that it is over', async () => {
	expect(await jobSource.poll(100)).toEqual({ jobs: [], nextDueAt: T0 + 24 * MINUTE });
	clock.jump(24 * MINUTE);
	expect(await tell()).toEqual(['warning']);
	expect(await jobSource.poll(100)).toEqual({ jobs: [], nextDueAt: T0 + 30 * MINUTE });
	clock.jump(6 * MINUTE);
	expect(await tell()).toEqual(['breached']);
	expect(await jobSource.poll(100)).toEqual({ jobs: [], nextDueAt: T0 + 2 * HOUR });
	const [{ timeline }] = await engine.find({}, 1);
	expect(timeline).toMatchObject([
		{ what: 'opened' },
		{ what: 'warning', at: T0 + 24 * MINUTE },
		{ what: 'breached', at: T0 + 30 * MINUTE },
	]);
});

test('the clock looks again at once when there is something to tell', async () => {
	clock.jump(24 * MINUTE);
	expect((await jobSource.poll(100)).nextDueAt).toBe(clock.now());
});

test('after a reply nobody is told, whatever was handed out', async () => {
	clock.jump(30 * MINUTE);
	const tokens = await claim();
	await engine.track(SCOPE, [aReply({ repliedAt: clock.now() })]);
	expect(await take(tokens)).toEqual(['nothing']);
	await jobSource.settle(tokens.map((token) => ({ token, result: 'sent' })));
	clock.jump(HOUR);
	expect(await claim()).toEqual([]);
});

test('while a reply is on its way to the node nobody is told', async () => {
	clock.jump(24 * MINUTE);
	const tokens = await claim();
	const add = async (t: Parameters<Parameters<Store['transaction']>[0]>[0]) =>
		await t.inbox.add('trigger', replyTo(KEY), clock.now());
	await store.transaction(add);
	expect(await take(tokens)).toEqual(['nothing']);
	await jobSource.settle(tokens.map((token) => ({ token, result: 'sent' })));
	// It is not delivered, since its workflow is not published.
	clock.jump(11 * MINUTE);
	// What was noted before, and that it is breached.
	expect(new Set([...(await tellAll()), ...(await tellAll())])).toEqual(
		new Set(['warning', 'breached']),
	);
});

test('what was noted before its conversation was muted is told after that, however long it takes', async () => {
	clock.jump(24 * MINUTE);
	await jobSource.poll(100);
	const until = clock.now() + 3 * DAY;
	await engine.mute(muteOfProject('shop', null, { from: clock.now(), until, by: null }));
	for (let look = 0; look < 3 * 24; look += 1) {
		expect(await tellAll()).not.toContain('warning');
		clock.jump(HOUR);
	}
	// A reminder, too, which is no change.
	const told = new Set([...(await tellAll()), ...(await tellAll())]);
	expect(told).toEqual(new Set(['warning', 'breached', 'nothing']));
	const [{ timeline }] = await engine.find({}, 1);
	expect(timeline.map(({ what }) => what)).not.toContain('announcementGivenUp');
});

test('of several words that are given up at once each is in the history', async () => {
	clock.jump(24 * MINUTE);
	await jobSource.poll(100);
	for (let n = 0; n < 2; n += 1) {
		await engine.change(KEY, { action: 'snooze', milliseconds: 40 * DAY, actor: null });
	}
	for (let attempt = 0; attempt < ANNOUNCEMENT_ATTEMPTS; attempt += 1) {
		const { jobs } = await jobSource.poll(100);
		const tokens = jobs.map(({ token }) => token);
		await take(tokens);
		await jobSource.settle(
			tokens.map((token) => ({ token, result: 'failed', reason: 'The group is gone' })),
		);
		clock.jump(LONGEST_RETRY);
	}
	const [{ timeline }] = await engine.find({}, 1);
	const givenUp = timeline.filter(({ what }) => what === 'announcementGivenUp');
	expect(givenUp.map(({ cause }) => cause)).toEqual(Array(3).fill('The group is gone'));
});

async function tellAll(): Promise<string[]> {
	const tokens = (await jobSource.poll(100)).jobs.map(({ token }) => token);
	const told = await take(tokens);
	await jobSource.settle(tokens.map((token) => ({ token, result: 'sent' })));
	return told;
}

test('what another process was about to tell is told by the next', async () => {
	clock.jump(24 * MINUTE);
	const tokens = await claim();
	expect(await take(tokens)).toEqual(['warning']);
	begin('process-2');
	await jobSource.recover();
	expect(await tellAll()).toEqual(['warning']);
	clock.jump(SECOND);
	expect(await tellAll()).toEqual([]);
});

test('that nobody replied is still true when there are no more reminders', async () => {
	await engine.change(KEY, { action: 'cancel', actor: null });
	expect(await tellAll()).toEqual(['cancelled']);
	const once = { ...policy, firstReminderAfter: MINUTE, maximumReminders: 1, intervals: [MINUTE] };
	const targets = { within: { firstReply: 2 * MINUTE }, warnAt: 1 };
	const key = 'another';
	await engine.track(SCOPE, [aMessage({ conversationKey: key, policy: { ...once, targets } })]);
	clock.jump(MINUTE);
	await outputs();
	clock.jump(MINUTE);
	// Exhausted is handed out with the breach noted, and leaves first.
	await outputs();
	const [{ escalation }] = await engine.find({ conversationKey: key }, 1);
	expect(escalation).toMatchObject({ state: 'exhausted', targetsTold: { firstReply: 'breached' } });
	expect(await tellAll()).toEqual(['breached']);
});

async function outputs(): Promise<void> {
	const tokens = (await jobSource.poll(100)).jobs.map(({ token }) => token);
	await engine.passGate(SCOPE, tokens, [CAME_BY]);
	await jobSource.settle(tokens.map((token) => ({ token, result: 'sent' })));
}

test('where nobody wants to hear of changes it is noted all the same', async () => {
	const silent = { ...policy, announceChanges: false };
	await engine.track(SCOPE, [aMessage({ conversationKey: 'silent', policy: silent })]);
	clock.jump(24 * MINUTE);
	expect(await tell()).toEqual(['warning']);
	const [{ escalation }] = await engine.find({ conversationKey: 'silent' }, 1);
	expect(escalation.targetsTold).toEqual({ firstReply: 'warning' });
});

test('of what is missing nobody is late who was not told: its target begins behind its grace', async () => {
	const { targets } = policy;
	const expecting = anExpectingPolicy({ targets, announceChanges: true });
	await engine.track(SCOPE, [aReply(), aComing({ policy: expecting })]);
	clock.jump(25 * HOUR);
	await jobSource.poll(100, T0);
	const found = async () => {
		const [{ escalation }] = await engine.find({ conversationKey: 'backup' }, 1);
		return escalation;
	};
	const missing = await found();
	expect(missing.waitingSince).toBe(T0 + 24 * HOUR);
	const at = (minutes: number) => targetUsesOf(missing, T0 + 25 * HOUR + minutes * MINUTE);
	expect(at(0)).toMatchObject([{ kind: 'firstReply', state: 'running', used: 0 }]);
	expect(at(24)).toMatchObject([{ state: 'warning', dueAt: T0 + 25.5 * HOUR }]);
	expect(missing.targetsTold).toEqual({});
	clock.jump(20 * MINUTE);
	await engine.track(SCOPE, [aComing({ policy: expecting })]);
	const { firstReply } = totalOf(await engine.statistics(T0 + 25 * HOUR, clock.now() + HOUR));
	expect(firstReply).toMatchObject({ targets: 1, met: 1 });
	expect(Math.abs(quantile(firstReply.clock, 0.5)! / (20 * MINUTE) - 1)).toBeLessThan(0.05);
});
