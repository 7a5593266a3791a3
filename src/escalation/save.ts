import type { Transaction } from '../store/store';
import type { Step } from './machine';

/** Stores what transitions of different escalations leave behind. */
export async function saveAll(transaction: Transaction, steps: Step[]): Promise<void> {
	if (steps.length === 0) return;
	await transaction.saveEscalations(
		steps.map(({ escalation }) => escalation),
		transaction.now,
	);
	const pushes = steps.flatMap(({ push }) => push ?? []);
	if (pushes.length > 0) await transaction.savePushes(pushes);
	const lines = steps.flatMap(({ escalation, timeline }) =>
		timeline.map((entry) => ({ ...entry, escalationId: escalation.id })),
	);
	if (lines.length > 0) await transaction.addToTimelines(lines);
}
