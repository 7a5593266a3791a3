import { UntilReplied } from '../../../nodes/UntilReplied/UntilReplied.node';
import { triggerNamed } from '../../../src/nodeScope';
import type { ServiceEvent } from '../../../src/events/serviceEvent';
import { getRuntime } from '../../../src/runtime/getRuntime';
import { MINUTE, SECOND } from '../../../src/time/duration';
import { aServiceEvent, NODE } from '../../support/nodes/escalationWorkflow.mts';
import { fakeTime } from '../../support/time/fakeTime.mts';
import {
	manualTrigger,
	nodeType,
	RecordingNode,
	TestWorkflow,
	type ActiveTrigger,
} from '../../support/nodes/workflow.mts';

/*
 * An answer that is stored, and has not come to the node yet, holds its reminders
 * back: where it came by a trigger that leads to the node.
 */

const { pass } = fakeTime(Date.UTC(2026, 0, 5, 9));
const reminder = new RecordingNode();

const workflow = new TestWorkflow(
	[
		{ name: 'Chat', type: manualTrigger() },
		{
			name: 'Edit',
			type: nodeType('Edit', ['main'], async function () {
				return [this.getInputData()];
			}),
		},
		{
			name: NODE,
			type: new UntilReplied(),
			parameters: { firstReminderAfter: 5, remindEvery: 60 },
		},
		{ name: 'Reminder', type: reminder.type },
		{ name: 'Alerts', type: manualTrigger() },
		{ name: 'Table', type: new RecordingNode().type },
	],
	[
		['Chat', 0, 'Edit'],
		['Edit', 0, NODE],
		[NODE, 0, 'Reminder'],
		['Alerts', 0, 'Table'],
	],
);

let clock: ActiveTrigger;
beforeEach(async () => {
	reminder.received.length = 0;
	clock = await workflow.activate(NODE);
});
afterEach(async () => await clock.close());

/** A customer writes, four minutes later an answer is stored, and its trigger does not hand it on. */
async function repliedBy(trigger: string): Promise<void> {
	const message = workflow.run('Chat', [aServiceEvent()], 'trigger');
	await pass(SECOND);
	await message;
	await pass(4 * MINUTE);
	const answer = aServiceEvent({ id: 'event-2' }, { effect: 'ends' }) as unknown as ServiceEvent;
	const { inbox } = await getRuntime();
	const accepted = inbox.accept('workflow:trigger', [answer], { cameBy: trigger });
	await pass(SECOND);
	expect(await accepted).toMatchObject({ accepted: 1 });
}

test('by a trigger that leads to the node, over whatever nodes: ten minutes at most', async () => {
	await repliedBy(triggerNamed('workflow', 'Chat'));
	await pass(9 * MINUTE);
	expect(reminder.received).toHaveLength(0);
	await pass(2 * MINUTE);
	expect(reminder.received).toHaveLength(1);
});

test.each([
	['that leads to other nodes of the workflow', triggerNamed('workflow', 'Alerts')],
	['of the same name in another workflow', triggerNamed('another', 'Chat')],
	['that is not there any more', triggerNamed('workflow', 'Gone')],
])('not by a trigger %s', async (_, trigger) => {
	await repliedBy(trigger);
	await pass(2 * MINUTE);
	expect(reminder.received).toHaveLength(1);
});
