import { z } from 'zod';

import { own } from '../../own';
import { KeyWriter } from '../conversationKey';
import { hmacProof } from '../signature/hmac';
import { identityOf } from '../identity';
import { topLevelMembers } from '../jsonBytes';
import { bodyHash } from '../mapping/deliveryId';
import { bodyWithEntryAlone, readEntries } from '../mapping/entries';
import { noticeOf, UNREADABLE_TIME } from '../mapping/event';
import { asText } from '../mapping/path';
import { bodyValue, type EventRequest } from '../request';
import { resemblanceBy } from '../resemblance';
import type { ConversationEffect, EventKind, ServiceEvent } from '../serviceEvent';
import { checkAge } from '../signature/signature';
import { parsedBy, type EventSource, type ParsedBody } from '../source';
import { instant, isNoTime } from '../timestamp';

/*
 * TWT Chat, "Webhooks" (Events, Payload, Signature). It sends no conversation
 * id, no message id and no event when an agent replies; `webhook_id` is the same
 * in every example and `created_at` is the time of sending, so neither
 * identifies a delivery.
 */

/** `status` of an UNREPLIED event. Documented as a string; a number is understood too. */
const STATUSES: Record<string, string> = {
	'1': 'unreplied',
	'2': 'queued',
	'3': 'pending',
	'4': 'replied',
};

/** Optional text, a number as well: absent, null and empty are the same. */
const text = z
	.unknown()
	.optional()
	.transform((value) => asText(value));
/** As it came; one that stands for none is missing. */
const time = z
	.unknown()
	.optional()
	.transform((value) => (isNoTime(value) ? undefined : value));
const count = z
	.unknown()
	.optional()
	.transform((value) => {
		const number = Number(asText(value) ?? NaN);
		return number >= 0 && number <= Number.MAX_SAFE_INTEGER ? number : undefined;
	});

/** Whoever waits is not refused over a side field: all of them are, but what says who it is. */
const contentSchema = z.object({
	subject: text,
	visitor_name: text,
	created_at: time,
	message_content: text,
	property_name: text,
	visitor_nickname: text,
	sbs: text,
	status: text,
	push_times: count.transform((value) => value && Math.floor(value)),
	time_sec: count,
	assigned_agent_nickname: text,
});
type Content = z.infer<typeof contentSchema>;

const bodySchema = z.object({
	event: z.string().trim().min(1).max(100),
	created_at: time,
	content: z.unknown().optional(),
});
type Body = z.infer<typeof bodySchema>;

const HINT =
	'Send the JSON of a "Custom" webhook of TWT Chat unchanged. TWT Chat\'s documentation lists its fields under Webhooks, Payload.';

function kindOf(event: string, content: Content): EventKind {
	switch (event) {
		case 'UNREPLIED':
			return content.status === '4' ? 'message.replied' : 'message.unreplied';
		case 'PRE_CHAT_FORM_SUBMIT':
			return 'form.preChat';
		case 'OFFLINE_FORM_SUBMIT':
			return 'form.offline';
		default:
			return 'other';
	}
}

/** What is new to us may be an answer as well as a question: it opens nothing. */
const EFFECTS: Partial<Record<EventKind, ConversationEffect>> = {
	'message.replied': 'ends',
	other: 'continues',
};

/** It repeats UNREPLIED until the agent replied, or it has pushed four times. Forms come once. */
function isLastWord(kind: EventKind, { push_times: times = 0 }: Content): boolean {
	return kind === 'message.unreplied' ? times >= 4 : kind.startsWith('form.');
}

const { key } = new KeyWriter('twt');

/** The customer identifier where the embedding site gives one, else the visitor's name, within the project. */
function conversationKey(content: Content): string | undefined {
	const { property_name: project = '', sbs, visitor_name: name } = content;
	if (sbs !== undefined) return key`${project}:sbs=${sbs}`;
	return name === undefined ? undefined : key`${project}:name=${name}`;
}

function normalise(body: Body, content: Content, raw: unknown, receivedAt: number): ServiceEvent {
	const kind = kindOf(body.event, content);
	const conversation = conversationKey(content);
	// A reply happened before it was sent; the message's own time says nothing of it.
	const writtenAt = kind === 'message.replied' ? undefined : instant.safeParse(content.created_at);
	const occurredAt = writtenAt?.data ?? instant.safeParse(body.created_at).data ?? receivedAt;
	const isUnreadable = writtenAt?.success === false && content.created_at !== undefined;
	const status = content.status && own(STATUSES, content.status);
	return {
		id: `twt:${identityOf(
			body.event,
			content.property_name,
			content.sbs ?? content.visitor_name,
			content.subject,
			asText(content.created_at),
			content.message_content,
			content.status,
			content.push_times,
		)}`,
		source: 'twtChat',
		type: body.event,
		kind,
		occurredAt: new Date(occurredAt).toISOString(),
		conversation: conversation
			? {
					key: conversation,
					effect: EFFECTS[kind] ?? 'opens',
					subject: content.subject,
					status,
					pushTimes: content.push_times,
					isLastWord: isLastWord(kind, content) || undefined,
					timeoutSeconds: content.time_sec,
				}
			: undefined,
		visitor:
			content.sbs || content.visitor_name || content.visitor_nickname
				? { id: content.sbs, name: content.visitor_name, nickname: content.visitor_nickname }
				: undefined,
		agent: content.assigned_agent_nickname ? { name: content.assigned_agent_nickname } : undefined,
		project: content.property_name ? { name: content.property_name } : undefined,
		text: content.message_content,
		notice: noticeOf(
			kind === 'other' && unknownEvent(body.event),
			content.status !== undefined && status === undefined && UNKNOWN_STATUS,
			isUnreadable && UNREADABLE_TIME,
		),
		raw,
	};
}

const UNKNOWN_STATUS =
	'TWT Chat sent a status that was not documented when this version was written. The customer is taken to wait.';
const unknownEvent = (event: string) =>
	`TWT Chat sent an event of the type "${event}", which was not documented when this version was written.`;

function parse(request: EventRequest): ParsedBody {
	const input = bodyValue(request);
	const parsed = parsedBy(bodySchema, input, HINT);
	if (!parsed.ok) return parsed;
	const body = parsed.value;
	const isKnown = kindOf(body.event, NO_CONTENT) !== 'other';
	const list = listOf(body.content);
	if (!isKnown && !(list.length > 0 && list.every(isObject))) {
		return ofAnotherShape(body, input, request);
	}
	if (list.length === 0 && !Array.isArray(body.content)) {
		const message = 'is required to identify the customer';
		return { ok: false, problem: { field: 'content', message, advice: HINT } };
	}
	const keptOf = bodyWithEntryAlone(input as Record<string, unknown>, 'content', list);
	return readEntries('content', list, HINT, (entry, index) => {
		const field = (name: string) =>
			Array.isArray(body.content) ? `content.${index}${name}` : `content${name}`;
		const content = parsedBy(contentSchema, entry, HINT);
		if (!content.ok) {
			return { ok: false, problem: { ...content.problem, field: field('') } };
		}
		const event = normalise(body, content.value, keptOf(entry), request.receivedAt);
		return event.kind === 'other' || event.conversation
			? { ok: true, event }
			: {
					ok: false,
					problem: {
						field: field('.visitor_name'),
						message: 'visitor_name or sbs is required to identify the customer',
						advice: HINT,
					},
				};
	});
}

/** A single conversation may come as itself instead of in a list. */
function listOf(content: unknown): unknown[] {
	if (Array.isArray(content)) return content;
	return content === undefined || content === null ? [] : [content];
}

const isObject = (value: unknown) =>
	typeof value === 'object' && value !== null && !Array.isArray(value);

const NO_CONTENT = contentSchema.parse({});

/** An event that is new to us need not tell of conversations. */
function ofAnotherShape(body: Body, input: unknown, request: EventRequest): ParsedBody {
	const event = normalise(body, NO_CONTENT, input, request.receivedAt);
	const id = `twt:${identityOf(body.event, bodyHash(request.rawBody))}`;
	return { ok: true, events: [{ ...event, id }] };
}

export const twtChat: EventSource = {
	id: 'twtChat',
	displayName: 'TWT Chat',
	summary: 'Unreplied visitor messages, pre-chat and offline forms',
	setup: 'in TWT Chat: Settings > Webhooks, as a channel of the type Custom',
	kinds: ['message.unreplied', 'message.replied', 'form.preChat', 'form.offline', 'other'],
	projects: 'projects',
	signature: {
		secret: 'the AppSecret (TWT Chat: Settings > Developer settings)',
		hasTime: true,
		bearers: { headers: ['x-chat-signature'] },
		proofIn(request, context) {
			// "X-Chat-Signature: hexadecimal HMAC-SHA256 of the raw request body, keyed with the AppSecret."
			const proof = hmacProof(
				request,
				{ header: 'x-chat-signature', algorithm: 'sha256', encoding: 'hex', signed: '{body}' },
				context,
			);
			if (!proof.ok || context.tolerance === undefined) return proof;
			return {
				ok: true,
				check(secret) {
					const verdict = proof.check(secret);
					if (!verdict.ok) return verdict;
					// TWT repeats a push that was not answered, how often is not documented: no limit by itself.
					const { created_at: sentAt } = topLevelMembers(request.rawBody, ['created_at']);
					return checkAge('created_at', sentAt, context.tolerance, context.now);
				},
			};
		},
	},
	resemblance: resemblanceBy({
		headers: ['x-chat-signature'],
		fields: ['created_at', 'event', 'webhook_id', 'content'],
	}),
	parse,
};
