import ICAL from 'ical.js';

import { ExplainedError } from '../../explainedError';
import { eventLines, nameOf } from './eventLines';

/**
 * What an event says of its days. `holiday`: marked as a public one.
 * `worked`: the day makes up for one that is off. `observance`: the day is
 * remembered, and worked. `unmarked`: nothing but that it fills the day.
 */
type Kind = 'holiday' | 'worked' | 'observance' | 'unmarked';

/** An event that fills days from midnight to midnight, or repeats one that does. */
export interface WholeDayEvent {
	kind: Kind;
	component: ICAL.Component;
	/** Its repetitions that are different. */
	changed: ICAL.Component[];
}

interface FoundEvents {
	events: WholeDayEvent[];
	/** How many do not fill whole days. */
	timed: number;
	/** How many nobody could read. */
	unreadable: number;
}

const MOST_EVENTS = 20_000;

/**
 * The events of an iCalendar that fill whole days, without those that were cancelled.
 *
 * @throws {ExplainedError} when it is none, or has too many.
 */
export function wholeDayEvents(text: string): FoundEvents {
	if (!/^\uFEFF?[ \t]*BEGIN:VCALENDAR[ \t]*\r?$/im.test(text)) {
		throw new ExplainedError(
			'The address does not lead to an iCalendar',
			'Enter the address of the calendar itself, which often ends with .ics, not that of a page that shows it.',
		);
	}
	const isGoogle = /^PRODID:.*Google/im.test(text);
	const found: FoundEvents = { events: [], timed: 0, unreadable: 0 };
	const repeated = new Map<string, WholeDayEvent>();
	const changed: Array<[uid: string, component: ICAL.Component]> = [];
	let count = 0;
	for (const lines of eventLines(text)) {
		count += 1;
		if (count > MOST_EVENTS) {
			throw new ExplainedError(
				`The iCalendar has more than ${MOST_EVENTS} events`,
				'Enter the address of a calendar with holidays only.',
			);
		}
		if (!lines) {
			found.unreadable += 1;
			continue;
		}
		if (!hasWholeDays(lines)) {
			found.timed += 1;
			continue;
		}
		try {
			const component = parsed(lines);
			const uid = String(component.getFirstPropertyValue('uid'));
			if (component.hasProperty('recurrence-id')) {
				changed.push([uid, component]);
			} else if (!isCancelled(component)) {
				const event = { kind: kindOf(component, isGoogle), component, changed: [] };
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
		else if (!isCancelled(component)) {
			found.events.push({ kind: kindOf(component, isGoogle), component, changed: [] });
		}
	}
	return found;
}

export function isCancelled(event: ICAL.Component): boolean {
	return textOf(event, 'status').toUpperCase() === 'CANCELLED';
}

/** A date alone, or midnight by the clock where the event is: midnight in UTC is another time there. */
const MIDNIGHT = /:\d{8}(?:T000000)?\s*$/;

function hasWholeDays(lines: string[]): boolean {
	const bounds = lines.filter((line) => ['DTSTART', 'DTEND'].includes(nameOf(line)));
	return bounds.length > 0 && bounds.every((line) => MIDNIGHT.test(line));
}

/**
 * Rules for which ical.js 2.2.1 may search for ever, or for minutes, in one step:
 * those within a day, and daily ones that may leave out every day. Nobody has
 * days off by them.
 */
const ENDLESS = [
	/FREQ=(?:SECOND|MINUTE|HOUR)LY/i,
	/INTERVAL=\d{4}/i,
	/^(?=.*FREQ=DAILY).*BY(?:MONTHDAY|YEARDAY|WEEKNO|SETPOS)=/i,
	/^(?=.*FREQ=DAILY)(?=.*INTERVAL=(?!1\b)).*BY/i,
];
/** Longer than anybody is away. */
const TOO_LONG = /^DURATION.*\d{5}/i;

function isEndless(line: string): boolean {
	return (
		TOO_LONG.test(line) || (nameOf(line) === 'RRULE' && ENDLESS.some((rule) => rule.test(line)))
	);
}

/** Dates that some write without saying that they are: without it, they would be times. */
const DATES = /^(DTSTART|DTEND|RECURRENCE-ID|EXDATE|RDATE):(?=\d{8}(?:,\d{8})*\s*$)/i;

function parsed(lines: string[]): ICAL.Component {
	if (lines.some(isEndless)) throw new Error('It would take too long');
	const told = lines.map((line) => line.replace(DATES, '$1;VALUE=DATE:'));
	const component = ICAL.parse(['BEGIN:VEVENT', ...told, 'END:VEVENT'].join('\r\n'));
	return new ICAL.Component(component as unknown[]);
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

function textOf(event: ICAL.Component, name: string): string {
	return String(event.getFirstPropertyValue(name) ?? '');
}
