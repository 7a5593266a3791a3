import { randomUUID } from 'node:crypto';

import { calendarKey } from '../duty/calendarKey';
import { unknownLayer, layerNamed, type KnownRoster } from '../duty/onDuty';
import { personNamed } from '../duty/people';
import type { CalendarOfLayer, DutyCalendar, Override, Roster } from '../duty/roster';
import { swapped, type Swap } from '../duty/swap';
import { ExplainedError } from '../explainedError';
import { digestOf } from '../store/digest';
import type { Store } from '../store/store';
import type { Transaction } from '../store/transaction';
import { folded } from '../text/folded';
import { DAY } from '../time/duration';
import { keptCalendar } from './eventCalendars';

/** In the store's settings, before the name of a roster and before the digest of a calendar's key. */
const ROSTER = 'roster ';
const CALENDAR = 'duty calendar ';
/** That somebody stood in is told for so long. */
const KEEP_OVERRIDES = 30 * DAY;
const MOST_OVERRIDES = 500;
const MOST_ENTRIES = 200;

/** One line of the history of a roster. */
interface RosterEntry {
	/** ms since 1970. */
	at: number;
	what: 'saved' | 'override' | 'swap' | 'removed';
	/** Ids of the overrides that it is about. */
	overrides: string[];
	/** Who did it, as far as we were told. */
	by: string | null;
}

/** A roster as the store keeps it. */
interface StoredRoster extends Roster {
	name: string;
	/** The last 200 lines, in their order. */
	timeline: RosterEntry[];
}

/** With what is known of its calendars. */
export interface FoundRoster extends KnownRoster {
	roster: StoredRoster;
}

/** What somebody says of a stretch of time. */
type NewOverride = Omit<Override, 'id' | 'at' | 'by'>;

/** The rosters of a store, each one setting: who is asked for, and what people change of them. Each method is one commit. */
export class Rosters {
	constructor(private readonly store: Store) {}

	async find(name: string): Promise<FoundRoster | undefined> {
		return await this.store.transaction(
			async (transaction) => await rosterNamed(transaction, name),
		);
	}

	/** In the order of their names. */
	async all(): Promise<FoundRoster[]> {
		return await this.store.transaction(async (transaction) => {
			const found: FoundRoster[] = [];
			for (const json of (await transaction.settings.beginningWith(ROSTER)).values()) {
				found.push(await withCalendars(transaction, json));
			}
			return found;
		});
	}

	/** Keeps people and layers. Overrides stay. */
	async save(
		name: string,
		{ people, layers }: Pick<Roster, 'people' | 'layers'>,
		by: string | null,
	): Promise<FoundRoster> {
		return await this.change(name, (found, now) => ({
			...(found?.roster ?? { name: name.trim(), overrides: [], timeline: [] }),
			people,
			layers,
			entry: { at: now, what: 'saved', overrides: [], by },
		}));
	}

	/** @throws {ExplainedError} for somebody or a layer that the roster has not. */
	async override(name: string, made: NewOverride, by: string | null): Promise<Override[]> {
		return await this.add(name, 'override', () => [made], by);
	}

	/** @throws {ExplainedError} for somebody or a layer that the roster has not, or who has no turn. */
	async swap(name: string, swap: Swap, by: string | null): Promise<Override[]> {
		return await this.add(name, 'swap', (found) => swapped(found, swap), by);
	}

	/** Takes overrides back, whatever they said. @returns those that were there. */
	async remove(name: string, ids: string[], by: string | null): Promise<Override[]> {
		let removed: Override[] = [];
		await this.change(name, (found, now) => {
			const { roster } = required(found, name);
			removed = roster.overrides.filter(({ id }) => ids.includes(id));
			return {
				...roster,
				overrides: roster.overrides.filter(({ id }) => !ids.includes(id)),
				entry: { at: now, what: 'removed', overrides: removed.map(({ id }) => id), by },
			};
		});
		return removed;
	}

	/** Removes a roster, with what was read of calendars that no other one has. @throws {ExplainedError} where there is none. */
	async delete(name: string): Promise<FoundRoster> {
		return await this.store.transaction(
			async (transaction) => {
				const found = required(await rosterNamed(transaction, name), name);
				await transaction.settings.remove(settingOf(name));
				await forgetCalendars(transaction, keysOf(found.roster));
				return found;
			},
			[settingOf(name)],
		);
	}

	/** Keeps what was read of a calendar, while the roster has it: somebody may have changed it meanwhile. */
	async keepCalendar(
		name: string,
		calendar: CalendarOfLayer,
		{ readAt, events }: DutyCalendar,
	): Promise<void> {
		const [key, read] = [calendarKey(calendar), JSON.stringify({ readAt, events })];
		await this.store.transaction(
			async ({ settings }) => {
				const json = await settings.get(settingOf(name));
				if (json === undefined || !keysOf(JSON.parse(json) as Roster).includes(key)) return;
				await settings.save(CALENDAR + digestOf(key), read);
			},
			[settingOf(name)],
		);
	}

	private async add(
		name: string,
		what: 'override' | 'swap',
		make: (found: FoundRoster) => NewOverride[],
		by: string | null,
	): Promise<Override[]> {
		let added: Override[] = [];
		await this.change(name, (maybe, now) => {
			const found = required(maybe, name);
			added = make(found).map((each) => ({
				...inWordsOf(found, each),
				id: randomUUID(),
				by,
				at: now,
			}));
			const overrides = [...found.roster.overrides, ...added];
			const entry = { at: now, what, overrides: added.map(({ id }) => id), by };
			return { ...found.roster, overrides, entry };
		});
		return added;
	}

	private async change(
		name: string,
		apply: (found: FoundRoster | undefined, now: number) => StoredRoster & { entry: RosterEntry },
	): Promise<FoundRoster> {
		return await this.store.transaction(
			async (transaction) => {
				const { settings, now } = transaction;
				const before = await rosterNamed(transaction, name);
				const { entry, ...roster } = apply(before, now);
				const overrides = roster.overrides.filter(({ to }) => to > now - KEEP_OVERRIDES);
				if (overrides.length > MOST_OVERRIDES) {
					throw new ExplainedError(
						`The roster has more than ${MOST_OVERRIDES} overrides`,
						'Change its shifts instead, or remove overrides.',
					);
				}
				const timeline = [...roster.timeline, entry].slice(-MOST_ENTRIES);
				const after = { ...roster, overrides, timeline };
				await settings.save(settingOf(name), JSON.stringify(after));
				if (before) await forgetCalendars(transaction, keysOf(before.roster));
				return { roster: after, calendars: await calendarsOf(transaction, after) };
			},
			// So that of two who change it at once neither is lost.
			[settingOf(name)],
		);
	}
}

/** A roster and what is known of its calendars, within a transaction; undefined where there is none. */
export async function rosterNamed(
	transaction: Transaction,
	name: string,
): Promise<FoundRoster | undefined> {
	const json = await transaction.settings.get(settingOf(name));
	return json === undefined ? undefined : await withCalendars(transaction, json);
}

function keysOf({ layers }: Roster): string[] {
	return layers.flatMap(({ calendar }) => (calendar ? [calendarKey(calendar)] : []));
}

/** What was read of these calendars, by their keys, where no roster has them any more. */
async function forgetCalendars({ settings }: Transaction, keys: string[]): Promise<void> {
	if (keys.length === 0) return;
	const rosters = [...(await settings.beginningWith(ROSTER)).values()];
	const used = new Set(rosters.flatMap((json) => keysOf(JSON.parse(json) as Roster)));
	for (const key of keys) {
		if (!used.has(key)) await settings.remove(CALENDAR + digestOf(key));
	}
}

async function withCalendars(transaction: Transaction, json: string): Promise<FoundRoster> {
	const roster = JSON.parse(json) as StoredRoster;
	return { roster, calendars: await calendarsOf(transaction, roster) };
}

async function calendarsOf(
	{ settings }: Transaction,
	{ layers }: Roster,
): Promise<Map<string, DutyCalendar>> {
	const found = new Map<string, DutyCalendar>();
	for (const { calendar } of layers) {
		if (!calendar) continue;
		const key = calendarKey(calendar);
		if (found.has(key)) continue;
		const read = await keptCalendar(settings, CALENDAR + digestOf(key));
		if (read) found.set(key, read);
	}
	return found;
}

function settingOf(name: string): string {
	return ROSTER + folded(name);
}

export function required(found: FoundRoster | undefined, name: string): FoundRoster {
	if (found) return found;
	throw new ExplainedError(
		`There is no roster "${name}"`,
		'Save it with the operation Save Roster of the node Who Is on Duty, with the same store.',
	);
}

/** By the names that the roster itself has. @throws {ExplainedError} */
function inWordsOf(found: FoundRoster, made: NewOverride): NewOverride {
	const layer = layerNamed(found.roster, made.layer);
	if (!layer) throw unknownLayer(made.layer, found);
	const nameOf = (name: string) => {
		const person = personNamed(found.roster.people, name);
		if (person) return person.name;
		throw new ExplainedError(
			`The roster has nobody called "${name}"`,
			'Enter the name or an alias of one of its people, as a whole.',
		);
	};
	const { person, replaces } = made;
	return {
		...made,
		layer: layer.name,
		person: nameOf(person),
		replaces: replaces === null ? null : nameOf(replaces),
	};
}
