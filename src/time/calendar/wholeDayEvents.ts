import type ICAL from 'ical.js';

import { nameOf } from './eventLines';
import { calendarEvents, textOf, type CalendarEvent } from './events';

/**
 * What an event says of its days. `holiday`: marked as a public one.
 * `worked`: the day makes up for one that is off. `observance`: the day is
 * remembered, and worked. `unmarked`: nothing but that it fills the day.
 */
type Kind = 'holiday' | 'worked' | 'observance' | 'unmarked';

/** An event that fills days from midnight to midnight, or repeats one that does. */
export interface WholeDayEvent extends CalendarEvent {
	kind: Kind;
}

interface FoundEvents {
	events: WholeDayEvent[];
	/** How many do not fill whole days. */
	timed: number;
	/** How many nobody could read. */
	unreadable: number;
}

/**
 * The events of an iCalendar that fill whole days, without those that were cancelled.
 *
 * @param wanted see `EventReading`.
 * @throws {ExplainedError} when it is none, or has too many.
 */
export function wholeDayEvents(text: string, wanted: string): FoundEvents {
	const isGoogle = /^PRODID:.*Google/im.test(text);
	const { events, others, unreadable } = calendarEvents(text, {
		wanted,
		isWanted: hasWholeDays,
		told: (line) => line,
	});
	return {
		events: events.map((event) => ({ ...event, kind: kindOf(event.component, isGoogle) })),
		timed: others,
		unreadable,
	};
}

/** A date alone, or midnight by the clock where the event is: midnight in UTC is another time there. */
const MIDNIGHT = /:\d{8}(?:T000000)?\s*$/;

function hasWholeDays(lines: string[]): boolean {
	const bounds = lines.filter((line) => ['DTSTART', 'DTEND'].includes(nameOf(line)));
	return bounds.length > 0 && bounds.every((line) => MIDNIGHT.test(line));
}

/** Of Google's calendars of holidays the ids begin with the date, and the descriptions of observances say where one hides them. */
const GOOGLE_HOLIDAY = /^\d{8}_/;

/** 班: that day is worked (调休). */
const WORKED = /[（(]班[)）]|^班[｜|]|补班|調休上班|调休上班|\bworking day\b/i;

function kindOf(event: ICAL.Component, isGoogle: boolean): Kind {
	switch (textOf(event, 'x-apple-special-day').toUpperCase()) {
		case 'ALTERNATE-WORKDAY':
			return 'worked';
		case 'WORK-HOLIDAY':
			return 'holiday';
	}
	if (WORKED.test(textOf(event, 'summary'))) return 'worked';
	const isObserved =
		isGoogle &&
		GOOGLE_HOLIDAY.test(textOf(event, 'uid')) &&
		/Google/.test(textOf(event, 'description'));
	return isObserved ? 'observance' : 'unmarked';
}
