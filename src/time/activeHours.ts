import { DateTime } from 'luxon';

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
function* windows(hours: ActiveHours, at: number): Generator<{ start: number; end: number }> {
	// At noon no zone changes its clock, so counting days from there meets every date once.
	const today = DateTime.fromMillis(at, { zone: hours.timeZone }).set({ hour: 12 });
	for (let offset = -1; offset < LONGEST_SEARCH_DAYS; offset += 1) {
		const day = today.plus({ days: offset });
		const ofDay = rangesOf(hours, day).map(({ from, to }) => ({
			start: instant(day, from),
			end: to <= from ? instant(day.plus({ days: 1 }), to) : instant(day, to),
		}));
		yield* ofDay.sort((a, b) => a.start - b.start);
	}
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
