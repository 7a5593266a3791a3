import { calendarKey } from '../../../src/duty/calendarKey';
import { nextHandOver, onDutyAt } from '../../../src/duty/onDuty';
import type { Override } from '../../../src/duty/roster';
import type { FoundRoster } from '../../../src/engine/rosters';

const iso = (time: number) => new Date(time).toISOString();

/** Times are ISO 8601 in UTC. */
export function overrideJson({ from, to, at, ...said }: Override): Record<string, unknown> {
	return { ...said, from: iso(from), to: iso(to), at: iso(at) };
}

/** All of a roster but the addresses of its calendars, which may be secret. */
export function rosterJson(known: FoundRoster, now: number): Record<string, unknown> {
	const { name, people, layers, overrides, timeline } = known.roster;
	return {
		roster: name,
		people,
		layers: layers.map((layer) => {
			const onDuty = onDutyAt(known, layer.name, now);
			const until = nextHandOver(known, layer.name, now);
			const read = layer.calendar && known.calendars.get(calendarKey(layer.calendar));
			return {
				name: layer.name,
				onDuty: onDuty?.people.map((person) => person.name) ?? [],
				unknown: onDuty?.unknown ?? [],
				until: until === undefined ? null : iso(until),
				shifts: layer.shifts,
				...(layer.calendar
					? {
							calendar: {
								readAt: read ? iso(read.readAt) : null,
								events: read?.events.length ?? 0,
								timeZone: layer.calendar.timeZone,
							},
						}
					: {}),
			};
		}),
		overrides: overrides.map(overrideJson),
		timeline: timeline.map(({ at, ...entry }) => ({ at: iso(at), ...entry })),
	};
}
