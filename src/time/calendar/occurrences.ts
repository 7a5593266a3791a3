import ICAL from 'ical.js';

import { ExplainedError } from '../../explainedError';
import { own } from '../../own';
import { DAY, SECOND } from '../duration';
import { measureOwnWork } from '../ownWork';
import { repetitionKey } from './changes';
import { isCancelled, type CalendarEvent } from './events';

/** Once that an event takes place. */
export interface Occurrence {
	start: ICAL.Time;
	/** Not included. */
	end: ICAL.Time;
	/** The event, or what is different this time. */
	component: ICAL.Component;
}

/** What repeats daily has repeated so often in a hundred years. */
const MOST_REPETITIONS = 40_000;
/** n8n stands still meanwhile. */
const LONGEST = 2 * SECOND;

/** When the events of a calendar take place, for so long as one can wait for it. */
export class Occurrences {
	private readonly taken = measureOwnWork();

	/**
	 * @param first days since 1970: what is over by then may be left out.
	 * @param last what begins later is left out.
	 * @param wanted what is wanted of the calendar, see `EventReading`.
	 */
	constructor(
		private readonly first: number,
		private readonly last: number,
		private readonly wanted: string,
	) {}

	/** In their order, but for those that were moved. @throws {ExplainedError} when all takes too long, and others of what nobody can read. */
	*of({ component, changed }: CalendarEvent): Generator<Occurrence> {
		this.hurry();
		const whole = new ICAL.Event(component, { exceptions: changed });
		const others = new Map(changed.map((change) => [keyOf(change), change]));
		if (!whole.isRecurring()) {
			if (!others.has(repetitionKey(whole.startDate))) {
				yield { start: whole.startDate, end: whole.endDate, component };
			}
			yield* alone(others.values(), whole);
			return;
		}
		// The first is one of them (RFC 5545, 3.8.5.2), which the library takes from a rule only.
		if (!component.hasProperty('rrule') && !isLeftOut(whole)) {
			yield { start: whole.startDate, end: whole.endDate, component };
		}
		const lasts = Math.max(1, dayOf(whole.endDate) - dayOf(whole.startDate));
		// To look at each one that is long over takes most of the time; what was moved may come again.
		const from = changed.length > 0 ? -Infinity : this.first - lasts;
		const repeated = whole.iterator(changed.length > 0 ? undefined : nearerStart(whole, from));
		for (let count = 0; count < MOST_REPETITIONS; count += 1) {
			this.hurry();
			const next = repeated.next();
			if (!next || dayOf(next) > this.last) {
				yield* alone(others.values(), whole);
				return;
			}
			if (others.size > 0) others.delete(repetitionKey(next));
			if (dayOf(next) < from) continue;
			const { item, startDate, endDate } = whole.getOccurrenceDetails(next);
			if (isCancelled(item.component)) continue;
			yield { start: startDate, end: endDate, component: item.component };
		}
		throw new Error('It repeats too often');
	}

	private hurry(): void {
		if (this.taken() < LONGEST) return;
		throw new ExplainedError(
			'The iCalendar takes too long to read',
			`Enter the address of a calendar with ${this.wanted} only.`,
		);
	}
}

/** So many days later the pattern of a rule is the same. */
const PATTERNS: Record<string, number> = { DAILY: 1, WEEKLY: 7 };

/**
 * A start from which an event repeats as from its own, and before `day`: most of
 * the work are repetitions of years ago. Undefined where that is not certain,
 * as with a rule that counts.
 */
function nearerStart({ component, startDate }: ICAL.Event, day: number): ICAL.Time | undefined {
	const [rule, ...others] = component.getAllProperties('rrule');
	if (!rule || others.length > 0 || component.hasProperty('rdate')) return undefined;
	const { freq, interval, count } = rule.getFirstValue() as ICAL.Recur;
	const pattern = own(PATTERNS, freq);
	if (pattern === undefined || count) return undefined;
	const step = pattern * interval;
	// One step is to spare for the week in which the rule begins.
	const steps = Math.floor((day - dayOf(startDate)) / step) - 1;
	if (!(steps > 0)) return undefined;
	const nearer = startDate.clone();
	nearer.adjust(steps * step, 0, 0, 0);
	return nearer;
}

/** Of which repetition a change is. */
function keyOf(change: ICAL.Component): string {
	return repetitionKey(change.getFirstPropertyValue('recurrence-id') as ICAL.Time);
}

/** Changes of no repetition that there is: an event that was moved out of them, as Google writes it. */
function* alone(
	changes: Iterable<ICAL.Component>,
	{ component: whole }: ICAL.Event,
): Generator<Occurrence> {
	const dates = whole
		.getAllProperties('exdate')
		.flatMap((property) => property.getValues() as ICAL.Time[]);
	const leftOut = new Set(dates.map(repetitionKey));
	for (const component of changes) {
		const change = new ICAL.Event(component);
		if (isCancelled(component) || change.modifiesFuture()) continue;
		if (leftOut.has(keyOf(component))) continue;
		yield { start: change.startDate, end: change.endDate, component };
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
export function dayOf({ year, month, day }: ICAL.Time): number {
	return Date.UTC(year, month - 1, day) / DAY;
}
