import { existsSync } from 'node:fs';

import type { IDataObject } from 'n8n-workflow';

import { aServiceEvent, EscalationWorkflow } from '../../support/nodes/escalationWorkflow.mts';
import { storeFolder } from '../../support/store/storeFolder.mts';
import { optionGroups } from '../../support/nodes/optionGroups.mts';

const folder = storeFolder();

beforeEach(() => {
	process.env.N8N_USER_FOLDER = folder.file('.');
	jest.useFakeTimers({
		now: Date.UTC(2026, 0, 5, 9),
		doNotFake: ['nextTick', 'queueMicrotask', 'performance'],
	});
});
afterEach(() => jest.useRealTimers());

test('a message shows what the first reminder would be, without storing anything', async () => {
	const workflow = new EscalationWorkflow();
	const run = await workflow.preview(aServiceEvent());
	const { reminder, replied, exhausted } = EscalationWorkflow.left(run);
	expect(reminder).toEqual([
		{
			text: [
				'[Test] No reply to Visitor15 for 5 min (reminder 1 of 4)',
				'Customer: Visitor15',
				'Project: shop',
				'Message: Is anybody there?',
			].join('\n'),
			conversation: { key: 'twt:shop:Visitor15', effect: 'opens' },
			reminder: {
				number: 1,
				maximum: 4,
				level: 1,
				levelName: 'Reminder',
				isFirst: true,
				isLast: false,
				plannedFor: '2026-01-05T09:05:00.000Z',
				sentAt: '2026-01-05T09:05:00.000Z',
				latenessMilliseconds: 0,
				idempotencyKey: 'preview:1',
				isRedelivery: false,
			},
			waiting: { since: '2026-01-05T09:00:00.000Z', seconds: 300, readable: '5 min' },
			messages: { count: 1, latestAt: '2026-01-05T09:00:00.000Z' },
			escalation: {
				id: 'preview',
				state: 'reminding',
				openedAt: '2026-01-05T09:00:00.000Z',
				reminderCount: 1,
				maximumReminders: 4,
			},
			event: (({ raw, ...event }) => event)(aServiceEvent()),
			isPreview: true,
			plan: [
				{ output: 'reminder', number: 1, level: 1, at: '2026-01-05T09:05:00.000Z' },
				{ output: 'reminder', number: 2, level: 1, at: '2026-01-05T09:10:00.000Z' },
				{ output: 'reminder', number: 3, level: 1, at: '2026-01-05T09:15:00.000Z' },
				{ output: 'reminder', number: 4, level: 1, at: '2026-01-05T09:20:00.000Z' },
				{ output: 'exhausted', at: '2026-01-05T09:25:00.000Z' },
			],
		},
	]);
	expect([replied, exhausted]).toEqual([[], []]);
	expect(existsSync(folder.file('.n8n/until-replied.sqlite'))).toBe(false);
});

test('options that end it before reminder 1 show reminder 1 all the same, and the plan says what ends it', async () => {
	const workflow = new EscalationWorkflow({
		firstReminderAfter: 45,
		options: optionGroups({
			replies: { endWhenSilentMinutes: 30 },
			schedule: { giveUpAfterHours: 0.5 },
		}),
	});
	const run = await workflow.preview(aServiceEvent());
	expect(EscalationWorkflow.left(run).reminder).toMatchObject([
		{
			reminder: { number: 1, plannedFor: '2026-01-05T09:45:00.000Z' },
			plan: [{ output: 'exhausted', at: '2026-01-05T09:30:00.000Z' }],
		},
	]);
});

test('the robot behind Reminder is tried out', async () => {
	const workflow = new EscalationWorkflow();
	await workflow.preview(aServiceEvent());
	expect(workflow.reminder.received).toHaveLength(1);
});

test('a reply shows what Replied says', async () => {
	const run = await new EscalationWorkflow().preview(aServiceEvent({}, { effect: 'ends' }));
	const { reminder, replied } = EscalationWorkflow.left(run);
	expect(reminder).toEqual([]);
	expect(replied).toMatchObject([{ escalation: { state: 'replied' }, isPreview: true }]);
});

test('an event that nobody waits with shows nothing', async () => {
	const run = await new EscalationWorkflow().preview(
		aServiceEvent({ conversation: undefined, kind: 'ticket.created' }),
	);
	expect(EscalationWorkflow.left(run)).toEqual({ reminder: [], replied: [], exhausted: [] });
});

test('any other item is a message, with the key that the user chose', async () => {
	const workflow = new EscalationWorkflow({ conversationKey: '={{ $json.order }}' });
	const run = await workflow.preview({ order: 7, text: 'Where is it?' });
	expect(EscalationWorkflow.left(run).reminder).toMatchObject([{ conversation: { key: '7' } }]);
});

test('each item is shown on its own, paired with where it came from', async () => {
	const workflow = new EscalationWorkflow({ conversationKey: '={{ $json.order }}' });
	const run = await workflow.preview({ order: 1 }, { order: 2 });
	const { data } = run.data.resultData.runData['Repeat Until Replied'][0];
	expect(data?.main[0]?.map(({ pairedItem }) => pairedItem)).toEqual([{ item: 0 }, { item: 1 }]);
});

test.each([
	[{ errcode: 0, errmsg: 'ok', messagesSent: 1 }, /response of a robot.*and the robots behind it/],
	[{ name: 'Ann' }, /Connect the node to the Service Event Trigger/],
])('a node in the wrong place is told where it belongs: %j', async (item, advice) => {
	const run = await new EscalationWorkflow().preview(item);
	expect(run.data.resultData.error).toMatchObject({
		message: 'The conversation key is empty',
		description: expect.stringMatching(advice),
	});
});

test('says that it is a preview', async () => {
	const run = await new EscalationWorkflow().preview(aServiceEvent());
	const { hints } = run.data.resultData.runData['Repeat Until Replied'][0];
	expect(hints?.[0].message).toContain('Publish the workflow');
});

/** What the editor shows beside the output. */
async function hintsOf(workflow: EscalationWorkflow, ...items: IDataObject[]) {
	const run = await workflow.preview(...items);
	const { hints = [] } = run.data.resultData.runData['Repeat Until Replied'][0];
	return hints.map(({ message, type }) => `${type ?? 'info'}: ${message}`);
}

test('says the plan as a sentence, and that robots do send what they are given', async () => {
	const levels = { level: [{ name: 'Lead', fromReminder: 3 }] };
	const workflow = new EscalationWorkflow({ firstReminderAfter: 0, levels });
	const [preview, plan, ...others] = await hintsOf(workflow, aServiceEvent());
	expect(preview).toContain('Connected robots do send it, marked [Test]');
	// n8n's default time zone, UTC-5 in January.
	expect(plan).toBe(
		'info: If nobody replies: Reminders at Mon 04:00, 04:05, 04:10 (Lead), 04:15; Exhausted at 04:20',
	);
	expect(others).toEqual([]);
});

test('warns of what has no effect, of several items each once', async () => {
	const workflow = new EscalationWorkflow({
		conversationKey: '={{ $json.order }}',
		maximumReminders: '={{ $json.most }}',
		levels: { level: [{ name: 'Manager', fromReminder: 9 }] },
		options: optionGroups({
			activeHours: { hours: {}, holidays: '2026-10-01' },
			grouping: { groupBy: '' },
		}),
	});
	const orders = [
		{ order: 1, most: 4 },
		{ order: 2, most: 4 },
		{ order: 3, most: 9 },
	];
	const [, plan, ...warnings] = await hintsOf(workflow, ...orders);
	expect(plan).toContain('If nobody replies to the first item: Reminders at ');
	expect(warnings).toEqual([
		expect.stringContaining('warning: Level "Manager" never begins'),
		expect.stringContaining('warning: "Holidays" does nothing'),
		expect.stringContaining('warning: "Group Reminders By" is empty'),
	]);
});

test('of growing intervals it knows the longest as it was set', async () => {
	const workflow = new EscalationWorkflow({
		remindEvery: 90,
		options: optionGroups({ schedule: { repeat: 'growing' } }),
	});
	expect(await hintsOf(workflow, aServiceEvent())).toContainEqual(
		expect.stringContaining('Intervals do not grow: "Longest Interval" (1 h)'),
	);
});

test('a reply has no plan', async () => {
	const reply = aServiceEvent({}, { effect: 'ends' });
	expect(await hintsOf(new EscalationWorkflow(), reply)).toHaveLength(1);
});

test('warns when nobody would hear of a reminder', async () => {
	const nobody = expect.stringMatching(/^warning: Reminders reach nobody/);
	const event = aServiceEvent();
	expect(await hintsOf(new EscalationWorkflow(), event)).not.toContainEqual(nobody);
	const alone = new EscalationWorkflow({}, { isAlone: true });
	expect(await hintsOf(alone, event)).toContainEqual(nobody);
});

describe('parameters that make no sense', () => {
	test.each([
		[{ conversationKey: '={{ $json.nothing }}' }, 'The conversation key is empty'],
		[{ firstReminderAfter: -1 }, 'First Reminder After cannot be negative'],
		[{ firstReminderAfter: '={{ "soon" }}' }, 'First Reminder After must be a duration'],
		[{ maximumReminders: '={{ "many" }}' }, 'Maximum Reminders must be a number'],
		[{ remindEvery: 0 }, 'Remind Every must be at least 1 second'],
		[{ remindEvery: 0.5, remindEveryUnit: 'seconds' }, 'Remind Every must be at least 1 second'],
		[{ remindEvery: 10_000, remindEveryUnit: 'hours' }, 'Remind Every must be at most a year'],
		[{ maximumReminders: 0 }, 'Maximum Reminders may be 0 only with the option "Give Up After"'],
		[{ maximumReminders: 2.5 }, 'Maximum Reminders must be a whole number'],
		[{ maximumReminders: 1_001 }, 'Maximum Reminders must be at most 1000'],
		[{ firstReminderAfterUnit: '={{ "weeks" }}' }, 'First Reminder After must be a duration'],
	])('%j: %s', async (parameters, message) => {
		const run = await new EscalationWorkflow(parameters).preview(aServiceEvent());
		expect(run.status).toBe('error');
		expect(run.data.resultData.error).toMatchObject({
			name: 'NodeOperationError',
			message: expect.stringContaining(message),
			description: expect.stringMatching(/./),
			context: { itemIndex: 0 },
		});
	});

	test('may come from an expression, for each item', async () => {
		const workflow = new EscalationWorkflow({
			conversationKey: '={{ $json.visitor.name }}',
			firstReminderAfter: '={{ $json.isVip ? 1 : 10 }}',
		});
		const run = await workflow.preview(
			{ visitor: { name: 'a' }, isVip: true },
			{ visitor: { name: 'b' }, isVip: false },
		);
		expect(EscalationWorkflow.left(run).reminder).toMatchObject([
			{ reminder: { plannedFor: '2026-01-05T09:01:00.000Z' } },
			{ reminder: { plannedFor: '2026-01-05T09:10:00.000Z' } },
		]);
	});

	test('stop one item only with Continue on Fail', async () => {
		const workflow = new EscalationWorkflow(
			{ conversationKey: '={{ $json.order }}' },
			{ settings: { onError: 'continueRegularOutput' } },
		);
		const run = await workflow.preview({ order: 1 }, {}, { order: 3 });
		expect(run.status).toBe('success');
		const { data } = run.data.resultData.runData['Repeat Until Replied'][0];
		expect(data?.main[0]).toMatchObject([
			{ json: { error: 'The conversation key is empty' }, pairedItem: { item: 1 } },
			{ json: { conversation: { key: '1' } }, pairedItem: { item: 0 } },
			{ json: { conversation: { key: '3' } }, pairedItem: { item: 2 } },
		]);
	});
});

test('the option Event Is a Reply takes an expression, and says when it is neither true nor false', async () => {
	const run = async (isReply: string) =>
		await new EscalationWorkflow({ options: optionGroups({ replies: { isReply } }) }).preview(
			aServiceEvent({ status: 'closed' }),
		);
	const { reminder, replied } = EscalationWorkflow.left(
		await run('={{ $json.status === "closed" }}'),
	);
	expect([reminder.length, replied.length]).toEqual([0, 1]);
	const open = EscalationWorkflow.left(await run('={{ $json.status === "open" }}'));
	expect([open.reminder.length, open.replied.length]).toEqual([1, 0]);
	const { error } = (await run('yes')).data.resultData;
	expect(error?.message).toContain('"Event Is a Reply" is "yes", which is neither true nor false');
});
