import { randomUUID } from 'node:crypto';
import { EventEmitter } from 'node:events';

import { EscalationEngine } from './escalation/engine';
import { Inbox } from './inbox/inbox';
import { isQueueMode, storeFile } from './store/location';
import { openPostgresStore } from './store/postgres';
import type { PostgresSettings } from './store/postgresSettings';
import { openSqliteStore } from './store/sqlite';
import { StoreError, type Store } from './store/store';
import type { Clock } from './time/clock';

/** What the nodes of one process share. */
export interface Runtime {
	clock: Clock;
	engine: EscalationEngine;
	inbox: Inbox;
	/**
	 * Whether the clock of this scope runs: its workflow is published. Undefined
	 * where it may run in another process.
	 */
	isRunning(scope: string): boolean | undefined;
	/** Tells the clock of this scope, wherever it is, that something may be due. */
	wake(scope: string): void;
	/** Calls `listener` on every `wake` of the scope, until the returned function is called. */
	onWake(scope: string, listener: () => void): () => void;
}

export function createRuntime(store: Store): Runtime {
	const owner = randomUUID();
	const { others } = store;
	const wakes = new EventEmitter().setMaxListeners(0);
	const isRunning = (scope: string) => wakes.listenerCount(scope) > 0;
	let hearsOthers = false;
	return {
		clock: store.clock,
		engine: new EscalationEngine(store, owner, isRunning),
		inbox: new Inbox(store, owner),
		isRunning: (scope) => (others && !isRunning(scope) ? undefined : isRunning(scope)),
		wake(scope) {
			if (!wakes.emit(scope)) others?.wake(scope);
		},
		onWake(scope, listener) {
			wakes.on(scope, listener);
			// Only where there is a clock to wake.
			if (!hearsOthers) others?.onWake((woken) => wakes.emit(woken));
			hearsOthers = true;
			return () => wakes.off(scope, listener);
		},
	};
}

/*
 * When n8n updates the package it loads the new code beside the old, in one
 * process. The file has one owner: the newer code closes what the older opened.
 */
const OPEN_STORE = Symbol.for('n8n-nodes-until-replied.openStore');
const shared = globalThis as typeof globalThis & { [OPEN_STORE]?: Store };

const EMBEDDED = 'embedded';
/** By store. */
const runtimes = new Map<string, Promise<Runtime>>();

/**
 * The runtime of this process on a store, opened by the first node that needs it.
 *
 * @param postgres without it, the embedded store.
 * @throws {StoreError} when the store cannot be opened. The next node tries again.
 */
export async function getRuntime(postgres?: PostgresSettings): Promise<Runtime> {
	const name = postgres ? JSON.stringify(postgres) : EMBEDDED;
	let runtime = runtimes.get(name);
	if (!runtime) {
		runtime = open(postgres);
		runtimes.set(name, runtime);
		runtime.catch(() => runtimes.delete(name));
	}
	return await runtime;
}

/** The stores of this process that are not embedded, to be closed. */
const postgresStores = new Set<Store>();

/** Lets go of the stores; the next node that needs one opens it again. */
export async function closeRuntime(): Promise<void> {
	runtimes.clear();
	await closeEmbedded();
	await Promise.all([...postgresStores].map(async (store) => await store.close()));
	postgresStores.clear();
}

async function open(postgres: PostgresSettings | undefined): Promise<Runtime> {
	if (!postgres) return createRuntime(await openEmbedded());
	const store = await openPostgresStore(postgres);
	postgresStores.add(store);
	return createRuntime(store);
}

async function openEmbedded(): Promise<Store> {
	if (isQueueMode()) {
		throw new StoreError(
			'The embedded store does not work in queue mode',
			'Choose the store "Postgres" in every Service Event Trigger and Repeat Until Replied, or run n8n with EXECUTIONS_MODE=regular. Workers cannot share a file that one process owns.',
		);
	}
	await closeEmbedded();
	const store = openSqliteStore(storeFile());
	shared[OPEN_STORE] = store;
	return store;
}

async function closeEmbedded(): Promise<void> {
	await shared[OPEN_STORE]?.close();
	shared[OPEN_STORE] = undefined;
}
