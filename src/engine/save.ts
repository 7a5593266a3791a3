import type { Transaction } from '../store/transaction';
import type { Step } from '../escalation/machine';

/** Stores what transitions of different escalations leave behind. */
export async function saveAll(transaction: Transaction, steps: Step[]): Promise<void> {
	if (steps.length === 0) return;
	const { escalations, now } = transaction;
	const timelines = new Map(steps.map(({ escalation, timeline }) => [escalation.id, timeline]));
	const [whole = [], state = []] = [true, false].map((isNew) =>
		steps
			.filter(({ hasNewDetails = false }) => hasNewDetails === isNew)
			.map(({ escalation }) => escalation),
	);
	await escalations.update(state, now, timelines);
	await escalations.save(whole, now, timelines);
	await transaction.reminders.save(steps.flatMap(({ reminder }) => reminder ?? []));
	await transaction.reminders.remove(
		steps.flatMap(({ escalation: { id }, unsent }) =>
			unsent === undefined ? [] : [{ escalationId: id, number: unsent }],
		),
	);
}
