import { NodeOperationError, type IExecuteFunctions } from 'n8n-workflow';
import { z } from 'zod';

import type { Policy } from '../../src/escalation/policy';
import { DAY, duration, SECOND, type DurationUnit } from '../../src/time/duration';
import { activeHoursFor } from './activeHours';
import { numberFrom } from './numbers';

const LONGEST = 365 * DAY;

const delay = (name: string) =>
	z
		.number(`${name} is not a duration`)
		.min(0, `${name} cannot be negative`)
		.max(LONGEST, `${name} is longer than a year`);
const interval = (name: string) => delay(name).min(SECOND, `${name} must be at least 1 second`);

/** @param intervalName what the user knows the intervals by. */
const scheduleSchema = (intervalName: string) =>
	z.object({
		firstPushAfter: delay('First Push After'),
		intervals: z.array(interval(intervalName)),
		growthFactor: z
			.number('Growth Factor is not a number')
			.min(1, 'Growth Factor must be at least 1')
			.max(100, 'Growth Factor is above 100'),
		longestInterval: interval('Longest Interval'),
	});
type Schedule = z.infer<ReturnType<typeof scheduleSchema>>;

const listSchema = z
	.array(delay('Each of the Delays'), 'Delays is not a list of durations')
	.min(1, 'Delays needs at least one delay')
	.max(100, 'Delays has more than 100 delays');

const limitsSchema = z
	.object({
		countFrom: z.enum(['arrival', 'message'], 'Count From is not "arrival" or "message"'),
		attempts: z
			.number('Attempts per Push is not a number')
			.int('Attempts per Push must be a whole number')
			.min(1, 'Attempts per Push must be at least 1')
			.max(100, 'Attempts per Push is above 100'),
		whenPushesFail: z.enum(['goOn', 'giveUp'], 'When Pushes Fail is not "goOn" or "giveUp"'),
		interruptedPush: z.enum(['resend', 'leave'], 'Interrupted Push is not "resend" or "leave"'),
		maximumPushes: z
			.number('Maximum Pushes is not a number')
			.int('Maximum Pushes must be a whole number')
			.min(0, 'Maximum Pushes cannot be negative')
			.max(1_000, 'Maximum Pushes is above 1000'),
		giveUpAfter: delay('Give Up After').nullable(),
		endWhenSilentFor: interval('End When Silent For').nullable(),
		onNewMessage: z.enum(
			['keep', 'restart', 'separate'],
			'New Message is not "keep", "restart" or "separate"',
		),
		keepEndedFor: z
			.number('Keep Ended For is not a number of days')
			.min(DAY, 'Keep Ended For must be at least one day')
			.max(3_650 * DAY, 'Keep Ended For is longer than ten years'),
	})
	.refine(
		({ maximumPushes, giveUpAfter }) => maximumPushes > 0 || giveUpAfter !== null,
		'Maximum Pushes may be 0 only with the option "Give Up After"',
	);

const groupedWithin = z
	.number('Group Within is not a number of seconds')
	.min(SECOND, 'Group Within must be at least 1 second')
	.max(DAY, 'Group Within is longer than a day');

interface PolicyOptions {
	announceEveryReply?: boolean;
	attempts?: unknown;
	countFrom?: unknown;
	endWhenSilentMinutes?: unknown;
	giveUpAfterHours?: unknown;
	groupBy?: unknown;
	groupWithinSeconds?: unknown;
	interruptedPush?: unknown;
	keepEndedDays?: unknown;
	onNewMessage?: unknown;
	whenPushesFail?: unknown;
}

const DAYS_KEPT = 30;
const ATTEMPTS = 5;
const GROUPED_WITHIN = 60;

/** The policy for one item; its fields may be expressions, so that VIPs can be pushed sooner. */
export function policyFor(node: IExecuteFunctions, item: number): Policy {
	const options = node.getNodeParameter('options', item, {}) as PolicyOptions;
	const { interruptedPush, ...limits } = parse(node, item, limitsSchema, {
		countFrom: options.countFrom ?? 'arrival',
		attempts: numberFrom(options.attempts ?? ATTEMPTS),
		whenPushesFail: options.whenPushesFail ?? 'goOn',
		interruptedPush: options.interruptedPush ?? 'resend',
		maximumPushes: numberFrom(node.getNodeParameter('maximumPushes', item)),
		giveUpAfter: optional(options.giveUpAfterHours, 'hours'),
		endWhenSilentFor: optional(options.endWhenSilentMinutes, 'minutes'),
		onNewMessage: options.onNewMessage ?? 'keep',
		keepEndedFor: milliseconds(options.keepEndedDays ?? DAYS_KEPT, 'days'),
	});
	return {
		...scheduleFor(node, item),
		...limits,
		resendInterrupted: interruptedPush === 'resend',
		digest: digestFor(node, item, options),
		activeHours: activeHoursFor(node, item),
		announceEveryReply: options.announceEveryReply ?? false,
	};
}

/** Null unless pushes are grouped: an empty value groups nothing. */
function digestFor(
	node: IExecuteFunctions,
	item: number,
	options: PolicyOptions,
): Policy['digest'] {
	const { groupBy, groupWithinSeconds } = options;
	const key = groupBy === undefined || groupBy === null ? '' : String(groupBy).trim();
	if (key === '') return null;
	const seconds = groupWithinSeconds ?? GROUPED_WITHIN;
	return { key, within: parse(node, item, groupedWithin, milliseconds(seconds, 'seconds')) };
}

function scheduleFor(node: IExecuteFunctions, item: number): Schedule {
	const durationOf = (name: string) => durationFrom(node, name, item);
	switch (node.getNodeParameter('repeat', item, 'fixed')) {
		case 'list': {
			const [firstPushAfter, ...rest] = parse(node, item, listSchema, delaysFrom(node, item));
			const intervals = rest.length > 0 ? rest : [firstPushAfter];
			return parse(node, item, scheduleSchema('Each of the Delays after the first'), {
				firstPushAfter,
				intervals,
				growthFactor: 1,
				longestInterval: Math.max(...intervals),
			});
		}
		case 'growing':
			return parse(node, item, scheduleSchema('First Interval'), {
				firstPushAfter: durationOf('firstPushAfter'),
				intervals: [durationOf('firstInterval')],
				growthFactor: numberFrom(node.getNodeParameter('growthFactor', item)),
				longestInterval: durationOf('longestInterval'),
			});
		default:
			return parse(node, item, scheduleSchema('Repeat Every'), {
				firstPushAfter: durationOf('firstPushAfter'),
				intervals: [durationOf('repeatEvery')],
				growthFactor: 1,
				longestInterval: durationOf('repeatEvery'),
			});
	}
}

function parse<Schema extends z.ZodType>(
	node: IExecuteFunctions,
	item: number,
	schema: Schema,
	value: unknown,
): z.output<Schema> {
	const parsed = schema.safeParse(value);
	if (parsed.success) return parsed.data;
	throw new NodeOperationError(node.getNode(), parsed.error.issues[0].message, {
		itemIndex: item,
		description: 'Correct the parameter, or the expression that it comes from.',
	});
}

function durationFrom(node: IExecuteFunctions, name: string, item: number): number {
	return milliseconds(node.getNodeParameter(name, item), unitFrom(node, name, item));
}

/** "5, 10, 30", or a list from an expression. */
function delaysFrom(node: IExecuteFunctions, item: number): number[] {
	const given: unknown = node.getNodeParameter('delays', item);
	const amounts = Array.isArray(given) ? given : String(given).split(/[,，、;；]/);
	const unit = unitFrom(node, 'delays', item);
	return amounts
		.filter((amount) => String(amount).trim() !== '')
		.map((amount) => milliseconds(amount, unit));
}

/** Null when the option is not used: also when its expression gives nothing. */
function optional(amount: unknown, unit: DurationUnit): number | null {
	return amount === undefined || amount === null || amount === ''
		? null
		: milliseconds(amount, unit);
}

function unitFrom(node: IExecuteFunctions, name: string, item: number): DurationUnit {
	return node.getNodeParameter(`${name}Unit`, item) as DurationUnit;
}

function milliseconds(amount: unknown, unit: DurationUnit): number {
	return Math.round(duration(numberFrom(amount), unit));
}
