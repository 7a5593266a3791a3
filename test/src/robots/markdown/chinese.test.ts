import fc from 'fast-check';

import { parseMarkdown } from '../../../../src/robots/markdown/parse';
import { plainTextOf } from '../../../../src/robots/markdown/render';
import type { RootContent } from '../../../../src/robots/markdown/tree';

/*
 * Markdown in sentences that have no blanks between their words: emphasis as in
 * "CJK-friendly emphasis" (tats-u/markdown-cjk-friendly, specification.md), and
 * addresses beside punctuation, brackets and quotes of full width.
 */

const words = [
	'订单异常',
	'结论',
	'请尽快处理',
	'价格',
	'客户',
	'ありがとう',
	'확인',
	'第 3 次',
	'VIP',
];
const before = ['', '，', '。', '：', '（', '“', '「', '《', '【', '——', '…', '！'];
const after = [
	'',
	'，',
	'。',
	'：',
	'；',
	'、',
	'！',
	'？',
	'）',
	'”',
	'」',
	'》',
	'】',
	'…',
	'——',
	'％',
];

const word = fc.constantFrom(...words);
const han = fc.constantFrom('订单', '请', '已取消', '的', 'です', '입니다', '𠮷野家');
/** Words with punctuation around them, as it may stand inside of a mark. */
const phrase = fc
	.tuple(fc.constantFrom(...before), word, fc.constantFrom(...after))
	.map((parts) => parts.join(''));

/** What is inside of a kind of mark, as text. */
function inside(source: string, type: RootContent['type']): string[] {
	const found: string[] = [];
	const walk = (nodes: RootContent[]) => {
		for (const node of nodes) {
			if (node.type === type) found.push(plainTextOf([node]));
			else if ('children' in node) walk(node.children);
		}
	};
	walk(parseMarkdown(source).children);
	return found;
}

const linksIn = (source: string) => {
	const found: string[] = [];
	const walk = (nodes: RootContent[]) => {
		for (const node of nodes) {
			if (node.type === 'link') found.push(node.url);
			else if ('children' in node) walk(node.children);
		}
	};
	walk(parseMarkdown(source).children);
	return found;
};

const plain = (source: string) => plainTextOf(parseMarkdown(source).children);

describe('emphasis in Chinese', () => {
	it.each([
		['**', 'strong'],
		['*', 'emphasis'],
		['~~', 'delete'],
	] as const)('%s marks a phrase whatever stands beside it', (mark, type) => {
		fc.assert(
			fc.property(han, phrase, han, (left, said, right) => {
				const source = `${left}${mark}${said}${mark}${right}`;
				expect([source, inside(source, type), plain(source)]).toEqual([
					source,
					[said],
					left + said + right,
				]);
			}),
		);
	});

	// Of markdown-cjk-friendly, Markdig and the reports of their users.
	it.each([
		['**结论：**订单异常', '结论：'],
		['我可以强调**这个`code`**吗', '这个code'],
		[
			'**この文を強調できますか（Can I emphasize）？**残念ながら',
			'この文を強調できますか（Can I emphasize）？',
		],
		['**이 용어(This term)**를 강조해 주세요.', '이 용어(This term)'],
		['**该星号不会被识别，而是直接显示。**这是因为', '该星号不会被识别，而是直接显示。'],
		['请看**[文档](https://a.example/x)：**第 2 节', '文档：'],
		[
			'**https://github.com/vm0-ai/vm0/pull/28031**。做',
			'https://github.com/vm0-ai/vm0/pull/28031',
		],
		['**“订单”**已取消', '“订单”'],
		['- **状态：**`firing`', '状态：'],
		['| 项 | 值 |\n| - | - |\n| **总数：**3 | 1 |', '总数：'],
		['> **注意！**库存不足', '注意！'],
		['**Note:** 订单', 'Note:'],
	])('%j', (source, said) => {
		expect(inside(source, 'strong')).toEqual([said]);
		expect(plain(source)).not.toContain('*');
	});

	it.each(['2 ** 3 ** 4', '**', '** 订单**', '订单 * 价格', '\\*\\*订单\\*\\*', 'a_订单_b'])(
		'%j has none',
		(source) => {
			for (const type of ['strong', 'emphasis'] as const) expect(inside(source, type)).toEqual([]);
		},
	);
});

describe('an address in Chinese', () => {
	const address = fc
		.tuple(
			fc.constantFrom('https://shop.example.com', 'http://192.168.1.1:8080', 'https://例子.中国'),
			fc.constantFrom(
				'',
				'/',
				'/o/1',
				'/a-b_c/d.html?x=1&y=2#top',
				'/%E8%AE%A2?q=a+b',
				'/w/Foo_(bar)',
			),
		)
		.map((parts) => parts.join(''));
	const opening = fc.constantFrom(
		...before.filter((mark) => mark !== '…'),
		'详见',
		'链接：',
		'(',
		'看 ',
		'～',
	);
	const closing = fc
		.tuple(
			fc.constantFrom(...after.slice(1), '～', '￥', '＞', '→', '🎉', '\u200b', '\u3000', ' '),
			fc.constantFrom('', '请处理', 'x', '。'),
		)
		.map((parts) => parts.join(''));

	it('ends before the sentence goes on', () => {
		fc.assert(
			fc.property(opening, address, closing, (left, url, right) => {
				const source = left + url + right;
				expect([source, linksIn(source)]).toEqual([source, [url]]);
				expect(plain(source).trim()).toBe(source.trim());
			}),
			{ numRuns: 500 },
		);
	});

	it('is found with every other of a sentence', () => {
		fc.assert(
			fc.property(fc.array(fc.tuple(address, closing), { maxLength: 5 }), (parts) => {
				const source = `看${parts.map(([url, right]) => `${url}${right}，`).join('')}`;
				expect(linksIn(source)).toEqual(parts.map(([url]) => url));
			}),
		);
	});

	// Reported of marked, GitHub, goldmark, markdown-it and other chats.
	it.each([
		['详见https://shop.example.com/o/1，请处理。', ['https://shop.example.com/o/1']],
		['https://github.com。', ['https://github.com']],
		['https://example.com/docs（中文说明）了解更多', ['https://example.com/docs']],
		[
			'Issue 已创建：https://github.com/tiann/hapi/issues/477，涵盖了四个方面',
			['https://github.com/tiann/hapi/issues/477'],
		],
		['搜索引擎链接https://www.google.com', ['https://www.google.com']],
		['搜索引擎链接：https://www.google.com', ['https://www.google.com']],
		['https://example.com谢谢', ['https://example.com']],
		['http://192.168.1.1后', ['http://192.168.1.1']],
		['http://localhost:5678谢谢', ['http://localhost:5678']],
		['https://i❤.ws/x，后', ['https://i❤.ws/x']],
		['~~https://a.example/x~~，后', ['https://a.example/x']],
		['**https://a.example/x**后', ['https://a.example/x']],
		['https://a.example/x,后续', ['https://a.example/x']],
		['见www.example.com，好', ['http://www.example.com']],
		['www.example.com谢谢', ['http://www.example.com']],
		['发邮件至a@example.com，谢谢', ['mailto:a@example.com']],
		['邮箱：a@example.co.uk谢谢', ['mailto:a@example.co.uk']],
		['https://zh.wikipedia.org/wiki/北京市', ['https://zh.wikipedia.org/wiki/北京市']],
		['https://a.example/__init__.py', ['https://a.example/__init__.py']],
		['https://a.example/a~b/c*d,e;f!g', ['https://a.example/a~b/c*d,e;f!g']],
		['a@例子.com', []],
		['`https://a.example/x`，后', []],
	])('%j', (source, urls) => {
		expect(linksIn(source)).toEqual(urls);
	});
});
