import type { Conversation, Transaction } from '../store/transaction';
import type { Escalation } from '../escalation/escalation';
import * as machine from '../escalation/machine';
import type { IncomingMessage, IncomingReply, Step } from '../escalation/machine';
import { withNews } from '../escalation/news';
import { newId } from './newId';
import { saveAll } from './save';
import { isAlert } from '../escalation/about';
import type { Incoming } from '../escalation/incoming';
import { latestOf, type Said } from '../escalation/order';

/** `already…`: a late or repeated word of a message that is settled. */
export type TrackResult =
	| 'expected'
	| 'opened'
	| 'continued'
	| 'replied'
	| 'resolved'
	| 'noted'
	| 'duplicate'
	| 'alreadyReplied'
	| 'alreadyExhausted'
	| 'alreadyCancelled';

/**
 * Takes in what arrived at a node, in order. All that is known of the
 * conversations is read at once and written at once, however many there are.
 */
export async function trackAll(
	transaction: Transaction,
	scope: string,
	arrivals: Incoming[],
): Promise<TrackResult[]> {
	const { now } = transaction;
	const ids = new Set(arrivals.flatMap((arrival) => deliveryOf(arrival) ?? []));
	const keys = new Set(arrivals.map(({ conversationKey }) => conversationKey));
	const [fresh, known] = await Promise.all([
		transaction.deliveries.recordAll(scope, [...ids], now),
		transaction.escalations.conversations(scope, [...keys], now),
	]);
	const steps: Step[] = [];
	const replies = new Map<string, Said>();
	const answered = new Set<string>();
	const results = arrivals.map((arrival): TrackResult => {
		const delivery = deliveryOf(arrival);
		if (delivery !== undefined && !fresh.delete(delivery)) return 'duplicate';
		const conversation = known.get(arrival.conversationKey) ?? {};
		const take = (step: Step) => {
			steps.push(step);
			noteStep(conversation, step);
		};
		if (arrival.type === 'coming') return takeComing(conversation, scope, arrival, now, take);
		if (arrival.type === 'message') return takeMessage(conversation, scope, arrival, now, take);
		const repliedAt = Math.min(arrival.repliedAt, now);
		const { sequence, actor, isResolution } = arrival;
		const reply = latestOf({ at: repliedAt, sequence }, replyIn(conversation));
		conversation.repliedAt = reply.at;
		conversation.replySequence = reply.sequence;
		replies.set(arrival.conversationKey, reply);
		if (!isResolution) {
			conversation.wasAnswered = true;
			answered.add(arrival.conversationKey);
		}
		return takeReply(conversation, { repliedAt, sequence, actor, isResolution }, now, take);
	});
	await recordReplies(transaction, scope, replies, answered);
	await saveAll(transaction, await byEscalation(transaction, steps));
	return results;
}

function replyIn({ repliedAt, replySequence }: Conversation): Said | undefined {
	return repliedAt === undefined ? undefined : { at: repliedAt, sequence: replySequence };
}

async function recordReplies(
	{ replies, now }: Transaction,
	scope: string,
	given: Map<string, Said>,
	answered: ReadonlySet<string>,
): Promise<void> {
	const times = [...given].map(([key, { at }]) => [key, at] as const);
	const sequences = [...given].flatMap(([key, { sequence }]) =>
		sequence === undefined ? [] : [[key, sequence] as const],
	);
	await replies.recordAll(scope, new Map(times), now, new Map(sequences), answered);
}

/** By what a delivery is known again. One event may be of several conversations: a workflow can make several items of it. */
function deliveryOf({ eventId, conversationKey }: Incoming): string | undefined {
	return eventId ? JSON.stringify([eventId, conversationKey]) : undefined;
}

function noteStep(conversation: Conversation, { escalation }: Step): void {
	conversation.open = escalation.endedAt === null ? escalation : undefined;
	conversation.latest = escalation;
}

/** What becomes of one escalation in several steps, as one. */
async function byEscalation({ lookups }: Transaction, steps: Step[]): Promise<Step[]> {
	const merged = new Map<string, Step>();
	for (const step of steps) {
		const { id } = step.escalation;
		const before = merged.get(id);
		merged.set(id, before ? machine.followedBy(before, step) : step);
	}
	const told = [...merged].flatMap(([id, { news, event }]) => (news && !event ? [id] : []));
	const events = await lookups.events(told);
	return [...merged].map(([id, { news, ...step }]) =>
		news ? { ...step, event: withNews(step.event ?? events.get(id) ?? {}, news) } : step,
	);
}

function takeComing(
	{ open: current }: Conversation,
	scope: string,
	coming: Incoming & { type: 'coming' },
	now: number,
	take: (step: Step) => void,
): TrackResult {
	const { policy, conversationKey, event, moreLinks } = coming;
	const writtenAt = Math.min(coming.writtenAt, now);
	const come = { conversationKey, writtenAt, event, ...(moreLinks ? { moreLinks } : {}) };
	if (current && machine.isExpecting(current)) {
		take(machine.expectAgain(current, come, policy, now));
		return 'expected';
	}
	if (current) take(machine.comeAtLast(current, now));
	take(machine.expect(come, { id: newId(now), scope, policy, now }));
	return current ? 'replied' : 'expected';
}

function takeMessage(
	conversation: Conversation,
	scope: string,
	message: Incoming & { type: 'message' },
	now: number,
	take: (step: Step) => void,
): TrackResult {
	const incoming: IncomingMessage = {
		conversationKey: message.conversationKey,
		writtenAt: Math.min(message.writtenAt, now),
		sequence: message.sequence,
		event: message.event,
		moreLinks: message.moreLinks,
	};
	const { open: current, latest: former, repliedAt, replySequence } = conversation;
	const open = () => {
		// What fires again is another matter, whoever answered the last one.
		const wasAnswered = conversation.wasAnswered === true && !isAlert(incoming.event);
		const unresolved = former && machine.unresolvedOf(former);
		if (unresolved && former.endedAt !== null) take(machine.handOn(former));
		const context = { id: newId(now), scope, policy: message.policy, now };
		take(machine.open(incoming, { ...context, wasAnswered, unresolved }));
		return 'opened' as const;
	};
	if (current && machine.isExpecting(current)) {
		if (!message.opens) return 'noted';
		// The node expected something before it was set to track what waits.
		take(machine.cancel(current, { because: 'superseded', actor: null }, now));
		return open();
	}
	if (current && !message.opens) {
		take(machine.hear(current, message.event, now));
		return 'continued';
	}
	if (current) {
		const isSeparate =
			current.policy.onNewMessage === 'separate' && machine.isNewer(current, incoming, now);
		if (!isSeparate) {
			take(machine.continueWith(current, incoming, now));
			return 'continued';
		}
		const ended = machine.cancel(current, { because: 'superseded', actor: null }, now);
		take(ended);
		take(machine.handOn(ended.escalation));
		return open();
	}
	if (!message.opens) return 'noted';
	if (former && isRepeated(former, incoming, now)) return ALREADY[former.state] ?? 'alreadyReplied';
	const sequences = { message: incoming.sequence, reply: replySequence };
	return machine.isReplied(incoming.writtenAt, repliedAt, sequences) ? 'alreadyReplied' : open();
}

const ALREADY: Partial<Record<Escalation['state'], TrackResult>> = {
	exhausted: 'alreadyExhausted',
	cancelled: 'alreadyCancelled',
};

/** Whether it is a message that an escalation has ended with. Where nobody decided that it is over, one more word says that it is not. */
function isRepeated(former: Escalation, { writtenAt }: IncomingMessage, now: number): boolean {
	if (former.endedBecause === 'silence' || former.endedBecause === 'orphaned') return false;
	if (machine.reopen(former, now)) return false;
	// A time that is still to come was taken before the clock was set back.
	return former.latestMessageAt <= now && writtenAt <= former.latestMessageAt;
}

function takeReply(
	{ open: current, latest }: Conversation,
	given: IncomingReply,
	now: number,
	take: (step: Step) => void,
): TrackResult {
	if (!current && latest && given.isResolution) {
		const { repliedAt: at, sequence, actor } = given;
		const resolved = machine.resolve(latest, { at, sequence, actor }, now);
		if (!resolved) return 'noted';
		take(resolved);
		return 'resolved';
	}
	if (!current || machine.isExpecting(current)) return 'noted';
	const step = machine.reply(current, given, now);
	take(step);
	return step.escalation.state === 'replied' ? 'replied' : 'noted';
}
