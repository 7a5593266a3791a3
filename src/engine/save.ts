import type { Transaction } from '../store/transaction';
import type { Step } from '../escalation/machine';

/** Stores what transitions of different escalations leave behind. */
export async function saveAll(transaction: Transaction, steps: Step[]): Promise<void> {
	if (steps.length === 0) return;
	const { escalations, now } = transaction;
	const timelines = new Map(steps.map(({ escalation, timeline }) => [escalation.id, timeline]));
	const escalationsOf = (some: Step[]) => some.map(({ escalation }) => escalation);
	const isNew = ({ hasNewDetails }: Step) => hasNewDetails === true;
	// What ends first makes room for what opens in its place.
	await escalations.update(escalationsOf(steps.filter((step) => !isNew(step))), now, timelines);
	await escalations.save(escalationsOf(steps.filter(isNew)), now, timelines);
	await transaction.reminders.save(steps.flatMap(({ reminder }) => reminder ?? []));
	await transaction.reminders.remove(
		steps.flatMap(({ escalation: { id }, unsent }) =>
			unsent === undefined ? [] : [{ escalationId: id, number: unsent }],
		),
	);
}
