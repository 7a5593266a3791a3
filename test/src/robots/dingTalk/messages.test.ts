import {
	dingTalkActionCard,
	dingTalkFeedCard,
	dingTalkLink,
	dingTalkMarkdownMessages,
	dingTalkTextMessages,
	type DingTalkActionCard,
	type DingTalkContentOptions,
} from '../../../../src/robots/dingTalk/messages';
import type { DingTalkMentions } from '../../../../src/robots/dingTalk/mentions';
import { dingTalkBody } from '../../../support/robots/dingTalk/schema.mts';

/* The examples are those of "消息类型和数据格式" (open.dingtalk.com). */

const nobody: DingTalkMentions = { userIds: [], mobiles: [], everybody: false };
const options = (part: Partial<DingTalkContentOptions> = {}): DingTalkContentOptions => ({
	mentions: nobody,
	whenTooLong: 'split',
	...part,
});
const texts = (content: string, part?: Partial<DingTalkContentOptions>): any[] =>
	dingTalkTextMessages(content, options(part));
const markdowns = (title: string, content: string, part?: Partial<DingTalkContentOptions>): any[] =>
	dingTalkMarkdownMessages(title, content, options(part));

describe('a DingTalk text', () => {
	it('is the example of its document', () => {
		const mentions = { userIds: ['user123'], mobiles: ['180 0000-0000'], everybody: false };
		expect(texts('我就是我, @18000000000 @user123 是不一样的烟火', { mentions })).toEqual([
			{
				msgtype: 'text',
				text: { content: '我就是我, @18000000000 @user123 是不一样的烟火' },
				at: { atMobiles: ['18000000000'], atUserIds: ['user123'], isAtAll: false },
			},
		]);
	});

	it('has at its end whom it does not name: DingTalk mentions nobody else', () => {
		const mentions = { userIds: ['user123', 'user456'], mobiles: [], everybody: false };
		const [{ text }] = texts('Look, @user456', { mentions });
		expect(text.content).toBe('Look, @user456\n\n@user123');
	});

	it.each(['@user1234', '@user123-4', '@user123.4'])(
		'has at its end who is only the beginning of another name: %s',
		(other) => {
			const mentions = { ...nobody, userIds: ['user123'] };
			expect(texts(other, { mentions })[0].text.content).toBe(`${other}\n\n@user123`);
			const both = `${other} and @user123.`;
			expect(texts(both, { mentions })[0].text.content).toBe(both);
		},
	);

	it('names nobody when everybody is mentioned', () => {
		expect(texts('hello', { mentions: { ...nobody, everybody: true } })).toEqual([
			{
				msgtype: 'text',
				text: { content: 'hello' },
				at: { atMobiles: [], atUserIds: [], isAtAll: true },
			},
		]);
	});

	it('leaves `at` out when nobody is mentioned', () => {
		expect(texts('hello')).toEqual([{ msgtype: 'text', text: { content: 'hello' } }]);
	});

	it('that is long is split, and mentions in the first message only', () => {
		const mentions = { userIds: ['user123'], mobiles: [], everybody: false };
		const messages = texts('Please answer soon. '.repeat(1_500), { mentions });
		expect(messages.map(({ at, text }) => [at !== undefined, text.content.slice(0, 6)])).toEqual([
			[true, '(1/2)\n'],
			[false, '(2/2)\n'],
		]);
		expect(messages.map(({ text }) => text.content.endsWith('\n\n@user123'))).toEqual([
			true,
			false,
		]);
		for (const message of messages) {
			expect(dingTalkBody.safeParse(message).success).toBe(true);
			expect(Buffer.byteLength(JSON.stringify(message))).toBeLessThanOrEqual(20_000);
		}
	});

	it.each(['split', 'truncate'] as const)(
		'that is long (%s) names in the first message whom its content names at the end',
		(whenTooLong) => {
			const mentions = { ...nobody, mobiles: ['13800001111', '13800002222'] };
			const content = `@13800002222 ${'Please answer soon. '.repeat(1_500)}@13800001111`;
			const [{ at, text }] = texts(content, { mentions, whenTooLong });
			expect(at.atMobiles).toEqual(['13800001111', '13800002222']);
			expect(text.content.match(/@13800001111|@13800002222/g)).toEqual([
				'@13800002222',
				'@13800001111',
			]);
		},
	);

	it('that is long has the keyword of the robot in every message', () => {
		const keyword = '客服';
		const content = `客服: ${'Please answer soon. '.repeat(1_500)}`;
		expect(texts(content, { keyword }).map(({ text }) => text.content.split('\n')[0])).toEqual([
			'(1/2)',
			'(2/2) · 客服',
		]);
		const titled = dingTalkMarkdownMessages('客服', content, {
			mentions: nobody,
			whenTooLong: 'split',
			keyword,
		});
		expect(JSON.stringify(titled)).not.toContain(' · 客服');
	});

	it('that is longer than DingTalk takes is refused where that is asked for', () => {
		expect(() => texts('x'.repeat(20_000), { whenTooLong: 'fail' })).toThrow('20000 bytes');
	});

	it.each([
		[{ ...nobody, userIds: ['li lei'] }, 'not a DingTalk user ID'],
		[{ ...nobody, userIds: ['x'.repeat(65)] }, 'not a DingTalk user ID'],
		[{ ...nobody, mobiles: ['1234'] }, 'not a mobile number'],
		[{ ...nobody, mobiles: ['Li Lei'] }, 'not a mobile number'],
		[{ ...nobody, mobiles: Array(51).fill('18000000000') }, 'at most 50 people'],
	])('refuses to mention %j', (mentions, reason) => {
		expect(() => texts('hello', { mentions })).toThrow(reason);
	});

	it('mentions as many as DingTalk takes', () => {
		const mentions = { ...nobody, mobiles: Array(25).fill('+8618000000000') };
		const [{ at }] = texts('hello', { mentions: { ...mentions, userIds: Array(25).fill('a') } });
		expect(at.atMobiles.length + at.atUserIds.length).toBe(50);
	});
});

describe('DingTalk markdown', () => {
	it.each([
		['one\ntwo\nthree', 'one  \ntwo  \nthree'],
		['one \ntwo', 'one  \ntwo'],
		['one  \ntwo', 'one  \ntwo'],
		['one\n\ntwo', 'one\n\ntwo'],
		['订单：7\n客户：王芳', '订单：7  \n客户：王芳'],
		['# title\n- a\n- b\n1. c\n> d', '# title\n- a\n- b\n1. c\n> d'],
	])('keeps the lines of %j', (content, expected) => {
		expect(markdowns('Title', content)[0].markdown.text).toBe(expected);
	});

	it.each(['$:LWCP_v1:$Hh7UTo5zM3r5QbdLOjHCIA==', 'lilei@example.com', '$abc'])(
		'mentions a user whose ID is %j',
		(id) => {
			const mentions = { ...nobody, userIds: [id] };
			const [{ at, markdown }] = markdowns('Title', 'hello', { mentions });
			expect(at.atUserIds).toEqual([id]);
			expect(markdown.text).toBe(`hello\n\n@${id}`);
		},
	);

	it('is the example of its document', () => {
		const content = '#### 杭州天气 @150XXXXXXXX \n > 9度，西北风1级';
		expect(markdowns('杭州天气', content)).toEqual([
			{ msgtype: 'markdown', markdown: { title: '杭州天气', text: content } },
		]);
	});

	it.each([
		['\n## First line\ntext', 'First line'],
		['> - *Bold* words', 'Bold* words'],
		['x'.repeat(100), 'x'.repeat(64)],
		['---\n', '…'],
	])('without a title has its first line in the list of chats: %j', (content, title) => {
		expect(markdowns(' ', content)[0].markdown.title).toBe(title);
	});

	it('that is long keeps a code block a code block', () => {
		const code = `\`\`\`\n${'line of code\n'.repeat(2_000)}\`\`\``;
		for (const { markdown } of markdowns('Code', code)) {
			expect(markdown.text.match(/```/g)).toHaveLength(2);
		}
	});
});

describe('a DingTalk link', () => {
	const link = {
		title: '时代的火车向前开',
		text: '这个即将发布的新版本，创始人xx称它为红树林。',
		messageUrl: 'https://www.dingtalk.com/',
	};

	it('is the example of its document, with a picture or without', () => {
		const picUrl = 'https://img.alicdn.com/p.png';
		expect(dingTalkLink({ ...link, picUrl })).toEqual({
			msgtype: 'link',
			link: { ...link, picUrl },
		});
		expect(dingTalkLink({ ...link, picUrl: '' })).toEqual({ msgtype: 'link', link });
	});

	it.each([
		['title', 'Title'],
		['text', 'Text'],
		['messageUrl', 'Link URL'],
	])('without its %s is refused', (part, name) => {
		expect(() => dingTalkLink({ ...link, [part]: ' ' })).toThrow(`${name} is empty`);
	});
});

describe('a DingTalk card', () => {
	const button = { title: '阅读全文', actionURL: 'https://www.dingtalk.com/' };
	const cardOf = (part: Partial<DingTalkActionCard> = {}, mentions = nobody): any =>
		dingTalkActionCard(
			{
				title: '乔布斯',
				text: 'text',
				buttons: [button],
				areSideBySide: false,
				hideAvatar: false,
				...part,
			},
			mentions,
		);

	it('with one button leads somewhere as a whole', () => {
		expect(cardOf()).toEqual({
			msgtype: 'actionCard',
			actionCard: {
				title: '乔布斯',
				text: 'text',
				singleTitle: button.title,
				singleURL: button.actionURL,
			},
		});
	});

	it.each([
		[true, '1'],
		[false, '0'],
	])('with several has them side by side: %s', (areSideBySide, btnOrientation) => {
		const card = cardOf({ buttons: [button, button], areSideBySide, hideAvatar: true });
		expect(card.actionCard).toEqual({
			title: '乔布斯',
			text: 'text',
			hideAvatar: '1',
			btnOrientation,
			btns: [button, button],
		});
	});

	it('names whom it mentions, also where it says nothing else', () => {
		const card = cardOf({ text: '' }, { ...nobody, userIds: ['user123'] });
		expect(card.actionCard.text.trim()).toBe('@user123');
		expect(card.at).toEqual({ atUserIds: ['user123'], atMobiles: [], isAtAll: false });
	});

	it.each([
		[{ buttons: [] }, 'no button'],
		[{ buttons: [{ ...button, title: '' }] }, 'Button Text is empty'],
		[{ buttons: [button, { ...button, actionURL: ' ' }] }, 'Button URL is empty'],
		[{ title: '' }, 'Title is empty'],
		[{ text: '' }, 'Text is empty'],
	])('is refused where it is incomplete: %j', (part, reason) => {
		expect(() => cardOf(part)).toThrow(reason);
	});
});

describe('a DingTalk feed', () => {
	const link = {
		title: '时代的火车向前开1',
		messageURL: 'https://www.dingtalk.com/',
		picURL: 'https://img.alicdn.com/p.png',
	};

	it('is the example of its document', () => {
		expect(dingTalkFeedCard([link])).toEqual({ msgtype: 'feedCard', feedCard: { links: [link] } });
	});

	it.each([
		[[], 'no link'],
		[[{ ...link, title: '' }], 'Title is empty'],
		[[link, { ...link, messageURL: '' }], 'Link URL is empty'],
	])('is refused where it is incomplete: %j', (links, reason) => {
		expect(() => dingTalkFeedCard(links)).toThrow(reason);
	});
});
