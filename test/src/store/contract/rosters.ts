import { calendarKey } from '../../../../src/duty/calendarKey';
import type { CalendarOfLayer, DutyEvent, Override, Roster } from '../../../../src/duty/roster';
import { onDutyAt } from '../../../../src/duty/onDuty';
import { Rosters } from '../../../../src/engine/rosters';
import { DAY, HOUR } from '../../../../src/time/duration';
import { layer, person, shift } from '../../../support/duty/rosters.mts';
import { T0 } from '../../../support/model/escalations.mts';
import { OpenStore, type StorePlace } from './place';

const CALENDAR = { address: 'https://example.com/duty.ics?token=secret', timeZone: 'UTC' };
const roster: Pick<Roster, 'people' | 'layers'> = {
	people: [
		person('Li', { ids: { WeCom: ['lilei'] } }),
		person('Han', { aliases: ['小韩'] }),
		person('Wang'),
	],
	layers: [
		layer(
			'primary',
			shift(['Li', 'Han'], { rotation: { hours: 168, from: '2026-01-05', at: '00:00' } }),
		),
		{ ...layer('manager'), calendar: CALENDAR },
	],
};

export function rosterContract(place: StorePlace): void {
	const open = new OpenStore(place);
	let rosters: Rosters;
	beforeEach(() => {
		rosters = new Rosters(open.store);
	});
	const namesOn = async (name: string, at: number, which = 'primary') =>
		onDutyAt((await rosters.find(name))!, which, at)!.people.map((each) => each.name);

	test('are kept by their names, in whatever letters, also after the store was opened again', async () => {
		await rosters.save(' Support ', roster, 'Ann');
		await rosters.save('Night', { people: [], layers: [] }, null);
		await open.reopen();
		rosters = new Rosters(open.store);
		expect((await rosters.find('SUPPORT'))?.roster).toEqual({
			...roster,
			name: 'Support',
			overrides: [],
			timeline: [{ at: T0, what: 'saved', overrides: [], by: 'Ann' }],
		});
		expect(await rosters.find('Sales')).toBeUndefined();
		expect((await rosters.all()).map(({ roster: { name } }) => name)).toEqual(['Night', 'Support']);
	});

	test('are overridden by anybody, at once, and nothing is lost', async () => {
		await rosters.save('Support', roster, null);
		const made = (hour: number) => ({
			...{ layer: 'PRIMARY', person: '小韩', replaces: null },
			...{ from: T0 + hour * HOUR, to: T0 + (hour + 1) * HOUR },
		});
		const added = await Promise.all(
			Array.from(
				{ length: 8 },
				async (_, hour) => await rosters.override('support', made(hour), 'Ann'),
			),
		);
		const { overrides, timeline } = (await rosters.find('Support'))!.roster;
		expect(new Set(overrides.map(({ id }) => id)).size).toBe(8);
		expect(timeline).toHaveLength(9);
		expect(overrides.map(({ from }) => (from - T0) / HOUR).sort()).toEqual([
			0, 1, 2, 3, 4, 5, 6, 7,
		]);
		// As the roster has the names.
		expect(added[0]).toMatchObject([{ layer: 'primary', person: 'Han', by: 'Ann', at: T0 }]);
		expect(await namesOn('Support', T0)).toEqual(['Han']);
	});

	test('stay overridden when people and shifts are saved again', async () => {
		await rosters.save('Support', roster, null);
		const made = { layer: 'primary', person: 'Wang', replaces: null, from: T0, to: T0 + HOUR };
		const [{ id }] = await rosters.override('Support', made, null);
		await rosters.save('Support', { ...roster, people: roster.people.toReversed() }, null);
		expect(await namesOn('Support', T0)).toEqual(['Wang']);
		expect(await rosters.remove('Support', [id], 'Ann')).toMatchObject([{ id, person: 'Wang' }]);
		expect(await namesOn('Support', T0)).toEqual(['Li']);
		expect(await rosters.remove('Support', [id], 'Ann')).toEqual([]);
	});

	test('tell for a month who stood in', async () => {
		await rosters.save('Support', roster, null);
		const made = { layer: 'primary', person: 'Wang', replaces: null, from: T0, to: T0 + HOUR };
		await rosters.override('Support', made, null);
		open.clock.jump(29 * DAY);
		await rosters.save('Support', roster, null);
		expect((await rosters.find('Support'))!.roster.overrides).toHaveLength(1);
		open.clock.jump(2 * DAY);
		await rosters.save('Support', roster, null);
		expect((await rosters.find('Support'))!.roster.overrides).toEqual([]);
	});

	test('swap turns', async () => {
		await rosters.save('Support', roster, null);
		const swap = { layer: 'primary', one: 'Li', other: 'Han', from: T0 };
		const both = await rosters.swap('Support', swap, 'Li');
		expect(both.map(({ person: who, replaces, by }) => [who, replaces, by])).toEqual([
			['Han', 'Li', 'Li'],
			['Li', 'Han', 'Li'],
		]);
		expect([await namesOn('Support', T0), await namesOn('Support', T0 + 7 * DAY)]).toEqual([
			['Han'],
			['Li'],
		]);
		const { timeline } = (await rosters.find('Support'))!.roster;
		expect(timeline.at(-1)).toEqual({
			at: T0,
			what: 'swap',
			overrides: both.map(({ id }) => id),
			by: 'Li',
		});
	});

	test('are deleted, with what was read of calendars that no other one has', async () => {
		const other = { address: 'https://example.com/other.ics', timeZone: 'UTC' };
		const managed = (calendar: CalendarOfLayer) => ({ name: 'night', shifts: [], calendar });
		await rosters.save('Support', { ...roster, layers: [managed(CALENDAR), managed(other)] }, null);
		await rosters.save('Sales', roster, null);
		for (const calendar of [CALENDAR, other]) {
			await rosters.keepCalendar('Support', calendar, { readAt: T0, events: [] });
		}
		const kept = async () =>
			await open.run(async ({ settings }) => (await settings.beginningWith('duty calendar ')).size);
		expect(await kept()).toBe(2);
		expect((await rosters.delete('SUPPORT')).roster.name).toBe('Support');
		expect([await rosters.find('Support'), await kept()]).toEqual([undefined, 1]);
		await expect(rosters.delete('Support')).rejects.toThrow('There is no roster "Support"');
		// Without the layer that had it.
		await rosters.save('Sales', { ...roster, layers: [] }, null);
		expect(await kept()).toBe(0);
		// What was asked for before that comes too late.
		for (const name of ['Support', 'Sales']) {
			await rosters.keepCalendar(name, CALENDAR, { readAt: T0, events: [] });
		}
		expect(await kept()).toBe(0);
		expect((await rosters.all()).map(({ roster: { name } }) => name)).toEqual(['Sales']);
	});

	test.each<[string, { name?: string } & Partial<Override>, RegExp]>([
		['of a roster that is not there', { name: 'Sales' }, /There is no roster "Sales"/],
		['of a layer that is not there', { layer: 'night' }, /no layer "night"/],
		['with somebody who is not there', { person: 'Zhao' }, /nobody called "Zhao"/],
		['instead of somebody who is not there', { replaces: 'Zhao' }, /nobody called "Zhao"/],
	])('an override %s is refused', async (_, { name = 'Support', ...part }, message) => {
		await rosters.save('Support', roster, null);
		const made = { layer: 'primary', person: 'Wang', replaces: null, from: T0, to: T0 + HOUR };
		await expect(rosters.override(name, { ...made, ...part }, null)).rejects.toThrow(message);
		expect((await rosters.find('Support'))!.roster.overrides).toEqual([]);
	});

	test('have the events of their calendars, as they were read last', async () => {
		const event = (title: string): DutyEvent => ({ from: T0, to: T0 + HOUR, title, attendees: [] });
		await rosters.save('Support', roster, null);
		expect(await namesOn('Support', T0, 'manager')).toEqual([]);
		await rosters.keepCalendar('Support', CALENDAR, { readAt: T0, events: [event('Wang')] });
		expect(await namesOn('Support', T0, 'manager')).toEqual(['Wang']);
		await rosters.keepCalendar('Support', CALENDAR, { readAt: T0 + 1, events: [event('小韩')] });
		expect(await namesOn('Support', T0, 'manager')).toEqual(['Han']);
		const [{ calendars }] = await rosters.all();
		expect(calendars.get(calendarKey(CALENDAR))?.readAt).toBe(T0 + 1);
	});
}
