import { Rosters } from '../../../../src/engine/rosters';
import { createRuntime, type Runtime } from '../../../../src/runtime/runtime';
import { openSqliteStore } from '../../../../src/store/sqlite/store';
import type { Store } from '../../../../src/store/store';
import { DAY, HOUR } from '../../../../src/time/duration';
import { boardOf } from '../../../../src/web/board/board';
import {
	changeRosterFromBoard,
	isAboutRoster,
	STAND_IN_HOURS,
} from '../../../../src/web/board/changeRosterFromBoard';
import type { BoardLink } from '../../../../src/web/board/token';
import { layer, person, shift } from '../../../support/duty/rosters.mts';
import { T0 } from '../../../support/model/escalations.mts';
import { FakeClock } from '../../../support/time/fakeClock.mts';

const link: BoardLink = {
	...{ mayChange: true, mayChangeRosters: true, workflowId: undefined },
	...{ expiresAt: T0 + DAY, generation: '0' },
};
/** By turns of a week, which began at T0. */
const rotation = { hours: 7 * 24, from: '2026-01-05', at: '09:00' };

let clock: FakeClock;
let store: Store;
let runtime: Runtime;
let rosters: Rosters;
beforeEach(async () => {
	clock = new FakeClock(T0);
	store = openSqliteStore(':memory:', clock);
	runtime = createRuntime(store);
	rosters = new Rosters(store);
	await rosters.save(
		'Support',
		{
			people: [person('Li'), person('Han'), person('Wang', { aliases: ['Boss'] })],
			layers: [layer('primary', shift(['Li', 'Han'], { rotation })), layer('manager')],
		},
		null,
	);
});
afterEach(async () => await store.close());

const show = async (changes: Partial<BoardLink> = {}) =>
	(await boardOf(runtime, { ...link, ...changes })).rosters;
const press = async (given: object, changes: Partial<BoardLink> = {}) =>
	await changeRosterFromBoard(
		{ rosters, clock },
		{ ...link, ...changes },
		{ roster: 'Support', layer: 'primary', name: ' Ann ', ...given },
	);
const standIn = { action: 'standIn', person: 'Wang', hours: '8' };
const timeline = async () =>
	(await rosters.find('Support'))!.roster.timeline.map(({ what, by }) => [what, by]);

test('each layer is shown with who is on duty, and until when', async () => {
	expect(await show()).toEqual([
		{
			roster: 'Support',
			people: ['Li', 'Han', 'Wang'],
			layers: [
				{ layer: 'primary', onDuty: ['Li'], until: T0 + 7 * DAY, override: null },
				{ layer: 'manager', onDuty: [], until: null, override: null },
			],
		},
	]);
	expect((await show({ mayChangeRosters: undefined }))[0].people).toEqual([]);
});

test('a layer with a calendar says when that was read', async () => {
	const address = 'https://example.com/private-8f3k2m9x/duty.ics';
	const night = { ...layer('night'), calendar: { address, timeZone: 'UTC' } };
	await rosters.save('Support', { people: [person('Li')], layers: [night] }, null);
	expect((await show())[0].layers).toMatchObject([{ onDuty: [], calendarReadAt: null }]);
	const events = [{ from: T0, to: T0 + DAY, title: 'Nobody we know', attendees: [] }];
	await rosters.keepCalendar('Support', night.calendar, { readAt: T0 - HOUR, events });
	const shown = await show();
	expect(shown[0].layers).toMatchObject([
		{ onDuty: ['Nobody we know'], calendarReadAt: T0 - HOUR },
	]);
	expect(JSON.stringify(shown)).not.toContain('8f3k2m9x');
});

test('somebody stands in from now on, by whom it says, until the time is over', async () => {
	expect(await press(standIn)).toBe('done');
	expect((await show())[0].layers[0]).toEqual({
		...{ layer: 'primary', onDuty: ['Wang'], until: T0 + 8 * HOUR, override: { by: 'Ann' } },
	});
	expect(await timeline()).toEqual([
		['saved', null],
		['override', 'Ann'],
	]);
	clock.set(8 * HOUR);
	expect((await show())[0].layers[0]).toMatchObject({ onDuty: ['Li'], override: null });
});

test('what holds now is taken back, a swap as a whole, and what is to come stays', async () => {
	await press(standIn);
	const later = { layer: 'primary', person: 'Wang', replaces: null };
	await rosters.override('Support', { ...later, from: T0 + 9 * HOUR, to: T0 + DAY }, null);
	await rosters.swap('Support', { layer: 'primary', one: 'Li', other: 'Han', from: T0 }, null);
	expect(await press({ action: 'endStandIn' })).toBe('done');
	expect((await rosters.find('Support'))!.roster.overrides).toMatchObject([
		{ person: 'Wang', from: T0 + 9 * HOUR },
	]);
	expect((await timeline()).at(-1)).toEqual(['removed', 'Ann']);
	expect((await show())[0].layers[0].onDuty).toEqual(['Li']);
	expect(await press({ action: 'endStandIn' })).toBe('over');
});

test.each<[string, object, Partial<BoardLink>, string]>([
	['by a usual link', {}, { mayChangeRosters: undefined }, 'notAllowed'],
	['by a link for looking only', {}, { mayChange: false }, 'notAllowed'],
	['in a roster that is not there', { roster: 'Sales' }, {}, 'over'],
	['in a layer that is not there', { layer: 'night' }, {}, 'over'],
	['with somebody who is not there', { person: 'Zhao' }, {}, 'over'],
	['with nobody', { person: undefined }, {}, 'invalid'],
	['for a year', { hours: '8760' }, {}, 'invalid'],
	['for no time', { hours: '0' }, {}, 'invalid'],
	['by an action that is none', { action: 'delete' }, {}, 'invalid'],
	['with a list for a name', { roster: ['Support'] }, {}, 'invalid'],
	['with a name without end', { person: 'x'.repeat(10_000) }, {}, 'invalid'],
])('%s nothing changes', async (_, given, changes, result) => {
	expect(await press({ ...standIn, ...given }, changes)).toBe(result);
	expect((await rosters.find('Support'))!.roster.overrides).toEqual([]);
});

test('a name that nobody typed is no name, and an alias is that person', async () => {
	expect(await press({ ...standIn, person: 'boss', name: undefined })).toBe('done');
	expect((await show())[0].layers[0]).toMatchObject({ onDuty: ['Wang'], override: { by: null } });
});

test('what is about a conversation is not about a roster', () => {
	expect([{ roster: 'x' }, { id: 'x' }, null, 'roster', { roster: 1 }].map(isAboutRoster)).toEqual([
		...[true, false, false, false, false],
	]);
	expect(STAND_IN_HOURS).toContain(8);
});
