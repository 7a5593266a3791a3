import { randomUUID } from 'node:crypto';
import { EventEmitter } from 'node:events';
import { existsSync } from 'node:fs';

import { EscalationEngine } from './escalation/engine';
import { Inbox } from './inbox/inbox';
import { Links } from './links/links';
import { isQueueMode, storeFile } from './store/location';
import { moveScope } from './store/move';
import { openPostgresStore, type PostgresStore } from './store/postgres/store';
import type { PostgresSettings } from './store/postgres/connectionSettings';
import { openSqliteStore, type SqliteStore } from './store/sqlite/store';
import { StoreError, type Store, type Warn } from './store/store';
import type { Clock } from './time/clock';

/** What the nodes of one process share. */
export interface Runtime {
	clock: Clock;
	engine: EscalationEngine;
	inbox: Inbox;
	links: Links;
	/**
	 * Whether the clock of this scope runs: its workflow is published. Undefined
	 * where it may run in another process.
	 */
	isRunning(scope: string): boolean | undefined;
	/** Tells the clock of this scope, wherever it is, that something may be due. */
	wake(scope: string): void;
	/** Calls `listener` on every `wake` of the scope, until the returned function is called. */
	onWake(scope: string, listener: () => void): () => void;
	/** The clocks that run on it. */
	clocks: Set<MovableClock>;
	/** Why n8n does not run the workflow of this scope, as far as its clock in this process knows. */
	standstillOf(scope: string): string | undefined;
}

/** A clock that goes on when newer code has opened the store. */
export interface MovableClock {
	/** Of its node. */
	readonly scope: string;
	/** Why n8n does not run its workflow, for people; undefined while it does. */
	readonly standstill: string | undefined;
	moveTo(runtime: Runtime): void;
}

/** What newer code takes over from the older one in the same process. */
interface Heritage {
	/** Whose the leases are: what is on its way belongs to the process, not to the code. */
	owner: string;
	clocks: Set<MovableClock>;
}

export function createRuntime(
	store: Store,
	{ owner, clocks }: Heritage = { owner: randomUUID(), clocks: new Set() },
): Runtime {
	const { others } = store;
	const wakes = new EventEmitter().setMaxListeners(0);
	const isRunning = (scope: string) => wakes.listenerCount(scope) > 0;
	let hearsOthers = false;
	return {
		clock: store.clock,
		engine: new EscalationEngine(store, owner, isRunning),
		inbox: new Inbox(store, owner),
		links: new Links(store),
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
		clocks,
		standstillOf: (scope) =>
			[...clocks].find((clock) => clock.scope === scope && clock.standstill)?.standstill,
	};
}

/*
 * When n8n updates the package it loads the new code beside the old, in one
 * process, and does not start the published workflows anew: their clocks are
 * still those of the old code. The file has one owner, so the newer code closes
 * what the older opened, and moves the running clocks to what it opens itself.
 */
const OPEN_STORE = Symbol.for('n8n-nodes-until-replied.openStore');
const HERITAGE = Symbol.for('n8n-nodes-until-replied.heritage');
const shared = globalThis as typeof globalThis & {
	[OPEN_STORE]?: SqliteStore;
	[HERITAGE]?: Heritage;
};

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

/** The stores of this process that are not embedded, by runtime. */
const postgresStores = new Map<Runtime, PostgresStore>();

/** Lets go of the stores; the next node that needs one opens it again. */
export async function closeRuntime(): Promise<void> {
	runtimes.clear();
	await closeEmbedded();
	shared[HERITAGE] = undefined;
	await Promise.all([...postgresStores.values()].map(async (store) => await store.close()));
	postgresStores.clear();
}

async function open(
	postgres: PostgresSettings | undefined,
	warn: Warn | undefined,
): Promise<Runtime> {
	if (!postgres) return onEmbedded(await openEmbedded(warn));
	const store = await openPostgresStore(postgres);
	const runtime = createRuntime(store);
	postgresStores.set(runtime, store);
	return runtime;
}

/** Takes over what older code in this process had running on the file. */
function onEmbedded(store: Store): Runtime {
	const heritage = (shared[HERITAGE] ??= { owner: randomUUID(), clocks: new Set() });
	const runtime = createRuntime(store, heritage);
	for (const clock of heritage.clocks) clock.moveTo(runtime);
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
		const own = shared[OPEN_STORE];
		const from = own ?? openSqliteStore(file);
		try {
			await moveScope(from, to, scope);
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
			'Choose the store "Postgres" in every Service Event Trigger and Repeat Until Replied, or run n8n with EXECUTIONS_MODE=regular. Workers cannot share a file that one process owns.',
		);
	}
	await closeEmbedded();
	const store = openSqliteStore(storeFile(), undefined, warn);
	shared[OPEN_STORE] = store;
	return store;
}

async function closeEmbedded(): Promise<void> {
	await shared[OPEN_STORE]?.close();
	shared[OPEN_STORE] = undefined;
}
