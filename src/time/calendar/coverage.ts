import { DateTime } from 'luxon';

import { DAY } from '../duration';
import { calendarNamed, CHINA } from './calendars';

/** So long before a year begins, people want to know that its days are not, in ms. */
export const NOTICE = 60 * DAY;

/** What tells whether the days of a year are known. */
export interface Coverage {
	/** Of the calendar; null where there is none. */
	calendar: string | null;
	/** Somebody's own dates, which stand in for a calendar that ends. */
	holidays: readonly string[];
	/** IANA name: where years begin. */
	timeZone: string;
}

/**
 * The first year, of those that have begun or begin within 60 days, whose days
 * off neither the calendar nor somebody's own dates tell: on it only weekdays
 * count. Undefined where all is known, or there is no calendar to rely on.
 *
 * @param now ms since 1970.
 */
export function uncoveredYear(
	{ calendar, holidays, timeZone }: Coverage,
	now: number,
): number | undefined {
	const known = calendarNamed(calendar);
	if (!known) return undefined;
	const yearOf = (time: number) => DateTime.fromMillis(time, { zone: timeZone }).year;
	const isOwn = (year: number) => holidays.some((date) => date.startsWith(`${year}-`));
	const last = yearOf(now + NOTICE);
	let year = Math.max(yearOf(now), (known.lastYear ?? -Infinity) + 1);
	while (year <= last && isOwn(year)) year += 1;
	return year <= last ? year : undefined;
}

/** For whoever sees to the node. */
export function uncoveredWarning({ calendar }: Pick<Coverage, 'calendar'>, year: number): string {
	const ends = calendarNamed(calendar)?.lastYear;
	const subject =
		calendar === CHINA
			? `The calendar of mainland China in this version of the package ends with ${ends}`
			: `The iCalendar has no days off in ${year}`;
	const remedy = calendar === CHINA ? 'Update the package' : 'Choose one that has';
	return `${subject}, so that in ${year} only the days of the week count. ${remedy}, or enter the dates of ${year} under "Holidays" and "Extra Working Days".`;
}
