import type { Transaction } from '../store/transaction';
import type { EscalationWithEvent } from '../escalation/escalation';
import * as machine from '../escalation/machine';
import { saveAll } from './save';
import { type Change, transition } from '../escalation/change';
import { nameOfChange } from '../escalation/changeNotice';
import { storeNotice } from './notices';

export interface ChangeResult {
	/** As it was before; undefined when it is not known. */
	before: EscalationWithEvent | undefined;
	/** All that were changed: of every node that tracks the conversation. None when it was over. */
	changed: EscalationWithEvent[];
	/** Whether the same was delivered before, and is done. */
	isRepeated?: boolean;
}

/** Changes every open escalation of a conversation, whichever node tracks it. Cancelling also gives up what is expected. */
export async function changeConversation(
	transaction: Transaction,
	conversationKey: string,
	change: Change,
): Promise<EscalationWithEvent[]> {
	const { now } = transaction;
	// Keeps a late word of the same message from opening another.
	if (change.action === 'markReplied') {
		await transaction.replies.record(conversationKey, undefined, now, now);
	}
	const notEnded = await transaction.escalations.open(conversationKey);
	// Nobody waits for what is expected: it can only be given up.
	const open =
		change.action === 'cancel' ? notEnded : notEnded.filter((one) => !machine.isExpecting(one));
	const steps = open.map((escalation) => transition(escalation, change, now));
	await saveAll(transaction, steps);
	const events = await transaction.lookups.events(open.map(({ id }) => id));
	const changed = steps.map(({ escalation }) => ({
		...escalation,
		event: events.get(escalation.id) ?? {},
	}));
	const told = { change: nameOfChange(change), by: change.actor, byId: change.actorId };
	for (const escalation of changed) await storeNotice(transaction, escalation, told);
	return changed;
}

/**
 * The same for the conversation of one escalation; nothing when that one is over.
 *
 * @param delivery kept in the same commit, so that what is delivered again after a crash is known.
 */
export async function changeEscalation(
	transaction: Transaction,
	{ id }: { id: string },
	change: Change,
	delivery?: string,
): Promise<ChangeResult> {
	const before = await transaction.lookups.escalation(id);
	if (!before) return { before, changed: [] };
	if (delivery !== undefined) {
		const isNew = await transaction.deliveries.record(before.scope, delivery, transaction.now);
		if (!isNew) return { before, changed: [], isRepeated: true };
	}
	if (before.endedAt !== null) return { before, changed: [] };
	return { before, changed: await changeConversation(transaction, before.conversationKey, change) };
}
