import type { IDataObject, INodeParameters, IRun } from 'n8n-workflow';

import { FeishuRobotApi } from '../../../credentials/FeishuRobotApi.credentials';
import { WeComRobotApi } from '../../../credentials/WeComRobotApi.credentials';
import { FeishuRobot } from '../../../nodes/FeishuRobot/FeishuRobot.node';
import { WeComRobot } from '../../../nodes/WeComRobot/WeComRobot.node';
import { customDataOf } from '../../../nodes/shared/customData';
import { labelExecution } from '../../../nodes/shared/executionLabels';
import { reminderOutcomes } from '../../../nodes/shared/executionOutcome';
import { newClaimToken } from '../../../src/escalation/claimToken';
import { FakeWeCom } from '../../support/robots/weCom/fakeWeCom.mts';
import { escalationItem } from '../../support/sources/serviceEvents.mts';
import { nodeType, outputsOf, TestWorkflow, type TestNode } from '../../support/nodes/workflow.mts';

/* What a robot did not send is not sent, whatever its setting On Error makes of the execution. */

const GROUP = 'service-group-key';

let fake: FakeWeCom;
beforeEach(async () => {
	fake = await FakeWeCom.start({ robots: [{ key: GROUP, group: 'Service' }] });
});
afterEach(async () => await fake.stop());

const clockNode = nodeType('Clock', ['main'], async function () {
	return [this.getInputData().map(({ json }, item) => ({ json, pairedItem: { item } }))];
});

let executions = 0;

/** Reminders of as many escalations; the `broken` ones mention somebody whom no group can have. */
function reminders(count: number, broken: number[]): IDataObject[] {
	executions += 1;
	return Array.from({ length: count }, (_, index) => ({
		...escalationItem({
			reminder: { number: 1, maximum: 4, idempotencyKey: `${executions}:${index}` },
			escalation: { id: `0mx28hc6f6321284be7519d${index}`, state: 'reminding', reminderCount: 1 },
		}),
		user: broken.includes(index) ? 'li!lei' : 'lilei',
	}));
}

const PARAMETERS: INodeParameters = { mention: { users: '={{ $json.user }}' } };

function robot(changes: Partial<TestNode> = {}): TestNode {
	return {
		name: 'Robot',
		type: new WeComRobot(),
		parameters: PARAMETERS,
		settings: { onError: 'continueRegularOutput' },
		credentials: {
			weComRobotApi: { type: new WeComRobotApi(), data: { key: GROUP, baseUrl: fake.url } },
		},
		...changes,
	};
}

async function run(items: IDataObject[], ...robots: TestNode[]): Promise<IRun> {
	const workflow = new TestWorkflow(
		[{ name: 'Clock', type: clockNode }, ...robots],
		robots.map(({ name }) => ['Clock', 0, name]),
	);
	return await workflow.run('Clock', items, 'trigger', `${executions}`);
}

/** What n8n tells in queue mode when all went well: nothing that a node put out. */
const asInQueueMode = ({ data, ...rest }: IRun): IRun => {
	const { metadata } = data.resultData;
	return { ...rest, data: { ...data, resultData: { runData: {}, metadata } } };
};

function outcomesOf(result: IRun, items: IDataObject[]) {
	const ids = items.flatMap(({ escalation, conversations }) =>
		((conversations ?? [{ escalation }]) as Array<{ escalation: { id: string } }>).map(
			(each) => each.escalation.id,
		),
	);
	const tokens = ids.map((id) => newClaimToken(id));
	const told = reminderOutcomes(result, tokens, 'Clock');
	expect(reminderOutcomes(asInQueueMode(result), tokens, 'Clock')).toEqual(told);
	return told;
}

/** One letter for each item: sent, failed. */
const lettersOf = (result: IRun, items: IDataObject[]) =>
	outcomesOf(result, items)
		.map((outcome) => outcome.result[0])
		.join('');

test.each(['continueRegularOutput', 'continueErrorOutput'] as const)(
	'%s: those that failed, and those alone, with their reason',
	async (onError) => {
		const items = reminders(5, [1, 3]);
		const result = await run(items, robot({ settings: { onError } }));
		expect(result.status).toBe('success');
		expect(lettersOf(result, items)).toBe('sfsfs');
		expect(outcomesOf(result, items)[1]).toMatchObject({
			reason: expect.stringContaining('li!lei'),
		});
		expect(fake.messagesOf(GROUP)).toHaveLength(3);
	},
);

test('an item that failed leaves by the error output with what it was about', async () => {
	const items = reminders(2, [1]);
	const result = await run(items, robot({ settings: { onError: 'continueErrorOutput' } }));
	const [sent, failed] = outputsOf(result, 'Robot');
	expect(sent).toHaveLength(1);
	expect(failed).toEqual([{ ...items[1], error: expect.stringContaining('li!lei') }]);
});

test('all were sent', async () => {
	const items = reminders(3, []);
	const result = await run(items, robot());
	expect(lettersOf(result, items)).toBe('sss');
	expect(result.data.resultData.metadata).toBeUndefined();
});

test('by one of two robots', async () => {
	const items = reminders(3, [0]);
	const other = robot({ name: 'Other', parameters: {} });
	expect(lettersOf(await run(items, robot(), other), items)).toBe('fss');
	expect(lettersOf(await run(items, other, robot()), items)).toBe('fss');
});

test('by two robots, each another', async () => {
	const items = reminders(3, [0]).map((item, index) => ({
		...item,
		another: index === 2 ? 'han!mei' : 'hanmei',
	}));
	const mention = { users: '={{ $json.another }}' };
	const other = robot({ name: 'Other', parameters: { mention } });
	expect(lettersOf(await run(items, robot(), other), items)).toBe('fsf');
});

test('as messages of the user', async () => {
	const items = reminders(3, [2]);
	const parameters = { operation: 'sendMessage', messageType: 'text', ...PARAMETERS };
	expect(lettersOf(await run(items, robot({ parameters })), items)).toBe('ssf');
});

test('by a node that fails as a whole', async () => {
	const items = reminders(3, []);
	const data = { key: 'https://example.com/not-a-robot', baseUrl: '' };
	const credentials = { feishuRobotApi: { type: new FeishuRobotApi(), data } };
	const broken = robot({ type: new FeishuRobot(), parameters: {}, credentials });
	const result = await run(items, broken, robot({ name: 'Other' }));
	expect(result.status).toBe('success');
	expect(lettersOf(result, items)).toBe('fff');
});

test('many, and those alone', async () => {
	const items = reminders(30, [...Array(25).keys()]);
	expect(lettersOf(await run(items, robot()), items)).toBe('f'.repeat(25) + 's'.repeat(5));
});

test('more than notes can name: all of the execution are tried again', async () => {
	const items = reminders(510, [...Array(505).keys()]);
	const parameters = { ...PARAMETERS, options: { digestFrom: 2 } };
	expect(lettersOf(await run(items, robot({ parameters })), items)).toBe('f'.repeat(510));
});

test('of items that another node has made anew: all are tried again', async () => {
	const items = reminders(2, [1]);
	const edit = nodeType('Edit', ['main'], async function () {
		return [this.getInputData().map(({ json }) => ({ json: { text: 'Hello', user: json.user } }))];
	});
	const workflow = new TestWorkflow(
		[{ name: 'Clock', type: clockNode }, { name: 'Edit', type: edit }, robot()],
		[
			['Clock', 0, 'Edit'],
			['Edit', 0, 'Robot'],
		],
	);
	expect(lettersOf(await workflow.run('Clock', items, 'trigger', 'anew'), items)).toBe('ff');
});

test('where n8n has no room for a note: all are tried again', async () => {
	const items = reminders(2, [1]);
	const labelled = nodeType('Clock', ['main'], async function () {
		labelExecution(this, { output: ['reminder 1 of 4'] });
		const custom = customDataOf(this)!;
		for (let label = 1; label <= 9; label += 1) custom.set(`label${label}`, 'of the user');
		return [this.getInputData().map(({ json }, item) => ({ json, pairedItem: { item } }))];
	});
	const workflow = new TestWorkflow(
		[{ name: 'Clock', type: labelled }, robot()],
		[['Clock', 0, 'Robot']],
	);
	const result = await workflow.run('Clock', items, 'trigger', 'full');
	expect(lettersOf(result, items)).toBe('ff');
	expect(outcomesOf(result, items)[0]).toMatchObject({
		reason: expect.stringContaining('li!lei'),
	});
});

test('by one of two runs of a robot', async () => {
	const items = reminders(1, [0]);
	const edit = nodeType('Edit', ['main'], async function () {
		return [
			this.getInputData().map(({ json }, item) => ({
				json: { ...json, user: 'lilei' },
				pairedItem: { item },
			})),
		];
	});
	const workflow = new TestWorkflow(
		[{ name: 'Clock', type: clockNode }, { name: 'Edit', type: edit }, robot()],
		[
			['Clock', 0, 'Robot'],
			['Clock', 0, 'Edit'],
			['Edit', 0, 'Robot'],
		],
	);
	const result = await workflow.run('Clock', items, 'trigger', 'twice');
	expect(result.data.resultData.runData.Robot).toHaveLength(2);
	expect(lettersOf(result, items)).toBe('f');
});

test('of a digest: every conversation in it', async () => {
	const [one, two] = reminders(2, [0]);
	const digest = { text: '', digest: { by: 'shop', count: 2 }, conversations: [one, two] };
	const items = [{ ...digest, user: 'li!lei' }];
	expect(lettersOf(await run(items, robot()), items)).toBe('ff');
});

test('sent when n8n tried the node again: the note is taken back', async () => {
	const items = reminders(1, []);
	// Code of WeCom: the webhook URL is not valid. Told of the first request, and of no other.
	fake.failures.push(93000);
	const retried = robot({
		settings: {
			onError: 'continueRegularOutput',
			retryOnFail: true,
			maxTries: 2,
			waitBetweenTries: 0,
		},
	});
	expect(lettersOf(await run(items, retried), items)).toBe('s');
});
