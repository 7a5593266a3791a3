import { RecentMap } from '../../recentMap';
import { chinaCalendar } from './chinaCalendar';
import type { WorkCalendar } from './workCalendar';

/** The name of the calendar that is in the package. */
export const CHINA = 'china';

/** What was read of an iCalendar: dates as `YYYY-MM-DD`. */
export interface FetchedCalendar {
	/** ms since 1970. */
	readAt: number;
	daysOff: string[];
	workingDays: string[];
}

type Known = WorkCalendar & Pick<FetchedCalendar, 'readAt'>;

/** Nobody has so many. */
const MOST = 1_000;

/** What this process knows of calendars that are not in the package, by their names. */
const fetched = new RecentMap<Known>({ keepFor: Infinity, most: MOST });
let versions = 0;
let isAsked = false;

/** Notes what was read. */
export function keepCalendar(name: string, calendar: FetchedCalendar): void {
	const { readAt, daysOff, workingDays } = calendar;
	versions += 1;
	const known = {
		readAt,
		daysOff: new Set(daysOff),
		workingDays: new Set(workingDays),
		lastYear: lastYearOf(daysOff),
		version: String(versions),
	};
	fetched.set(name, known, 0);
}

/**
 * A policy names its calendar and does not contain it: conversations are open
 * for days, while the calendar changes. Undefined where it is not known.
 */
export function calendarNamed(name: string | null): WorkCalendar | undefined {
	if (!isFetched(name)) return name === CHINA ? chinaCalendar : undefined;
	isAsked = true;
	return fetched.get(name, 0);
}

/** Whether it is one that has to be read somewhere. */
export function isFetched(name: string | null): name is string {
	return name !== null && name !== CHINA;
}

/** Whether this process has ever looked for one of those, known or not. */
export function wasAnyAsked(): boolean {
	return isAsked;
}

/** When it was read, in ms since 1970; undefined where it was not, or is in the package. */
export function readAtOf(name: string): number | undefined {
	return fetched.get(name, 0)?.readAt;
}

/** Also where the first days of January belong to the holidays of December. */
function lastYearOf(daysOff: string[]): number | null {
	const years = daysOff.filter((date) => date.slice(5) > '01-15').map((date) => parseInt(date, 10));
	return years.length > 0 ? Math.max(...years) : null;
}
