import { randomUUID } from 'node:crypto';
import { EventEmitter } from 'node:events';

import { EscalationEngine } from './escalation/engine';
import { Inbox } from './inbox/inbox';
import { isQueueMode, storeFile } from './store/location';
import { openSqliteStore } from './store/sqlite';
import { StoreError, type Store } from './store/store';
import type { Clock } from './time/clock';

/** What the nodes of one process share. */
export interface Runtime {
	clock: Clock;
	engine: EscalationEngine;
	inbox: Inbox;
	/** Whether the clock of this scope runs in this process: its workflow is published. */
	isRunning(scope: string): boolean;
	/** Tells the clock of this scope, when it is in this process, that something may be due. */
	wake(scope: string): void;
	/** Calls `listener` on every `wake` of the scope, until the returned function is called. */
	onWake(scope: string, listener: () => void): () => void;
}

export function createRuntime(store: Store): Runtime {
	shared[OWNER] ??= randomUUID();
	const owner = shared[OWNER];
	const wakes = new EventEmitter().setMaxListeners(0);
	const isRunning = (scope: string) => wakes.listenerCount(scope) > 0;
	return {
		clock: store.clock,
		engine: new EscalationEngine(store, owner, isRunning),
		inbox: new Inbox(store, owner),
		isRunning,
		wake: (scope) => wakes.emit(scope),
		onWake(scope, listener) {
			wakes.on(scope, listener);
			return () => wakes.off(scope, listener);
		},
	};
}

/*
 * When n8n updates the package it loads the new code beside the old, in one
 * process. The file has one owner: the newer code closes what the older opened.
 */
const OPEN_STORE = Symbol.for('n8n-nodes-until-replied.openStore');
/** Names this process in claims, whichever code makes them. */
const OWNER = Symbol.for('n8n-nodes-until-replied.owner');
const shared = globalThis as typeof globalThis & { [OPEN_STORE]?: Store; [OWNER]?: string };

const listeners = new Set<() => void>();

/** Calls `listener` whenever this code has opened a store. */
export function onOpened(listener: () => void): void {
	listeners.add(listener);
}

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
	shared[OWNER] = undefined;
	await shared[OPEN_STORE]?.close();
	shared[OPEN_STORE] = undefined;
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
	for (const listener of listeners) listener();
	return createRuntime(store);
}
