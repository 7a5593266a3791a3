import type { Store } from '../../../src/store/store.ts';
import type { Clock } from '../../../src/time/clock.ts';

/** A store and a clock as one process has them: when it is killed, nothing of it goes on. */
export function mortals(
	store: Store,
	clock: Clock,
): { store: Store; clock: Clock; kill: () => void } {
	let isAlive = true;
	const orNever = async <Result,>(work: Promise<Result>): Promise<Result> => {
		const settle = await work.then(
			(value) => () => value,
			(error) => () => {
				throw error;
			},
		);
		if (!isAlive) await new Promise(() => undefined);
		return settle();
	};
	return {
		store: {
			clock,
			transaction: async (work, conversations) =>
				await orNever(
					isAlive ? store.transaction(work, conversations) : new Promise(() => undefined),
				),
			close: async () => undefined,
		},
		clock: {
			now: () => clock.now(),
			sleep: async (milliseconds, signal) => await orNever(clock.sleep(milliseconds, signal)),
		},
		kill: () => {
			isAlive = false;
		},
	};
}
