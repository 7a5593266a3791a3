import type { CalendarOfLayer } from './roster';

/** What a calendar is known by: for another time zone its events may be at other times. */
export function calendarKey({ address, timeZone }: CalendarOfLayer): string {
	return `${timeZone} ${address}`;
}
