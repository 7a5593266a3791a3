import { z } from 'zod';

import { own } from '../../own';
import { KeyWriter } from '../conversationKey';
import { hmacProof } from '../signature/hmac';
import { identityOf } from '../identity';
import { topLevelMembers } from '../jsonBytes';
import { bodyWithEntryAlone, readEntries } from '../mapping/entries';
import { bodyValue, type EventRequest } from '../request';
import { resemblanceBy } from '../resemblance';
import type { ConversationEffect, EventKind, ServiceEvent } from '../serviceEvent';
import { checkAge } from '../signature/signature';
import { problemFrom, type EventSource, type ParsedBody } from '../source';
import { orNone, unixTime } from '../timestamp';

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

/** Optional text: absent, null and empty are the same. */
const text = z
	.string()
	.nullish()
	.transform((value) => (value?.trim() ? value : undefined));

const time = orNone(
	unixTime,
	'must be a Unix time in seconds or milliseconds between 2001 and 2100',
);

const countOf = (what: string) =>
	z.coerce.number({ message: `${what} must be a number` }).nonnegative();

const contentSchema = z.object({
	subject: text,
	visitor_name: text,
	created_at: time.optional(),
	message_content: text,
	property_name: text,
	visitor_nickname: text,
	sbs: text,
	status: z.coerce
		.string()
		.refine((value) => own(STATUSES, value) !== undefined, {
			message: 'must be "1" (unreplied), "2" (queued), "3" (pending) or "4" (replied)',
		})
		.optional(),
	push_times: countOf('push_times').int().optional(),
	time_sec: countOf('time_sec').optional(),
	assigned_agent_nickname: text,
});
type Content = z.infer<typeof contentSchema>;

const bodySchema = z.object({
	created_at: time,
	event: z.string().min(1).max(100),
	webhook_id: z.string().max(200).optional(),
	content: z.array(z.unknown()),
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
	const writtenAt = kind === 'message.replied' ? undefined : content.created_at;
	const occurredAt = writtenAt ?? body.created_at ?? receivedAt;
	return {
		id: `twt:${identityOf(
			body.event,
			content.property_name,
			content.sbs ?? content.visitor_name,
			content.subject,
			content.created_at,
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
					status: content.status && own(STATUSES, content.status),
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
		notice:
			kind === 'other'
				? `TWT Chat sent an event of the type "${body.event}", which was not documented when this version was written.`
				: undefined,
		raw,
	};
}

function parse(request: EventRequest): ParsedBody {
	const input = bodyValue(request);
	const parsed = bodySchema.safeParse(input);
	if (!parsed.success) return { ok: false, problem: problemFrom(parsed.error, HINT) };
	const body = parsed.data;
	const keptOf = bodyWithEntryAlone(input as Record<string, unknown>, 'content', body.content);
	return readEntries('content', body.content, HINT, (entry, index) => {
		const content = contentSchema.safeParse(entry);
		if (!content.success) {
			const { field, ...problem } = problemFrom(content.error, HINT);
			const path = ['content', index, field].filter((part) => part !== '');
			return { ok: false, problem: { field: path.join('.'), ...problem } };
		}
		const event = normalise(body, content.data, keptOf(entry), request.receivedAt);
		return event.kind === 'other' || event.conversation
			? { ok: true, event }
			: {
					ok: false,
					problem: {
						field: `content.${index}.visitor_name`,
						message: 'visitor_name or sbs is required to identify the customer',
						advice: HINT,
					},
				};
	});
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
