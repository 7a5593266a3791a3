import { onDutyItems } from '../../../src/duty/onDutyItem';
import { known, layer, person, shift } from '../../support/duty/rosters.mts';

const address = 'https://example.com/duty.ics';
const now = Date.UTC(2026, 0, 5, 9);
const roster = known(
	[
		layer('primary', shift(['Li'])),
		{ ...layer('manager'), calendar: { address, timeZone: 'UTC' } },
	],
	{ people: [person('Li'), person('Han', { aliases: ['Meimei'], mobiles: ['13800001111'] })] },
);

test('a layer is worked out once, however many ask for it', () => {
	const onDutyIn = onDutyItems(roster, 'Support', now);
	const item = onDutyIn('primary');
	expect(item).toMatchObject({ roster: 'Support', layer: 'primary', people: [{ name: 'Li' }] });
	expect(onDutyIn('primary', { by: 'Han', until: now })).toBe(item);
	expect(onDutyIn('primary', { by: 'Zhao', until: now + 1 })).toBe(item);
	expect(onDutyIn('primary', { by: null, until: now + 1 })).toBe(item);
	expect(onDutyIn('primary', { by: 'Han', until: NaN })).toBe(item);
});

test('whoever is on it is told instead, under the name that the roster has', () => {
	const onDutyIn = onDutyItems(roster, 'Support', now);
	expect(onDutyIn('MANAGER', { by: 'meimei', until: now + 1 })).toEqual({
		roster: 'Support',
		layer: 'manager',
		people: [{ name: 'Han', ids: {}, mobiles: ['13800001111'] }],
		isOnIt: true,
		until: '2026-01-05T09:00:00.001Z',
		calendarReadAt: null,
	});
	expect(onDutyIn('MANAGER')).toEqual({
		...{ roster: 'Support', layer: 'manager', people: [], until: null, calendarReadAt: null },
	});
});

test('without the roster or the layer nobody is told, whoever is on it', () => {
	const onIt = { by: 'Han', until: now + 1 };
	expect(onDutyItems(undefined, 'Support', now)('primary', onIt)).toMatchObject({
		people: [],
		problem: 'There is no roster "Support"',
	});
	expect(onDutyItems(roster, 'Support', now)('night', onIt)).toMatchObject({
		people: [],
		problem: 'The roster has no layer "night"',
	});
});
