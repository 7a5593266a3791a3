import { existsSync } from 'node:fs';

import { isQueueMode, storeFile } from '../store/location';
import { moveNode } from '../engine/moveNode';
import type { PostgresSettings } from '../store/postgres/connectionSettings';
import { openPostgresStore, type PostgresStore } from '../store/postgres/store';
import { openSqliteStore } from '../store/sqlite/store';
import { StoreError, type Store, type Warn } from '../store/store';
import { dropHoldings, openedStore, replaceOpenedStore, takeOver } from './handover';
import { createRuntime, type Runtime } from './runtime';

const EMBEDDED = 'embedded';
/** By store. */
const runtimes = new Map<string, Promise<Runtime>>();

/**
 * The runtime of this process on a store, opened by the first node that needs it.
 *
 * @param postgres without it, the embedded store.
 * @param warn see `openSqliteStore`.
 * @throws {StoreError} when the store cannot be opened. The next node tries again.
 */
export async function getRuntime(postgres?: PostgresSettings, warn?: Warn): Promise<Runtime> {
	const name = postgres ? JSON.stringify(postgres) : EMBEDDED;
	let runtime = runtimes.get(name);
	if (!runtime) {
		runtime = open(postgres, warn);
		runtimes.set(name, runtime);
		runtime.catch(() => runtimes.delete(name));
	}
	return await runtime;
}

/** The runtime on the store that an item names, where this process has it open. Whoever makes an item may name anything. */
export async function runtimeNamed(storeId: string): Promise<Runtime | undefined> {
	for (const runtime of runtimes.values()) {
		const id = runtime.then(async (opened) => await opened.storeId());
		const [named] = await Promise.allSettled([id]);
		if (named.status === 'fulfilled' && named.value === storeId) return await runtime;
	}
	return undefined;
}

/** The runtimes on all stores that this process has open. */
export async function openRuntimes(): Promise<Runtime[]> {
	const opened = await Promise.allSettled(runtimes.values());
	return opened.flatMap((each) => (each.status === 'fulfilled' ? [each.value] : []));
}

/** The stores of this process that are not embedded, by runtime. */
const postgresStores = new Map<Runtime, PostgresStore>();

/** Lets go of the stores; the next node that needs one opens it again. */
export async function closeRuntime(): Promise<void> {
	runtimes.clear();
	await dropHoldings();
	await Promise.all([...postgresStores.values()].map(async (store) => await store.close()));
	postgresStores.clear();
}

async function open(
	postgres: PostgresSettings | undefined,
	warn: Warn | undefined,
): Promise<Runtime> {
	return postgres ? await openPostgres(postgres, warn) : takeOver(await openEmbedded(warn));
}

async function openPostgres(settings: PostgresSettings, warn: Warn | undefined): Promise<Runtime> {
	const store = await openPostgresStore(settings, warn);
	const runtime = createRuntime(store);
	postgresStores.set(runtime, store);
	return runtime;
}

let moving: Promise<unknown> = Promise.resolve();

/**
 * Moves what the embedded store of this machine holds of a node to the store
 * of the node, where that is another one. Nothing happens where there is no
 * embedded store.
 *
 * @throws {StoreError} when the embedded store cannot be opened, as when another n8n uses it still.
 */
export async function moveIn(runtime: Runtime, scope: string): Promise<void> {
	const to = postgresStores.get(runtime);
	const file = storeFile();
	if (!to || !existsSync(file)) return;
	// One after the other: the file has one owner.
	const moved = moving.then(async () => {
		const own = openedStore();
		const from = own ?? openSqliteStore(file);
		try {
			await moveNode(from, to, scope);
		} finally {
			if (!own) await from.close();
		}
	});
	moving = moved.catch(() => undefined);
	await moved;
}

async function openEmbedded(warn: Warn | undefined): Promise<Store> {
	if (isQueueMode()) {
		throw new StoreError(
			'The embedded store does not work in queue mode',
			'Choose the store "Postgres" in every Service Event Trigger and Repeat Until Replied, or run n8n with EXECUTIONS_MODE=regular. Workers cannot share a file that belongs to one process.',
		);
	}
	return await replaceOpenedStore(() => openSqliteStore(storeFile(), undefined, warn));
}
