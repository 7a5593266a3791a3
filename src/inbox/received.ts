import { z } from 'zod';

import type { InboxEntry } from '../store/transaction';

/** When an event was accepted, and as which: what its item says of it as `received`. */
export interface Received {
	/** ISO 8601, UTC, by the store's clock. */
	at: string;
	/** Ascending in the order of acceptance, over all triggers of a store. */
	sequence: number;
}

export const receivedSchema = z.object({
	at: z.iso.datetime(),
	sequence: z.int().nonnegative(),
}) satisfies z.ZodType<Received>;

export function receivedOf({ receivedAt, sequence }: InboxEntry): Received {
	return { at: new Date(receivedAt).toISOString(), sequence };
}
