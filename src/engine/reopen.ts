import type { Escalation } from '../escalation/escalation';
import * as machine from '../escalation/machine';
import type { Step } from '../escalation/machine';
import type { Store } from '../store/store';
import type { Conversation } from '../store/transaction';
import { saveAll } from './save';

const AT_ONCE = 500;

/**
 * After the clock was set back: opens again what it had ended before its time,
 * unless its conversation has been opened since.
 */
export async function reopenEndedAhead(store: Store, scope: string): Promise<void> {
	for (let after: string | undefined = ''; after !== undefined; ) {
		const found = await endedAhead(store, scope, after);
		const keys = [...new Set(found.map(({ conversationKey }) => conversationKey))];
		if (keys.length > 0) await reopenAll(store, scope, after, keys);
		after = found.length < AT_ONCE ? undefined : found.at(-1)?.id;
	}
}

async function endedAhead(store: Store, scope: string, after: string): Promise<Escalation[]> {
	return await store.transaction(
		async ({ escalations, now }) =>
			await escalations.endedAfter(scope, now + machine.AHEAD, after, AT_ONCE),
	);
}

async function reopenAll(
	store: Store,
	scope: string,
	after: string,
	keys: string[],
): Promise<void> {
	await store.transaction(async (transaction) => {
		const { escalations, now } = transaction;
		const known = await escalations.conversations(scope, keys, now);
		const found = await escalations.endedAfter(scope, now + machine.AHEAD, after, AT_ONCE);
		// One of a conversation: the one that opened last.
		const steps = new Map<string, Step>();
		for (const escalation of found.toSorted((one, other) => one.openedAt - other.openedAt)) {
			const conversation = known.get(escalation.conversationKey);
			const step = machine.reopen(escalation, now);
			if (step && conversation && isStillWaiting(step.escalation, conversation)) {
				steps.set(escalation.conversationKey, step);
			}
		}
		await saveAll(transaction, [...steps.values()]);
	}, keys);
}

/** Whether nobody has answered it since, and it has not been opened anew. */
function isStillWaiting(
	{ id, openedAt, latestMessageAt, latestSequence }: Escalation,
	{ open, latest, repliedAt, replySequence }: Conversation,
): boolean {
	const isLatest = latest === undefined || latest.id === id || latest.openedAt <= openedAt;
	const sequences = { message: latestSequence, reply: replySequence };
	return (
		open === undefined && isLatest && !machine.isReplied(latestMessageAt, repliedAt, sequences)
	);
}
