import fc from 'fast-check';

import { groupRobot } from '../../../../src/events/sources/groupRobot';
import {
	eventIn,
	eventRequest,
	problemIn,
	RECEIVED_AT,
} from '../../../support/sources/eventRequest.mts';
import { dingTalk, feishu, slack, weCom } from '../../../support/sources/groupRobot.mts';
import {
	dingTalkSignatureVectors,
	feishuSignatureVectors,
} from '../../../support/sources/signatureVectors.mts';
import { verdictOf } from '../../../support/sources/verdict.mts';

const eventOf = (body: unknown, settings = {}) => eventIn(groupRobot, { body }, settings);

describe('a WeCom message', () => {
	it.each<[string, unknown, object]>([
		[
			'text',
			weCom.text,
			{ type: 'weCom.text', text: '广州今日天气：29度，大部分多云，降雨概率：60%' },
		],
		[
			'markdown',
			weCom.markdown,
			{
				text: '实时新增用户反馈132例，请相关同事注意。\n类型:用户反馈\n普通用户反馈:117例\nVIP用户反馈:15例',
				fields: undefined,
			},
		],
		[
			'markdown_v2',
			weCom.markdownV2,
			{ title: '一级', text: '*斜体* 加粗\n- 列表\n链接 (https://work.weixin.qq.com)' },
		],
		['image', weCom.image, { text: '[image]' }],
		['file', weCom.file, { text: '[file]' }],
		['voice', weCom.voice, { text: '[voice]' }],
		[
			'news',
			weCom.news,
			{ title: '中秋节礼品领取', text: '今年中秋节公司有豪礼相送', url: 'https://www.qq.com' },
		],
		[
			'template card',
			weCom.textNotice,
			{
				title: '欢迎使用企业微信',
				text: '您的好友正在邀请您加入企业微信\n下载企业微信还能抢红包！\n引用文本标题\nJack：企业微信真的很好用~\nBalian：超级好的一款软件！',
				url: 'https://work.weixin.qq.com/card',
				fields: [
					{ name: '数据含义', value: '100' },
					{ name: '邀请人', value: '张三' },
					{ name: '企微官网', value: '点击访问\nhttps://work.weixin.qq.com' },
					{ name: '企业微信官网', value: 'https://work.weixin.qq.com/jump' },
				],
			},
		],
	])('%s is understood', (_, body, expected) => {
		expect(eventOf(body)).toMatchObject({
			source: 'groupRobot',
			kind: 'notice',
			conversation: { effect: 'opens' },
			occurredAt: new Date(RECEIVED_AT).toISOString(),
			raw: body,
			...expected,
		});
	});
});

describe('a DingTalk message', () => {
	it.each<[string, unknown, object]>([
		['text', dingTalk.text, { type: 'dingTalk.text', text: '我就是我, @180xxxxxx 是不一样的烟火' }],
		[
			'link',
			dingTalk.link,
			{
				title: '时代的火车向前开',
				text: '这个即将发布的新版本，创始人称它为红树林。',
				url: 'https://open.dingtalk.com/document/',
			},
		],
		[
			'markdown',
			dingTalk.markdown,
			{ title: '杭州天气 @150XXXXXXXX', text: '9度，西北风1级\nscreenshot' },
		],
		[
			'actionCard',
			dingTalk.actionCard,
			{
				title: '乔布斯 20 年前想打造的苹果咖啡厅',
				fields: [
					{ name: '内容不错', value: 'https://www.dingtalk.com/' },
					{ name: '不感兴趣', value: 'https://www.dingtalk.com/no' },
				],
			},
		],
		[
			'feedCard',
			dingTalk.feedCard,
			{
				title: '时代的火车向前开1',
				url: 'https://www.dingtalk.com/1',
				fields: [{ name: '时代的火车向前开2', value: 'https://www.dingtalk.com/2' }],
			},
		],
	])('%s is understood', (_, body, expected) => {
		expect(eventOf(body)).toMatchObject({ kind: 'notice', ...expected });
	});

	it('is the same delivery by its msgUuid', () => {
		const again = eventIn(groupRobot, { body: dingTalk.text, receivedAt: RECEIVED_AT + 3_600_000 });
		expect(again.id).toBe(eventOf(dingTalk.text).id);
		expect(eventOf({ ...dingTalk.text, msgUuid: 'other' }).id).not.toBe(again.id);
	});
});

describe('a Feishu message', () => {
	it.each<[string, unknown, object]>([
		['text', feishu.text, { type: 'feishu.text', text: '@Tom 新更新提醒' }],
		[
			'post',
			feishu.post,
			{
				title: '项目更新通知',
				text: '项目有更新: 请查看 (http://www.example.com/)@tom\n[image]',
				url: 'http://www.example.com/',
			},
		],
		['image', feishu.image, { text: '[image]' }],
		['share_chat', feishu.shareChat, { text: '[share_chat]' }],
		[
			'card 1.0',
			feishu.card1,
			{
				title: '今日旅游推荐',
				text: '西湖，位于浙江省杭州市\n门票：免费',
				url: 'https://www.example.com',
				fields: [{ name: '更多景点介绍', value: 'https://www.example.com' }],
			},
		],
		[
			'card 2.0',
			feishu.card2,
			{ title: '标题', text: '正文 @\n第二列', url: 'https://www.example.com/open' },
		],
		[
			'card by template',
			feishu.cardTemplate,
			{
				fields: [
					{ name: '告警', value: 'CPU' },
					{ name: '次数', value: '3' },
				],
			},
		],
		[
			'first version',
			feishu.firstVersion,
			{ type: 'feishu.text', title: 'Hello Feishu', text: '这是第一版机器人的消息' },
		],
	])('%s is understood', (_, body, expected) => {
		expect(eventOf(body)).toMatchObject({ kind: 'notice', ...expected });
	});
});

describe('a Slack message', () => {
	it.each<[string, unknown, object]>([
		['text', slack.text, { type: 'slack.text', text: 'Hello, world.' }],
		[
			'blocks',
			slack.blocks,
			{
				type: 'slack.blocks',
				title: 'New request',
				text: expect.stringContaining(
					'Overlook Hotel (https://example.com)\n:star:\nDoors had too many axe holes & more, says @U012AB3CD.',
				),
				fields: [
					{ name: 'Average Rating', value: '1.0' },
					{ name: 'Type', value: 'Computer (laptop)' },
					{ name: 'Reply to review', value: 'https://example.com/review' },
				],
				url: 'https://example.com/review',
			},
		],
		[
			'rich text',
			slack.richText,
			{
				text: 'Hello there, I am a bold rich text block, see here (https://example.com)@U1',
			},
		],
		[
			'attachments',
			slack.attachments,
			{
				type: 'slack.attachments',
				title: 'Slack API Documentation',
				text: 'Optional text that appears above the attachment block\nOptional text that appears within the attachment\nSlack API',
				fields: [{ name: 'Priority', value: 'High' }],
				url: 'https://api.slack.com/',
			},
		],
	])('%s is understood', (_, body, expected) => {
		expect(eventOf(body)).toMatchObject({ kind: 'notice', ...expected });
	});

	it('comes in a form field too', () => {
		const body = new URLSearchParams({ payload: JSON.stringify(slack.text) }).toString();
		const headers = { 'Content-Type': 'application/x-www-form-urlencoded' };
		expect(eventIn(groupRobot, { body, headers })).toMatchObject({ text: 'Hello, world.' });
	});
});

describe('a conversation', () => {
	const alert = (id: number, state: string) =>
		({ msgtype: 'text', text: { content: `Alert ID: ${id}\nState: ${state}` } }) as const;

	it('is what the message says, so that nothing is taken for an answer or swallowed by accident', () => {
		const key = (body: unknown) => eventOf(body).conversation?.key;
		expect(key(weCom.text)).toBe(key(weCom.text));
		expect(key(alert(1, 'firing'))).not.toBe(key(alert(2, 'firing')));
		expect(key(alert(1, 'firing'))).not.toBe(key(alert(1, 'resolved')));
	});

	it('is named by a line, and ended by a word, when the user says which', () => {
		const settings = {
			conversationLine: 'alert id',
			statusLine: 'state',
			repliedWords: ['Resolved', '已恢复'],
		};
		expect(eventOf(alert(42, 'firing'), settings).conversation).toMatchObject({
			key: 'robot:42',
			effect: 'opens',
		});
		expect(eventOf(alert(42, 'RESOLVED'), settings).conversation).toMatchObject({
			key: 'robot:42',
			effect: 'ends',
		});
	});

	it('is ended by a word of its title too', () => {
		const settings = { conversationLine: 'Alert ID', repliedWords: ['resolved'] };
		const effect = (content: string) =>
			eventOf({ msgtype: 'markdown', markdown: { content } }, settings).conversation?.effect;
		expect(effect('# Resolved: CPU\nAlert ID: 42\nHost: a')).toBe('ends');
		expect(effect('# Unresolved: CPU\nAlert ID: 42\nHost: a')).toBe('opens');
	});

	it('is not ended by a word that anybody may have written', () => {
		const settings = {
			conversationLine: 'Alert ID',
			statusLine: 'State',
			repliedWords: ['resolved'],
		};
		const asked = [
			'Alert ID: 42\nState: firing\nis it resolved?',
			'Alert ID: 42\nState: firing\nMessage: is it resolved?',
			'Alert ID: 42\nState: firing\n> State: resolved',
			'Alert ID: 42\nState: firing\n```\nState: resolved\n```',
			'is it\n# resolved\nAlert ID: 42\nState: firing',
		];
		for (const content of asked) {
			expect(eventOf({ msgtype: 'text', text: { content } }, settings)).toMatchObject({
				conversation: { key: 'robot:42', effect: 'opens' },
				notice: undefined,
			});
		}
	});

	it('is not named by what a platform shows as a quotation', () => {
		const settings = {
			conversationLine: 'Alert ID',
			statusLine: 'State',
			repliedWords: ['resolved'],
		};
		const forged = 'Alert ID: 41\nState: resolved';
		const richText = (type: string) => ({
			type: 'rich_text',
			elements: [
				{ type: 'rich_text_section', elements: [{ type: 'text', text: 'Alert ID: 42' }] },
				{ type, elements: [{ type: 'text', text: forged }] },
			],
		});
		for (const body of [
			{ text: `Alert ID: 42\n>>> hello\n${forged}` },
			{ text: `Alert ID: 42\n&gt;&gt;&gt;hello\n${forged}` },
			{ blocks: [richText('rich_text_quote')] },
			{ blocks: [richText('rich_text_preformatted')] },
			{
				msgtype: 'template_card',
				template_card: {
					card_type: 'text_notice',
					horizontal_content_list: [{ keyname: 'Alert ID', value: '42' }],
					quote_area: { quote_text: forged },
				},
			},
		]) {
			expect(eventOf(body, settings)).toMatchObject({
				conversation: { key: 'robot:42', effect: 'opens' },
				text: expect.stringContaining(forged),
				notice: undefined,
			});
		}
	});

	it('is one of its own where two lines of a name differ', () => {
		const settings = {
			conversationLine: 'Alert ID',
			statusLine: 'State',
			repliedWords: ['resolved'],
		};
		for (const content of [
			'Alert ID: 42\nState: resolved\nAlert ID: 41',
			'Alert ID: 42\nState: firing\nstate： resolved',
		]) {
			expect(eventOf({ msgtype: 'text', text: { content } }, settings)).toMatchObject({
				conversation: { key: expect.stringMatching(/^robot:text=[0-9a-f]{32}$/), effect: 'opens' },
				notice: expect.stringContaining('separate conversation'),
			});
		}
		// A name that is a fact of the message itself does not count less than a line of its text.
		const fields = [{ type: 'mrkdwn', text: '*Alert ID*\n42' }];
		const section = { type: 'section', text: { type: 'mrkdwn', text: 'Alert ID: 41' }, fields };
		expect(eventOf({ blocks: [section] }, settings).conversation?.key).toMatch(/^robot:text=/);
		// Twice the same is no contradiction.
		const twice = 'Alert ID: 42\nState: firing\nAlert ID: 42';
		expect(eventOf({ msgtype: 'text', text: { content: twice } }, settings)).toMatchObject({
			conversation: { key: 'robot:42' },
		});
	});

	// A form that administrators of Zabbix use for DingTalk, with the message of whoever confirmed it.
	it.each([
		['当前状态:PROBLEM\n告警信息:CPU', 'opens'],
		['当前状态:OK\n告警信息:CPU', 'ends'],
		['确认信息如下:\n"is it OK? 当前状态 OK"\n当前状态:PROBLEM', 'opens'],
	])('is what Zabbix means: %j', (lines, effect) => {
		const content = `服务器:web-1: CPU\n{\n告警主机:web-1\n${lines}\n事件ID:123\n}`;
		const settings = { conversationLine: '事件ID', statusLine: '当前状态', repliedWords: ['OK'] };
		expect(eventOf({ msgtype: 'text', text: { content } }, settings).conversation).toMatchObject({
			key: 'robot:123',
			effect,
		});
	});

	it('may be named in a quotation, where the user says so', () => {
		// PrometheusAlert's template for WeCom quotes every line.
		const content = '>**告警级别:** 严重\n>**Alert ID:** 42\n>**State:** resolved';
		const body = { msgtype: 'markdown', markdown: { content } };
		const key = (settings: object) => eventOf(body, settings).conversation?.key;
		expect(key({ conversationLine: 'Alert ID' })).toMatch(/^robot:text=/);
		expect(key({ conversationLine: '> Alert ID' })).toBe('robot:42');
		const settings = {
			conversationLine: '>Alert ID',
			statusLine: '> State',
			repliedWords: ['resolved'],
		};
		expect(eventOf(body, settings).conversation?.effect).toBe('ends');
		const notice = (line: string) => eventOf(body, { conversationLine: line, isTest: true }).notice;
		expect(notice('Alert ID')).toContain('Enter "> Alert ID"');
		expect(notice('Ticket')).toContain('no line "Ticket"');
		expect(notice('> Alert ID')).toBeUndefined();
	});

	it('is told anew when the same text comes again later than a repetition would', () => {
		const at = (receivedAt: number) => eventIn(groupRobot, { body: weCom.text, receivedAt }).id;
		expect(at(RECEIVED_AT + 59_000)).toBe(at(RECEIVED_AT));
		expect(at(RECEIVED_AT + 60_000)).not.toBe(at(RECEIVED_AT));
	});
});

describe('lines', () => {
	const text = (content: string) => eventOf({ msgtype: 'text', text: { content } });

	it('are facts from two on; one alone is a sentence', () => {
		expect(text('Note: come here')).toMatchObject({ text: 'Note: come here', fields: undefined });
		expect(text('Host: a\nState： down')).toMatchObject({
			text: undefined,
			fields: [
				{ name: 'Host', value: 'a' },
				{ name: 'State', value: 'down' },
			],
		});
	});

	it('with an address or the time of day are none', () => {
		const content = 'https://example.com\n12:30 it broke\nHost: a';
		expect(text(content)).toMatchObject({ text: content, fields: undefined });
	});
});

describe('a message that is longer than any', () => {
	it('says that not all of it is there', () => {
		const buttons = (count: number) =>
			Array.from({ length: count }, (_, index) => ({
				title: `b${index}`,
				actionURL: 'https://a.cn',
			}));
		const card = (count: number) =>
			eventOf({ msgtype: 'actionCard', actionCard: { text: 'x', btns: buttons(count) } });
		expect(card(50).notice).toBeUndefined();
		expect(card(51)).toMatchObject({ notice: expect.stringContaining('raw') });
		expect(card(2_000).fields).toHaveLength(50);
		const text = { msgtype: 'text', text: { content: 'a\n'.repeat(20_001) } };
		expect(eventOf(text).notice).toContain('20000 lines');
		const title = eventOf({ msgtype: 'link', link: { title: 'x'.repeat(2_000) } }).title;
		expect(title).toBe(`${'x'.repeat(999)}…`);
	});
});

describe('a body that is no message', () => {
	it.each<[string, unknown, string]>([
		['nothing', '', 'msgtype'],
		['a list', [], 'msgtype'],
		['something else', { a: 1 }, 'msgtype'],
		['an unknown type of WeCom', { msgtype: 'poem' }, 'msgtype'],
		['an unknown type of Feishu', { msg_type: 'poem' }, 'msg_type'],
		['an empty text', { msgtype: 'text', text: { content: ' ' } }, 'text.content'],
		['no text', { msgtype: 'text' }, 'text'],
		['a text of DingTalk that is none', { msgtype: 'text', text: 1, at: {} }, 'text'],
		['no articles', { msgtype: 'news', news: { articles: [] } }, 'news.articles'],
		['an empty text of Slack', { text: '' }, 'text'],
		['blocks that are none', { blocks: [1] }, 'blocks.0'],
		['a post without language', { msg_type: 'post', content: { post: {} } }, 'content.post'],
	])('%s is refused by the name of the field', (_, body, field) => {
		const problem = problemIn(groupRobot, { body });
		expect(problem.field).toBe(field);
		expect(problem.message).not.toBe('');
	});

	it('is never more than that, whatever stands in it', () => {
		const anything = fc.jsonValue({ maxDepth: 5 });
		const types = fc.constantFrom(
			...['text', 'markdown', 'news', 'template_card', 'link', 'actionCard', 'feedCard', 'post'],
			...['interactive', 'image'],
		);
		const names = ['text', 'markdown', 'news', 'template_card', 'link', 'actionCard'];
		fc.assert(
			fc.property(
				types,
				fc.constantFrom('msgtype', 'msg_type'),
				fc.dictionary(
					fc.constantFrom(...names, 'feedCard', 'content', 'card', 'blocks', 'attachments', 'at'),
					anything,
				),
				(type, name, rest) => {
					const parsed = groupRobot.parse(eventRequest({ body: { ...rest, [name]: type } }), {});
					if (!parsed.ok) expect(parsed.problem.message).not.toBe('');
				},
			),
		);
	});
});

// Gitee Help, "WebHook support for WeChat Work": what it sends where the host of a webhook is a robot's.
it('what proves who sends is in no output, be it Gitee that speaks to a robot', () => {
	const hook = { hook_id: 1, hook_name: 'push_hooks', hook_url: 'https://gitee.com/a/b/hooks/1' };
	const message = { msgtype: 'markdown', markdown: { content: 'pushed' } };
	const proofs = { password: 'the password', sign: 'the sign', timestamp: '1700000000000' };
	const body = { ...hook, ...proofs, key: 'the key of the robot', ...message };
	const query = { key: 'the key of the robot' };
	expect(eventIn(groupRobot, { body, query }).raw).toEqual({ ...hook, ...message });
});

describe('the signature', () => {
	const verify = (options: Parameters<typeof eventRequest>[0], secret: string, now: number) =>
		verdictOf(groupRobot, eventRequest(options), secret, { now });

	it.each(dingTalkSignatureVectors)(
		'of DingTalk in the query, $sign, is right for an hour',
		({ timestamp, secret, sign }) => {
			const query = { access_token: 'x', timestamp, sign };
			const now = Number(timestamp);
			expect(verify({ query, body: dingTalk.text }, secret, now)).toEqual({ ok: true });
			expect(verify({ query, body: dingTalk.text }, 'other', now)).toMatchObject({
				reason: 'wrong',
			});
			expect(verify({ query }, secret, now + 3_601_000)).toMatchObject({ reason: 'stale' });
			// An encoding that was forgotten makes a space of each plus sign.
			const decoded = { ...query, sign: sign.replaceAll('+', ' ') };
			expect(verify({ query: decoded }, secret, now)).toEqual({ ok: true });
		},
	);

	it.each(feishuSignatureVectors)(
		'of Feishu in the body, $sign, is right for an hour, and does not reach the output',
		({ timestamp, secret, sign }) => {
			const body = { timestamp, sign, ...feishu.text };
			const now = Number(timestamp) * 1_000;
			expect(verify({ body }, secret, now)).toEqual({ ok: true });
			const inDigits = { ...body, timestamp: Number(timestamp) };
			expect(verify({ body: inDigits }, secret, now)).toEqual({ ok: true });
			expect(verify({ body }, 'other', now)).toMatchObject({ reason: 'wrong' });
			expect(verify({ body }, secret, now + 3_601_000)).toMatchObject({ reason: 'stale' });
			expect(eventOf(body).raw).toEqual(feishu.text);
		},
	);

	it('is missing in a message of WeCom or Slack, which know none', () => {
		expect(verify({ body: weCom.text }, 'secret', 0)).toMatchObject({ reason: 'missing' });
		expect(verify({ body: { ...feishu.text, sign: 'x' } }, 'secret', 0)).toMatchObject({
			reason: 'missing',
			field: 'timestamp',
		});
	});
});
