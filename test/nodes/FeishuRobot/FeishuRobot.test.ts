import type { INodeParameters } from 'n8n-workflow';

import { FeishuRobotApi } from '../../../credentials/FeishuRobotApi.credentials';
import { FeishuRobot } from '../../../nodes/FeishuRobot/FeishuRobot.node';
import { FakeFeishu } from '../../support/robots/feishu/fakeFeishu.mts';
import { messageOf } from '../../support/nodes/robotNode.mts';
import { escalationItems, serviceEvents } from '../../support/sources/serviceEvents.mts';
import {
	KEYED,
	SIGNED,
	signedRobotPromises,
	signedRobotRun,
	signedRobots,
} from '../../support/robots/signedRobots.mts';

let fake: FakeFeishu;
beforeEach(async () => {
	fake = await FakeFeishu.start({ robots: signedRobots });
});
afterEach(async () => await fake.stop());

const run = signedRobotRun(new FeishuRobot(), new FeishuRobotApi(), () => fake);
const bodies = () => fake.messagesOf(SIGNED).map(({ body: { timestamp, sign, ...body } }) => body);

describe('the Feishu robot', () => {
	it('sends a reminder as a signed card without any parameters', async () => {
		const [item] = await run({}, [escalationItems['reminder last']]);
		expect(item.json).toMatchObject({ code: 0, msg: 'success', messagesSent: 1 });
		const [{ card }] = bodies() as any[];
		expect(card.header).toMatchObject({
			title: { content: 'No reply to Visitor15 for 4 min 49 s (reminder 4 of 4)' },
			template: 'red',
		});
		expect(fake.messagesOf(SIGNED)[0].content).toContain('Where is my order?');
	});

	it('has buttons, and mentions within the card', async () => {
		const issue = serviceEvents.find(({ kind }) => kind === 'issue.opened')!;
		await run({ mention: { users: 'ou_1', everybody: true } }, [{ ...issue } as any]);
		const [{ card }] = bodies() as any[];
		expect(card.body.elements).toContainEqual({
			tag: 'markdown',
			content: '<at id=ou_1></at> <at id=all></at>',
		});
		expect(card.body.elements.at(-1).columns[0].elements[0].behaviors).toEqual([
			{ type: 'open_url', default_url: issue.url },
		]);
	});

	it.each([
		[
			'text',
			{ content: 'hi <at user_id="all"></at>', mention: { users: 'ou_1' } },
			{
				msg_type: 'text',
				content: { text: 'hi ＜at user_id="all">＜/at>\n<at user_id="ou_1"></at>' },
			},
		],
		[
			'text',
			{ content: '<at user_id="ou_1">Tom</at>', options: { allowMentionsInContent: true } },
			{ msg_type: 'text', content: { text: '<at user_id="ou_1">Tom</at>' } },
		],
		[
			'post',
			{ postTitle: '项目更新通知', content: '项目有更新: [请查看](http://www.example.com/)' },
			{
				msg_type: 'post',
				content: {
					post: {
						zh_cn: {
							title: '项目更新通知',
							content: [
								[
									{ tag: 'text', text: '项目有更新: ' },
									{ tag: 'a', text: '请查看', href: 'http://www.example.com/' },
								],
							],
						},
					},
				},
			},
		],
		['image', { imageKey: 'img_1' }, { msg_type: 'image', content: { image_key: 'img_1' } }],
		[
			'share_chat',
			{ chatId: 'oc_1' },
			{ msg_type: 'share_chat', content: { share_chat_id: 'oc_1' } },
		],
		[
			'interactive',
			{ card: '{"schema":"2.0","body":{"elements":[{"tag":"hr"}]}}' },
			{ msg_type: 'interactive', card: { schema: '2.0', body: { elements: [{ tag: 'hr' }] } } },
		],
		[
			'interactive',
			{ card: '{"elements":[{"tag":"div","text":{"tag":"lark_md","content":"x"}}]}' },
			{
				msg_type: 'interactive',
				card: { elements: [{ tag: 'div', text: { tag: 'lark_md', content: 'x' } }] },
			},
		],
		[
			'template',
			{ templateId: 'AAqyBQVmUN0w', templateVersion: '1.0.0', templateVariables: '{"k":"v"}' },
			{
				msg_type: 'interactive',
				card: {
					type: 'template',
					data: {
						template_id: 'AAqyBQVmUN0w',
						template_version_name: '1.0.0',
						template_variable: { k: 'v' },
					},
				},
			},
		],
		[
			'json',
			{ json: '{"msg_type":"text","content":{"text":"raw"}}' },
			{ msg_type: 'text', content: { text: 'raw' } },
		],
	] as Array<[string, INodeParameters, object]>)(
		'sends a message of type %s',
		async (type, part, body) => {
			await run(messageOf(type, part));
			expect(bodies()).toEqual([body]);
		},
	);

	signedRobotPromises(run, () => fake.messagesOf(KEYED)[0].content);

	it('comes back when the gateway says so', async () => {
		fake.failures.push('gateway');
		const [item] = await run({});
		expect(item.json.code).toBe(0);
	});

	it('reports where in a card the mistake is', async () => {
		const card = '{"schema":"2.0","body":{"elements":[{"tag":"note"}]}}';
		await expect(run(messageOf('interactive', { card }))).rejects.toMatchObject({
			message: 'The JSON of the card is invalid',
			description: expect.stringContaining('ErrCode: 200621'),
		});
	});
});
