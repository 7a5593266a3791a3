import {
	NodeOperationError,
	type IDataObject,
	type IExecuteFunctions,
	type INodeExecutionData,
} from 'n8n-workflow';

import type { Escalation } from '../../../src/escalation/escalation';
import type { Runtime } from '../../../src/runtime/runtime';
import { DAY } from '../../../src/time/duration';
import { eachItem } from '../../shared/eachItem';
import { timeFrom } from '../../shared/timeFrom';
import { durationFrom } from '../durations';
import { conversationKeyFor } from '../parameters';

/** What somebody does to a conversation, in every workflow that tracks it. */
type Change = (
	conversationKey: string,
	actor: string | null,
	item: number,
) => Promise<{ changed: Escalation[]; json: IDataObject }>;

/** Somebody is on it. */
export async function acknowledge(
	node: IExecuteFunctions,
	{ engine, clock, wake }: Runtime,
): Promise<INodeExecutionData[][]> {
	return await change(node, wake, async (conversationKey, actor, item) => {
		const milliseconds = acknowledgedFor(node, item);
		const changed = await engine.change(conversationKey, {
			action: 'acknowledge',
			milliseconds,
			actor,
		});
		const heldUntil = new Date(clock.now() + milliseconds).toISOString();
		return { changed, json: { acknowledged: changed.length, heldUntil } };
	});
}

/** Somebody replied. */
export async function markReplied(
	node: IExecuteFunctions,
	{ engine, wake }: Runtime,
): Promise<INodeExecutionData[][]> {
	return await change(node, wake, async (conversationKey, actor) => {
		const changed = await engine.change(conversationKey, { action: 'markReplied', actor });
		return { changed, json: { replied: changed.length } };
	});
}

/** Somebody wants to hear nothing for a while. */
export async function snooze(
	node: IExecuteFunctions,
	{ engine, clock, wake }: Runtime,
): Promise<INodeExecutionData[][]> {
	return await change(node, wake, async (conversationKey, actor, item) => {
		const milliseconds = snoozeFor(node, item, clock.now());
		const changed = await engine.change(conversationKey, { action: 'snooze', milliseconds, actor });
		const heldUntil = new Date(clock.now() + milliseconds).toISOString();
		return { changed, json: { snoozed: changed.length, heldUntil } };
	});
}

/** Nobody is to hear of it any more. */
export async function cancel(
	node: IExecuteFunctions,
	{ engine, wake }: Runtime,
): Promise<INodeExecutionData[][]> {
	return await change(node, wake, async (conversationKey, actor) => {
		const changed = await engine.change(conversationKey, { action: 'cancel', actor });
		return { changed, json: { cancelled: changed.length } };
	});
}

async function change(
	node: IExecuteFunctions,
	wake: Runtime['wake'],
	apply: Change,
): Promise<INodeExecutionData[][]> {
	const items = await eachItem(node, async (item) => {
		const conversationKey = conversationKeyFor(node, item);
		const actor = String(node.getNodeParameter('actor', item, '') ?? '').trim() || null;
		const { changed, json } = await apply(conversationKey, actor, item);
		for (const { scope } of changed) wake(scope);
		return {
			conversation: { key: conversationKey },
			...json,
			escalations: changed.map(({ id, state, reminderCount, openedAt }) => ({
				id,
				state,
				reminderCount,
				openedAt: new Date(openedAt).toISOString(),
			})),
		};
	});
	return [items];
}

const LONGEST_SNOOZE = 365 * DAY;

/** Milliseconds. */
function acknowledgedFor(node: IExecuteFunctions, item: number): number {
	const milliseconds = durationFrom(node, item, 'holdFor', 30);
	if (milliseconds > 0 && milliseconds <= LONGEST_SNOOZE) return milliseconds;
	throw new NodeOperationError(
		node.getNode(),
		'"Hold Reminders For" must be between 0 and one year',
		{
			itemIndex: item,
			description: 'Enter a duration longer than 0 and no longer than a year.',
		},
	);
}

/** Milliseconds, from a duration or a time. */
function snoozeFor(node: IExecuteFunctions, item: number, now: number): number {
	const milliseconds =
		node.getNodeParameter('snooze', item, 'for') === 'until'
			? timeFrom(node, node.getNodeParameter('snoozeUntil', item)) - now
			: durationFrom(node, item, 'snoozeFor');
	if (milliseconds > 0 && milliseconds <= LONGEST_SNOOZE) return milliseconds;
	throw new NodeOperationError(node.getNode(), 'The snooze time must be in the future', {
		itemIndex: item,
		description: 'Enter a duration longer than 0, or a time within the next year.',
	});
}
