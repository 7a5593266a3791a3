import type { IDataObject, INodeParameters, IPairedItemData } from 'n8n-workflow';

import { WhoIsOnDuty } from '../../../nodes/WhoIsOnDuty/WhoIsOnDuty.node';
import { HOUR } from '../../../src/time/duration';
import { manualTrigger, TestWorkflow, type TestNode } from '../../support/nodes/workflow.mts';
import { fakeTime } from '../../support/time/fakeTime.mts';

/** A Monday; the workflow is in America/New_York. */
const T0 = Date.UTC(2026, 0, 5, 9);
const { pass } = fakeTime(T0);

async function use(
	parameters: INodeParameters,
	items: IDataObject[] = [{}],
	settings?: TestNode['settings'],
): Promise<{ items: any[]; pairs: unknown[]; error?: any }> {
	const workflow = new TestWorkflow(
		[
			{ name: 'Start', type: manualTrigger() },
			{ name: 'Node', type: new WhoIsOnDuty(), parameters, settings },
		],
		[['Start', 0, 'Node']],
	);
	const running = workflow.run('Start', items, 'manual');
	await pass(50);
	const { error, runData } = (await running).data.resultData;
	const output = runData.Node?.[0].data?.main[0] ?? [];
	return {
		items: output.map(({ json }) => json),
		pairs: output.map(({ pairedItem }) => (pairedItem as IPairedItemData).item),
		error,
	};
}

const roster: INodeParameters = {
	operation: 'saveRoster',
	people: {
		rows: [
			{ name: 'Li Lei', aliases: 'lilei, li@example.com', weCom: 'lilei', slack: 'U012AB3CD' },
			{ name: 'Han Meimei', weCom: 'han', mobiles: '138 0000 1111' },
		],
	},
	peopleFrom: '={{ [{ json: { name: "Wang", discord: "80351110224678912" } }, { name: "" }] }}',
	shifts: {
		rows: [
			{
				...{ layer: 'primary', people: 'lilei, Han Meimei', rotation: 'weekly' },
				...{ firstTurn: '2026-01-05', handOver: '09:00', timeZone: 'Asia/Shanghai' },
			},
			{
				...{ layer: 'Manager', people: 'Wang', rotation: 'none', timeZone: 'Asia/Shanghai' },
				...{ weekdays: [1, 2, 3, 4, 5], from: '9:00', to: '18:00' },
			},
		],
	},
	actor: 'Ann',
};

const hourly = {
	...{ layer: 'primary', people: 'Li Lei, Han Meimei, Wang', rotation: 'everyHours' },
	...{ firstTurn: '2026-01-05', timeZone: 'UTC' },
};

describe('a roster', () => {
	test('is saved, and says who is on duty in each layer', async () => {
		const saved = await use(roster);
		expect(saved.error).toBeUndefined();
		expect(saved.items).toMatchObject([
			{
				roster: 'default',
				layers: [
					{ name: 'primary', onDuty: ['Li Lei'], until: '2026-01-12T01:00:00.000Z' },
					{ name: 'Manager', onDuty: ['Wang'], until: '2026-01-05T10:00:00.000Z' },
				],
				overrides: [],
				timeline: [{ what: 'saved', by: 'Ann' }],
			},
		]);
		const { items, pairs } = await use({}, [{ a: 1 }, { a: 2 }]);
		expect(pairs).toEqual([0, 0, 1, 1]);
		expect(items[0]).toEqual({
			a: 1,
			onDuty: {
				roster: 'default',
				layer: 'primary',
				people: [{ name: 'Li Lei', ids: { WeCom: ['lilei'], Slack: ['U012AB3CD'] }, mobiles: [] }],
				until: '2026-01-12T01:00:00.000Z',
			},
		});
		expect(items[3]).toMatchObject({
			a: 2,
			onDuty: { people: [{ ids: { Discord: ['80351110224678912'] } }] },
		});
	});

	test('tells of another time, in the zone of the workflow', async () => {
		await use(roster);
		const told = async (time: string) =>
			(await use({ layer: 'primary', time })).items[0].onDuty.people.map(({ name }: any) => name);
		// 20:00 in New York is 09:00 of the next day in Shanghai.
		expect(await told('2026-01-11T19:59:00')).toEqual(['Li Lei']);
		expect(await told('2026-01-11T20:00:00')).toEqual(['Han Meimei']);
		expect(await told('={{ DateTime.fromISO("2026-01-19T01:00:00Z") }}')).toEqual(['Li Lei']);
	});

	test('hands over every so many hours, from the time of the first one', async () => {
		const row = { ...hourly, hours: 8, handOver: '06:00' };
		await use({ ...roster, shifts: { rows: [row] } });
		const told = async (time: string) => {
			const { items } = await use({ layer: 'primary', time });
			return [items[0].onDuty.people[0].name, items[0].onDuty.until];
		};
		expect(await told('2026-01-05T06:00:00Z')).toEqual(['Li Lei', '2026-01-05T14:00:00.000Z']);
		expect(await told('2026-01-05T14:00:00Z')).toEqual(['Han Meimei', '2026-01-05T22:00:00.000Z']);
		expect(await told('2026-01-05T22:00:00Z')).toEqual(['Wang', '2026-01-06T06:00:00.000Z']);
		// Before the first turn, too.
		expect(await told('2026-01-05T05:59:00Z')).toEqual(['Wang', '2026-01-05T06:00:00.000Z']);
	});

	test('is not replaced by a form that was left empty', async () => {
		await use(roster);
		const { error } = await use({ operation: 'saveRoster' });
		expect(error?.message).toBe('The roster is empty');
		const { items } = await use({ operation: 'getRoster' });
		expect(items[0].people).toHaveLength(3);
	});

	test('is deleted, once', async () => {
		await use(roster);
		const deleted = await use({ operation: 'deleteRoster', roster: 'DEFAULT' }, [{}, {}], {
			onError: 'continueRegularOutput',
		});
		expect(deleted.items).toEqual([
			{ roster: 'default', deleted: true },
			{ error: 'There is no roster "DEFAULT"' },
		]);
		expect((await use({ layer: 'primary' })).error?.message).toBe('There is no roster "default"');
	});

	test('says when nobody is on duty', async () => {
		await use(roster);
		const { items } = await use({ layer: 'manager', time: '2026-01-04T00:00:00Z' });
		expect(items[0].onDuty).toMatchObject({ people: [], until: '2026-01-05T01:00:00.000Z' });
	});

	test('has whoever is on it on duty while that holds', async () => {
		await use(roster);
		const held = (kind: string, by: string, until: number) => ({
			lastHold: { kind, by, until: new Date(until).toISOString() },
		});
		const { items } = await use({ layer: 'primary' }, [
			held('acknowledged', 'han meimei', T0 + HOUR),
			held('acknowledged', 'Han Meimei', T0),
			held('snoozed', 'Han Meimei', T0 + HOUR),
			held('acknowledged', 'Somebody', T0 + HOUR),
		]);
		expect(items.map(({ onDuty }) => [onDuty.people[0].name, onDuty.isOnIt])).toEqual([
			['Han Meimei', true],
			['Li Lei', undefined],
			['Li Lei', undefined],
			['Li Lei', undefined],
		]);
	});

	test.each<[string, INodeParameters, RegExp]>([
		[
			'a name that is nobody’s',
			{ shifts: { rows: [{ people: 'Zhao', firstTurn: '2026-01-05' }] } },
			/"Zhao" in the shifts is none of the people/,
		],
		[
			'a shift of nobody',
			{ shifts: { rows: [{ people: '', firstTurn: '2026-01-05' }] } },
			/"People" is empty/,
		],
		[
			'no date for the first turn',
			{ shifts: { rows: [{ people: 'lilei', firstTurn: 'Monday' }] } },
			/must be a date/,
		],
		[
			'a time that is none',
			{ shifts: { rows: [{ people: 'lilei', rotation: 'none', to: '25:00' }] } },
			/"Hours To" must be a time/,
		],
		[
			'a zone that is none',
			{ shifts: { rows: [{ people: 'lilei', rotation: 'none', timeZone: 'Mars' }] } },
			/"Mars" is not a time zone/,
		],
		[
			'no days for a turn',
			{
				shifts: {
					rows: [{ people: 'lilei', rotation: 'everyDays', days: 0, firstTurn: '2026-01-05' }],
				},
			},
			/at least 1/,
		],
		[
			'no hours for a turn',
			{ shifts: { rows: [{ ...hourly, hours: 0 }] } },
			/"Hours per Turn" must be at least 1/,
		],
		['people that are no rows', { peopleFrom: '={{ ["Wang"] }}' }, /is not an object/],
		[
			'two of one name',
			{ peopleFrom: '={{ [{ name: "LI LEI" }] }}' },
			/Two people are called "LI LEI"/,
		],
		[
			'an address that is none',
			{ calendars: { rows: [{ address: 'file:///etc/passwd' }] } },
			/must be a web address/,
		],
		['no name', { roster: ' ' }, /Roster is empty/],
	])('with %s is refused', async (_, part, message) => {
		const { error } = await use({ ...roster, ...part });
		expect(error?.message).toMatch(message);
		const after = await use({ roster: 'default' });
		expect(after.error?.message).toBe('There is no roster "default"');
	});

	test('that is not there is an error of its item', async () => {
		await use(roster);
		const names = { roster: '={{ $json.roster }}', layer: 'primary' };
		const { items, pairs } = await use(names, [{ roster: 'Sales' }, { roster: 'default' }], {
			onError: 'continueRegularOutput',
		});
		expect(items).toMatchObject([
			{ error: 'There is no roster "Sales"' },
			{ onDuty: { layer: 'primary' } },
		]);
		expect(pairs).toEqual([0, 1]);
	});
});

describe('changes', () => {
	beforeEach(async () => {
		await use(roster);
	});
	const primary = async (hours = 0) => {
		const time = new Date(T0 + hours * HOUR).toISOString();
		const { items } = await use({ layer: 'primary', time });
		return items[0].onDuty.people.map(({ name }: any) => name).join();
	};

	test('Override puts somebody on duty, and is taken back', async () => {
		const made = await use({
			...{ operation: 'override', person: 'Wang', insteadOf: 'lilei', actor: 'Ann' },
			...{ from: '2026-01-05T06:00:00', until: '2026-01-05T08:00:00' },
		});
		expect(made.items).toMatchObject([
			{
				overrides: [
					{
						...{ layer: 'primary', person: 'Wang', replaces: 'Li Lei', by: 'Ann' },
						...{ from: '2026-01-05T11:00:00.000Z', to: '2026-01-05T13:00:00.000Z' },
					},
				],
			},
		]);
		expect([await primary(1), await primary(2), await primary(4)]).toEqual([
			'Li Lei',
			'Wang',
			'Li Lei',
		]);
		const removed = await use({ operation: 'removeOverride' }, made.items);
		expect(removed.items).toMatchObject([{ removed: [{ person: 'Wang' }] }]);
		expect(await primary(2)).toBe('Li Lei');
		const again = await use({ operation: 'removeOverride' }, made.items);
		expect(again.error?.message).toBe('The roster has no such override');
	});

	test('Swap exchanges this turn and the next one', async () => {
		const made = await use({ operation: 'swap', person: 'lilei', swapWith: 'Han Meimei' });
		expect(made.items[0].overrides).toHaveLength(2);
		expect([await primary(1), await primary(7 * 24), await primary(14 * 24)]).toEqual([
			...['Han Meimei', 'Li Lei', 'Li Lei'],
		]);
		const { items } = await use({ operation: 'getRoster' });
		expect(items[0].timeline.map(({ what }: any) => what)).toEqual(['saved', 'swap']);
	});

	test.each<[string, INodeParameters, RegExp]>([
		['no end', { until: '={{ "" }}' }, /"Until" must be after "From"/],
		[
			'an end before the beginning',
			{ until: '2026-01-01T00:00:00' },
			/"Until" must be after "From"/,
		],
		['a time that is none', { from: '={{ "soon" }}' }, /"From" is not a time/],
		['nobody', { person: '={{ "" }}' }, /Person is empty/],
		['no layer', { layer: 'night' }, /The roster has no layer "night"/],
	])('an override with %s is refused', async (_, part, message) => {
		const given = { operation: 'override', person: 'Wang', until: '2026-01-06T00:00:00', ...part };
		expect((await use(given)).error?.message).toMatch(message);
	});

	test.each(['={{ [] }}', '={{ $json.nothing }}', '={{ null }}'])(
		'the IDs %j are those of no override',
		async (overrideIds) => {
			const { error } = await use({ operation: 'removeOverride', overrideIds });
			expect(error?.message).toBe('Override IDs is empty');
		},
	);

	test('nobody swaps with themselves, by whatever name', async () => {
		const { error } = await use({ operation: 'swap', person: 'Li Lei', swapWith: 'LILEI' });
		expect(error?.message).toBe('Li Lei cannot swap with themselves');
		const { items } = await use({ operation: 'getRoster' });
		expect(items[0].overrides).toEqual([]);
	});

	test('somebody who takes no turns has none to swap', async () => {
		const { error } = await use({ operation: 'swap', person: 'Wang', swapWith: 'lilei' });
		expect(error?.message).toMatch(/Wang has no turn/);
		expect(error?.description).toMatch(/Use "Override"/);
	});
});
