import { randomUUID } from 'node:crypto';
import { EventEmitter } from 'node:events';

import { EscalationEngine } from './escalation/engine';
import { Inbox } from './inbox/inbox';
import { Links } from './links/links';
import { isQueueMode, storeFile } from './store/location';
import { openSqliteStore } from './store/sqlite';
import { StoreError, type Store } from './store/store';
import type { Clock } from './time/clock';

/** What the nodes of one process share. */
export interface Runtime {
	clock: Clock;
	engine: EscalationEngine;
	inbox: Inbox;
	links: Links;
	/** Whether the clock of this scope runs in this process: its workflow is published. */
	isRunning(scope: string): boolean;
	/** Tells the clock of this scope, when it is in this process, that something may be due. */
	wake(scope: string): void;
	/** Calls `listener` on every `wake` of the scope, until the returned function is called. */
	onWake(scope: string, listener: () => void): () => void;
	/** The clocks that run on it. */
	clocks: Set<MovableClock>;
}

/** A clock that goes on when newer code has opened the store. */
export interface MovableClock {
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
	const wakes = new EventEmitter().setMaxListeners(0);
	const isRunning = (scope: string) => wakes.listenerCount(scope) > 0;
	return {
		clock: store.clock,
		engine: new EscalationEngine(store, owner, isRunning),
		inbox: new Inbox(store, owner),
		links: new Links(store),
		isRunning,
		wake: (scope) => wakes.emit(scope),
		onWake(scope, listener) {
			wakes.on(scope, listener);
			return () => wakes.off(scope, listener);
		},
		clocks,
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
	[OPEN_STORE]?: Store;
	[HERITAGE]?: Heritage;
};

let current: Promise<Runtime> | undefined;

/** The runtime of this process, on the embedded store. Opened by the first node that needs it. */
export async function getRuntime(): Promise<Runtime> {
	current ??= openRuntime().catch((error) => {
		current = undefined;
		throw error;
	});
	return await current;
}

/** Lets go of the store; the next node that needs it opens it again. */
export async function closeRuntime(): Promise<void> {
	current = undefined;
	await shared[OPEN_STORE]?.close();
	shared[OPEN_STORE] = undefined;
	shared[HERITAGE] = undefined;
}

async function openRuntime(): Promise<Runtime> {
	if (isQueueMode()) {
		throw new StoreError(
			'The embedded escalation store does not work in queue mode',
			'Run n8n with EXECUTIONS_MODE=regular. Workers cannot share a file that one process owns.',
		);
	}
	await shared[OPEN_STORE]?.close();
	shared[OPEN_STORE] = undefined;
	const store = openSqliteStore(storeFile());
	shared[OPEN_STORE] = store;
	const heritage = (shared[HERITAGE] ??= { owner: randomUUID(), clocks: new Set() });
	const runtime = createRuntime(store, heritage);
	for (const clock of heritage.clocks) clock.moveTo(runtime);
	return runtime;
}
