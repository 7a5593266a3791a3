import { calendarKey } from '../duty/calendarKey';
import { readDutyCalendar } from '../duty/dutyCalendar';
import { ExplainedError } from '../explainedError';
import type { Clock } from '../time/clock';
import { MINUTE } from '../time/duration';
import { calendarText, type Ask } from './fetchCalendar';
import type { FoundRoster, Rosters } from './rosters';

/** A swap in somebody's calendar is to hold soon, and a feed is not to be asked for each reminder. */
const EVERY = 15 * MINUTE;

/** A calendar that could not be read, or not whole. */
interface RosterProblem {
	layer: string;
	/** Without the address. */
	problem: string;
}

/**
 * Reads anew the calendars of a roster that were read more than a quarter of an
 * hour ago. One that cannot be read stays as it is known.
 *
 * @returns what is known then.
 */
export async function refreshRoster(
	{ rosters, clock }: { rosters: Rosters; clock: Clock },
	{ roster, calendars }: FoundRoster,
	ask: Ask,
): Promise<{ known: FoundRoster; problems: RosterProblem[] }> {
	const problems: RosterProblem[] = [];
	const known = new Map(calendars);
	const asked = new Set<string>();
	for (const { name: layer, calendar } of roster.layers) {
		if (!calendar) continue;
		const key = calendarKey(calendar);
		if (asked.has(key)) continue;
		asked.add(key);
		const readAt = calendars.get(key)?.readAt ?? -Infinity;
		if (Math.abs(clock.now() - readAt) < EVERY) continue;
		try {
			const now = clock.now();
			const text = await calendarText(ask, calendar.address, 'shifts');
			const { events, unreadable } = readDutyCalendar(text, calendar.timeZone, now);
			const read = { readAt: now, events };
			known.set(key, read);
			await rosters.keepCalendar(roster.name, calendar, read);
			if (unreadable > 0) {
				problems.push({ layer, problem: `${unreadable} events of the calendar are unreadable` });
			}
		} catch (error) {
			if (!(error instanceof ExplainedError)) throw error;
			problems.push({ layer, problem: error.message });
		}
	}
	return { known: { roster, calendars: known }, problems };
}
