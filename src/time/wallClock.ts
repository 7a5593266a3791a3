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
	const offsetAt = (at: number) => zone.offset(at) * MINUTE;
	const [before, after] = [offsetAt(wall - DAY), offsetAt(wall + DAY)];
	const [early, late] = [wall - Math.max(before, after), wall - Math.min(before, after)];
	if (before === after || offsetAt(wall - before) === before) return wall - before;
	if (offsetAt(wall - after) === after) return wall - after;
	// Between the two the clocks are put forward.
	let [last, first] = [early, late];
	while (first - last > 1) {
		const middle = Math.floor((first + last) / 2);
		if (offsetAt(middle) === before) last = middle;
		else first = middle;
	}
	return first;
}
