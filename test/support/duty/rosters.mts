import { DateTime } from 'luxon';

import type { KnownRoster } from '../../../src/duty/onDuty.ts';
import type { Layer, Person, Roster, Shift } from '../../../src/duty/roster.ts';

export const WEEKDAYS = [1, 2, 3, 4, 5];
export const EVERY_DAY = [...WEEKDAYS, 6, 7];

export function person(name: string, more: Partial<Person> = {}): Person {
	return { name, aliases: [], ids: {}, mobiles: [], ...more };
}

/** Around the clock, without a rotation, where nothing else is said. */
export function shift(people: string[], more: Partial<Shift> = {}): Shift {
	return { people, timeZone: 'UTC', hours: [], rotation: null, ...more };
}

export function layer(name: string, ...shifts: Shift[]): Layer {
	return { name, shifts, calendar: null };
}

/** With everybody who has a shift. */
export function known(layers: Layer[], more: Partial<Roster> = {}): KnownRoster {
	const names = new Set(layers.flatMap(({ shifts }) => shifts.flatMap(({ people }) => people)));
	const people = [...names].map((name) => person(name));
	return { roster: { people, layers, overrides: [], ...more }, calendars: new Map() };
}

/** An instant by the wall clock of a zone. */
export function at(text: string, timeZone: string): number {
	return DateTime.fromISO(text, { zone: timeZone }).toMillis();
}
