import ICAL from 'ical.js';

import { ExplainedError } from '../../explainedError';
import { DAY, SECOND } from '../duration';
import { isCancelled, wholeDayEvents, type WholeDayEvent } from './wholeDayEvents';

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
/** What repeats daily has repeated so often in a hundred years. */
const MOST_REPETITIONS = 40_000;
/** n8n stands still meanwhile. */
const LONGEST = 2 * SECOND;

/**
 * Reads the days off: every day that an event fills is one, but for events that
 * are cancelled, that Google calls an observance, that stand beside marked public
 * holidays, or that say that the day is worked.
 *
 * @param now ms since 1970: of this time the days are read, from a week before to two years after.
 * @throws {ExplainedError} when it is no iCalendar, or would take too long.
 */
export function readICalendar(text: string, now: number): ReadCalendar {
	const { events, timed, unreadable } = wholeDayEvents(text);
	const days = new DaysAround(now);
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
			for (const date of days.of(event)) found.add(date);
		} catch (error) {
			if (error instanceof ExplainedError) throw error;
			leftOut.unreadable += 1;
		}
	}
	return { daysOff: [...off].sort(), workingDays: [...worked].sort(), leftOut };
}

/** The days near now that events fill, for so long as one can wait for it. */
class DaysAround {
	private readonly today: number;

	private readonly startedAt = performance.now();

	constructor(now: number) {
		this.today = Math.floor(now / DAY);
	}

	*of({ component, changed }: WholeDayEvent): Generator<string> {
		this.hurry();
		const whole = new ICAL.Event(component, { exceptions: changed });
		if (!whole.isRecurring()) {
			yield* this.filled(whole.startDate, whole.endDate);
			return;
		}
		// The first is one of them (RFC 5545, 3.8.5.2), which the library takes from a rule only.
		if (!component.hasProperty('rrule') && !isLeftOut(whole)) {
			yield* this.filled(whole.startDate, whole.endDate);
		}
		const repeated = whole.iterator();
		const lasts = Math.max(1, dayOf(whole.endDate) - dayOf(whole.startDate));
		// To look at each one that is long over takes most of the time; what was moved may come again.
		const from = changed.length > 0 ? -Infinity : this.today - DAYS_BEFORE - lasts;
		for (let count = 0; count < MOST_REPETITIONS; count += 1) {
			this.hurry();
			const next = repeated.next();
			if (!next || dayOf(next) > this.today + DAYS_AFTER) return;
			if (dayOf(next) < from) continue;
			const { item, startDate, endDate } = whole.getOccurrenceDetails(next);
			if (!isCancelled(item.component)) yield* this.filled(startDate, endDate);
		}
		throw new Error('It repeats too often');
	}

	/** @param end not included, where it comes after the beginning. */
	private *filled(start: ICAL.Time, end: ICAL.Time): Generator<string> {
		const first = Math.max(dayOf(start), this.today - DAYS_BEFORE);
		const last = Math.min(Math.max(dayOf(start) + 1, dayOf(end)), this.today + DAYS_AFTER);
		for (let day = first; day < last; day += 1) {
			yield new Date(day * DAY).toISOString().slice(0, 10);
		}
	}

	private hurry(): void {
		if (performance.now() - this.startedAt < LONGEST) return;
		throw new ExplainedError(
			'The iCalendar takes too long to read',
			'Enter the address of a calendar with holidays only.',
		);
	}
}

/** Whether the first of those that repeat is an exception. */
function isLeftOut({ component, startDate }: ICAL.Event): boolean {
	return component
		.getAllProperties('exdate')
		.flatMap((property) => property.getValues() as ICAL.Time[])
		.some((date) => dayOf(date) === dayOf(startDate));
}

/** Days since 1970 of the date that it has on the wall. */
function dayOf({ year, month, day }: ICAL.Time): number {
	return Date.UTC(year, month - 1, day) / DAY;
}
