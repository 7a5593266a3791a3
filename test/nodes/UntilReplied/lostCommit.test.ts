import { UntilReplied } from '../../../nodes/UntilReplied/UntilReplied.node';
import { passGate } from '../../../nodes/UntilReplied/operations/track';
import { reminderOutcomes } from '../../../nodes/shared/executionOutcome';
import type { JobSource } from '../../../src/dispatch/jobSource';
import { scopeOf } from '../../../src/nodeScope';
import { createRuntime, type Runtime } from '../../../src/runtime/runtime';
import { openSqliteStore } from '../../../src/store/sqlite/store';
import { MINUTE, SECOND } from '../../../src/time/duration';
import { aMessage, aReply, T0 } from '../../support/model/escalations.mts';
import { FakeClock } from '../../support/time/fakeClock.mts';
import { FaultyStore } from '../../support/store/faultyStore.mts';
import { optionGroups } from '../../support/nodes/optionGroups.mts';
import { RecordingNode, TestWorkflow, type TestNode } from '../../support/nodes/workflow.mts';

const SCOPE = scopeOf('workflow', 'Gate');

let clock: FakeClock;
let store: FaultyStore;
let runtime: Runtime;
let jobSource: JobSource;
let robot: RecordingNode;

beforeEach(async () => {
	clock = new FakeClock(T0);
	store = new FaultyStore(openSqliteStore(':memory:', clock), async () => undefined);
	runtime = createRuntime(store);
	await runtime.storeId();
	jobSource = runtime.engine.jobSourceOf(SCOPE);
	robot = new RecordingNode();
	await runtime.engine.track(SCOPE, [aMessage()]);
	clock.jump(5 * MINUTE);
});
afterEach(async () => await store.close());

/** What is due in an execution of n8n's, to its end. `inBetween`: after the claim, before the gate. */
async function reminderOnce(
	settings: TestNode['settings'],
	inBetween: () => unknown = () => undefined,
): Promise<string[]> {
	const { description } = new UntilReplied();
	const workflow = new TestWorkflow(
		[
			{
				name: 'Gate',
				type: {
					description,
					async execute() {
						return await passGate(this, runtime);
					},
				},
				parameters: { options: optionGroups({ links: { show: 'never' } }) },
				settings,
			},
			{ name: 'Robot', type: robot.type },
		],
		[0, 1, 2, 3].map((output) => ['Gate', output, 'Robot']),
	);
	const { jobs } = await jobSource.poll(10);
	await inBetween();
	const claims = jobs.map(({ token }) => ({ claim: token }));
	const run = await workflow.run('Gate', claims, 'trigger');
	const outcomes = reminderOutcomes(
		run,
		jobs.map(({ token }) => token),
		'Gate',
	);
	await jobSource.settle(outcomes);
	return outcomes.map(({ result }) => result);
}

const lostAtTheCommit = () => store.failNext('after');
const settingsThatGoOn: Array<[string, TestNode['settings']]> = [
	['Continue on Fail', { onError: 'continueRegularOutput' }],
	['Retry on Fail', { retryOnFail: true, maxTries: 2, waitBetweenTries: 1 }],
	['neither', {}],
];

describe.each(settingsThatGoOn)(
	'where the store is lost at the commit of the gate, with %s,',
	(_name, settings) => {
		test('a reminder is sent afterwards, and counted once', async () => {
			expect(await reminderOnce(settings, lostAtTheCommit)).toEqual(['failed']);
			expect(robot.received).toEqual([]);
			clock.jump(5 * SECOND);
			expect(await reminderOnce(settings)).toEqual(['sent']);
			expect(robot.received).toMatchObject([{ reminder: { number: 1, isRedelivery: false } }]);
			const [{ escalation }] = await runtime.engine.find({}, 1);
			expect(escalation).toMatchObject({ reminderCount: 1, claim: null });
		});

		test('the word of a reply is sent afterwards', async () => {
			await reminderOnce(settings);
			await runtime.engine.track(SCOPE, [aReply({ repliedAt: clock.now() })]);
			expect(await reminderOnce(settings, lostAtTheCommit)).toEqual(['failed']);
			clock.jump(5 * SECOND);
			expect(await reminderOnce(settings)).toEqual(['sent']);
			expect(robot.received).toMatchObject([
				{ reminder: {} },
				{ escalation: { state: 'replied' } },
			]);
		});
	},
);

test('what was refused because somebody replied has failed for n8n alone: nothing comes of it', async () => {
	const reply = aReply({ repliedAt: clock.now() });
	const outcome = await reminderOnce({}, async () => await runtime.engine.track(SCOPE, [reply]));
	expect(outcome).toEqual(['failed']);
	const [{ escalation, timeline }] = await runtime.engine.find({}, 1);
	expect(escalation).toMatchObject({
		state: 'replied',
		reminderCount: 0,
		dueAt: null,
		failures: 0,
	});
	expect(timeline.map(({ what }) => what)).toEqual(['opened', 'replied']);
	expect(robot.received).toEqual([]);
});
