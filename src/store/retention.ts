import type { Clock } from '../time/clock';
import { DAY } from '../time/duration';
import type { Store } from './store';

/** How long ended escalations, delivery ids and replies are remembered. Longer than any source repeats itself. */
const RETENTION = 30 * DAY;

export async function forgetOld(store: Store, clock: Clock): Promise<void> {
	const before = clock.now() - RETENTION;
	await store.transaction((transaction) => transaction.forgetBefore(before));
}
