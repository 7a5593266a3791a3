import { Workflow, type INodeParameters } from 'n8n-workflow';

import { UntilReplied } from '../../../../nodes/UntilReplied/UntilReplied.node';
import { chinaCalendar } from '../../../../src/time/calendar/chinaCalendar';
import { DAY, HOUR } from '../../../../src/time/duration';
import { aServiceEvent, EscalationWorkflow } from '../../../support/nodes/escalationWorkflow.mts';
import { optionGroups } from '../../../support/nodes/optionGroups.mts';
import type { ActiveTrigger } from '../../../support/nodes/workflow.mts';
import { fakeTime } from '../../../support/time/fakeTime.mts';

const next = chinaCalendar.lastYear + 1;
// 60 days before the next year.
const NOTICED = Date.parse(`${next - 1}-11-02T00:00:00+08:00`);
// Thursday evening before Spring Festival: 14 February is a Saturday that is worked, 15 to 23 are off.
const BEFORE_FESTIVAL = Date.parse('2026-02-13T18:00:00+08:00');
const { pass } = fakeTime(BEFORE_FESTIVAL);

let published: ActiveTrigger | undefined;
afterEach(async () => {
	await published?.close();
	published = undefined;
});

const inChina = (settings: INodeParameters = {}): INodeParameters => ({
	firstReminderAfter: 5,
	remindEvery: 10,
	options: optionGroups({
		activeHours: {
			hours: { ranges: [{ weekdays: [1, 2, 3, 4, 5], from: '09:00', to: '18:00' }] },
			timeZone: 'Asia/Shanghai',
			calendar: 'china',
			...settings,
		},
	}),
});

async function reminder1(settings: INodeParameters): Promise<unknown> {
	const workflow = new EscalationWorkflow(inChina(settings));
	const [item] = EscalationWorkflow.left(await workflow.preview(aServiceEvent())).reminder;
	return (item.reminder as { plannedFor: unknown }).plannedFor;
}

describe('mainland China', () => {
	test.each<[string, INodeParameters, string]>([
		['works on the Saturday before Spring Festival', {}, '2026-02-14T01:00:00.000Z'],
		['unless it is among the holidays', { holidays: '2026-02-14' }, '2026-02-24T01:00:00.000Z'],
		['as no week does by itself', { calendar: 'none' }, '2026-02-16T01:00:00.000Z'],
	])('%s', async (_, settings, plannedFor) => {
		expect(await reminder1(settings)).toBe(plannedFor);
	});

	test('another calendar is refused', async () => {
		const run = await new EscalationWorkflow(inChina({ calendar: 'mars' })).preview(
			aServiceEvent(),
		);
		expect(run.data.resultData.error?.message).toMatch(/^Calendar must be /);
	});
});

const ENDS = `The calendar of mainland China in this version of the package ends with ${next - 1}`;

describe('a calendar that ends', () => {
	beforeEach(() => jest.setSystemTime(NOTICED));

	async function warningsOf(settings: INodeParameters = {}) {
		const run = await new EscalationWorkflow(inChina(settings)).preview(aServiceEvent());
		const { hints = [] } = run.data.resultData.runData['Repeat Until Replied'][0];
		return hints.filter(({ type }) => type === 'warning').map(({ message }) => message);
	}

	test('is told by a test execution', async () => {
		expect(await warningsOf()).toEqual([expect.stringContaining(ENDS)]);
		expect(await warningsOf({ holidays: `${next}-01-01` })).toEqual([]);
		expect(await warningsOf({ calendar: 'none' })).toEqual([]);
		jest.setSystemTime(NOTICED - 1);
		expect(await warningsOf()).toEqual([]);
	});

	test('is told by the log when the workflow is published', async () => {
		const { workflow } = new EscalationWorkflow(inChina());
		const activated = workflow.activate('Repeat Until Replied');
		await pass(10);
		published = await activated;
		expect(workflow.warned).toEqual([
			expect.stringMatching(new RegExp(`^"Repeat Until Replied": ${ENDS}`)),
		]);
	});

	/** As n8n's editor evaluates it: on a node that has not run. */
	function isHintShown(parameters: INodeParameters): unknown {
		const type = new UntilReplied();
		const node = {
			id: '1',
			name: 'Node',
			type: type.description.name,
			typeVersion: 1,
			position: [0, 0] as [number, number],
			parameters,
		};
		const nodeTypes = {
			getByName: () => type,
			getByNameAndVersion: () => type,
			getKnownTypes: () => ({}),
		};
		const workflow = new Workflow({ nodes: [node], connections: {}, active: false, nodeTypes });
		const [placed] = Object.values(workflow.nodes);
		const [{ displayCondition }] = type.description.hints!;
		return workflow.expression.getSimpleParameterValue(placed, displayCondition, 'internal', {});
	}

	test('is told above the panel', () => {
		// The panel knows no time zone: it counts from midnight in UTC.
		jest.setSystemTime(NOTICED + 8 * HOUR);
		expect(isHintShown(inChina())).toBe(true);
		expect(isHintShown(inChina({ holidays: '={{ $json.holidays }}' }))).toBe(true);
		expect(isHintShown(inChina({ holidays: `${next}-01-01` }))).toBe(false);
		expect(isHintShown(inChina({ calendar: 'none' }))).toBe(false);
		expect(isHintShown({})).toBe(false);
		jest.setSystemTime(NOTICED - DAY);
		expect(isHintShown(inChina())).toBe(false);
	});
});
