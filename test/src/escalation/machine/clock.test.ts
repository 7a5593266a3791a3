import type { Escalation } from '../../../../src/escalation/escalation';
import * as machine from '../../../../src/escalation/machine';
import { HOUR, MINUTE, SECOND } from '../../../../src/time/duration';
import {
	aLease,
	anEscalation,
	aPolicy,
	KEY,
	officeHours,
	SCOPE,
	T0,
} from '../../../support/model/escalations.mts';
import {
	claimed,
	FIRST,
	gated,
	replied,
	settled,
	states,
	words,
	failed,
} from '../../../support/model/machineStates.mts';

describe('claiming', () => {
	test.each([
		['waiting for reminder 1', 'reminding', 'reminder', 1],
		['waiting for reminder 2', 'reminding', 'reminder', 2],
		['waiting to be exhausted', 'reminding', 'exhausted', null],
		['reply to announce', 'replied', 'replied', null],
	] as const)('"%s" hands out %s', (name, state, output, reminderNumber) => {
		const due = states[name]();
		const { escalation } = machine.claim(due, aLease('mine', due.dueAt!), due.dueAt!);
		expect(escalation).toMatchObject({
			state,
			dueAt: due.dueAt,
			claim: {
				token: 'mine',
				owner: 'process-1',
				output,
				reminderNumber,
				plannedFor: due.dueAt,
				leaseUntil: due.dueAt! + MINUTE,
				gatedAt: null,
				redelivery: false,
			},
		});
	});

	test.each([
		['reminder 1 claimed', 1, false, []],
		['reminder 1 on its way', 1, true, ['reminderUnknown 1']],
		['reminder 2 on its way', 2, true, ['reminderUnknown 2']],
		['exhaustion claimed', null, false, []],
		['exhaustion on its way', null, true, []],
		['reply claimed', null, false, []],
		['reply on its way', null, true, []],
	] as const)(
		'"%s", found lost, is handed out again as the same',
		(name, number, redelivery, told) => {
			const lost = states[name]();
			const step = machine.claim(lost, aLease('again', FIRST + HOUR), FIRST + HOUR);
			expect(step.escalation.claim).toMatchObject({
				token: 'again',
				reminderNumber: number,
				output: lost.claim!.output,
				plannedFor: lost.claim!.plannedFor,
				redelivery,
				gatedAt: null,
			});
			expect(words(step)).toEqual(told);
		},
	);

	test('a reminder lost twice is still one that may have been seen', () => {
		const lostOnce = claimed(states['reminder 1 on its way'](), FIRST + HOUR);
		expect(claimed(lostOnce, FIRST + 2 * HOUR).claim).toMatchObject({ redelivery: true });
	});
});

describe('a time limit', () => {
	const limited = () =>
		anEscalation({
			policy: aPolicy({ firstReminderAfter: 5 * MINUTE, giveUpAfter: 7 * MINUTE }),
		});
	const reminded = () => settled(gated(claimed(limited(), FIRST), FIRST), FIRST);

	test('is looked at when it is over, before the next reminder', () => {
		expect(reminded().dueAt).toBe(T0 + 7 * MINUTE);
		const over = claimed(reminded(), T0 + 7 * MINUTE);
		expect(over.claim?.output).toBe('exhausted');
		expect(gated(over, T0 + 7 * MINUTE)).toMatchObject({
			state: 'exhausted',
			endedBecause: 'timeLimit',
			reminderCount: 1,
		});
	});

	test('shorter than the first delay exhausts without a reminder', () => {
		const opened = machine.open(
			{ conversationKey: KEY, writtenAt: T0, event: {} },
			{ id: 'one', scope: SCOPE, policy: aPolicy({ giveUpAfter: MINUTE }), now: T0 },
		).escalation;
		expect(opened.dueAt).toBe(T0 + MINUTE);
		expect(claimed(opened, T0 + MINUTE).claim?.output).toBe('exhausted');
	});

	test('that lies ahead again since the clock was set back brings no reminder early', () => {
		const step = machine.claim(reminded(), aLease('token', FIRST), FIRST + SECOND);
		expect(step.escalation).toEqual(reminded());
		expect(words(step)).toEqual([]);
	});

	test('that is over when a reminder is found lost ends it after that reminder', () => {
		const lost = gated(claimed(limited(), FIRST), FIRST);
		const late = T0 + 8 * MINUTE;
		const again = claimed(lost, late);
		expect(again.claim).toMatchObject({ output: 'reminder', reminderNumber: 1 });
		const sent = settled(gated(again, late), late);
		expect(sent.dueAt).toBeLessThanOrEqual(late);
		expect(claimed(sent, late).claim?.output).toBe('exhausted');
	});

	test('does not hurry an announcement that failed', () => {
		const over = gated(claimed(limited(), T0 + 8 * MINUTE), T0 + 8 * MINUTE);
		expect(over.claim?.output).toBe('exhausted');
		const ungated = claimed(limited(), T0 + 8 * MINUTE);
		for (const escalation of [over, ungated]) {
			expect(settled(escalation, T0 + 9 * MINUTE, failed).dueAt).toBe(T0 + 9 * MINUTE + 5 * SECOND);
		}
	});

	test('that is over when the last reminder is in vain ends it before the interval is', () => {
		const last = anEscalation({
			policy: aPolicy({ maximumReminders: 1, remindEvery: HOUR, giveUpAfter: 7 * MINUTE }),
		});
		const inVain = settled(gated(claimed(last, FIRST), FIRST), FIRST);
		expect(inVain.dueAt).toBe(T0 + 7 * MINUTE);
		expect(gated(claimed(inVain, T0 + 7 * MINUTE), T0 + 7 * MINUTE)).toMatchObject({
			state: 'exhausted',
			endedBecause: 'timeLimit',
		});
	});

	test('without a maximum there is no other end', () => {
		const endless = anEscalation({
			policy: aPolicy({ maximumReminders: 0, giveUpAfter: HOUR }),
			reminderCount: 5_000,
		});
		expect(claimed(endless, T0 + HOUR - 1).claim).toMatchObject({ reminderNumber: 5_001 });
		expect(claimed(endless, T0 + HOUR).claim?.output).toBe('exhausted');
	});
});

describe('outside the active hours', () => {
	// T0 is a Monday, 09:00 UTC.
	const open = () =>
		anEscalation({ policy: aPolicy({ activeHours: officeHours() }), dueAt: T0 + 8 * HOUR });
	const OPENING = T0 + 24 * HOUR;

	test('what is due is not handed out, but looked at when they open', () => {
		const step = machine.claim(open(), aLease('token', T0 + 10 * HOUR), T0 + 10 * HOUR);
		expect(step.escalation).toEqual({ ...open(), dueAt: OPENING });
		expect(words(step)).toEqual([]);
		expect(claimed(step.escalation, OPENING).claim).toMatchObject({
			reminderNumber: 1,
			plannedFor: OPENING,
		});
	});

	test('what was lost is not handed out again before they open', () => {
		const lost = gated(claimed(open(), T0 + 8 * HOUR), T0 + 8 * HOUR);
		const step = machine.claim(lost, aLease('again', T0 + 10 * HOUR), T0 + 10 * HOUR);
		expect(step.escalation).toEqual({ ...lost, dueAt: OPENING });
	});

	test('the word of a reply goes out', () => {
		const answered = replied({ ...open(), reminderCount: 1 }, T0 + 10 * HOUR);
		expect(claimed(answered, T0 + 10 * HOUR).claim?.output).toBe('replied');
	});

	test.each(['acknowledge', 'snooze'] as const)(
		'what was held until then (%s) is open again, and waits for them to open',
		(operation) => {
			const until = T0 + 10 * HOUR;
			const held = machine[operation](open(), { until, actor: null }, T0 + 8 * HOUR).escalation;
			expect(claimed(held, until)).toMatchObject({
				state: 'open',
				heldUntil: null,
				dueAt: OPENING,
			});
		},
	);

	test('what is skipped leaves at the next of its planned times: of a reminder, and of Exhausted', () => {
		const skipping = aPolicy({
			activeHours: officeHours({ outside: 'skip' }),
			intervals: [25 * MINUTE, 40 * MINUTE],
			longestInterval: HOUR,
			maximumReminders: 2,
		});
		// 17:50, found at 19:00: 37 times 25 minutes later it is 09:15.
		const due = anEscalation({ policy: skipping, dueAt: T0 + 8 * HOUR + 50 * MINUTE });
		expect(claimed(due, T0 + 10 * HOUR).dueAt).toBe(OPENING + 15 * MINUTE);
		// 23 times 40 minutes later it is 09:10.
		const lastReminded = { ...due, reminderCount: 2 };
		expect(claimed(lastReminded, T0 + 10 * HOUR).dueAt).toBe(OPENING + 10 * MINUTE);
	});
});

describe('the gate', () => {
	const theReply = { repliedAt: FIRST + SECOND, actor: null };
	const cancelled = { because: 'cancelled', actor: null } as const;

	test('lets a reminder pass, which has no row before it is known what became of it', () => {
		const step = machine.gate(
			states['reminder 1 claimed'](),
			'token',
			{ until: FIRST + HOUR },
			FIRST,
		);
		expect(step?.escalation).toMatchObject({
			state: 'reminding',
			reminderCount: 1,
			dueAt: FIRST,
			claim: { gatedAt: FIRST, leaseUntil: FIRST + HOUR },
		});
		expect(step?.reminder).toBeUndefined();
		expect(words(step!)).toEqual(['reminder 1']);
	});

	test.each([
		[
			'found lost',
			(onItsWay: Escalation) => machine.claim(onItsWay, aLease('again', FIRST), FIRST),
		],
		['replied', (onItsWay: Escalation) => machine.reply(onItsWay, theReply, FIRST + SECOND)],
		['marked as replied', (onItsWay: Escalation) => machine.markReplied(onItsWay, null, FIRST)],
		['cancelled', (onItsWay: Escalation) => machine.cancel(onItsWay, cancelled, FIRST)],
	])('a reminder that is on its way when it is %s has left', (_what, follow) => {
		const step = follow(states['reminder 1 on its way']());
		expect(step.reminder).toEqual({
			escalationId: 'escalation-1',
			number: 1,
			gatedAt: FIRST,
			sentAt: null,
			token: 'token',
		});
	});

	test('is where it becomes exhausted', () => {
		const before = states['exhaustion claimed']();
		expect(before.endedAt).toBeNull();
		const step = machine.gate(before, 'token', { until: FIRST + HOUR }, FIRST + 20 * MINUTE);
		expect(step?.escalation).toMatchObject({
			state: 'exhausted',
			endedAt: FIRST + 20 * MINUTE,
			endedBecause: 'maximumReminders',
		});
		expect(words(step!)).toEqual(['exhausted', 'announced']);
	});

	test('lets the word of a reply pass', () => {
		const step = machine.gate(states['reply claimed'](), 'token', { until: FIRST + HOUR }, FIRST);
		expect(words(step!)).toEqual(['announced']);
	});

	test.each([
		['another token', () => states['reminder 1 claimed'](), 'other'],
		['a second time', () => states['reminder 1 on its way'](), 'token'],
		['before a claim', () => states['waiting for reminder 1'](), 'token'],
		['after the reply', () => replied(states['reminder 1 claimed'](), FIRST), 'token'],
		['exhaustion after the reply', () => states['reply to announce'](), 'token'],
		[
			'an older claim',
			() => machine.claim(states['reminder 1 claimed'](), aLease('new', FIRST), FIRST).escalation,
			'token',
		],
	])('refuses %s', (_what, escalation, token) => {
		expect(machine.gate(escalation(), token, { until: FIRST + HOUR }, FIRST)).toBeUndefined();
	});
});

describe('held back at the gate', () => {
	test.each([
		['reminder 1 claimed', 'reminder', 1, FIRST],
		['exhaustion claimed', 'exhausted', null, FIRST + 20 * MINUTE],
	] as const)(
		'"%s" is due again, as the same output, and nothing is told',
		(name, output, reminderNumber, now) => {
			const { escalation, timeline } = machine.holdBack(states[name](), now)!;
			expect(escalation).toMatchObject({ state: 'open', claim: null, dueAt: now, failures: 0 });
			expect(timeline).toEqual([]);
			expect(claimed(escalation, now).claim).toMatchObject({ output, reminderNumber });
		},
	);

	test('a reminder that was lost and handed out again counts, and stays one that may have been seen', () => {
		const now = FIRST + HOUR;
		const again = claimed(states['reminder 1 on its way'](), now);
		const step = machine.holdBack(again, now)!;
		expect(step).not.toHaveProperty('unsent');
		expect(step).toMatchObject({ escalation: { state: 'open', reminderCount: 1, dueAt: now } });
		expect(machine.gate(step.escalation, 'token', { until: now }, now)).toBeUndefined();
		expect(machine.settle(step.escalation, 'token', { result: 'sent' }, now)).toBeUndefined();
		expect(replied(step.escalation, now).dueAt).toBe(now);
		const { claim } = machine.claim(step.escalation, aLease('third', now), now).escalation;
		expect(claim).toMatchObject({ token: 'third', reminderNumber: 1, redelivery: true });
		expect(claim).not.toHaveProperty('isTakenBack');
	});

	test('an alarm that was lost and handed out again stays one that may have been seen', () => {
		const lost = states['failing on its way']();
		const now = lost.dueAt!;
		const step = machine.holdBack(claimed(lost, now), now)!;
		expect(step.timeline).toEqual([]);
		expect(claimed(step.escalation, now).claim).toMatchObject({
			output: 'failing',
			redelivery: true,
		});
	});

	test.each(['reminder 1 on its way', 'waiting for reminder 1', 'reply claimed'] as const)(
		'"%s" is not',
		(name) => {
			expect(machine.holdBack(states[name](), FIRST)).toBeUndefined();
		},
	);
});

describe('what was handed out, and waited at the gate until it may not leave any more', () => {
	// Monday, 18:00, when the office closes; T0 is nine o'clock.
	const CLOSING = T0 + 9 * HOUR;
	const MORNING = T0 + 24 * HOUR;
	const inOffice = (changes: Parameters<typeof officeHours>[0] = {}) =>
		claimed(
			anEscalation({
				policy: aPolicy({ activeHours: officeHours(changes) }),
				dueAt: CLOSING - SECOND,
				nextReminderAt: CLOSING - SECOND,
			}),
			CLOSING - SECOND,
		);

	test('leaves until the last moment', () => {
		expect(machine.giveBack(inOffice(), CLOSING - 1)).toBeUndefined();
	});

	test.each([
		['at once', CLOSING],
		['half an hour later', CLOSING + 30 * MINUTE],
		['when its lease is over', CLOSING + 5 * HOUR],
	])('goes back %s outside active hours, and comes when they begin again', (_when, now) => {
		const { escalation, timeline } = machine.giveBack(inOffice(), now)!;
		expect(timeline).toEqual([]);
		expect(escalation).toMatchObject({ state: 'open', claim: null, failures: 0, reminderCount: 0 });
		const waiting = machine.claim(escalation, aLease('token', now), now).escalation;
		expect(waiting).toMatchObject({ claim: null, dueAt: MORNING });
		expect(claimed(waiting, MORNING).claim).toMatchObject({
			output: 'reminder',
			reminderNumber: 1,
			redelivery: false,
		});
	});

	test('goes back after the time limit, and Exhausted is handed out', () => {
		const policy = aPolicy({ giveUpAfter: HOUR });
		const handedOut = claimed(anEscalation({ policy }), FIRST);
		expect(machine.giveBack(handedOut, T0 + HOUR - 1)).toBeUndefined();
		const { escalation } = machine.giveBack(handedOut, T0 + 2 * HOUR)!;
		expect(claimed(escalation, T0 + 2 * HOUR).claim?.output).toBe('exhausted');
	});

	test('goes back when the source has been silent for so long that it was answered', () => {
		const policy = aPolicy({ endWhenSilentFor: 7 * MINUTE });
		const handedOut = claimed(anEscalation({ policy }), FIRST);
		const { escalation } = machine.giveBack(handedOut, T0 + 7 * MINUTE)!;
		const step = machine.claim(escalation, aLease('token', T0 + HOUR), T0 + 7 * MINUTE);
		expect(step.escalation).toMatchObject({ state: 'replied', endedBecause: 'silence' });
	});

	test('stays one that may have been heard, and leaves when it may', () => {
		const lost = gated(inOffice(), CLOSING - SECOND);
		const again = machine.claim(lost, aLease('again', CLOSING), CLOSING - 1).escalation;
		const { escalation } = machine.giveBack(again, CLOSING)!;
		const waiting = machine.claim(escalation, aLease('third', CLOSING), CLOSING).escalation;
		expect(waiting.dueAt).toBe(MORNING);
		const { claim } = machine.claim(waiting, aLease('third', MORNING), MORNING).escalation;
		expect(claim).toMatchObject({ token: 'third', reminderNumber: 1, redelivery: true });
	});

	test.each(['reply claimed', 'reminder 1 on its way', 'waiting for reminder 1'] as const)(
		'"%s" goes nowhere',
		(name) => {
			expect(machine.giveBack(states[name](), T0 + 1_000 * HOUR)).toBeUndefined();
		},
	);
});

describe('a source that is silent', () => {
	const onItsWay = () => {
		const policy = aPolicy({ firstReminderAfter: 5 * MINUTE, endWhenSilentFor: 7 * MINUTE });
		return gated(claimed(anEscalation({ policy }), FIRST), FIRST);
	};
	const reminded = () => settled(onItsWay(), FIRST);

	test('for long enough has been answered, and the group that heard of it hears of that', () => {
		expect(reminded().dueAt).toBe(T0 + 7 * MINUTE);
		const step = machine.claim(reminded(), aLease('token', T0 + 7 * MINUTE), T0 + 7 * MINUTE);
		expect(step.escalation).toMatchObject({
			state: 'replied',
			endedBecause: 'silence',
			endedAt: T0 + 7 * MINUTE,
			dueAt: T0 + 7 * MINUTE,
			claim: null,
		});
		expect(step.timeline).toEqual([{ at: T0 + 7 * MINUTE, what: 'replied', cause: 'silence' }]);
		expect(claimed(step.escalation, T0 + 7 * MINUTE).claim?.output).toBe('replied');
	});

	test('and speaks again of the same message is not silent', () => {
		const again = { conversationKey: KEY, writtenAt: T0, event: {} };
		const heard = machine.continueWith(reminded(), again, T0 + 6 * MINUTE).escalation;
		expect(heard.dueAt).toBe(T0 + 13 * MINUTE);
	});

	test('while nobody listened has said nothing: it has so long from then on', () => {
		const back = T0 + 20 * MINUTE;
		const lease = aLease('token', back);
		const policy = aPolicy({ firstReminderAfter: HOUR, endWhenSilentFor: 7 * MINUTE });
		const step = machine.claim(anEscalation({ policy }), lease, back, back);
		expect(step.escalation).toMatchObject({ state: 'open', claim: null, dueAt: back + 7 * MINUTE });
		const silent = machine.claim(step.escalation, lease, back + 7 * MINUTE, back);
		expect(silent.escalation).toMatchObject({ state: 'replied', endedBecause: 'silence' });
	});

	test('that has ended something is no other when the end is announced', () => {
		const end = T0 + 7 * MINUTE;
		const ended = machine.claim(reminded(), aLease('first', end), end).escalation;
		const told = machine.claim(ended, aLease('second', end), end, end).escalation;
		expect(told.claim?.output).toBe('replied');
		expect(told.lastHeardAt).toBe(ended.lastHeardAt);
	});

	test('while nobody listened does not keep a reminder that is due', () => {
		const back = T0 + 20 * MINUTE;
		const step = machine.claim(reminded(), aLease('token', back), back, back - MINUTE);
		expect(step.escalation.claim).toMatchObject({ output: 'reminder', reminderNumber: 2 });
	});

	test('after its last word is silent anyway', () => {
		const last = {
			conversationKey: KEY,
			writtenAt: T0,
			event: { conversation: { isLastWord: true } },
		};
		const heard = machine.continueWith(reminded(), last, T0 + 6 * MINUTE).escalation;
		expect(heard.dueAt).toBe(FIRST + 10 * MINUTE);
		expect(claimed(heard, FIRST + 10 * MINUTE).claim).toMatchObject({ reminderNumber: 2 });
	});

	test('and speaks of a newer message after its last word can be silent again', () => {
		const last = {
			conversationKey: KEY,
			writtenAt: T0,
			event: { conversation: { isLastWord: true } },
		};
		const next = { conversationKey: KEY, writtenAt: T0 + 6 * MINUTE, event: { conversation: {} } };
		const heard = machine.continueWith(reminded(), last, T0 + 6 * MINUTE).escalation;
		expect(machine.continueWith(heard, next, T0 + 7 * MINUTE).escalation.dueAt).toBe(
			T0 + 14 * MINUTE,
		);
	});

	test('does not end what is on its way', () => {
		expect(claimed(onItsWay(), T0 + HOUR).claim).toMatchObject({ reminderNumber: 1 });
	});
});
