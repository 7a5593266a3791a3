import { IANAZone } from 'luxon';

import { HOUR, MINUTE } from '../time/duration';
import { instantOfWall } from '../time/wallClock';
import type { Stretch } from '../time/calendar/timedEvents';
import type { Rotation, Shift } from './roster';

/** One person's stretch of a rotation, from hand-over to hand-over. */
interface Turn extends Stretch {
	person: string;
}

/** Whose turn it is at an instant, in ms since 1970; undefined where nobody takes turns. */
export function turnAt({ people, timeZone, rotation }: Shift, at: number): Turn | undefined {
	if (!rotation || people.length === 0) return undefined;
	const zone = IANAZone.create(timeZone);
	const begins = beginnings(rotation, zone);
	// By the wall clock it is this one, or one beside it where the clocks are set.
	const wall = at + zone.offset(at) * MINUTE;
	let number = Math.floor((wall - firstOf(rotation)) / (rotation.hours * HOUR));
	while (begins(number) > at) number -= 1;
	while (begins(number + 1) <= at) number += 1;
	const { length } = people;
	const person = people[((number % length) + length) % length];
	return { person, from: begins(number), to: begins(number + 1) };
}

/** When turn 0, 1, 2 … begins, and those before. */
function beginnings(rotation: Rotation, zone: IANAZone): (number: number) => number {
	const first = firstOf(rotation);
	return (number) => instantOfWall(zone, first + number * rotation.hours * HOUR);
}

/** When turn 0 begins on the wall, in ms since 1970 as if it were UTC. */
function firstOf({ from, at }: Rotation): number {
	return Date.parse(`${from}T${at}Z`);
}
