import type { IDataObject, INodeExecutionData, INodeParameters } from 'n8n-workflow';

import { WeComRobot } from '../../../nodes/WeComRobot/WeComRobot.node';
import { codeOf } from '../../../src/answers/code';
import { closeChatApps } from '../../../src/runtime/chatConnections';
import { closeRuntime, getRuntime } from '../../../src/runtime/getRuntime';
import { aConversation, hearing } from '../../support/chatApps/reminded.mts';
import { weComAnswers, type WeComAnsweringApp } from '../../support/chatApps/weCom/answering.mts';
import type { FakeWeComRobot } from '../../support/chatApps/weCom/fakeWeComRobot.mts';
import { listed } from '../../support/nodes/chatList.mts';
import {
	activateChatTrigger,
	type ChatTriggerOptions,
	type RunningChatTrigger,
} from '../../support/nodes/chatTrigger.mts';
import { runRobotNode, toldBy, type RobotRun } from '../../support/nodes/robotNode.mts';
import { storeFolder } from '../../support/store/storeFolder.mts';
import { until } from '../../support/time/until.mts';

/* What is WeCom's own about answers in the chat; what all platforms do alike is in answers.test.ts. */

const ACKNOWLEDGE = "I'm on it";
const REPLIED = 'Mark as replied';

const folder = storeFolder();
const environment = process.env;
let company: WeComAnsweringApp;
let robot: FakeWeComRobot;
const running: RunningChatTrigger[] = [];

beforeEach(async () => {
	process.env = { ...environment, N8N_USER_FOLDER: folder.file('.') };
	company = await weComAnswers.start();
	({ robot } = company);
});
afterEach(async () => {
	while (running.length > 0) await running.pop()!.close();
	await closeChatApps();
	await closeRuntime();
	await company.stop();
	process.env = environment;
});

const credential = (part: Record<string, string> = {}) => {
	const { type, data } = company.credentials.weComSmartRobotApi;
	return { weComSmartRobotApi: { type, data: { ...data, ...part } } };
};

async function publish(
	options: INodeParameters = {},
	rest: Partial<ChatTriggerOptions> = {},
): Promise<RunningChatTrigger> {
	const trigger = await activateChatTrigger({
		credentials: credential(),
		parameters: { platform: 'weCom', options },
		...rest,
	});
	running.push(trigger);
	return trigger;
}

const sent = async (
	parameters: INodeParameters,
	items: RobotRun['items'] = [{ json: {} }],
	run: Partial<RobotRun> = {},
): Promise<INodeExecutionData[]> =>
	await runRobotNode(new WeComRobot(), {
		items,
		parameters: { authentication: 'smartRobot', chat: 'wr1', ...parameters },
		credentials: credential(),
		...run,
	});
const message = (messageType: string, part: INodeParameters = {}) => ({
	operation: 'sendMessage',
	messageType,
	...part,
});

describe('a press', () => {
	it('is answered with the card that all see from now on, of the same task', async () => {
		await publish();
		await hearing();
		const { reminder } = await aConversation();
		const [id] = await company.send([reminder(1)]);
		const before = robot.message(id).card;
		const answer = await robot.answerTo(company.pressIn(id, ACKNOWLEDGE));
		expect(answer.body.userids).toBeUndefined();
		expect(answer.body.template_card).toEqual({
			...before,
			sub_title_text: expect.stringMatching(/^✋ Ann is on it until \d\d:\d\d UTC\n/),
			button_list: [before.button_list[2]],
		});
		await until(() => robot.message(id).changes === 1);
	});

	it('of an older reminder, which keeps its buttons, is answered as well', async () => {
		await publish();
		await hearing();
		const { reminder, now } = await aConversation();
		const [first] = await company.send([reminder(1)]);
		const [second] = await company.send([reminder(2)]);
		await robot.answerTo(company.pressIn(second, REPLIED));
		await until(() => robot.message(second).changes === 1);
		expect((await now()).state).toBe('replied');
		expect(company.buttonsOf(first)).toHaveLength(3);
		await robot.answerTo(company.pressIn(first, ACKNOWLEDGE, { user: company.bob }));
		await until(() => robot.message(first).changes === 1);
		expect(company.buttonsOf(first)).toEqual([]);
		expect(company.contentOf(first)).toMatch(/✅ Replied, says Ann, \d\d:\d\d UTC/);
		expect(robot.message(first).card).toMatchObject({
			card_type: 'text_notice',
			card_action: { type: 1, url: expect.stringMatching(/^https:/) },
		});
	});

	it('after the source said that somebody replied says so', async () => {
		await publish();
		await hearing();
		const { reminder, id } = await aConversation();
		const [first] = await company.send([reminder(1)]);
		await (await getRuntime()).engine.changeOne({ id }, { action: 'markReplied', actor: 'Li Lei' });
		await robot.answerTo(company.pressIn(first, ACKNOWLEDGE));
		await until(() => robot.message(first).changes === 1);
		expect(company.contentOf(first)).toContain('Replied, says Li Lei');
	});

	it('that is refused shows who pressed why, and everybody else what they saw before', async () => {
		await publish({ mayAnswer: 'Bob' });
		await hearing();
		const { reminder } = await aConversation();
		const [id] = await company.send([reminder(1)]);
		const before = company.contentOf(id);
		const { body } = await robot.answerTo(company.pressIn(id, ACKNOWLEDGE));
		expect(body.userids).toEqual(['Ann']);
		expect(body.template_card.sub_title_text).toMatch(/^You cannot respond .* allow you/);
		expect(body.template_card.button_list).toHaveLength(3);
		expect(company.contentOf(id)).toBe(before);
	});

	it('of a card that nobody knows any more is answered to who pressed', async () => {
		await publish();
		await hearing();
		const { reminder } = await aConversation();
		const [id] = await company.send([reminder(1)]);
		const value = company.valueOf(id);
		const press = robot.press({
			value: value.replace(/\.[^.]+$/, '.gone'),
			message: 'old',
			chat: 'wr1',
		});
		const { body } = await robot.answerTo(press);
		expect(body).toMatchObject({
			userids: ['zhangsan'],
			template_card: { card_type: 'text_notice', task_id: 'old' },
		});
	});

	it('in the chat with the robot alone counts', async () => {
		await publish();
		await hearing();
		const { reminder, now } = await aConversation();
		const [id] = await company.send([reminder(1)], company.ann);
		await robot.answerTo(company.pressIn(id, ACKNOWLEDGE));
		expect((await now()).lastHold).toMatchObject({ by: 'Ann', byId: 'weCom:Ann' });
	});

	it('whose answer WeCom does not take counts, and the log says so', async () => {
		const trigger = await publish();
		await hearing();
		const { reminder, now } = await aConversation();
		const [id] = await company.send([reminder(1)]);
		robot.nextCode = 846605;
		await robot.answerTo(company.pressIn(id, ACKNOWLEDGE));
		expect((await now()).state).toBe('acknowledged');
		await until(() => trigger.logged.some(({ message: said }) => said.includes('846605')));
	});
});

describe('a word', () => {
	it('is answered in the chat, where all read it', async () => {
		await publish();
		const { reminder, id } = await aConversation();
		await company.send([reminder(1)]);
		const { cmd, body } = await robot.answerTo(company.say('我来'));
		expect(cmd).toBe('aibot_respond_msg');
		expect(body.stream).toMatchObject({ finish: true });
		expect(body.stream.content).toContain(`you are on #${codeOf(id)} Visitor15`);
	});

	it('that is refused is answered to who wrote it alone', async () => {
		const trigger = await publish({ mayAnswer: 'Bob' });
		const { reminder, now } = await aConversation();
		const [first] = await company.send([reminder(1)]);
		company.say('done', { repliesTo: first });
		await until(() => trigger.emitted.length === 1);
		await until(() => robot.messages.some(({ chat }) => chat === 'Ann'));
		expect(robot.replies).toEqual([]);
		expect((await now()).state).toBe('open');
	});

	it('in a picture with words, or spoken, counts', async () => {
		await publish();
		const [one, two] = [await aConversation('chat:1', 'One'), await aConversation('chat:2', 'Two')];
		await company.send([one.reminder(1)]);
		await company.send([two.reminder(1)], company.ann);
		const picture = { msgtype: 'image', image: { url: 'https://ww-aibot-img.example/x' } };
		const parts = [picture, { msgtype: 'text', text: { content: '@robot 搞定' } }];
		await robot.answerTo(robot.hand({ msgtype: 'mixed', mixed: { msg_item: parts } }));
		await robot.answerTo(
			robot.hand({ msgtype: 'voice', voice: { content: '我来。' } }, { user: 'Ann', chat: 'Ann' }),
		);
		expect((await one.now()).state).toBe('replied');
		expect((await two.now()).state).toBe('acknowledged');
	});

	it('to a robot with a blank in its name counts, also after the name was changed', async () => {
		const first = await publish();
		await first.close();
		await publish({}, { credentials: credential({ robotName: '客服 小助手' }) });
		expect(robot.connections).toBe(1);
		const { reminder, now } = await aConversation();
		await company.send([reminder(1)]);
		const text = { content: '@客服 小助手\u2005我来' };
		await robot.answerTo(robot.hand({ msgtype: 'text', text }));
		expect((await now()).state).toBe('acknowledged');
	});

	it('with a customer who is called like markup mentions nobody in the reply', async () => {
		await publish();
		const { reminder } = await aConversation('chat:1', '<@all> [x](https://evil.example)');
		await company.send([reminder(1)]);
		const { body } = await robot.answerTo(company.say('谁在等'));
		expect(body.stream.content).not.toMatch(/<@|\]\(/);
	});
});

describe('the chats that are offered', () => {
	const search = async (words?: string) =>
		await listed(new WeComRobot(), credential(), { words, authentication: 'smartRobot' });
	const noted = async (count: number) => {
		const { knownChats } = await getRuntime();
		const app = `weCom ${robot.botId}`;
		while ((await knownChats.of(app)).length < count) {
			await new Promise((resolve) => setImmediate(resolve));
		}
	};

	it('are those in which somebody wrote to the robot, the latest first, by the last words that are no answer', async () => {
		const trigger = await publish();
		await expect(search()).rejects.toThrow('Nobody has written to this robot yet');
		const { reminder } = await aConversation();
		await company.send([reminder(1)], 'wr2');
		robot.say({ text: '@robot this is Support', chat: 'wr1' });
		await noted(1);
		robot.say({ text: '@robot 我来', user: 'Ann', chat: 'wr2' });
		await noted(2);
		robot.say({ text: '@robot hello', user: 'Ann', chat: 'Ann' });
		await noted(3);
		expect(await search()).toEqual({
			results: [
				{ name: 'hello (Ann)', value: 'Ann' },
				{ name: 'wr2', value: 'wr2' },
				{ name: 'this is Support (wr1)', value: 'wr1' },
			],
		});
		expect((await search(' SUPPORT')).results).toHaveLength(1);
		expect((await search('WR2')).results).toHaveLength(1);
		expect(trigger.logged.map(({ message }) => message)).toEqual(
			expect.arrayContaining([expect.stringContaining('(wr1)')]),
		);
	});

	it('count the chat of a press as one that is in use, whatever was said there', async () => {
		await publish();
		await hearing();
		robot.say({ text: '@robot this is Support', chat: 'wr1' });
		await noted(1);
		const { reminder } = await aConversation();
		const [id] = await company.send([reminder(1)], 'wr1');
		await robot.answerTo(company.pressIn(id, ACKNOWLEDGE));
		expect((await search()).results).toEqual([{ name: 'this is Support (wr1)', value: 'wr1' }]);
	});
});

describe('the trigger', () => {
	it.each([
		['a wrong Secret', { secret: 'wrong' }, 'does not accept the Secret'],
		['an unknown Bot ID', { botId: 'aib0' }, 'does not accept the Bot ID'],
		['no Bot ID', { botId: '' }, 'has no Bot ID'],
		['no Secret', { secret: ' ' }, 'has no Secret'],
		['an address of the web', { socketUrl: 'https://openws.work.weixin.qq.com' }, 'wss://'],
	])('cannot be published with %s, and says what to do', async (_, part, words) => {
		const error = await publish({}, { credentials: credential(part) }).catch((reason) => reason);
		expect(error.constructor.name).toBe('NodeOperationError');
		expect(error.message).toContain(words);
		expect(toldBy(error)).not.toContain(robot.secret);
	});

	it('whose place another program takes says so, and reminders fail with what to do', async () => {
		const trigger = await publish();
		await hearing();
		robot.kick();
		await until(() => trigger.logged.some(({ level }) => level === 'warn'));
		expect(trigger.logged.at(-1)!.message).toContain('Another program connects as this WeCom app');
		const { reminder } = await aConversation();
		const options = { maximumWait: 0 };
		await expect(sent({ options }, [reminder(1)])).rejects.toMatchObject({
			message: expect.stringContaining('not connected at the moment'),
		});
		expect(robot.messages).toEqual([]);
	});
});

describe('the smart robot', () => {
	it('says what to do where no trigger of it is published', async () => {
		const error: any = await sent(message('markdown', { content: 'hello' })).catch((e) => e);
		expect(error.constructor.name).toBe('NodeOperationError');
		expect(error.message).toContain('The smart robot is not connected');
		expect(error.description).toContain('Publish a workflow with a Chat Answer Trigger');
	});

	it('says on a worker that it needs the main process', async () => {
		process.env.EXECUTIONS_MODE = 'queue';
		const error: any = await sent(message('markdown', { content: 'hello' })).catch((e) => e);
		expect(error.constructor.name).toBe('NodeOperationError');
		expect(error.message).toContain('needs the main process');
	});

	it('leaves an item that failed with its error, where the workflow goes on', async () => {
		const items = [{ json: {} }, { json: {} }];
		const output = await sent(message('markdown', { content: 'x' }), items, {
			continueOnFail: true,
		});
		expect(output.map(({ json, pairedItem }) => [Boolean(json.error), pairedItem])).toEqual([
			[true, { item: 0 }],
			[true, { item: 1 }],
		]);
	});

	it('sends links in place of buttons where nobody hears who presses', async () => {
		await publish({}, { mode: 'manual' });
		const { reminder } = await aConversation();
		const links = { acknowledge: 'https://n8n.example.com/a', board: 'https://n8n.example.com/b' };
		const [id] = await company.send([{ ...reminder(1), links }]);
		expect(company.buttonsOf(id)).toEqual([]);
		expect(company.mentionsAndLinksOf(id)).toContain('https://n8n.example.com/a');
	});

	it.each([
		[
			'markdown',
			{ content: '**hello**' },
			{ msgtype: 'markdown', markdown: { content: '**hello**' } },
		],
		[
			'template_card',
			{ cardType: 'text_notice', cardTitle: 'T', cardUrl: 'https://a.example' },
			{
				msgtype: 'template_card',
				template_card: expect.objectContaining({ card_type: 'text_notice' }),
			},
		],
		[
			'json',
			{ json: '{"msgtype":"markdown","markdown":{"content":"x"}}' },
			{ msgtype: 'markdown', markdown: { content: 'x' } },
		],
	])('sends a message of the type %s', async (type, part, body) => {
		await publish();
		const [{ json }] = await sent(message(type, part));
		expect(json).toEqual({
			errcode: 0,
			errmsg: 'ok',
			chatid: 'wr1',
			messageId: robot.messages[0].id,
			messagesSent: 1,
		});
		expect(robot.messages.map((each) => [each.chat, each.body])).toEqual([['wr1', body]]);
	});

	it('mentions in a message of its own what a card cannot mention, and leaves out what cannot be', async () => {
		await publish();
		await hearing();
		const { reminder } = await aConversation();
		const onDuty = { people: [{ name: 'Li', ids: { WeCom: 'lilei' }, mobiles: '13800001111' }] };
		const [{ json }] = await sent({ mention: { onDuty: true } }, [{ ...reminder(1), onDuty }]);
		expect(json.notMentioned).toEqual([
			{ agent: 'Li', user: '13800001111', reason: 'A smart robot mentions by user ID only' },
		]);
		const contents = robot.messages.map(({ body }) => body.markdown?.content ?? '');
		expect(contents.filter((content) => content.includes('<@lilei>'))).toHaveLength(1);
	});

	it('sends all of what a card has no room for below it', async () => {
		await publish();
		await hearing();
		const { reminder } = await aConversation();
		const text = 'A long question. '.repeat(40);
		const item = reminder(1) as IDataObject & { event: IDataObject };
		const [id, more] = await company.send([{ ...item, event: { ...item.event, text } }]);
		expect(company.buttonsOf(id)).toHaveLength(3);
		expect(company.contentOf(id)).toContain('…');
		expect(company.contentOf(more)).toContain(text.trim());
	});

	it.each([
		[846607, 'Nobody has written to the smart robot in this chat'],
		[40008, 'cannot send this message type'],
		[45009, 'Too many messages'],
		[12345, 'WeCom error 12345'],
	])('with the code %i says what to do', async (code, words) => {
		await publish();
		robot.nextCode = code;
		const options = { maximumWait: 0 };
		const error: any = await sent(message('markdown', { content: 'x', options })).catch((e) => e);
		expect(error.constructor.name).toBe('NodeApiError');
		expect(error.message).toContain(words);
		expect(toldBy(error)).not.toContain(robot.secret);
	});

	it('is not told sent where the connection ends before the answer', async () => {
		await publish();
		robot.silentAfter('aibot_send_msg');
		const sending = sent(message('markdown', { content: 'x' }));
		await until(() => robot.received.length === 1);
		robot.drop();
		await expect(sending).rejects.toThrow('may or may not be in the chat');
		expect(robot.messages).toHaveLength(1);
	});

	it.each([
		['', 'Chat is empty'],
		['the support group', 'Chat is no ID'],
	])('with the chat %j is told what to enter', async (chat, words) => {
		await expect(sent({ chat, ...message('markdown', { content: 'x' }) })).rejects.toThrow(words);
	});
});
