import { weComMarkdown, weComMarkdownV2 } from '../../../../src/robots/weCom/markdown';

/** Parts markup, and is not seen. */
const PART = '\u200b';

describe("text in WeCom's markdown shows as it is, or by a character that looks the same", () => {
	it.each([
		['*a* `b` <c> d|e \\f', '∗a∗ ｀b｀ ＜c> d｜e ＼f'],
		['~~a~~ b~c', '∼~a∼~ b~c'],
		['&lt;@all&gt; &#60; a&b; & c', '＆lt;@all＆gt; ＆#60; a＆b; & c'],
		['[a](b) [c]: d [e] [f][g]', `[a]${PART}(b) [c]${PART}: d [e]${PART} [f]${PART}[g]`],
		['_a_ snake_case b_', '＿a＿ snake_case b＿'],
	])('anywhere: %j', (text, written) => {
		expect(weComMarkdown.text(text, false)).toBe(written);
	});

	it.each([
		['# a # b', `${PART}# a # b`],
		['  - a', `  ${PART}- a`],
		['> a', `${PART}> a`],
		['+ a', `${PART}+ a`],
		['=== a', `${PART}=== a`],
		['12. a 3. b', `${PART}12. a 3. b`],
		['1) a', `${PART}1) a`],
		['a-b', 'a-b'],
		['12 a', '12 a'],
	])('at the beginning of a line: %j', (text, written) => {
		expect(weComMarkdown.text(text, true)).toBe(written);
		expect(weComMarkdown.text(text, false)).toBe(text);
	});

	it('also as the label of a link', () => {
		const page = 'https://example.com/';
		expect(weComMarkdown.link('a [b] c', page, page)).toBe(`[a ［b］ c](${page})`);
	});
});

describe("code in WeCom's markdown", () => {
	it('has nothing in it that ends it, or mentions somebody', () => {
		expect(weComMarkdown.inlineCode('a`b\n<@all> &lt;@all&#62; &c')).toBe(
			'`a｀b ＜@all> ＆lt;@all＆#62; &c`',
		);
		expect(weComMarkdownV2.code('a```b\n<@all>', 'c++\n`x')).toBe(
			'```c++x\na｀｀｀b\n＜@all>\n```',
		);
		expect(weComMarkdownV2.code('a', undefined)).toBe('```\na\n```');
	});

	it('is a quotation in the older one, in which nothing is markup', () => {
		expect(weComMarkdown.code('# a\n*b*', 'js')).toBe(`> ${PART}# a\n> ∗b∗`);
	});
});

test("a table of WeCom's newer markdown has its columns aligned", () => {
	const row = ['a', 'b', 'c', 'd'];
	expect(weComMarkdownV2.table?.(row, [row], ['left', 'center', 'right', undefined])).toBe(
		'| a | b | c | d |\n| :--- | :---: | ---: | :--- |\n| a | b | c | d |',
	);
});
