import { createRequire } from 'node:module';
import { join } from 'node:path';

import type { EscalationEngine } from '../../../src/engine/engine.ts';
import type { Incoming } from '../../../src/escalation/incoming.ts';
import type { PostgresSettings } from '../../../src/store/postgres/connectionSettings.ts';
import type { Store } from '../../../src/store/store.ts';
import type { Clock } from '../../../src/time/clock.ts';
import { root } from '../../../test/support/repository/root.mts';

const require = createRequire(join(root, 'package.json'));

/** The code as it is published: built, with its bundled libraries. */
const built = (path: string) => require(join(root, 'dist', 'src', path));

export const openSqlite = (file: string, clock?: Clock): Store =>
	built('store/sqlite/store.js').openSqliteStore(file, clock);

export async function openPostgres(settings: PostgresSettings, clock?: Clock): Promise<Store> {
	const { PostgresStore } = built('store/postgres/store.js');
	const store = new PostgresStore(settings, clock);
	await store.prepare();
	return store;
}

export function newEngine(store: Store, owner = 'benchmark'): EscalationEngine {
	const { EscalationEngine: Engine } = built('engine/engine.js');
	return new Engine(store, owner);
}

export const Dispatcher = built('dispatch/dispatcher.js')
	.Dispatcher as typeof import('../../../src/dispatch/dispatcher.ts').Dispatcher;

export const pace = built('dispatch/pace.js') as typeof import('../../../src/dispatch/pace.ts');

export const SCOPE = 'benchmark:node';

/** A clock that stands still until it is set, so that a plan of minutes is carried out at once. */
export class HandClock implements Clock {
	private time = Date.now();

	now(): number {
		return this.time;
	}

	set(time: number): void {
		this.time = time;
	}

	async sleep(): Promise<void> {
		await Promise.resolve();
	}
}

export function message(number: number, firstReminderAfter: number): Incoming {
	return {
		type: 'message',
		eventId: `message ${number}`,
		conversationKey: keyOf(number),
		writtenAt: 0,
		opens: true,
		event: {
			id: `message ${number}`,
			source: 'twtChat',
			kind: 'message.unreplied',
			text: 'Is anybody there? My order has not come and I have been waiting for days now.',
			visitor: { name: `Visitor-${number}` },
			project: { name: 'shop' },
			raw: { event: 'UNREPLIED', content: [{ visitor_name: `Visitor-${number}`, status: '1' }] },
		},
		policy: {
			firstReminderAfter,
			intervals: [600_000],
			growthFactor: 1,
			longestInterval: 600_000,
			maximumReminders: 4,
			giveUpAfter: null,
			activeHours: null,
			endWhenSilentFor: null,
			onNewMessage: 'keep',
			keepEndedFor: 86_400_000,
			announceEveryReply: false,
			announceChanges: false,
			targets: null,
			countFrom: 'arrival',
			attempts: 10,
			whenRemindersFail: 'goOn',
			resendInterrupted: true,
			digest: null,
		},
	};
}

export const reply = (number: number): Incoming => ({
	type: 'reply',
	eventId: `reply ${number}`,
	conversationKey: keyOf(number),
	repliedAt: Number.MAX_SAFE_INTEGER,
	actor: null,
});

export const keyOf = (number: number) => `twt:shop:Visitor-${number}`;

export const range = (from: number, to: number) =>
	Array.from({ length: to - from }, (_, index) => from + index);

export function chunks<Value>(values: Value[], size: number): Value[][] {
	return Array.from({ length: Math.ceil(values.length / size) }, (_, index) =>
		values.slice(index * size, (index + 1) * size),
	);
}

/** Things done in a second. */
export async function rate(count: number, work: () => Promise<unknown>): Promise<number> {
	const beganAt = performance.now();
	await work();
	return (count * 1_000) / (performance.now() - beganAt);
}
