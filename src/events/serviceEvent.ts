import { z } from 'zod';

/**
 * What the event means to us, whatever its source calls it.
 * `message`: a customer's message. `form`: a form that a customer left.
 * `notice`: text for a group chat, from a system that only knows robots.
 * `other`: the source sent something that we do not know yet.
 */
export const eventKinds = [
	'message.unreplied',
	'message.replied',
	'form.preChat',
	'form.offline',
	'customer.updated',
	'lead.created',
	'ticket.created',
	'ticket.updated',
	'ticket.dueSoon',
	'ticket.escalated',
	'ticket.closed',
	'user.created',
	'user.updated',
	'user.deleted',
	'user.loggedIn',
	'user.loggedOut',
	'code.pushed',
	'code.tagPushed',
	'code.commented',
	'issue.opened',
	'issue.updated',
	'issue.commented',
	'issue.closed',
	'pullRequest.opened',
	'pullRequest.updated',
	'pullRequest.commented',
	'pullRequest.merged',
	'pullRequest.closed',
	'alert.firing',
	'alert.resolved',
	'notice',
	'test',
	'other',
] as const;
export type EventKind = (typeof eventKinds)[number];

/**
 * What an event does to its conversation. `opens`: somebody waits for an
 * answer. `continues`: it says more of a conversation that may be open, and
 * opens none. `ends`: nobody waits any more.
 */
const conversationEffects = ['opens', 'continues', 'ends'] as const;
export type ConversationEffect = (typeof conversationEffects)[number];

export const severities = ['info', 'warning', 'critical'] as const;
export type Severity = (typeof severities)[number];

/** A conversation as its source tells of it. */
const conversationSchema = z.object({
	/** What makes two events the same conversation. */
	key: z.string().min(1),
	effect: z.enum(conversationEffects),
	subject: z.string().optional(),
	/** The source's own status, in words. */
	status: z.string().optional(),
	/** How often the source itself has pushed for this message. */
	pushTimes: z.number().int().nonnegative().optional(),
	/** True where a source that repeats itself says no more of this message, answered or not: its silence says nothing then. */
	isLastWord: z.boolean().optional(),
	/** Seconds that the customer had waited when the source sent the event. */
	timeoutSeconds: z.number().nonnegative().optional(),
});

const personSchema = z.object({
	id: z.string().optional(),
	name: z.string().optional(),
	nickname: z.string().optional(),
});
export type Person = z.infer<typeof personSchema>;

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
	/** Absent when nobody can wait for an answer to it. */
	conversation: conversationSchema.optional(),
	/** The customer. */
	visitor: personSchema.optional(),
	/** Who is to answer. */
	agent: personSchema.optional(),
	/** Who did it, when that is not the customer. */
	actor: personSchema.optional(),
	/** Shop, repository, cluster: whatever the source groups its conversations by. */
	project: z
		.object({ name: z.string(), id: z.string().optional(), url: z.string().optional() })
		.optional(),
	/** Of a repository: what was pushed to, or is to be merged into. */
	branch: z.string().optional(),
	severity: z.enum(severities).optional(),
	/** One line that says what happened, where the source has one. */
	title: z.string().optional(),
	/** What the customer wrote, or the source has to say: plain text. */
	text: z.string().optional(),
	/** Further facts, in the source's words and order. */
	fields: z.array(z.object({ name: z.string(), value: z.string() })).optional(),
	/** Where a person can look at it. */
	url: z.string().optional(),
	/** What to know about the event itself, for example that its type is new to us. */
	notice: z.string().optional(),
	/** The body as the source sent it. */
	raw: z.unknown(),
});
export type ServiceEvent = z.infer<typeof serviceEventSchema>;
