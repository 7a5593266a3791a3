import type { Transaction } from '../store/transaction';
import type { Step } from '../escalation/machine';

/** Stores what transitions of different escalations leave behind. */
export async function saveAll(transaction: Transaction, steps: Step[]): Promise<void> {
	if (steps.length === 0) return;
	const { escalations, reminders, now } = transaction;
	await escalations.save(steps, now);
	// One that is sent again left before, which its history keeps.
	const leftBefore = steps.flatMap(({ escalation: { claim }, reminder }) =>
		reminder && claim?.redelivery ? reminder : [],
	);
	const unsent = steps.flatMap(({ escalation: { id }, unsent: number }) =>
		number === undefined ? [] : [{ escalationId: id, number }],
	);
	await reminders.remove([...leftBefore, ...unsent]);
	await reminders.save(steps.flatMap(({ reminder }) => reminder ?? []));
	await reminders.markSent(steps.flatMap(sentIn));
}

function sentIn({ escalation: { id }, timeline }: Step) {
	return timeline.flatMap(({ at, what, number }) =>
		what === 'reminderSent' && number !== undefined ? [{ escalationId: id, number, at }] : [],
	);
}
