import type { IDataObject } from 'n8n-workflow';

import { MINUTE, SECOND } from '../../../src/time/duration';
import { aServiceEvent, EscalationWorkflow } from '../../support/nodes/escalationWorkflow.mts';
import { fakeTime } from '../../support/time/fakeTime.mts';
import type { ActiveTrigger } from '../../support/nodes/workflow.mts';
import { optionGroups } from '../../support/nodes/optionGroups.mts';

const { pass } = fakeTime(Date.UTC(2026, 0, 5, 9, 0, 1));

const parameters = {
	firstReminderAfter: 5,
	remindEvery: 10,
	options: optionGroups({
		grouping: { groupBy: '={{ $json.project.name }}', groupWithinSeconds: 60 },
	}),
};

let trigger: ActiveTrigger | undefined;
afterEach(async () => await trigger?.close());

async function receive(workflow: EscalationWorkflow, key: string, project: string): Promise<void> {
	const received = workflow.receive(
		aServiceEvent({ id: key, project: { name: project }, visitor: { name: key } }, { key }),
	);
	await pass(10);
	await received;
}

/** Who is in each item that left by Reminder. */
const heard = ({ reminder }: EscalationWorkflow) =>
	reminder.received.map(({ conversations, conversation }) =>
		((conversations ?? [{ conversation }]) as Array<{ conversation: IDataObject }>).map(
			({ conversation: { key } }) => key,
		),
	);

test('what is due within a minute and has the same value leaves as one item', async () => {
	const workflow = new EscalationWorkflow(parameters);
	trigger = await workflow.publish();
	await receive(workflow, 'a', 'shop');
	await pass(20 * SECOND);
	await receive(workflow, 'b', 'shop');
	await receive(workflow, 'c', 'bank');
	await pass(6 * MINUTE);
	expect(heard(workflow)).toEqual([['a', 'b'], ['c']]);
	expect(workflow.reminder.received[0]).toMatchObject({
		text: expect.stringMatching(/Customer: a[\s\S]+Customer: b/),
		digest: { by: 'shop', count: 2 },
		conversations: [{ reminder: { number: 1 } }, { reminder: { number: 1 } }],
	});
	expect(trigger.runs).toHaveLength(1);
});

test('who is answered meanwhile is not in the next', async () => {
	const workflow = new EscalationWorkflow(parameters);
	trigger = await workflow.publish();
	for (const key of ['a', 'b', 'c']) await receive(workflow, key, 'shop');
	await pass(6 * MINUTE);
	const reply = workflow.receive(
		aServiceEvent(
			{ id: 'reply', kind: 'message.replied', occurredAt: '2026-01-05T09:07:00.000Z' },
			{ key: 'b', effect: 'ends' },
		),
	);
	await pass(10);
	await reply;
	await pass(10 * MINUTE);
	expect(heard(workflow)).toEqual([
		['a', 'b', 'c'],
		['a', 'c'],
	]);
	expect(workflow.replied.received).toHaveLength(1);
});

test('a robot that fails at a list has all of it tried again, and nothing else', async () => {
	const workflow = new EscalationWorkflow(parameters);
	trigger = await workflow.publish();
	let failures = 1;
	workflow.reminder.failing = ({ digest }) =>
		(digest as IDataObject | undefined)?.by === 'shop' && (failures -= 1) >= 0
			? 'The group is gone'
			: undefined;
	await receive(workflow, 'z', 'bank');
	for (const key of ['a', 'b']) await receive(workflow, key, 'shop');
	await pass(7 * MINUTE);
	expect(heard(workflow)).toEqual([['z'], ['a', 'b']]);
});

test('nothing is grouped where the value is empty', async () => {
	const options = optionGroups({ grouping: { groupBy: '={{ $json.project.nothing }}' } });
	const workflow = new EscalationWorkflow({ ...parameters, options });
	trigger = await workflow.publish();
	for (const key of ['a', 'b']) await receive(workflow, key, 'shop');
	await pass(6 * MINUTE);
	expect(heard(workflow)).toEqual([['a'], ['b']]);
});

test('no execution carries more reminders than the option says', async () => {
	const options = optionGroups({ schedule: { remindersPerExecution: 10 } });
	const workflow = new EscalationWorkflow({ ...parameters, options });
	trigger = await workflow.publish();
	const events = Array.from({ length: 35 }, (_, n) =>
		aServiceEvent({ id: `${n}` }, { key: `${n}` }),
	);
	const received = workflow.receive(...events);
	await pass(10);
	await received;
	await pass(6 * MINUTE);
	expect(workflow.reminder.received).toHaveLength(35);
	// Three of ten, and five singly.
	expect(trigger.runs).toHaveLength(8);
});

test.each([0, 501, 1.5, 'many'])('%s reminders per execution are refused', async (given) => {
	const options = optionGroups({ schedule: { remindersPerExecution: given } });
	const workflow = new EscalationWorkflow({ options });
	await expect(workflow.publish()).rejects.toThrow(
		'Reminders per Execution must be a whole number',
	);
});
