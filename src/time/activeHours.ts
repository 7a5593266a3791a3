import { IANAZone } from 'luxon';

import { calendarNamed } from './calendar/calendars';
import { DAY } from './duration';
import { instantAt } from './wallClock';

/** A stretch of the day that begins on some days of the week. */
export interface ActiveRange {
	/** ISO 8601: 1 is Monday, 7 is Sunday. */
	weekdays: number[];
	/** `HH:MM` by the wall clock. */
	from: string;
	/** `HH:MM`, not included; at or before `from` it is on the next day. `24:00` is midnight. */
	to: string;
}

/** When people are there to be disturbed. */
export interface ActiveHours {
	/** Name in the IANA time zone database, for example `Asia/Shanghai`. */
	timeZone: string;
	ranges: ActiveRange[];
	/** Name of the calendar that says which days are off and which are worked, see `calendarNamed`; null for none. */
	calendar: string | null;
	/** Dates (`YYYY-MM-DD`) on which no range begins, whatever the calendar says. */
	holidays: string[];
	/** Dates that are worked, whatever day they are, and before all else: the weekends that make up for a holiday. */
	workingDays: string[];
	/**
	 * The day of the week whose hours those dates, and the calendar's, have beside their own; null
	 * for the first day of the week that has hours.
	 */
	workingDaysLike: number | null;
}

/** Beyond this we give up looking for an hour that is active: hours that never come must not silence anybody. */
const LONGEST_SEARCH_DAYS = 1_100;

/** The first instant from `at` on that is active. All instants in ms since 1970. */
export function nextActive(hours: ActiveHours, at: number): number {
	return addActive(hours, at, 0);
}

export function isActive(hours: ActiveHours, at: number): boolean {
	return nextActive(hours, at) === at;
}

/** Whether they begin then: what is planned for this instant may have waited for it. */
export function isOpening(hours: ActiveHours, at: number): boolean {
	return isActive(hours, at) && !isActive(hours, at - 1);
}

/** When it is no longer active, without a break since `at`; `at` itself where it is not active. */
export function activeUntil(hours: ActiveHours, at: number): number {
	let end = at;
	for (const window of windows(hours, at)) {
		if (window.start > end) return end;
		end = Math.max(end, window.end);
	}
	return end;
}

/** When `delay` ms of active time have passed since `from`; an instant that is active itself. */
export function addActive(hours: ActiveHours, from: number, delay: number): number {
	let cursor = from;
	let remaining = delay;
	for (const { start, end } of windows(hours, from)) {
		if (end <= cursor) continue;
		const begin = Math.max(cursor, start);
		if (end - begin > remaining) return begin + remaining;
		remaining -= end - begin;
		cursor = end;
	}
	return cursor + remaining;
}

/** How many ms of active time lie between two instants; 0 where `to` is not later. What `addActive` adds, this counts. */
export function activeBetween(hours: ActiveHours, from: number, to: number): number {
	let cursor = from;
	let counted = 0;
	if (to <= from) return counted;
	for (const { start, end } of windows(hours, from)) {
		if (start >= to) return counted;
		if (end <= cursor) continue;
		counted += Math.min(end, to) - Math.max(start, cursor);
		cursor = end;
		if (end >= to) return counted;
	}
	return counted + to - cursor;
}

/** The stretches that are active, in the order in which they begin, from the one that `at` may be in. */
function* windows(hours: ActiveHours, at: number): Generator<Window> {
	const { timeZone, ranges, calendar, holidays, workingDays, workingDaysLike } = hours;
	const name = JSON.stringify([
		...[timeZone, ranges, calendar, calendarNamed(calendar)?.version],
		...[holidays, workingDays, workingDaysLike],
	]);
	// A zone is at most a day from UTC, and a window that began the day before may last.
	const first = Math.floor(at / DAY) - 2;
	for (let offset = 0; offset < LONGEST_SEARCH_DAYS; offset += 1) {
		yield* windowsOf(hours, name, first + offset);
	}
}

interface Window {
	start: number;
	end: number;
}

/** Asked for again and again: for each reminder of each conversation. */
const known = new Map<string, Window[]>();
const MOST_KNOWN = 10_000;

/** The windows that begin on one date, given as days since 1970. */
function windowsOf(hours: ActiveHours, name: string, date: number): Window[] {
	const key = `${date} ${name}`;
	let found = known.get(key);
	if (!found) {
		found = calculated(hours, date);
		if (known.size >= MOST_KNOWN) known.clear();
		known.set(key, found);
	}
	return found;
}

function calculated(hours: ActiveHours, date: number): Window[] {
	const zone = IANAZone.create(hours.timeZone);
	return rangesOn(hours, date)
		.map(({ from, to }) => ({
			start: instantAt(zone, date, from),
			end: instantAt(zone, to <= from ? date + 1 : date, to),
		}))
		.filter(({ start, end }) => end > start)
		.sort((a, b) => a.start - b.start);
}

/** @param day days since 1970. */
function rangesOn(hours: ActiveHours, day: number): ActiveRange[] {
	const { ranges, workingDaysLike } = hours;
	const moved = movedDay(hours, new Date(day * DAY).toISOString().slice(0, 10));
	if (moved === 'off') return [];
	const own = new Date(day * DAY).getUTCDay() || 7;
	const like = moved === 'worked' ? (workingDaysLike ?? firstWithHours(ranges)) : own;
	return ranges.filter(({ weekdays }) => weekdays.includes(own) || weekdays.includes(like));
}

/** What is said of this date beside the day of the week that it is: somebody's own dates go before the calendar. */
function movedDay(
	{ calendar, holidays, workingDays }: ActiveHours,
	date: string,
): 'off' | 'worked' | undefined {
	if (workingDays.includes(date)) return 'worked';
	if (holidays.includes(date)) return 'off';
	const known = calendarNamed(calendar);
	if (known?.workingDays.has(date)) return 'worked';
	return known?.daysOff.has(date) ? 'off' : undefined;
}

function firstWithHours(ranges: ActiveRange[]): number {
	return Math.min(...ranges.flatMap(({ weekdays }) => weekdays));
}

/** The first instant after `at`, and not after `until`, at which they begin or end; undefined where there is none. */
export function nextBoundary(hours: ActiveHours, at: number, until: number): number | undefined {
	let found: number | undefined;
	for (const { start, end } of windows(hours, at)) {
		if (end <= at) continue;
		// What begins before the end of the former goes on from it.
		if (start > (found ?? at)) {
			found ??= start;
			break;
		}
		found = Math.max(found ?? end, end);
		if (found > until) break;
	}
	return found !== undefined && found <= until ? found : undefined;
}
