import type { INodeParameters } from 'n8n-workflow';

import { FeishuRobot } from '../../../nodes/FeishuRobot/FeishuRobot.node';
import {
	feishuAnswers,
	type FeishuAnsweringApp,
} from '../../support/chatApps/feishu/answering.mts';
import { feishuButtons, type FakeFeishuApp } from '../../support/chatApps/feishu/fakeFeishuApp.mts';
import { answeringStage } from '../../support/chatApps/answeringStage.mts';
import { aConversation, hearing } from '../../support/chatApps/reminded.mts';
import { runRobotNode, toldBy } from '../../support/nodes/robotNode.mts';
import type { FakeFeishuApi } from '../../support/robots/feishu/fakeFeishuApi.mts';
import { cardVersion2 } from '../../support/robots/feishu/schema.mts';
import { until } from '../../support/time/until.mts';

/* What is Feishu's own about answers in the chat; what all platforms do alike is in answers.test.ts. */

const ACKNOWLEDGE = "I'm on it";
const REPLIED = 'Mark as replied';

const stage = answeringStage('feishu', feishuAnswers.start);
const { credential, publish } = stage;
let tenant: FeishuAnsweringApp;
let api: FakeFeishuApi;
let app: FakeFeishuApp;
beforeEach(() => {
	tenant = stage.app;
	({ api, app } = tenant);
});

const whispered = async (count = 1) => {
	await until(() => api.whispers.length >= count);
	return api.whispers.map(({ chat, user, text }) => [chat, user, text]);
};

describe('a press', () => {
	it('is acknowledged with the card that all see from now on, and the API is told the same', async () => {
		await publish();
		await hearing();
		const { reminder } = await aConversation();
		const [message] = await tenant.send([reminder(1)]);
		const { code, shown } = await app.acknowledgement(tenant.pressIn(message, ACKNOWLEDGE));
		expect(code).toBe(200);
		expect(shown).toEqual({ card: { type: 'raw', data: expect.anything() } });
		const { data: card } = shown.card;
		expect(cardVersion2.safeParse(card).error).toBeUndefined();
		expect(card.config.update_multi).toBe(true);
		expect(feishuButtons(card).map(({ text }) => text)).toEqual([REPLIED]);
		await until(() => api.message(message).changes === 1);
		expect(api.message(message).body.card).toEqual(card);
		expect(tenant.contentOf(message)).toMatch(/Ann is on it until \d\d:\d\d UTC/);
	});

	it('that is refused is told by a toast, and the card stays', async () => {
		await publish({ mayAnswer: 'ou_bob' });
		await hearing();
		const { reminder } = await aConversation();
		const [message] = await tenant.send([reminder(1)]);
		const { shown } = await app.acknowledgement(tenant.pressIn(message, ACKNOWLEDGE));
		expect(shown).toEqual({
			toast: { type: 'warning', content: expect.stringContaining('allow you') },
		});
		expect(api.whispers).toEqual([]);
	});

	it('counts where Feishu does not say who it was: by the name that came with it, else by the id', async () => {
		await publish();
		await hearing();
		const { reminder, now } = await aConversation();
		const [message] = await tenant.send([reminder(1)]);
		await app.acknowledgement(app.pressIn(message, ACKNOWLEDGE, { user: 'ou_hidden' }));
		expect((await now()).lastHold).toMatchObject({ by: 'ou_hidden', byId: 'feishu:ou_hidden' });
		const named = { user: 'ou_hidden', name: '张三' };
		await app.acknowledgement(app.pressIn(message, REPLIED, named));
		expect(await now()).toMatchObject({ state: 'replied', endedBy: '张三' });
	});

	it('counts while the API answers nothing, and the message follows', async () => {
		const trigger = await publish();
		await hearing();
		const { reminder, now } = await aConversation();
		const [message] = await tenant.send([reminder(1)]);
		// Who it was, and then the change.
		api.failures.push(99991672, 99991672);
		const { shown } = await app.acknowledgement(tenant.pressIn(message, ACKNOWLEDGE));
		expect(shown.card).toBeDefined();
		expect((await now()).state).toBe('acknowledged');
		await until(() => trigger.emitted.length === 1);
		expect(tenant.buttonsOf(message)).toEqual([REPLIED]);
	});

	it('of a card that is 14 days old counts, and the log says that the card stays', async () => {
		const trigger = await publish();
		await hearing();
		const { reminder, now } = await aConversation();
		const [message] = await tenant.send([reminder(1)]);
		const button = feishuButtons(api.message(message).body.card)[0];
		api.message(message).at -= 15 * 24 * 3_600_000;
		await app.acknowledgement(app.press({ value: button.value, message, chat: 'oc_1' }));
		expect((await now()).state).toBe('acknowledged');
		await until(() => trigger.logged.some(({ message: said }) => said.includes('230031')));
	});
});

describe('a word', () => {
	it('in a rich text counts', async () => {
		await publish();
		const { reminder, now } = await aConversation();
		const [message] = await tenant.send([reminder(1)]);
		await app.acknowledgement(app.say({ text: '@robot 已回复', parent: message, isPost: true }));
		expect((await now()).state).toBe('replied');
	});

	it('to a colleague is not for us, though the app reads all of the group', async () => {
		await publish();
		const { reminder, now } = await aConversation();
		await tenant.send([reminder(1)]);
		await until(() => api.asked.includes('GET /bot/v3/info'));
		const mentions = [{ name: 'Bob', id: 'ou_bob' }];
		await app.acknowledgement(app.say({ text: '@Bob done', mentions }));
		await app.acknowledgement(app.say({ text: 'done' }));
		expect((await now()).state).toBe('open');
		expect(tenant.told()).toEqual([]);
	});

	it.each([
		['a group of topics', { chat: 'oc_topics' }],
		['a direct message', { chat: 'oc_direct', isDirect: true }],
	])(
		'in %s, where nothing is shown to one person alone, is answered directly',
		async (_, where) => {
			await publish();
			await app.acknowledgement(app.say({ text: '@robot 谁在等', ...where }));
			expect(await whispered()).toEqual([['oc_ann', 'ou_ann', 'Nobody is waiting.']]);
		},
	);
});

describe('the trigger', () => {
	it.each([
		['a wrong App Secret', { appSecret: 'wrong' }, 'App Secret'],
		['the App ID of another region', { appId: 'cli_wrong' }, 'App ID'],
		['no App ID', { appId: '' }, 'begins with cli_'],
		['no App Secret', { appSecret: ' ' }, 'no App Secret'],
	])('cannot be published with %s, and says what to do', async (_, part, words) => {
		const error = await publish({}, { credentials: credential(part) }).catch((reason) => reason);
		expect(error.constructor.name).toBe('NodeOperationError');
		expect(error.message).toContain(words);
		expect(toldBy(error)).not.toContain(app.appSecret);
	});

	it('has one token for all that it asks', async () => {
		await publish();
		await hearing();
		const { reminder } = await aConversation();
		const [message] = await tenant.send([reminder(1)]);
		await app.acknowledgement(tenant.pressIn(message, ACKNOWLEDGE));
		await until(() => api.message(message).changes === 1);
		expect(api.tokensGiven).toBe(1);
	});

	it('asks for another token when Feishu does not take the one that it has', async () => {
		await publish();
		await hearing();
		const { reminder, now } = await aConversation();
		const [message] = await tenant.send([reminder(1)]);
		api.revokeTokens();
		await app.acknowledgement(tenant.pressIn(message, ACKNOWLEDGE));
		expect((await now()).lastHold).toMatchObject({ by: 'Ann' });
		expect(api.tokensGiven).toBe(2);
	});
});

describe('the robot of an app', () => {
	const sent = async (parameters: INodeParameters, data: Record<string, string> = {}) =>
		await runRobotNode(new FeishuRobot(), {
			items: [{ json: {} }],
			parameters: { authentication: 'app', chat: 'oc_1', operation: 'sendMessage', ...parameters },
			credentials: credential(data),
		});

	it.each([
		['text', { content: 'hello' }, { msg_type: 'text', content: { text: 'hello' } }],
		[
			'post',
			{ postTitle: 'T', content: '[x](https://a.example)' },
			{
				msg_type: 'post',
				content: { post: { zh_cn: { title: 'T', content: expect.anything() } } },
			},
		],
		['image', { imageKey: 'img_1' }, { msg_type: 'image', content: { image_key: 'img_1' } }],
		[
			'share_chat',
			{ chatId: 'oc_2' },
			{ msg_type: 'share_chat', content: { share_chat_id: 'oc_2' } },
		],
		[
			'interactive',
			{ card: '{"schema":"2.0","body":{"elements":[{"tag":"hr"}]}}' },
			{ msg_type: 'interactive', card: { schema: '2.0', body: { elements: [{ tag: 'hr' }] } } },
		],
		[
			'template',
			{ templateId: 'AAq', templateVariables: '{}' },
			{ msg_type: 'interactive', card: { type: 'template', data: expect.anything() } },
		],
		[
			'json',
			{ json: '{"msg_type":"text","content":"{\\"text\\":\\"as the API has it\\"}"}' },
			{ msg_type: 'text', content: { text: 'as the API has it' } },
		],
	])('sends a message of the type %s', async (messageType, part, body) => {
		const [{ json }] = await sent({ messageType, ...part });
		expect(json).toMatchObject({ code: 0, messagesSent: 1, data: { chat_id: 'oc_1' } });
		expect(api.messages.map((message) => message.body)).toEqual([body]);
	});

	it.each([
		['an Open ID', 'ou_bob'],
		['an email address', 'bob@example.com'],
	])('writes to somebody by %s', async (_, chat) => {
		const [{ json }] = await sent({ messageType: 'text', content: 'hello', chat });
		expect(json).toMatchObject({ data: { chat_id: 'oc_bob' } });
	});

	it.each([
		['', 'Chat is empty'],
		['#support', 'Chat is no ID'],
		['https://open.feishu.cn/open-apis/bot/v2/hook/x', 'Chat is no ID'],
	])('with the chat %j is told what to enter', async (chat, words) => {
		await expect(sent({ messageType: 'text', content: 'x', chat })).rejects.toThrow(words);
	});

	it('asks once more where the answer was lost, and the group reads it once', async () => {
		api.failures.push('hangUp');
		await sent({ messageType: 'text', content: 'hello' });
		expect(api.messagesOf('oc_1')).toHaveLength(1);
	});

	it('tries again with another token', async () => {
		await sent({ messageType: 'text', content: 'one' });
		api.revokeTokens();
		await sent({ messageType: 'text', content: 'two' });
		expect(api.messagesOf('oc_1').map(({ body }) => body.content.text)).toEqual(['one', 'two']);
		expect(api.tokensGiven).toBe(2);
	});

	it.each([
		['a wrong secret', { appSecret: 'wrong' }, 'App Secret is wrong'],
		['an unknown app', { appId: 'cli_other' }, 'does not know the App ID'],
	])('with %s says what to do', async (_, data, words) => {
		const error = await sent({ messageType: 'text', content: 'x' }, data).catch((reason) => reason);
		expect(error.message).toContain(words);
		expect(api.messages).toEqual([]);
	});
});
