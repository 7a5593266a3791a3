import type { Level } from '../../../../src/escalation/level';
import { wholePlan } from '../../../../src/escalation/plan/plan';
import { planHints, type GivenOptions } from '../../../../src/escalation/plan/planHints';
import type { Policy } from '../../../../src/escalation/policy';
import { DAY, HOUR, MINUTE } from '../../../../src/time/duration';
import { aPolicy, officeHours, T0 } from '../../../support/model/escalations.mts';

/** Reminders after 5, 15, 25, 35 minutes, Exhausted after 45, unless changed. */
function hints(changes: Partial<Policy> = {}, options: GivenOptions = {}, levels: Level[] = []) {
	const policy = aPolicy(changes);
	const given = { writtenAt: T0, now: T0 };
	return planHints(wholePlan(policy, T0, T0), policy, levels, options, given);
}

test('settings that do what they say need none', () => {
	const activeHours = officeHours({ holidays: ['2026-01-06'], workingDays: ['2026-01-10'] });
	const digest = { key: 'shop', within: MINUTE };
	const options = {
		holidays: '2026-01-06',
		workingDays: '2026-01-10',
		timeZone: 'UTC',
		outsideActiveHours: 'skip',
		groupBy: 'shop',
	};
	const levels = [
		{ name: 'Lead', fromReminder: 3 },
		{ name: 'Manager', fromReminder: 4 },
	];
	const targets = {
		within: { firstReply: 45 * MINUTE, nextReply: 45 * MINUTE, resolution: DAY },
		warnAt: 0.8,
	};
	const limits = { giveUpAfter: DAY, endWhenSilentFor: 30 * MINUTE, targets };
	expect(hints({ activeHours, digest, ...limits }, options, levels)).toEqual([]);
	expect(hints()).toEqual([]);
});

test.each<[string, Partial<Policy>, GivenOptions, Level[], RegExp]>([
	[
		'a level beyond the last reminder',
		{},
		{},
		[{ name: 'Manager', fromReminder: 9 }],
		/^Level "Manager" never begins: it starts with reminder 9, but there are at most 4 reminders\. Lower its "From Reminder", or raise "Maximum Reminders"\.$/,
	],
	[
		'a level for which there is no time',
		{ maximumReminders: 0, giveUpAfter: HOUR },
		{},
		[{ name: 'Manager', fromReminder: 7 }],
		/reminder 7, but there are at most 6 reminders\. Lower its "From Reminder", or raise "Give Up After"/,
	],
	[
		'two levels that begin together',
		{},
		{},
		[
			{ name: 'Lead', fromReminder: 3 },
			{ name: 'Manager', fromReminder: 3 },
		],
		/^Level "Lead" never begins, because another level begins with reminder 3, too/,
	],
	[
		'a target longer than the plan',
		{ targets: { within: { firstReply: HOUR }, warnAt: 0.8 } },
		{},
		[],
		/^The first reply target is never missed: "First Reply Within" is 1 h, and the whole plan is over after 45 min\. Lower it, or raise "Maximum Reminders"\.$/,
	],
	[
		'a target of a next reply longer than the plan',
		{ targets: { within: { nextReply: HOUR, resolution: HOUR }, warnAt: 0.8 } },
		{},
		[],
		/^The next reply target is never missed: "Next Reply Within" is 1 h/,
	],
	[
		'a target of a resolution of which nobody tells',
		{},
		{ resolveWithin: 4 },
		[],
		/^"Resolve Within" has no effect for this item, because its source does not report/,
	],
	[
		'targets whose times are all 0',
		{},
		{ targets: true, resolveWithin: false },
		[],
		/^"Targets" has no effect for this item, because each of its times is 0 or empty/,
	],
	[
		'holidays without hours',
		{},
		{ holidays: '2026-10-01' },
		[],
		/^"Holidays" does nothing without active hours.*Add hours to the option "Active Hours"/,
	],
	[
		'working days without hours',
		{},
		{ workingDays: ['2026-10-01'] },
		[],
		/^"Extra Working Days" does nothing/,
	],
	['a time zone alone', {}, { timeZone: 'Asia/Shanghai' }, [], /^"Time Zone" does nothing/],
	[
		'several without hours',
		{},
		{ timeZone: 'UTC', outsideActiveHours: 'skip' },
		[],
		/^"Time Zone" and "Outside Active Hours" do nothing.*or remove it/,
	],
	[
		'holidays of last year',
		{ activeHours: officeHours({ holidays: ['2025-10-01'] }) },
		{},
		[],
		/^All dates under "Holidays" are in the past/,
	],
	[
		'working days of last year',
		{ activeHours: officeHours({ workingDays: ['2025-10-11'] }) },
		{},
		[],
		/^All dates under "Extra Working Days" are in the past/,
	],
	[
		'working days like a day without hours',
		{
			activeHours: officeHours({
				ranges: [{ weekdays: [6, 7], from: '09:00', to: '18:00' }],
				workingDays: ['2026-02-02'],
				workingDaysLike: 3,
			}),
		},
		{},
		[],
		/names a day without active hours/,
	],
	['an empty group', {}, { groupBy: '' }, [], /^"Group Reminders By" is empty for this item/],
	[
		'giving up before the first reminder',
		{ giveUpAfter: 4 * MINUTE },
		{},
		[],
		/^No reminder goes out: "Give Up After" ends after 4 min, and reminder 1 is due after 5 min/,
	],
	[
		'silence before the first reminder',
		{ endWhenSilentFor: 5 * MINUTE },
		{},
		[],
		/^No reminder goes out unless the source repeats the event/,
	],
	[
		'silence behind the end',
		{ endWhenSilentFor: 45 * MINUTE },
		{},
		[],
		/^"End on Silence" is longer than the whole plan, which is over after 45 min/,
	],
	[
		'intervals that do not grow',
		{ growthFactor: 2, longestInterval: MINUTE },
		{},
		[],
		/^Intervals do not grow: "Longest Interval" \(1 min\) is shorter than "Remind Every" \(10 min\)/,
	],
])('%s', (_what, policy, options, levels, hint) => {
	const found = hints(policy, options, levels);
	expect(found).toHaveLength(1);
	expect(found[0]).toMatch(hint);
	// With what to do.
	expect(found[0]).toMatch(/\. (Add|Lower|Raise|Enter|Give|Choose|Correct)/);
});

test('an end that active hours move counts as it comes', () => {
	const friday = T0 + 4 * DAY + 9 * HOUR;
	const policy = aPolicy({ activeHours: officeHours(), endWhenSilentFor: HOUR });
	const given = { writtenAt: friday, now: friday };
	const found = planHints(wholePlan(policy, friday, friday), policy, [], {}, given);
	expect(found).toEqual([expect.stringMatching(/reminder 1 is due after 2 d 15 h/)]);
});
