import { NodeHelpers, type IDataObject, type INodeParameters } from 'n8n-workflow';

import { UntilReplied } from '../../../nodes/UntilReplied/UntilReplied.node';
import { HOUR, MINUTE } from '../../../src/time/duration';
import {
	aServiceEvent,
	EscalationWorkflow,
	NODE,
} from '../../support/nodes/escalationWorkflow.mts';
import { fakeTime } from '../../support/time/fakeTime.mts';
import { outputsOf, TestWorkflow, type ActiveTrigger } from '../../support/nodes/workflow.mts';

const { pass } = fakeTime(Date.UTC(2026, 0, 5, 9));

let trigger: ActiveTrigger | undefined;
afterEach(async () => {
	await trigger?.close();
	trigger = undefined;
});

const levels = {
	level: [
		{ name: 'Lead', fromReminder: 3 },
		{ name: '', fromReminder: 4 },
	],
};
const parameters: INodeParameters = { firstReminderAfter: 5, remindEvery: 10, levels };

/** The names of the outputs that the editor draws. */
function namesOfOutputs(given: INodeParameters): string[] {
	const workflow = new TestWorkflow(
		[{ name: NODE, type: new UntilReplied(), parameters: given }],
		[],
	).workflow;
	const node = workflow.getNode(NODE)!;
	const { description } = workflow.nodeTypes.getByNameAndVersion(node.type);
	return NodeHelpers.getNodeOutputs(workflow, node, description).map((output) =>
		typeof output === 'string' ? output : String(output.displayName),
	);
}

test('each further level has an output behind the others', () => {
	const always = ['Reminder', 'Replied', 'Exhausted', 'Failing'];
	expect(namesOfOutputs(parameters)).toEqual([...always, 'Lead', 'Level 3']);
	expect(namesOfOutputs({})).toEqual(always);
	const options = { changesOutput: true };
	expect(namesOfOutputs({ options })).toEqual([...always, 'Changes']);
	expect(namesOfOutputs({ ...parameters, options })).toEqual([
		...always,
		'Lead',
		'Level 3',
		'Changes',
	]);
	expect(namesOfOutputs({ operation: 'markReplied', levels })).toEqual(['main']);
});

test('each reminder leaves by the output of its level, and says which', async () => {
	const workflow = new EscalationWorkflow(parameters);
	trigger = await workflow.publish();
	const received = workflow.receive(aServiceEvent());
	await pass(HOUR);
	await received;
	const runs = await Promise.all(trigger.runs);
	const left = runs.map((run) =>
		outputsOf(run, NODE).flatMap((items, output) =>
			items.map(({ reminder }) => {
				const { number, level, levelName } = (reminder ?? {}) as IDataObject;
				return [output, number, level, levelName];
			}),
		),
	);
	expect(left).toEqual([
		[[0, 1, 1, 'Reminder']],
		[[0, 2, 1, 'Reminder']],
		[[4, 3, 2, 'Lead']],
		[[5, 4, 3, 'Level 3']],
		[[2, undefined, undefined, undefined]],
	]);
});

test('a level that is added later holds for what is open', async () => {
	const before = new EscalationWorkflow({ firstReminderAfter: 5, remindEvery: 10 });
	trigger = await before.publish();
	const received = before.receive(aServiceEvent());
	await pass(6 * MINUTE);
	await received;
	await trigger.close();
	const after = new EscalationWorkflow({
		...parameters,
		levels: { level: [{ name: 'Lead', fromReminder: 2 }] },
	});
	trigger = await after.publish();
	await pass(10 * MINUTE);
	const [run] = await Promise.all(trigger.runs);
	expect(outputsOf(run, NODE)[4]).toMatchObject([{ reminder: { number: 2, levelName: 'Lead' } }]);
});

test('many reminders of two levels at once are two executions', async () => {
	const workflow = new EscalationWorkflow({
		firstReminderAfter: 10,
		remindEvery: 10,
		levels: { level: [{ name: 'Lead', fromReminder: 2 }] },
	});
	trigger = await workflow.publish();
	const some = (prefix: string) =>
		Array.from({ length: 8 }, (_, n) =>
			aServiceEvent({ id: `${prefix} ${n}` }, { key: `${prefix} ${n}` }),
		);
	const first = workflow.receive(...some('first'));
	await pass(10 * MINUTE - 1);
	await first;
	const second = workflow.receive(...some('second'));
	await pass(2 * MINUTE);
	await second;
	const before = trigger.runs.length;
	await pass(9 * MINUTE);
	expect(trigger.runs.length - before).toBe(2);
});

test('a level may begin at a reminder that an expression gives as text', async () => {
	const levels = { level: [{ name: 'Lead', fromReminder: '={{ "2" }}' }] };
	const run = await new EscalationWorkflow({ levels }).preview(aServiceEvent());
	expect(run.data.resultData.error).toBeUndefined();
});

describe('levels that make no sense', () => {
	test.each([
		[1, 'Further Levels: "From Reminder" must be at least 2'],
		[2.5, 'Further Levels: "From Reminder" must be a whole number'],
		['={{ "x" }}', 'Further Levels: "From Reminder" must be a number'],
	])('from reminder %s: %s', async (fromReminder, message) => {
		const broken = { levels: { level: [{ name: 'Lead', fromReminder }] } };
		const run = await new EscalationWorkflow(broken).preview(aServiceEvent());
		expect(run.data.resultData.error).toMatchObject({ message });
		await expect(new EscalationWorkflow(broken).publish()).rejects.toMatchObject({ message });
	});
});
