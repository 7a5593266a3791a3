import type { Store } from '../store/store';
import { keepCalendar, readAtOf, type FetchedCalendar } from '../time/calendar/calendars';
import { MINUTE } from '../time/duration';

/** In the store's settings, before the name. */
const PREFIX = 'calendar ';
/** Another process may have read it anew. */
const LOAD_EVERY = MINUTE;

/**
 * The calendars that were read from addresses, as the store keeps them: for
 * other processes, and for when they cannot be read. Which days they have is
 * known to the whole process, see `calendarNamed`.
 */
export class Calendars {
	private loadedAt = -Infinity;

	constructor(private readonly store: Store) {}

	/** Makes known what the store has, at most once a minute. */
	async load(): Promise<void> {
		const now = this.store.clock.now();
		if (Math.abs(now - this.loadedAt) < LOAD_EVERY) return;
		const kept = await this.store.transaction(
			async ({ settings }) => await settings.beginningWith(PREFIX),
		);
		this.loadedAt = now;
		for (const [setting, json] of kept) {
			const name = setting.slice(PREFIX.length);
			const calendar = JSON.parse(json) as FetchedCalendar;
			if (calendar.readAt > (readAtOf(name) ?? -Infinity)) keepCalendar(name, calendar);
		}
	}

	/** Makes it known here, and to all that share the store. */
	async keep(name: string, { readAt, daysOff, workingDays }: FetchedCalendar): Promise<void> {
		const calendar = { readAt, daysOff, workingDays };
		keepCalendar(name, calendar);
		await this.store.transaction(
			async ({ settings }) => await settings.save(PREFIX + name, JSON.stringify(calendar)),
		);
	}
}
