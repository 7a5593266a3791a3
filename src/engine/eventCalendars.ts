import { ExplainedError } from '../explainedError';
import { RecentMap } from '../recentMap';
import type { SettingTable } from '../store/transaction';
import type { EventCalendar } from '../time/calendar/timedEvents';
import { readTimedEvents } from '../time/calendar/timedEvents';
import type { Clock } from '../time/clock';
import { MINUTE } from '../time/duration';
import { calendarText, type Ask } from './fetchCalendar';

/** What is changed in somebody's calendar is to hold soon, and a feed is not to be asked for each reminder. */
const EVERY = 15 * MINUTE;

/** Where the events are. */
interface CalendarAddress {
	address: string;
	/** IANA name: of events that have none, where the calendar has none either. */
	timeZone: string;
}

/** Whether it was read, or not, so long ago that it is to be read anew. */
export function isOld(readAt: number | undefined, now: number): boolean {
	return Math.abs(now - (readAt ?? -Infinity)) >= EVERY;
}

/**
 * Reads the events of a calendar at an address.
 *
 * @param wanted what is wanted of it, see `EventReading`.
 * @throws {ExplainedError} without the address, which may be secret.
 */
export async function readEvents(
	ask: Ask,
	{ address, timeZone }: CalendarAddress,
	clock: Clock,
	wanted: string,
): Promise<{ read: EventCalendar; unreadable: number }> {
	const readAt = clock.now();
	const text = await calendarText(ask, address, wanted);
	const { events, unreadable } = readTimedEvents(text, timeZone, readAt, wanted);
	return { read: { readAt, events }, unreadable };
}

/** Why it cannot be read. Passes on what is no fault of a calendar. */
export function problemOf(error: unknown): string {
	if (error instanceof ExplainedError) return error.message;
	throw error;
}

/** What was parsed last, by what it was parsed of: each reminder asks. */
const parsed = new RecentMap<{ json: string; value: unknown }>({
	keepFor: Infinity,
	most: 200,
});

/** What is kept of a calendar under a name of the settings; undefined where nothing is, or nobody can read it. */
export async function keptCalendar<Kept = EventCalendar>(
	settings: SettingTable,
	name: string,
): Promise<Kept | undefined> {
	const json = await settings.get(name);
	if (json === undefined) return undefined;
	const known = parsed.get(name, 0);
	if (known?.json === json) return known.value as Kept;
	try {
		const value = JSON.parse(json) as Kept;
		parsed.set(name, { json, value }, 0);
		return value;
	} catch {
		return undefined;
	}
}
