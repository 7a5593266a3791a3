import { calendarKey } from '../duty/calendarKey';
import type { Clock } from '../time/clock';
import { isOld, problemOf, readEvents } from './eventCalendars';
import type { Ask } from './fetchCalendar';
import type { FoundRoster, Rosters } from './rosters';

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
		if (!isOld(calendars.get(key)?.readAt, clock.now())) continue;
		try {
			const { read, unreadable } = await readEvents(ask, calendar, clock, 'shifts');
			known.set(key, read);
			await rosters.keepCalendar(roster.name, calendar, read);
			if (unreadable > 0) {
				problems.push({ layer, problem: `${unreadable} events of the calendar are unreadable` });
			}
		} catch (error) {
			problems.push({ layer, problem: problemOf(error) });
		}
	}
	return { known: { roster, calendars: known }, problems };
}
