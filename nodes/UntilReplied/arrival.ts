import type { IDataObject } from 'n8n-workflow';

import type { Incoming } from '../../src/escalation/engine';
import type { Policy } from '../../src/escalation/policy';
import { serviceEventSchema } from '../../src/events/serviceEvent';

/**
 * What an item at the input means. An event of the Service Event Trigger says
 * by itself; any other item is a customer's message, unless it was said to be a
 * reply.
 *
 * @returns undefined for an event that is neither, as a kind we do not know yet.
 */
export function arrivalFrom(
	json: IDataObject,
	context: { conversationKey: string; policy: Policy; isReply: boolean | undefined; now: number },
): Incoming | undefined {
	const { conversationKey, policy, now } = context;
	const parsed = serviceEventSchema.safeParse(json);
	const event = parsed.success ? parsed.data : undefined;
	const isReply = context.isReply ?? event?.kind === 'message.replied';
	const occurredAt = timeOf(json.occurredAt) ?? now;
	const eventId = event?.id;

	if (isReply) {
		const actor = event?.agent?.name ?? null;
		return { type: 'reply', eventId, conversationKey, repliedAt: occurredAt, actor };
	}
	if (event?.kind === 'other') return undefined;
	return {
		type: 'message',
		eventId,
		policy,
		conversationKey,
		writtenAt: Math.min(occurredAt, now),
		event: json,
	};
}

function timeOf(value: unknown): number | undefined {
	const time = typeof value === 'string' || typeof value === 'number' ? new Date(value).getTime() : NaN;
	return Number.isFinite(time) ? time : undefined;
}
