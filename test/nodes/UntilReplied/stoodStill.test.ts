import type { IExecuteFunctions, INodeType, IRun } from 'n8n-workflow';

import { FeishuAppApi } from '../../../credentials/FeishuAppApi.credentials';
import { WeComRobotApi } from '../../../credentials/WeComRobotApi.credentials';
import { UntilReplied } from '../../../nodes/UntilReplied/UntilReplied.node';
import { passGate } from '../../../nodes/UntilReplied/operations/track';
import { FeishuRobot } from '../../../nodes/FeishuRobot/FeishuRobot.node';
import { reminderOutcomes } from '../../../nodes/shared/executionOutcome';
import { WeComRobot } from '../../../nodes/WeComRobot/WeComRobot.node';
import type { Job, JobOutcome, JobSource } from '../../../src/dispatch/jobSource';
import { scopeOf } from '../../../src/nodeScope';
import { createRuntime, type Runtime } from '../../../src/runtime/runtime';
import { openSqliteStore } from '../../../src/store/sqlite/store';
import type { Store } from '../../../src/store/store';
import { HOUR, MINUTE, SECOND } from '../../../src/time/duration';
import { aMessage, aReply, T0 } from '../../support/model/escalations.mts';
import { FakeFeishuApi } from '../../support/robots/feishu/fakeFeishuApi.mts';
import { FakeWeCom } from '../../support/robots/weCom/fakeWeCom.mts';
import { FakeClock } from '../../support/time/fakeClock.mts';
import { optionGroups } from '../../support/nodes/optionGroups.mts';
import { messageOf, runRobotNode } from '../../support/nodes/robotNode.mts';
import { nodeType, TestWorkflow, type TestNode } from '../../support/nodes/workflow.mts';

/*
 * A process that is stopped (SIGSTOP, a laptop that sleeps) while a reminder is
 * between the gate and the robot: seen from within, its clocks jump.
 */

const SCOPE = scopeOf('workflow', 'Gate');
const GROUP = 'service-group-key';

let clock: FakeClock;
let store: Store;
let runtime: Runtime;
let jobSource: JobSource;
let fake: FakeWeCom;
/** What the clocks of this machine say more than they did. */
let steady = 0;
let wall = 0;
let executions = 0;

beforeEach(async () => {
	const { now } = Date;
	const monotonic = performance.now.bind(performance);
	jest.spyOn(Date, 'now').mockImplementation(() => now() + wall);
	jest.spyOn(performance, 'now').mockImplementation(() => monotonic() + steady);
	clock = new FakeClock(T0);
	store = openSqliteStore(':memory:', clock);
	runtime = createRuntime(store);
	jobSource = runtime.engine.jobSourceOf(SCOPE);
	fake = await FakeWeCom.start({ robots: [{ key: GROUP, group: 'Service' }] });
	await runtime.engine.track(SCOPE, [aMessage()]);
	clock.jump(5 * MINUTE);
});
afterEach(async () => {
	jest.restoreAllMocks();
	await fake.stop();
	await store.close();
});

const stops: Array<[string, () => void]> = [
	['stopped', () => (steady += 45 * SECOND)],
	['suspended with its machine', () => (wall += 8 * HOUR)],
];

const credentials = () => ({
	weComRobotApi: { type: new WeComRobotApi(), data: { key: GROUP, baseUrl: fake.url } },
});

/** What is due in an execution of n8n's. `between`: when the gate has let it pass, and it has not come to the robot. */
async function remind(
	between: () => unknown = () => undefined,
	settings?: TestNode['settings'],
	gate: (node: IExecuteFunctions) => ReturnType<typeof passGate> = async (node) =>
		await passGate(node, runtime),
): Promise<{ run: IRun; jobs: Job[]; outcomes: JobOutcome[] }> {
	const { description } = new UntilReplied();
	const gateType: INodeType = {
		description,
		async execute() {
			return await gate(this);
		},
	};
	const workflow = new TestWorkflow(
		[
			{
				name: 'Gate',
				type: gateType,
				parameters: { options: optionGroups({ links: { show: 'never' } }) },
			},
			{
				name: 'Between',
				// It keeps nothing of what an item says.
				type: nodeType('Between', ['main'], async function () {
					await between();
					return [
						this.getInputData().map((_, item) => ({ json: { text: 'Look' }, pairedItem: item })),
					];
				}),
			},
			{ name: 'Robot', type: new WeComRobot(), credentials: credentials(), settings },
		],
		[
			['Gate', 0, 'Between'],
			['Gate', 1, 'Between'],
			['Between', 0, 'Robot'],
		],
	);
	const { jobs } = await jobSource.poll(10);
	const claims = jobs.map(({ json }) => json as { claim: string });
	const run = await workflow.run('Gate', claims, 'trigger', `stood-still-${(executions += 1)}`);
	const outcomes = reminderOutcomes(
		run,
		jobs.map(({ token }) => token),
		'Gate',
	);
	return { run, jobs, outcomes };
}

const heard = () => fake.messagesOf(GROUP).length;

describe.each(stops)('when the process was %s between the gate and the robot', (_how, stop) => {
	test.each([undefined, 'continueRegularOutput'] as const)(
		'a reminder is not sent, a person sees why, and it is sent afterwards: On Error %s',
		async (onError) => {
			const { run, outcomes } = await remind(stop, onError && { onError });
			expect(heard()).toBe(0);
			expect(outcomes).toMatchObject([
				{ result: 'failed', reason: expect.stringContaining('stood still') },
			]);
			if (!onError) {
				expect(run.data.resultData.error).toMatchObject({
					name: 'NodeOperationError',
					message: 'Not sent, because n8n had stood still for too long',
					description: expect.stringContaining('sent again'),
				});
			}
			await jobSource.settle(outcomes);
			clock.jump(5 * SECOND);
			const again = await remind();
			expect(again.outcomes).toMatchObject([{ result: 'sent' }]);
			await jobSource.settle(again.outcomes);
			expect(heard()).toBe(1);
			const [{ escalation }] = await runtime.engine.find({}, 1);
			expect(escalation).toMatchObject({ reminderCount: 1, claim: null, missedReminders: 0 });
		},
	);

	test('what another process has sent meanwhile is not sent twice, and stays settled', async () => {
		const { outcomes } = await remind(async () => {
			stop();
			clock.jump(2 * MINUTE);
			const other = createRuntime(store).engine;
			const { jobs } = await other.jobSourceOf(SCOPE).poll(10);
			const [token] = jobs.map((job) => job.token);
			expect(await other.passGate(SCOPE, [token])).toMatchObject([
				{ claim: { reminderNumber: 1, redelivery: true } },
			]);
			await other.jobSourceOf(SCOPE).settle([{ token, result: 'sent' }]);
		});
		expect(heard()).toBe(0);
		// By the token of a claim that is no more.
		await jobSource.settle(outcomes);
		const [{ escalation }] = await runtime.engine.find({}, 1);
		expect(escalation).toMatchObject({ reminderCount: 1, state: 'open', failures: 0 });
	});

	test('nothing is sent after a reply that was stored meanwhile', async () => {
		const { outcomes } = await remind(async () => {
			stop();
			await runtime.engine.track(SCOPE, [aReply({ repliedAt: clock.now() })]);
		});
		expect(heard()).toBe(0);
		await jobSource.settle(outcomes);
		const [{ escalation }] = await runtime.engine.find({}, 1);
		// The group has not heard of it.
		expect(escalation).toMatchObject({ state: 'replied', reminderCount: 0 });
	});

	test('nor while the gate decides', async () => {
		const transaction = store.transaction.bind(store);
		let isGate = false;
		jest.spyOn(store, 'transaction').mockImplementation(async (work, conversations) => {
			const result = await transaction(work, conversations);
			if (isGate) stop();
			return result;
		});
		const { run, outcomes } = await remind(undefined, undefined, async (node) => {
			isGate = true;
			try {
				return await passGate(node, runtime);
			} finally {
				isGate = false;
			}
		});
		expect(heard()).toBe(0);
		expect(run.data.resultData.error?.message).toContain('stood still');
		await jobSource.settle(outcomes);
		clock.jump(5 * SECOND);
		expect((await remind()).outcomes).toMatchObject([{ result: 'sent' }]);
		expect(heard()).toBe(1);
	});
});

test('a slow step between the gate and the robot is none of that', async () => {
	const { outcomes } = await remind(() => {
		// As the timers of a process that runs see it.
		steady += 20 * SECOND;
		wall += 20 * SECOND;
	});
	expect(outcomes).toMatchObject([{ result: 'sent' }]);
	expect(heard()).toBe(1);
});

describe('a robot in another execution', () => {
	const run = async (mode: 'trigger' | 'integrated' | 'retry', json: object, id: string) =>
		await runRobotNode(new WeComRobot(), {
			executionId: id,
			mode,
			items: [json as never],
			credentials: credentials(),
		});
	/** What the gate let leave. */
	const left = async () => {
		const { run: ended } = await remind();
		return ended.data.resultData.runData.Gate[0].data!.main[0]![0].json;
	};

	test('of a sub-workflow does not send it either', async () => {
		const item = await left();
		steady += MINUTE;
		await expect(run('integrated', item, 'sub-workflow')).rejects.toThrow('stood still');
		expect(heard()).toBe(1);
	});

	test('that asks for a token while the process stands still does not send it either', async () => {
		const item = await left();
		let tokens = 0;
		const api = await FakeFeishuApi.start({
			chats: [{ id: 'oc_1' }],
			now() {
				if (tokens === 0) steady += MINUTE;
				tokens += 1;
				return Date.now();
			},
		});
		const { appId, appSecret, url: customBaseUrl } = api;
		const data = { appId, appSecret, customBaseUrl };
		try {
			const sent = runRobotNode(new FeishuRobot(), {
				executionId: 'with a token',
				mode: 'integrated',
				items: [item],
				parameters: { authentication: 'app', chat: 'oc_1' },
				credentials: { feishuAppApi: { type: new FeishuAppApi(), data } },
			});
			await expect(sent).rejects.toThrow('stood still');
			expect(tokens).toBe(1);
			expect(api.messages).toEqual([]);
		} finally {
			await api.stop();
		}
	});

	test.each(['trigger', 'retry'] as const)(
		'that somebody wants, or that knows nothing of it, does: %s',
		async (mode) => {
			const item = await left();
			steady += MINUTE;
			await run(mode, item, `another ${mode}`);
			expect(heard()).toBe(2);
		},
	);

	test('sends what comes from anywhere else', async () => {
		await left();
		steady += MINUTE;
		await runRobotNode(new WeComRobot(), {
			executionId: 'of a schedule',
			mode: 'trigger',
			items: [{ text: 'Good morning' }],
			parameters: messageOf('text', { content: 'Good morning' }),
			credentials: credentials(),
		});
		expect(heard()).toBe(2);
	});
});
