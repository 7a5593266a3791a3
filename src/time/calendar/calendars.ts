import { chinaCalendar } from './chinaCalendar';
import type { WorkCalendar } from './workCalendar';

/** The name of the calendar that is in the package. */
export const CHINA = 'china';

/**
 * A policy names its calendar and does not contain it: conversations are open
 * for days, while the calendar changes. Undefined where it is not known.
 */
export function calendarNamed(name: string | null): WorkCalendar | undefined {
	return name === CHINA ? chinaCalendar : undefined;
}
