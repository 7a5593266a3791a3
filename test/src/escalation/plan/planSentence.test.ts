import { wholePlan } from '../../../../src/escalation/plan/plan';
import { planSentence } from '../../../../src/escalation/plan/planSentence';
import type { Policy } from '../../../../src/escalation/policy';
import { DAY, HOUR, MINUTE, SECOND } from '../../../../src/time/duration';
import { aPolicy, officeHours, T0 } from '../../../support/model/escalations.mts';

/** T0 is Monday, 5 January 2026, 09:00 UTC. */
function sentence(changes: Partial<Policy>, { levels = [] as any[], zone = 'UTC', now = T0 } = {}) {
	const policy = aPolicy({ firstReminderAfter: 5 * MINUTE, intervals: [5 * MINUTE], ...changes });
	return planSentence(wholePlan(policy, now, now), policy, levels, { now, zone });
}

test('names each reminder, where a level begins, and Exhausted', () => {
	const levels = [{ name: 'Lead', fromReminder: 3 }];
	expect(sentence({ firstReminderAfter: 0 }, { levels })).toBe(
		'Reminders at Mon 09:00, 09:05, 09:10 (Lead), 09:15; Exhausted at 09:20',
	);
});

test('in the time zone of the workflow', () => {
	expect(sentence({ maximumReminders: 1 }, { zone: 'Asia/Shanghai' })).toBe(
		'Reminder at Mon 17:05; Exhausted at 17:10',
	);
});

test('says the day where it is another one, and the date where the name of the day would not do', () => {
	expect(
		sentence({ intervals: [12 * HOUR], longestInterval: 12 * HOUR, maximumReminders: 3 }),
	).toBe('Reminders at Mon 09:05, 21:05, Tue 09:05; Exhausted at 21:05');
	expect(sentence({ intervals: [7 * DAY], longestInterval: 7 * DAY, maximumReminders: 1 })).toBe(
		'Reminder at Mon 09:05; Exhausted at Mon 2026-01-12 09:05',
	);
});

test('by the active hours and the holidays', () => {
	const activeHours = officeHours({
		ranges: [{ weekdays: [1, 2, 3, 4, 5], from: '09:00', to: '09:12' }],
		holidays: ['2026-01-06'],
	});
	expect(sentence({ activeHours })).toBe(
		'Reminders at Mon 09:05, 09:10, Wed 09:00, 09:05; Exhausted at 09:10',
	);
});

test('with seconds where minutes do not tell the times apart', () => {
	expect(sentence({ firstReminderAfter: 0, intervals: [20 * SECOND], maximumReminders: 2 })).toBe(
		'Reminders at Mon 09:00:00, 09:00:20; Exhausted at 09:00:40',
	);
});

test('of many it names the first, and counts the others', () => {
	const said = sentence({ maximumReminders: 1_000, intervals: [MINUTE], firstReminderAfter: 0 });
	expect(said).toBe(
		'Reminders at Mon 09:00, 09:01, 09:02, 09:03, 09:04, 09:05, 09:06, 09:07, 09:08, 09:09, … and 990 more; Exhausted at Tue 01:40',
	);
});

test('is worked out in a moment, whatever the policy', () => {
	const activeHours = officeHours({ outside: 'pause' });
	const year = { intervals: [365 * DAY], longestInterval: 365 * DAY, firstReminderAfter: DAY };
	expect(sentence({ ...year, maximumReminders: 1_000, activeHours })).toMatch(/then Exhausted$/);
	expect(
		sentence({
			intervals: [SECOND],
			maximumReminders: 0,
			giveUpAfter: 365 * DAY,
			firstReminderAfter: 0,
		}),
	).toMatch(/, … and more than 990 more; then Exhausted$/);
	expect(sentence({ intervals: [DAY], longestInterval: DAY, maximumReminders: 1_000 })).toMatch(
		/, … and 990 more; then Exhausted$/,
	);
});

test('what ends before the first reminder has none', () => {
	expect(sentence({ firstReminderAfter: HOUR, giveUpAfter: 30 * MINUTE })).toBe(
		'No reminder; Exhausted at Mon 09:30',
	);
});

test('through the night in which clocks are set forward', () => {
	// 29 March 2026, 02:00 in Berlin: 01:00 UTC.
	const now = Date.UTC(2026, 2, 29, 0, 50);
	expect(
		sentence({ maximumReminders: 2, intervals: [10 * MINUTE] }, { zone: 'Europe/Berlin', now }),
	).toBe('Reminders at Sun 01:55, 03:05; Exhausted at 03:15');
});
