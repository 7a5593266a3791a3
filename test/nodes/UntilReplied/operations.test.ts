import type { IDataObject, INodeParameters, IPairedItemData } from 'n8n-workflow';

import { UntilReplied } from '../../../nodes/UntilReplied/UntilReplied.node';
import { EscalationEngine } from '../../../src/engine/engine';
import { HOUR, MINUTE } from '../../../src/time/duration';
import { aMessage, SCOPE } from '../../support/model/escalations.mts';
import { aServiceEvent, EscalationWorkflow } from '../../support/nodes/escalationWorkflow.mts';
import { fakeTime } from '../../support/time/fakeTime.mts';
import {
	manualTrigger,
	TestWorkflow,
	type ActiveTrigger,
	type TestNode,
} from '../../support/nodes/workflow.mts';

const T0 = Date.UTC(2026, 0, 5, 9);
const { pass } = fakeTime(T0);
const KEY = 'twt:shop:Visitor15';

let workflow: EscalationWorkflow;
let trigger: ActiveTrigger;

beforeEach(async () => {
	workflow = new EscalationWorkflow({ firstReminderAfter: 5, remindEvery: 10 });
	trigger = await workflow.publish();
});
afterEach(async () => {
	await trigger.close();
});

async function receive(...keys: string[]): Promise<void> {
	const events = keys.map((key) => aServiceEvent({ id: key }, { key }));
	const received = workflow.receive(...events);
	await pass(10);
	await received;
}

/** Lets another workflow use an operation of the node, once for each item. */
async function use(
	parameters: INodeParameters,
	items: IDataObject[] = [{}],
	settings?: TestNode['settings'],
): Promise<{ items: any[]; pairs: unknown[]; error?: any }> {
	const other = new TestWorkflow(
		[
			{ name: 'Start', type: manualTrigger() },
			{ name: 'Node', type: new UntilReplied(), parameters, settings },
		],
		[['Start', 0, 'Node']],
		'another workflow',
	);
	const running = other.run('Start', items, 'manual');
	await pass(50);
	const { error, runData } = (await running).data.resultData;
	const output = runData.Node?.[0].data?.main[0] ?? [];
	return {
		items: output.map(({ json }) => json),
		pairs: output.map(({ pairedItem }) => (pairedItem as IPairedItemData).item),
		error,
	};
}

const pushTimes = () =>
	workflow.reminder.received.map(({ reminder }) =>
		Math.round((Date.parse(String((reminder as IDataObject).sentAt)) - T0) / MINUTE),
	);

describe('Snooze', () => {
	test('for a duration: no reminder until then', async () => {
		await receive(KEY);
		const { items } = await use({
			operation: 'snooze',
			conversationKey: KEY,
			snoozeFor: 1,
			snoozeForUnit: 'hours',
			actor: 'Li Lei',
		});
		expect(items).toMatchObject([
			{
				conversation: { key: KEY },
				snoozed: 1,
				heldUntil: expect.stringMatching(/^2026-01-05T10:00:00/),
				escalations: [{ state: 'snoozed', reminderCount: 0 }],
			},
		]);
		await pass(75 * MINUTE);
		expect(pushTimes()).toEqual([60, 70]);
	});

	test.each([
		["the editor's, in the zone of the workflow", '2026-01-05T05:00:00'],
		['with a zone', '2026-01-05T18:00:00+08:00'],
		['an expression', "={{ DateTime.fromISO('2026-01-05T10:00:00Z') }}"],
	])('until a time: %s', async (_how, snoozeUntil) => {
		await receive(KEY);
		const { items } = await use({
			operation: 'snooze',
			conversationKey: KEY,
			snooze: 'until',
			snoozeUntil,
		});
		expect(items).toMatchObject([{ heldUntil: '2026-01-05T10:00:00.000Z' }]);
	});

	test.each([
		[{ snoozeFor: 0 }],
		[{ snoozeFor: '={{ "long" }}' }],
		[{ snooze: 'until', snoozeUntil: '2026-01-05T03:00:00' }],
		[{ snooze: 'until', snoozeUntil: '={{ "tomorrow" }}' }],
		[{ snooze: 'until', snoozeUntil: '2030-01-05T03:00:00' }],
	] as INodeParameters[][])('%j is refused', async (parameters) => {
		const { error } = await use({ operation: 'snooze', conversationKey: KEY, ...parameters });
		expect(error).toMatchObject({
			message: 'The snooze time must be in the future',
			description: expect.stringContaining('within the next year'),
		});
	});
});

describe('Acknowledge', () => {
	test('holds the reminders, which then go on and say who it was', async () => {
		await receive(KEY);
		const { items } = await use({
			operation: 'acknowledge',
			conversationKey: KEY,
			holdFor: 1,
			holdForUnit: 'hours',
			actor: 'Li Lei',
		});
		expect(items).toMatchObject([
			{
				acknowledged: 1,
				heldUntil: expect.stringMatching(/^2026-01-05T10:00:00/),
				escalations: [{ state: 'acknowledged' }],
			},
		]);
		await pass(75 * MINUTE);
		expect(pushTimes()).toEqual([60, 70]);
		expect(workflow.reminder.received[0]).toMatchObject({
			text: expect.stringContaining('Li Lei was on it for 1 h'),
			lastHold: { kind: 'acknowledged', by: 'Li Lei', until: expect.stringMatching(/T10:00:00/) },
		});
	});

	test.each([0, -1, 366 * 24, '={{ "long" }}'])('for %s hours is refused', async (holdFor) => {
		const { error } = await use({
			operation: 'acknowledge',
			conversationKey: KEY,
			holdFor,
			holdForUnit: 'hours',
		});
		expect(error).toMatchObject({ message: '"Hold Reminders For" must be between 0 and one year' });
	});
});

describe('Cancel', () => {
	test('ends the reminders without a word', async () => {
		await receive(KEY, 'another');
		await pass(6 * MINUTE);
		const { items } = await use({ operation: 'cancel', conversationKey: KEY, actor: 'Li Lei' });
		expect(items).toMatchObject([
			{ conversation: { key: KEY }, cancelled: 1, escalations: [{ state: 'cancelled' }] },
		]);
		await pass(HOUR);
		const keys = workflow.reminder.received.map(
			({ conversation }) => (conversation as IDataObject).key,
		);
		expect(keys.filter((key) => key === KEY)).toHaveLength(1);
		expect(keys.filter((key) => key === 'another')).toHaveLength(4);
		expect(workflow.replied.received).toEqual([]);
	});
});

describe('Forget', () => {
	const forget = async (
		parameters: INodeParameters = {},
		...others: [items?: IDataObject[], settings?: TestNode['settings']]
	) => await use({ operation: 'forget', conversationKey: KEY, ...parameters }, ...others);
	const keysReminded = () =>
		workflow.reminder.received.map(({ conversation }) => (conversation as IDataObject).key);

	test('by conversation key: nobody hears of it again, until they write anew', async () => {
		await receive(KEY, 'another');
		await pass(6 * MINUTE);
		const { items, pairs } = await forget();
		expect(items).toEqual([
			{
				forgotten: { conversations: 1, reminders: 1, events: 0, replies: 0 },
				onTheirWay: { reminders: 0, events: 0 },
				notice: expect.stringMatching(
					/^n8n's executions still contain .* Executions tab .* prune them/,
				),
			},
		]);
		expect(pairs).toEqual([0]);
		expect((await use({ operation: 'get', conversationKey: KEY })).items).toEqual([
			{ conversation: { key: KEY }, state: 'none' },
		]);
		await pass(HOUR);
		expect(keysReminded().filter((key) => key === KEY)).toHaveLength(1);
		expect(keysReminded().filter((key) => key === 'another')).toHaveLength(4);
		expect([...workflow.replied.received, ...workflow.failing.received]).toEqual([]);
		expect(workflow.exhausted.received).toHaveLength(1);

		const again = workflow.receive(aServiceEvent({ id: 'later' }, { key: KEY }));
		await pass(6 * MINUTE);
		await again;
		expect(workflow.reminder.received.at(-1)).toMatchObject({
			conversation: { key: KEY },
			reminder: { number: 1 },
		});
	});

	test.each([
		[{ forgetBy: 'visitorName', visitor: 'Visitor15' }, 2],
		[{ forgetBy: 'visitorName', visitor: ' Visitor15 ', forgetWorkflowId: 'workflow' }, 2],
		[{ forgetBy: 'visitorName', visitor: 'Visitor15', forgetWorkflowId: 'elsewhere' }, 0],
		[{ forgetBy: 'visitorName', visitor: 'Visitor1' }, 0],
		[{ forgetBy: 'visitorId', visitor: 'Visitor15' }, 0],
		[{ conversationKey: KEY, forgetWorkflowId: 'elsewhere' }, 0],
	] as Array<[INodeParameters, number]>)('%j: %i', async (parameters, conversations) => {
		await receive(KEY, 'another');
		const { items } = await forget(parameters);
		expect(items).toMatchObject([{ forgotten: { conversations } }]);
	});

	test('a reminder whose robot has it already is named, with what to do', async () => {
		await receive(KEY);
		const robot = Promise.withResolvers<void>();
		workflow.reminder.failing = () => undefined;
		const { execute } = workflow.reminder.type;
		workflow.reminder.type.execute = async function () {
			await robot.promise;
			return (await execute!.call(this)) as never;
		};
		await pass(6 * MINUTE);
		const { items } = await forget();
		expect(items).toMatchObject([
			{
				forgotten: { conversations: 1, reminders: 1 },
				onTheirWay: { reminders: 1, events: 0 },
				notice: expect.stringMatching(/cannot be recalled.*n8n's executions/),
			},
		]);
		robot.resolve();
		await pass(HOUR);
		expect(keysReminded()).toEqual([KEY]);
		expect((await use({ operation: 'getMany' })).items).toEqual([]);
	});

	test.each([
		[{ conversationKey: ' ' }, 'The conversation key is empty'],
		[{ forgetBy: 'visitorId', visitor: '={{ " " }}' }, 'The visitor is empty'],
		[{ forgetBy: 'visitorName', visitor: '={{ ({}) }}' }, 'The visitor is empty'],
		[{ forgetWorkflowId: '={{ 7 }}' }, 'Workflow ID must be text'],
	] as Array<[INodeParameters, string]>)('%j is refused: %s', async (parameters, message) => {
		await receive(KEY);
		expect((await forget(parameters)).error).toMatchObject({ message });
		const { items } = await forget(parameters, [{}], { onError: 'continueRegularOutput' });
		expect(items).toMatchObject([{ error: message }]);
		expect((await use({ operation: 'getMany' })).items).toHaveLength(1);
	});
});

describe('Get', () => {
	test('tells what is known of a conversation that waits', async () => {
		await receive(KEY);
		await pass(6 * MINUTE);
		const { items } = await use({ operation: 'get', conversationKey: KEY });
		expect(items).toEqual([
			{
				id: expect.any(String),
				state: 'open',
				conversation: { key: KEY, effect: 'opens' },
				openedAt: '2026-01-05T09:00:00.000Z',
				endedAt: null,
				endedBy: null,
				endedBecause: null,
				nextReminderAt: '2026-01-05T09:15:00.000Z',
				heldUntil: null,
				mutedUntil: null,
				lastHold: null,
				failing: null,
				target: null,
				targets: [],
				reminderCount: 1,
				maximumReminders: 4,
				waiting: { since: '2026-01-05T09:00:00.000Z', seconds: 360, readable: '6 min' },
				messages: { count: 1, latestAt: '2026-01-05T09:00:00.000Z' },
				timeline: [
					{ at: '2026-01-05T09:00:00.000Z', what: 'opened' },
					{ at: expect.stringMatching(/^2026-01-05T09:05:00/), what: 'reminder', number: 1 },
					{ at: expect.stringMatching(/^2026-01-05T09:05:00/), what: 'reminderSent', number: 1 },
				],
				sentMessages: [],
				event: expect.objectContaining({ text: 'Is anybody there?' }),
				trackedBy: {
					workflowId: 'workflow',
					nodeId: 'Repeat Until Replied',
					isPublished: true,
				},
			},
		]);
	});

	test('tells of the last one that ended when none waits', async () => {
		await receive(KEY);
		await pass(MINUTE);
		await use({ operation: 'markReplied', conversationKey: KEY, actor: 'Li Lei' });
		const { items } = await use({ operation: 'get', conversationKey: KEY });
		expect(items).toMatchObject([
			{
				state: 'replied',
				endedBy: 'Li Lei',
				endedBecause: 'markedReplied',
				nextReminderAt: null,
				waiting: { seconds: 60 },
			},
		]);
	});

	test('says so when nothing is known', async () => {
		const { items } = await use({ operation: 'get', conversationKey: 'nobody' });
		expect(items).toEqual([{ conversation: { key: 'nobody' }, state: 'none' }]);
	});

	test('with Continue on Fail tells of each item that has no key', async () => {
		await receive(KEY);
		const { items, pairs } = await use(
			{ operation: 'get', conversationKey: '={{ $json.key }}' },
			[{}, { key: KEY }],
			{ onError: 'continueRegularOutput' },
		);
		expect(items).toMatchObject([{ error: 'The conversation key is empty' }, { state: 'open' }]);
		expect(pairs).toEqual([0, 1]);
	});
});

describe('Get Many', () => {
	beforeEach(async () => {
		await receive('a', 'b', 'c');
		await pass(MINUTE);
		await receive('d');
		await use({ operation: 'markReplied', conversationKey: 'b' });
		await use({ operation: 'snooze', conversationKey: 'c' });
	});

	const keysOf = async (parameters: INodeParameters = {}) => {
		const { items } = await use({ operation: 'getMany', ...parameters });
		return items
			.map(({ conversation }) => conversation.key)
			.sort()
			.join('');
	};

	test.each([
		[{}, 'abcd'],
		[{ filters: { states: ['open'] } }, 'ad'],
		[{ filters: { states: ['replied', 'snoozed'] } }, 'bc'],
		[{ filters: { states: [] } }, 'abcd'],
		[{ filters: { conversationKey: ' b ' } }, 'b'],
		[{ filters: { workflowId: 'workflow' } }, 'abcd'],
		[{ filters: { workflowId: 'work' } }, ''],
		[{ filters: { openedFrom: '2026-01-05T09:00:30Z' } }, 'd'],
		// The workflow is in New York.
		[{ filters: { openedBefore: '2026-01-05T04:00:30' } }, 'abc'],
	] as Array<[INodeParameters, string]>)('%j: %s', async (parameters, keys) => {
		expect(await keysOf(parameters)).toBe(keys);
	});

	test('in pages', async () => {
		const pages = [
			await keysOf({ limit: 3 }),
			await keysOf({ limit: 3, skip: 3 }),
			await keysOf({ limit: 3, skip: 6 }),
		];
		expect(pages.map((page) => page.length)).toEqual([3, 1, 0]);
		expect([...pages.join('')].sort().join('')).toBe('abcd');
		expect(await keysOf({ returnAll: true })).toBe('abcd');
	});

	test('with numbers that an expression gives as text', async () => {
		const page = await keysOf({ limit: '={{ "3" }}', skip: '={{ "3" }}' });
		expect(page).toHaveLength(1);
	});

	test.each([
		[{ skip: '={{ "some" }}' }, 'Skip must be a number'],
		[{ skip: '={{ null }}' }, 'Skip must be a number'],
		[{ skip: -1 }, 'Skip cannot be negative'],
		[{ limit: '={{ "all" }}' }, 'Limit must be a number'],
		[{ limit: 2.5 }, 'Limit must be a whole number'],
	] as Array<[INodeParameters, string]>)('%j: %s', async (parameters, message) => {
		const { error } = await use({ operation: 'getMany', ...parameters });
		expect(error).toMatchObject({
			message,
			description: expect.stringContaining('the expression that it comes from'),
		});
	});

	test('all of them are told of once, also while others open', async () => {
		await receive(...Array.from({ length: 450 }, (_, n) => `many ${n}`));
		const { find } = EscalationEngine.prototype;
		let opened = 0;
		jest.spyOn(EscalationEngine.prototype, 'find').mockImplementation(async function (
			this: EscalationEngine,
			...asked
		) {
			const page = await find.apply(this, asked);
			opened += 1;
			await this.track(SCOPE, [aMessage({ conversationKey: `meanwhile ${opened}` })]);
			return page;
		});
		const { items } = await use({ operation: 'getMany', returnAll: true });
		jest.restoreAllMocks();
		const keys = items.map(({ conversation }) => conversation.key);
		expect(opened).toBe(3);
		expect(keys).toHaveLength(454);
		expect(new Set(keys).size).toBe(454);
	});

	test('more than one page of the store', async () => {
		await receive(...Array.from({ length: 450 }, (_, n) => `many ${n}`));
		const { items } = await use({ operation: 'getMany', returnAll: true });
		expect(items).toHaveLength(454);
	});

	test.each([
		[{ states: ['asleep'] }, 'The filter "States" has an unknown state'],
		[{ openedFrom: 'yesterday' }, 'The filter "Opened From" must be a date and time'],
	] as Array<[INodeParameters, string]>)('%j: %s', async (filters, message) => {
		const { error } = await use({ operation: 'getMany', filters });
		expect(error).toMatchObject({ message: expect.stringContaining(message) });
	});
});

describe('muting', () => {
	const mute = (given: INodeParameters = {}) => ({
		operation: 'mute',
		muteFor: 2,
		muteForUnit: 'hours',
		muteFilters: { projects: 'shop' },
		muteReason: 'Maintenance',
		actor: 'Ann',
		...given,
	});

	test('holds reminders back, and lets them go on when it is lifted', async () => {
		await receive('a');
		const { items } = await use(mute());
		expect(items).toMatchObject([
			{
				id: expect.any(String),
				isMuted: true,
				filter: { projects: ['shop'], agents: [], workflowId: null },
				by: 'Ann',
				reason: 'Maintenance',
				conversations: 1,
			},
		]);
		await pass(30 * MINUTE);
		expect(workflow.reminder.received).toEqual([]);
		const { items: known } = await use({ operation: 'getMutes' });
		expect(known).toMatchObject([{ id: items[0].id, isMuted: true, heldConversations: 1 }]);
		const { items: found } = await use({ operation: 'get', conversationKey: 'a' });
		expect(found[0].mutedUntil).toBe(items[0].mutedUntil);
		const { items: lifted } = await use({ operation: 'unmute', muteId: items[0].id });
		expect(lifted).toMatchObject([{ unmuted: true, id: items[0].id }]);
		await pass(2 * MINUTE);
		expect(workflow.reminder.received).toHaveLength(1);
	});

	test('what is not known cannot be lifted', async () => {
		const { items } = await use({ operation: 'unmute', muteId: 'x' });
		expect(items).toEqual([{ unmuted: false, id: 'x' }]);
	});

	test.each(['={{ "  " }}', '={{ $json.nothing }}', '={{ null }}'])(
		'the ID %j is none to lift a mute by',
		async (muteId) => {
			const { error } = await use({ operation: 'unmute', muteId });
			expect(error?.message).toBe('Mute ID is empty');
		},
	);

	test('every week is by the zone of the workflow', async () => {
		const muteHours = { ranges: [{ weekdays: [7], from: '2:00', to: '04:00' }] };
		const { items } = await use(mute({ muteWhen: 'weekly', muteHours }));
		expect(items).toMatchObject([
			{
				isMuted: false,
				endsAt: null,
				weekly: { hours: [{ weekdays: [7], from: '02:00', to: '04:00' }] },
			},
		]);
	});

	test('all that one workflow tracks', async () => {
		await receive('a');
		const muteFilters = { workflowId: 'workflow' };
		const { items, error } = await use(mute({ muteFilters }));
		expect(error).toBeUndefined();
		expect(items).toMatchObject([{ isMuted: true, conversations: 1 }]);
	});

	test.each([
		[{ muteFilters: {} }, /of all conversations/],
		[
			{
				muteWhen: 'weekly',
				muteHours: { ranges: [{ weekdays: [1, 2, 3, 4, 5, 6, 7], from: '00:00', to: '24:00' }] },
			},
			/would never end/,
		],
		[{ muteFilters: { projects: ' , ' } }, /of all conversations/],
		[{ muteFor: 0 }, /"Mute For" must be/],
		[{ muteFor: 9_000 }, /"Mute For" must be/],
		[{ muteWhen: 'weekly', muteHours: {} }, /Weekly Hours: add at least one range/],
		[
			{
				muteWhen: 'weekly',
				muteHours: { ranges: [{ weekdays: [7], from: '25:00', to: '04:00' }] },
			},
			/Weekly Hours: "From" must be a time/,
		],
		[{ muteFilters: { projects: 'a'.repeat(201) } }, /at most 200 characters/],
	] as Array<[INodeParameters, RegExp]>)('%j is refused', async (given, message) => {
		const { error } = await use(mute(given));
		expect(error.message).toMatch(message);
		const { items } = await use({ operation: 'getMutes' });
		expect(items).toEqual([]);
	});
});

describe('statistics', () => {
	test('of yesterday, by project', async () => {
		await receive('a', 'b');
		await use({ operation: 'markReplied', conversationKey: 'a', actor: 'Ann' });
		// All that the clock would do in a day.
		await trigger.close();
		await pass(24 * HOUR);
		trigger = await workflow.publish();
		const { items } = await use({
			operation: 'getStatistics',
			statisticsDays: 1,
			statisticsBy: 'project',
		});
		expect(items).toMatchObject([
			{
				by: 'project',
				value: 'shop',
				opened: 2,
				answered: 1,
				exhausted: 0,
				targets: { firstReply: { count: 0 } },
			},
		]);
	});

	test('of no time are none', async () => {
		const { items } = await use({ operation: 'getStatistics' });
		expect(items).toMatchObject([{ opened: 0, firstReply: { p50Seconds: null } }]);
	});

	test.each([
		[{ statisticsDays: 0 }, /at least 1/],
		[{ statisticsDays: 401 }, /at most 400/],
		[{ statisticsDays: 1.5 }, /whole number/],
		[{ statisticsBy: 'customer' }, /Group By must be one of/],
		[{ statisticsWorkflowId: 'a b' }, /not a workflow's ID/],
	] as Array<[INodeParameters, RegExp]>)('%j is refused', async (given, message) => {
		const { error } = await use({ operation: 'getStatistics', ...given });
		expect(error.message).toMatch(message);
	});
});
