import { randomUUID } from 'node:crypto';
import { EventEmitter } from 'node:events';

import { Calendars } from '../engine/calendars';
import { EscalationEngine } from '../engine/engine';
import { MetricsReader } from '../engine/metrics';
import { Rosters } from '../engine/rosters';
import { Tally } from '../engine/tally';
import { Inbox } from '../inbox/inbox';
import { KnownChats } from '../store/knownChats';
import { ListeningApps } from '../store/listeningApps';
import type { Store } from '../store/store';
import { storeIdOf } from '../store/storeId';
import type { Clock } from '../time/clock';
import { Links } from '../web/links';

/** What the nodes of one process share. */
export interface Runtime {
	/** What items of Repeat Until Replied name its store by, see `runtimeNamed`: the same in all processes that share it. */
	storeId(): Promise<string>;
	store: Store;
	clock: Clock;
	calendars: Calendars;
	rosters: Rosters;
	engine: EscalationEngine;
	inbox: Inbox;
	links: Links;
	listeningApps: ListeningApps;
	metrics: MetricsReader;
	tally: Tally;
	knownChats: KnownChats;
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

/** What the code of one process has of its own, and hands over to newer code. */
export interface Holdings {
	/** Whose the leases are: what is on its way belongs to the process, not to the code. */
	owner: string;
	clocks: Set<MovableClock>;
}

export const newHoldings = (): Holdings => ({ owner: randomUUID(), clocks: new Set() });

/** All that works on one store. */
export function createRuntime(store: Store, { owner, clocks }: Holdings = newHoldings()): Runtime {
	const { others } = store;
	const links = new Links(store);
	const wakes = new EventEmitter().setMaxListeners(0);
	const isRunning = (scope: string) => wakes.listenerCount(scope) > 0;
	let hearsOthers = false;
	let id: Promise<string> | undefined;
	return {
		async storeId() {
			id ??= storeIdOf(store);
			id.catch(() => (id = undefined));
			return await id;
		},
		store,
		clock: store.clock,
		calendars: new Calendars(store),
		rosters: new Rosters(store),
		engine: new EscalationEngine(store, owner, isRunning),
		inbox: new Inbox(store, owner),
		links,
		listeningApps: new ListeningApps(store),
		metrics: new MetricsReader(store, async () => await links.servedNodes()),
		tally: new Tally(store),
		knownChats: new KnownChats(store),
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
