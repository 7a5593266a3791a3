import { calendarKey } from '../../../src/duty/calendarKey';
import { nextHandOver, onDutyAt } from '../../../src/duty/onDuty';
import { peopleOf, personNamed } from '../../../src/duty/people';
import type { DutyEvent, Override } from '../../../src/duty/roster';
import { swapped } from '../../../src/duty/swap';
import { at, known, layer, person, shift, WEEKDAYS } from '../../support/duty/rosters.mts';

const SHANGHAI = 'Asia/Shanghai';
const weekly = (people: string[]) =>
	shift(people, { timeZone: SHANGHAI, rotation: { hours: 168, from: '2026-01-05', at: '09:00' } });
const time = (text: string) => at(text, SHANGHAI);
const override = (part: Partial<Override>): Override => ({
	...{ id: '1', layer: 'primary', person: 'Han', replaces: null, from: 0, to: 1, by: null, at: 0 },
	...part,
});
const names = (...[roster, name, instant]: Parameters<typeof onDutyAt>) =>
	onDutyAt(roster, name, instant)?.people.map((each) => each.name);

describe('layers', () => {
	const roster = known([
		layer('primary', weekly(['Li', 'Han'])),
		layer('Manager', shift(['Wang'])),
		layer('empty'),
	]);

	test('are told by their names, in whatever letters', () => {
		expect(names(roster, ' PRIMARY ', time('2026-01-05T09:00'))).toEqual(['Li']);
		expect(names(roster, 'manager', 0)).toEqual(['Wang']);
		expect(onDutyAt(roster, 'tertiary', 0)).toBeUndefined();
		expect(nextHandOver(roster, 'tertiary', 0)).toBeUndefined();
	});

	test('without shifts have nobody, and nothing changes', () => {
		expect(onDutyAt(roster, 'empty', 0)).toEqual({ people: [], unknown: [] });
		expect(nextHandOver(roster, 'empty', 0)).toBeUndefined();
		expect(nextHandOver(roster, 'manager', 0)).toBeUndefined();
	});

	test('a name of nobody is told', () => {
		const gone = known([layer('primary', shift(['Li', 'Gone']))], { people: [person('Li')] });
		expect(onDutyAt(gone, 'primary', 0)).toMatchObject({ unknown: ['Gone'] });
		expect(names(gone, 'primary', 0)).toEqual(['Li']);
	});

	test('somebody on two shifts is one', () => {
		expect(names(known([layer('a', shift(['Li']), shift(['LI ']))]), 'a', 0)).toEqual(['Li']);
	});
});

describe('overrides', () => {
	const [from, to] = [time('2026-01-06T00:00'), time('2026-01-07T00:00')];
	const base = [layer('primary', weekly(['Li', 'Han'])), layer('manager', shift(['Wang']))];
	const roster = (...overrides: Override[]) => known(base, { overrides });

	test('hold from their beginning to their end, in their layer', () => {
		const covered = roster(override({ person: 'Wang', from, to }));
		expect(names(covered, 'primary', from - 1)).toEqual(['Li']);
		expect(names(covered, 'primary', from)).toEqual(['Wang']);
		expect(names(covered, 'primary', to - 1)).toEqual(['Wang']);
		expect(names(covered, 'primary', to)).toEqual(['Li']);
		expect(nextHandOver(covered, 'primary', from - 1)).toBe(from);
		expect(nextHandOver(covered, 'primary', from)).toBe(to);
	});

	// GoAlert, "Schedules": an override that replaces a user has no effect where that user is not on call.
	test('for one who is not on duty change nothing', () => {
		const covered = roster(override({ person: 'Wang', replaces: 'Han', from, to }));
		expect(names(covered, 'primary', from)).toEqual(['Li']);
		expect(
			names(roster(override({ person: 'Wang', replaces: 'li', from, to })), 'primary', from),
		).toEqual(['Wang']);
	});

	test('put somebody on duty where nobody is', () => {
		const gap = known([layer('primary')], {
			people: [person('Han')],
			overrides: [override({ from, to })],
		});
		expect(names(gap, 'primary', from)).toEqual(['Han']);
		expect(nextHandOver(gap, 'primary', from - 1)).toBe(from);
	});

	test('later ones hold before earlier ones', () => {
		const [first, second] = [override({ person: 'Wang', from, to }), override({ from, to })];
		expect(names(roster(first, second), 'primary', from)).toEqual(['Han']);
		expect(names(roster(second, first), 'primary', from)).toEqual(['Wang']);
	});
});

describe('swaps', () => {
	const roster = known([layer('primary', weekly(['Li', 'Han', 'Wang']))]);
	const swap = { layer: 'primary', one: 'Li', other: 'Wang', from: time('2026-01-06T12:00') };
	const after = (given = roster) => {
		const made = swapped(given, swap).map((each) => override(each));
		return { ...given, roster: { ...given.roster, overrides: made } };
	};

	test('the rest of this turn against the whole of the next one', () => {
		expect(swapped(roster, swap)).toEqual([
			{
				layer: 'primary',
				person: 'Wang',
				replaces: 'Li',
				from: swap.from,
				to: time('2026-01-12T09:00'),
			},
			{
				...{ layer: 'primary', person: 'Li', replaces: 'Wang' },
				...{ from: time('2026-01-19T09:00'), to: time('2026-01-26T09:00') },
			},
		]);
		const weeks = ['2026-01-05', '2026-01-08', '2026-01-13', '2026-01-20', '2026-01-27'];
		expect(weeks.map((date) => names(after(), 'primary', time(`${date}T10:00`))!.join())).toEqual([
			...['Li', 'Wang', 'Han', 'Li', 'Li'],
		]);
	});

	test('know people by their aliases, as overrides do', () => {
		const { roster: part, calendars } = roster;
		const people = [person('Li', { aliases: ['lilei'] }), person('Wang')];
		const named = { roster: { ...part, people }, calendars };
		expect(swapped(named, { ...swap, one: ' LiLei' })).toEqual(swapped(roster, swap));
	});

	test('keep to the hours of the shift', () => {
		const hours = [{ weekdays: WEEKDAYS, from: '09:00', to: '18:00' }];
		const office = known([layer('primary', { ...weekly(['Li', 'Wang']), hours })]);
		expect(names(after(office), 'primary', time('2026-01-07T17:59'))).toEqual(['Wang']);
		expect(names(after(office), 'primary', time('2026-01-07T18:00'))).toEqual([]);
	});

	test.each([
		['with somebody who has no turn', { other: 'Zhao' }, /Zhao has no turn in the layer "primary"/],
		['in a layer that is not there', { layer: 'Night' }, /The roster has no layer "Night"/],
	])('%s fail', (_, part, message) => {
		expect(() => swapped(roster, { ...swap, ...part })).toThrow(message);
	});

	test('of one who is always on duty fail', () => {
		const always = known([layer('primary', weekly(['Li']), weekly(['Han', 'Wang']))]);
		expect(() => swapped(always, swap)).toThrow(/Li has no turn/);
	});
});

describe('people', () => {
	const li = person('Li Lei', { aliases: ['lilei', 'li@example.com'] });
	const han = person('Han Meimei', { aliases: ['客服小韩', 'Li Lei'] });
	const people = [han, li];

	test('are known by their names before their aliases, as a whole', () => {
		expect(personNamed(people, ' li LEI')).toBe(li);
		expect(personNamed(people, '客服小韩')).toBe(han);
		expect(personNamed([person('Wang', { aliases: ['客服小韩'] }), han], '客服小韩')).toMatchObject(
			{
				name: 'Wang',
			},
		);
		expect(personNamed(people, 'Li')).toBeUndefined();
		expect(personNamed(people, ' ')).toBeUndefined();
		expect(personNamed([person('', { aliases: [''] })], '')).toBeUndefined();
	});

	const event = (title: string, ...attendees: string[]): DutyEvent => ({
		...{ title, attendees, from: 0, to: 1 },
	});

	// PagerDuty's feeds, Grafana OnCall's "Import on-call schedules", Happy Uptime's "Calendar (iCal)".
	test.each<[string, DutyEvent, unknown[]]>([
		['a name', event('Li Lei'), [li]],
		['PagerDuty', event('On Call - Li Lei - Customer Support'), [li]],
		['Grafana OnCall', event('[L1] lilei'), [li]],
		['several', event('Han Meimei, Li Lei'), [han, li]],
		['several in Chinese', event('值班：客服小韩、lilei'), [han, li]],
		['an address', event('li@example.com (primary)'), [li]],
		['attendees where the title is nobody’s', event('On call', 'LI@example.com'), [li]],
		['a title before attendees', event('Han Meimei', 'li@example.com'), [han]],
		['one twice', event('Li Lei / lilei'), [li]],
		// GoAlert, calsub/renderical.go; Grafana OnCall, ical_utils.py and test_ical_proxy.py.
		['GoAlert', event('Li Lei On-Call (GoAlert: Support)'), [li]],
		['Grafana OnCall with marks', event('[L1] @lilei @客服小韩'), [li, han]],
		['with a mark and blanks', event('@Li Lei'), [li]],
		['who is on call', event('Li Lei is on call for Support'), [li]],
		['who is on duty', event('Oncall: Li Lei'), [li]],
		['who is on duty in Chinese', event('客服小韩值班'), [han]],
		['each part has words of its own', event('On call: Li Lei, Han Meimei on duty'), [li, han]],
		['the first part has words', event('Li Lei on call / Han Meimei'), [li, han]],
		['a name and its address', event('Li Lei <li@example.com>'), [li]],
		['brackets in Chinese', event('【夜班】客服小韩、Li Lei'), [han, li]],
		['blanks in Chinese', event('夜班 客服小韩'), [han]],
		['a hyphen in Chinese', event('夜班-客服小韩'), [han]],
		['a picture', event('🧑‍🚒 Li Lei'), [li]],
		['somebody whose name begins so', event('Li Leibniz on call'), []],
		['nobody', event('Team lunch with Li Lei and others'), []],
		['nothing', event(''), []],
	])('%s', (_, given, found) => {
		expect(peopleOf(people, given)).toEqual(found);
	});
});

describe('a calendar', () => {
	const calendar = { address: 'https://example.com/duty.ics', timeZone: 'UTC' };
	const roster = known([{ ...layer('primary'), calendar }], {
		people: [person('Li'), person('Han')],
	});
	const events: DutyEvent[] = [
		{ from: 10, to: 20, title: 'Li', attendees: [] },
		{ from: 15, to: 30, title: 'Han', attendees: [] },
		{ from: 40, to: 50, title: 'Zhao', attendees: [] },
	];
	const withEvents = {
		...roster,
		calendars: new Map([[calendarKey(calendar), { readAt: 0, events }]]),
	};

	test('has shifts of its layer', () => {
		const told = [9, 10, 15, 20, 30].map((instant) =>
			names(withEvents, 'primary', instant)!.join(),
		);
		expect(told).toEqual(['', 'Li', 'Li,Han', 'Han', '']);
		expect(onDutyAt(withEvents, 'primary', 40)).toEqual({ people: [], unknown: ['Zhao'] });
		expect(
			[0, 10, 15, 20, 30, 50].map((instant) => nextHandOver(withEvents, 'primary', instant)),
		).toEqual([...[10, 15, 20, 30, 40, undefined]]);
	});

	test('that was never read has none', () => {
		expect(names(roster, 'primary', 10)).toEqual([]);
	});

	test('has turns to swap', () => {
		expect(swapped(withEvents, { layer: 'primary', one: 'Li', other: 'Han', from: 12 })).toEqual([
			{ layer: 'primary', person: 'Han', replaces: 'Li', from: 12, to: 20 },
			{ layer: 'primary', person: 'Li', replaces: 'Han', from: 15, to: 30 },
		]);
	});
});
