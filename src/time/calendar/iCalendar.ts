import { ExplainedError } from '../../explainedError';
import { DAY } from '../duration';
import { dayOf, Occurrences, type Occurrence } from './occurrences';
import { wholeDayEvents } from './wholeDayEvents';

/** What an iCalendar (RFC 5545) says of the days around now. Dates as `YYYY-MM-DD`, in order. */
export interface ReadCalendar {
	daysOff: string[];
	workingDays: string[];
	/** Events that say of no day whether it is worked. */
	leftOut: {
		/** Not whole days. */
		timed: number;
		/** Of a calendar of holidays: remembered, but worked. */
		observances: number;
		/** Nobody could read them. */
		unreadable: number;
	};
}

/** What is over is asked for by nobody but who looks back a few days, and what is later is read in time. */
const DAYS_BEFORE = 7;
const DAYS_AFTER = 800;
const WANTED = 'holidays';

/**
 * Reads the days off: every day that an event fills is one, but for events that
 * are cancelled, that Google calls an observance, that stand beside marked public
 * holidays, or that say that the day is worked.
 *
 * @param now ms since 1970: of this time the days are read, from a week before to two years after.
 * @throws {ExplainedError} when it is no iCalendar, or would take too long.
 */
export function readICalendar(text: string, now: number): ReadCalendar {
	const { events, timed, unreadable } = wholeDayEvents(text, WANTED);
	const today = Math.floor(now / DAY);
	const [first, last] = [today - DAYS_BEFORE, today + DAYS_AFTER];
	const occurrences = new Occurrences(first, last, WANTED);
	const isMarked = events.some(({ kind }) => kind === 'holiday');
	const leftOut = { timed, unreadable, observances: 0 };
	const [off, worked] = [new Set<string>(), new Set<string>()];
	for (const event of events) {
		const isObserved = event.kind === 'observance' || (isMarked && event.kind === 'unmarked');
		if (isObserved) {
			leftOut.observances += 1;
			continue;
		}
		const found = event.kind === 'worked' ? worked : off;
		try {
			for (const occurrence of occurrences.of(event)) {
				for (const date of daysOf(occurrence, first, last)) found.add(date);
			}
		} catch (error) {
			if (error instanceof ExplainedError) throw error;
			leftOut.unreadable += 1;
		}
	}
	return { daysOff: [...off].sort(), workingDays: [...worked].sort(), leftOut };
}

/** The dates that it fills, from `first` to before `last`, as days since 1970. */
function* daysOf({ start, end }: Occurrence, first: number, last: number): Generator<string> {
	const until = Math.min(Math.max(dayOf(start) + 1, dayOf(end)), last);
	for (let day = Math.max(dayOf(start), first); day < until; day += 1) {
		yield new Date(day * DAY).toISOString().slice(0, 10);
	}
}
