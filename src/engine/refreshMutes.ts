import type { Store } from '../store/store';
import { isOld, problemOf, readEvents } from './eventCalendars';
import type { Ask } from './fetchCalendar';
import { keepMuteCalendar, muteCalendars, type MuteCalendarRead } from './mutes';

/** Whatever node of the process asks: one reads for all. */
const refreshing = new WeakMap<Store, Promise<string[]>>();

/** What is wanted of a calendar that mutes, see `EventReading`. */
export const MUTE_EVENTS = 'maintenance windows';

/**
 * Reads anew the calendars of mutes that nobody has read, or tried to read, for a
 * quarter of an hour. One that cannot be read stays as it is known, and says so.
 *
 * @returns why, of those that could not be read; nothing to others who ask meanwhile.
 */
export async function refreshMutes(store: Store, ask: Ask): Promise<string[]> {
	const others = refreshing.get(store);
	if (others) {
		await others;
		return [];
	}
	const own = refresh(store, ask).finally(() => refreshing.delete(store));
	refreshing.set(store, own);
	return await own;
}

async function refresh(store: Store, ask: Ask): Promise<string[]> {
	const { clock } = store;
	const problems: string[] = [];
	for (const { mute, read } of await store.transaction(muteCalendars)) {
		if (
			mute.calendar === null ||
			!isOld(read?.failed?.at ?? read?.readAt ?? undefined, clock.now())
		)
			continue;
		const now = clock.now();
		let after: MuteCalendarRead;
		try {
			after = (await readEvents(ask, mute.calendar, clock, MUTE_EVENTS)).read;
		} catch (error) {
			const problem = problemOf(error);
			problems.push(problem);
			const { readAt = null, events = [] } = read ?? {};
			after = { readAt, events, failed: { at: now, problem } };
		}
		await store.transaction(
			async (transaction) => await keepMuteCalendar(transaction, mute.id, after),
		);
	}
	return problems;
}
