import { SECOND } from '../time/duration';

export const FIRST_RETRY = 5 * SECOND;

export const LONGEST_RETRY = 300 * SECOND;

/** Milliseconds to wait after the given number of failures in a row: 5 s, doubling, at most 5 min. */
export function retryDelay(failures: number): number {
	return Math.min(FIRST_RETRY * 2 ** (failures - 1), LONGEST_RETRY);
}
