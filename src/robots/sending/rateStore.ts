import { createHash } from 'node:crypto';

import type { Rate } from './rate';

/**
 * Looks at rates, and says what becomes of them: in the order in which the robots
 * were named, where any has changed. `now` is the time by which they count.
 */
export type UseOfRates<Result> = (rates: Rate[], now: number) => { result: Result; rates?: Rate[] };

/**
 * Keeps the rates of robots for all who send by them: other processes, other
 * code in this one, and this one after a restart.
 */
export interface RateStore {
	/**
	 * Nobody else changes the rates of these robots meanwhile. The time is the
	 * store's. `use` may be called again from the beginning.
	 *
	 * @param robots see `robotDigest`.
	 */
	withRates<Result>(robots: string[], use: UseOfRates<Result>): Promise<Result>;
}

/** By what a robot is known where its address must not be: that is its secret, and too long to be guessed. */
export function robotDigest(platform: string, address: string): string {
	return createHash('sha256').update(`${platform}\n${address}`).digest('hex');
}
