import type ICAL from 'ical.js';
import { IANAZone } from 'luxon';

import { ExplainedError } from '../../explainedError';
import { DAY, SECOND } from '../duration';
import { instantAt } from '../wallClock';
import { nameOf } from './eventLines';
import { calendarEvents, textOf, type CalendarEvent } from './events';
import { dayOf, Occurrences, type Occurrence } from './occurrences';
import { CalendarZones, ianaName } from './zones';

/** A stretch of time, in ms since 1970; the end is not included. */
export interface Stretch {
	from: number;
	to: number;
}

/** When an event of a calendar takes place, and what it says. */
export interface TimedEvent extends Stretch {
	title: string;
	/** Names and e-mail addresses. */
	attendees: string[];
}

/** The events of a calendar, as they were read. */
export interface EventCalendar {
	/** ms since 1970. */
	readAt: number;
	/** Those around that time, in the order in which they begin. */
	events: TimedEvent[];
}

/** What an iCalendar (RFC 5545) says of the time around now. */
interface ReadEvents {
	/** In the order in which they begin. */
	events: TimedEvent[];
	/** Events that nobody could read. */
	unreadable: number;
}

/** Who was on duty last, and whom to swap with: later ones are read in time. */
const DAYS_BEFORE = 7;
const DAYS_AFTER = 400;
/** All of them are in memory, and in one row of the store. */
const MOST = 2_000;
const LONGEST_TEXT = 200;
const MOST_ATTENDEES = 20;

/**
 * Reads the events, with their repetitions, but for those that are cancelled.
 *
 * @param timeZone IANA name: of events that have none, where the calendar has none either.
 * @param now ms since 1970.
 * @param wanted what is wanted of the calendar, see `EventReading`.
 * @throws {ExplainedError} when it is no iCalendar, has too many events, or would take too long.
 */
export function readTimedEvents(
	text: string,
	timeZone: string,
	now: number,
	wanted: string,
): ReadEvents {
	const zone = ownZone(text) ?? timeZone;
	const reading = {
		wanted,
		also: new Set(['ATTENDEE']),
		told: (line: string) => withZone(line, zone),
		zones: new CalendarZones(text),
	};
	const found = calendarEvents(text, reading);
	const today = Math.floor(now / DAY);
	const [first, last] = [today - DAYS_BEFORE, today + DAYS_AFTER];
	const occurrences = new Occurrences(first, last, wanted);
	const read: ReadEvents = { events: [], unreadable: found.unreadable };
	for (const event of found.events) {
		try {
			for (const occurrence of occurrences.of(event)) {
				const stretch = stretchOf(occurrence, event, IANAZone.create(zone));
				if (stretch.to <= first * DAY || stretch.from > last * DAY) continue;
				if (stretch.to <= stretch.from) continue;
				read.events.push({ ...stretch, ...saidBy(occurrence.component) });
				if (read.events.length > MOST) throw tooMany(wanted);
			}
		} catch (error) {
			if (error instanceof ExplainedError) throw error;
			read.unreadable += 1;
		}
	}
	read.events.sort((one, other) => one.from - other.from);
	return read;
}

function tooMany(wanted: string): ExplainedError {
	return new ExplainedError(
		`The iCalendar has more than ${MOST} events in ${DAYS_AFTER} days`,
		`Enter the address of a calendar with ${wanted} only.`,
	);
}

/** The zone that a calendar says for all of it, as Google, PagerDuty and Apple do. */
function ownZone(text: string): string | undefined {
	const [, tzid] = /^X-WR-TIMEZONE(?:;VALUE=TEXT)?:(.{1,100})$/im.exec(text) ?? [];
	return tzid === undefined ? undefined : ianaName(tzid.trim());
}

const TIMES = new Set(['DTSTART', 'DTEND', 'RECURRENCE-ID', 'EXDATE', 'RDATE']);

/** A time by the wall clock that does not say where the clock hangs. */
function withZone(line: string, zone: string): string {
	const name = nameOf(line);
	if (!TIMES.has(name) || !/:\d{8}T\d{6}(?!Z)/i.test(line) || /;TZID=/i.test(line)) return line;
	return `${line.slice(0, name.length)};TZID=${zone}${line.slice(name.length)}`;
}

/**
 * A repetition lasts as the first one does on the wall: whoever is on duty from
 * Monday at nine to Monday at nine is so too when the clocks are set between.
 */
function stretchOf(
	{ start, end, component }: Occurrence,
	{ component: whole }: CalendarEvent,
	zone: IANAZone,
): Stretch {
	const from = instantOf(start, zone);
	// Some write a day that ends on itself, or after so many seconds.
	if (start.isDate) return { from, to: midnight(Math.max(dayOf(start) + 1, dayOf(end)), zone) };
	const isRepeated = component === whole && component.hasProperty('rrule');
	const [first, last] = isRepeated ? boundsOf(whole) : [];
	if (!first || !last || first.zone !== last.zone) return { from, to: instantOf(end, zone) };
	const lasts = (wallOf(last) - wallOf(first)) / SECOND;
	const until = start.clone();
	until.adjust(0, 0, 0, lasts);
	return { from, to: instantOf(until, zone) };
}

/** Undefined for an end that only follows from the beginning. */
function boundsOf(event: ICAL.Component): [ICAL.Time?, ICAL.Time?] {
	const bound = (name: string) => event.getFirstPropertyValue(name) as ICAL.Time | null;
	const [first, last] = [bound('dtstart'), bound('dtend')];
	return first && last && !first.isDate && !last.isDate ? [first, last] : [];
}

/** ms since 1970. @param zone where the days of a date begin. */
function instantOf(time: ICAL.Time, zone: IANAZone): number {
	return time.isDate ? midnight(dayOf(time), zone) : time.toUnixTime() * SECOND;
}

/** ms since 1970. @param day days since 1970. */
function midnight(day: number, zone: IANAZone): number {
	return instantAt(zone, day, '00:00');
}

function wallOf({ year, month, day, hour, minute, second }: ICAL.Time): number {
	return Date.UTC(year, month - 1, day, hour, minute, second);
}

function saidBy(event: ICAL.Component): Pick<TimedEvent, 'title' | 'attendees'> {
	const attendees = event.getAllProperties('attendee').slice(0, MOST_ATTENDEES);
	return {
		title: textOf(event, 'summary').trim().slice(0, LONGEST_TEXT),
		attendees: attendees
			.filter((each) => textParameter(each, 'partstat').toUpperCase() !== 'DECLINED')
			.flatMap((each) => [
				textParameter(each, 'cn'),
				String(each.getFirstValue()).replace(/^mailto:/i, ''),
			])
			.flatMap((text) => (text.trim() ? [text.trim().slice(0, LONGEST_TEXT)] : [])),
	};
}

function textParameter(property: ICAL.Property, name: string): string {
	return String([property.getParameter(name) ?? ''].flat()[0]);
}
