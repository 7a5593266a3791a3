import type { Transaction } from '../store/store';
import type { Escalation } from './escalation';
import type { Step } from './machine';

/** Stores all that a transition leaves behind. */
export function save(transaction: Transaction, step: Step, now: number): Escalation {
	transaction.saveEscalation(step.escalation, now);
	if (step.push) transaction.savePush(step.push);
	for (const entry of step.timeline) transaction.addToTimeline(step.escalation.id, entry);
	return step.escalation;
}
