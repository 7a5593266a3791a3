import { feishuCardMarkdown } from '../../../../src/robots/feishu/markdown';
import { dingTalkMarkdown } from '../../../../src/robots/dingTalk/markdown';
import { parseMarkdown } from '../../../../src/robots/markdown/parse';
import { plainTextDialect } from '../../../../src/robots/markdown/plainText';
import { renderMarkdown } from '../../../../src/robots/markdown/render';
import { weComMarkdown, weComMarkdownV2 } from '../../../../src/robots/weCom/markdown';

const dialects = {
	weCom: weComMarkdown,
	weComV2: weComMarkdownV2,
	feishu: feishuCardMarkdown,
	dingTalk: dingTalkMarkdown,
	plain: plainTextDialect,
};
type Name = keyof typeof dialects;
const written = (source: string, name: Name) =>
	renderMarkdown(parseMarkdown(source), dialects[name]);

describe('CommonMark', () => {
	it.each<[Name, string]>([
		['weCom', 'a **b** c d e `f`'],
		['weComV2', 'a **b** *c* d e `f`'],
		['feishu', 'a **b** *c* ~~d~~ e `f`'],
		['dingTalk', 'a **b** *c* d e f'],
		['plain', 'a b c d e f'],
	])('marks words in %s only as it can', (name, expected) => {
		expect(written('a **b** *c* ~~d~~ e `f`', name)).toBe(expected);
	});

	it.each<[Name, string]>([
		['weCom', '• a\n　• b\n\n3. c\n4. d'],
		['weComV2', '- a\n  - b\n\n3. c\n4. d'],
		['feishu', '- a\n    - b\n\n3. c\n4. d'],
		['dingTalk', '- a\n　- b\n\n3. c\n4. d'],
		['plain', '• a\n  • b\n3. c\n4. d'],
	])('writes lists in %s', (name, expected) => {
		expect(written('- a\n  - b\n\n3. c\n4. d', name)).toBe(expected);
	});

	it.each<[Name, string]>([
		['weCom', '• **Name**: Ann, **Age**: 7'],
		['weComV2', '| Name | Age |\n| :--- | ---: |\n| Ann | 7 |'],
		['feishu', '| Name | Age |\n| :--- | ---: |\n| Ann | 7 |'],
		['dingTalk', '- **Name**: Ann, **Age**: 7'],
	])('writes tables in %s, or lists where it has none', (name, expected) => {
		expect(written('| Name | Age |\n|---|--:|\n| Ann | 7 |', name)).toBe(expected);
	});

	it.each<[Name, string]>([
		['weCom', '• **A**: `a|b`, **B**: c｜d'],
		['weComV2', '| A | B |\n| :--- | :--- |\n| `a｜b` | c｜d |'],
		['feishu', '| A | B |\n| :--- | :--- |\n| `a｜b` | c&#124;d |'],
	])('keeps a bar in a cell of a table in %s', (name, expected) => {
		expect(written('| A | B |\n|---|---|\n| `a\\|b` | c\\|d |', name)).toBe(expected);
	});

	it.each<[Name, string]>([
		['weCom', '> x = 1\n>   y'],
		['weComV2', '```js\nx = 1\n  y\n```'],
		['feishu', '```js\nx = 1\n  y\n```'],
		['dingTalk', '> x = 1  \n> &nbsp;&nbsp;y'],
	])('writes code in %s, or a quotation where it has no blocks', (name, expected) => {
		expect(written('```js\nx = 1\n  y\n```', name)).toBe(expected);
	});

	it.each<[Name, string]>([
		['weCom', '[p](https://example.com/p.png)'],
		['weComV2', '![p](https://example.com/p.png)'],
		['feishu', '[p](https://example.com/p.png)'],
		['dingTalk', '![p](https://example.com/p.png)'],
		['plain', 'p (https://example.com/p.png)'],
	])('shows pictures in %s, or links to them', (name, expected) => {
		expect(written('![p](https://example.com/p.png)', name)).toBe(expected);
	});

	it.each([
		['a heading', '## Title\n\nwords', '## Title\n\nwords', 'Title\nwords'],
		['a quotation', '> a\n> b\n>\n> c', '> a\n> b\n> \n> c', '│ a\n│ b\n│ c'],
		['a heading of two lines', 'one *two\nthree*\n===', '# one *two three*', 'one two three'],
		['a heading that ends in a mark', '# in C #\\#', '# in C ##\u200b', 'in C ##'],
		['a rule', 'a\n\n---\n\nb', 'a\n\n---\n\nb', 'a\n———\nb'],
		['a hard break', 'a  \nb', 'a\nb', 'a\nb'],
		['nothing', '', '', ''],
		['an empty quotation', '>\n\na', '> \n\na', '│ \na'],
		['a code block', '```\na\n```', '```\na\n```', 'a'],
		['a list that begins with zero', '0. a\n1. b', '0. a\n1. b', '0. a\n1. b'],
		[
			'a list with numbers in a list',
			'- a\n  1. b\n  2. c\n- d',
			'- a\n  1. b\n  2. c\n- d',
			'• a\n  1. b\n  2. c\n• d',
		],
		['a list three deep', '- a\n  - b\n    - c', '- a\n  - b\n    - c', '• a\n  • b\n    • c'],
		['an item with two paragraphs', '- a\n\n  b', '- a\n  b', '• a\n  b'],
		[
			'an item with code',
			'- a\n  ```\n  b\n  c\n  ```',
			'- a\n  ```\n  b\n  c\n  ```',
			'• a\n  b\n  c',
		],
		['an item with two lines', '- a\n  b', '- a\n  b', '• a\n  b'],
		['an empty item', '-\n- a', '- \n- a', '• \n• a'],
		['an item that is a list itself', '- - a', '- \n  - a', '• \n  • a'],
		['a list of tasks', '- [x] a\n- [ ] b', '- ☑ a\n- ☐ b', '• ☑ a\n• ☐ b'],
		['marks around blanks', '**&nbsp;a&nbsp;** b', '\u00a0**a**\u00a0 b', '\u00a0a\u00a0 b'],
		['marks around nothing but blanks', 'a **&nbsp;** b', 'a \u00a0 b', 'a \u00a0 b'],
		['marks in marks', '***a** b*', '***a** b*', 'a b'],
	])('writes %s', (_what, source, markdown, plain) => {
		expect(written(source, 'weComV2')).toBe(markdown);
		expect(written(source, 'plain')).toBe(plain);
	});

	it.each([
		['has no header', '|  | B |\n|---|---|\n| 1 | 2 |', '• 1, B: 2'],
		['has fewer cells in a row', '| A | B |\n|---|---|\n| 1 |', '• A: 1'],
		['has no rows', '| A |\n|---|', ''],
	])('writes a table as a list that %s', (_what, source, expected) => {
		expect(written(source, 'plain')).toBe(expected);
	});

	it.each([
		[
			'a link without words',
			'[](https://example.com/a)',
			'[https://example.com/a](https://example.com/a)',
		],
		[
			'a link of marked words',
			'[**a** b](https://example.com/a)',
			'[**a** b](https://example.com/a)',
		],
		[
			'a picture in a link',
			'[![p](https://example.com/p.png)](https://example.com/a)',
			'[p](https://example.com/a)',
		],
		[
			'a picture without words in a link',
			'[![](https://a.cn/p.png)](https://a.cn/a)',
			'[https://a.cn/p.png](https://a.cn/a)',
		],
		['a picture without words', '![](https://a.cn/p.png)', '![](https://a.cn/p.png)'],
		['a picture from nowhere', '![p](nowhere)', 'p (nowhere)'],
		['a picture without words from nowhere', '![](nowhere)', 'nowhere'],
		[
			'an address in words',
			'<https://example.com/a>',
			'[https://example.com/a](https://example.com/a)',
		],
		['a mail', '<a@example.com>', '[a@example.com](mailto:a@example.com)'],
		['an address that starts a program', '<dingtalk://x>', 'dingtalk://x'],
		['a link to nowhere at the beginning of a line', '[# a](nowhere)', '​# a (nowhere)'],
		['a reference to nothing', '[a][b] ![c][d]', '[a]\u200b[b] ![c]\u200b[d]'],
	])('writes %s', (_what, source, expected) => {
		expect(written(source, 'weComV2')).toBe(expected);
	});

	// GitHub Flavored Markdown, "Interop" of its extensions, and what is like it.
	it.each([
		['~~http://a.cn~~', '~~[http://a.cn](http://a.cn/)~~'],
		['~~http://192.0.2.7~~后', '~~[http://192.0.2.7](http://192.0.2.7/)~~后'],
		['**https://例子.中国**后', '**[https://例子.中国](https://xn--fsqu00a.xn--fiqs8s/)**后'],
		['http://a.cn~ b', '[http://a.cn](http://a.cn/)&sim; b'],
		['http://a.cn~~b.cn后', '[http://a.cn](http://a.cn/)&sim;&sim;b.cn后'],
		['http://** b', 'http://&#42;&#42; b'],
	])('ends an address before marks: %s', (source, expected) => {
		expect(written(source, 'feishu')).toBe(expected);
	});

	it.each<[Name, string, string]>([
		['weComV2', 'Done<u>![p]</u>', 'Done![p]'],
		['dingTalk', 'Done\\!<u>[a](https://a.cn/)</u>', 'Done!\u200b[a](https://a.cn/)'],
		['weComV2', '<u>[a]</u>&#40;https://a.cn)', '[a]\u200b([https://a.cn](https://a.cn/))'],
		['weComV2', '<del>[a]</del> (b)', '[a]\u200b (b)'],
		['weCom', '&<i>lt;</i>', '&\u200blt;'],
		['weCom', '&<i>l</i>t<i>;</i>', '&lt\u200b;'],
		['weCom', 'in 1<i>2</i>. a', 'in 12. a'],
		[
			'weCom',
			`[a]${'<font color="info">'.repeat(9)}(b)`,
			`[a]\u200b${'<font color="info">'.repeat(9)}(b)${'</font>'.repeat(9)}`,
		],
		['weComV2', '<b>a</b><b>b</b>', '**a**\u200b**b**'],
		['feishu', ':<u>OK</u>:', '&#58;OK:'],
		['feishu', ':<s></s>OK:', ':\u200bOK:'],
		['weCom', '1<i>. a</i>', '1\u200b. a'],
		['plain', '<b>[a]</b>(b) 1<i>. a</i>', '[a](b) 1. a'],
	])('lets no two pieces be markup together, in %s %s', (name, source, expected) => {
		expect(written(source, name)).toBe(expected);
	});

	it('shows a mark at the beginning of a line as it is, but for the mark of a list', () => {
		expect(written('\\# a\n\\- b  \n\\+ c', 'weCom')).toBe('​# a\n​- b\n​+ c');
		expect(written('a **\\# b**', 'weCom')).toBe('a **​# b**');
	});

	it('takes the first of several definitions, as CommonMark does', () => {
		const source = '[a][x]\n\n[x]: https://a.cn/1\n[x]: https://a.cn/2';
		expect(written(source, 'plain')).toBe('a (https://a.cn/1)');
	});

	it.each([
		['of a word', 'a[^n]\n\n[^n]: b', 'a[^n]\n[^n]: b'],
		['of words', 'a[^1]\n\n[^1]: b c', 'a[^1]\n[^1]: b c'],
		['in a quotation', '> a[^n]\n>\n> [^n]: b', '│ a[^n]\n│ [^n]: b'],
		['and a link', 'a[^1] [b]\n\n[^1]: c\n[b]: https://a.cn/', 'a[^1] b (https://a.cn/)\n[^1]: c'],
	])('shows a footnote %s as it was written', (_what, source, plain) => {
		expect(written(source, 'plain')).toBe(plain);
	});

	it('keeps every line of a paragraph a line of its own', () => {
		expect(written('a\nb', 'weCom')).toBe('a\nb');
		expect(written('a\nb', 'feishu')).toBe('a  \nb');
		expect(written('a\nb', 'dingTalk')).toBe('a  \nb');
	});

	it('resolves references, and no task for one', () => {
		const source = '[a][x] ![b][x]\n\n- [x] c\n- [ ] d\n\n[x]: https://example.com';
		expect(written(source, 'plain')).toBe(
			'a (https://example.com/) b (https://example.com/)\n• ☑ c\n• ☐ d',
		);
	});

	it('shows HTML as the text that it is', () => {
		expect(written('<x>y</x>', 'feishu')).toBe('&#60;x&#62;y&#60;/x&#62;');
		expect(written('<script>x</script>', 'dingTalk')).toBe('＜script>x＜/script>');
	});

	it('never nests links nor lets an address end its markup', () => {
		expect(written('[a](https://example.com/x_(y)_z?q=[1]|2)', 'weCom')).toBe(
			'[a](https://example.com/x%5F%28y%29%5Fz?q=%5B1%5D%7C2)',
		);
	});

	it.each([
		[
			'[Pay at bank.com](https://evil.example)',
			'Pay at bank.com ([https://evil.example/](https://evil.example/))',
		],
		[
			'[https://bank.com](https://evil.example)',
			'https://bank.com ([https://evil.example/](https://evil.example/))',
		],
		['[the docs](https://example.com/a)', '[the docs](https://example.com/a)'],
		['[Node.js](https://nodejs.org/en)', '[Node.js](https://nodejs.org/en)'],
		['[github.com](https://www.github.com/x)', '[github.com](https://www.github.com/x)'],
		['[run](dingtalk://dingtalkclient/action)', 'run (dingtalk://dingtalkclient/action)'],
		['[x](javascript:alert(1))', 'x (javascript:alert(1))'],
	])('says where %s really leads', (source, expected) => {
		expect(written(source, 'weCom')).toBe(expected);
	});
});
