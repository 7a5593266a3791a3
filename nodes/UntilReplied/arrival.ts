import type { IDataObject } from 'n8n-workflow';

import { aboutEvent, titleOf } from '../../src/escalation/about';
import type { Incoming } from '../../src/escalation/incoming';
import type { MoreLink } from '../../src/escalation/moreLink';
import { withoutResolution, type Expects, type Policy } from '../../src/escalation/policy';
import { isResolution, tellsResolution } from '../../src/events/resolution';
import { serviceEventSchema, type ServiceEvent } from '../../src/events/serviceEvent';
import { receivedSchema } from '../../src/inbox/received';
import { unixTime } from '../../src/events/timestamp';

/**
 * What an item at the input means. An event of the Service Event Trigger says
 * by itself; any other item is a customer's message, unless it was said to be a
 * reply.
 *
 * @returns undefined for an event that nobody can be waiting with.
 */
export function arrivalFrom(
	json: IDataObject,
	context: {
		/** Asked only when somebody can be waiting. */
		conversationKey: () => string;
		policy: () => Policy;
		moreLinks?: () => MoreLink[] | undefined;
		isReply: boolean | undefined;
		now: number;
	},
): Incoming | undefined {
	const { now } = context;
	const parsed = serviceEventSchema.safeParse(json);
	const event = parsed.success ? parsed.data : undefined;
	const effect = event ? (event.conversation?.effect ?? 'none') : 'opens';
	const isReply = context.isReply ?? effect === 'ends';
	if (!isReply && effect === 'none') return undefined;
	const conversationKey = context.conversationKey();
	const received = event && receivedSchema.safeParse(json.received).data;
	const receivedAt = Math.min(received ? new Date(received.at).getTime() : now, now);
	// A source whose clock is ahead: what came to us was written before that.
	const occurredAt = Math.min(timeOf(json.occurredAt) ?? receivedAt, receivedAt);
	const sequence = received?.sequence;
	const eventId = event?.id;

	if (isReply) {
		const actor = event?.actor?.name ?? event?.agent?.name ?? null;
		return {
			type: 'reply',
			eventId,
			conversationKey,
			repliedAt: occurredAt,
			sequence,
			actor,
			...(event && isResolution(event) ? { isResolution: true } : {}),
		};
	}
	return {
		type: 'message',
		eventId,
		policy: policyOf(context.policy(), event),
		moreLinks: context.moreLinks?.(),
		opens: effect !== 'continues',
		conversationKey,
		writtenAt: occurredAt,
		sequence,
		event: event ? withoutRaw(json) : json,
	};
}

/** Without the target of a resolution where the source will not tell of it. */
function policyOf(policy: Policy, event: ServiceEvent | undefined): Policy {
	return event && tellsResolution(event) ? policy : withoutResolution(policy);
}

/**
 * What an item at the input of Expect Event means: whatever it says, what is
 * expected has come.
 */
export function comingFrom(
	json: IDataObject,
	context: {
		conversationKey: string;
		/** What the user calls it; empty where the event says it. */
		name: string;
		policy: Policy & { expects: Expects };
		moreLinks: MoreLink[] | undefined;
		now: number;
	},
): Incoming & { type: 'coming' } {
	const { conversationKey, policy, moreLinks, now } = context;
	const parsed = serviceEventSchema.safeParse(json);
	const said = aboutEvent(json);
	const title = context.name || titleOf(json) || conversationKey;
	return {
		type: 'coming',
		...(parsed.success ? { eventId: parsed.data.id } : {}),
		conversationKey,
		policy: { ...policy, ...withoutResolution(policy) },
		...(moreLinks ? { moreLinks } : {}),
		writtenAt: Math.min(timeOf(json.occurredAt) ?? now, now),
		// What it says of itself says nothing of the one that will not come.
		event: {
			title,
			conversation: { key: conversationKey, effect: 'opens' },
			...(said.project ? { project: said.project } : {}),
			// By whom it is found when somebody is to be forgotten.
			...(json.visitor === undefined ? {} : { visitor: json.visitor }),
			...(said.url ? { url: said.url } : {}),
			lastEvent: parsed.success ? withoutRaw(json) : json,
		},
	};
}

/** The untouched body of a service event can be large, and no reminder shows it; nor when it came in. */
function withoutRaw({ raw, received, ...event }: IDataObject): IDataObject {
	return event;
}

/** ISO 8601, or unix time in seconds or milliseconds. */
function timeOf(value: unknown): number | undefined {
	const unix = unixTime.safeParse(value);
	if (unix.success) return unix.data;
	const time = typeof value === 'string' ? new Date(value).getTime() : NaN;
	return Number.isFinite(time) ? time : undefined;
}
