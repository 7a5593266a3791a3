import type { IExecuteFunctions } from 'n8n-workflow';
import { z } from 'zod';

import { targetKinds, type Targets } from '../../src/escalation/policy';
import { DAY, SECOND, type DurationUnit } from '../../src/time/duration';
import { durationProperties } from './durationProperties';
import { milliseconds } from './durations';
import { numberFrom } from '../shared/numbers';
import { groupFor, optionGroup } from './optionGroup';
import { parsed } from '../shared/parsed';

const WARN_AT = 80;

export const targetsGroup = optionGroup({
	displayName: 'Targets',
	name: 'targets',
	description:
		'How soon someone should reply, and how soon it should be resolved. Only active hours count. Reminders, the board and Get Conversation show how much of the time is used, and the output Changes reports a warning and a breach.',
	fields: [
		...durationProperties({
			displayName: 'First Reply Within',
			name: 'firstReplyWithin',
			default: 30,
			description:
				'How soon someone should reply in a conversation that nobody has answered before, counted in active hours from the first message. 0 for no target.',
		}),
		...durationProperties({
			displayName: 'Next Reply Within',
			name: 'nextReplyWithin',
			default: 30,
			description:
				'How soon someone should reply when the customer writes again after an answer, counted from the first message without a reply. 0 for no target.',
		}),
		...durationProperties({
			displayName: 'Resolve Within',
			name: 'resolveWithin',
			default: 0,
			unit: 'hours',
			description:
				'How soon the conversation should be resolved, counted from its first message, also after a reply. Has an effect only if its source reports when tickets, issues or pull requests are closed or alerts are resolved. 0 for no target.',
		}),
		{
			displayName: 'Warn At (%)',
			name: 'warnAtPercent',
			type: 'number',
			typeOptions: { minValue: 1, maxValue: 100, numberPrecision: 0 },
			default: WARN_AT,
			description:
				'At which share of these times to report a warning by the output Changes. 100 for no warning.',
		},
	],
});

const FIELDS = {
	firstReply: { name: 'firstReplyWithin', displayName: 'First Reply Within', unit: 'minutes' },
	nextReply: { name: 'nextReplyWithin', displayName: 'Next Reply Within', unit: 'minutes' },
	resolution: { name: 'resolveWithin', displayName: 'Resolve Within', unit: 'hours' },
} as const;

const within = (name: string) =>
	z
		.number(`${name} must be a duration`)
		.min(SECOND, `${name} must be at least 1 second, or 0`)
		.max(365 * DAY, `${name} must be at most a year`)
		.optional();

const targetsSchema = z.object({
	within: z.object({
		firstReply: within(FIELDS.firstReply.displayName),
		nextReply: within(FIELDS.nextReply.displayName),
		resolution: within(FIELDS.resolution.displayName),
	}),
	warnAt: z
		.number('Warn At must be a number')
		.min(0.01, 'Warn At must be at least 1')
		.max(1, 'Warn At must be at most 100'),
});

/** Null without the option, and where expressions give 0 or nothing. */
export function targetsFor(node: IExecuteFunctions, item: number): Targets | null {
	const group = groupFor(node, 'targets', item);
	const given = targetKinds.flatMap((kind) => {
		const { name, unit } = FIELDS[kind];
		const amount = group[name];
		if (amount === undefined || amount === null || amount === '') return [];
		const time = milliseconds(amount, (group[`${name}Unit`] ?? unit) as DurationUnit);
		return time === 0 ? [] : [[kind, time] as const];
	});
	if (given.length === 0) return null;
	const warnAt = numberFrom(group.warnAtPercent ?? WARN_AT) / 100;
	return parsed(node, item, targetsSchema, { within: Object.fromEntries(given), warnAt });
}
