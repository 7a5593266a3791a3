import { calendarKey } from './calendarKey';
import { layerNamed, nextHandOver, onDutyAt, unknownLayer, type KnownRoster } from './onDuty';
import { personNamed } from './people';
import type { Person } from './roster';

/** What an item says of who is on duty, under `onDuty`. Times are ISO 8601 in UTC. */
export interface OnDutyItem {
	roster: string;
	layer: string;
	/** Nobody where there is none. */
	people: Array<Pick<Person, 'name' | 'ids' | 'mobiles'>>;
	/** Names that are on duty, and that nobody of the roster bears. */
	unknown?: string[];
	/** Who is on it is on duty instead of the others. */
	isOnIt?: true;
	/** When somebody else is; null where that is not in sight. */
	until: string | null;
	/** Of a layer with a calendar: when that was read; null for never. */
	calendarReadAt?: string | null;
	/** Why nobody can be told. */
	problem?: string;
}

/** That somebody is on it, see `Hold`. */
export interface OnIt {
	by: string | null;
	/** ms since 1970. */
	until: number;
}

/**
 * Tells who is on duty in a layer at `now`: whoever has said to be on it, as long
 * as that holds. However many ask for a layer, it is worked out once.
 *
 * @param known undefined where the store has no roster of that name.
 */
export function onDutyItems(
	known: KnownRoster | undefined,
	roster: string,
	now: number,
): (layer: string, onIt?: OnIt) => OnDutyItem {
	const byShifts = new Map<string, OnDutyItem>();
	return (layer, onIt) => {
		const item = byShifts.get(layer) ?? itemByShifts(known, { roster, layer }, now);
		byShifts.set(layer, item);
		if (!known || item.problem !== undefined || !onIt?.by || !(onIt.until > now)) return item;
		const holder = personNamed(known.roster.people, onIt.by);
		if (!holder) return item;
		const { layer: name, calendarReadAt } = item;
		return {
			...{ roster, layer: name, people: [shown(holder)], isOnIt: true, until: iso(onIt.until) },
			...(calendarReadAt === undefined ? {} : { calendarReadAt }),
		};
	};
}

function itemByShifts(
	known: KnownRoster | undefined,
	{ roster, layer }: Pick<OnDutyItem, 'roster' | 'layer'>,
	now: number,
): OnDutyItem {
	const nobody = { roster, layer, people: [], until: null };
	if (!known) return { ...nobody, problem: `There is no roster "${roster}"` };
	const found = onDutyAt(known, layer, now);
	if (!found) return { ...nobody, problem: unknownLayer(layer, known).message };
	const { people, unknown } = found;
	const { calendar, name } = layerNamed(known.roster, layer)!;
	return {
		roster,
		layer: name,
		people: people.map(shown),
		...(unknown.length > 0 ? { unknown } : {}),
		until: iso(nextHandOver(known, layer, now) ?? null),
		...(calendar
			? { calendarReadAt: iso(known.calendars.get(calendarKey(calendar))?.readAt ?? null) }
			: {}),
	};
}

function shown({ name, ids, mobiles }: Person): OnDutyItem['people'][number] {
	return { name, ids, mobiles };
}

function iso(time: number | null): string | null {
	return time === null ? null : new Date(time).toISOString();
}
