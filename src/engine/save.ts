import type { Transaction } from '../store/transaction';
import type { Step } from '../escalation/machine';

/** Stores what transitions of different escalations leave behind. */
export async function saveAll(transaction: Transaction, steps: Step[]): Promise<void> {
	if (steps.length === 0) return;
	await transaction.escalations.save(
		steps.map(({ escalation }) => escalation),
		transaction.now,
		new Map(steps.map(({ escalation, timeline }) => [escalation.id, timeline])),
	);
	await transaction.reminders.save(steps.flatMap(({ reminder }) => reminder ?? []));
	await transaction.reminders.remove(
		steps.flatMap(({ escalation: { id }, unsent }) =>
			unsent === undefined ? [] : [{ escalationId: id, number: unsent }],
		),
	);
}
