import { SECOND } from '../time/duration';

/** No request takes longer; a clock that was set may say so. */
const MOST_SECONDS = 120;

/**
 * The seconds in which a request may have been signed; ms since 1970. Robots
 * sign whole seconds, so that their signatures can be made again: n8n tells
 * nobody what it has sent.
 */
export function secondsBetween(from: number, to: number): number[] {
	const first = wholeSecond(from);
	const count = Math.floor((to - first) / SECOND) + 1;
	return Array.from(
		{ length: Math.min(Math.max(count, 1), MOST_SECONDS) },
		(_, second) => first + second * SECOND,
	);
}

/** The beginning of its second. */
export function wholeSecond(time: number): number {
	return Math.floor(time / SECOND) * SECOND;
}
