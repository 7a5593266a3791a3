import { HOUR } from '../time/duration';

/** ms: what is nearer is told by the time of day alone. */
const SAME_DAY = 12 * HOUR;

/** Whether the time of day says which moment is meant. Both in ms since 1970. */
export function isNear(at: number, now: number): boolean {
	return Math.abs(at - now) < SAME_DAY;
}

/** `17:30`, or `2026-01-06 17:00` of what is not near. */
export function timeInZone(at: number, timeZone: string, now: number): string {
	// Swedish writes dates and times as ISO 8601 does.
	return new Intl.DateTimeFormat('sv-SE', {
		timeZone,
		...(isNear(at, now) ? {} : { dateStyle: 'short' }),
		timeStyle: 'short',
	}).format(at);
}
