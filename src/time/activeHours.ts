import { DateTime } from 'luxon';

import { DAY } from './duration';

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
	/** Dates (`YYYY-MM-DD`) on which no range begins. */
	holidays: string[];
	/** Dates that have the hours of a Monday, whatever day they are: the weekends that make up for a holiday. */
	workingDays: string[];
}

const MONDAY = 1;
/** Beyond this we give up looking for an hour that is active: hours that never come must not silence anybody. */
const LONGEST_SEARCH_DAYS = 1_100;

/** The first instant from `at` on that is active. All instants in ms since 1970. */
export function nextActive(hours: ActiveHours, at: number): number {
	return addActive(hours, at, 0);
}

export function isActive(hours: ActiveHours, at: number): boolean {
	return nextActive(hours, at) === at;
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

/** The stretches that are active, in the order in which they begin, from the one that `at` may be in. */
function* windows(hours: ActiveHours, at: number): Generator<Window> {
	const { timeZone, ranges, holidays, workingDays } = hours;
	const name = JSON.stringify([timeZone, ranges, holidays, workingDays]);
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
	const { year, month, day } = DateTime.fromMillis(date * DAY, { zone: 'utc' });
	// At noon no zone changes its clock.
	const noon = DateTime.fromObject({ year, month, day, hour: 12 }, { zone: hours.timeZone });
	return rangesOf(hours, noon)
		.map(({ from, to }) => ({
			start: instant(noon, from),
			end: to <= from ? instant(noon.plus({ days: 1 }), to) : instant(noon, to),
		}))
		.sort((a, b) => a.start - b.start);
}

function rangesOf({ ranges, holidays, workingDays }: ActiveHours, day: DateTime): ActiveRange[] {
	const date = day.toISODate() ?? '';
	const isWorkingDay = workingDays.includes(date);
	if (holidays.includes(date) && !isWorkingDay) return [];
	const weekday = isWorkingDay ? MONDAY : day.weekday;
	return ranges.filter(({ weekdays }) => weekdays.includes(weekday));
}

/** A wall-clock time that is skipped in spring is the moment after the gap; one that comes twice in autumn is the first. */
function instant(day: DateTime, time: string): number {
	const [hour, minute] = time.split(':').map(Number);
	return day.set({ hour, minute, second: 0, millisecond: 0 }).toMillis();
}
