import type { Transaction } from '../store/transaction';
import { noteChanges } from './changeNotice';
import type { Escalation } from './escalation';
import * as machine from './machine';
import type { Step } from './machine';
import { saveAll } from './save';

/**
 * What a person does to a conversation. `acknowledge`: is on it, so that no
 * reminder goes out for so many milliseconds. `snooze`: wants to hear nothing for
 * so many milliseconds. `markReplied`: says that it was answered. `cancel`:
 * ends it, and nobody hears of it.
 */
export type Change = { actor: string | null } & (
	| { action: 'acknowledge' | 'snooze'; milliseconds: number }
	| { action: 'markReplied' | 'cancel' }
);

export interface ChangeResult {
	/** As it was before; undefined when it is not known. */
	before: Escalation | undefined;
	/** All that were changed: of every node that tracks the conversation. None when it was over. */
	changed: Escalation[];
}

/** Changes every open escalation of a conversation, whichever node tracks it. */
export async function changeConversation(
	transaction: Transaction,
	conversationKey: string,
	change: Change,
): Promise<Escalation[]> {
	const { now } = transaction;
	// Keeps a late word of the same message from opening another.
	if (change.action === 'markReplied') {
		await transaction.replies.record(conversationKey, undefined, now, now);
	}
	const open = await transaction.escalations.open(conversationKey, now);
	const steps = open.map((escalation) => transition(escalation, change, now));
	await saveAll(transaction, steps);
	const changed = steps.map(({ escalation }) => escalation);
	await noteChanges(transaction, changed, change);
	return changed;
}

/** The same for the conversation of one escalation; nothing when that one is over. */
export async function changeEscalation(
	transaction: Transaction,
	{ id }: { id: string },
	change: Change,
): Promise<ChangeResult> {
	const before = await transaction.lookups.escalation(id);
	if (!before || before.endedAt !== null) return { before, changed: [] };
	return { before, changed: await changeConversation(transaction, before.conversationKey, change) };
}

function transition(escalation: Escalation, change: Change, now: number): Step {
	const { actor } = change;
	switch (change.action) {
		case 'acknowledge':
		case 'snooze':
			return machine[change.action](escalation, { until: now + change.milliseconds, actor }, now);
		case 'markReplied':
			return machine.markReplied(escalation, actor, now);
		case 'cancel':
			return machine.cancel(escalation, { because: 'cancelled', actor }, now);
	}
}
