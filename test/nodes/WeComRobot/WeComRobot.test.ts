import type { INodeParameters } from 'n8n-workflow';

import { WeComRobotApi } from '../../../credentials/WeComRobotApi.credentials';
import { WeComRobot } from '../../../nodes/WeComRobot/WeComRobot.node';
import { FakeWeCom } from '../../support/robots/weCom/fakeWeCom.mts';
import { runRobotNode, type RobotRun } from '../../support/nodes/robotNode.mts';
import { escalationItem, escalationItems } from '../../support/sources/serviceEvents.mts';

const GROUP = 'service-group-key';

let fake: FakeWeCom;
// Each test has a robot of its own, for the limits are counted by its address.
beforeEach(async () => {
	fake = await FakeWeCom.start({
		robots: [
			{ key: GROUP, group: 'Service' },
			{ key: 'disabled', group: 'Disabled', isDisabled: true },
		],
	});
});
afterEach(async () => await fake.stop());

async function run(
	parameters: INodeParameters,
	items: RobotRun['items'] = [{ text: 'hello' }],
	{ key = GROUP, continueOnFail = false }: { key?: string; continueOnFail?: boolean } = {},
) {
	return await runRobotNode(new WeComRobot(), {
		parameters,
		items,
		continueOnFail,
		credentials: {
			weComRobotApi: { type: new WeComRobotApi(), data: { key, baseUrl: fake.url } },
		},
	});
}

const bodies = () => fake.messagesOf(GROUP).map(({ body }) => body);
const sendMessage = (part: INodeParameters): INodeParameters => ({
	operation: 'sendMessage',
	...part,
});

describe('the WeCom robot without any parameters', () => {
	it('sends a reminder of Repeat Until Replied', async () => {
		const [item] = await run({}, [escalationItems['reminder first']]);
		expect(item).toEqual({
			json: { errcode: 0, errmsg: 'ok', messagesSent: 1 },
			pairedItem: { item: 0 },
		});
		const [{ content }] = fake.messagesOf(GROUP);
		for (const said of ['Visitor15', 'Where is my order?', 'reminder 1 of 4']) {
			expect(content).toContain(said);
		}
	});

	it('sends few reminders one by one and many as one, the oldest first', async () => {
		const reminder = (name: string, since: string) =>
			escalationItem({
				reminder: { number: 1, maximum: 4, isLast: false },
				escalation: { state: 'reminding', reminderCount: 0 },
				waiting: { since, seconds: 60 },
				event: { kind: 'message.unreplied', visitor: { name } },
			});
		const older = reminder('Older', '2025-12-11T07:00:00.000Z');
		const newer = reminder('Newer', '2025-12-11T08:00:00.000Z');
		await run({}, [newer, older]);
		expect(fake.messagesOf(GROUP)).toHaveLength(2);
		const items = await run({}, [newer, newer, newer, older, newer, newer]);
		expect(items.map(({ json }) => json.digest)).toEqual(Array(6).fill({ notifications: 6 }));
		expect(items.map(({ pairedItem }) => pairedItem)).toEqual(
			[0, 1, 2, 3, 4, 5].map((item) => ({ item })),
		);
		expect(fake.messagesOf(GROUP)).toHaveLength(3);
		const { content } = fake.messagesOf(GROUP)[2];
		expect(content).toContain('6 conversations are waiting for a reply');
		expect(content.indexOf('Older')).toBeLessThan(content.indexOf('Newer'));
	});
});

describe('a notification of the WeCom robot', () => {
	const defined = (part: INodeParameters = {}): INodeParameters => ({
		notification: 'define',
		title: 'Title',
		...part,
	});

	it('shows what is defined', async () => {
		await run(
			defined({
				severity: 'warning',
				body: 'A **word** and `code`',
				quote: 'from [outside](https://evil.example)',
				fields: { rows: [{ name: 'Name', value: 'Value' }] },
				links: { rows: [{ text: 'Open', url: 'https://example.com' }] },
				options: { style: 'markdown' },
			}),
		);
		expect(bodies()[0].markdown.content).toBe(
			[
				'**<font color="warning">Title</font>**',
				'> from [outside]\u200b(https://evil.example)',
				'A **word** and `code`',
				'<font color="comment">Name</font>: Value',
				'[Open](https://example.com/)',
			].join('\n\n'),
		);
	});

	it('shows a plain body as it is', async () => {
		await run(defined({ body: 'not **bold**', bodyFormat: 'plain' }));
		expect(bodies()[0].markdown.content).toContain('not ∗∗bold∗∗');
	});

	it('mentions everybody by a text of its own', async () => {
		const [item] = await run(defined({ mention: { everybody: true } }));
		expect(item.json.messagesSent).toBe(2);
		expect(bodies()[1]).toEqual({
			msgtype: 'text',
			text: { content: 'Title', mentioned_list: ['@all'] },
		});
	});

	it('mentions everybody whose user ID is @all, and mobile numbers that have blanks', async () => {
		await run(
			defined({
				mention: { users: '@all, lilei', mobiles: '138 0000 1111, +86 139-0000-2222' },
				options: { style: 'markdown' },
			}),
		);
		const [markdown, { text }] = bodies();
		expect(markdown.markdown.content).toContain('<@lilei>');
		expect(markdown.markdown.content).not.toContain('@all');
		expect(text).toMatchObject({
			mentioned_list: ['@all'],
			mentioned_mobile_list: ['13800001111', '+8613900002222'],
		});
	});

	it('speaks Chinese', async () => {
		await run({ options: { language: 'zh' } }, [escalationItems['reminder first']]);
		expect(fake.messagesOf(GROUP)[0].content).toContain('第 1 次提醒，共 4 次');
	});

	it('says what is missing', async () => {
		await expect(run(defined({ title: '' }))).rejects.toThrow('The title is empty');
		await expect(run(defined({ options: { style: 'card' } }))).rejects.toThrow('needs a link');
	});
});

describe('a message of the WeCom robot', () => {
	it('is text with mentions', async () => {
		await run(
			sendMessage({
				messageType: 'text',
				mention: { users: 'lilei, hanmeimei', mobiles: '13800001111', everybody: true },
			}),
		);
		expect(bodies()).toEqual([
			{
				msgtype: 'text',
				text: {
					content: 'hello',
					mentioned_list: ['lilei', 'hanmeimei', '@all'],
					mentioned_mobile_list: ['13800001111'],
				},
			},
		]);
	});

	it.each(['markdown', 'markdown_v2'])('is %s', async (messageType) => {
		await run(sendMessage({ messageType, content: '# Hi' }));
		expect(bodies()).toEqual([{ msgtype: messageType, [messageType]: { content: '# Hi' } }]);
	});

	it('is news', async () => {
		const article = { title: 'Title', description: '', url: 'https://example.com', picurl: '' };
		await run(sendMessage({ messageType: 'news', articles: { rows: [article] } }));
		expect(bodies()[0].news.articles).toEqual([{ title: 'Title', url: 'https://example.com' }]);
	});

	it.each([
		['file', 'report 报告.txt', 'text/plain', Buffer.from('the report')],
		['voice', 'hello.amr', 'audio/amr', Buffer.from('#!AMR\nhello')],
	])('is a %s that is uploaded first', async (messageType, fileName, mimeType, content) => {
		await run(sendMessage({ messageType }), [
			{ json: {}, binary: { data: { data: content.toString('base64'), fileName, mimeType } } },
		]);
		expect(fake.uploads).toEqual([
			{ mediaId: 'media-1', robot: GROUP, type: messageType, fileName, bytes: content },
		]);
		expect(bodies()).toEqual([{ msgtype: messageType, [messageType]: { media_id: 'media-1' } }]);
	});

	it('is a picture', async () => {
		const png = Buffer.from(
			'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==',
			'base64',
		);
		await run(sendMessage({ messageType: 'image' }), [
			{ json: {}, binary: { data: { data: png.toString('base64'), mimeType: 'image/png' } } },
		]);
		expect(bodies()[0].msgtype).toBe('image');
	});

	it('is a card with every part, text_notice', async () => {
		await run(
			sendMessage({
				messageType: 'template_card',
				cardType: 'text_notice',
				cardTitle: '欢迎使用企业微信',
				cardDescription: '您的好友正在邀请您加入企业微信',
				cardText: '下载企业微信还能抢红包！',
				cardUrl: 'https://work.weixin.qq.com/?from=openApi',
				cardFacts: {
					rows: [
						{ keyname: '邀请人', value: '张三', kind: 'text', target: '' },
						{
							keyname: '官网',
							value: '点击访问',
							kind: 'url',
							target: 'https://work.weixin.qq.com',
						},
						{ keyname: '下载', value: '企业微信.apk', kind: 'file', target: 'MEDIAID' },
						{ keyname: '成员', value: '李四', kind: 'member', target: 'lisi' },
					],
				},
				cardLinks: {
					rows: [
						{ title: '企业微信官网', url: 'https://work.weixin.qq.com' },
						{ title: '跳转小程序', appid: 'APPID', pagepath: 'PAGEPATH' },
					],
				},
				cardMore: {
					sourceIconUrl: 'https://wework.qpic.cn/wwpic/252813_jOfDHtcISzuodLa_1629280209/0',
					sourceText: '企业微信',
					sourceColor: 0,
					emphasisTitle: '100',
					emphasisText: '数据含义',
					quoteUrl: 'https://work.weixin.qq.com/?from=openApi',
					quoteTitle: '引用文本标题',
					quoteText: 'Jack：企业微信真的很好用~',
				},
			}),
		);
		// The example of "群机器人配置说明", but for a member, which it has elsewhere.
		expect(bodies()[0].template_card).toEqual({
			card_type: 'text_notice',
			source: {
				icon_url: 'https://wework.qpic.cn/wwpic/252813_jOfDHtcISzuodLa_1629280209/0',
				desc: '企业微信',
				desc_color: 0,
			},
			main_title: { title: '欢迎使用企业微信', desc: '您的好友正在邀请您加入企业微信' },
			emphasis_content: { title: '100', desc: '数据含义' },
			quote_area: {
				type: 1,
				url: 'https://work.weixin.qq.com/?from=openApi',
				title: '引用文本标题',
				quote_text: 'Jack：企业微信真的很好用~',
			},
			sub_title_text: '下载企业微信还能抢红包！',
			horizontal_content_list: [
				{ keyname: '邀请人', value: '张三' },
				{ keyname: '官网', value: '点击访问', type: 1, url: 'https://work.weixin.qq.com' },
				{ keyname: '下载', value: '企业微信.apk', type: 2, media_id: 'MEDIAID' },
				{ keyname: '成员', value: '李四', type: 3, userid: 'lisi' },
			],
			jump_list: [
				{ type: 1, url: 'https://work.weixin.qq.com', title: '企业微信官网' },
				{ type: 2, appid: 'APPID', pagepath: 'PAGEPATH', title: '跳转小程序' },
			],
			card_action: { type: 1, url: 'https://work.weixin.qq.com/?from=openApi' },
		});
	});

	it('is a card with a picture, news_notice', async () => {
		await run(
			sendMessage({
				messageType: 'template_card',
				cardType: 'news_notice',
				cardTitle: 'Title',
				cardUrl: 'https://example.com',
				cardImageUrl: 'https://example.com/p.png',
				cardParagraphs: { rows: [{ title: 'One', desc: '' }] },
				cardMore: {
					aspectRatio: 1.5,
					sideImageUrl: 'https://example.com/s.png',
					sideTitle: 'Side',
					sideUrl: 'https://example.com/s',
				},
			}),
		);
		expect(bodies()[0].template_card).toEqual({
			card_type: 'news_notice',
			main_title: { title: 'Title' },
			card_action: { type: 1, url: 'https://example.com' },
			card_image: { url: 'https://example.com/p.png', aspect_ratio: 1.5 },
			image_text_area: {
				type: 1,
				url: 'https://example.com/s',
				title: 'Side',
				image_url: 'https://example.com/s.png',
			},
			vertical_content_list: [{ title: 'One' }],
		});
	});

	it.each([
		[{ cardTitle: 'T' }, 'has no link'],
		[{ cardUrl: 'https://example.com' }, 'no title'],
		[{ cardType: 'news_notice', cardTitle: 'T', cardUrl: 'https://example.com' }, 'no picture'],
		[
			{
				cardTitle: 'T',
				cardUrl: 'https://example.com',
				cardFacts: { rows: Array(7).fill({ keyname: 'k', value: 'v', kind: 'text' }) },
			},
			'at most 6 facts',
		],
	])('is refused before it is sent when a card is not complete: %#', async (part, reason) => {
		await expect(run(sendMessage({ messageType: 'template_card', ...part }))).rejects.toThrow(
			reason,
		);
		expect(fake.received).toEqual([]);
	});

	it('is JSON as the document has it', async () => {
		const message = { msgtype: 'text', text: { content: 'raw' } };
		await run(sendMessage({ messageType: 'json', json: JSON.stringify(message) }));
		expect(bodies()).toEqual([message]);
		await expect(run(sendMessage({ messageType: 'json', json: '{' }))).rejects.toThrow(
			'is not valid JSON',
		);
	});

	it('is split when it is too long, and tells how many were sent', async () => {
		const [item] = await run(sendMessage({ messageType: 'text', content: 'word '.repeat(900) }));
		expect(item.json.messagesSent).toBe(3);
		expect(bodies().map(({ text }) => text.content.slice(0, 5))).toEqual([
			'(1/3)',
			'(2/3)',
			'(3/3)',
		]);
	});
});

describe('an upload of the WeCom robot', () => {
	it('gives the media ID', async () => {
		const file = { data: Buffer.from('the report').toString('base64'), mimeType: 'text/plain' };
		const [item] = await run({ operation: 'uploadMedia' }, [{ json: {}, binary: { data: file } }]);
		expect(item.json).toMatchObject({ errcode: 0, media_id: 'media-1', type: 'file' });
	});
});

describe('a failure of the WeCom robot', () => {
	const failing = [{ text: 'a' }, { text: '' }, { text: 'c' }];
	const text = sendMessage({ messageType: 'text' });

	it('stops the node at the item that failed', async () => {
		await expect(run(text, failing)).rejects.toMatchObject({
			message: 'The content is empty',
			context: { itemIndex: 1 },
		});
		expect(bodies()).toHaveLength(1);
	});

	it('leaves with its item and the reason, with Continue on Fail', async () => {
		const items = await run(text, failing, { continueOnFail: true });
		expect(items.map(({ json }) => json.error)).toEqual([
			undefined,
			'The content is empty',
			undefined,
		]);
		expect(items.map(({ pairedItem }) => pairedItem)).toEqual([
			{ item: 0 },
			{ item: 1 },
			{ item: 2 },
		]);
		expect(bodies()).toHaveLength(2);
	});

	it('of one notification does not keep the others from being sent, with Continue on Fail', async () => {
		fake.failures.push(93008);
		const items = await run({}, [{ text: 'a' }, { text: 'b' }], { continueOnFail: true });
		expect(items[0].json.error).toBe('The robot is not in the group');
		expect(items[1].json.errcode).toBe(0);
	});

	it('of one notification stops the others', async () => {
		fake.failures.push(93008);
		await expect(run({}, [{ text: 'a' }, { text: 'b' }])).rejects.toMatchObject({
			message: 'The robot is not in the group',
			context: { itemIndex: 0 },
		});
		expect(fake.received).toHaveLength(1);
	});

	it.each([
		['unknown-robot-key', 'The key is wrong'],
		['disabled', 'The robot is disabled'],
	])('with the key %j says what to do, without the key', async (key, words) => {
		const error = await run({}, undefined, { key }).catch((reason) => reason);
		expect(error.message).toContain(words);
		expect(error.description).toMatch(/Copy the Webhook URL|Enable it/);
		expect(JSON.stringify({ ...error, stack: error.stack, message: error.message })).not.toContain(
			'unknown-robot-key',
		);
	});

	it('of the connection tells that the message may have arrived, without the key', async () => {
		fake.failures.push('hangUp');
		const error = await run({}).catch((reason) => reason);
		expect(error.message).toContain('may or may not be in the group');
		expect(JSON.stringify({ ...error, stack: error.stack })).not.toContain(GROUP);
		expect(fake.received).toHaveLength(0);
	});

	it('of the connection on an upload is tried again: no message comes of it', async () => {
		fake.uploadFailures.push('hangUp');
		const [data, mimeType] = [Buffer.from('the report').toString('base64'), 'text/plain'];
		const file = { json: {}, binary: { data: { data, fileName: 'report.txt', mimeType } } };
		await run(sendMessage({ messageType: 'file' }), [file]);
		expect(fake.uploads).toHaveLength(1);
		expect(bodies()).toEqual([{ msgtype: 'file', file: { media_id: 'media-1' } }]);
	});

	it('by a proxy is not taken for a success', async () => {
		fake.failures.push('htmlPage');
		await expect(run({})).rejects.toThrow('The response did not come from WeCom');
	});

	it('that passes is tried again', async () => {
		fake.failures.push(-1);
		const [item] = await run({});
		expect(item.json.errcode).toBe(0);
		expect(fake.received.map(({ errcode }) => errcode)).toEqual([-1, 0]);
	});

	it('that lasts longer than it may wait says when to try again', async () => {
		fake.failures.push(45009);
		await expect(run({ options: { maximumWait: 5 } })).rejects.toThrow(
			/^Too many messages, try again at \d{4}-/,
		);
		// The robot is held back: the next does not even ask.
		await expect(run({ options: { maximumWait: 5 } })).rejects.toThrow(
			/^Rate limited, try again at \d{4}-/,
		);
		expect(fake.received).toHaveLength(1);
	});

	it('comes at once where it may not wait, and so does a success', async () => {
		const options = { maximumWait: 0 };
		const [item] = await run({ options });
		expect(item.json.errcode).toBe(0);
		fake.failures.push(-1);
		await expect(run({ options })).rejects.toThrow(/^WeCom is busy, try again at/);
	});

	it('of the credential is told before anything is sent', async () => {
		await expect(run({}, undefined, { key: 'two words' })).rejects.toThrow(
			'Copy the Webhook URL of the robot',
		);
	});
});
