import type { Transaction } from '../store/transaction';
import type { Step } from '../escalation/machine';
import { storeTargetNotices } from './notices';

/** Stores what transitions of different escalations leave behind. */
export async function saveAll(transaction: Transaction, steps: Step[]): Promise<void> {
	if (steps.length === 0) return;
	const { escalations, reminders, now } = transaction;
	await escalations.save(steps, now);
	const unsent = steps.flatMap(({ escalation: { id }, unsent: number }) =>
		number === undefined ? [] : [{ escalationId: id, number }],
	);
	await reminders.remove(unsent);
	await reminders.save(steps.flatMap(({ reminder }) => reminder ?? []));
	await storeTargetNotices(transaction, steps);
}
