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

export async function takeMessage(
	transaction: Transaction,
	scope: string,
	message: Incoming & { type: 'message' },
): Promise<TrackResult> {
	const { now } = transaction;
	const incoming: IncomingMessage = {
		conversationKey: message.conversationKey,
		writtenAt: Math.min(message.writtenAt, now),
		event: message.event,
	};
	const open = async () => {
		const context = { id: newId(now), scope, policy: message.policy, now };
		await save(transaction, machine.open(incoming, context));
		return 'opened' as const;
	};
	const [current] = await transaction.openEscalations(message.conversationKey, now, scope);
	if (current) {
		const isSeparate =
			current.policy.onNewMessage === 'separate' &&
			message.opens &&
			machine.isNewer(current, incoming, now);
		if (!isSeparate) {
			await save(transaction, machine.continueWith(current, incoming, now));
			return 'continued';
		}
		const end = { because: 'superseded', actor: null } as const;
		await save(transaction, machine.cancel(current, end, now));
		return await open();
	}
	if (!message.opens) return 'noted';
	const former = await transaction.latestEscalation(scope, message.conversationKey, now);
	if (former && isToldAgain(former, incoming, now))
		return ALREADY[former.state] ?? 'alreadyAnswered';
	const repliedAt = await transaction.lastReply(message.conversationKey, scope, now);
	return machine.isAnswered(incoming.writtenAt, repliedAt) ? 'alreadyAnswered' : await open();
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

export async function takeReply(
	transaction: Transaction,
	scope: string,
	{ conversationKey, repliedAt, actor }: Incoming & { type: 'reply' },
): Promise<TrackResult> {
	const { now } = transaction;
	const given = { repliedAt: Math.min(repliedAt, now), actor };
	await transaction.recordReply(conversationKey, scope, given.repliedAt, now);
	const [current] = await transaction.openEscalations(conversationKey, now, scope);
	if (!current) return 'noted';
	const { state } = await save(transaction, machine.reply(current, given, now));
	return state === 'replied' ? 'replied' : 'noted';
}

/** Ids that ascend in time keep the store's index in order. */
function newId(now: number): string {
	return `${now.toString(36).padStart(9, '0')}${randomBytes(8).toString('hex')}`;
}
