import type { Escalation } from '../../../src/escalation/escalation';
import * as machine from '../../../src/escalation/machine';
import type { Settlement, Step } from '../../../src/escalation/machine';
import { HOUR, MINUTE, SECOND } from '../../../src/time/duration';
import { aLease, anEscalation, aPolicy, KEY, SCOPE, T0 } from '../../support/escalations.mts';

const policy = aPolicy({ firstPushAfter: 5 * MINUTE, repeatEvery: 10 * MINUTE, maximumPushes: 2 });
const FIRST = T0 + 5 * MINUTE;

const failed: Settlement = { result: 'failed', reason: 'The robot is gone' };

type StateName =
	| 'waiting for push 1'
	| 'push 1 claimed'
	| 'push 1 on its way'
	| 'waiting for push 2'
	| 'push 2 on its way'
	| 'waiting to be exhausted'
	| 'exhaustion claimed'
	| 'exhaustion on its way'
	| 'exhausted'
	| 'reply to announce'
	| 'reply claimed'
	| 'reply on its way'
	| 'reply announced';

/** The states that an escalation can be in, each reached the way that it is reached. */
const states: Record<StateName, () => Escalation> = {
	'waiting for push 1': () => anEscalation({ policy }),
	'push 1 claimed': () => claimed(states['waiting for push 1'](), FIRST),
	'push 1 on its way': () => gated(states['push 1 claimed'](), FIRST),
	'waiting for push 2': () => settled(states['push 1 on its way'](), FIRST + SECOND),
	'push 2 on its way': () => {
		const due = states['waiting for push 2']();
		return gated(claimed(due, due.dueAt!), due.dueAt!);
	},
	'waiting to be exhausted': () => settled(states['push 2 on its way'](), FIRST + 11 * MINUTE),
	'exhaustion claimed': () => {
		const due = states['waiting to be exhausted']();
		return claimed(due, due.dueAt!);
	},
	'exhaustion on its way': () => gated(states['exhaustion claimed'](), FIRST + 20 * MINUTE),
	exhausted: () => settled(states['exhaustion on its way'](), FIRST + 20 * MINUTE),
	'reply to announce': () => replied(states['waiting for push 2'](), FIRST + MINUTE),
	'reply claimed': () => claimed(states['reply to announce'](), FIRST + MINUTE),
	'reply on its way': () => gated(states['reply claimed'](), FIRST + MINUTE),
	'reply announced': () => settled(states['reply on its way'](), FIRST + MINUTE),
};

function claimed(escalation: Escalation, now: number): Escalation {
	return machine.claim(escalation, aLease('token', now), now).escalation;
}

function gated(escalation: Escalation, now: number): Escalation {
	return machine.gate(escalation, 'token', { until: now + MINUTE }, now)!.escalation;
}

function settled(
	escalation: Escalation,
	now: number,
	settlement: Settlement = { result: 'sent' },
): Escalation {
	return machine.settle(escalation, 'token', settlement, now)!.escalation;
}

function replied(escalation: Escalation, repliedAt: number): Escalation {
	return machine.reply(escalation, { repliedAt, actor: 'Li Lei' }, repliedAt).escalation;
}

function words({ timeline }: Step): string[] {
	return timeline.map(({ what, number }) => (number ? `${what} ${number}` : what));
}

describe('opening', () => {
	const message = { conversationKey: KEY, writtenAt: T0 - MINUTE, event: { text: 'Hello' } };
	const step = machine.open(message, { id: 'one', scope: SCOPE, policy, now: T0 });

	test('plans the first push from the arrival, not from when the customer wrote', () => {
		expect(step.escalation).toMatchObject({ state: 'open', dueAt: FIRST, pushCount: 0 });
	});

	test('remembers since when the customer waits', () => {
		expect(step.escalation).toMatchObject({ waitingSince: T0 - MINUTE, messageCount: 1 });
		expect(words(step)).toEqual(['opened']);
	});
});

describe('another message', () => {
	test.each(Object.keys(states) as StateName[])('leaves the schedule of "%s" alone', (name) => {
		const before = states[name]();
		const message = { conversationKey: KEY, writtenAt: FIRST, event: { text: 'Still here?' } };
		const { escalation } = machine.continueWith(before, message, FIRST);
		const { event, latestMessageAt, messageCount, ...rest } = escalation;
		expect(before).toMatchObject(rest);
		expect({ event, latestMessageAt, messageCount }).toEqual({
			event: { text: 'Still here?' },
			latestMessageAt: FIRST,
			messageCount: 2,
		});
	});

	test('that is older than the newest is not what pushes say', () => {
		const message = { conversationKey: KEY, writtenAt: T0 - HOUR, event: { text: 'Old' } };
		const step = machine.continueWith(states['waiting for push 1'](), message, T0);
		expect(step.escalation).toMatchObject({
			event: { text: 'Is anybody there?' },
			waitingSince: T0 - HOUR,
			latestMessageAt: T0,
			messageCount: 1,
		});
		expect(words(step)).toEqual([]);
	});

	test('told once more with other facts is no new message, but what pushes say', () => {
		const message = { conversationKey: KEY, writtenAt: T0, event: { pushTimes: 2 } };
		const step = machine.continueWith(states['waiting for push 1'](), message, FIRST);
		expect(step.escalation).toMatchObject({ event: { pushTimes: 2 }, messageCount: 1 });
		expect(words(step)).toEqual([]);
	});

	test('counts after the clock was set back', () => {
		const before = anEscalation({ latestMessageAt: T0 + 24 * HOUR });
		const message = { conversationKey: KEY, writtenAt: T0 + MINUTE, event: { text: 'New' } };
		const { escalation } = machine.continueWith(before, message, T0 + MINUTE);
		expect(escalation).toMatchObject({ event: { text: 'New' }, latestMessageAt: T0 + MINUTE });
	});
});

describe('a reply', () => {
	test.each([
		['waiting for push 1', null],
		['push 1 claimed', null],
		['push 1 on its way', FIRST + MINUTE],
		['waiting for push 2', FIRST + MINUTE],
		['push 2 on its way', FIRST + MINUTE],
		['waiting to be exhausted', FIRST + MINUTE],
		['exhaustion claimed', FIRST + MINUTE],
	] as const)('ends "%s"; it is announced when a push went out', (name, dueAt) => {
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

	test('before any push is announced when the policy says so', () => {
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

	test('takes back that a push could not be sent', () => {
		const before = anEscalation({ exhaustedBecause: 'pushFailed' });
		expect(replied(before, FIRST)).toMatchObject({ state: 'replied', exhaustedBecause: null });
	});
});

describe('isAnswered', () => {
	test.each([
		[T0, undefined, false],
		[T0, T0 - 1, false],
		// The source's second of the message may lie after the reply.
		[T0, T0 + 999, false],
		[T0, T0 + 1_000, true],
	])('a message of %s and a reply at %s: %s', (writtenAt, repliedAt, isAnswered) => {
		expect(machine.isAnswered(writtenAt, repliedAt)).toBe(isAnswered);
	});
});

describe('claiming', () => {
	test.each([
		['waiting for push 1', 'pushing', 'push', 1],
		['waiting for push 2', 'pushing', 'push', 2],
		['waiting to be exhausted', 'pushing', 'exhausted', null],
		['reply to announce', 'replied', 'replied', null],
	] as const)('"%s" hands out %s', (name, state, output, pushNumber) => {
		const due = states[name]();
		const { escalation } = machine.claim(due, aLease('mine', due.dueAt!), due.dueAt!);
		expect(escalation).toMatchObject({
			state,
			dueAt: due.dueAt! + MINUTE,
			claim: {
				token: 'mine',
				owner: 'process-1',
				output,
				pushNumber,
				plannedFor: due.dueAt,
				gatedAt: null,
				redelivery: false,
			},
		});
	});

	test.each([
		['push 1 claimed', 1, false, []],
		['push 1 on its way', 1, true, ['pushUnknown 1']],
		['push 2 on its way', 2, true, ['pushUnknown 2']],
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
				pushNumber: number,
				output: lost.claim!.output,
				plannedFor: lost.claim!.plannedFor,
				redelivery,
				gatedAt: null,
			});
			expect(words(step)).toEqual(told);
		},
	);

	test('a push lost twice is still one that may have been seen', () => {
		const lostOnce = claimed(states['push 1 on its way'](), FIRST + HOUR);
		expect(claimed(lostOnce, FIRST + 2 * HOUR).claim).toMatchObject({ redelivery: true });
	});
});

describe('a time limit', () => {
	const limited = anEscalation({
		policy: aPolicy({ firstPushAfter: 5 * MINUTE, giveUpAfter: 7 * MINUTE }),
	});

	test('is looked at when it is over, before the next push', () => {
		const pushed = settled(gated(claimed(limited, FIRST), FIRST), FIRST);
		expect(pushed.dueAt).toBe(T0 + 7 * MINUTE);
		const over = claimed(pushed, T0 + 7 * MINUTE);
		expect(over.claim?.output).toBe('exhausted');
		expect(gated(over, T0 + 7 * MINUTE)).toMatchObject({
			state: 'exhausted',
			exhaustedBecause: 'timeLimit',
			pushCount: 1,
		});
	});

	test('shorter than the first delay exhausts without a push', () => {
		const opened = machine.open(
			{ conversationKey: KEY, writtenAt: T0, event: {} },
			{ id: 'one', scope: SCOPE, policy: aPolicy({ giveUpAfter: MINUTE }), now: T0 },
		).escalation;
		expect(opened.dueAt).toBe(T0 + MINUTE);
		expect(claimed(opened, T0 + MINUTE).claim?.output).toBe('exhausted');
	});

	test('without a maximum there is no other end', () => {
		const endless = anEscalation({
			policy: aPolicy({ maximumPushes: 0, giveUpAfter: HOUR }),
			pushCount: 5_000,
		});
		expect(claimed(endless, T0 + HOUR - 1).claim).toMatchObject({ pushNumber: 5_001 });
		expect(claimed(endless, T0 + HOUR).claim?.output).toBe('exhausted');
	});
});

describe('outside the active hours', () => {
	// T0 is a Monday, 09:00 UTC.
	const activeHours = {
		timeZone: 'UTC',
		ranges: [{ weekdays: [1, 2, 3, 4, 5], from: '09:00', to: '18:00' }],
		holidays: [],
		workingDays: [],
		outside: 'wait' as const,
	};
	const open = anEscalation({ policy: aPolicy({ activeHours }), dueAt: T0 + 8 * HOUR });
	const OPENING = T0 + 24 * HOUR;

	test('what is due is not handed out, but looked at when they open', () => {
		const step = machine.claim(open, aLease('token', T0 + 10 * HOUR), T0 + 10 * HOUR);
		expect(step.escalation).toEqual({ ...open, dueAt: OPENING });
		expect(claimed(step.escalation, OPENING).claim).toMatchObject({
			pushNumber: 1,
			plannedFor: OPENING,
		});
	});

	test('what was lost is not handed out again before they open', () => {
		const lost = gated(claimed(open, T0 + 8 * HOUR), T0 + 8 * HOUR);
		const step = machine.claim(lost, aLease('again', T0 + 10 * HOUR), T0 + 10 * HOUR);
		expect(step.escalation).toEqual({ ...lost, dueAt: OPENING });
	});

	test('the word of a reply goes out', () => {
		const answered = replied({ ...open, pushCount: 1 }, T0 + 10 * HOUR);
		expect(claimed(answered, T0 + 10 * HOUR).claim?.output).toBe('replied');
	});
});

describe('the gate', () => {
	test('lets a push pass, which is then a row', () => {
		const step = machine.gate(states['push 1 claimed'](), 'token', { until: FIRST + HOUR }, FIRST);
		expect(step?.escalation).toMatchObject({ state: 'pushing', pushCount: 1, dueAt: FIRST + HOUR });
		expect(step?.push).toEqual({
			escalationId: 'escalation-1',
			number: 1,
			state: 'gated',
			plannedFor: FIRST,
			gatedAt: FIRST,
			settledAt: null,
			token: 'token',
		});
		expect(words(step!)).toEqual(['push 1']);
	});

	test('is where it becomes exhausted', () => {
		const before = states['exhaustion claimed']();
		expect(before.endedAt).toBeNull();
		const step = machine.gate(before, 'token', { until: FIRST + HOUR }, FIRST + 20 * MINUTE);
		expect(step?.escalation).toMatchObject({
			state: 'exhausted',
			endedAt: FIRST + 20 * MINUTE,
			exhaustedBecause: 'maximumPushes',
		});
		expect(words(step!)).toEqual(['exhausted', 'announced']);
	});

	test('lets the word of a reply pass', () => {
		const step = machine.gate(states['reply claimed'](), 'token', { until: FIRST + HOUR }, FIRST);
		expect(words(step!)).toEqual(['announced']);
	});

	test.each([
		['another token', () => states['push 1 claimed'](), 'other'],
		['a second time', () => states['push 1 on its way'](), 'token'],
		['before a claim', () => states['waiting for push 1'](), 'token'],
		['after the reply', () => replied(states['push 1 claimed'](), FIRST), 'token'],
		['exhaustion after the reply', () => states['reply to announce'](), 'token'],
		[
			'an older claim',
			() => machine.claim(states['push 1 claimed'](), aLease('new', FIRST), FIRST).escalation,
			'token',
		],
	])('refuses %s', (_what, escalation, token) => {
		expect(machine.gate(escalation(), token, { until: FIRST + HOUR }, FIRST)).toBeUndefined();
	});
});

describe('settling what was sent', () => {
	test('a push, and the next is planned', () => {
		const step = machine.settle(
			states['push 1 on its way'](),
			'token',
			{ result: 'sent' },
			FIRST + SECOND,
		);
		expect(step?.escalation).toMatchObject({
			state: 'open',
			pushCount: 1,
			dueAt: FIRST + 10 * MINUTE,
			claim: null,
		});
		expect(step?.push).toMatchObject({ number: 1, state: 'sent', settledAt: FIRST + SECOND });
		expect(words(step!)).toEqual(['pushSent 1']);
	});

	test.each([
		['exhaustion on its way', 'exhausted'],
		['reply on its way', 'replied'],
	] as const)('"%s": nothing is left to do', (name, state) => {
		expect(settled(states[name](), FIRST + HOUR)).toMatchObject({
			state,
			dueAt: null,
			claim: null,
		});
	});

	test('that nobody will tell of counts as sent once it has passed the gate', () => {
		const unconfirmed = { result: 'unconfirmed' } as const;
		expect(settled(states['push 1 on its way'](), FIRST, unconfirmed)).toMatchObject({
			state: 'open',
			pushCount: 1,
		});
		const early = settled(states['push 1 claimed'](), FIRST, unconfirmed);
		expect(early).toMatchObject({ state: 'pushing', pushCount: 0 });
		const step = machine.gate(early, 'token', { until: FIRST + HOUR }, FIRST + SECOND)!;
		expect(step.escalation).toMatchObject({
			state: 'open',
			pushCount: 1,
			dueAt: FIRST + 10 * MINUTE,
		});
		expect(step.push).toMatchObject({ number: 1, state: 'sent' });
		expect(words(step)).toEqual(['push 1', 'pushSent 1']);
	});
});

describe('settling what failed', () => {
	test('a push is not counted and tried again as the same number', () => {
		const step = machine.settle(states['push 2 on its way'](), 'token', failed, FIRST + HOUR)!;
		expect(step.escalation).toMatchObject({
			state: 'open',
			pushCount: 1,
			failures: 1,
			dueAt: FIRST + HOUR + 5 * SECOND,
		});
		expect(step.push).toMatchObject({ number: 2, state: 'failed' });
		expect(step.timeline).toEqual([
			{ at: FIRST + HOUR, what: 'pushFailed', number: 2, note: 'The robot is gone' },
		]);
		expect(claimed(step.escalation, FIRST + 2 * HOUR).claim).toMatchObject({ pushNumber: 2 });
	});

	test('an execution that ended before the gate leaves no row', () => {
		const step = machine.settle(states['push 1 claimed'](), 'token', { result: 'sent' }, FIRST)!;
		expect(step.escalation).toMatchObject({ state: 'open', pushCount: 0, failures: 1 });
		expect(step.push).toBeUndefined();
		expect(step.timeline[0].note).toContain('without this item passing');
	});

	test('a push that was lost before, and fails before the gate, is not counted', () => {
		const again = claimed(states['push 1 on its way'](), FIRST + HOUR);
		const step = machine.settle(again, 'token', failed, FIRST + HOUR)!;
		expect(step.push).toMatchObject({ number: 1, state: 'failed' });
		expect(step.escalation.pushCount).toBe(0);
	});

	test('whose turn it never was is due at once, without a failure', () => {
		const step = machine.settle(
			states['push 1 on its way'](),
			'token',
			{ result: 'untouched' },
			FIRST + SECOND,
		)!;
		expect(step.escalation).toMatchObject({ failures: 0, pushCount: 0, dueAt: FIRST + SECOND });
	});

	test('a push that fails ten times in a row is given up: exhausted', () => {
		const before = { ...states['push 1 on its way'](), failures: 9 };
		const given = settled(before, FIRST + HOUR, failed);
		expect(given).toMatchObject({
			state: 'open',
			dueAt: FIRST + HOUR,
			exhaustedBecause: 'pushFailed',
			failures: 0,
		});
		const out = gated(claimed(given, FIRST + HOUR), FIRST + HOUR);
		expect(out).toMatchObject({ state: 'exhausted', exhaustedBecause: 'pushFailed' });
		expect(out.claim?.output).toBe('exhausted');
	});

	test('one success forgets the failures before', () => {
		const before = { ...states['push 1 on its way'](), failures: 9 };
		expect(settled(before, FIRST).failures).toBe(0);
	});

	test.each([
		['exhaustion claimed', 'open'],
		['exhaustion on its way', 'exhausted'],
		['reply claimed', 'replied'],
		['reply on its way', 'replied'],
	] as const)('"%s" is announced again later', (name, state) => {
		const step = machine.settle(states[name](), 'token', failed, FIRST + HOUR)!;
		expect(step.escalation).toMatchObject({
			state,
			claim: null,
			dueAt: FIRST + HOUR + 5 * SECOND,
		});
		expect(words(step)).toEqual(['announcementFailed']);
		const next = claimed(step.escalation, FIRST + 2 * HOUR);
		expect(next.claim?.output).toBe(states[name]().claim?.output);
	});

	test.each([
		['exhaustion claimed', 'exhausted'],
		['exhaustion on its way', 'exhausted'],
		['reply on its way', 'replied'],
	] as const)('"%s" is over when it fails ten times', (name, state) => {
		const before = { ...states[name](), failures: 9 };
		const step = machine.settle(before, 'token', failed, FIRST + HOUR)!;
		expect(step.escalation).toMatchObject({ state, dueAt: null, claim: null });
		expect(step.escalation.endedAt).not.toBeNull();
		expect(words(step)).toContain('announcementGivenUp');
	});
});

test.each(Object.keys(states) as StateName[])(
	'"%s" cannot be settled with a claim that it does not hold',
	(name) => {
		expect(machine.settle(states[name](), 'other', { result: 'sent' }, FIRST)).toBeUndefined();
	},
);
