import { IANAZone } from 'luxon';

import { DAY } from '../time/duration';
import { instantAt } from '../time/wallClock';
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
	const tomorrow = Math.floor(at / DAY) + 1;
	let number = Math.floor((tomorrow - dayOf(rotation.from)) / rotation.days);
	while (begins(number) > at) number -= 1;
	const { length } = people;
	const person = people[((number % length) + length) % length];
	return { person, from: begins(number), to: begins(number + 1) };
}

/** When turn 0, 1, 2 … begins, and those before. */
function beginnings({ days, from, at }: Rotation, zone: IANAZone): (number: number) => number {
	const first = dayOf(from);
	return (number) => instantAt(zone, first + number * days, at);
}

/** Days since 1970. */
function dayOf(date: string): number {
	return Date.parse(date) / DAY;
}
