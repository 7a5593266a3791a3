import type { SqliteStore } from '../store/sqlite/store';
import type { Store } from '../store/store';
import { createRuntime, newHoldings, type Holdings, type Runtime } from './runtime';

/*
 * When n8n updates the package it loads the new code beside the old, in one
 * process, and does not start the published workflows anew: their clocks are
 * still those of the old code. The file has one owner, so the newer code closes
 * what the older opened, and moves the running clocks to what it opens itself.
 */
const OPEN_STORE = Symbol.for('n8n-nodes-until-replied.openStore');
const HOLDINGS = Symbol.for('n8n-nodes-until-replied.holdings');
const shared = globalThis as typeof globalThis & {
	[OPEN_STORE]?: SqliteStore;
	[HOLDINGS]?: Holdings;
};

/** The embedded store that this process has open, whichever code opened it. */
export function openedStore(): SqliteStore | undefined {
	return shared[OPEN_STORE];
}

/** Closes what is open, then opens another in its place. */
export async function replaceOpenedStore(open: () => SqliteStore): Promise<SqliteStore> {
	await closeOpenedStore();
	return (shared[OPEN_STORE] = open());
}

/** The runtime on the embedded store, with all that older code in this process had running on it. */
export function takeOver(store: Store): Runtime {
	const holdings = (shared[HOLDINGS] ??= newHoldings());
	const runtime = createRuntime(store, holdings);
	for (const clock of holdings.clocks) clock.moveTo(runtime);
	return runtime;
}

/** As if nothing had run in this process before. */
export async function dropHoldings(): Promise<void> {
	await closeOpenedStore();
	shared[HOLDINGS] = undefined;
}

async function closeOpenedStore(): Promise<void> {
	await shared[OPEN_STORE]?.close();
	shared[OPEN_STORE] = undefined;
}
