import { MINUTE } from '../../time/duration';

const FIRST = 250;
const LONGEST = MINUTE;
/** More doublings than that change nothing. */
const MOST_DOUBLINGS = 16;

/**
 * Milliseconds to wait after so many failures in a row: anything up to 0.25 s,
 * doubling, up to a minute. Where a platform throws out thousands at once, they do
 * not come back together ("full jitter", "Exponential Backoff And Jitter", AWS
 * Architecture Blog).
 *
 * @param random from 0 to 1, without 1.
 */
export function backoff(failures: number, random: number): number {
	const cap = Math.min(LONGEST, FIRST * 2 ** Math.min(Math.max(failures, 1) - 1, MOST_DOUBLINGS));
	return Math.floor(random * (cap + 1));
}
