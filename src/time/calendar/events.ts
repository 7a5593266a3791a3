import ICAL from 'ical.js';

import { ExplainedError } from '../../explainedError';
import { fitChange, fitLeftOut, fitUntil } from './changes';
import { eventLines, nameOf } from './eventLines';

/** An event, or one that repeats. */
export interface CalendarEvent {
	component: ICAL.Component;
	/** Its repetitions that are different. */
	changed: ICAL.Component[];
}

/** How a calendar is read. */
interface EventReading {
	/** What is wanted of it, for whoever entered the address: `holidays`. */
	wanted: string;
	/** Properties that are read beside those that say when an event is, in capitals. */
	also?: ReadonlySet<string>;
	/** Whether the lines of an event are of the kind that is wanted. */
	isWanted?(lines: string[]): boolean;
	/** A line as the parser is to have it. */
	told(line: string): string;
	/** Where the events find their time zones. */
	zones?: ICAL.Component;
}

interface FoundEvents {
	events: CalendarEvent[];
	/** How many are not of the kind that is wanted. */
	others: number;
	/** How many nobody could read. */
	unreadable: number;
}

const MOST_EVENTS = 20_000;

/**
 * The events of an iCalendar that are wanted, without those that were cancelled.
 *
 * @throws {ExplainedError} when it is none, or has too many.
 */
export function calendarEvents(text: string, reading: EventReading): FoundEvents {
	if (!/^\uFEFF?[ \t]*BEGIN:VCALENDAR[ \t]*\r?$/im.test(text)) {
		throw new ExplainedError(
			'The address does not lead to an iCalendar',
			'Enter the address of the calendar itself, which often ends with .ics, not that of a page that shows it.',
		);
	}
	const { wanted, also, isWanted = () => true } = reading;
	const found: FoundEvents = { events: [], others: 0, unreadable: 0 };
	const wholes: ICAL.Component[] = [];
	const changes: ICAL.Component[] = [];
	let count = 0;
	for (const lines of eventLines(text, also)) {
		count += 1;
		if (count > MOST_EVENTS) {
			throw new ExplainedError(
				`The iCalendar has more than ${MOST_EVENTS} events`,
				`Enter the address of a calendar with ${wanted} only.`,
			);
		}
		if (!lines) {
			found.unreadable += 1;
			continue;
		}
		if (!isWanted(lines)) {
			found.others += 1;
			continue;
		}
		try {
			const component = parsed(lines, reading);
			if (component.hasProperty('recurrence-id')) changes.push(component);
			else wholes.push(component);
		} catch {
			found.unreadable += 1;
		}
	}
	const repeated = new Map<string, CalendarEvent>();
	for (const component of newest(wholes, uidOf)) {
		if (isCancelled(component)) continue;
		const event = { component, changed: [] };
		found.events.push(event);
		repeated.set(uidOf(component), event);
	}
	for (const component of newest(changes, changeOf)) {
		const event = repeated.get(uidOf(component));
		try {
			if (event) fitChange(component, event.component);
		} catch {
			found.unreadable += 1;
			continue;
		}
		if (event) event.changed.push(component);
		// It is all that the calendar has of it.
		else if (!isCancelled(component)) found.events.push({ component, changed: [] });
	}
	return found;
}

/** Without those of which there is a later revision (RFC 5545, 3.8.7.4). */
function newest(
	components: ICAL.Component[],
	nameOfEach: (component: ICAL.Component) => string,
): ICAL.Component[] {
	const latest = new Map<string, number>();
	const revisionOf = (component: ICAL.Component) => Number(textOf(component, 'sequence')) || 0;
	for (const component of components) {
		const name = nameOfEach(component);
		latest.set(name, Math.max(revisionOf(component), latest.get(name) ?? 0));
	}
	return components.filter(
		(component) =>
			uidOf(component) === '' || revisionOf(component) === latest.get(nameOfEach(component)),
	);
}

function uidOf(event: ICAL.Component): string {
	return textOf(event, 'uid');
}

function changeOf(event: ICAL.Component): string {
	const of = event.getFirstProperty('recurrence-id')!;
	return `${uidOf(event)} ${of.toICALString()}`;
}

/** Network providers say so of maintenance by a property of their own ("Maintenance Notification iCalendar Format", BCOP). */
export function isCancelled(event: ICAL.Component): boolean {
	return ['status', 'x-maintnote-status'].some(
		(name) => textOf(event, name).toUpperCase() === 'CANCELLED',
	);
}

/** A property, empty where there is none. @param name in small letters. */
export function textOf(event: ICAL.Component, name: string): string {
	return String(event.getFirstPropertyValue(name) ?? '');
}

/**
 * Rules for which ical.js 2.2.1 may search for ever, or for minutes, in one step:
 * those within a day, and daily ones that may leave out every day. Nobody has
 * days off, or shifts, by them.
 */
const ENDLESS = [
	/FREQ=(?:SECOND|MINUTE|HOUR)LY/i,
	/INTERVAL=\d{4}/i,
	/^(?=.*FREQ=DAILY).*BY(?:MONTHDAY|YEARDAY|WEEKNO|SETPOS)=/i,
	/^(?=.*FREQ=DAILY)(?=.*INTERVAL=(?!1\b)).*BY/i,
];
/**
 * BYSETPOS, which chooses among the days of a rule: ical.js 2.2.1 heeds it for the days of
 * the week of a month only, and takes every day of any other rule.
 */
const MISREAD =
	/^(?=.*BYSETPOS=)(?!(?=.*BYDAY=)(?!.*BY(?:MONTHDAY|YEARDAY|WEEKNO)=)(?:.*FREQ=MONTHLY|(?=.*BYMONTH=\d+(?:;|$)).*FREQ=YEARLY))/i;
/** Longer than anybody is away. */
const TOO_LONG = /^DURATION.*(?:\d{5}[WDH]|\d{6}M|\d{8})/i;

/** Whether the library would not come to an end with a line, or to a wrong one. */
function isBeyond(line: string): boolean {
	if (nameOf(line) !== 'RRULE') return TOO_LONG.test(line);
	return [...ENDLESS, MISREAD].some((rule) => rule.test(line));
}

/** Dates that some write without saying that they are: without it, they would be times. A date has no zone. */
const DATES =
	/^(DTSTART|DTEND|RECURRENCE-ID|EXDATE|RDATE)(?:;TZID=[^:;]*)?:(?=\d{8}(?:,\d{8})*\s*$)/i;

/** And times of which some say that they are dates. */
const NO_DATE = /^(DTSTART|DTEND|RECURRENCE-ID|EXDATE|RDATE);VALUE=DATE:(?=\d{8}T)/i;

/** A property that says nothing: programs write "EXDATE:" and "RRULE:". */
const EMPTY = /^(?:[^:"]|"[^"]*")*:\s*$/;

/** A line as the parser takes it, where it stumbles over what programs write. */
function plain(line: string): string {
	// Exchange has written "BYDAY=MO, TU".
	if (nameOf(line) === 'RRULE') return line.replace(/\s+/g, '');
	return line.replace(DATES, '$1;VALUE=DATE:').replace(NO_DATE, '$1:');
}

function parsed(lines: string[], { told, zones }: EventReading): ICAL.Component {
	const read = lines.map(plain).filter((line) => !EMPTY.test(line));
	if (read.some(isBeyond)) throw new Error('The library cannot read it');
	const component = ICAL.parse(
		['BEGIN:VEVENT', ...read.map((line) => told(line)), 'END:VEVENT'].join('\r\n'),
	);
	const event = new ICAL.Component(component as unknown[], zones);
	fitLeftOut(event);
	fitUntil(event);
	return event;
}
