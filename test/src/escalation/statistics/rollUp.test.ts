import type { EscalationWithEvent } from '../../../../src/escalation/escalation';
import { quantile } from '../../../../src/escalation/statistics/histogram';
import {
	addCounts,
	Counting,
	MOST_GROUPS,
	noCounts,
} from '../../../../src/escalation/statistics/rollUp';
import { HOUR, MINUTE } from '../../../../src/time/duration';
import { anEscalation, aPolicy, officeHours, T0 } from '../../../support/model/escalations.mts';

const levels = [{ name: 'Lead', fromReminder: 3 }];
const event = {
	source: 'twtChat',
	project: { name: 'shop' },
	agent: { name: 'Li Lei' },
};
const ended = (changes: Partial<EscalationWithEvent> = {}) =>
	anEscalation({
		event,
		state: 'replied',
		endedAt: T0 + 10 * MINUTE,
		endedBecause: 'reply',
		...changes,
	});

function counted(...escalations: EscalationWithEvent[]) {
	const counting = new Counting(levels);
	for (const escalation of escalations) counting.ended(escalation);
	return counting.rollUp;
}

test('what was answered is counted by who it was about, and when', () => {
	expect(counted(ended({ reminderCount: 3 }))).toMatchObject([
		{
			hour: T0,
			project: 'shop',
			agent: 'Li Lei',
			source: 'twtChat',
			level: 'Lead',
			opened: 0,
			answered: 1,
			firstReply: { targets: 0 },
		},
	]);
});

test.each([
	['replied', 'silence', { answered: 1 }],
	['exhausted', 'timeLimit', { exhausted: 1 }],
	['cancelled', 'cancelled', { cancelled: 1 }],
	['cancelled', 'superseded', { other: 1 }],
	['cancelled', 'orphaned', { other: 1 }],
] as const)('%s by %s', (state, endedBecause, expected) => {
	const [group] = counted(ended({ state, endedBecause }));
	const { opened, answered, exhausted, cancelled, other } = group;
	const none = { opened: 0, answered: 0, exhausted: 0, cancelled: 0, other: 0 };
	expect({ opened, answered, exhausted, cancelled, other }).toEqual({ ...none, ...expected });
});

test('times to the reply are by the clock, and in working time', () => {
	// Half past five to a quarter past nine on the next day.
	const waitingSince = T0 + 8.5 * HOUR;
	const endedAt = T0 + 24.25 * HOUR;
	const policy = aPolicy({
		activeHours: officeHours(),
		targets: { within: { firstReply: HOUR }, warnAt: 1 },
	});
	const [group] = counted(ended({ policy, waitingSince, endedAt }));
	expect(group.firstReply).toMatchObject({ targets: 1, met: 1, within: { [HOUR]: 1 } });
	expect(group.nextReply).toMatchObject({ targets: 0, met: 0, clock: {} });
	expect(Math.abs(quantile(group.firstReply.clock, 0.5)! - 15.75 * HOUR)).toBeLessThan(HOUR);
	expect(Math.abs(quantile(group.firstReply.working, 0.5)! - 45 * MINUTE)).toBeLessThan(3 * MINUTE);
});

test('next replies are counted apart from first ones', () => {
	const within = { firstReply: MINUTE, nextReply: HOUR };
	const policy = aPolicy({ targets: { within, warnAt: 1 } });
	const endedAt = T0 + 30 * MINUTE;
	const [group] = counted(
		ended({ policy, waitingSince: T0, endedAt }),
		ended({ policy, waitingSince: T0, endedAt, wasAnswered: true }),
		ended({ policy: aPolicy(), waitingSince: T0, endedAt, wasAnswered: true }),
	);
	expect(group).toMatchObject({
		answered: 3,
		firstReply: { targets: 1, met: 0 },
		nextReply: { targets: 1, met: 1 },
	});
	const total = (histogram: object) =>
		Object.values(histogram).reduce((sum, many) => sum + many, 0);
	expect([total(group.firstReply.clock), total(group.nextReply.clock)]).toEqual([1, 2]);
});

test('what opened is counted when it did', () => {
	const counting = new Counting(levels);
	counting.opened(ended({ openedAt: T0 + 2 * HOUR }));
	expect(counting.rollUp).toMatchObject([{ hour: T0 + 2 * HOUR, opened: 1, answered: 0 }]);
});

test('what is open still has no end', () => {
	expect(counted(anEscalation({ event }))).toEqual([]);
});

test('there are no more groups than can be kept, and none is lost', () => {
	const many = Array.from({ length: 2 * MOST_GROUPS }, (_, index) =>
		ended({ event: { ...event, project: { name: `shop ${index}` } } }),
	);
	const rollUp = counted(...many);
	expect(rollUp.length).toBeLessThanOrEqual(MOST_GROUPS + 24);
	expect(rollUp.at(-1)).toMatchObject({ project: null, answered: MOST_GROUPS });
	const sum = noCounts();
	for (const group of rollUp) addCounts(sum, group);
	expect(sum.answered).toBe(2 * MOST_GROUPS);
});

test('names of others are not kept at any length', () => {
	const [group] = counted(ended({ event: { ...event, project: { name: 'x'.repeat(10_000) } } }));
	expect(group.project).toHaveLength(100);
});

test('names that look the same are one, and none ends within a character', () => {
	const named = (name: string) => ended({ event: { ...event, project: { name } } });
	const names = ['shop', ' shop ', '\u200fshop', 'sh\u0000op', '\u202eshop\u202c'];
	expect(counted(...names.map(named))).toMatchObject([{ project: 'shop', answered: 5 }]);
	const [{ project }] = counted(named('👩‍👩‍👧'.repeat(30)));
	expect(project).toBe(`${'👩‍👩‍👧'.repeat(12)}…`);
	const [inherited] = counted(named('__proto__'));
	expect(inherited.project).toBe('__proto__');
});
