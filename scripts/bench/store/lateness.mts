import { setTimeout as sleep } from 'node:timers/promises';

import type { Store } from '../../../src/store/store.ts';
import type { Job, JobOutcome } from '../../../src/dispatch/jobSource.ts';
import { percentile } from '../../lib/percentile.mts';
import { chunks, Dispatcher, message, newEngine, range, SCOPE } from './product.mts';

const SECOND = 1_000;
const REMINDERS = 2_000;
const SPREAD = 20 * SECOND;

/** Milliseconds from the time when a reminder was due until its execution was started. */
export interface Lateness {
	median: number;
	p99: number;
	worst: number;
}

/**
 * The clock of a node at work, with all those open that wait for hours, and
 * 2,000 more that fall due within 20 s. They are taken in by `taker`, which may
 * be another process's store.
 */
export async function measureLateness(
	store: Store,
	taker: Store,
	others: { wake?: boolean } = {},
): Promise<Lateness> {
	const engine = newEngine(store, 'main');
	const late: number[] = [];
	const emit = async (items: Job[]): Promise<JobOutcome[]> => {
		const tokens = items.map(({ token }) => token);
		for (const gatedOutput of await engine.passGate(SCOPE, tokens)) {
			if (gatedOutput) late.push(store.clock.now() - gatedOutput.claim.plannedFor);
		}
		return tokens.map((token) => ({ token, result: 'sent' }));
	};
	const dispatcher = new Dispatcher({
		jobSource: engine.jobSourceOf(SCOPE),
		clock: store.clock,
		emit,
		onError: (error) => console.error(error),
	});
	if (others.wake) store.others?.onWake(() => dispatcher.wake());
	dispatcher.start();
	await sleep(SECOND);
	const base = 1e9 + Math.floor(Math.random() * 1e9);
	const worker = newEngine(taker, 'worker');
	for (const some of chunks(range(0, REMINDERS), 20)) {
		const arrivals = some.map((number) => message(base + number, SECOND));
		await worker.track(SCOPE, arrivals);
		if (others.wake) taker.others?.wake(SCOPE);
		else if (taker === store) dispatcher.wake();
		await sleep((SPREAD * 20) / REMINDERS);
	}
	for (let waited = 0; late.length < REMINDERS && waited < 60; waited += 1) await sleep(SECOND);
	await dispatcher.stop();
	await dispatcher.idle();
	if (late.length < REMINDERS)
		throw new Error(`${late.length} of ${REMINDERS} reminders were started`);
	return {
		median: percentile(late, 0.5),
		p99: percentile(late, 0.99),
		worst: Math.max(...late),
	};
}
