import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { DingTalkRobot } from '../../../nodes/DingTalkRobot/DingTalkRobot.node';
import { closeChatApps } from '../../../src/runtime/chatConnections';
import { closeRuntime } from '../../../src/runtime/getRuntime';
import {
	startDingTalk,
	type DingTalkAnsweringApp,
} from '../../support/chatApps/dingTalk/answering.mts';
import type { FakeDingTalkApp } from '../../support/chatApps/dingTalk/fakeDingTalkApp.mts';
import { aConversation, hearing } from '../../support/chatApps/reminded.mts';
import { listed } from '../../support/nodes/chatList.mts';
import {
	activateChatTrigger,
	type ChatTriggerOptions,
	type RunningChatTrigger,
} from '../../support/nodes/chatTrigger.mts';
import { runRobotNode, toldBy } from '../../support/nodes/robotNode.mts';
import type { FakeDingTalkApi } from '../../support/robots/dingTalk/fakeDingTalkApi.mts';
import { storeFolder } from '../../support/store/storeFolder.mts';
import { until } from '../../support/time/until.mts';

/* What is DingTalk's own about answers in the chat; what all platforms do alike is in answers.test.ts. */

const folder = storeFolder();
const environment = process.env;
let company: DingTalkAnsweringApp;
let api: FakeDingTalkApi;
let app: FakeDingTalkApp;
const running: RunningChatTrigger[] = [];

beforeEach(async () => {
	process.env = { ...environment, N8N_USER_FOLDER: folder.file('.') };
	company = await startDingTalk({ hasTemplate: false });
	({ api, app } = company);
});
afterEach(async () => {
	while (running.length > 0) await running.pop()!.close();
	await closeChatApps();
	await closeRuntime();
	await company.stop();
	process.env = environment;
});

const credential = (part: Record<string, string> = {}) => {
	const { type, data } = company.credentials.dingTalkAppApi;
	return { dingTalkAppApi: { type, data: { ...data, ...part } } };
};

async function publish(
	options: INodeParameters = {},
	rest: Partial<ChatTriggerOptions> = {},
): Promise<RunningChatTrigger> {
	const trigger = await activateChatTrigger({
		credentials: credential(),
		parameters: { platform: 'dingTalk', options },
		...rest,
	});
	running.push(trigger);
	return trigger;
}

const said = async (word: Parameters<FakeDingTalkApp['say']>[0]) =>
	await app.answerTo(app.say(word));

describe('a word', () => {
	it('is answered in the group, to whoever wrote it', async () => {
		await publish();
		const { reminder, now } = await aConversation();
		await company.send([reminder(1)]);
		await said({ text: '我来', name: 'Ann' });
		expect((await now()).lastHold).toMatchObject({ by: 'Ann', byId: 'dingTalk:staff1' });
		await until(() => api.replies.length === 1);
		expect(api.replies).toEqual([
			{ group: 'cid1==', user: 'staff1', text: expect.stringContaining('Visitor15') },
		]);
		// The time names its zone, and nobody else is told.
		expect(api.replies[0].text).toMatch(/at \d\d:\d\d UTC/);
		expect(api.whispers).toEqual([]);
	});

	it('in a rich text counts', async () => {
		await publish();
		const { reminder, now } = await aConversation();
		await company.send([reminder(1)]);
		await said({ text: '已回复', isRichText: true });
		expect((await now()).state).toBe('replied');
	});

	it.each([
		['who may not answer', { mayAnswer: 'staff2' }, 'allow you'],
		['in another chat', { chats: 'cid9==' }, 'this chat'],
	] as Array<[string, INodeParameters, string]>)(
		'of somebody %s is refused by a direct message, and the group reads nothing',
		async (_, options, words) => {
			await publish(options);
			const { reminder, now } = await aConversation();
			await company.send([reminder(1)]);
			await said({ text: 'done' });
			await until(() => api.whispers.length === 1);
			expect(api.whispers).toEqual([{ user: 'staff1', text: expect.stringContaining(words) }]);
			expect(api.replies).toEqual([]);
			expect((await now()).state).toBe('open');
		},
	);

	it.each([
		['not on the staff', { staff: '', user: 'stranger' }],
		['of another company', { userCorp: 'ding9' }],
	])('of somebody who is %s is refused, and the group reads nothing', async (_, by) => {
		const trigger = await publish();
		const { reminder, now } = await aConversation();
		await company.send([reminder(1)]);
		await said({ text: 'done', ...by });
		await until(() => trigger.emitted.length === 1);
		expect(trigger.emitted).toMatchObject([{ answer: { outcome: 'refused', reason: 'guest' } }]);
		expect((await now()).state).toBe('open');
		expect(api.replies).toEqual([]);
	});

	it('of a guest who is allowed counts, and is answered without a mention', async () => {
		await publish({ guests: 'allow' });
		const { reminder, now } = await aConversation();
		await company.send([reminder(1)]);
		await said({ text: 'done', staff: '', user: 'stranger', name: 'Guest' });
		expect(await now()).toMatchObject({
			state: 'replied',
			endedBy: 'Guest',
			endedById: 'dingTalk:$:LWCP_v1:$stranger',
		});
		await until(() => api.replies.length === 1);
		expect(api.replies[0]).toMatchObject({ user: undefined });
	});

	it('is answered directly where the group takes no answer any more', async () => {
		await publish();
		api.session = () => ({ url: `${app.url}/robot/sendBySession?session=old`, until: Infinity });
		const { reminder } = await aConversation();
		await company.send([reminder(1)]);
		await said({ text: 'done' });
		await until(() => api.whispers.length === 1);
		expect(api.whispers[0]).toMatchObject({ user: 'staff1' });
	});

	it('that leads somewhere else is not followed', async () => {
		await publish();
		const url = app.url.replace('127.0.0.1', 'localhost');
		api.session = () => ({ url: `${url}/robot/sendBySession?session=x`, until: Infinity });
		const { reminder, now } = await aConversation();
		await company.send([reminder(1)]);
		await said({ text: 'done' });
		expect((await now()).state).toBe('replied');
		await until(() => api.whispers.length === 1);
		expect(api.asked.filter((one) => one.includes('sendBySession'))).toEqual([]);
	});

	it('to the robot alone is answered there', async () => {
		await publish();
		await said({ text: '谁在等', chat: 'cidDirect==', isDirect: true });
		await until(() => api.replies.length === 1);
		expect(api.replies[0]).toMatchObject({ group: 'cidDirect==', text: '@… Nobody is waiting.' });
	});

	it('of somebody who is called like a mention mentions nobody else', async () => {
		await publish();
		const { reminder } = await aConversation('chat:1', '@all @staff2');
		await company.send([reminder(1)]);
		await said({ text: 'done', name: '@all' });
		await until(() => api.replies.length === 1);
		expect(api.replies[0]).toMatchObject({ user: 'staff1', text: expect.stringContaining('@all') });
	});
});

describe('a reminder', () => {
	const links = {
		acknowledge: 'https://n8n.example.com/a',
		snooze: 'https://n8n.example.com/s',
		snoozeMinutes: 30,
		markReplied: 'https://n8n.example.com/r',
		board: 'https://n8n.example.com/board',
	};

	it('has its links, also where somebody listens', async () => {
		await publish();
		await hearing();
		const { reminder } = await aConversation();
		const [message] = await company.send([{ ...reminder(1), links } as IDataObject]);
		expect(company.mentionsAndLinksOf(message)).toEqual(
			expect.arrayContaining(Object.values(links).filter((link) => typeof link === 'string')),
		);
	});

	it('with more links than a card has buttons has them in its text', async () => {
		const { reminder } = await aConversation();
		const moreLinks = {
			rows: Array.from({ length: 3 }, (_, at) => ({
				text: `More ${at}`,
				url: `https://a.example/${at}`,
			})),
		};
		const [{ json }] = await runRobotNode(new DingTalkRobot(), {
			items: [{ ...reminder(1), links } as IDataObject],
			parameters: { authentication: 'app', chat: 'cid1==', adjustments: { moreLinks } },
			credentials: credential(),
		});
		const { msgKey } = api.message(String(json.processQueryKey));
		expect(msgKey).toBe('sampleMarkdown');
		expect(company.mentionsAndLinksOf(String(json.processQueryKey))).toEqual(
			expect.arrayContaining(['https://a.example/2', links.markReplied]),
		);
	});
});

describe('a card', () => {
	const ACKNOWLEDGE = "I'm on it";
	const REPLIED = 'Mark as replied';

	beforeEach(async () => {
		await company.stop();
		company = await startDingTalk({ hasTemplate: true });
		({ api, app } = company);
	});

	const reminded = async () => {
		await publish();
		await hearing();
		const { reminder, now, id } = await aConversation();
		const [message] = await company.send([reminder(1)]);
		return { message, now, id, reminder };
	};

	it('is created of the template, and its presses come by the connection', async () => {
		const { message } = await reminded();
		const { variables, group } = api.card(message);
		expect(group).toBe('cid1==');
		expect(variables).toEqual({
			title: expect.stringContaining('Visitor15'),
			content: expect.stringContaining('Where is my order?'),
			line: '',
			acknowledge: expect.stringMatching(/^\S+ cid1==$/),
			acknowledge_text: ACKNOWLEDGE,
			snooze: expect.any(String),
			snooze_text: 'Snooze 30 min',
			replied: expect.any(String),
			replied_text: REPLIED,
		});
		expect(api.asked.filter((one) => one.includes('groupMessages'))).toEqual([]);
	});

	it('changes with the acknowledgement of the press, and the API is told the same', async () => {
		const { message } = await reminded();
		const { code, data } = await app.answerTo(app.pressIn(message, ACKNOWLEDGE));
		expect({ code, data }).toEqual({
			code: 200,
			data: {
				response: {
					cardData: {
						cardParamMap: {
							line: expect.stringMatching(/Ann is on it until \d\d:\d\d UTC/),
							acknowledge: '',
							snooze: '',
						},
					},
					cardUpdateOptions: { updateCardDataByKey: true },
				},
			},
		});
		await until(() => api.card(message).changes === 1);
		expect(company.buttonsOf(message)).toEqual([REPLIED]);
	});

	it('of which DingTalk does not say in which group it was pressed is bound to it all the same', async () => {
		const { message, now } = await reminded();
		await app.answerTo(app.pressIn(message, ACKNOWLEDGE, { hasSpace: false }));
		expect(await now()).toMatchObject({ state: 'acknowledged' });
	});

	it('is pressed by somebody of another organization, whom a word told us is ours', async () => {
		const { message, now } = await reminded();
		await said({ text: 'help' });
		await app.answerTo(app.pressIn(message, ACKNOWLEDGE, { corp: 'ding9' }));
		expect((await now()).state).toBe('open');
	});

	it('counts where the app may not see the contacts, by the id of the staff', async () => {
		const { message, now } = await reminded();
		api.failures.push('Forbidden.AccessDenied.AccessTokenPermissionDenied');
		await app.answerTo(app.pressIn(message, ACKNOWLEDGE));
		expect((await now()).lastHold).toMatchObject({ by: 'staff1', byId: 'dingTalk:staff1' });
	});

	it('that is gone stays as it was, and the log says why', async () => {
		const trigger = await publish();
		await hearing();
		const { reminder, now } = await aConversation();
		const [message] = await company.send([reminder(1)]);
		const press = app.pressIn(message, REPLIED);
		api.cards.splice(0);
		await app.answerTo(press);
		expect((await now()).state).toBe('replied');
		await until(() =>
			trigger.logged.some(({ message: logged }) => logged.includes('param.cardNotExist')),
		);
	});

	it.each(['markdown', 'text'])('is none with the style %s: there are links', async (style) => {
		await publish();
		await hearing();
		const { reminder } = await aConversation();
		const [message] = await company.send([reminder(1)], 'cid1==', { style });
		expect(api.cards).toEqual([]);
		expect(api.message(message)).toBeDefined();
	});

	it('that is shown nowhere is an error', async () => {
		await publish();
		await hearing();
		const { reminder } = await aConversation();
		const data = { ...company.credentials.dingTalkAppApi.data };
		const sent = async (cardTemplateId: string, chat = 'cid1==') =>
			await runRobotNode(new DingTalkRobot(), {
				items: [reminder(1)],
				parameters: { authentication: 'app', chat },
				credentials: credential({ ...data, cardTemplateId } as Record<string, string>),
			});
		await expect(sent('0000.schema')).rejects.toThrow('card template is not published');
		await expect(sent('no template')).rejects.toThrow('ends in .schema');
		await expect(sent(api.templates[0], 'cid9==')).rejects.toThrow('did not show it');
		expect(api.cards).toEqual([]);
	});
});

describe('the chats that are offered', () => {
	const search = async (words?: string, part = {}) =>
		await listed(new DingTalkRobot(), credential(part), { words });

	/** What was noted is noted after the answer. */
	const offered = async (name: string) => {
		const all = async () => {
			const [list] = await Promise.allSettled([search()]);
			return list.status === 'fulfilled' ? list.value.results.map((each) => each.name) : [];
		};
		while (!(await all()).includes(name)) await new Promise((resolve) => setImmediate(resolve));
	};

	it('are the groups in which somebody wrote to the robot, the latest first', async () => {
		const trigger = await publish();
		await said({ text: 'hello', chat: 'cid1==', title: '客服一群' });
		await said({ text: 'hello', chat: 'cid2==', title: 'Support' });
		await said({ text: 'hello', chat: 'cidDirect==', isDirect: true });
		await offered('Support');
		expect(await search()).toEqual({
			results: [
				{ name: 'Support', value: 'cid2==' },
				{ name: '客服一群', value: 'cid1==' },
			],
		});
		expect((await search('客服')).results).toHaveLength(1);
		await expect(search('', { clientId: 'dingother' })).rejects.toThrow('Nobody has written');
		await expect(search('', { clientId: '' })).rejects.toThrow('no Client ID');
		expect(trigger.logged.map(({ message }) => message)).toEqual(
			expect.arrayContaining([expect.stringContaining('"客服一群" (cid1==)')]),
		);
	});

	it('have the name that the group has now', async () => {
		await publish();
		await said({ text: 'hello', title: 'Old' });
		await said({ text: 'hello', title: 'New\n\u202eName' });
		await offered('New Name');
		expect((await search()).results).toHaveLength(1);
	});

	it('are chosen, or entered as an ID', async () => {
		const sent = async (chat: INodeParameters | string) =>
			await runRobotNode(new DingTalkRobot(), {
				items: [{ json: {} }],
				parameters: {
					authentication: 'app',
					chat,
					operation: 'sendMessage',
					messageType: 'text',
					content: 'hello',
				},
				credentials: credential(),
			});
		await sent({ __rl: true, mode: 'list', value: 'cid1==', cachedResultName: 'Support' });
		await sent({ __rl: true, mode: 'id', value: ' cid2== ' });
		expect(api.messages.map(({ group }) => group)).toEqual(['cid1==', 'cid2==']);
	});
});

describe('the trigger', () => {
	it.each([
		['a wrong Client Secret', { clientSecret: 'wrong' }, 'Client Secret'],
		['a wrong Client ID', { clientId: 'ding0' }, 'Client ID'],
		['no Client ID', { clientId: '' }, 'no Client ID'],
		['no Client Secret', { clientSecret: ' ' }, 'no Client Secret'],
	])('cannot be published with %s, and says what to do', async (_, part, words) => {
		const error = await publish({}, { credentials: credential(part) }).catch((reason) => reason);
		expect(error.constructor.name).toBe('NodeOperationError');
		expect(error.message).toContain(words);
		expect(toldBy(error)).not.toContain(app.clientSecret);
	});

	it('goes on by another connection when DingTalk ends one', async () => {
		await publish();
		const { reminder, now } = await aConversation();
		await company.send([reminder(1)]);
		app.renew();
		await app.connected(2);
		await said({ text: 'done' });
		expect((await now()).state).toBe('replied');
	});
});

describe('the robot of an app', () => {
	const sent = async (parameters: INodeParameters, data: Record<string, string> = {}) =>
		await runRobotNode(new DingTalkRobot(), {
			items: [{ json: {} }],
			parameters: {
				authentication: 'app',
				chat: 'cid1==',
				operation: 'sendMessage',
				...parameters,
			},
			credentials: credential(data),
		});
	const buttons = (count: number): INodeParameters => ({
		buttons: {
			rows: Array.from({ length: count }, (_, at) => ({
				title: `B${at}`,
				url: `https://a.example/${at}`,
			})),
		},
	});

	it.each([
		['text', { content: 'hello' }, 'sampleText'],
		['markdown', { messageTitle: 'T', content: '**x**' }, 'sampleMarkdown'],
		['link', { messageTitle: 'T', content: 'x', linkUrl: 'https://a.example' }, 'sampleLink'],
		['actionCard', { messageTitle: 'T', content: 'x', ...buttons(1) }, 'sampleActionCard'],
		['actionCard', { messageTitle: 'T', content: 'x', ...buttons(2) }, 'sampleActionCard2'],
		[
			'actionCard',
			{ messageTitle: 'T', content: 'x', ...buttons(2), options: { areSideBySide: true } },
			'sampleActionCard6',
		],
		['actionCard', { messageTitle: 'T', content: 'x', ...buttons(5) }, 'sampleActionCard5'],
		['json', { json: '{"msgtype":"text","text":{"content":"x"}}' }, 'sampleText'],
		[
			'json',
			{ json: '{"msgKey":"sampleText","msgParam":{"content":"as the API has it"}}' },
			'sampleText',
		],
	] as Array<[string, INodeParameters, string]>)(
		'sends a message of the type %s with %j as %s',
		async (messageType, part, msgKey) => {
			const [{ json }] = await sent({ messageType, ...part });
			expect(json).toMatchObject({ messagesSent: 1, processQueryKey: expect.any(String) });
			expect(api.messages).toMatchObject([{ group: 'cid1==', msgKey }]);
		},
	);

	it.each([
		['feedCard', { feedLinks: { rows: [{ title: 'T', url: 'https://a.example' }] } }, 'feed cards'],
		['actionCard', { messageTitle: 'T', content: 'x', ...buttons(6) }, 'at most 5 buttons'],
		['json', { json: '{"msgtype":"text","text":{"content":"x"},"at":{}}' }, 'mention anybody'],
		['json', { json: '{"msgtype":"oa"}' }, 'message type'],
	] as Array<[string, INodeParameters, string]>)(
		'says of a message of the type %s what it cannot send',
		async (messageType, part, words) => {
			await expect(sent({ messageType, ...part })).rejects.toThrow(words);
			expect(api.messages).toEqual([]);
		},
	);

	it('parts what is longer than its 15000 bytes', async () => {
		const [{ json }] = await sent({ messageType: 'text', content: '字'.repeat(9_000) });
		expect(json).toMatchObject({ messagesSent: 2 });
		const content = api.messages.map(({ body }) => body.text.content).join('');
		expect(content.replace(/[^字]/g, '')).toHaveLength(9_000);
	});

	it.each([
		['', 'Chat is empty'],
		['客服群', 'Chat is no ID'],
		['https://oapi.dingtalk.com/robot/send?access_token=x', 'Chat is no ID'],
	])('with the chat %j is told what to enter', async (chat, words) => {
		await expect(sent({ messageType: 'text', content: 'x', chat })).rejects.toThrow(words);
	});

	it('does not send again what may have been sent', async () => {
		api.failures.push(502);
		await expect(sent({ messageType: 'text', content: 'hello' })).rejects.toThrow('HTTP 502');
		expect(api.messages).toEqual([]);
	});

	it('tries again with another token', async () => {
		await sent({ messageType: 'text', content: 'one' });
		api.revokeTokens();
		await sent({ messageType: 'text', content: 'two' });
		expect(api.messagesOf('cid1==').map(({ body }) => body.text.content)).toEqual(['one', 'two']);
		expect(api.tokensGiven).toBe(2);
	});

	it.each([
		['a wrong secret', {}, { clientSecret: 'wrong' }, 'Client Secret is wrong'],
		['a group that it does not know', { chat: 'cid9==' }, {}, 'does not know the group'],
	])('with %s says what to do', async (_, part, data, words) => {
		const error = await sent({ messageType: 'text', content: 'x', ...part }, data).catch(
			(reason) => reason,
		);
		expect(error.message).toContain(words);
		expect(api.messages).toEqual([]);
	});

	it.each([
		['Forbidden.AccessDenied.AccessTokenPermissionDenied', 'lacks a permission'],
		['template.stopped', 'not published'],
		['invalidParameter.robotCode.notExsit', 'not in the group'],
		['toString', 'DingTalk error toString'],
	])('says of %s what it means', async (code, words) => {
		api.failures.push(code);
		await expect(sent({ messageType: 'text', content: 'x' })).rejects.toThrow(words);
	});
});
