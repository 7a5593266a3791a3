import { SECOND } from '../time/duration';

const LONGEST_PAUSE = 120 * SECOND;

/**
 * Whether so much lies between two looks at a clock, in ms since 1970, that n8n
 * was asleep or its store was gone, and nobody heard what sources sent meanwhile.
 * A clock that was set counts too: nobody can say how long nothing was heard.
 */
export function isBreak(before: number, now: number): boolean {
	return Math.abs(now - before) > LONGEST_PAUSE;
}
