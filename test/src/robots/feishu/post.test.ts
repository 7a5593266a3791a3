import { postParagraphs } from '../../../../src/robots/feishu/post';
import { parseMarkdown } from '../../../../src/robots/markdown/parse';

/** The paragraphs as lines; a link as `label → address`. */
const lines = (markdown: string) =>
	postParagraphs(parseMarkdown(markdown)).map((paragraph) =>
		paragraph.map(({ text, href }) => (href ? `${text} → ${href}` : text)).join(''),
	);

describe('markdown as a Feishu post, which knows text and links only', () => {
	it.each([
		['paragraphs', 'one\n\ntwo', ['one', 'two']],
		['a heading', '# Title\nwords', ['Title', 'words']],
		['lines', 'one\ntwo  \nthree', ['one', 'two', 'three']],
		['marks around words', '**a** *b* ~~c~~ `d`', ['a b c d']],
		['a quotation', '> one\n> two', ['│ one', '│ two']],
		['a quotation in another', '> > deep', ['│ │ deep']],
		['a list', '- one\n- two', ['• one', '• two']],
		['a list with numbers', '3. one\n4. two', ['3. one', '4. two']],
		['a list in a quotation', '> - one', ['│ • one']],
		['a list in a list', '- one\n  - deep', ['• one', '  • deep']],
		['a list of tasks', '- [x] done\n- [ ] open', ['• ☑ done', '• ☐ open']],
		['an item with two paragraphs', '- one\n\n  more', ['• one', '  more']],
		['an empty item', '-', ['• ']],
		['code', '```\na\nb\n```', ['a', 'b']],
		['code in a quotation', '> ```\n> a\n> b\n> ```', ['│ a', '│ b']],
		['a rule', 'a\n\n---', ['a', '———']],
		['a table', '| A | B |\n|---|---|\n| 1 | 2 |\n| 3 | 4 |', ['• A: 1, B: 2', '• A: 3, B: 4']],
		['a link', 'see [this](https://example.com/a)', ['see this → https://example.com/a']],
		['a picture', '![alt](https://example.com/a.png)', ['alt → https://example.com/a.png']],
		[
			'a picture without words',
			'![](https://example.com/a.png)',
			['https://example.com/a.png → https://example.com/a.png'],
		],
		['an address that starts a program', '[run](dingtalk://x)', ['run (dingtalk://x)']],
		[
			'a link that says another address than its own',
			'[bank.com](https://evil.example/)',
			['bank.com https://evil.example/ → https://evil.example/'],
		],
	])('%s', (_what, markdown, expected) => {
		expect(lines(markdown)).toEqual(expected);
	});
});
