import type { ActiveRange } from '../time/activeHours';
import type { EventCalendar, Stretch, TimedEvent } from '../time/calendar/timedEvents';

/** Somebody who may be on duty. */
export interface Person {
	name: string;
	/** What else sources and calendars call them: nicknames, account names, e-mail addresses. */
	aliases: string[];
	/** What platforms mention them by, by the platform's name as its makers spell it. */
	ids: Record<string, string[]>;
	/** For the platforms that mention people by them. */
	mobiles: string[];
}

/** Who takes turns. */
export interface Rotation {
	/** By the wall clock, that a turn lasts. */
	hours: number;
	/** `YYYY-MM-DD`: a date on which the first person's turn begins; turns go on before it and after it. */
	from: string;
	/** `HH:MM` by the wall clock: when turns begin. */
	at: string;
}

/** Who is on duty, and when. */
export interface Shift {
	/** Names, in the order of their turns. */
	people: string[];
	/** IANA name: where hours and hand-overs are. */
	timeZone: string;
	/** None for around the clock. */
	hours: ActiveRange[];
	/** Null: all of them at once. */
	rotation: Rotation | null;
}

/** An event of a calendar that says who is on duty. */
export type DutyEvent = TimedEvent;

/** What was read of a layer's calendar. */
export type DutyCalendar = EventCalendar;

/** A calendar on the web. */
export interface CalendarOfLayer {
	address: string;
	/** IANA name: of events that have none, where the calendar has none either. */
	timeZone: string;
}

/** Those who are reminded together, for example at one level. */
export interface Layer {
	name: string;
	/** All whose shift it is are on duty. */
	shifts: Shift[];
	/** Its events are further shifts; null for none. */
	calendar: CalendarOfLayer | null;
}

/** For a stretch of time, somebody is on duty instead. */
export interface Override extends Stretch {
	id: string;
	/** Name of the layer. */
	layer: string;
	/** Name of who is on duty. */
	person: string;
	/** Name of whom they stand in for, where that one would be on duty; null for all of the layer, or nobody. */
	replaces: string | null;
	/** Who said so, as far as we were told. */
	by: string | null;
	/** When, in ms since 1970. */
	at: number;
}

/** Who is on duty when. */
export interface Roster {
	people: Person[];
	layers: Layer[];
	/** In the order in which they were made: later ones hold before earlier ones. */
	overrides: Override[];
}

/** What was read of the calendars of a roster, by their `calendarKey`. */
export type DutyCalendars = ReadonlyMap<string, DutyCalendar>;
