import type { JobSource } from '../../../src/dispatch/jobSource';
import { EscalationEngine } from '../../../src/engine/engine';
import type { Incoming } from '../../../src/escalation/incoming';
import { openSqliteStore } from '../../../src/store/sqlite/store';
import type { Store } from '../../../src/store/store';
import { DAY, HOUR, MINUTE } from '../../../src/time/duration';
import { aMessage, aPolicy, aReply, KEY, SCOPE, T0 } from '../../support/model/escalations.mts';
import { FakeClock } from '../../support/time/fakeClock.mts';

let store: Store;
let clock: FakeClock;
let engine: EscalationEngine;
let jobSource: JobSource;

beforeEach(() => {
	clock = new FakeClock(T0);
	store = openSqliteStore(':memory:', clock);
	engine = new EscalationEngine(store, 'process-1');
	jobSource = engine.jobSourceOf(SCOPE);
});
afterEach(async () => {
	await store.close();
});

const track = async (...arrivals: Incoming[]) => await engine.track(SCOPE, arrivals);

/** Hands out what is due, as an execution that succeeds. */
async function reminder(): Promise<Array<number | string>> {
	const tokens = (await jobSource.poll(100)).jobs.map(({ token }) => token);
	const gatedOutputs = await engine.passGate(SCOPE, tokens);
	await jobSource.settle(tokens.map((token) => ({ token, result: 'sent' })));
	return gatedOutputs.map(
		(gatedOutput) => gatedOutput?.claim.reminderNumber ?? gatedOutput?.claim.output ?? 'refused',
	);
}

describe('snoozing and cancelling', () => {
	beforeEach(async () => {
		await track(aMessage());
		await engine.track('another:node', [aMessage()]);
	});

	test('a snoozed conversation is silent in every node, then reminders again', async () => {
		const snoozed = await engine.change(KEY, {
			action: 'snooze',
			milliseconds: 30 * MINUTE,
			actor: 'Li Lei',
		});
		expect(snoozed.map(({ state }) => state)).toEqual(['snoozed', 'snoozed']);
		clock.jump(29 * MINUTE);
		expect(await reminder()).toEqual([]);
		expect((await engine.jobSourceOf('another:node').poll(9)).jobs).toEqual([]);
		clock.jump(MINUTE);
		expect(await reminder()).toEqual([1]);
		clock.jump(10 * MINUTE);
		expect(await reminder()).toEqual([2]);
	});

	test('a snoozed conversation is still the one that is open', async () => {
		await engine.change(KEY, { action: 'snooze', milliseconds: 30 * MINUTE, actor: null });
		clock.jump(MINUTE);
		expect(await track(aMessage({ writtenAt: clock.now() }))).toEqual(['continued']);
		expect(await track(aReply({ repliedAt: clock.now() }))).toEqual(['replied']);
	});

	test('a clock that is set back does not make it longer', async () => {
		clock.set(DAY);
		await engine.change(KEY, { action: 'snooze', milliseconds: 30 * MINUTE, actor: null });
		clock.set(-DAY);
		expect(await reminder()).toEqual([]);
		clock.jump(30 * MINUTE);
		expect(await reminder()).toEqual([1]);
	});

	test('a cancelled conversation is over in every node, and no late word of it opens it again', async () => {
		const ended = await engine.change(KEY, { action: 'cancel', actor: 'Li Lei' });
		expect(ended.map(({ endedBy, endedBecause }) => [endedBy, endedBecause])).toEqual([
			['Li Lei', 'cancelled'],
			['Li Lei', 'cancelled'],
		]);
		expect(await track(aMessage())).toEqual(['alreadyCancelled']);
		clock.jump(DAY);
		expect(await reminder()).toEqual([]);
		expect(await track(aMessage({ writtenAt: clock.now() }))).toEqual(['opened']);
	});

	test('a cancelled conversation was not answered: where its message comes late, it waits', async () => {
		clock.jump(MINUTE);
		await engine.change(KEY, { action: 'cancel', actor: null });
		expect(await engine.track('third:node', [aMessage()])).toEqual(['opened']);
	});

	test('what is not open is not touched', async () => {
		expect(
			await engine.change('another key', { action: 'snooze', milliseconds: MINUTE, actor: null }),
		).toEqual([]);
		expect(await engine.change('another key', { action: 'cancel', actor: null })).toEqual([]);
		expect(await track(aMessage({ conversationKey: 'another key' }))).toEqual(['opened']);
	});
});

describe('a source that is silent', () => {
	const policy = aPolicy({ firstReminderAfter: 5 * MINUTE, endWhenSilentFor: 8 * MINUTE });

	beforeEach(async () => {
		await track(aMessage({ policy }));
		clock.jump(5 * MINUTE);
		await reminder();
		clock.jump(3 * MINUTE);
	});

	test('has been answered, and the group hears of that once', async () => {
		expect(await reminder()).toEqual([]);
		expect(await reminder()).toEqual(['replied']);
		clock.jump(DAY);
		expect(await reminder()).toEqual([]);
	});

	test('was not heard by a process that began a moment ago, and has as long again', async () => {
		clock.jump(HOUR);
		jobSource = new EscalationEngine(store, 'process-2').jobSourceOf(SCOPE);
		expect(await reminder()).toEqual([2]);
		clock.jump(8 * MINUTE);
		expect(await reminder()).toEqual([]);
		expect(await reminder()).toEqual(['replied']);
	});

	test('was not heard by a clock that was asleep', async () => {
		const { jobs } = await jobSource.poll(100, clock.now() - MINUTE);
		expect(jobs).toEqual([]);
		expect((await engine.find({}, 1))[0].escalation.state).toBe('open');
	});

	test('was not heard where only the store knows how long the break was', async () => {
		// As after the sleep of a machine whose clock stood still meanwhile.
		const looking = jobSource.poll(100, clock.now() - HOUR);
		clock.jump(8 * HOUR);
		expect((await looking).jobs).toHaveLength(1);
		expect((await engine.find({}, 1))[0].escalation.state).toBe('reminding');
	});

	test('was not heard before a clock that ran ahead was set back', async () => {
		await jobSource.poll(100, clock.now() + DAY);
		clock.jump(7 * MINUTE);
		expect(await reminder()).toEqual([2]);
		clock.jump(MINUTE);
		expect(await reminder()).toEqual([]);
		expect(await reminder()).toEqual(['replied']);
	});

	test('is not believed when it speaks of the same message again', async () => {
		await reminder();
		expect(await track(aMessage({ policy }))).toEqual(['opened']);
	});
});

describe('a new message that counts separately', () => {
	const policy = aPolicy({ firstReminderAfter: 5 * MINUTE, onNewMessage: 'separate' });

	test('begins with reminder 1, and the former ends unheard', async () => {
		await track(aMessage({ policy }));
		clock.jump(5 * MINUTE);
		expect(await reminder()).toEqual([1]);
		expect(await track(aMessage({ policy, writtenAt: clock.now() }))).toEqual(['opened']);
		clock.jump(5 * MINUTE);
		expect(await reminder()).toEqual([1]);
		const found = await engine.find({}, 10);
		expect(found.map(({ escalation }) => escalation.endedBecause)).toEqual([null, 'superseded']);
	});

	test('is a new one: what is told again, or only adds, continues', async () => {
		await track(aMessage({ policy }));
		clock.jump(MINUTE);
		const adding = aMessage({ policy, writtenAt: clock.now(), opens: false });
		expect(await track(aMessage({ policy }), adding)).toEqual(['continued', 'continued']);
	});
});

describe('orphans', () => {
	let running: string[];

	beforeEach(async () => {
		running = [SCOPE];
		engine = new EscalationEngine(store, 'process-1', (scope) => running.includes(scope));
		jobSource = engine.jobSourceOf(SCOPE);
		await engine.track('deleted:node', [aMessage()]);
	});

	const becauseOf = async () =>
		(await engine.find({ workflowId: 'deleted' }, 1))[0].escalation.endedBecause;

	test('whose workflow was not published for a week are ended', async () => {
		clock.jump(7 * DAY);
		await jobSource.tidy();
		expect(await becauseOf()).toBeNull();
		clock.jump(HOUR);
		await jobSource.tidy();
		expect(await becauseOf()).toBe('orphaned');
	});

	test('that have ended are told of no more after a week, and forgotten in their time', async () => {
		const policy = aPolicy({ announceEveryReply: true, keepEndedFor: 30 * DAY });
		await engine.track('gone:node', [aMessage({ conversationKey: 'gone', policy })]);
		await engine.change('gone', { action: 'markReplied', actor: 'Li Lei' });
		const find = async () => (await engine.find({ conversationKey: 'gone' }, 1))[0];
		clock.jump(7 * DAY + MINUTE);
		await jobSource.tidy();
		const { escalation, timeline } = await find();
		expect(escalation).toMatchObject({ state: 'replied', endedBy: 'Li Lei', dueAt: null });
		expect(timeline.at(-1)).toMatchObject({ what: 'announcementGivenUp', cause: 'orphaned' });
		expect((await engine.jobSourceOf('gone:node').poll(10)).jobs).toEqual([]);
		clock.jump(23 * DAY);
		await jobSource.tidy();
		expect(await find()).toBeUndefined();
	});

	test('are not those that a clock looks after', async () => {
		running.push('deleted:node');
		clock.jump(8 * DAY);
		await jobSource.tidy();
		expect(await becauseOf()).toBeNull();
	});

	test('are not looked for before n8n has started all clocks', async () => {
		clock.jump(30 * DAY);
		engine = new EscalationEngine(store, 'process-2', () => false);
		await engine.jobSourceOf(SCOPE).tidy();
		expect(await becauseOf()).toBeNull();
	});

	test('are opened again by one more word of their message', async () => {
		clock.jump(8 * DAY);
		await jobSource.tidy();
		expect(await engine.track('deleted:node', [aMessage()])).toEqual(['opened']);
	});
});

describe('one escalation', () => {
	const idOf = async (workflowId: string) =>
		(await engine.find({ workflowId }, 1))[0].escalation.id;

	beforeEach(async () => {
		await track(aMessage());
		await engine.track('another:node', [aMessage()]);
	});

	test('is found by its id, and only in the node that was asked', async () => {
		const id = await idOf('workflow');
		expect(await engine.findOne({ id })).toMatchObject({ id, scope: SCOPE });
		expect(await engine.findOne({ id, scope: SCOPE })).toMatchObject({ id });
		expect(await engine.findOne({ id, scope: 'another:node' })).toBeUndefined();
		expect(await engine.findOne({ id: 'unknown', scope: SCOPE })).toBeUndefined();
	});

	test('names the conversation that is changed, in every node', async () => {
		const change = { action: 'markReplied', actor: 'Li Lei' } as const;
		const { before, changed } = await engine.changeOne({ id: await idOf('workflow') }, change);
		expect(before).toMatchObject({ scope: SCOPE, state: 'open' });
		expect(changed.map(({ state }) => state)).toEqual(['replied', 'replied']);
	});

	test.each([
		{ action: 'acknowledge', milliseconds: 30 * MINUTE },
		{ action: 'snooze', milliseconds: HOUR },
		{ action: 'markReplied' },
		{ action: 'cancel' },
	] as const)('is given as it is stored: %j', async (change) => {
		const id = await idOf('workflow');
		const found = (await engine.findOne({ id }))!;
		const { changed } = await engine.changeOne(found, { ...change, actor: '李雷', actorId: 'U1' });
		expect(changed.find((one) => one.id === id)).toEqual(await engine.findOne({ id }));
	});

	test('has a history of its own', async () => {
		const id = await idOf('workflow');
		await engine.changeOne({ id }, { action: 'markReplied', actor: 'Li Lei' });
		expect(await engine.timelineOf({ id })).toMatchObject([
			{ what: 'opened' },
			{ what: 'replied', actor: 'Li Lei' },
		]);
		expect(await engine.timelineOf({ id: 'unknown' })).toEqual([]);
	});

	test('that is over changes nothing, whatever waits of its conversation since then', async () => {
		const id = await idOf('workflow');
		await engine.change(KEY, { action: 'markReplied', actor: null });
		clock.jump(MINUTE);
		await track(aMessage({ writtenAt: clock.now() }));
		const { before, changed } = await engine.changeOne({ id }, { action: 'cancel', actor: null });
		expect(before).toMatchObject({ id, state: 'replied' });
		expect(changed).toEqual([]);
	});

	test('that nobody knows changes nothing', async () => {
		const change = { action: 'cancel', actor: null } as const;
		const nothing = { before: undefined, changed: [] };
		expect(await engine.changeOne({ id: 'unknown' }, change)).toEqual(nothing);
		const named = { id: await idOf('another'), scope: SCOPE };
		expect(await engine.changeOne(named, change)).toEqual(nothing);
	});
});

test('the overview tells what waits, what ended, and what came of it, of one workflow or of all', async () => {
	await track(aMessage({ conversationKey: 'waits' }), aMessage({ conversationKey: 'answered' }));
	await engine.track('another:node', [aMessage({ conversationKey: 'elsewhere' })]);
	clock.jump(5 * MINUTE);
	await reminder();
	await track(aReply({ conversationKey: 'answered', repliedAt: clock.now() }));
	const given = { waiting: 9, expected: 9, ended: 9, remindersSince: T0 };
	const keys = (found: Array<{ conversationKey: string }>) =>
		found.map(({ conversationKey }) => conversationKey).toSorted();

	const ofOne = await engine.overview('workflow', given);
	expect(keys(ofOne.waiting)).toEqual(['waits']);
	expect(keys(ofOne.ended)).toEqual(['answered']);
	expect(ofOne.remindersByHour).toEqual(new Map([[T0, 2]]));
	expect(keys((await engine.overview(undefined, given)).waiting)).toEqual(['elsewhere', 'waits']);
});

test('what is found comes with its history, the latest first, in pages', async () => {
	await track(aMessage({ conversationKey: 'a' }));
	clock.jump(5 * MINUTE);
	await reminder();
	await track(aMessage({ conversationKey: 'b' }));
	const [b, a] = await engine.find({}, 10);
	expect([a, b].map(({ escalation }) => escalation.conversationKey)).toEqual(['a', 'b']);
	expect(a.timeline.map(({ what }) => what)).toEqual(['opened', 'reminder', 'reminderSent']);
	expect(await engine.find({}, 1, 1)).toEqual([a]);
});
