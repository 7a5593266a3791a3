import { calendarKey } from '../../duty/calendarKey';
import { nextHandOver, onDutyAt } from '../../duty/onDuty';
import type { Override } from '../../duty/roster';
import type { FoundRoster } from '../../engine/rosters';
import { folded } from '../../text/folded';

/** What the board shows of a roster. Times in ms since 1970. */
export interface RosterRow {
	roster: string;
	layers: LayerRow[];
	/** Who can stand in; nobody where whoever looks may not say so. */
	people: string[];
}

interface LayerRow {
	layer: string;
	/** Names: of people, or of whatever a calendar says. */
	onDuty: string[];
	/** When somebody else is; null where that is not in sight. */
	until: number | null;
	/** That somebody stands in now, and who said so; null where nobody does. */
	override: { by: string | null } | null;
	/** Of a layer with a calendar: when that was read; null for never. */
	calendarReadAt?: number | null;
}

export function rosterRow(known: FoundRoster, now: number, mayChange: boolean): RosterRow {
	const { name: roster, people, layers } = known.roster;
	return {
		roster,
		layers: layers.map(({ name: layer, calendar }) => {
			const { people: found = [], unknown = [] } = onDutyAt(known, layer, now) ?? {};
			const last = overridesAt(known, layer, now).at(-1);
			return {
				layer,
				onDuty: [...found.map(({ name }) => name), ...unknown],
				until: nextHandOver(known, layer, now) ?? null,
				override: last ? { by: last.by } : null,
				...(calendar
					? { calendarReadAt: known.calendars.get(calendarKey(calendar))?.readAt ?? null }
					: {}),
			};
		}),
		people: mayChange ? people.map(({ name }) => name) : [],
	};
}

/** Those that hold in a layer at an instant. */
export function overridesAt({ roster }: FoundRoster, layer: string, at: number): Override[] {
	return roster.overrides.filter(
		(override) =>
			folded(override.layer) === folded(layer) && override.from <= at && at < override.to,
	);
}

/** Layers in which nobody is on duty. */
export function nobodyOnDuty(
	rosters: FoundRoster[],
	now: number,
): Array<{ roster: string; layer: string }> {
	return rosters.flatMap((known) =>
		known.roster.layers
			.filter(({ name }) => onDutyAt(known, name, now)?.people.length === 0)
			.map(({ name }) => ({ roster: known.roster.name, layer: name })),
	);
}
