import {
	feishuCard,
	feishuCardTemplate,
	feishuImage,
	feishuPosts,
	feishuShareChat,
	feishuTextMessages,
	type FeishuContentOptions,
	type FeishuPostOptions,
} from '../../../../src/robots/feishu/messages';
import { feishuBody } from '../../../support/robots/feishu/schema.mts';

/* The examples are those of "自定义机器人使用指南" (open.feishu.cn). */

const nobody = { users: [], everybody: false };
const texts = (content: string, part: Partial<FeishuContentOptions> = {}): any[] =>
	feishuTextMessages(content, {
		mentions: nobody,
		allowMentionsInContent: false,
		whenTooLong: 'split',
		...part,
	});

describe('a Feishu text', () => {
	it('is the example of its document', () => {
		expect(texts('新更新提醒')).toEqual([{ msg_type: 'text', content: { text: '新更新提醒' } }]);
	});

	it('mentions by tags at its end', () => {
		const mentions = { users: ['ou_18eac8', '7f1bcd13'], everybody: true };
		expect(texts('hello', { mentions })[0].content.text).toBe(
			'hello\n<at user_id="ou_18eac8"></at> <at user_id="7f1bcd13"></at> <at user_id="all">所有人</at>',
		);
	});

	it('mentions by its content only when that is asked for', () => {
		const content = '<at user_id="all">所有人</at> < / AT>';
		expect(texts(content)[0].content.text).toBe('＜at user_id="all">所有人＜/at> ＜ / AT>');
		expect(texts(content, { allowMentionsInContent: true })[0].content.text).toBe(content);
	});

	it.each(['all', 'li lei', 'lilei@example.com', '', 'x'.repeat(65)])(
		'refuses %j as the ID of a mention',
		(id) => {
			expect(() => texts('hello', { mentions: { ...nobody, users: [id] } })).toThrow(
				'not an Open ID or User ID of Feishu',
			);
		},
	);

	it('that is long is split, and mentions in the first message only', () => {
		const mentions = { users: ['ou_18eac8'], everybody: false };
		const messages = texts('请尽快回复。'.repeat(2_000), { mentions });
		expect(messages.length).toBeGreaterThan(1);
		messages.forEach((message, index) => {
			expect(Buffer.byteLength(JSON.stringify(message))).toBeLessThanOrEqual(20 * 1_024);
			expect(message.content.text.endsWith('<at user_id="ou_18eac8"></at>')).toBe(index === 0);
			expect(message.content.text).toContain(`(${index + 1}/${messages.length})`);
		});
	});

	it('that is longer than Feishu takes is refused where that is asked for', () => {
		expect(() => texts('x'.repeat(20 * 1_024), { whenTooLong: 'fail' })).toThrow('20 KB');
	});
});

describe('a Feishu post', () => {
	const posted: FeishuPostOptions = { mentions: nobody, language: 'en_us', whenTooLong: 'split' };

	it('is rich text in one of the languages, with the mentions in a paragraph of their own', () => {
		const mentions = { users: ['ou_18eac8'], everybody: true };
		const [body] = feishuPosts('项目更新通知', '项目有更新: [请查看](http://www.example.com/)', {
			...posted,
			mentions,
			language: 'zh_cn',
		});
		expect(body).toEqual({
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
							[
								{ tag: 'at', user_id: 'ou_18eac8' },
								{ tag: 'at', user_id: 'all' },
							],
						],
					},
				},
			},
		});
		expect(feishuBody.safeParse(body).error?.issues).toBeUndefined();
	});

	it('has no paragraph for mentions that there are none of', () => {
		expect(feishuPosts('Title', 'words', posted)).toMatchObject([
			{ content: { post: { en_us: { content: [[{ tag: 'text', text: 'words' }]] } } } },
		]);
	});

	// 10000 characters of three bytes each.
	const long = Array.from({ length: 100 }, () => '字'.repeat(100)).join('\n\n');
	const titlesOf = (bodies: any[]) => bodies.map(({ content }) => content.post.en_us.title);

	it('that is long is split, and mentions in the first message only', () => {
		const mentions = { users: ['ou_18eac8'], everybody: false };
		const bodies = feishuPosts('Title', long, { ...posted, mentions });
		expect(titlesOf(bodies)).toEqual(['Title (1/2)', 'Title (2/2)']);
		expect(bodies.map((body) => JSON.stringify(body).includes('ou_18eac8'))).toEqual([true, false]);
		expect(JSON.stringify(bodies).match(/字/g)).toHaveLength(10_000);
		for (const body of bodies) {
			expect(Buffer.byteLength(JSON.stringify(body))).toBeLessThanOrEqual(20 * 1_024);
		}
	});

	it('that is long is refused or cut off where that is asked for', () => {
		expect(() => feishuPosts('', long, { ...posted, whenTooLong: 'fail' })).toThrow('20 KB');
		const [body, ...others] = feishuPosts('', long, { ...posted, whenTooLong: 'truncate' });
		expect(others).toEqual([]);
		expect(JSON.stringify(body)).toContain('… (truncated)');
	});

	it('has the keyword that the bot wants in every message, and none that its author did not write', () => {
		const keyword = '客服';
		expect(titlesOf(feishuPosts('Title', `${keyword}\n\n${long}`, { ...posted, keyword }))).toEqual(
			['Title (1/2)', 'Title (2/2) · 客服'],
		);
		expect(titlesOf(feishuPosts('客服', long, { ...posted, keyword }))).toEqual([
			'客服 (1/2)',
			'客服 (2/2)',
		]);
		const atEnd = { ...posted, keyword, whenTooLong: 'truncate' as const };
		expect(titlesOf(feishuPosts('Title', `${long}\n\n${keyword}`, atEnd))).toEqual([
			'Title · 客服',
		]);
		expect(titlesOf(feishuPosts('', `${long}\n\n${keyword}`, atEnd))).toEqual(['客服']);
		expect(titlesOf(feishuPosts('Title', 'words', { ...posted, keyword }))).toEqual(['Title']);
	});
});

describe('a Feishu picture, a shared group', () => {
	it('are named by their keys', () => {
		expect(feishuImage(' img_ecffc3b9 ')).toEqual({
			msg_type: 'image',
			content: { image_key: 'img_ecffc3b9' },
		});
		expect(feishuShareChat('oc_f5b1a7eb')).toEqual({
			msg_type: 'share_chat',
			content: { share_chat_id: 'oc_f5b1a7eb' },
		});
	});

	it('are refused without', () => {
		expect(() => feishuImage(' ')).toThrow('Image Key is empty');
		expect(() => feishuShareChat('')).toThrow('Chat ID is empty');
	});
});

describe('a Feishu card', () => {
	it('is what the card builder exports, or the whole message around it', () => {
		const card = { schema: '2.0', body: { elements: [] } };
		const message = { msg_type: 'interactive', card };
		expect(feishuCard(card)).toEqual(message);
		expect(feishuCard(message)).toEqual(message);
	});

	it('of a template has its variables, and its version where one is named', () => {
		const template = (version: string): any =>
			feishuCardTemplate('AAqCFkQXvYuqj', version, { title: '工单' });
		expect(template('1.0.1')).toEqual({
			msg_type: 'interactive',
			card: {
				type: 'template',
				data: {
					template_id: 'AAqCFkQXvYuqj',
					template_version_name: '1.0.1',
					template_variable: { title: '工单' },
				},
			},
		});
		expect(template('').card.data).not.toHaveProperty('template_version_name');
		expect(() => feishuCardTemplate('', '', {})).toThrow('Template ID is empty');
	});
});
