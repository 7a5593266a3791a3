import { MINUTE } from '../../time/duration';
import { KeyWriter } from '../conversationKey';
import { customProof } from '../signature/custom';
import { identityOf } from '../identity';
import { gapsIn, mappedParts, placeName, placeValue } from '../mapping/custom';
import type { CustomMapping } from '../customMapping';
import { bodyHash } from '../mapping/deliveryId';
import { buildEvent, noticeOf } from '../mapping/event';
import { asText } from '../mapping/path';
import { bodyValue, type EventRequest } from '../request';
import type { ConversationEffect } from '../serviceEvent';
import type { EventSource, ParsedBody, SourceSettings } from '../source';

/** A delivery without an id that is the same to the byte within this time is a repetition. */
const REPETITION = MINUTE;

const NO_MAPPING: CustomMapping = { parts: {}, repliedStatuses: [], waitingStatuses: [] };

/** One event of a body that the user described. Also for sources whose bodies an administrator may design. */
export function parseMapped(
	sourceId: string,
	request: EventRequest,
	settings: SourceSettings,
): ParsedBody {
	const mapping = settings.mapping ?? NO_MAPPING;
	const body = request.body.type === 'empty' ? request.query : bodyValue(request);
	const key = asText(placeValue(mapping.conversationKey, body));
	const keyName = placeName(mapping.conversationKey, 'Conversation Key');
	// A test event is there to find out what the key may be.
	if (key === undefined && !settings.isTest) {
		return problem(keyName, 'is required to identify the conversation, but contains no text');
	}
	const type = asText(placeValue(mapping.type, body)) ?? 'event';
	const parts = mappedParts(mapping, body);
	const effect = effectOf(asText(parts.status), mapping);
	const eventId = asText(placeValue(mapping.eventId, body));
	const event = buildEvent(
		{
			id: `${sourceId}:${
				eventId === undefined
					? identityOf(
							bodyHash(request.rawBody),
							JSON.stringify(request.query),
							Math.floor(request.receivedAt / REPETITION),
						)
					: identityOf('id', eventId)
			}`,
			source: sourceId,
			type,
			kind: effect === 'ends' ? 'message.replied' : 'message.unreplied',
			conversation:
				key === undefined ? undefined : { key: new KeyWriter(sourceId).key`${key}`, effect },
			notice: noticeOf(
				key === undefined && keyMissing(mapping, keyName),
				...(settings.isTest ? gapsIn(mapping, body) : []),
			),
			raw: withoutPassword(body),
			receivedAt: request.receivedAt,
		},
		parts,
	);
	return { ok: true, events: [event] };
}

function keyMissing({ conversationKey }: CustomMapping, name: string): string {
	const what =
		conversationKey === undefined ? 'Conversation Key is empty.' : `"${name}" contains no text.`;
	return `${what} Choose the field of the body that identifies the conversation.`;
}

/** Without what Gitee, say, proves itself with to whoever it sends: a password, or a signature of a time. */
function withoutPassword(body: unknown): unknown {
	if (typeof body !== 'object' || body === null || Array.isArray(body)) return body;
	const { password, sign, ...rest } = body as Record<string, unknown>;
	const isProof = typeof sign === 'string' && Object.hasOwn(rest, 'timestamp');
	return isProof || sign === undefined ? rest : { ...rest, sign };
}

function effectOf(status: string | undefined, mapping: CustomMapping): ConversationEffect {
	const isOne = (words: readonly string[]) =>
		status !== undefined &&
		words.some((word) => word.trim().toLowerCase() === status.trim().toLowerCase());
	if (isOne(mapping.repliedStatuses)) return 'ends';
	return mapping.waitingStatuses.length === 0 || isOne(mapping.waitingStatuses)
		? 'opens'
		: 'continues';
}

function problem(field: string, message: string): ParsedBody & { ok: false } {
	return {
		ok: false,
		problem: {
			field,
			message,
			advice: 'Correct the field in the Service Event Trigger, or what the source sends.',
		},
	};
}

export const custom: EventSource = {
	id: 'custom',
	displayName: 'Custom (Own Mapping)',
	summary: 'Any JSON; you map its fields',
	setup: 'where the source asks for a webhook address',
	kinds: ['message.unreplied', 'message.replied'],
	projects: 'projects',
	methods: ['POST', 'PUT', 'PATCH', 'DELETE', 'GET'],
	accepts: { query: true },
	// Nobody knows whether it signs; most can send a header.
	authentication: 'header',
	signature: {
		secret: 'the secret that the source signs with',
		hasTime: true,
		// Whatever the user says; it is never among others.
		bearers: {},
		proofIn: customProof,
	},
	// Nobody can tell: it is whatever the user says.
	resemblance: () => 0,
	parse: (request, settings) => parseMapped(custom.id, request, settings),
};
