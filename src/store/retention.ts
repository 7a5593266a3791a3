import { DAY } from '../time/duration';
import type { Store } from './store';

/** How long delivery ids and replies are remembered. Longer than any source repeats itself. */
const RETENTION = 30 * DAY;

/** Escalations say themselves how long they are remembered, see `Policy`. */
export async function forgetOld(store: Store): Promise<void> {
	await store.transaction(
		async (transaction) => await transaction.forget(transaction.now, transaction.now - RETENTION),
	);
}
