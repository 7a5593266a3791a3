import { DAY, HOUR } from '../time/duration';
import type { Store } from './store';

/** How long delivery ids and replies are remembered. Longer than any source repeats itself. */
const RETENTION = 30 * DAY;

/** By then n8n has started the clocks of all published workflows, and they have taken what was left for them. */
export const STARTING = HOUR;

/** Events of workflows and nodes that are gone. @param startedAt when this process began. */
export async function forgetAbandoned(store: Store, startedAt: number): Promise<void> {
	await store.transaction(async (transaction) => {
		const { now } = transaction;
		if (now - startedAt >= STARTING) await transaction.inbox.forget(now - RETENTION);
	});
}

/** Escalations say themselves how long they are remembered, see `Policy`. */
export async function forgetOld(store: Store): Promise<void> {
	await store.transaction(
		async (transaction) => await transaction.forget(transaction.now, transaction.now - RETENTION),
	);
}
