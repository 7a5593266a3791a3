import { parseMarkdown } from '../../../../src/robots/markdown/parse';
import { richTextElements } from '../../../../src/robots/slack/richText';
import { block } from '../../../support/robots/slack/schema.mts';

const elementsOf = (markdown: string): any[] => richTextElements(parseMarkdown(markdown).children);
const text = (value: string, style?: object) => ({
	type: 'text',
	text: value,
	...(style ? { style } : {}),
});
const section = (...elements: object[]) => ({ type: 'rich_text_section', elements });
const list = (style: string, items: object[][], part: object = {}) => ({
	type: 'rich_text_list',
	style,
	indent: 0,
	...part,
	elements: items.map((item) => section(...item)),
});
const preformatted = (value: string) => ({
	type: 'rich_text_preformatted',
	elements: [text(value)],
});
const quote = (...elements: object[]) => ({ type: 'rich_text_quote', elements });

/* "Rich text block" (docs.slack.dev). */
describe('markdown as the rich text of Slack', () => {
	it.each([
		['paragraphs share a section', 'one\n\ntwo', [section(text('one'), text('\n\n'), text('two'))]],
		['a heading is bold', '# Title', [section(text('Title', { bold: true }))]],
		['a rule is a line', 'a\n\n---', [section(text('a'), text('\n\n'), text('———'))]],
		['a hard break', 'one  \ntwo', [section(text('one'), text('\n'), text('two'))]],
		[
			'styles add up',
			'**a *b* ~~c~~ `d`**',
			[
				section(
					text('a ', { bold: true }),
					text('b', { bold: true, italic: true }),
					text(' ', { bold: true }),
					text('c', { bold: true, strike: true }),
					text(' ', { bold: true }),
					text('d', { bold: true, code: true }),
				),
			],
		],
		['a tag that nobody knows is text', '<x>a</x>', [section(text('<x>a</x>'))]],
		['a tag of HTML is a mark', '<b>a</b>', [section(text('a', { bold: true }))]],
		['a block of what is no HTML is text', '<custom>', [section(text('<custom>'))]],
		['a quotation', '> a\n>\n> b', [quote(text('a'), text('\n'), text('b'))]],
		['a quotation with code', '> ```\n> a\n> ```', [quote(text('a', { code: true }))]],
		[
			'a quotation keeps its marks and links',
			'> # **a** [b](https://example.com/)',
			[
				quote(text('a', { bold: true }), text(' '), {
					type: 'link',
					url: 'https://example.com/',
					text: 'b',
				}),
			],
		],
		['an empty quotation is nothing', '>', []],
		['such a block in an item is text', '- <custom>', [list('bullet', [[text('<custom>')]])]],
		[
			'an empty item, which Slack would refuse',
			'-\n- b',
			[list('bullet', [[text(' ')], [text('b')]])],
		],
		[
			'an item that is a list itself',
			'- - b',
			[list('bullet', [[text(' ')]]), list('bullet', [[text('b')]], { indent: 1 })],
		],
		['code', '```\na\nb\n```', [preformatted('a\nb')]],
		['empty code, which Slack would refuse', '```\n```', [preformatted(' ')]],
		[
			'words around code',
			'a\n\n```\nb\n```\n\nc',
			[section(text('a')), preformatted('b'), section(text('c'))],
		],
		['a list', '- a\n- b', [list('bullet', [[text('a')], [text('b')]])]],
		['a list with numbers', '1. a\n2. b', [list('ordered', [[text('a')], [text('b')]])]],
		['a list that begins later', '3. a', [list('ordered', [[text('a')]], { offset: 2 })]],
		[
			'a list of tasks',
			'- [x] a\n- [ ] b',
			[
				list('bullet', [
					[text('☑ '), text('a')],
					[text('☐ '), text('b')],
				]),
			],
		],
		[
			'a list in a list is one of its own, and the numbers go on after it',
			'1. a\n   - b\n2. c',
			[
				list('ordered', [[text('a')]]),
				list('bullet', [[text('b')]], { indent: 1 }),
				list('ordered', [[text('c')]], { offset: 1 }),
			],
		],
		[
			'an item with two paragraphs',
			'- a\n\n  b',
			[list('bullet', [[text('a'), text('\n'), text('b')]])],
		],
		[
			'a quotation in an item',
			'- > a\n  >\n  > b',
			[list('bullet', [[text('a'), text('\n'), text('b')]])],
		],
		['a heading in an item', '- # a', [list('bullet', [[text('a')]])]],
		[
			'a table in an item',
			'- | A | B |\n  |---|---|\n  | 1 | 2 |',
			[list('bullet', [[text('A  B\n1  2', { code: true })]])],
		],
		[
			'a table has its columns under one another, where East Asian characters are two wide',
			'| 名 | B |\n|---|---|\n| abc | 2 |\n| x |',
			[preformatted('名   B\nabc  2\nx')],
		],
		[
			'a link',
			'[here](https://example.com/a)',
			[section({ type: 'link', url: 'https://example.com/a', text: 'here' })],
		],
		[
			'a bold link',
			'**[here](https://example.com/a)**',
			[
				section({
					type: 'link',
					url: 'https://example.com/a',
					text: 'here',
					style: { bold: true },
				}),
			],
		],
		[
			'a picture is a link',
			'![alt](https://example.com/a.png)',
			[section({ type: 'link', url: 'https://example.com/a.png', text: 'alt' })],
		],
		[
			'a picture without words',
			'![](https://example.com/a.png)',
			[
				section({
					type: 'link',
					url: 'https://example.com/a.png',
					text: 'https://example.com/a.png',
				}),
			],
		],
		[
			'a link that says another address than its own',
			'[bank.com](https://evil.example/)',
			[
				section({
					type: 'link',
					url: 'https://evil.example/',
					text: 'bank.com https://evil.example/',
				}),
			],
		],
		[
			'an address that starts a program is text',
			'[run](slack://x) *[slack://y](slack://y)*',
			[section(text('run (slack://x)'), text(' '), text('slack://y', { italic: true }))],
		],
	])('%s', (_what, markdown, expected) => {
		const elements = elementsOf(markdown);
		expect(elements).toEqual(expected);
		if (elements.length === 0) return;
		expect(block.safeParse({ type: 'rich_text', elements }).error?.issues).toBeUndefined();
	});

	it('goes no further in than Slack does', () => {
		const deep = Array.from({ length: 12 }, (_, depth) => `${'  '.repeat(depth)}- ${depth}`);
		const indents = elementsOf(deep.join('\n')).map(({ indent }) => indent);
		expect(indents).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 8, 8, 8]);
	});
});
