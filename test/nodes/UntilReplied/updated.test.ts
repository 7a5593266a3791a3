import type { IDataObject, INodeType } from 'n8n-workflow';

import type { UntilReplied } from '../../../nodes/UntilReplied/UntilReplied.node';
import { HOUR, MINUTE } from '../../../src/time/duration';
import { aServiceEvent, EscalationWorkflow } from '../../support/nodes/escalationWorkflow.mts';
import { fakeTime } from '../../support/time/fakeTime.mts';
import type { ActiveTrigger } from '../../support/nodes/workflow.mts';

/*
 * n8n updates a community package while it runs: it loads the new code and
 * leaves the triggers of published workflows as they are
 * (CommunityPackagesService.installOrUpdatePackage in n8n 2.41.1).
 */
const T0 = Date.UTC(2026, 0, 5, 9);
const { pass } = fakeTime(T0);

/** The package as n8n loads it anew: its modules are there once more. */
async function load(): Promise<INodeType> {
	let type: INodeType | undefined;
	await jest.isolateModulesAsync(async () => {
		const module = await import('../../../nodes/UntilReplied/UntilReplied.node.ts');
		type = new module.UntilReplied();
	});
	return type!;
}

let current: INodeType;
let workflow: EscalationWorkflow;
let trigger: ActiveTrigger;

beforeEach(async () => {
	current = await load();
	/** What n8n finds when it looks the node type up. */
	const type = {
		description: current.description,
		async trigger(...args: []) {
			return await current.trigger!.apply(this, args);
		},
		async execute(...args: []) {
			return await current.execute!.apply(this, args);
		},
	} as ThisType<never> & INodeType as UntilReplied;
	workflow = new EscalationWorkflow({ firstReminderAfter: 5, remindEvery: 10 }, { type });
	trigger = await workflow.publish();
});
afterEach(async () => await trigger.close());

async function receive(event: IDataObject): Promise<void> {
	const received = workflow.receive(event);
	await pass(100);
	await received;
}

/** Minutes since T0, number, and whether it may have been seen before, of each reminder that the robot got. */
const reminders = () =>
	workflow.reminder.received.map(({ reminder }) => {
		const { number, sentAt, isRedelivery } = reminder as IDataObject;
		return [Math.round((Date.parse(String(sentAt)) - T0) / MINUTE), number, isRedelivery];
	});

const ALL = [
	[5, 1, false],
	[15, 2, false],
	[25, 3, false],
	[35, 4, false],
];

test('the reminder that is on its way meets the new code, and the schedule goes on', async () => {
	await receive(aServiceEvent());
	await pass(6 * MINUTE);
	current = await load();
	await pass(HOUR);
	expect(reminders()).toEqual(ALL);
	expect(workflow.exhausted.received).toHaveLength(1);
});

test('an event that meets the new code is reminded', async () => {
	current = await load();
	await receive(aServiceEvent());
	await pass(HOUR);
	expect(reminders()).toEqual(ALL);
});

test('several updates are like one', async () => {
	await receive(aServiceEvent());
	for (const until of [6, 10, 10]) {
		await pass(until * MINUTE);
		current = await load();
	}
	await pass(HOUR);
	expect(reminders()).toEqual(ALL);
});

test('what the new code took over ends with the publication that the old code began', async () => {
	await receive(aServiceEvent());
	current = await load();
	await pass(6 * MINUTE);
	await trigger.close();
	await pass(HOUR);
	expect(reminders()).toEqual(ALL.slice(0, 1));
});

test('a publication after the update has one clock', async () => {
	await receive(aServiceEvent());
	current = await load();
	await trigger.close();
	trigger = await workflow.publish();
	await pass(HOUR);
	expect(reminders()).toEqual(ALL);
});
