import type { IExecuteFunctions } from 'n8n-workflow';
import { z } from 'zod';

import type { Policy, Target } from '../../src/escalation/policy';
import { DAY, SECOND, type DurationUnit } from '../../src/time/duration';
import { durationProperties } from './durationProperties';
import { milliseconds } from './durations';
import { numberFrom } from '../shared/numbers';
import { groupFor, optionGroup } from './optionGroup';
import { parsed } from '../shared/parsed';

const WARN_AT = 80;

export const targetGroup = optionGroup({
	displayName: 'Target',
	name: 'target',
	description:
		'How soon someone should reply. Only active hours count. Reminders, the board and Get Conversation show how much of the time is used, and the output Changes reports a warning and a breach.',
	fields: [
		...durationProperties({
			displayName: 'Reply Within',
			name: 'replyWithin',
			default: 30,
			description:
				'How soon someone should reply, counted in active hours from the first message without a reply. 0 for no target.',
		}),
		{
			displayName: 'Warn At (%)',
			name: 'warnAtPercent',
			type: 'number',
			typeOptions: { minValue: 1, maxValue: 100, numberPrecision: 0 },
			default: WARN_AT,
			description:
				'At which share of that time to report a warning by the output Changes. 100 for no warning.',
		},
	],
});

const targetSchema = z.object({
	within: z
		.number('Reply Within must be a duration')
		.min(SECOND, 'Reply Within must be at least 1 second, or 0')
		.max(365 * DAY, 'Reply Within must be at most a year'),
	warnAt: z
		.number('Warn At must be a number')
		.min(0.01, 'Warn At must be at least 1')
		.max(1, 'Warn At must be at most 100'),
});

/** Null without the option, and where an expression gives 0 or nothing. */
export function targetFor(node: IExecuteFunctions, item: number): Target | null {
	const { replyWithin, replyWithinUnit, warnAtPercent } = groupFor(node, 'target', item);
	if (replyWithin === undefined || replyWithin === null || replyWithin === '') return null;
	const unit = (replyWithinUnit ?? 'minutes') as DurationUnit;
	const within = milliseconds(replyWithin, unit);
	if (within === 0) return null;
	const warnAt = numberFrom(warnAtPercent ?? WARN_AT) / 100;
	return parsed(node, item, targetSchema, { within, warnAt }) satisfies Policy['target'];
}
