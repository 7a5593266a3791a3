import { NodeOperationError, type IExecuteFunctions } from 'n8n-workflow';
import { z } from 'zod';

import type { Policy } from '../../src/escalation/policy';
import { DAY, duration, SECOND, type DurationUnit } from '../../src/time/duration';

const LONGEST = 365 * DAY;

const policySchema = z.object({
	firstPushAfter: z
		.number('First Push After is not a duration')
		.min(0, 'First Push After cannot be negative')
		.max(LONGEST, 'First Push After is longer than a year'),
	repeatEvery: z
		.number('Repeat Every is not a duration')
		.min(SECOND, 'Repeat Every must be at least 1 second')
		.max(LONGEST, 'Repeat Every is longer than a year'),
	maximumPushes: z
		.number('Maximum Pushes is not a number')
		.int('Maximum Pushes must be a whole number')
		.min(1, 'Maximum Pushes must be at least 1')
		.max(1_000, 'Maximum Pushes is above 1000'),
	announceEveryReply: z.boolean(),
}) satisfies z.ZodType<Policy>;

interface TrackOptions {
	announceEveryReply?: boolean;
	isReply?: unknown;
}

/** The policy for one item; its fields may be expressions, so that VIPs can be pushed sooner. */
export function policyFor(node: IExecuteFunctions, item: number): Policy {
	const parsed = policySchema.safeParse({
		firstPushAfter: durationFrom(node, 'firstPushAfter', item),
		repeatEvery: durationFrom(node, 'repeatEvery', item),
		maximumPushes: Number(node.getNodeParameter('maximumPushes', item)),
		announceEveryReply: optionsFor(node, item).announceEveryReply ?? false,
	});
	if (parsed.success) return parsed.data;
	throw new NodeOperationError(node.getNode(), parsed.error.issues[0].message, {
		itemIndex: item,
		description: 'Correct the parameter, or the expression that it comes from.',
	});
}

/** @throws NodeOperationError when it is empty: conversations must never share one key by accident. */
export function conversationKeyFor(node: IExecuteFunctions, item: number): string {
	const value: unknown = node.getNodeParameter('conversationKey', item);
	const key = typeof value === 'string' || typeof value === 'number' ? String(value).trim() : '';
	if (key !== '') return key;
	throw new NodeOperationError(node.getNode(), 'The conversation key is empty', {
		itemIndex: item,
		description:
			'Set "Conversation Key" to an expression that names the conversation of each item, for example {{ $json.conversation.key }}.',
	});
}

/** What the option "Event Is a Reply" says; undefined when it is not used. */
export function isReplyByOption(node: IExecuteFunctions, item: number): boolean | undefined {
	const { isReply } = optionsFor(node, item);
	if (isReply === undefined) return undefined;
	return typeof isReply === 'string' ? isReply.trim().toLowerCase() === 'true' : Boolean(isReply);
}

function optionsFor(node: IExecuteFunctions, item: number): TrackOptions {
	return node.getNodeParameter('options', item, {}) as TrackOptions;
}

function durationFrom(node: IExecuteFunctions, name: string, item: number): number {
	const amount = Number(node.getNodeParameter(name, item));
	const unit = node.getNodeParameter(`${name}Unit`, item) as DurationUnit;
	return Math.round(duration(amount, unit));
}
