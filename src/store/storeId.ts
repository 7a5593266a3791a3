import { randomUUID } from 'node:crypto';

import type { Store } from './store';

/** The setting that has it. It does not move to another store, which has its own. */
export const STORE_ID = 'storeId';

/** What a store is named by where nobody is to read what it is: random, so that whoever has not seen it can name none. */
export async function storeIdOf(store: Store): Promise<string> {
	return await store.transaction(
		async ({ settings }) => await settings.make(STORE_ID, randomUUID()),
	);
}
