import { z } from 'zod';

/**
 * What the event means to us, whatever its source calls it.
 * `message.*`: a customer's message is waiting or was answered. `form.*`: a
 * customer left a form. `other`: the source sent something we do not know yet.
 */
export const eventKinds = [
	'message.unreplied',
	'message.replied',
	'form.preChat',
	'form.offline',
	'other',
] as const;
export type EventKind = (typeof eventKinds)[number];

/** A conversation as its source tells of it. */
export const conversationSchema = z.object({
	/** What makes two events the same conversation. */
	key: z.string().min(1),
	subject: z.string().optional(),
	/** The source's own status, in words. */
	status: z.string().optional(),
	/** How often the source itself has pushed for this message. */
	pushTimes: z.number().int().nonnegative().optional(),
	/** Seconds that the customer had waited when the source sent the event. */
	timeoutSeconds: z.number().nonnegative().optional(),
});

/** One thing that happened at a source, validated and normalised. */
export const serviceEventSchema = z.object({
	/** The same for every delivery of the same thing: the idempotency key. */
	id: z.string().min(1),
	/** The source's identifier, for example `twtChat`. */
	source: z.string(),
	/** The source's own name of the event, for example `UNREPLIED`. */
	type: z.string(),
	kind: z.enum(eventKinds),
	/** ISO 8601, UTC. When it happened at the source, not when it arrived. */
	occurredAt: z.string(),
	/** Absent only when the source does not say whose conversation it is. */
	conversation: conversationSchema.optional(),
	visitor: z
		.object({
			id: z.string().optional(),
			name: z.string().optional(),
			nickname: z.string().optional(),
		})
		.optional(),
	agent: z.object({ name: z.string() }).optional(),
	project: z.object({ name: z.string() }).optional(),
	/** What the customer wrote. */
	text: z.string().optional(),
	url: z.string().optional(),
	/** The body as the source sent it. */
	raw: z.unknown(),
});
export type ServiceEvent = z.infer<typeof serviceEventSchema>;
