import ICAL from 'ical.js';

import { ExplainedError } from '../../explainedError';
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
	const repeated = new Map<string, CalendarEvent>();
	const changed: Array<[uid: string, component: ICAL.Component]> = [];
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
			const uid = String(component.getFirstPropertyValue('uid'));
			if (component.hasProperty('recurrence-id')) {
				changed.push([uid, component]);
			} else if (!isCancelled(component)) {
				const event = { component, changed: [] };
				found.events.push(event);
				repeated.set(uid, event);
			}
		} catch {
			found.unreadable += 1;
		}
	}
	for (const [uid, component] of changed) {
		const event = repeated.get(uid);
		if (event) event.changed.push(component);
		// It is all that the calendar has of it.
		else if (!isCancelled(component)) found.events.push({ component, changed: [] });
	}
	return found;
}

export function isCancelled(event: ICAL.Component): boolean {
	return textOf(event, 'status').toUpperCase() === 'CANCELLED';
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
/** Longer than anybody is away. */
const TOO_LONG = /^DURATION.*(?:\d{5}[WDH]|\d{6}M|\d{8})/i;

function isEndless(line: string): boolean {
	return (
		TOO_LONG.test(line) || (nameOf(line) === 'RRULE' && ENDLESS.some((rule) => rule.test(line)))
	);
}

/** Dates that some write without saying that they are: without it, they would be times. A date has no zone. */
const DATES =
	/^(DTSTART|DTEND|RECURRENCE-ID|EXDATE|RDATE)(?:;TZID=[^:;]*)?:(?=\d{8}(?:,\d{8})*\s*$)/i;

/** A line as the parser takes it, where it stumbles over what programs write. */
function plain(line: string): string {
	// Exchange has written "BYDAY=MO, TU".
	return nameOf(line) === 'RRULE'
		? line.replace(/\s+/g, '')
		: line.replace(DATES, '$1;VALUE=DATE:');
}

function parsed(lines: string[], { told, zones }: EventReading): ICAL.Component {
	const read = lines.map(plain);
	if (read.some(isEndless)) throw new Error('It would take too long');
	const component = ICAL.parse(
		['BEGIN:VEVENT', ...read.map((line) => told(line)), 'END:VEVENT'].join('\r\n'),
	);
	return new ICAL.Component(component as unknown[], zones);
}
