import { randomUUID } from 'node:crypto';

import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { DingTalkRobotApi } from '../../../credentials/DingTalkRobotApi.credentials';
import { DingTalkRobot } from '../../../nodes/DingTalkRobot/DingTalkRobot.node';
import { WeComRobotApi } from '../../../credentials/WeComRobotApi.credentials';
import { WeComRobot } from '../../../nodes/WeComRobot/WeComRobot.node';
import { FakeDingTalk } from '../../support/robots/dingTalk/fakeDingTalk.mts';
import type { PlayedRobot, RunningFake } from '../../support/robots/playedPlatform.mts';
import { testedPlatforms } from '../../support/robots/testedPlatforms.mts';
import { runRobotNode, testRobotCredential, toldBy } from '../../support/nodes/robotNode.mts';
import { FakeWeCom } from '../../support/robots/weCom/fakeWeCom.mts';

/* A credential with several robots of one group: their rates add up, and who is refused for good stops nobody else. */

/** How many messages three robots of a group send at once: some limits are those of the group. */
const AT_ONCE: Record<string, number> = {
	weCom: 60,
	dingTalk: 60,
	feishu: 5,
	slack: 1,
	discord: 15,
};

let fake: RunningFake;
afterEach(async () => await fake.stop());

/** What somebody enters of a robot besides the first. */
function furtherLine({ credential: { key, webhook, url, secret } }: PlayedRobot): string {
	return [key ?? webhook ?? url, secret].filter(Boolean).join(' ');
}

const token = () => randomUUID().replaceAll('-', '');

describe.each(testedPlatforms)('several robots of $name', (platform) => {
	const [{ node, credential: type }] = platform.robots;
	const atOnce = AT_ONCE[platform.name];
	let robots: PlayedRobot[];
	let refusals: string[];

	beforeEach(async () => {
		fake = await platform.start();
		robots = [token(), token(), token()].map((each) => fake.add(each));
		refusals = [];
		fake.onMessage(({ refusal }) => refusal && refusals.push(refusal));
	});

	/** @param isBroken which of them their platform does not know. */
	const dataOf = (separator = '\n', isBroken: (index: number) => boolean = () => false) => {
		const [first, ...further] = robots.map((robot, index) => {
			if (!isBroken(index)) return robot;
			const part = robot.robot.split('/').at(-1)!;
			const broken = Object.entries(robot.credential).map(([name, value]) => [
				name,
				value.replace(
					part,
					part.replace(/.$/, (last) => (last === '0' ? '1' : '0')),
				),
			]);
			return { ...robot, credential: Object.fromEntries(broken) as Record<string, string> };
		});
		return { ...first.credential, furtherRobots: further.map(furtherLine).join(separator) };
	};

	const run = async (
		data: Record<string, string>,
		items: IDataObject[],
		options: INodeParameters = {},
	) =>
		await runRobotNode(node, {
			parameters: { options: { digestFrom: 0, maximumWait: 0.9, ...options } },
			items,
			credentials: { [type.name]: { type, data } },
		});

	const items = (count: number) =>
		Array.from({ length: count }, (_, index) => ({ text: `message ${index}` }));

	it.each(['\n', '\r\n', ' ', ' \n\n\t'])(
		'send as many messages at once as all of them may, entered with %j between them',
		async (separator) => {
			const sent = await run(dataOf(separator), items(atOnce));
			expect(sent).toHaveLength(atOnce);
			expect(refusals).toEqual([]);
			const counts = robots.map(({ robot }) => fake.messagesOf(robot).length);
			expect(Math.max(...counts) - Math.min(...counts)).toBeLessThanOrEqual(1);
			for (const { json } of sent) expect(json).not.toHaveProperty('refusedRobots');
			await expect(run(dataOf(separator), items(1), { maximumWait: 0.1 })).rejects.toThrow(
				'Rate limited',
			);
		},
	);

	it('tell of one that was refused for good, and the others carry on', async () => {
		const data = dataOf('\n', (index) => index === 1);
		const sent = await run(data, items(5), { maximumWait: 5 });
		expect(sent).toHaveLength(5);
		// Whoever sends by it first hears of it; it is asked once.
		expect(refusals.length).toBeLessThanOrEqual(1);
		const counts = robots.map(({ robot }) => fake.messagesOf(robot).length);
		expect(counts).toEqual([expect.any(Number), 0, 5 - counts[0]]);
		const [told] = sent.at(-1)!.json.refusedRobots as IDataObject[];
		expect(told).toEqual({
			robot: 2,
			code: expect.any(String),
			message: expect.any(String),
		});
	});

	it('fail where all were refused, and say so of each, without what is secret of them', async () => {
		const data = dataOf('\n', () => true);
		const error = await run(data, items(1), { maximumWait: 5 }).catch(
			(reason: unknown) => reason as Error,
		);
		const words = toldBy(error as Error);
		for (const number of [1, 2, 3]) expect(words).toContain(`Robot ${number}: `);
		for (const secret of furtherSecrets(data)) expect(words).not.toContain(secret);
	});

	it('are each tested with their credential', async () => {
		const test = async (data: Record<string, string>) =>
			await testRobotCredential(node, type.name, data);
		expect(await test(dataOf())).toEqual({ status: 'OK', message: 'All 3 robots respond' });
		const broken = dataOf('\n', (index) => index === 2);
		const result = await test(broken);
		expect(result).toMatchObject({
			status: 'Error',
			message: expect.stringMatching(/^Robot 3: /),
		});
		for (const secret of furtherSecrets(broken)) expect(result.message).not.toContain(secret);
	});

	it('are refused before anything is sent where one of them is no robot', async () => {
		const data = { ...dataOf(), furtherRobots: 'https://shop.example.com/orders/4711' };
		await expect(run(data, items(1))).rejects.toThrow(/^Robot 2 \(under Further Robots\): /);
		expect(await testRobotCredential(node, type.name, data)).toMatchObject({ status: 'Error' });
		expect(robots.flatMap(({ robot }) => fake.messagesOf(robot))).toEqual([]);
	});
});

/** Tokens and signing secrets of those under "Further Robots". */
function furtherSecrets({ furtherRobots }: Record<string, string>): string[] {
	return furtherRobots
		.split(/\s+/)
		.map((word) => /[^/=]+$/.exec(word)![0])
		.filter((secret) => secret.length > 8);
}

test('robots that sign have a secret each', async () => {
	const dingTalk = await FakeDingTalk.start({
		robots: [
			{ token: 'token-of-one', group: 'shop', secret: 'SEC-of-one' },
			{ token: 'token-of-two', group: 'shop' },
			{ token: 'token-of-three', group: 'shop', secret: 'SEC-of-three' },
		],
	});
	fake = dingTalk as unknown as RunningFake;
	const type = new DingTalkRobotApi();
	const [, two, three] = ['one', 'two', 'three'].map((name) =>
		dingTalk.webhookUrl(`token-of-${name}`),
	);
	const data = {
		webhook: 'token-of-one',
		secret: 'SEC-of-one',
		customBaseUrl: dingTalk.url,
		furtherRobots: `${two}\n${three} SEC-of-three`,
	};
	await runRobotNode(new DingTalkRobot(), {
		items: Array(60).fill({ text: 'hello' }),
		parameters: { options: { digestFrom: 0, maximumWait: 0.9 } },
		credentials: { dingTalkRobotApi: { type, data } },
	});
	expect(dingTalk.received.map(({ errcode }) => errcode)).toEqual(Array(60).fill(0));
	const mixed = { ...data, furtherRobots: `SEC-of-three ${three}` };
	expect(await testRobotCredential(new DingTalkRobot(), 'dingTalkRobotApi', mixed)).toEqual({
		status: 'Error',
		message: expect.stringContaining('enter one robot per line'),
	});
});

test('a file of WeCom is sent by the robot that uploaded it', async () => {
	const keys = ['key-one', 'key-two'];
	const weCom = await FakeWeCom.start({ robots: keys.map((key) => ({ key, group: 'shop' })) });
	fake = weCom as unknown as RunningFake;
	const file = {
		data: Buffer.from('a file of some bytes').toString('base64'),
		mimeType: 'text/plain',
	};
	const items = Array.from({ length: 4 }, () => ({
		json: {},
		binary: { data: { ...file, fileName: 'report.txt' } },
	}));
	await runRobotNode(new WeComRobot(), {
		items,
		parameters: { operation: 'sendMessage', messageType: 'file' },
		credentials: {
			weComRobotApi: {
				type: new WeComRobotApi(),
				data: { key: keys[0], furtherRobots: keys[1], baseUrl: weCom.url },
			},
		},
	});
	expect(weCom.received.map(({ robot, errcode }) => [robot, errcode])).toEqual(
		Array(4).fill(['key-one', 0]),
	);
});
