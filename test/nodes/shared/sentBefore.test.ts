import type {
	ICredentialType,
	IDataObject,
	INodeParameters,
	INodeType,
	WorkflowExecuteMode,
} from 'n8n-workflow';

import { DingTalkRobotApi } from '../../../credentials/DingTalkRobotApi.credentials';
import { WeComRobotApi } from '../../../credentials/WeComRobotApi.credentials';
import { DingTalkRobot } from '../../../nodes/DingTalkRobot/DingTalkRobot.node';
import { WeComRobot } from '../../../nodes/WeComRobot/WeComRobot.node';
import { FakeDingTalk } from '../../support/robots/dingTalk/fakeDingTalk.mts';
import { FakeWeCom } from '../../support/robots/weCom/fakeWeCom.mts';
import { messageOf, runRobotNode } from '../../support/nodes/robotNode.mts';
import { escalationItem } from '../../support/sources/serviceEvents.mts';

const GROUP = 'service-group-key';

/** A robot of a platform, and what its group has heard: DingTalk shows the same `msgUuid` once. */
interface Tested {
	node: INodeType;
	credential: ICredentialType;
	start(): Promise<FakeWeCom | FakeDingTalk>;
	data(url: string): Record<string, string>;
	/** Code with which it refuses for good. */
	refusal: number;
}

const platforms: Array<[string, Tested]> = [
	[
		'WeCom',
		{
			node: new WeComRobot(),
			credential: new WeComRobotApi(),
			start: async () => await FakeWeCom.start({ robots: [{ key: GROUP, group: 'Service' }] }),
			data: (url) => ({ key: GROUP, baseUrl: url }),
			refusal: 93004,
		},
	],
	[
		'DingTalk',
		{
			node: new DingTalkRobot(),
			credential: new DingTalkRobotApi(),
			start: async () => await FakeDingTalk.start({ robots: [{ token: GROUP, group: 'Service' }] }),
			data: (url) => ({ webhook: GROUP, customBaseUrl: url }),
			refusal: 400102,
		},
	],
];

const reminder = (idempotencyKey: string) =>
	escalationItem({
		reminder: { number: 1, maximum: 4, idempotencyKey },
		escalation: { state: 'reminding', reminderCount: 1 },
	});

describe.each(platforms)('a robot of %s', (name, { node, credential, start, data, refusal }) => {
	let fake: FakeWeCom | FakeDingTalk;
	beforeEach(async () => {
		fake = await start();
	});
	afterEach(async () => await fake.stop());

	async function run(
		executionId: string,
		items: IDataObject[],
		mode: WorkflowExecuteMode = 'trigger',
		parameters: INodeParameters = {},
		nodeId?: string,
	): Promise<IDataObject[]> {
		const credentials = { [credential.name]: { type: credential, data: data(fake.url) } };
		const left = await runRobotNode(node, {
			executionId,
			mode,
			items,
			credentials,
			parameters,
			nodeId,
		});
		return left.map(({ json }) => json);
	}

	const heard = () => fake.messagesOf(GROUP).length;

	test('a reminder that is tried again because another robot failed is not sent twice', async () => {
		await run('first', [reminder(`${name} once:1`)]);
		expect(await run('again', [reminder(`${name} once:1`), reminder(`${name} once:2`)])).toEqual([
			{ alreadySent: true },
			expect.objectContaining({ errcode: 0 }),
		]);
		expect(heard()).toBe(2);
	});

	test.each(['text', 'markdown'])('nor is a %s of the user’s own', async (type) => {
		const message = messageOf(type, { content: 'Still waiting' });
		const reminders = [reminder(`${name} ${type}:1`), reminder(`${name} ${type}:2`)];
		await run('first', reminders.slice(0, 1), 'trigger', message);
		expect(await run('again', reminders, 'trigger', message)).toEqual([
			{ alreadySent: true },
			expect.objectContaining({ errcode: 0 }),
		]);
		expect(heard()).toBe(2);
	});

	test('a message of the user’s own that could not be sent is', async () => {
		const message = messageOf('text', { content: 'Still waiting' });
		fake.failures.push(refusal);
		await expect(run('first', [reminder(`${name} own:1`)], 'trigger', message)).rejects.toThrow();
		await run('again', [reminder(`${name} own:1`)], 'trigger', message);
		expect(heard()).toBe(1);
	});

	test('a sub-workflow sends it for every group that it is called for', async () => {
		await run('1', [reminder(`${name} called:1`)], 'integrated');
		await run('2', [reminder(`${name} called:1`)], 'integrated');
		expect(heard()).toBe(2);
	});

	test('what could not be sent is', async () => {
		fake.failures.push(refusal);
		await expect(run('first', [reminder(`${name} failed:1`)])).rejects.toThrow();
		await run('again', [reminder(`${name} failed:1`)]);
		expect(heard()).toBe(1);
	});

	test('one execution may say the same twice', async () => {
		await run('only', [reminder(`${name} twice:1`), reminder(`${name} twice:1`)]);
		expect(heard()).toBe(2);
	});

	test('what is tried out in the editor is sent each time', async () => {
		await run('1', [reminder(`${name} preview:1`)], 'manual');
		await run('2', [reminder(`${name} preview:1`)], 'manual');
		expect(heard()).toBe(2);
	});

	test('an item of anybody else is sent each time', async () => {
		await run('1', [{ text: 'hello' }]);
		await run('2', [{ text: 'hello' }]);
		expect(heard()).toBe(2);
	});

	test('two nodes may say different things of one reminder', async () => {
		const saying = (title: string) => ({ notification: 'define', title });
		const reminders = [reminder(`${name} nodes:1`)];
		await run('1', reminders, 'trigger', saying('To whom it concerns'), 'first node');
		await run('1', reminders, 'trigger', saying('To the others'), 'second node');
		expect(heard()).toBe(2);
	});
});

test('a reminder that n8n hands out again after a crash shows once in DingTalk', async () => {
	const [, { node, credential, start, data }] = platforms[1];
	const fake = await start();
	const credentials = { [credential.name]: { type: credential, data: data(fake.url) } };
	const items = [reminder('crash:1')];
	// What runs again in its own execution is asked for again, as it is after a crash.
	const again = { executionId: 'crashed', mode: 'trigger', items, credentials } as const;
	await runRobotNode(node, again);
	await runRobotNode(node, again);
	expect((fake as FakeDingTalk).received.map(({ isRepeated }) => isRepeated)).toEqual([
		false,
		true,
	]);
	await fake.stop();
});
