import type { Stretch } from '../time/calendar/timedEvents';
import { ExplainedError } from '../explainedError';
import { isActive, nextBoundary, type ActiveHours } from '../time/activeHours';
import { DAY } from '../time/duration';
import { folded } from '../text/folded';
import { calendarKey } from './calendarKey';
import { peopleOf, personNamed } from './people';
import type { DutyCalendars, DutyEvent, Layer, Override, Person, Roster, Shift } from './roster';
import { turnAt } from './turns';

/** Who is on duty in a layer. */
interface OnDuty {
	people: Person[];
	/** Names that the roster or its calendar has, and nobody bears. */
	unknown: string[];
}

/** A roster, and what is known of its calendars. */
export interface KnownRoster {
	roster: Roster;
	calendars: DutyCalendars;
}

export function layerNamed({ layers }: Roster, name: string): Layer | undefined {
	return layers.find((layer) => folded(layer.name) === folded(name));
}

/** For whoever has named it. */
export function unknownLayer(
	name: string,
	{ roster }: Pick<KnownRoster, 'roster'>,
): ExplainedError {
	const names = roster.layers.map((layer) => layer.name).join(', ');
	return new ExplainedError(
		`The roster has no layer "${name}"`,
		`Enter one of its layers: ${names || 'it has none yet'}.`,
	);
}

/** Who is on duty in a layer at an instant, in ms since 1970; undefined where the roster has no such layer. */
export function onDutyAt(known: KnownRoster, layerName: string, at: number): OnDuty | undefined {
	const { people } = known.roster;
	const layer = layerNamed(known.roster, layerName);
	if (!layer) return undefined;
	const found: OnDuty = { people: [], unknown: [] };
	for (const name of namesIn(known, layer)(at)) {
		const person = personNamed(people, name);
		if (person) found.people.push(person);
		else found.unknown.push(name);
	}
	return found;
}

/** Beyond this nobody plans, and a roster that never changes is not searched for ever. */
const LONGEST_SEARCH = 400 * DAY;
/** Instants that are looked at: while somebody stands in for a year, turns of an hour change nothing. */
const MOST_INSTANTS = 2_000;

/** When somebody else is on duty in a layer, after `at`; undefined where that is not in sight. */
export function nextHandOver(
	known: KnownRoster,
	layerName: string,
	at: number,
): number | undefined {
	const layer = layerNamed(known.roster, layerName);
	if (!layer) return undefined;
	const namesAt = namesIn(known, layer);
	const present = JSON.stringify(namesAt(at));
	const until = at + LONGEST_SEARCH;
	const sources = boundariesOf(known, layer, until).map((after) => ({ after, next: after(at) }));
	for (let count = 0; count < MOST_INSTANTS; count += 1) {
		const cursor = Math.min(...sources.map(({ next }) => next));
		if (!(cursor <= until)) return undefined;
		if (JSON.stringify(namesAt(cursor)) !== present) return cursor;
		for (const source of sources) {
			if (source.next <= cursor) source.next = source.after(cursor);
		}
	}
	return undefined;
}

/** At an instant, those of the roster by their own names, in the order of the shifts; each once. */
function namesIn({ roster, calendars }: KnownRoster, layer: Layer): (at: number) => string[] {
	const own = (name: string) => personNamed(roster.people, name)?.name ?? name;
	const events = eventsOf(layer, calendars);
	const overrides = overridesOf(roster, layer);
	return (at) => {
		const holds = ({ from, to }: Stretch) => from <= at && at < to;
		let names = [
			...layer.shifts.flatMap((shift) => peopleAt(shift, at).map(own)),
			...events.filter(holds).flatMap((event) => namedBy(event, roster.people)),
		];
		for (const { replaces, ...override } of overrides.filter(holds)) {
			const person = own(override.person);
			names =
				replaces === null
					? [person]
					: names.map((name) => (folded(name) === folded(own(replaces)) ? person : name));
		}
		const once = new Map(names.map((name) => [folded(name), name]));
		return [...once.values()];
	};
}

function peopleAt(shift: Shift, at: number): string[] {
	if (shift.hours.length > 0 && !isActive(hoursOf(shift), at)) return [];
	const turn = turnAt(shift, at);
	return turn ? [turn.person] : shift.people;
}

/** The title itself where it names nobody, so that people see why. */
function namedBy(event: DutyEvent, people: Person[]): string[] {
	const found = peopleOf(people, event);
	return found.length > 0 ? found.map(({ name }) => name) : [event.title];
}

/** Of each part of a layer, the first instant after another at which it may say something else; Infinity where there is none. */
function boundariesOf(
	{ roster, calendars }: KnownRoster,
	layer: Layer,
	until: number,
): Array<(at: number) => number> {
	const stretches = [...eventsOf(layer, calendars), ...overridesOf(roster, layer)];
	const instants = stretches.flatMap(({ from, to }) => [from, to]).sort((a, b) => a - b);
	return [
		(at) => instants.find((instant) => instant > at) ?? Infinity,
		...layer.shifts.flatMap((shift) => [
			(at: number) => (isTaken(shift) ? (turnAt(shift, at)?.to ?? Infinity) : Infinity),
			(at: number) =>
				shift.hours.length === 0 ? Infinity : (nextBoundary(hoursOf(shift), at, until) ?? Infinity),
		]),
	];
}

/** Whether turns make a difference. */
function isTaken({ people }: Shift): boolean {
	return people.some((name) => name !== people[0]);
}

export function eventsOf({ calendar }: Layer, calendars: DutyCalendars): DutyEvent[] {
	return (calendar ? calendars.get(calendarKey(calendar))?.events : undefined) ?? [];
}

function overridesOf({ overrides }: Roster, { name }: Layer): Override[] {
	return overrides.filter(({ layer }) => folded(layer) === folded(name));
}

/** Of a roster only the days of the week count: who stands in on a holiday is an override. */
function hoursOf({ timeZone, hours }: Shift): ActiveHours {
	return {
		timeZone,
		ranges: hours,
		calendar: null,
		holidays: [],
		workingDays: [],
		workingDaysLike: null,
	};
}
