import fc from 'fast-check';

import {
	weComMessage,
	WeComMessageError,
	type WeComMessageOptions,
	type WeComMessageType,
} from '../../../../src/robots/weCom/message';

const defaults: WeComMessageOptions = {
	mentionedUsers: [],
	mentionedMobiles: [],
	allowMentionsInContent: false,
	whenTooLong: 'truncate',
};

function messageOf(
	type: WeComMessageType,
	content: string,
	options: Partial<WeComMessageOptions> = {},
): any {
	return weComMessage(type, content, { ...defaults, ...options });
}

const bytes = (text: string) => Buffer.byteLength(text, 'utf8');

describe('a WeCom message', () => {
	it('is the text example of "群机器人配置说明"', () => {
		expect(
			messageOf('text', '广州今日天气：29度，大部分多云，降雨概率：60%', {
				mentionedUsers: ['wangqing', '@all'],
				mentionedMobiles: ['13800001111', '@all'],
			}),
		).toEqual({
			msgtype: 'text',
			text: {
				content: '广州今日天气：29度，大部分多云，降雨概率：60%',
				mentioned_list: ['wangqing', '@all'],
				mentioned_mobile_list: ['13800001111', '@all'],
			},
		});
	});

	it('leaves the mention lists out when nobody is mentioned', () => {
		expect(messageOf('text', 'hello')).toEqual({ msgtype: 'text', text: { content: 'hello' } });
	});

	it('mentions users of markdown inside the content, the only place where WeCom looks', () => {
		expect(
			messageOf('markdown', '**hello**', { mentionedUsers: ['lilei', 'han.mei-mei'] }),
		).toEqual({
			msgtype: 'markdown',
			markdown: { content: '**hello**\n<@lilei><@han.mei-mei>' },
		});
	});

	it.each([{ mentionedUsers: ['@all'] }, { mentionedMobiles: ['13800001111'] }])(
		'refuses to mention %j in markdown, which WeCom would ignore',
		(mentions) => {
			expect(() => messageOf('markdown', 'hello', mentions)).toThrow(WeComMessageError);
		},
	);

	it.each(['a>b', '<@x', 'li lei', '李雷', ''])('refuses %j as the user ID of a mention', (id) => {
		expect(() => messageOf('markdown', 'hello', { mentionedUsers: [id] })).toThrow(
			'is not a WeCom user ID',
		);
	});

	it.each(['', ' \n\t', '\u0000\u0008'])('refuses the empty content %j', (content) => {
		expect(() => messageOf('text', content)).toThrow('The content is empty');
	});

	it.each([
		['text', 2_048],
		['markdown', 4_096],
	] as const)('may have as many bytes of %s as WeCom takes: %d', (type, limit) => {
		const longest = '中'.repeat(Math.floor(limit / 3)) + 'x'.repeat(limit % 3);
		expect(bytes(longest)).toBe(limit);
		expect(messageOf(type, longest)[type].content).toBe(longest);
		expect(() => messageOf(type, `${longest}x`, { whenTooLong: 'fail' })).toThrow(
			`The content has ${limit + 1} bytes; WeCom takes ${limit}`,
		);
	});

	it('makes room for the mentions when it cuts markdown off', () => {
		const { content } = messageOf('markdown', 'x'.repeat(5_000), {
			mentionedUsers: ['lilei'],
		}).markdown;
		expect(content.endsWith('… (truncated)\n<@lilei>')).toBe(true);
		expect(bytes(content)).toBe(4_096);
	});

	it('is never longer than WeCom takes nor cut inside a character', () => {
		fc.assert(
			fc.property(
				fc.constantFrom<WeComMessageType>('text', 'markdown'),
				fc.string({ unit: 'binary', minLength: 600, maxLength: 3_000, size: 'max' }),
				(type, content) => {
					const sent: string = messageOf(type, `x${content}`)[type].content;
					expect(bytes(sent)).toBeLessThanOrEqual(type === 'text' ? 2_048 : 4_096);
					expect(sent.isWellFormed()).toBe(true);
				},
			),
		);
	});

	it('mentions nobody because of its content, whatever a customer wrote', () => {
		const hostile = fc
			.array(
				fc.oneof(fc.constantFrom('<', '@', '<@', 'all', '>', '<<@all>', '\u0000'), fc.string()),
			)
			.map((parts) => `x${parts.join('')}`);
		fc.assert(
			fc.property(
				fc.constantFrom<WeComMessageType>('text', 'markdown'),
				hostile,
				(type, content) => {
					const message = messageOf(type, content);
					expect(message[type].content).not.toContain('<@');
					expect(Object.keys(message[type])).toEqual(['content']);
				},
			),
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
