import type { IDataObject } from 'n8n-workflow';

import { UntilReplied } from '../../../nodes/UntilReplied/UntilReplied.node';
import { MINUTE } from '../../../src/time/duration';
import { aServiceEvent, EscalationWorkflow } from '../../support/nodes/escalationWorkflow.mts';
import { fakeTime } from '../../support/time/fakeTime.mts';
import type { ActiveTrigger } from '../../support/nodes/workflow.mts';

/* The operation Expect Event on n8n, with a webhook of a backup before it. */

const T0 = Date.UTC(2026, 0, 5, 9);
const { pass } = fakeTime(T0);
const parameters = {
	operation: 'expect',
	expectedName: 'Nightly backup',
	conversationKey: 'backup',
	period: 20,
	periodUnit: 'minutes',
	grace: 5,
	graceUnit: 'minutes',
	remindEvery: 10,
	remindEveryUnit: 'minutes',
	maximumReminders: 2,
};
/** As n8n's Webhook node puts it out. */
const ping = { headers: {}, params: {}, query: {}, body: { size: 12 } };

let published: ActiveTrigger[] = [];
afterEach(async () => {
	for (const trigger of published) await trigger.close();
	published = [];
});

async function publish(changes = {}): Promise<EscalationWorkflow> {
	const workflow = new EscalationWorkflow({ ...parameters, ...changes });
	published.push(await workflow.publish());
	return workflow;
}

async function receive(workflow: EscalationWorkflow, ...items: IDataObject[]) {
	const run = workflow.receive(...(items.length > 0 ? items : [ping]));
	await pass(10);
	return await run;
}

const minutesOf = ({ received }: EscalationWorkflow['reminder']) =>
	received.map((json) => {
		const { sentAt } = json.reminder as { sentAt: string };
		return (Date.parse(sentAt) - T0) / MINUTE;
	});

test('as long as it comes within its grace, nothing leaves the node', async () => {
	const workflow = await publish();
	for (let time = 0; time < 4; time += 1) {
		const run = await receive(workflow);
		expect(EscalationWorkflow.left(run)).toEqual({ reminder: [], replied: [], exhausted: [] });
		await pass(24 * MINUTE);
	}
	expect(workflow.reminder.received).toEqual([]);
});

test('a backup that does not come: reminders from its grace on, and Exhausted; its coming is no news then', async () => {
	const workflow = await publish();
	await receive(workflow);
	await pass(50 * MINUTE);
	expect(minutesOf(workflow.reminder).map(Math.round)).toEqual([25, 35]);
	expect(workflow.reminder.received[0]).toMatchObject({
		text: [
			'Nightly backup did not come. It was expected 5 min ago (reminder 1 of 2)',
			'Expected: 2026-01-05 09:20 UTC',
			'Last seen: 2026-01-05 09:00 UTC',
			'Comes every: 20 min',
		].join('\n'),
		event: {
			title: 'Nightly backup',
			lastEvent: ping,
			missing: { periodSeconds: 1_200, graceSeconds: 300 },
		},
	});
	expect(workflow.exhausted.received).toMatchObject([
		{
			text: expect.stringContaining(
				'Nightly backup still has not come, 25 min late, after 2 reminders',
			),
			escalation: {
				timeline: expect.arrayContaining([expect.objectContaining({ what: 'missing' })]),
			},
		},
	]);
	await receive(workflow);
	await pass(MINUTE);
	expect(workflow.replied.received).toEqual([]);
	await pass(26 * MINUTE);
	expect(workflow.reminder.received).toHaveLength(3);
});

test('its coming ends the reminders, and says how late it was', async () => {
	const workflow = await publish();
	await receive(workflow);
	await pass(26 * MINUTE);
	await receive(workflow);
	await pass(MINUTE);
	expect(workflow.replied.received).toMatchObject([
		{ text: expect.stringContaining('Nightly backup came, 6 min late') },
	]);
	await pass(15 * MINUTE);
	expect(workflow.reminder.received).toHaveLength(1);
});

test.each(['opens', 'continues', 'ends'])(
	'an event of a source that %s counts as its coming',
	async (effect) => {
		const workflow = await publish({ conversationKey: '={{ $json.conversation.key }}' });
		await receive(workflow, aServiceEvent({ id: 'one' }, { effect }));
		await pass(20 * MINUTE);
		await receive(workflow, aServiceEvent({ id: 'two' }, { effect }));
		await pass(20 * MINUTE);
		expect(workflow.reminder.received).toEqual([]);
	},
);

test('the moment at which the workflow was not published is passed over; the next one counts', async () => {
	const workflow = await publish();
	await receive(workflow);
	await published.pop()!.close();
	await pass(26 * MINUTE);
	published.push(await workflow.publish());
	await pass(18 * MINUTE);
	expect(workflow.reminder.received).toEqual([]);
	await pass(2 * MINUTE);
	expect(workflow.reminder.received).toHaveLength(1);
});

test('a manual execution shows the reminder that would follow if it did not come again', async () => {
	const workflow = new EscalationWorkflow(parameters);
	const run = await workflow.preview(ping);
	expect(EscalationWorkflow.left(run).reminder).toMatchObject([
		{
			text: expect.stringContaining(
				'[Test] Nightly backup did not come. It was expected 5 min ago (reminder 1 of 2)',
			),
			isPreview: true,
			plan: [
				{ output: 'reminder', number: 1, at: '2026-01-05T09:25:00.000Z' },
				{ output: 'reminder', number: 2, at: '2026-01-05T09:35:00.000Z' },
				{ output: 'exhausted', at: '2026-01-05T09:45:00.000Z' },
			],
		},
	]);
});

test('what has no name is called by its title, and else by its key', async () => {
	const workflow = new EscalationWorkflow({ ...parameters, expectedName: '' });
	const run = await workflow.preview({ title: 'Probe of Hangzhou' }, ping, { title: 7 } as never);
	expect(
		EscalationWorkflow.left(run).reminder.map(({ event }) => (event as { title: string }).title),
	).toEqual(['Probe of Hangzhou', 'backup', 'backup']);
});

test.each([
	[{ period: 0 }, 'Period must be at least 1 second'],
	[{ period: '={{ "soon" }}' }, 'Period must be a duration'],
	[{ period: 400, periodUnit: 'days' }, 'Period must be at most a year'],
	[{ grace: -1 }, 'Grace cannot be negative'],
	[{ conversationKey: '={{ "" }}' }, 'The conversation key is empty'],
])('%j is refused with what to correct', async (changes, message) => {
	const workflow = new EscalationWorkflow({ ...parameters, ...changes });
	const run = await workflow.preview(ping);
	expect(run.data.resultData.error?.message).toBe(message);
});

test('it has the outputs of Track Event', () => {
	const { outputs } = new UntilReplied().description;
	expect(outputs).toContain('["track","expect"].includes($parameter["operation"])');
});
