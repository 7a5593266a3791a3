import { feishuCardMarkdown } from '../../../../src/robots/feishu/markdown';
import { withoutMentionTags } from '../../../../src/robots/feishu/mentions';

/* The entities are those of "Markdown 组件" (open.feishu.cn). */
describe('text in the markdown of a Feishu card shows as it is', () => {
	it.each([
		['a & b', 'a &#38; b'],
		['<at id=all></at>', '&#60;at id=all&#62;&#60;/at&#62;'],
		['*a* _b_ ~c~ `d`', '&#42;a&#42; &#95;b&#95; &sim;c&sim; &#96;d&#96;'],
		['[a](b) \\ $c$ |', '&#91;a&#93;(b) &#92; &#36;c&#36; &#124;'],
		['stop! ![a]', 'stop! &#33;&#91;a&#93;'],
		// The name of an emoji.
		['a :OK: at 10:30', 'a &#58;OK: at 10:30'],
	])('anywhere: %j', (text, written) => {
		expect(feishuCardMarkdown.text(text, false)).toBe(written);
		expect(feishuCardMarkdown.text(text, true)).toBe(written);
	});

	it.each([
		['# a # b', '&#35; a # b'],
		['- a', '&#45; a'],
		['+ a', '&#43; a'],
		['=== a', '&#61;== a'],
		['12. a 3. b', '12&#46; a 3. b'],
		['1) a', '1&#41; a'],
		['    a  b', '&nbsp;&nbsp;&nbsp;&nbsp;a  b'],
		['  # a', '&nbsp;&nbsp;&#35; a'],
		[' 12. a', '&nbsp;12&#46; a'],
		['a-b', 'a-b'],
		['v1.2', 'v1.2'],
	])('at the beginning of a line: %j', (text, written) => {
		expect(feishuCardMarkdown.text(text, true)).toBe(written);
		expect(feishuCardMarkdown.text(text, false)).toBe(text);
	});
});

describe('code in the markdown of a Feishu card', () => {
	it.each([
		['<at id=all>', '＜at id=all>'],
		['< / AT >', '＜ / AT >'],
		['<a href="x">', '＜a href="x">'],
		['<link>', '＜link>'],
		['<person>', '＜person>'],
		['a < b, <b>', 'a < b, <b>'],
	])('has no tags of Feishu in it: %j', (code, written) => {
		expect(feishuCardMarkdown.inlineCode(code)).toBe(`\`${written}\``);
		expect(feishuCardMarkdown.code(code, undefined)).toBe(`\`\`\`\n${written}\n\`\`\``);
	});

	it('has nothing in it that ends it', () => {
		expect(feishuCardMarkdown.inlineCode('a`b\nc')).toBe('`a｀b c`');
		expect(feishuCardMarkdown.code('a```b', 'c++\n`x')).toBe('```c++x\na｀｀｀b\n```');
	});
});

test('a table of a Feishu card has its columns aligned', () => {
	const align = ['left', 'center', 'right', undefined] as const;
	const row = ['a', 'b', 'c', 'd'];
	expect(feishuCardMarkdown.table?.(row, [row], [...align])).toBe(
		'| a | b | c | d |\n| :--- | :---: | ---: | :--- |\n| a | b | c | d |',
	);
});

it('looks once at blanks that may stand before a tag', () => {
	const code = `<${' '.repeat(1_000_000)}`;
	expect(feishuCardMarkdown.code(code, undefined)).toBe(`\`\`\`\n${code}\n\`\`\``);
	expect(withoutMentionTags(code)).toBe(code);
	expect(withoutMentionTags('< / at>')).toBe('＜ / at>');
});
