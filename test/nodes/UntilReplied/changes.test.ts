import type { IDataObject } from 'n8n-workflow';

import { closeRuntime, getRuntime } from '../../../src/runtime/getRuntime';
import type { Change } from '../../../src/escalation/change';
import { HOUR, MINUTE } from '../../../src/time/duration';
import { aServiceEvent, EscalationWorkflow } from '../../support/nodes/escalationWorkflow.mts';
import { optionGroups } from '../../support/nodes/optionGroups.mts';
import { fakeTime } from '../../support/time/fakeTime.mts';
import type { ActiveTrigger } from '../../support/nodes/workflow.mts';

const T0 = Date.UTC(2026, 0, 5, 9);
const { pass } = fakeTime(T0);
const KEY = 'twt:shop:Visitor15';
const parameters = { firstReminderAfter: 5, remindEvery: 10, options: { changesOutput: true } };

let workflow: EscalationWorkflow;
let trigger: ActiveTrigger;

async function begin(given: typeof parameters | object = parameters): Promise<void> {
	workflow = new EscalationWorkflow(given as typeof parameters);
	trigger = await workflow.publish();
	const received = workflow.receive(aServiceEvent({}, { status: 'unreplied' }));
	// Not to the minute, at which a node looks after other things first.
	await pass(MINUTE + 10);
	await received;
}
afterEach(async () => await trigger.close());

/** As a link, the board or an operation of another workflow does. */
async function change(given: Change): Promise<void> {
	const { engine, wake } = await getRuntime();
	const changed = engine.change(KEY, given);
	await pass(10);
	for (const { scope } of await changed) wake(scope);
	await pass(1_000);
}

const onIt = (actor: string | null, minutes = 30): Change => ({
	action: 'acknowledge',
	actor,
	milliseconds: minutes * MINUTE,
});

test('the group hears at once who is on it, and until when', async () => {
	await begin();
	await change(onIt('Ann'));
	expect(workflow.changes.received).toMatchObject([
		{
			text: expect.stringMatching(
				/^Visitor15: Ann is on it for 30 min\nCustomer: Visitor15\nProject: shop$/,
			),
			change: 'acknowledged',
			changedBy: 'Ann',
			changedAt: '2026-01-05T09:01:00.010Z',
			heldUntil: '2026-01-05T09:31:00.010Z',
			conversation: { key: KEY, status: 'unreplied' },
			waiting: { seconds: 60 },
			escalation: { state: 'acknowledged', reminderCount: 0, endedAt: null },
			event: { text: 'Is anybody there?' },
		},
	]);
	await pass(HOUR);
	expect(workflow.changes.received).toHaveLength(1);
	expect(workflow.reminder.received[0]).toMatchObject({ lastHold: { by: 'Ann' } });
});

test.each([
	[
		{ action: 'snooze', actor: null, milliseconds: 10 * MINUTE },
		{ change: 'snoozed', changedBy: null, heldUntil: '2026-01-05T09:11:00.010Z' },
	],
	[
		{ action: 'markReplied', actor: 'Ann' },
		{
			change: 'markedReplied',
			heldUntil: null,
			conversation: { status: 'replied' },
			escalation: { state: 'replied', endedBy: 'Ann', endedBecause: 'markedReplied' },
		},
	],
	[
		{ action: 'cancel', actor: 'Ann' },
		{ change: 'cancelled', heldUntil: null, escalation: { state: 'cancelled', endedBy: 'Ann' } },
	],
] as Array<[Change, object]>)('of %j it tells what is so', async (given, told) => {
	await begin();
	await change(given);
	expect(workflow.changes.received).toMatchObject([told]);
});

test('what is not so any more when it leaves is told as over', async () => {
	await begin();
	await trigger.close();
	const { engine } = await getRuntime();
	for (const given of [onIt('Ann'), { action: 'cancel', actor: 'Bob' } as Change]) {
		const changed = engine.change(KEY, given);
		await pass(10);
		await changed;
	}
	trigger = await workflow.publish();
	await pass(1_000);
	expect(workflow.changes.received).toMatchObject([
		{ text: expect.stringMatching(/^Visitor15: Ann was on it\n/), heldUntil: null },
		{ text: expect.stringMatching(/^Visitor15: Bob cancelled the reminders\n/) },
	]);
});

test('a robot that fails is tried again; another process goes on after a crash', async () => {
	await begin();
	workflow.changes.failing = () => 'The group is gone';
	await change(onIt('Ann'));
	await trigger.close();
	const closed = closeRuntime();
	await pass(10);
	await closed;
	workflow.changes.failing = () => undefined;
	trigger = await workflow.publish();
	await pass(10 * MINUTE);
	expect(workflow.changes.received).toMatchObject([{ change: 'acknowledged' }]);
});

test('what cannot be told however often it is tried stands in the timeline', async () => {
	await begin();
	workflow.changes.failing = () => 'The group is gone';
	await change(onIt('Ann', 600));
	await pass(HOUR);
	const { engine } = await getRuntime();
	const found = engine.find({}, 1);
	await pass(10);
	expect((await found)[0].timeline.at(-1)).toMatchObject({
		what: 'announcementGivenUp',
		cause: 'The group is gone',
	});
});

test('does not wait for a reminder that is on its way', async () => {
	await begin();
	const { promise, resolve } = Promise.withResolvers<void>();
	workflow.workflow.whenEnded = async () => await promise;
	await pass(5 * MINUTE);
	workflow.workflow.whenEnded = async () => undefined;
	await change(onIt('Ann'));
	expect(workflow.changes.received).toHaveLength(1);
	resolve();
	await pass(1_000);
});

test('without the option nothing is told, and no execution begins', async () => {
	await begin({ firstReminderAfter: 5, remindEvery: 10 });
	await change(onIt('Ann'));
	expect(workflow.changes.received).toEqual([]);
	expect(trigger.runs).toHaveLength(0);
});

test('a reply of the source is told by Replied, not as a change', async () => {
	await begin();
	const answered = workflow.receive(
		aServiceEvent({ id: 'event-2', actor: { name: 'Li Lei' } }, { effect: 'ends' }),
	);
	await pass(MINUTE);
	await answered;
	expect(workflow.changes.received).toEqual([]);
});

test('whoever is forgotten is not told of', async () => {
	await begin();
	await trigger.close();
	const { engine } = await getRuntime();
	for (const work of [
		() => engine.change(KEY, onIt('Ann')),
		() => engine.forget({ by: 'visitorName', value: 'Visitor15' }),
	]) {
		const done = work();
		await pass(50);
		await done;
	}
	trigger = await workflow.publish();
	await pass(HOUR);
	expect(workflow.changes.received).toEqual([]);
	expect(trigger.runs).toEqual([]);
});

test('nothing leaves by a token that somebody made up', async () => {
	await begin();
	const run = workflow.beginAtNode({ claim: 'x.change-1' } as IDataObject);
	await pass(10);
	await run;
	expect(workflow.changes.received).toEqual([]);
});

describe('a target', () => {
	const withTarget = {
		firstReminderAfter: 60,
		remindEvery: 60,
		options: {
			changesOutput: true,
			...optionGroups({ targets: { firstReplyWithin: 30, firstReplyWithinUnit: 'minutes' } }),
		},
	};

	test('is told when time runs out, and when it is over', async () => {
		await begin(withTarget);
		await pass(23 * MINUTE + 2_000);
		expect(workflow.changes.received).toMatchObject([
			{
				text: 'Visitor15: 80% of the first reply target (30 min) used\nCustomer: Visitor15\nProject: shop',
				change: 'warning',
				changedBy: null,
				changedAt: expect.stringMatching(/^2026-01-05T09:24:0/),
				heldUntil: null,
				target: {
					kind: 'firstReply',
					state: 'warning',
					dueAt: '2026-01-05T09:30:00.000Z',
					seconds: 1_800,
				},
				conversation: { key: KEY, status: 'unreplied' },
				escalation: { state: 'open', endedAt: null },
			},
		]);
		await pass(6 * MINUTE);
		expect(workflow.changes.received.slice(1)).toMatchObject([
			{
				text: expect.stringMatching(/^Visitor15: first reply target of 30 min missed\n/),
				change: 'breached',
				target: { state: 'breached', usedPercent: 100 },
			},
		]);
		await pass(30 * MINUTE);
		expect(workflow.reminder.received).toMatchObject([
			{
				text: expect.stringContaining('\nFirst reply target: 30 min, missed'),
				target: { state: 'breached', usedPercent: 200 },
			},
		]);
	});

	test('is known to reminders while there is time', async () => {
		await begin({ ...withTarget, firstReminderAfter: 10 });
		await pass(10 * MINUTE);
		expect(workflow.reminder.received).toMatchObject([
			{
				text: expect.stringContaining('\nFirst reply target: 33% of 30 min used'),
				target: { state: 'running', usedSeconds: 600, usedPercent: 33 },
			},
		]);
	});

	test.each([0, '', null])('is none where First Reply Within is %j', async (firstReplyWithin) => {
		const options = { changesOutput: true, ...optionGroups({ targets: { firstReplyWithin } }) };
		await begin({ ...parameters, options });
		await pass(10 * MINUTE);
		expect(workflow.reminder.received).toHaveLength(1);
		expect(workflow.reminder.received[0]).not.toHaveProperty('target');
		expect(workflow.reminder.received[0]).not.toHaveProperty('targets');
	});
});

describe('the targets of a conversation', () => {
	const options = {
		changesOutput: true,
		...optionGroups({
			targets: {
				...{ firstReplyWithin: 30, firstReplyWithinUnit: 'minutes' },
				...{ nextReplyWithin: 20, nextReplyWithinUnit: 'minutes' },
				...{ resolveWithin: 4, resolveWithinUnit: 'hours', warnAtPercent: 100 },
			},
		}),
	};
	const given = { firstReminderAfter: 60, remindEvery: 60, options };
	let events = 0;

	async function happens(source: string, kind: string, effect: string): Promise<void> {
		events += 1;
		const occurredAt = new Date(Date.now()).toISOString();
		const about = { id: `targets ${events}`, source, kind, occurredAt };
		const received = workflow.receive(aServiceEvent(about, { effect }));
		await pass(10);
		await received;
		await pass(1_000);
	}
	const told = () =>
		workflow.changes.received.map(({ change: what, target, changedAt }) => [
			(target as IDataObject).kind,
			what,
			String(changedAt).slice(11, 16),
		]);

	test('of a source that tells of resolutions go on after the reply', async () => {
		workflow = new EscalationWorkflow(given);
		trigger = await workflow.publish();
		await happens('chatwoot', 'message.unreplied', 'opens');
		await pass(10 * MINUTE);
		await happens('chatwoot', 'message.replied', 'ends');
		await pass(50 * MINUTE);
		await happens('chatwoot', 'message.unreplied', 'opens');
		await pass(30 * MINUTE);
		await happens('chatwoot', 'message.replied', 'ends');
		await pass(4 * HOUR);
		expect(told()).toEqual([
			['nextReply', 'breached', '10:20'],
			['resolution', 'breached', '13:00'],
		]);
		expect(workflow.changes.received[1]).toMatchObject({
			text: 'Visitor15: resolution target of 4 h missed\nCustomer: Visitor15\nProject: shop',
			target: { kind: 'resolution', state: 'breached', usedPercent: 100 },
			targets: [
				{ kind: 'nextReply', state: 'breached' },
				{ kind: 'resolution', state: 'breached' },
			],
			escalation: { state: 'replied', endedBecause: 'reply' },
		});
		expect(workflow.reminder.received).toEqual([]);
		await happens('chatwoot', 'ticket.closed', 'ends');
		await pass(HOUR);
		expect(workflow.changes.received).toHaveLength(2);
	});

	test('end where the source says in time that it is resolved', async () => {
		workflow = new EscalationWorkflow(given);
		trigger = await workflow.publish();
		await happens('github', 'issue.opened', 'opens');
		await happens('github', 'issue.commented', 'ends');
		await pass(3 * HOUR);
		await happens('github', 'issue.closed', 'ends');
		await pass(2 * HOUR);
		expect(told()).toEqual([]);
	});

	test('have none of a resolution where the source does not tell', async () => {
		workflow = new EscalationWorkflow(given);
		trigger = await workflow.publish();
		await happens('twtChat', 'message.unreplied', 'opens');
		await happens('twtChat', 'message.replied', 'ends');
		await pass(5 * HOUR);
		expect(told()).toEqual([]);
	});
});
