import type { Escalation } from '../../../../src/escalation/escalation';
import * as machine from '../../../../src/escalation/machine';
import { HOUR, MINUTE, SECOND } from '../../../../src/time/duration';
import { anEscalation, aPolicy, KEY, SCOPE, T0 } from '../../../support/model/escalations.mts';
import {
	claimed,
	FIRST,
	gated,
	policy,
	replied,
	settled,
	stateNames,
	states,
	words,
} from '../../../support/model/machineStates.mts';

describe('opening', () => {
	const message = { conversationKey: KEY, writtenAt: T0 - MINUTE, event: { text: 'Hello' } };
	const opened = () => machine.open(message, { id: 'one', scope: SCOPE, policy, now: T0 });

	test('plans the first reminder from the arrival, not from when the customer wrote', () => {
		expect(opened().escalation).toMatchObject({ state: 'open', dueAt: FIRST, reminderCount: 0 });
	});

	test('remembers since when the customer waits', () => {
		expect(opened().escalation).toMatchObject({ waitingSince: T0 - MINUTE, messageCount: 1 });
		expect(words(opened())).toEqual(['opened']);
	});
});

describe('another message', () => {
	test.each(stateNames)('leaves the schedule of "%s" alone', (name) => {
		const before = states[name]();
		const message = { conversationKey: KEY, writtenAt: FIRST, event: { text: 'Still here?' } };
		const { escalation, event } = machine.continueWith(before, message, FIRST);
		const { latestMessageAt, lastHeardAt, messageCount, ...rest } = escalation;
		expect(before).toMatchObject(rest);
		expect({ event, latestMessageAt, lastHeardAt, messageCount }).toEqual({
			event: { text: 'Still here?' },
			latestMessageAt: FIRST,
			lastHeardAt: FIRST,
			messageCount: 2,
		});
	});

	test('that is older than the newest is not what reminders say', () => {
		const message = { conversationKey: KEY, writtenAt: T0 - HOUR, event: { text: 'Old' } };
		const step = machine.continueWith(states['waiting for reminder 1'](), message, T0);
		expect(step.escalation).toMatchObject({
			waitingSince: T0 - HOUR,
			latestMessageAt: T0,
			messageCount: 1,
		});
		expect(step.event).toBeUndefined();
		expect(words(step)).toEqual([]);
	});

	test('told once more with other facts is no new message, but what reminders say', () => {
		const message = { conversationKey: KEY, writtenAt: T0, event: { pushTimes: 2 } };
		const step = machine.continueWith(states['waiting for reminder 1'](), message, FIRST);
		expect(step).toMatchObject({ event: { pushTimes: 2 }, escalation: { messageCount: 1 } });
		expect(words(step)).toEqual([]);
	});

	test('counts after the clock was set back', () => {
		const before = anEscalation({ latestMessageAt: T0 + 24 * HOUR });
		const message = { conversationKey: KEY, writtenAt: T0 + MINUTE, event: { text: 'New' } };
		const step = machine.continueWith(before, message, T0 + MINUTE);
		expect(step.event).toEqual({ text: 'New' });
		expect(step.escalation.latestMessageAt).toBe(T0 + MINUTE);
	});
});

describe('a reply', () => {
	test.each([
		['waiting for reminder 1', null],
		['reminder 1 claimed', null],
		['reminder 1 on its way', FIRST + MINUTE],
		['waiting for reminder 2', FIRST + MINUTE],
		['reminder 2 on its way', FIRST + MINUTE],
		['waiting to be exhausted', FIRST + MINUTE],
		['exhaustion claimed', FIRST + MINUTE],
	] as const)('ends "%s"; it is announced when a reminder went out', (name, dueAt) => {
		const step = machine.reply(
			states[name](),
			{ repliedAt: FIRST + MINUTE, actor: 'Li Lei' },
			FIRST + MINUTE,
		);
		expect(step.escalation).toMatchObject({
			state: 'replied',
			dueAt,
			claim: null,
			endedAt: FIRST + MINUTE,
			endedBy: 'Li Lei',
		});
		expect(words(step)).toEqual(['replied']);
	});

	test('before any reminder is announced when the policy says so', () => {
		const waiting = anEscalation({ policy: { ...policy, announceEveryReply: true } });
		expect(replied(waiting, T0 + SECOND)).toMatchObject({ state: 'replied', dueAt: T0 + SECOND });
	});

	test('older than the newest message changes nothing', () => {
		const before = anEscalation({ latestMessageAt: FIRST });
		const step = machine.reply(before, { repliedAt: FIRST - 1, actor: null }, FIRST);
		expect(step.escalation).toEqual(before);
		expect(words(step)).toEqual(['olderReply']);
	});

	test('ends it after the clock was set back', () => {
		const before = anEscalation({ latestMessageAt: T0 + 24 * HOUR });
		expect(replied(before, T0 + MINUTE).state).toBe('replied');
	});

	test('takes back that a reminder could not be sent', () => {
		const before = anEscalation({ exhaustion: 'reminderFailed' });
		expect(replied(before, FIRST)).toMatchObject({ state: 'replied', exhaustion: null });
	});
});

describe('isReplied', () => {
	test.each([
		[T0, undefined, false],
		[T0, T0 - 1, false],
		// The source's second of the message may lie after the reply.
		[T0, T0 + 999, false],
		[T0, T0 + 1_000, true],
	])('a message of %s and a reply at %s: %s', (writtenAt, repliedAt, isReplied) => {
		expect(machine.isReplied(writtenAt, repliedAt)).toBe(isReplied);
	});
});

describe('a new message that restarts the timer', () => {
	const restarting = aPolicy({
		firstReminderAfter: 5 * MINUTE,
		remindEvery: 10 * MINUTE,
		onNewMessage: 'restart',
	});
	const waiting = () => anEscalation({ policy: restarting });
	const reminded = () => settled(gated(claimed(waiting(), FIRST), FIRST), FIRST);
	const heardAt = (escalation: Escalation, minute: number) =>
		machine.continueWith(
			escalation,
			{ conversationKey: KEY, writtenAt: T0 + minute * MINUTE, event: {} },
			T0 + minute * MINUTE,
		);

	test('has the next reminder wait for its delay anew', () => {
		const step = heardAt(waiting(), 4);
		expect(step.escalation.dueAt).toBe(T0 + 9 * MINUTE);
		expect(words(step)).toEqual(['message', 'restarted']);
		expect(heardAt(reminded(), 8).escalation.dueAt).toBe(T0 + 18 * MINUTE);
	});

	test('again and again puts it off for three times the delay at most', () => {
		let chatty: Escalation = waiting();
		for (let minute = 1; minute < 15; minute += 1) chatty = heardAt(chatty, minute).escalation;
		expect(chatty.dueAt).toBe(T0 + 15 * MINUTE);
		chatty = reminded();
		for (let minute = 6; minute < 35; minute += 1) chatty = heardAt(chatty, minute).escalation;
		expect(chatty.dueAt).toBe(T0 + 35 * MINUTE);
	});

	test('is a new one: the same told again does nothing', () => {
		const again = { conversationKey: KEY, writtenAt: T0, event: {} };
		expect(machine.continueWith(waiting(), again, T0 + 4 * MINUTE).escalation.dueAt).toBe(FIRST);
	});
});
