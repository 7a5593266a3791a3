import type { IDataObject, INodeParameters } from 'n8n-workflow';

import type { Roster } from '../../../src/duty/roster';
import { getRuntime } from '../../../src/runtime/getRuntime';
import { HOUR, MINUTE } from '../../../src/time/duration';
import { layer, person, shift } from '../../support/duty/rosters.mts';
import { aServiceEvent, EscalationWorkflow } from '../../support/nodes/escalationWorkflow.mts';
import { optionGroups } from '../../support/nodes/optionGroups.mts';
import { outputsOf, type ActiveTrigger } from '../../support/nodes/workflow.mts';
import { fakeTime } from '../../support/time/fakeTime.mts';

const T0 = Date.UTC(2026, 0, 5, 9);
const { pass } = fakeTime(T0);
const KEY = 'twt:shop:Visitor15';

const roster: Pick<Roster, 'people' | 'layers'> = {
	people: ['Li', 'Han', 'Wang', 'Zhao'].map((name) =>
		person(name, { ids: { WeCom: [name.toLowerCase()] } }),
	),
	layers: [
		layer(
			'primary',
			shift(['Li', 'Han'], { rotation: { days: 1, from: '2026-01-05', at: '09:20' } }),
		),
		layer('manager', shift(['Wang'])),
		layer('nobody'),
	],
};
const onDuty = (settings: INodeParameters, more: INodeParameters = {}): INodeParameters => ({
	firstReminderAfter: 5,
	remindEvery: 10,
	options: { changesOutput: true, ...optionGroups({ onDuty: settings }) },
	...more,
});

let trigger: ActiveTrigger | undefined;
let workflow: EscalationWorkflow;
afterEach(async () => {
	await trigger?.close();
	trigger = undefined;
});

async function save(given = roster): Promise<void> {
	const saving = getRuntime().then(
		async ({ rosters }) => await rosters.save('Support', given, null),
	);
	await pass(10);
	await saving;
}

async function begin(parameters: INodeParameters): Promise<void> {
	workflow = new EscalationWorkflow(parameters);
	trigger = await workflow.publish();
	const received = workflow.receive(aServiceEvent());
	await pass(10);
	await received;
}

const namesIn = (items: IDataObject[]) =>
	items.map(({ onDuty: said }) =>
		(said as { people: Array<{ name: string }> }).people.map(({ name }) => name).join(),
	);

test('reminders say who is on duty as they leave, not as the conversation opened', async () => {
	await save();
	await begin(onDuty({ roster: 'support', layer: 'PRIMARY' }));
	await pass(30 * MINUTE);
	expect(namesIn(workflow.reminder.received)).toEqual(['Han', 'Han', 'Li']);
	expect(workflow.reminder.received[0].onDuty).toEqual({
		roster: 'support',
		layer: 'primary',
		people: [{ name: 'Han', ids: { WeCom: ['han'] }, mobiles: [] }],
		until: '2026-01-05T09:20:00.000Z',
	});
	// An override of this moment holds for the next reminder.
	const overriding = getRuntime().then(
		async ({ rosters, clock }) =>
			await rosters.override(
				'Support',
				{
					layer: 'primary',
					person: 'Zhao',
					replaces: null,
					from: clock.now(),
					to: clock.now() + HOUR,
				},
				null,
			),
	);
	await pass(10 * MINUTE);
	await overriding;
	expect(namesIn(workflow.reminder.received).at(-1)).toBe('Zhao');
});

test.each([
	['a level has a layer of its own', 'manager', 'Wang'],
	['a level without one has that of the option', '', 'Han'],
])('%s', async (_, layerOfLevel, name) => {
	await save();
	const levels = { level: [{ name: 'Lead', fromReminder: 2, layer: layerOfLevel }] };
	const options = optionGroups({ onDuty: { roster: 'Support', layer: 'primary' } });
	await begin({ firstReminderAfter: 5, remindEvery: 10, levels, options });
	await pass(16 * MINUTE);
	expect(namesIn(workflow.reminder.received)).toEqual(['Han']);
	// The fifth output is that of the first level.
	expect(namesIn(workflow.changes.received)).toEqual([name]);
});

describe.each([
	['in a layer without shifts', { roster: 'Support', layer: 'nobody' }, undefined],
	[
		'of a roster that is not there',
		{ roster: 'Sales', layer: 'primary' },
		'There is no roster "Sales"',
	],
	[
		'in a layer that is not there',
		{ roster: 'Support', layer: 'night' },
		'The roster has no layer "night"',
	],
])('nobody is on duty %s', (_, settings, problem) => {
	test('the reminder leaves, and Changes and the history tell of it, once for each', async () => {
		await save();
		await begin(onDuty(settings));
		await pass(16 * MINUTE);
		expect(namesIn(workflow.reminder.received)).toEqual(['', '']);
		expect(workflow.changes.received).toMatchObject(
			[1, 2].map(() => ({
				text: expect.stringMatching(/^Visitor15: nobody is on duty\n/),
				change: 'nobodyOnDuty',
				changedBy: null,
				onDuty: { people: [], ...(problem ? { problem } : {}) },
				conversation: { key: KEY },
			})),
		);
		const finding = getRuntime().then(
			async ({ engine }) => await engine.find({ conversationKey: KEY }, 1),
		);
		await pass(10);
		const [{ timeline }] = await finding;
		expect(timeline.filter(({ what }) => what === 'nobodyOnDuty')).toMatchObject([
			{ number: 1, cause: problem ?? 'nobody' },
			{ number: 2, cause: problem ?? 'nobody' },
		]);
	});
});

test('whoever is on it stands in the items of Changes, while that holds', async () => {
	await save();
	await begin(onDuty({ roster: 'Support', layer: 'primary' }));
	const changing = getRuntime().then(async ({ engine, wake }) => {
		const change = { action: 'acknowledge', milliseconds: HOUR, actor: 'zhao' } as const;
		for (const { scope } of await engine.change(KEY, change)) wake(scope);
	});
	await pass(1_000);
	await changing;
	expect(workflow.changes.received).toMatchObject([
		{ change: 'acknowledged', onDuty: { people: [{ name: 'Zhao' }], isOnIt: true } },
	]);
	// The hold is over when the next reminder leaves.
	await pass(HOUR);
	expect(namesIn(workflow.reminder.received)).toEqual(['Li']);
});

test('what is exhausted says who is on duty then', async () => {
	await save();
	const levels = { level: [{ name: 'Lead', fromReminder: 3, layer: 'manager' }] };
	const options = optionGroups({ onDuty: { roster: 'Support', layer: 'primary' } });
	await begin({ firstReminderAfter: 5, remindEvery: 10, maximumReminders: 2, levels, options });
	await pass(30 * MINUTE);
	expect(namesIn(workflow.exhausted.received)).toEqual(['Li']);
});

test('without the option nothing is said', async () => {
	await save();
	await begin({ firstReminderAfter: 5, options: { changesOutput: true } });
	await pass(6 * MINUTE);
	expect(workflow.reminder.received).toHaveLength(1);
	expect(workflow.reminder.received[0]).not.toHaveProperty('onDuty');
	expect(workflow.changes.received).toEqual([]);
});

test('a test execution says who is on duty now, or warns', async () => {
	await save();
	const preview = async (settings: INodeParameters) => {
		const running = new EscalationWorkflow(onDuty(settings)).preview(aServiceEvent());
		await pass(50);
		const run = await running;
		const { hints = [] } = run.data.resultData.runData['Repeat Until Replied'][0];
		const warnings = hints.filter(({ type }) => type === 'warning').map(({ message }) => message);
		return { names: namesIn(outputsOf(run, 'Repeat Until Replied')[0]), warnings };
	};
	expect(await preview({ roster: 'Support', layer: 'primary' })).toEqual({
		names: ['Han'],
		warnings: [],
	});
	expect(await preview({ roster: 'Sales', layer: 'primary' })).toEqual({
		names: [''],
		warnings: ['There is no roster "Sales"'],
	});
});
