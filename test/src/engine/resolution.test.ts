import type { JobSource } from '../../../src/dispatch/jobSource';
import { EscalationEngine } from '../../../src/engine/engine';
import { targetsOf } from '../../../src/escalation/target';
import { openSqliteStore } from '../../../src/store/sqlite/store';
import type { Store } from '../../../src/store/store';
import { DAY, HOUR, MINUTE } from '../../../src/time/duration';
import { aMessage, aPolicy, aReply, KEY, SCOPE, T0 } from '../../support/model/escalations.mts';
import { CAME_BY, replyTo } from '../../support/store/acceptedEvents.mts';
import { FakeClock } from '../../support/time/fakeClock.mts';

/** Warned of a resolution after six hours. */
const targets = {
	within: { firstReply: 30 * MINUTE, nextReply: 10 * MINUTE, resolution: 8 * HOUR },
	warnAt: 0.75,
};
const policy = aPolicy({
	targets,
	firstReminderAfter: 12 * HOUR,
	remindEvery: HOUR,
	announceChanges: true,
});
let store: Store;
let clock: FakeClock;
let engine: EscalationEngine;
let jobSource: JobSource;

beforeEach(() => {
	clock = new FakeClock(T0);
	store = openSqliteStore(':memory:', clock);
	engine = new EscalationEngine(store, 'process-1');
	jobSource = engine.jobSourceOf(SCOPE, [], [CAME_BY], true);
});
afterEach(async () => await store.close());

const customerWrites = async (changes: Parameters<typeof aMessage>[0] = {}) =>
	(await engine.track(SCOPE, [aMessage({ policy, writtenAt: clock.now(), ...changes })]))[0];
const agentReplies = async () =>
	(await engine.track(SCOPE, [aReply({ repliedAt: clock.now() })]))[0];
const sourceResolves = async (at = clock.now()) =>
	(await engine.track(SCOPE, [aReply({ repliedAt: at, isResolution: true })]))[0];

/** The latest escalation. */
async function latest() {
	const [{ escalation }] = await engine.find({ conversationKey: KEY }, 1);
	return escalation;
}
const statesNow = async () =>
	targetsOf(await latest(), clock.now()).map(
		({ kind, state }) => `${String(kind)} ${String(state)}`,
	);

/** Whatever is due leaves: what was told of targets by then, and the outputs. */
async function passAt(time: number): Promise<string[]> {
	clock.jump(time - clock.now());
	const told: string[] = [];
	for (let round = 0; round < 4; round += 1) {
		const { jobs } = await jobSource.poll(100);
		for (const { token, group } of jobs) {
			if (group === 'changes') {
				const [change] = await engine.takeChanges(SCOPE, [token], [CAME_BY]);
				if (change) told.push(`${change.notice.target} ${change.notice.change}`);
			} else {
				const [output] = await engine.passGate(SCOPE, [token], [CAME_BY]);
				if (output) told.push(output.claim.output);
			}
			await jobSource.settle([{ token, result: 'sent' }]);
		}
	}
	return told;
}

test('it is watched after the reply, and no reminder goes out', async () => {
	await customerWrites();
	clock.jump(10 * MINUTE);
	expect(await agentReplies()).toBe('replied');
	expect(await statesNow()).toEqual(['firstReply met', 'resolution running']);
	expect(await passAt(T0 + 6 * HOUR - 1)).toEqual([]);
	expect(await passAt(T0 + 6 * HOUR)).toEqual(['resolution warning']);
	expect(await passAt(T0 + 8 * HOUR)).toEqual(['resolution breached']);
	expect(await statesNow()).toEqual(['firstReply met', 'resolution breached']);
	expect((await latest()).dueAt).toBeNull();
	expect(await passAt(T0 + 9 * DAY)).toEqual([]);
});

test('where it is resolved in time nobody hears of it any more', async () => {
	await customerWrites();
	await agentReplies();
	await passAt(T0 + 7 * HOUR);
	expect(await sourceResolves()).toBe('resolved');
	expect(await statesNow()).toEqual(['firstReply met', 'resolution met']);
	expect(await passAt(T0 + 30 * HOUR)).toEqual([]);
	const [{ timeline }] = await engine.find({}, 1);
	expect(timeline.map(({ what, target }) => [what, target].join(' ').trim())).toEqual([
		'opened',
		'replied',
		'warning resolution',
		'resolved',
	]);
	expect(await sourceResolves()).toBe('noted');
});

test('what is resolved while it waits has ended, and is resolved', async () => {
	await customerWrites();
	clock.jump(HOUR);
	expect(await sourceResolves()).toBe('replied');
	expect((await latest()).resolution).toMatchObject({ resolvedAt: T0 + HOUR });
	expect(await passAt(T0 + DAY)).toEqual([]);
});

test('the next question is of a next reply, and the resolution goes on from the first message', async () => {
	await customerWrites();
	await agentReplies();
	clock.jump(HOUR);
	await customerWrites();
	const opened = await latest();
	expect(opened).toMatchObject({ wasAnswered: true, resolution: { since: T0 } });
	expect(await statesNow()).toEqual(['nextReply running', 'resolution running']);
	expect(await passAt(T0 + HOUR + 10 * MINUTE)).toEqual(['nextReply breached']);
	await agentReplies();
	expect(await passAt(T0 + 6 * HOUR)).toEqual(['resolution warning']);
	await customerWrites();
	// Not once more for the escalation that watches now.
	expect(await passAt(T0 + 6 * HOUR + MINUTE)).toEqual([]);
	expect(await passAt(T0 + 8 * HOUR)).toEqual(['nextReply breached', 'resolution breached']);
});

test('what was about to be told goes with the conversation to its next escalation', async () => {
	await customerWrites();
	await agentReplies();
	clock.jump(6 * HOUR);
	expect((await jobSource.poll(100)).jobs).toEqual([]);
	await customerWrites();
	expect(await passAt(clock.now())).toEqual(['resolution warning']);
});

test.each([
	['the word that it is resolved', [aReply({ repliedAt: T0 + MINUTE, isResolution: true })]],
	['the next question', [aMessage({ policy, eventId: 'next', writtenAt: T0 + 2 * MINUTE })]],
])(
	'a reminder on its way is kept where the reply and %s come in one delivery',
	async (_, after) => {
		await customerWrites({ policy: { ...policy, firstReminderAfter: 0 } });
		const { jobs } = await jobSource.poll(100);
		const tokens = jobs.map(({ token }) => token);
		expect(await engine.passGate(SCOPE, tokens, [CAME_BY])).toHaveLength(1);
		clock.jump(2 * MINUTE);
		await engine.track(SCOPE, [aReply({ repliedAt: T0 + MINUTE }), ...after]);
		const kept = await store.transaction(async ({ lookups }) => await lookups.remindersByHour(T0));
		expect([...kept.values()]).toEqual([1]);
	},
);

test('reopened after it was resolved, it is another conversation in all but the reply', async () => {
	await customerWrites();
	await agentReplies();
	await sourceResolves();
	clock.jump(DAY);
	await customerWrites();
	expect(await latest()).toMatchObject({ wasAnswered: true, resolution: { since: T0 + DAY } });
});

test('that it was closed is no reply', async () => {
	await customerWrites();
	await sourceResolves();
	clock.jump(HOUR);
	await customerWrites();
	expect(await latest()).toMatchObject({ wasAnswered: false });
});

test('an alert that fires again waits for a first reply, whoever answered the last one', async () => {
	const event = { kind: 'alert.firing' };
	await customerWrites({ event });
	await engine.change(KEY, { action: 'markReplied', actor: 'Ann' });
	await sourceResolves();
	clock.jump(HOUR);
	await customerWrites({ event });
	expect(await latest()).toMatchObject({ wasAnswered: false });
});

test('an answer that was given before n8n heard of the conversation counts', async () => {
	await agentReplies();
	clock.jump(HOUR);
	await customerWrites();
	expect(await latest()).toMatchObject({ wasAnswered: true });
});

test('after Exhausted it is watched still', async () => {
	const soon = { ...policy, firstReminderAfter: MINUTE, maximumReminders: 1, intervals: [MINUTE] };
	await customerWrites({ policy: soon });
	expect(await passAt(T0 + MINUTE)).toEqual(['reminder']);
	expect(await passAt(T0 + 2 * MINUTE)).toEqual(['exhausted']);
	expect(await passAt(T0 + 6 * HOUR)).toEqual(['resolution warning']);
});

test.each(['replied', 'exhausted'])('an end is announced first: %s', async (output) => {
	const soon = {
		...policy,
		...{ firstReminderAfter: MINUTE, maximumReminders: 1, intervals: [9 * HOUR] },
		announceEveryReply: true,
	};
	await customerWrites({ policy: soon });
	await passAt(T0 + MINUTE);
	if (output === 'replied') {
		await agentReplies();
		expect(await passAt(clock.now())).toEqual(['replied']);
		expect(await passAt(T0 + 9 * HOUR + MINUTE)).toEqual(['resolution breached']);
	} else {
		// It was late before that.
		expect(await passAt(T0 + 9 * HOUR + MINUTE)).toEqual(
			expect.arrayContaining(['exhausted', 'resolution breached', 'firstReply breached']),
		);
	}
	expect((await latest()).dueAt).toBeNull();
});

test('who cancels it is told nothing more', async () => {
	await customerWrites();
	await engine.change(KEY, { action: 'cancel', actor: null });
	expect(await passAt(T0 + DAY)).toEqual(['undefined cancelled']);
	expect(await statesNow()).toEqual(['firstReply unmet', 'resolution unmet']);
});

test('while it is muted nobody is told, and afterwards once', async () => {
	await customerWrites();
	await agentReplies();
	const filter = { projects: [], agents: [], kinds: [], conversationKeys: [KEY], workflowId: null };
	const until = T0 + 9 * HOUR;
	await engine.mute({
		filter,
		from: T0,
		until,
		weekly: null,
		calendar: null,
		by: null,
		reason: null,
	});
	expect(await passAt(T0 + 8 * HOUR)).toEqual([]);
	expect(await passAt(until)).toEqual(['resolution breached']);
});

test('while the word that it is resolved is on its way nobody is told', async () => {
	await customerWrites();
	await agentReplies();
	clock.jump(6 * HOUR);
	await jobSource.poll(100);
	await store.transaction(
		async ({ inbox }) => await inbox.add('trigger', replyTo(KEY), clock.now()),
	);
	expect(await passAt(clock.now())).toEqual([]);
});

test('an older word that it is resolved says nothing of what was asked since', async () => {
	await customerWrites();
	clock.jump(HOUR);
	await customerWrites();
	clock.jump(MINUTE);
	await agentReplies();
	expect(await sourceResolves(T0 + 30 * MINUTE)).toBe('noted');
	expect(await passAt(T0 + 6 * HOUR)).toEqual(['resolution warning']);
});

test('it is remembered for as long as it is watched', async () => {
	const brief = { ...policy, keepEndedFor: HOUR };
	await customerWrites({ policy: brief });
	await agentReplies();
	clock.jump(7 * HOUR);
	await store.transaction(async (t) => await t.forget(t.now, t.now - 30 * DAY));
	expect(await engine.find({}, 9)).toHaveLength(1);
	expect(await passAt(T0 + 8 * HOUR)).toEqual(['resolution breached']);
	clock.jump(HOUR);
	await store.transaction(async (t) => await t.forget(t.now, t.now - 30 * DAY));
	expect(await engine.find({}, 9)).toEqual([]);
});

test('with a separate waiting for each message it goes on from the first', async () => {
	const separate = { ...policy, onNewMessage: 'separate' as const };
	await customerWrites({ policy: separate });
	clock.jump(HOUR);
	await customerWrites({ policy: separate });
	expect(await latest()).toMatchObject({ wasAnswered: false, resolution: { since: T0 } });
	const [, { escalation: former }] = await engine.find({}, 2);
	expect(former).toMatchObject({ state: 'cancelled' });
	expect(former.resolution).toBeUndefined();
});

test('its reminders go out as without it', async () => {
	await customerWrites();
	await passAt(T0 + 11 * HOUR);
	expect(await passAt(T0 + 12 * HOUR)).toEqual(['reminder']);
	expect((await latest()).reminderCount).toBe(1);
});
