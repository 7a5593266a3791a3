import type { IANAZone } from 'luxon';

import { DAY, MINUTE } from './duration';

/**
 * The first instant at which the wall clock shows this time of the day or a
 * later one: where it is skipped in spring, the moment after the gap; where it
 * comes twice in autumn, the first.
 *
 * @param day days since 1970.
 */
export function instantAt(zone: IANAZone, day: number, time: string): number {
	const [hour, minute] = time.split(':').map(Number);
	const wall = day * DAY + (hour * 60 + minute) * MINUTE;
	const offset = offsetShowing(zone, wall);
	if (offset !== undefined) return wall - offset;
	// Between the two the clocks are put forward.
	const { before, after } = offsetsAround(zone, wall);
	let [last, first] = [wall - Math.max(before, after), wall - Math.min(before, after)];
	while (first - last > 1) {
		const middle = Math.floor((first + last) / 2);
		if (zone.offset(middle) * MINUTE === before) last = middle;
		else first = middle;
	}
	return first;
}

/**
 * From UTC, in ms, when the wall clock shows `wall`: the first of two in autumn,
 * and in spring the one before the gap (RFC 5545, 3.3.5).
 *
 * @param wall ms since 1970 as if it were UTC.
 */
export function offsetOfWall(zone: IANAZone, wall: number): number {
	return offsetShowing(zone, wall) ?? offsetsAround(zone, wall).before;
}

/** Undefined where the wall clock never shows that time. */
function offsetShowing(zone: IANAZone, wall: number): number | undefined {
	const { before, after } = offsetsAround(zone, wall);
	if (before === after) return before;
	return [before, after].find((offset) => zone.offset(wall - offset) * MINUTE === offset);
}

function offsetsAround(zone: IANAZone, wall: number): { before: number; after: number } {
	return { before: zone.offset(wall - DAY) * MINUTE, after: zone.offset(wall + DAY) * MINUTE };
}
