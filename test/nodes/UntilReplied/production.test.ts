import {
	SystemShutdownExecutionCancelledError,
	TimeoutExecutionCancelledError,
	type IDataObject,
} from 'n8n-workflow';

import { UntilReplied } from '../../../nodes/UntilReplied/UntilReplied.node';
import { deliveryOutcomes } from '../../../nodes/shared/executionOutcome';
import { closeRuntime, getRuntime } from '../../../src/runtime/getRuntime';
import { NotKeptError, StoreError } from '../../../src/store/store';
import { HOUR, MINUTE, SECOND } from '../../../src/time/duration';
import {
	aServiceEvent,
	EscalationWorkflow,
	NODE,
} from '../../support/nodes/escalationWorkflow.mts';
import { fakeTime } from '../../support/time/fakeTime.mts';
import { manualTrigger, TestWorkflow, type ActiveTrigger } from '../../support/nodes/workflow.mts';
import { optionGroups } from '../../support/nodes/optionGroups.mts';

const SCOPE = `workflow:${NODE}`;
const T0 = Date.UTC(2026, 0, 5, 9);
const { pass } = fakeTime(T0);

let published: ActiveTrigger[] = [];
afterEach(async () => {
	for (const trigger of published) await trigger.close();
	published = [];
});

const parameters = { firstReminderAfter: 5, remindEvery: 10 };

async function publish(workflow: EscalationWorkflow): Promise<ActiveTrigger> {
	const trigger = await workflow.publish();
	published.push(trigger);
	return trigger;
}

/** Runs while the time that its store needs passes. */
async function done<Result>(work: Promise<Result>): Promise<Result> {
	await pass(10);
	return await work;
}

/** Minutes since T0 and number, of each reminder that the robot got. */
const remindersOf = ({ reminder }: EscalationWorkflow) =>
	reminder.received.map((json) => {
		const { number, sentAt } = json.reminder as { number: number; sentAt: string };
		return [Math.round((Date.parse(sentAt) - T0) / MINUTE), number];
	});

describe('while it is published', () => {
	let workflow: EscalationWorkflow;
	let trigger: ActiveTrigger;

	beforeEach(async () => {
		workflow = new EscalationWorkflow(parameters);
		trigger = await publish(workflow);
	});

	test('an event leaves the node by no output', async () => {
		const run = await done(workflow.receive(aServiceEvent()));
		expect(run.status).toBe('success');
		expect(EscalationWorkflow.left(run)).toEqual({ reminder: [], replied: [], exhausted: [] });
	});

	test('nobody replies: four reminders at their times, then Exhausted, then silence', async () => {
		await done(workflow.receive(aServiceEvent()));
		await pass(3 * HOUR);
		expect(remindersOf(workflow)).toEqual([
			[5, 1],
			[15, 2],
			[25, 3],
			[35, 4],
		]);
		expect(workflow.exhausted.received).toMatchObject([
			{
				text: expect.stringContaining('Still no reply to Visitor15 after 45 min and 4 reminders'),
				escalation: { state: 'exhausted', endedBecause: 'maximumReminders', reminderCount: 4 },
			},
		]);
		expect(workflow.replied.received).toEqual([]);
	});

	test('every reminder is an execution of its own, punctual, with one item paired with what began it', async () => {
		await done(workflow.receive(aServiceEvent()));
		await pass(5 * MINUTE + SECOND);
		const [run] = await Promise.all(trigger.runs);
		const [{ data }] = run.data.resultData.runData['Repeat Until Replied'];
		expect(data?.main[0]).toMatchObject([
			{ json: { reminder: { number: 1, isFirst: true } }, pairedItem: { item: 0 } },
		]);
		const { latenessMilliseconds } = workflow.reminder.received[0].reminder as IDataObject;
		expect(latenessMilliseconds).toBeLessThan(100);
	});

	test('a reply after two reminders ends it, and Replied speaks once', async () => {
		await done(workflow.receive(aServiceEvent()));
		await pass(16 * MINUTE);
		await done(
			workflow.receive(
				aServiceEvent(
					{ id: 'event-2', occurredAt: '2026-01-05T09:16:00Z', actor: { name: 'Li Lei' } },
					{ effect: 'ends' },
				),
			),
		);
		await pass(3 * HOUR);
		expect(remindersOf(workflow)).toEqual([
			[5, 1],
			[15, 2],
		]);
		expect(workflow.replied.received).toMatchObject([
			{
				text: expect.stringMatching(
					/^Visitor15 got a reply after 16 min\n[^]*\nReplied by: Li Lei\nReminders: 2\n/,
				),
				escalation: { state: 'replied', endedBy: 'Li Lei', reminderCount: 2 },
			},
		]);
		expect(workflow.exhausted.received).toEqual([]);
	});

	test('a reply before the first reminder is silent', async () => {
		await done(workflow.receive(aServiceEvent()));
		await done(workflow.receive(aServiceEvent({ id: 'event-2' }, { effect: 'ends' })));
		await pass(3 * HOUR);
		expect(trigger.runs).toEqual([]);
	});

	test('the same event delivered twice is reminded once', async () => {
		await done(workflow.receive(aServiceEvent(), aServiceEvent()));
		await done(workflow.receive(aServiceEvent()));
		await pass(6 * MINUTE);
		expect(workflow.reminder.received).toMatchObject([{ messages: { count: 1 } }]);
	});

	test('a reminder shows the newest text and how many messages there were', async () => {
		await done(workflow.receive(aServiceEvent()));
		await pass(MINUTE);
		await done(
			workflow.receive(
				aServiceEvent({ id: 'event-2', occurredAt: '2026-01-05T09:01:00Z', text: 'Hello??' }),
			),
		);
		await pass(5 * MINUTE);
		expect(workflow.reminder.received).toMatchObject([
			{ event: { text: 'Hello??' }, messages: { count: 2 }, waiting: { seconds: 300 } },
		]);
	});

	test('the untouched body of an event does not leave the node', async () => {
		await done(workflow.receive(aServiceEvent()));
		await pass(6 * MINUTE);
		expect(workflow.reminder.received[0].event).not.toHaveProperty('raw');
	});

	test('few that are due go out singly, many together', async () => {
		const event = (key: string) => aServiceEvent({ id: key }, { key });
		await done(workflow.receive(...['a', 'b', 'c'].map(event)));
		await pass(6 * MINUTE);
		expect(trigger.runs).toHaveLength(3);
		await done(workflow.receive(...Array.from({ length: 40 }, (_, n) => event(`many ${n}`))));
		await pass(5 * MINUTE);
		expect(trigger.runs).toHaveLength(4);
		expect(workflow.reminder.received).toHaveLength(43);
	});

	test('a robot that fails is tried again with the same number, which is not counted', async () => {
		let failures = 3;
		workflow.reminder.failing = () => ((failures -= 1) >= 0 ? 'The group is gone' : undefined);
		await done(workflow.receive(aServiceEvent()));
		await pass(6 * MINUTE);
		// After 5, 10 and 20 seconds.
		expect(trigger.runs).toHaveLength(4);
		expect(workflow.reminder.received).toMatchObject([
			{ reminder: { number: 1, idempotencyKey: expect.stringMatching(/:1$/) } },
		]);
		await pass(HOUR);
		expect(remindersOf(workflow).map(([, number]) => number)).toEqual([1, 2, 3, 4]);
	});

	test('a robot that fails at one of many has the others go out once', async () => {
		let isBroken = true;
		workflow.reminder.failing = (json) =>
			isBroken && (json.conversation as IDataObject).key === 'c7' ? 'The group is gone' : undefined;
		const events = Array.from({ length: 20 }, (_, n) =>
			aServiceEvent({ id: `c${n}` }, { key: `c${n}` }),
		);
		await done(workflow.receive(...events));
		await pass(5 * MINUTE + 2 * SECOND);
		isBroken = false;
		await pass(10 * SECOND);
		const keys = workflow.reminder.received.map(
			({ conversation }) => (conversation as IDataObject).key,
		);
		expect(keys).toHaveLength(20);
		expect(new Set(keys).size).toBe(20);
		expect(keys.at(-1)).toBe('c7');
	});

	test('a robot that does not work is told of by Failing, once, and the schedule goes on', async () => {
		let isBroken = true;
		workflow.reminder.failing = () => (isBroken ? 'The group is gone' : undefined);
		await done(workflow.receive(aServiceEvent()));
		await pass(7 * MINUTE);
		expect(workflow.failing.received).toMatchObject([
			{
				text: expect.stringContaining('reminder 1 could not be sent: The group is gone'),
				escalation: {
					state: 'reminding',
					failing: { reminderNumber: 1, missedReminders: 1, reason: 'The group is gone' },
				},
			},
		]);
		await pass(20 * MINUTE);
		expect(workflow.failing.received).toHaveLength(1);
		isBroken = false;
		await pass(2 * HOUR);
		expect(remindersOf(workflow).map(([, number]) => number)).toEqual([1, 2, 3, 4]);
		expect(workflow.exhausted.received).toMatchObject([
			{ escalation: { endedBecause: 'maximumReminders', failing: null } },
		]);
	});

	test('a robot that never works again ends by Exhausted, which says so', async () => {
		workflow.reminder.failing = () => 'The group is gone';
		await done(workflow.receive(aServiceEvent()));
		await pass(2 * HOUR);
		expect(workflow.failing.received).toHaveLength(1);
		expect(workflow.exhausted.received).toMatchObject([
			{
				text: expect.stringContaining('reminder 1 could not be sent'),
				escalation: { endedBecause: 'reminderFailed', reminderCount: 0 },
			},
		]);
	});

	test('nothing leaves by a claim that somebody made up', async () => {
		await done(workflow.receive(aServiceEvent()));
		const run = await done(workflow.beginAtNode({ claim: 'made up' }));
		expect(run.status).toBe('success');
		expect(EscalationWorkflow.left(run)).toEqual({ reminder: [], replied: [], exhausted: [] });
	});

	test('an item with a claim from another node is an event like any other', async () => {
		await done(workflow.receive({ ...aServiceEvent(), claim: 'made up' }));
		await pass(6 * MINUTE);
		expect(remindersOf(workflow)).toEqual([[5, 1]]);
	});
});

describe('published again', () => {
	test('while it is not published nothing goes out; then one reminder for all that were missed', async () => {
		const workflow = new EscalationWorkflow(parameters);
		const before = await publish(workflow);
		await done(workflow.receive(aServiceEvent()));
		await before.close();
		await pass(3 * HOUR);
		expect(workflow.reminder.received).toEqual([]);
		await publish(workflow);
		await pass(9 * MINUTE);
		expect(remindersOf(workflow)).toEqual([[180, 1]]);
		await pass(2 * MINUTE);
		expect(remindersOf(workflow)).toEqual([
			[180, 1],
			[190, 2],
		]);
	});

	test('with other intervals, what is open keeps those that it began with', async () => {
		const before = new EscalationWorkflow(parameters);
		const trigger = await publish(before);
		await done(before.receive(aServiceEvent()));
		await trigger.close();
		const after = new EscalationWorkflow({ firstReminderAfter: 1, remindEvery: 1 });
		await publish(after);
		await done(after.receive(aServiceEvent({ id: 'new' }, { key: 'new' })));
		await pass(16 * MINUTE);
		const timesOf = (key: string) =>
			after.reminder.received
				.filter(({ conversation }) => (conversation as IDataObject).key === key)
				.map(({ reminder }) =>
					Math.round((Date.parse(String((reminder as IDataObject).sentAt)) - T0) / MINUTE),
				);
		expect(timesOf('twt:shop:Visitor15')).toEqual([5, 15]);
		expect(timesOf('new')).toEqual([1, 2, 3, 4]);
	});

	test('in another process, the reminders go on', async () => {
		const workflow = new EscalationWorkflow(parameters);
		const trigger = await publish(workflow);
		await done(workflow.receive(aServiceEvent()));
		await pass(6 * MINUTE);
		await trigger.close();
		await done(closeRuntime());
		await publish(workflow);
		await pass(10 * MINUTE);
		expect(remindersOf(workflow)).toEqual([
			[5, 1],
			[15, 2],
		]);
	});
});

describe("on n8n's Engine 2.0", () => {
	test('the workflow cannot be published, and says what to change', async () => {
		const workflow = new EscalationWorkflow(parameters);
		workflow.workflow.engineType = 'v2';
		await expect(publish(workflow)).rejects.toThrow(
			'The workflow is set to n8n\'s Engine 2.0, which cannot run this node. Set "engineType" to "v1" in the settings of the workflow. Then publish it.',
		);
	});

	test('a workflow that is set to it while it is published keeps everything until it is set back', async () => {
		const workflow = new EscalationWorkflow(parameters);
		const trigger = await publish(workflow);
		const { standstillOf, engine } = await getRuntime();
		await done(workflow.receive(aServiceEvent()));
		await pass(6 * MINUTE);
		expect(standstillOf(SCOPE)).toBeUndefined();
		workflow.workflow.engineType = 'v2';
		await pass(3 * HOUR);
		expect(standstillOf(SCOPE)).toContain('Engine 2.0');
		expect(trigger.runs).toHaveLength(1);
		const [{ escalation, timeline }] = await done(engine.find({}, 1));
		expect(escalation).toMatchObject({
			state: 'open',
			reminderCount: 1,
			failures: 0,
			missedReminders: 0,
		});
		expect(timeline.map(({ what }) => what)).toEqual(['opened', 'reminder', 'reminderSent']);
		workflow.workflow.engineType = 'v1';
		await pass(MINUTE);
		expect(remindersOf(workflow)).toEqual([
			[5, 1],
			[186, 2],
		]);
		expect(standstillOf(SCOPE)).toBeUndefined();
	});
});

describe('an execution that n8n rejects', () => {
	test('was no attempt where it was never started: nobody is given up for it', async () => {
		const workflow = new EscalationWorkflow({
			...parameters,
			options: optionGroups({ failures: { attempts: 1 } }),
		});
		await publish(workflow);
		await done(workflow.receive(aServiceEvent()));
		workflow.workflow.rejectsWith = new Error('SQLITE_FULL: database or disk is full');
		await pass(5 * HOUR);
		const { standstillOf } = await getRuntime();
		expect(standstillOf(SCOPE)).toBe(
			'n8n did not start the workflow: SQLITE_FULL: database or disk is full',
		);
		workflow.workflow.rejectsWith = undefined;
		await pass(2 * MINUTE);
		expect(remindersOf(workflow)).toEqual([[expect.any(Number), 1]]);
		expect(workflow.failing.received).toEqual([]);
		expect(workflow.exhausted.received).toEqual([]);
	});

	test.each([
		['at its time limit', new TimeoutExecutionCancelledError('1'), /timed out\. Raise the limit/],
		['at its shutdown', new SystemShutdownExecutionCancelledError('1'), /shutting down/],
	])('was one where n8n cancelled it %s', async (_when, error, reason) => {
		const workflow = new EscalationWorkflow({
			...parameters,
			options: optionGroups({ failures: { attempts: 1 } }),
		});
		await publish(workflow);
		await done(workflow.receive(aServiceEvent()));
		workflow.workflow.rejectsWith = error;
		await pass(5 * MINUTE + SECOND);
		workflow.workflow.rejectsWith = undefined;
		await pass(MINUTE);
		expect(workflow.failing.received).toMatchObject([
			{ escalation: { failing: { reason: expect.stringMatching(reason) } } },
		]);
	});
});

describe('a store that fails', () => {
	/** Takes the store away from the nodes, as a disk that breaks. */
	const breakStore = async () => {
		const key = Symbol.for('n8n-nodes-until-replied.openStore');
		const { [key]: store } = globalThis as unknown as Record<symbol, { close(): Promise<void> }>;
		await done(store.close());
	};

	test('stops the node, so that a source before it tries again', async () => {
		const workflow = new EscalationWorkflow(parameters);
		await done(workflow.receive(aServiceEvent()));
		await breakStore();
		const run = await done(workflow.receive(aServiceEvent({ id: 'event-2' })));
		expect(run.status).toBe('error');
		expect(run.data.resultData.error?.name).toBe('NodeOperationError');
		expect(deliveryOutcomes(run, ['a'], '')).toMatchObject([{ result: 'failed' }]);
	});

	test('with Continue on Fail tells of each item that was not stored', async () => {
		const settings = { onError: 'continueRegularOutput' } as const;
		const workflow = new EscalationWorkflow(parameters, { settings });
		await done(workflow.receive(aServiceEvent()));
		await breakStore();
		const run = await done(workflow.receive(aServiceEvent({ id: 'event-2' })));
		expect(EscalationWorkflow.left(run).reminder).toEqual([
			{ error: expect.stringMatching(/^The escalation store .+ is closed$/) },
		]);
		// n8n calls it a success, and nobody else has the event.
		expect(run.status).toBe('success');
		expect(deliveryOutcomes(run, ['a'], '')).toMatchObject([{ result: 'failed' }]);
	});

	// n8n has words of its own for ENOTDIR, so that the message says nothing of the store.
	test.each([
		['continueRegularOutput', [{ error: expect.any(String) }]],
		['stopWorkflow', []],
	] as const)('and cannot be opened lets no event through: %s', async (onError, left) => {
		const home = process.env.N8N_USER_FOLDER;
		process.env.N8N_USER_FOLDER = '/dev/null';
		const workflow = new EscalationWorkflow(parameters, { settings: { onError } });
		const run = await done(workflow.receive(aServiceEvent()));
		process.env.N8N_USER_FOLDER = home;
		expect(EscalationWorkflow.left(run).reminder).toEqual(left);
		expect(deliveryOutcomes(run, ['a'], '')).toMatchObject([{ result: 'failed' }]);
	});

	test('and works when n8n tries the node again delivers the event once', async () => {
		const settings = { retryOnFail: true, maxTries: 2, waitBetweenTries: 1 };
		const workflow = new EscalationWorkflow(parameters, { settings });
		const { engine } = await done(getRuntime());
		const failing = jest.spyOn(engine, 'track');
		failing.mockRejectedValueOnce(new StoreError('The escalation store is away', 'Wait.'));
		const run = await done(workflow.receive(aServiceEvent()));
		failing.mockRestore();
		expect(deliveryOutcomes(run, ['a'], '')).toEqual([{ token: 'a', result: 'sent' }]);
	});

	test.each(['continueRegularOutput', 'stopWorkflow'] as const)(
		'to keep one event keeps the others, and says which: %s',
		async (onError) => {
			const workflow = new EscalationWorkflow(parameters, { settings: { onError } });
			const { engine } = await done(getRuntime());
			const track = engine.track.bind(engine);
			const unfit = jest.spyOn(engine, 'track').mockImplementation(async (scope, arrivals) => {
				if (arrivals.some(({ eventId }) => eventId === 'unfit')) {
					throw new NotKeptError('This cannot be stored in the escalation store', 'Look.');
				}
				return await track(scope, arrivals);
			});
			const events = ['a', 'unfit', 'b'].map((id) => aServiceEvent({ id }, { key: id }));
			const run = await done(workflow.receive(...events));
			unfit.mockRestore();
			const found = await done(engine.find({}, 10));
			expect(found.map(({ escalation }) => escalation.conversationKey).toSorted()).toEqual([
				'a',
				'b',
			]);
			if (onError === 'stopWorkflow') {
				expect(run.data.resultData.error).toMatchObject({
					message: expect.stringContaining('cannot be stored'),
					context: { itemIndex: 1 },
				});
			} else {
				expect(EscalationWorkflow.left(run).reminder).toEqual([
					{ error: expect.stringContaining('cannot be stored') },
				]);
			}
			// To try it again would not help, and a person sees it.
			expect(deliveryOutcomes(run, ['a'], '')).toEqual([{ token: 'a', result: 'sent' }]);
		},
	);

	test('nothing: an item that cannot be read keeps out no other', async () => {
		const workflow = new EscalationWorkflow(parameters);
		const events = ['a', ' ', 'b'].map((key, n) => aServiceEvent({ id: `${n}` }, { key }));
		const run = await done(workflow.receive(...events));
		expect(run.data.resultData.error).toMatchObject({
			message: 'The conversation key is empty',
			context: { itemIndex: 1 },
		});
		const { engine } = await done(getRuntime());
		expect(await done(engine.find({}, 10))).toHaveLength(2);
	});

	test('with Continue on Fail lets no reminder pass that has not passed the gate', async () => {
		const settings = { onError: 'continueRegularOutput' } as const;
		const workflow = new EscalationWorkflow(parameters, { settings });
		await done(workflow.receive(aServiceEvent()));
		await breakStore();
		const run = await done(workflow.beginAtNode({ claim: 'whatever' }));
		expect(EscalationWorkflow.left(run)).toEqual({ reminder: [], replied: [], exhausted: [] });
	});
});

describe('publishing', () => {
	test('is refused in queue mode, with a word about what to do', async () => {
		process.env.EXECUTIONS_MODE = 'queue';
		await expect(new EscalationWorkflow(parameters).publish()).rejects.toMatchObject({
			name: 'NodeOperationError',
			message: expect.stringMatching(/queue mode.+EXECUTIONS_MODE=regular/),
		});
	});

	test('is refused when the store cannot be opened, and possible when it can again', async () => {
		const home = process.env.N8N_USER_FOLDER;
		process.env.N8N_USER_FOLDER = '/dev/null';
		await expect(new EscalationWorkflow(parameters).publish()).rejects.toMatchObject({
			name: 'NodeOperationError',
			message: expect.stringContaining('write to'),
		});
		process.env.N8N_USER_FOLDER = home;
		await publish(new EscalationWorkflow(parameters));
	});

	test('a node that only acknowledges starts no clock', async () => {
		const trigger = await publish(new EscalationWorkflow({ operation: 'acknowledge' }));
		expect(jest.getTimerCount()).toBe(0);
		expect(trigger.runs).toEqual([]);
	});
});

describe('marking as replied from another workflow', () => {
	const markingReplied = (parametersOfIt: Record<string, string>) =>
		new TestWorkflow(
			[
				{ name: 'Start', type: manualTrigger() },
				{
					name: 'Mark as Replied',
					type: new UntilReplied(),
					parameters: { operation: 'markReplied', ...parametersOfIt },
				},
			],
			[['Start', 0, 'Mark as Replied']],
			'another workflow',
		);

	test('ends the reminders at once, and Replied says who it was', async () => {
		const workflow = new EscalationWorkflow(parameters);
		await publish(workflow);
		await done(workflow.receive(aServiceEvent()));
		await pass(6 * MINUTE);
		const other = markingReplied({
			conversationKey: '={{ $json.key }}',
			actor: '={{ $json.who }}',
		});
		const run = await done(
			other.run(
				'Start',
				[{ key: 'twt:shop:Visitor15', who: 'Han Meimei' }, { key: 'x' }],
				'manual',
			),
		);
		expect(run.data.resultData.runData['Mark as Replied'][0].data?.main[0]).toMatchObject([
			{
				json: {
					conversation: { key: 'twt:shop:Visitor15' },
					replied: 1,
					escalations: [{ reminderCount: 1, openedAt: '2026-01-05T09:00:00.000Z' }],
				},
				pairedItem: { item: 0 },
			},
			{ json: { replied: 0, escalations: [] }, pairedItem: { item: 1 } },
		]);
		await pass(SECOND);
		expect(workflow.replied.received).toMatchObject([{ escalation: { endedBy: 'Han Meimei' } }]);
		await pass(3 * HOUR);
		expect(workflow.reminder.received).toHaveLength(1);
	});

	test('without a key says which parameter is missing', async () => {
		const run = await done(
			markingReplied({ conversationKey: '={{ $json.key }}' }).run('Start', [{}], 'trigger'),
		);
		expect(run.data.resultData.error).toMatchObject({
			message: 'The conversation key is empty',
			description: expect.stringContaining('Conversation Key'),
		});
	});
});
