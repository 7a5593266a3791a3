import fc from 'fast-check';

import { nextHandOver, onDutyAt } from '../../../src/duty/onDuty';
import type { Override, Rotation, Shift } from '../../../src/duty/roster';
import { DAY, MINUTE } from '../../../src/time/duration';
import { known, layer, shift } from '../../support/duty/rosters.mts';

/*
 * Rosters beside somebody who looks at a clock on the wall every quarter of an
 * hour for two years, and knows whose turn it was before. The wall clock is
 * Intl's, so that nothing of how turns and hours are worked out is in it.
 */

const STEP = 15 * MINUTE;
const FROM = Date.UTC(2025, 0, 1);
const STEPS = (2 * 365 * DAY) / STEP;
/** Clocks are set by an hour, by half an hour, at midnight, in the south, and not at all. */
const ZONES = [
	'Europe/Berlin',
	'America/New_York',
	'Australia/Lord_Howe',
	'America/Santiago',
	'Africa/Cairo',
	'Asia/Shanghai',
];
/** In steps: beyond 400 days nobody looks ahead. */
const LONGEST_SEARCH = (400 * DAY) / STEP;
const PEOPLE = ['Ana', 'Bo', 'Cy', 'Di', 'Ed'];

interface Step {
	at: number;
	/** As if it were UTC, and never back: what has been shown has been shown. */
	wall: number;
}

const walked = new Map<string, Step[]>();
function stepsIn(timeZone: string): Step[] {
	const found = walked.get(timeZone);
	if (found) return found;
	const format = new Intl.DateTimeFormat('sv-SE', {
		timeZone,
		dateStyle: 'short',
		timeStyle: 'medium',
	});
	let latest = -Infinity;
	const steps = Array.from({ length: STEPS }, (_, index) => {
		const at = FROM + index * STEP;
		latest = Math.max(latest, Date.parse(`${format.format(at).replace(' ', 'T')}Z`));
		return { at, wall: latest };
	});
	walked.set(timeZone, steps);
	return steps;
}

const minutesOf = (time: string) => {
	const [hour, minute] = time.split(':').map(Number);
	return (hour * 60 + minute) * MINUTE;
};

/** Whose turn it is at each step, by counting the hand-overs from the first on. */
function turns({ people, timeZone }: Shift, { days, from, at }: Rotation): string[] {
	let turn = 0;
	let next = Date.parse(from) + days * DAY + minutesOf(at);
	return stepsIn(timeZone).map(({ wall }) => {
		for (; wall >= next; next += days * DAY) turn += 1;
		return people[turn % people.length];
	});
}

/** At which steps the hours of a shift are, by when each day's begin and end. */
function within({ hours, timeZone }: Shift): boolean[] {
	const steps = stepsIn(timeZone);
	if (hours.length === 0) return steps.map(() => true);
	const active = steps.map(() => false);
	for (const { weekdays, from, to } of hours) {
		let [first, last] = [0, 0];
		for (let day = FROM - 2 * DAY; day <= FROM + STEPS * STEP; day += DAY) {
			if (!weekdays.includes(new Date(day).getUTCDay() || 7)) continue;
			const end = (to <= from ? day + DAY : day) + minutesOf(to);
			while (first < steps.length && steps[first].wall < day + minutesOf(from)) first += 1;
			while (last < steps.length && steps[last].wall < end) last += 1;
			active.fill(true, first, Math.max(first, last));
		}
	}
	return active;
}

const time = fc.integer({ min: 0, max: 95 }).map((quarter) => {
	const [hour, minute] = [Math.floor(quarter / 4), (quarter % 4) * 15];
	return `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`;
});
const shifts = fc.record({
	people: fc.uniqueArray(fc.constantFrom(...PEOPLE), { minLength: 1 }),
	timeZone: fc.constantFrom(...ZONES),
	hours: fc.array(
		fc.record({
			weekdays: fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1 }),
			from: time,
			to: time,
		}),
		{ maxLength: 2 },
	),
	rotation: fc.record({
		days: fc.oneof(fc.constantFrom(1, 7), fc.integer({ min: 1, max: 30 })),
		// The walk begins in the first turn, whatever the zone.
		from: fc.constant('2024-12-31'),
		at: fc.constant('00:00'),
	}),
});
const handOvers = fc.record({ days: fc.integer({ min: 1, max: 15 }), at: time });
const overrides = fc.array(
	fc
		.record({
			first: fc.integer({ min: 0, max: STEPS - 1 }),
			length: fc.integer({ min: 1, max: 20 * 96 }),
			person: fc.constantFrom(...PEOPLE),
			replaces: fc.option(fc.constantFrom(...PEOPLE)),
		})
		.map(({ first, length, person, replaces }): Override => {
			const from = FROM + first * STEP;
			const to = from + length * STEP;
			return { id: 'o', layer: 'primary', person, replaces, from, to, by: null, at: 0 };
		}),
	{ maxLength: 4 },
);

test('who is on duty, and when somebody else is', () => {
	fc.assert(
		fc.property(
			fc.array(fc.tuple(shifts, handOvers), { minLength: 1, maxLength: 3 }),
			overrides,
			(given, stretches) => {
				const rotating = given.map(([each, { days, at }]) =>
					// The day before the walk: at its beginning the first turn goes on, or the second has begun.
					shift(each.people, { ...each, rotation: { days: days + 1, from: '2024-12-30', at } }),
				);
				const roster = known([layer('primary', ...rotating)], {
					people: PEOPLE.map((name) => ({ name, aliases: [], ids: {}, mobiles: [] })),
					overrides: stretches,
				});
				const walks = rotating.map((each) => ({
					turn: turns(each, each.rotation!),
					isWithin: within(each),
				}));
				const expected = Array.from({ length: STEPS }, (_, index) => {
					const now = FROM + index * STEP;
					let names = walks.flatMap(({ turn, isWithin }) => (isWithin[index] ? [turn[index]] : []));
					for (const { from, to, person, replaces } of stretches) {
						if (now < from || now >= to) continue;
						if (replaces === null) names = [person];
						else names = names.map((name) => (name === replaces ? person : name));
					}
					return [...new Set(names)].join();
				});
				const wrong: string[] = [];
				for (const [index, names] of expected.entries()) {
					// All that comes and goes, and one in five of what stays.
					const isSame = names === expected[index - 1] && names === expected[index + 1];
					if (isSame && index % 5 > 0) continue;
					const now = FROM + index * STEP;
					const found = onDutyAt(roster, 'primary', now)!.people.map(({ name }) => name);
					if (found.join() !== names) wrong.push(`${new Date(now).toISOString()} ${found}`);
				}
				expect(wrong.slice(0, 3)).toEqual([]);
				for (let index = 0; index < STEPS; index += 7_919) {
					const later = expected.findIndex(
						(names, step) => step > index && names !== expected[index],
					);
					const next = nextHandOver(roster, 'primary', FROM + index * STEP);
					if (later !== -1 && later - index <= LONGEST_SEARCH)
						expect(next).toBe(FROM + later * STEP);
				}
			},
		),
		{ numRuns: 4 },
	);
});
