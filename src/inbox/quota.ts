import type { InboxSize } from '../store/transaction';

/** What may wait in the inbox of one trigger. */
export type Quota = InboxSize;

export const DEFAULT_QUOTA: Quota = { events: 100_000, bytes: 1024 ** 3 };

/**
 * How many of the events that come next are taken: as long as there is room.
 * The last one may be larger than the room, so that none is too large for ever.
 *
 * @param bytes of each.
 */
export function countThatFit(size: InboxSize, bytes: readonly number[], quota: Quota): number {
	let { events, bytes: taken } = size;
	let count = 0;
	while (count < bytes.length && events < quota.events && taken < quota.bytes) {
		taken += bytes[count];
		events += 1;
		count += 1;
	}
	return count;
}
