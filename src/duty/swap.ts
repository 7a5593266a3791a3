import { ExplainedError } from '../explainedError';
import { folded } from '../text/folded';
import { eventsOf, layerNamed, unknownLayer, type KnownRoster } from './onDuty';
import { peopleOf, personNamed } from './people';
import type { Stretch } from '../time/calendar/timedEvents';
import type { Layer, Override } from './roster';
import { turnAt } from './turns';

/** Two people take each other's turn. */
export interface Swap {
	layer: string;
	/** Name or alias, as with `other`. */
	one: string;
	other: string;
	/** ms since 1970: of each of them, the turn that goes on then, from then on, or else the next one. */
	from: number;
}

/** Turns that are looked at: with so many people everybody has had one. */
const MOST_TURNS = 1_000;

/**
 * The turns that two people swap, as stretches in which one stands in for the other.
 *
 * @throws {ExplainedError} where one of them has none.
 */
export function swapped(
	known: KnownRoster,
	{ layer: name, from, ...two }: Swap,
): Array<Pick<Override, 'layer' | 'person' | 'replaces' | 'from' | 'to'>> {
	const layer = layerNamed(known.roster, name);
	if (!layer) throw unknownLayer(name, known);
	// As the shifts name them.
	const nameOf = (text: string) => personNamed(known.roster.people, text)?.name ?? text;
	const [one, other] = [nameOf(two.one), nameOf(two.other)];
	if (folded(one) === folded(other)) {
		throw new ExplainedError(
			`${one} cannot swap with themselves`,
			'Enter two different people, each by name or alias.',
		);
	}
	const turnOf = (person: string) => {
		const turn = nextTurnOf(known, layer, person, from);
		if (turn) return { from: Math.max(from, turn.from), to: turn.to };
		throw new ExplainedError(
			`${person} has no turn in the layer "${layer.name}"`,
			'Only people who take turns can swap. Use "Override" for a stretch of time.',
		);
	};
	return [
		{ layer: layer.name, person: other, replaces: one, ...turnOf(one) },
		{ layer: layer.name, person: one, replaces: other, ...turnOf(other) },
	];
}

function nextTurnOf(
	{ roster, calendars }: KnownRoster,
	layer: Layer,
	person: string,
	at: number,
): Stretch | undefined {
	const isTheirs = (name: string) => folded(name) === folded(person);
	const turns: Stretch[] = [];
	for (const shift of layer.shifts) {
		let turn = turnAt(shift, at);
		for (let count = 0; turn && count < MOST_TURNS; count += 1) {
			// With themselves nobody swaps: it would be a turn without an end.
			if (isTheirs(turn.person) && !shift.people.every(isTheirs)) {
				turns.push(turn);
				break;
			}
			turn = turnAt(shift, turn.to);
		}
	}
	const event = eventsOf(layer, calendars).find(
		(each) => each.to > at && peopleOf(roster.people, each).some(({ name }) => isTheirs(name)),
	);
	if (event) turns.push(event);
	return turns.toSorted((a, b) => a.from - b.from)[0];
}
