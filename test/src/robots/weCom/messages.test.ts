import { createHash } from 'node:crypto';
import fc from 'fast-check';

import {
	checkWeComMedia,
	weComContentMessages,
	weComImage,
	weComMedia,
	weComNews,
	type WeComContentOptions,
	type WeComContentType,
} from '../../../../src/robots/weCom/messages';
import { ExplainedError } from '../../../../src/explainedError';
import { weComBody } from '../../../support/robots/weCom/schema.mts';

const nobody = { users: [], mobiles: [], everybody: false };

function messagesOf(
	type: WeComContentType,
	content: string,
	options: Partial<WeComContentOptions> = {},
): any[] {
	return weComContentMessages(type, content, {
		mentions: nobody,
		allowMentionsInContent: false,
		whenTooLong: 'truncate',
		...options,
	});
}
const messageOf = (...args: Parameters<typeof messagesOf>) => messagesOf(...args)[0];

const bytes = (text: string) => Buffer.byteLength(text, 'utf8');

describe('a WeCom message of content', () => {
	it('is the text example of "群机器人配置说明"', () => {
		expect(
			messagesOf('text', '广州今日天气：29度，大部分多云，降雨概率：60%', {
				mentions: { users: ['wangqing'], mobiles: ['13800001111', '@all'], everybody: true },
			}),
		).toEqual([
			{
				msgtype: 'text',
				text: {
					content: '广州今日天气：29度，大部分多云，降雨概率：60%',
					mentioned_list: ['wangqing', '@all'],
					mentioned_mobile_list: ['13800001111', '@all'],
				},
			},
		]);
	});

	it('leaves the mention lists out when nobody is mentioned', () => {
		expect(messageOf('text', 'hello')).toEqual({ msgtype: 'text', text: { content: 'hello' } });
	});

	it('mentions users of markdown inside the content, the only place where WeCom looks', () => {
		expect(
			messageOf('markdown', '**hello**', {
				mentions: { ...nobody, users: ['lilei', 'han.mei-mei'] },
			}),
		).toEqual({
			msgtype: 'markdown',
			markdown: { content: '**hello**\n<@lilei><@han.mei-mei>' },
		});
	});

	it.each([
		['markdown', { everybody: true }],
		['markdown', { mobiles: ['13800001111'] }],
		['markdown_v2', { users: ['lilei'] }],
	] as const)('of type %s refuses to mention %j, which WeCom would ignore', (type, mentions) => {
		expect(() =>
			messagesOf(type, 'hello', { mentions: { ...nobody, ...structuredClone(mentions) } as any }),
		).toThrow(ExplainedError);
	});

	it.each(['a>b', '<@x', 'li lei', '李雷', ''])('refuses %j as the user ID of a mention', (id) => {
		for (const type of ['markdown', 'text'] as const) {
			expect(() => messagesOf(type, 'hello', { mentions: { ...nobody, users: [id] } })).toThrow(
				'is not a WeCom user ID',
			);
		}
	});

	it.each(['', ' \n\t', '\u0000\u0008'])('refuses the empty content %j', (content) => {
		expect(() => messagesOf('text', content)).toThrow('The content is empty');
	});

	it.each([
		['text', 2_048],
		['markdown', 4_096],
		['markdown_v2', 4_096],
	] as const)('may have as many bytes of %s as WeCom takes: %d', (type, limit) => {
		const longest = '中'.repeat(Math.floor(limit / 3)) + 'x'.repeat(limit % 3);
		expect(bytes(longest)).toBe(limit);
		expect(messageOf(type, longest)[type].content).toBe(longest);
		expect(() => messagesOf(type, `${longest}x`, { whenTooLong: 'fail' })).toThrow(
			`longer than the ${limit} bytes`,
		);
	});

	it('makes room for the mentions when it cuts markdown off', () => {
		const { content } = messageOf('markdown', 'x'.repeat(5_000), {
			mentions: { ...nobody, users: ['lilei'] },
		}).markdown;
		expect(content.endsWith('… (truncated)\n<@lilei>')).toBe(true);
		expect(bytes(content)).toBe(4_096);
	});

	it('is split into numbered messages, with the mentions in the first', () => {
		const content = 'Please answer soon. '.repeat(250).trim();
		const messages = messagesOf('text', content, {
			whenTooLong: 'split',
			mentions: { ...nobody, everybody: true },
		});
		expect(messages.map(({ text }) => text.content.slice(0, 6))).toEqual([
			'(1/3)\n',
			'(2/3)\n',
			'(3/3)\n',
		]);
		expect(messages.map(({ text }) => text.mentioned_list)).toEqual([
			['@all'],
			undefined,
			undefined,
		]);
		expect(messages.map(({ text }) => text.content.slice(6)).join(' ') === content).toBe(true);
		for (const { text } of messages) expect(text.content.endsWith('soon.')).toBe(true);
	});

	it('of markdown is split between blocks of markdown, with the mentions in the first message', () => {
		const code = `\`\`\`\n${'line of code\n'.repeat(500)}\`\`\``;
		const messages = messagesOf('markdown', code, {
			whenTooLong: 'split',
			mentions: { ...nobody, users: ['lilei'] },
		});
		const contents = messages.map(({ markdown }) => markdown.content as string);
		for (const content of contents) expect(content.match(/```/g)).toHaveLength(2);
		expect(contents.map((content) => content.endsWith('\n<@lilei>'))).toEqual([true, false]);
		const [text] = messagesOf('text', code, { whenTooLong: 'split' });
		expect(text.text.content.match(/```/g)).toHaveLength(1);
	});

	it.each(['Li Lei', 'x13800001111', '13800001111x', '1234'])(
		'refuses %j as the mobile number of a mention',
		(mobile) => {
			const mentions = { ...nobody, mobiles: [mobile] };
			expect(() => messagesOf('text', 'hello', { mentions })).toThrow('is not a mobile number');
		},
	);

	it('takes a mobile number as people write it', () => {
		const mentions = { users: ['@all'], mobiles: ['+86 138-0000-1111'], everybody: false };
		expect(messageOf('text', 'hello', { mentions }).text).toMatchObject({
			mentioned_list: ['@all'],
			mentioned_mobile_list: ['+8613800001111'],
		});
	});

	it('is never longer than WeCom takes nor cut inside a character', () => {
		fc.assert(
			fc.property(
				fc.constantFrom<WeComContentType>('text', 'markdown', 'markdown_v2'),
				fc.constantFrom('split', 'truncate'),
				fc.string({ unit: 'binary', minLength: 600, maxLength: 3_000, size: 'max' }),
				(type, whenTooLong, content) => {
					for (const message of messagesOf(type, `x${content}`, {
						whenTooLong: whenTooLong as any,
					})) {
						expect(weComBody.safeParse(message).error?.issues).toBeUndefined();
						expect(message[type].content.isWellFormed()).toBe(true);
					}
				},
			),
			{ numRuns: 40 },
		);
	});

	it('mentions by its content only when that is asked for', () => {
		expect(messageOf('text', 'hello <@lilei>').text.content).toBe('hello ＜@lilei>');
		expect(messageOf('text', 'hello <@lilei>', { allowMentionsInContent: true }).text.content).toBe(
			'hello <@lilei>',
		);
	});

	it('loses control characters and half characters, which WeCom refuses (error 40033)', () => {
		expect(messageOf('text', 'a\u0000b\r\nc\rd\ud83d!\u0007').text.content).toBe('ab\nc\nd\ufffd!');
	});
});

describe('a WeCom picture', () => {
	/** A PNG of one pixel and the MD5 of its bytes, computed with two tools. */
	const pixel = Buffer.from(
		'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==',
		'base64',
	);

	it('carries the MD5 of its bytes, not of their base64', () => {
		expect(weComImage(pixel)).toEqual({
			msgtype: 'image',
			image: {
				base64: pixel.toString('base64'),
				md5: createHash('md5').update(pixel).digest('hex'),
			},
		});
		expect(weComBody.safeParse(weComImage(pixel)).success).toBe(true);
	});

	it('may be a JPG, and have 2 MB', () => {
		const picture = Buffer.alloc(2 * 1_024 * 1_024);
		picture.set([0xff, 0xd8, 0xff]);
		expect(weComImage(picture)).toMatchObject({ msgtype: 'image' });
	});

	it.each([
		['neither JPG nor PNG', Buffer.from('GIF89a……')],
		['2 MB', Buffer.concat([pixel, Buffer.alloc(2 * 1_024 * 1_024)])],
	])('is refused before it is sent: %s', (reason, picture) => {
		expect(() => weComImage(picture)).toThrow(reason);
	});
});

describe('a WeCom upload', () => {
	it.each([
		['file', Buffer.from('12345'), 'empty'],
		['file', Buffer.alloc(20 * 1_024 * 1_024 + 1), '20 MB'],
		['voice', Buffer.alloc(2 * 1_024 * 1_024 + 1), '2 MB'],
		['voice', Buffer.from('RIFF....WAVE'), 'not AMR'],
	] as const)('of a %s is refused before it is made: %#', (type, content, reason) => {
		expect(() => checkWeComMedia(type, content)).toThrow(reason);
	});

	it.each([
		['file', Buffer.from('123456')],
		['file', Buffer.alloc(20 * 1_024 * 1_024)],
		['voice', Buffer.from('#!AMR\n......')],
	] as const)('of a %s is allowed', (type, content) => {
		expect(() => checkWeComMedia(type, content)).not.toThrow();
	});
});

test.each([
	['file', Buffer.alloc(20 * 1_024 * 1_024 + 1), 'Send a smaller file, or a link to it.'],
	['voice', Buffer.alloc(2 * 1_024 * 1_024 + 1), 'Send it as a file.'],
] as const)('what to do with a %s that is too large', (type, content, advice) => {
	expect(() => checkWeComMedia(type, content)).toThrow(expect.objectContaining({ advice }));
});

test('an upload is sent by its id', () => {
	expect(weComMedia('file', '3a8asd892asd8asd')).toEqual({
		msgtype: 'file',
		file: { media_id: '3a8asd892asd8asd' },
	});
});

describe('WeCom news', () => {
	const article = { title: '中秋节礼品领取', url: 'https://www.qq.com' };

	it('is the example of "群机器人配置说明"', () => {
		const full = {
			...article,
			description: '今年中秋节公司有豪礼相送',
			picurl: 'http://res.mail.qq.com/node/ww/wwopenmng/images/independent/doc/test_pic_msg1.png',
		};
		expect(weComNews([full])).toEqual({ msgtype: 'news', news: { articles: [full] } });
	});

	it('has as many articles as WeCom takes, without what is empty', () => {
		const bare = { ...article, description: '', picurl: '' };
		expect(weComNews(Array(8).fill(bare))).toMatchObject({
			news: { articles: Array(8).fill(article) },
		});
	});

	it.each([0, 9])('refuses %d articles', (count) => {
		expect(() => weComNews(Array.from({ length: count }, () => article))).toThrow('1 to 8');
	});
});
