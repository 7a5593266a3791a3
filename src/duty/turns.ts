import { IANAZone } from 'luxon';

import { DAY, HOUR } from '../time/duration';
import { instantOfWall } from '../time/wallClock';
import type { Rotation, Shift, Stretch } from './roster';

/** One person's stretch of a rotation, from hand-over to hand-over. */
interface Turn extends Stretch {
	person: string;
}

/** Whose turn it is at an instant, in ms since 1970; undefined where nobody takes turns. */
export function turnAt({ people, timeZone, rotation }: Shift, at: number): Turn | undefined {
	if (!rotation || people.length === 0) return undefined;
	const begins = beginnings(rotation, IANAZone.create(timeZone));
	// A zone is at most a day from UTC, so that the turn is this one or one before it.
	const later = at + 2 * DAY - Date.parse(rotation.from);
	let number = Math.floor(later / (rotation.hours * HOUR));
	while (begins(number) > at) number -= 1;
	const { length } = people;
	const person = people[((number % length) + length) % length];
	return { person, from: begins(number), to: begins(number + 1) };
}

/** When turn 0, 1, 2 … begins, and those before. */
function beginnings({ hours, from, at }: Rotation, zone: IANAZone): (number: number) => number {
	const first = Date.parse(`${from}T${at}Z`);
	return (number) => instantOfWall(zone, first + number * hours * HOUR);
}
