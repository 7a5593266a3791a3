import { DateTime } from 'luxon';

import type { Hours } from './workflow.mts';

const MINUTE = 60_000;
/** How much of a night is there to be looked at, at least. */
const SHORTEST = 25_000;

/**
 * A night that is now and ends at a full minute, within a minute and a half.
 *
 * @param now ms since 1970.
 * @param timeZone that of n8n.
 */
export function nightAt(now: number, timeZone: string): { hours: Hours; opensAt: number } {
	const opensAt = Math.ceil((now + SHORTEST) / MINUTE) * MINUTE;
	const clockTime = (time: number) =>
		DateTime.fromMillis(time, { zone: timeZone }).toFormat('HH:mm');
	return { hours: { from: clockTime(opensAt), to: clockTime(now) }, opensAt };
}
