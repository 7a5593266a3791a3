import { IANAZone } from 'luxon';
import type { IExecuteFunctions } from 'n8n-workflow';
import { z } from 'zod';

import { personNamed } from '../../src/duty/people';
import type { Layer, Person, Roster, Shift } from '../../src/duty/roster';
import { ExplainedError } from '../../src/explainedError';
import { own } from '../../src/own';
import { idsOf, jsonOf, phoneNumbersOf, textOf } from '../../src/robots/values';
import { folded } from '../../src/text/folded';
import { entriesOf } from '../../src/text/list';
import { calendarAddressSchema } from '../shared/calendarAddress';
import { numberFrom } from '../shared/numbers';
import { parsed } from '../shared/parsed';
import { idColumns } from './platforms';

const MOST_PEOPLE = 1_000;
const MOST_SHIFTS = 200;
const LONGEST_NAME = 200;
const MOST_LAYERS = 20;

const nameSchema = (name: string) =>
	z
		.string(`${name} must be text`)
		.trim()
		.min(1, `${name} is empty`)
		.max(LONGEST_NAME, `${name} is too long`);

const time = (name: string) =>
	z
		.string(`Shifts: "${name}" must be a time such as 09:00`)
		.trim()
		.regex(/^([01]?\d|2[0-3]):[0-5]\d$|^24:00$/, `Shifts: "${name}" must be a time such as 09:00`)
		.transform((text) => text.padStart(5, '0'));

const zone = z.string().refine((name) => IANAZone.isValidZone(name), {
	error: ({ input }) =>
		`"${String(input).slice(0, 50)}" is not a time zone. Use a name such as Asia/Shanghai.`,
});

const shiftSchema = z
	.object({
		layer: nameSchema('Shifts: "Layer"'),
		people: z.array(z.string()).min(1, 'Shifts: "People" is empty').max(MOST_PEOPLE),
		rotation: z.enum(
			['daily', 'weekly', 'everyDays', 'everyHours', 'none'],
			'Shifts: "Rotation" must be "daily", "weekly", "everyDays", "everyHours" or "none"',
		),
		days: z.preprocess(
			numberFrom,
			z
				.number('Shifts: "Days per Turn" must be a number')
				.int('Shifts: "Days per Turn" must be a whole number')
				.min(1, 'Shifts: "Days per Turn" must be at least 1')
				.max(366, 'Shifts: "Days per Turn" must be at most 366'),
		),
		hours: z.preprocess(
			numberFrom,
			z
				.number('Shifts: "Hours per Turn" must be a number')
				.int('Shifts: "Hours per Turn" must be a whole number')
				.min(1, 'Shifts: "Hours per Turn" must be at least 1')
				.max(168, 'Shifts: "Hours per Turn" must be at most 168'),
		),
		firstTurn: z.string(),
		handOver: time('Hand-Over Time'),
		weekdays: z
			.array(z.number().int().min(1).max(7), 'Shifts: "Days" must be a list of days')
			.min(1, 'Shifts: choose at least one day'),
		from: time('Hours From'),
		to: time('Hours To'),
		timeZone: zone,
	})
	.refine(
		({ rotation, firstTurn }) => rotation === 'none' || z.iso.date().safeParse(firstTurn).success,
		'Shifts: "First Turn Begins On" must be a date such as 2026-01-05',
	);

const calendarSchema = z.object({
	layer: nameSchema('Calendars: "Layer"'),
	address: calendarAddressSchema,
	timeZone: zone,
});

/** How long a turn lasts, in hours by the wall clock. */
const TURN = {
	daily: () => 24,
	weekly: () => 7 * 24,
	everyDays: ({ days }: Given) => days * 24,
	everyHours: ({ hours }: Given) => hours,
};
type Given = z.infer<typeof shiftSchema>;

/** What the panel says of people and layers. @throws {NodeOperationError | ExplainedError} */
export function rosterFor(
	node: IExecuteFunctions,
	item: number,
): Pick<Roster, 'people' | 'layers'> {
	const people = peopleFor(node, item);
	const layers = new Map<string, Layer>();
	const layerOf = (name: string): Layer => {
		const known = layers.get(folded(name)) ?? { name, shifts: [], calendar: null };
		layers.set(folded(name), known);
		return known;
	};
	const rows = rowsAt(node, 'shifts', item);
	if (rows.length > MOST_SHIFTS) throw tooMany('shifts', MOST_SHIFTS);
	for (const row of rows) {
		const { layer, ...shift } = shiftOf(node, item, row, people);
		layerOf(layer).shifts.push(shift);
	}
	for (const row of rowsAt(node, 'calendars', item)) {
		const { layer, ...calendar } = parsed(node, item, calendarSchema, {
			...{ layer: 'primary', address: '', ...row },
			timeZone: textOf(own(row, 'timeZone')).trim() || node.getTimezone(),
		});
		const named = layerOf(layer);
		if (named.calendar) {
			throw new ExplainedError(
				`The layer "${layer}" has two calendars`,
				'Enter one calendar for each layer.',
			);
		}
		named.calendar = calendar;
	}
	if (layers.size > MOST_LAYERS) throw tooMany('layers', MOST_LAYERS);
	if (people.length === 0 && layers.size === 0) {
		// It would take the place of the roster that is there.
		throw new ExplainedError(
			'The roster is empty',
			'Add people, and shifts or a calendar. To remove the roster, use the operation Delete Roster.',
		);
	}
	return { people, layers: [...layers.values()] };
}

function shiftOf(
	node: IExecuteFunctions,
	item: number,
	row: Record<string, unknown>,
	people: Person[],
): Shift & { layer: string } {
	const given = parsed(node, item, shiftSchema, {
		...{ layer: 'primary', rotation: 'weekly', days: 14, hours: 12, handOver: '09:00' },
		...{ weekdays: [1, 2, 3, 4, 5, 6, 7], from: '00:00', to: '24:00' },
		...row,
		firstTurn: dateOf(own(row, 'firstTurn')),
		people: entriesOf(own(row, 'people')),
		timeZone: textOf(own(row, 'timeZone')).trim() || node.getTimezone(),
	});
	const { layer, rotation, timeZone, weekdays, from, to } = given;
	const names = given.people.map((name) => {
		const person = personNamed(people, name);
		if (person) return person.name;
		throw new ExplainedError(
			`"${name}" in the shifts is none of the people`,
			'Add the person under "People", or correct the name.',
		);
	});
	const isAlways = weekdays.length === 7 && from === '00:00' && to === '24:00';
	return {
		layer,
		people: names,
		timeZone,
		hours: isAlways ? [] : [{ weekdays, from, to }],
		rotation:
			rotation === 'none'
				? null
				: {
						hours: TURN[rotation](given),
						from: given.firstTurn,
						at: given.handOver,
					},
	};
}

/** Of a date and time, as an expression may give it, the date. */
function dateOf(value: unknown): string {
	return textOf(value).trim().slice(0, 10);
}

/** @throws {ExplainedError} */
function peopleFor(node: IExecuteFunctions, item: number): Person[] {
	const more = node.getNodeParameter('peopleFrom', item, '');
	const rows = [...rowsAt(node, 'people', item), ...listOf(more).map(cellsOf)];
	if (rows.length > MOST_PEOPLE) throw tooMany('people', MOST_PEOPLE);
	const people: Person[] = [];
	for (const row of rows) {
		const cell = (name: string) => own(row, name);
		const name = textOf(cell('name')).trim().slice(0, LONGEST_NAME);
		// What an expression has left empty.
		if (name === '') continue;
		if (people.some((known) => folded(known.name) === folded(name))) {
			throw new ExplainedError(
				`Two people are called "${name}"`,
				'Give them names that differ: shifts and calendars know people by their names.',
			);
		}
		const ids = idColumns.map(({ name: column, platform }) => [platform, idsOf(cell(column))]);
		people.push({
			name,
			aliases: entriesOf(cell('aliases')).map((alias) => alias.slice(0, LONGEST_NAME)),
			ids: Object.fromEntries(ids.filter(([, found]) => found.length > 0)),
			mobiles: phoneNumbersOf(cell('mobiles')),
		});
	}
	return people;
}

function rowsAt(
	node: IExecuteFunctions,
	name: string,
	item: number,
): Array<Record<string, unknown>> {
	const { rows = [] } = node.getNodeParameter(name, item, {}) as { rows?: unknown[] };
	return rows.map(cellsOf);
}

function listOf(given: unknown): unknown[] {
	if (given === undefined || given === null) return [];
	if (typeof given === 'string' && given.trim() === '') return [];
	return [jsonOf(given, 'People From')].flat();
}

/** Of a row, or of an item of n8n. @throws {ExplainedError} */
function cellsOf(row: unknown): Record<string, unknown> {
	if (typeof row !== 'object' || row === null || Array.isArray(row)) {
		throw new ExplainedError(
			'A row of "People From" is not an object',
			"The expression must return rows, for example {{ $('People').all() }}.",
		);
	}
	const { json } = row as { json?: unknown };
	return (typeof json === 'object' && json !== null ? json : row) as Record<string, unknown>;
}

function tooMany(what: string, most: number): ExplainedError {
	return new ExplainedError(
		`The roster has more than ${most} ${what}`,
		'Make a roster for each team, with names of their own.',
	);
}
