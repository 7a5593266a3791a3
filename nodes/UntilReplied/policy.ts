import type { IExecuteFunctions } from 'n8n-workflow';
import { z } from 'zod';

import type { Expects, Policy } from '../../src/escalation/policy';
import { DAY, SECOND, type DurationUnit } from '../../src/time/duration';
import { activeHoursFor } from './activeHours';
import { hasChangesOutput } from './changesOutput';
import { durationFrom, milliseconds } from './durations';
import { numberFrom } from '../shared/numbers';
import { groupFor } from './optionGroup';
import { parsed } from '../shared/parsed';
import { DEFAULT_DELAYS } from './scheduleProperties';
import { targetsFor } from './targets';
import { entriesOf } from '../../src/text/list';

const LONGEST = 365 * DAY;

const delay = (name: string) =>
	z
		.number(`${name} must be a duration`)
		.min(0, `${name} cannot be negative`)
		.max(LONGEST, `${name} must be at most a year`);
const interval = (name: string) => delay(name).min(SECOND, `${name} must be at least 1 second`);

/** @param intervalName what the user knows the intervals by. */
const scheduleSchema = (intervalName: string) =>
	z.object({
		firstReminderAfter: delay('First Reminder After'),
		intervals: z.array(interval(intervalName)),
		growthFactor: z
			.number('Growth Factor must be a number')
			.min(1, 'Growth Factor must be at least 1')
			.max(100, 'Growth Factor must be at most 100'),
		longestInterval: interval('Longest Interval'),
	});
type Schedule = z.infer<ReturnType<typeof scheduleSchema>>;

const listSchema = z
	.array(delay('Each of the Delays'), 'Delays must be a list of durations')
	.min(1, 'Delays needs at least one delay')
	.max(100, 'Delays may have at most 100 delays');

const limitsSchema = z
	.object({
		countFrom: z.enum(['arrival', 'message'], 'Count From must be "arrival" or "message"'),
		attempts: z
			.number('Attempts per Reminder must be a number')
			.int('Attempts per Reminder must be a whole number')
			.min(1, 'Attempts per Reminder must be at least 1')
			.max(100, 'Attempts per Reminder must be at most 100'),
		whenRemindersFail: z.enum(['goOn', 'giveUp'], 'When Reminders Fail must be "goOn" or "giveUp"'),
		interruptedReminder: z.enum(
			['resend', 'leave'],
			'Interrupted Reminder must be "resend" or "leave"',
		),
		maximumReminders: z
			.number('Maximum Reminders must be a number')
			.int('Maximum Reminders must be a whole number')
			.min(0, 'Maximum Reminders cannot be negative')
			.max(1_000, 'Maximum Reminders must be at most 1000'),
		giveUpAfter: delay('Give Up After').nullable(),
		endWhenSilentFor: interval('End on Silence').nullable(),
		onNewMessage: z.enum(
			['keep', 'restart', 'separate'],
			'New Message must be "keep", "restart" or "separate"',
		),
		keepEndedFor: z
			.number('Keep Ended For must be a number of days')
			.min(DAY, 'Keep Ended For must be at least one day')
			.max(3_650 * DAY, 'Keep Ended For must be at most ten years'),
	})
	.refine(
		({ maximumReminders, giveUpAfter }) => maximumReminders > 0 || giveUpAfter !== null,
		'Maximum Reminders may be 0 only with the option "Give Up After"',
	);

const groupedWithin = z
	.number('Group Within must be a number of seconds')
	.min(SECOND, 'Group Within must be at least 1 second')
	.max(DAY, 'Group Within must be at most a day');

const DAYS_KEPT = 30;
const ATTEMPTS = 5;
const GROUPED_WITHIN = 60;
const GROWTH_FACTOR = 2;
const LONGEST_INTERVAL = 60;

/** The policy for one item; its fields may be expressions, so that VIPs can be reminded sooner. */
export function policyFor(node: IExecuteFunctions, item: number): Policy {
	const schedule = groupFor(node, 'schedule', item);
	const failures = groupFor(node, 'failures', item);
	const replies = groupFor(node, 'replies', item);
	const expects = expectsFor(node, item);
	const { interruptedReminder, ...limits } = parsed(node, item, limitsSchema, {
		countFrom: schedule.countFrom ?? 'arrival',
		attempts: numberFrom(failures.attempts ?? ATTEMPTS),
		whenRemindersFail: failures.whenRemindersFail ?? 'goOn',
		interruptedReminder: failures.interruptedReminder ?? 'resend',
		maximumReminders: numberFrom(node.getNodeParameter('maximumReminders', item)),
		giveUpAfter: optional(schedule.giveUpAfterHours, 'hours'),
		// What is missing is silent by itself.
		endWhenSilentFor: expects ? null : optional(replies.endWhenSilentMinutes, 'minutes'),
		onNewMessage: schedule.onNewMessage ?? 'keep',
		keepEndedFor: milliseconds(
			node.getNodeParameter('options.keepEndedDays', item, null) ?? DAYS_KEPT,
			'days',
		),
	});
	return {
		...scheduleFor(node, item, schedule, expects),
		...limits,
		resendInterrupted: interruptedReminder === 'resend',
		digest: digestFor(node, item),
		activeHours: activeHoursFor(node, item),
		announceEveryReply: replies.announceEveryReply === true,
		announceChanges: hasChangesOutput(node),
		targets: targetsFor(node, item),
		...(expects ? { expects } : {}),
	};
}

const expectsSchema = z.object({
	period: interval('Period'),
	grace: delay('Grace'),
});

/** What the operation Expect Event waits for; undefined for any other. */
function expectsFor(node: IExecuteFunctions, item: number): Expects | undefined {
	if (node.getNodeParameter('operation', 0) !== 'expect') return undefined;
	return parsed(node, item, expectsSchema, {
		period: durationFrom(node, item, 'period'),
		grace: durationFrom(node, item, 'grace'),
	});
}

/** Null unless reminders are grouped: an empty value groups nothing. */
function digestFor(node: IExecuteFunctions, item: number): Policy['digest'] {
	const { groupBy, groupWithinSeconds } = groupFor(node, 'grouping', item);
	const key = groupBy === undefined || groupBy === null ? '' : String(groupBy).trim();
	if (key === '') return null;
	const seconds = groupWithinSeconds ?? GROUPED_WITHIN;
	return { key, within: parsed(node, item, groupedWithin, milliseconds(seconds, 'seconds')) };
}

function scheduleFor(
	node: IExecuteFunctions,
	item: number,
	group: Record<string, unknown>,
	expects: Expects | undefined,
): Schedule {
	// Its grace is the wait before the first reminder.
	const firstReminderAfter = () => (expects ? 0 : durationFrom(node, item, 'firstReminderAfter'));
	const remindEvery = () => durationFrom(node, item, 'remindEvery');
	switch (group.repeat ?? 'fixed') {
		case 'list': {
			const delays = parsed(node, item, listSchema, delaysFrom(group));
			const [firstReminderAfter, ...rest] = delays;
			const intervals = rest.length > 0 ? rest : [firstReminderAfter];
			return parsed(node, item, scheduleSchema('Each of the Delays after the first'), {
				firstReminderAfter,
				intervals,
				growthFactor: 1,
				longestInterval: Math.max(...intervals),
			});
		}
		case 'growing':
			return parsed(node, item, scheduleSchema('Remind Every'), {
				firstReminderAfter: firstReminderAfter(),
				intervals: [remindEvery()],
				growthFactor: numberFrom(group.growthFactor ?? GROWTH_FACTOR),
				longestInterval: milliseconds(
					group.longestInterval ?? LONGEST_INTERVAL,
					unitOf(group.longestIntervalUnit),
				),
			});
		default:
			return parsed(node, item, scheduleSchema('Remind Every'), {
				firstReminderAfter: firstReminderAfter(),
				intervals: [remindEvery()],
				growthFactor: 1,
				longestInterval: remindEvery(),
			});
	}
}

/** "5, 10, 30", or a list from an expression. */
function delaysFrom({ delays = DEFAULT_DELAYS, delaysUnit }: Record<string, unknown>): number[] {
	// What is nothing in a list is a mistake, and no time.
	const amounts: unknown[] = Array.isArray(delays) ? delays : entriesOf(delays);
	return amounts
		.filter((amount) => String(amount).trim() !== '')
		.map((amount) => milliseconds(amount, unitOf(delaysUnit)));
}

function unitOf(given: unknown): DurationUnit {
	return (given ?? 'minutes') as DurationUnit;
}

/** Null for never: 0, or an expression that gives nothing. */
function optional(amount: unknown, unit: DurationUnit): number | null {
	if (amount === undefined || amount === null || amount === '') return null;
	const time = milliseconds(amount, unit);
	return time === 0 ? null : time;
}
