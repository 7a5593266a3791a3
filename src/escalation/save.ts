import type { Transaction } from '../store/store';
import type { Step } from './machine';

/** Stores what transitions of different escalations leave behind. */
export async function saveAll(transaction: Transaction, steps: Step[]): Promise<void> {
	if (steps.length === 0) return;
	await transaction.saveEscalations(
		steps.map(({ escalation }) => escalation),
		transaction.now,
		new Map(steps.map(({ escalation, timeline }) => [escalation.id, timeline])),
	);
	await transaction.savePushes(steps.flatMap(({ push }) => push ?? []));
	await transaction.removePushes(
		steps.flatMap(({ escalation: { id }, unsent }) =>
			unsent === undefined ? [] : [{ escalationId: id, number: unsent }],
		),
	);
}
