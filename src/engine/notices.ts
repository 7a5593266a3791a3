import type { EscalationWithEvent } from '../escalation/escalation';
import { noticeOf, type ChangeNotice } from '../escalation/changeNotice';
import type { Step } from '../escalation/machine';
import type { Transaction } from '../store/transaction';

/**
 * Keeps for the Changes output what was done to a conversation, where its node has
 * that output: in the transaction of the change itself, so that neither is there
 * without the other.
 */
export async function storeNotice(
	{ inbox, now }: Transaction,
	escalation: EscalationWithEvent,
	told: Pick<ChangeNotice, 'change' | 'target' | 'by' | 'byId'>,
): Promise<void> {
	if (!escalation.policy.announceChanges) return;
	const event = JSON.stringify(noticeOf(escalation, told, now));
	await inbox.add(escalation.scope, [{ event }], now);
}

/** The same for what has become of targets. */
export async function storeTargetNotices(transaction: Transaction, steps: Step[]): Promise<void> {
	const told = steps.filter(isTold);
	if (told.length === 0) return;
	const events = await transaction.lookups.events(told.map(({ escalation }) => escalation.id));
	for (const { escalation, toldTargets } of told) {
		const event = events.get(escalation.id) ?? {};
		for (const { kind: target, change } of toldTargets) {
			await storeNotice(transaction, { ...escalation, event }, { change, target, by: null });
		}
	}
}

function isTold(step: Step): step is Step & { toldTargets: NonNullable<Step['toldTargets']> } {
	return step.toldTargets !== undefined && step.escalation.policy.announceChanges;
}
