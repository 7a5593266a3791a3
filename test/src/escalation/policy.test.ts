import {
	allowedAt,
	delayBefore,
	ANNOUNCEMENT_ATTEMPTS,
	firstReminderAt,
	nextReminderAt,
	type OutsideActiveHours,
} from '../../../src/escalation/policy';
import { retryDelay } from '../../../src/dispatch/retryDelay';
import { HOUR, MINUTE, SECOND } from '../../../src/time/duration';
import { aPolicy, officeHours, T0 } from '../../support/model/escalations.mts';

const policy = aPolicy({ firstReminderAfter: 5 * MINUTE, remindEvery: 10 * MINUTE });
const gatedAfter = (lateness: number) => ({
	number: 1,
	plannedFor: T0,
	gatedAt: T0 + lateness,
});

test('the first reminder follows the arrival', () => {
	expect(firstReminderAt(policy, T0 - HOUR, T0)).toBe(T0 + 5 * MINUTE);
});

describe('counted from the message', () => {
	const fromMessage = aPolicy({ firstReminderAfter: 5 * MINUTE, countFrom: 'message' });

	test('what it has waited already counts', () => {
		expect(firstReminderAt(fromMessage, T0 - 2 * MINUTE, T0)).toBe(T0 + 3 * MINUTE);
	});

	test('a message that has waited for longer is reminded at once', () => {
		expect(firstReminderAt(fromMessage, T0 - HOUR, T0)).toBe(T0);
	});

	test('a message from the future is of now', () => {
		expect(firstReminderAt(fromMessage, T0 + HOUR, T0)).toBe(T0 + 5 * MINUTE);
	});
});

describe('grouped reminders', () => {
	const grouped = aPolicy({
		firstReminderAfter: 5 * MINUTE,
		remindEvery: 10 * MINUTE,
		digest: { key: 'shop', within: MINUTE },
	});

	test('of one minute are planned for its end', () => {
		const times = [1, 20 * SECOND, MINUTE].map((after) => firstReminderAt(grouped, T0, T0 + after));
		expect(times).toEqual([T0 + 6 * MINUTE, T0 + 6 * MINUTE, T0 + 6 * MINUTE]);
	});

	test('keep meeting', () => {
		expect(nextReminderAt(grouped, gatedAfter(500), T0 + SECOND)).toBe(T0 + 10 * MINUTE);
		expect(nextReminderAt(grouped, gatedAfter(3 * SECOND), T0 + 4 * SECOND)).toBe(T0 + 11 * MINUTE);
	});
});

describe('nextReminderAt', () => {
	test.each([0, 1, SECOND])('a reminder %s ms late does not shift the plan', (lateness) => {
		expect(nextReminderAt(policy, gatedAfter(lateness), T0 + lateness)).toBe(T0 + 10 * MINUTE);
	});

	test('after a late reminder the plan goes on from when it left', () => {
		const left = T0 + 3 * HOUR;
		expect(nextReminderAt(policy, gatedAfter(3 * HOUR), left)).toBe(left + 10 * MINUTE);
	});

	test('the time that its execution takes does not shift the plan', () => {
		expect(nextReminderAt(policy, gatedAfter(0), T0 + 4 * MINUTE)).toBe(T0 + 10 * MINUTE);
	});

	test.each([
		['since it was planned', { number: 1, plannedFor: T0 + 5 * HOUR, gatedAt: T0 }],
		['since it left', { number: 1, plannedFor: T0 + 5 * HOUR, gatedAt: T0 + 5 * HOUR }],
	])('a clock set back %s does not postpone the next reminder', (_since, reminder) => {
		expect(nextReminderAt(policy, reminder, T0)).toBe(T0 + 10 * MINUTE);
	});
});

describe('delayBefore', () => {
	const delaysOf = (changes: Parameters<typeof aPolicy>[0], count: number) =>
		Array.from({ length: count }, (_, index) => delayBefore(aPolicy(changes), index + 1) / MINUTE);

	test('equal intervals', () => {
		expect(delaysOf({ firstReminderAfter: 5 * MINUTE, remindEvery: 10 * MINUTE }, 4)).toEqual([
			5, 10, 10, 10,
		]);
	});

	test('a list, of which the last repeats', () => {
		const intervals = [10 * MINUTE, 30 * MINUTE];
		expect(delaysOf({ firstReminderAfter: 5 * MINUTE, intervals }, 5)).toEqual([5, 10, 30, 30, 30]);
	});

	test('intervals that grow up to the longest', () => {
		const growing = { growthFactor: 2, longestInterval: 60 * MINUTE };
		expect(delaysOf({ remindEvery: 10 * MINUTE, ...growing }, 7)).toEqual([
			5, 10, 20, 40, 60, 60, 60,
		]);
	});

	test('a list, of which the last grows', () => {
		const intervals = [10 * MINUTE, 30 * MINUTE];
		const growing = { intervals, growthFactor: 2, longestInterval: 24 * HOUR };
		expect(delaysOf(growing, 5)).toEqual([5, 10, 30, 60, 120]);
	});

	test('the thousandth is finite', () => {
		const growing = aPolicy({ growthFactor: 10, longestInterval: HOUR });
		expect(delayBefore(growing, 1_000)).toBe(HOUR);
	});
});

describe('active hours', () => {
	// T0 is Monday, 09:00 UTC.
	const monday = (time: string) => Date.parse(`2026-01-05T${time}Z`);
	const tuesday = (time: string) => Date.parse(`2026-01-06T${time}Z`);
	const withHours = (outside: OutsideActiveHours) =>
		aPolicy({
			firstReminderAfter: 5 * MINUTE,
			remindEvery: 40 * MINUTE,
			activeHours: officeHours({ outside }),
		});

	test.each([
		['wait', '17:50', monday('17:55')],
		['wait', '17:58', tuesday('09:00')],
		['wait', '23:00', tuesday('09:00')],
		['pause', '17:58', tuesday('09:03')],
		['pause', '23:00', tuesday('09:05')],
		// 18:03, then every 40 minutes: 09:23 is 23 steps later.
		['skip', '17:58', tuesday('09:23')],
		['skip', '18:00', tuesday('09:25')],
	] as const)('%s: what begins at %s is first reminded at the right time', (outside, time, due) => {
		expect(firstReminderAt(withHours(outside), monday(time), monday(time))).toBe(due);
	});

	test.each([
		['wait', tuesday('09:00')],
		['pause', tuesday('09:30')],
		['skip', tuesday('09:10')],
	] as const)(
		'%s: the reminder after one of 17:50 is planned for the right time',
		(outside, due) => {
			const reminder = { number: 1, plannedFor: monday('17:50'), gatedAt: monday('17:50') };
			expect(nextReminderAt(withHours(outside), reminder, monday('17:51'))).toBe(due);
		},
	);

	test.each([
		['wait', tuesday('09:00')],
		['pause', tuesday('09:00')],
		['skip', tuesday('09:10')],
	] as const)('%s: what was planned for 17:50 and is found at night', (outside, due) => {
		expect(allowedAt(withHours(outside), monday('17:50'), 2, monday('20:00'))).toBe(due);
	});

	test.each(['wait', 'pause', 'skip'] as const)('%s: within the hours it may leave', (outside) => {
		const now = monday('12:00');
		expect(allowedAt(withHours(outside), monday('11:50'), 2, now)).toBeLessThanOrEqual(now);
	});

	test('a schedule that never meets them waits for them to open', () => {
		const policy = aPolicy({
			firstReminderAfter: 0,
			remindEvery: 24 * HOUR,
			activeHours: officeHours({ outside: 'skip' }),
		});
		expect(firstReminderAt(policy, monday('20:00'), monday('20:00'))).toBe(tuesday('09:00'));
	});
});

describe('retryDelay', () => {
	test('doubles from 5 s up to 5 min', () => {
		const delays = [1, 2, 3, 4, 5, 6, 7, 8].map((failures) => retryDelay(failures) / SECOND);
		expect(delays).toEqual([5, 10, 20, 40, 80, 160, 300, 300]);
	});

	test('an announcement that fails is given up within half an hour', () => {
		let total = 0;
		for (let failures = 1; failures < ANNOUNCEMENT_ATTEMPTS; failures += 1) {
			total += retryDelay(failures);
		}
		expect(total).toBeLessThan(30 * MINUTE);
	});
});
