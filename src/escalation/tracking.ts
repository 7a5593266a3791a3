import { randomBytes } from 'node:crypto';

import type { Transaction } from '../store/store';
import type { Escalation } from './escalation';
import * as machine from './machine';
import type { IncomingMessage } from './machine';
import type { Policy } from './policy';
import { save } from './save';

/** Something that arrived at the node: a customer's message, or the word that somebody replied. */
export type Incoming =
	| ({
			type: 'message';
			eventId?: string;
			policy: Policy;
			/** False for a word that adds to a conversation which waits already, and starts no waiting. */
			opens: boolean;
	  } & IncomingMessage)
	| {
			type: 'reply';
			eventId?: string;
			conversationKey: string;
			repliedAt: number;
			actor: string | null;
	  };

/** `already…`: a late or repeated word of a message that is settled. */
export type TrackResult =
	| 'opened'
	| 'continued'
	| 'replied'
	| 'noted'
	| 'duplicate'
	| 'alreadyAnswered'
	| 'alreadyExhausted'
	| 'alreadyCancelled';

export function takeMessage(
	transaction: Transaction,
	scope: string,
	message: Incoming & { type: 'message' },
	now: number,
): TrackResult {
	const incoming: IncomingMessage = {
		conversationKey: message.conversationKey,
		writtenAt: Math.min(message.writtenAt, now),
		event: message.event,
	};
	const open = () => {
		const context = { id: newId(now), scope, policy: message.policy, now };
		save(transaction, machine.open(incoming, context), now);
		return 'opened' as const;
	};
	const [current] = transaction.openEscalations(message.conversationKey, now, scope);
	if (current) {
		const isSeparate =
			current.policy.onNewMessage === 'separate' &&
			message.opens &&
			machine.isNewer(current, incoming, now);
		if (!isSeparate) {
			save(transaction, machine.continueWith(current, incoming, now), now);
			return 'continued';
		}
		save(transaction, machine.cancel(current, { because: 'superseded', actor: null }, now), now);
		return open();
	}
	if (!message.opens) return 'noted';
	const former = transaction.latestEscalation(scope, message.conversationKey, now);
	if (former && isToldAgain(former, incoming, now))
		return ALREADY[former.state] ?? 'alreadyAnswered';
	const repliedAt = transaction.lastReply(message.conversationKey, scope, now);
	return machine.isAnswered(incoming.writtenAt, repliedAt) ? 'alreadyAnswered' : open();
}

const ALREADY: Partial<Record<Escalation['state'], TrackResult>> = {
	exhausted: 'alreadyExhausted',
	cancelled: 'alreadyCancelled',
};

/** Whether it is a message that an escalation has ended with. Where nobody decided that it is over, one more word says that it is not. */
function isToldAgain(former: Escalation, { writtenAt }: IncomingMessage, now: number): boolean {
	if (former.endedBecause === 'silence' || former.endedBecause === 'orphaned') return false;
	// A time that is still to come was taken before the clock was set back.
	return former.latestMessageAt <= now && writtenAt <= former.latestMessageAt;
}

export function takeReply(
	transaction: Transaction,
	scope: string,
	{ conversationKey, repliedAt, actor }: Incoming & { type: 'reply' },
	now: number,
): TrackResult {
	const given = { repliedAt: Math.min(repliedAt, now), actor };
	transaction.recordReply(conversationKey, scope, given.repliedAt, now);
	const [current] = transaction.openEscalations(conversationKey, now, scope);
	if (!current) return 'noted';
	const { state } = save(transaction, machine.reply(current, given, now), now);
	return state === 'replied' ? 'replied' : 'noted';
}

/** Ids that ascend in time keep the store's index in order. */
function newId(now: number): string {
	return `${now.toString(36).padStart(9, '0')}${randomBytes(8).toString('hex')}`;
}
