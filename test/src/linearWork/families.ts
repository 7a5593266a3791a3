/*
 * Texts as somebody writes them who wants to keep a program busy, of any
 * length. Most were bug reports once, of one parser or another: the
 * pathological tests of cmark, MD4C and markdown-it, and the issues of
 * micromark, marked and mistune.
 */

/** Makes a text of about so many UTF-16 code units. */
export type Family = (length: number) => string;

const times = (unit: string, count: number) => unit.repeat(Math.max(0, Math.floor(count)));
const of =
	(unit: string): Family =>
	(length) =>
		times(unit, length / unit.length);
/** Of `unit`, which may be another each time, as many as are needed. */
const grown =
	(unit: (index: number) => string): Family =>
	(length) => {
		const units: string[] = [];
		for (let index = 0, rest = length; rest > 0; index += 1) {
			units.push(unit(index));
			rest -= units[index].length;
		}
		return units.join('');
	};
const between =
	(before: string, middle: string, after: string): Family =>
	(length) => {
		const count = length / (before.length + after.length);
		return `${times(before, count)}${middle}${times(after, count)}`;
	};
const beginning =
	(start: string, unit: string): Family =>
	(length) =>
		start + of(unit)(length - start.length);

const ofEach = (...units: string[]): Record<string, Family> =>
	Object.fromEntries(units.map((unit) => [JSON.stringify(unit), of(unit)]));

/** By what they are of. */
export const families: Record<string, Record<string, Family>> = {
	'plain text': {
		...ofEach('word ', 'a', 'line\n', 'A sentence. ', '一句话。', 'paragraph\n\n'),
	},
	'blanks and ends of lines': {
		...ofEach(
			' ',
			'\n',
			'\r',
			'\r\n',
			'\t',
			'a \n',
			'a  \n',
			'a\\\n',
			'\u2028',
			'\u3000',
			'\u00a0',
		),
		'a heading with blanks before an end of line': (length) => `x\n# ${times(' ', length)}\rx\ry`,
		'blanks within a line': (length) => `a${times(' ', length)}b`,
		'a line of blanks that is long': (length) => `a\n${times(' ', length)}\nb`,
		'blanks after a bracket': (length) => `]${times(' ', length)}a`,
	},
	colons: {
		...ofEach(':', 'a:b\n', ':a:', '：', 'a: b: c\n', '> a:b\n', '12:30 '),
		'as many names': grown((index) => `name ${index}: ${index}\n`),
	},
	'braces and keys': {
		...ofEach('{', '[{},', '{"a":', '"a":1,'),
		'cards within each other': between('{"a":[', '1', ']}'),
		'many keys': (length) =>
			JSON.stringify(
				Object.fromEntries(Array.from({ length: length / 10 }, (_, index) => [`a${index}`, 1])),
			),
		'many elements': (length) => JSON.stringify(Array.from({ length: length / 3 }, () => ({}))),
	},
	quotations: {
		...ofEach(
			'>',
			'> ',
			'> a\n',
			'>\n',
			'> > ',
			'a\n>',
			'> # a\nb\n',
			'> - a\nb\n',
			'> ```\nb\n',
			'>     a\nb\n',
			'> <p>\nb\n',
		),
		'lazy lines': beginning('> a\n', 'a\n'),
		'lazy lines of many levels': beginning(`${times('> ', 35)}a\n`, 'a\n'),
		'lazy lines of as many levels': (length) =>
			`${times('> ', length / 4)}a\n${times('a\n', length / 4)}`,
		'many levels on each line': of(`${times('> ', 35)}a\n`),
		'as many levels as lines': (length) => {
			const levels = Math.sqrt(length / 2);
			return times(`${times('> ', levels)}a\n`, levels);
		},
		'empty lines in lists': (length) =>
			`> ${times('- ', length / 4)}x\n${times('>\n', length / 4)}`,
		'emphasis in the innermost': (length) => times('>', length / 3) + times('a*', length / 3),
	},
	lists: {
		...ofEach(
			'- a\n',
			'- \n',
			'-\n',
			'* a\n\n',
			'1. a\n',
			'- - ',
			'  - a\n',
			'- [ ] a\n',
			'- > ',
			'- a\n\n  b\n',
			'* ',
			'1) ',
			'-\n  a\n',
		),
		'lazy lines': beginning('- a\n', 'a\n'),
		'lazy lines of many levels': beginning(`${times('- ', 18)}a\n`, 'a\n'),
		'deeper and deeper': grown((index) => `${times('  ', index)}* a\n`),
		'empty lines within many': (length) => `${times('- ', length / 3)}x${times('\n', length / 3)}`,
		'empty lines within a few': (length) => `${times('- ', 18)}x${times('\n', length)}`,
		'counted up': grown((index) => `${index + 1}. a\n`),
	},
	tables: {
		...ofEach(
			'|',
			'|a',
			'a|b\n',
			'| a | b |\n',
			'a|\n-|\n',
			'|\n|-\n',
			'\\|',
			'`|',
			'aaa\rbbb\n-\v\n',
		),
		rows: beginning('a|b\n-|-\n', 'c|d\n'),
		'rows without cells': (length) =>
			`${times('th|', length / 9)}\n${times('-|', length / 9)}\n${times('td\n', length / 9)}`,
		'some tables with rows without cells': of(
			`${times('a|', 200)}\n${times('-|', 200)}\n${times('b\n', 300)}\n`,
		),
		'one wide cell': (length) =>
			`a|b\n-|-\n${times('c', length / 2)}|d\n${times('e|f\n', length / 8)}`,
		'as many columns as rows': (length) => {
			const columns = Math.sqrt(length / 2);
			return `${times('a|', columns)}\n${times('-|', columns)}\n${times(`${times('b|', columns)}\n`, columns)}`;
		},
	},
	brackets: {
		...ofEach(
			'[',
			']',
			'[a',
			'a]',
			'![',
			'![[]()',
			'[ (](',
			'[](',
			'[]((',
			'][',
			'[a](b)',
			'[a](<b',
			'[a](b',
			'![a](b "',
			'[a](b "',
			'[\n',
			'](',
			']([\n',
			'(',
			'[a]\n',
			'[ a_',
			'[a][b]',
			'([](',
			'![a](b)',
		),
		'within each other': between('[', 'a', ']'),
		'within each other, with a definition': (length) =>
			`${between('[', '', ']')(length)}\n\n[a]: /b`,
		'links within each other': between('[', 'a', '](b)'),
		'pictures within each other': between('![', 'a', '](b)'),
		'a link after open brackets': (length) => `${times('[', length)}[a](b)`,
		'code after open brackets': (length) => `${times('[', length / 2)}${times('`a`', length / 6)}`,
	},
	stars: {
		...ofEach(
			'*',
			'a*',
			'*a',
			'**a',
			'a**',
			'a***',
			'*a_ ',
			'c* ',
			'**a*',
			'*a**',
			'***a** b*',
			'*a* ',
			'**b**, _u_, __v__, *__w__*, _**x**_, ***y***, ___z___, *t __w__ t*\n',
			'**a** ',
		),
		'within each other': (length) =>
			`${times('*a **a ', length / 14)}b${times(' a** a*', length / 14)}`,
		'around a letter': between('*', 'a', '*'),
		'openers, then closers of another length': (length) =>
			times('*a ', length / 8) + times('_a*_ ', length / 8),
		'a strong opener and single closers': beginning('a**b', 'c* '),
		'around links': of('*[a](b)'),
	},
	underscores: {
		...ofEach('_', 'a_ ', '_a ', '__', '_a_', 'a_b', 'a_b__c', '*_', '**_* ', '_@', '* _'),
		'around a letter': between('_', 'a', '_'),
	},
	tildes: {
		...ofEach('~', '~~', '~~a', 'a~~', '~~a~~ ', '~~~', '~ ~~', '~~~a\n'),
		'around a letter': between('~', 'a', '~'),
	},
	backticks: {
		...ofEach('`', '`a` ', '` ', '``\\', '\\``', '```\n', '```', '```a\n', '`a'),
		'longer and longer': grown((index) => `e${times('`', index)}`),
		'a fence without an end': beginning('```js\n', 'a\n'),
		'fences without an end in quotations': of('> ```\n\n'),
	},
	'headings and rules': {
		...ofEach('#', '# ', '# a\n', 'a\n=\n', 'a\n-\n', '---\n', '-', '=', '_ ', 'a\n===\n'),
		'a heading with signs behind it': (length) => `# a ${times('# ', length / 2)}b`,
		'a line of signs that is none': (length) => `a\n${times('=', length)}b`,
	},
	addresses: {
		...ofEach(
			'http://',
			'https://a.b/',
			'http://a.b/c?d=e ',
			'www._',
			'www.a',
			'www.',
			'a@b.c ',
			'a@',
			'@',
			'.',
			'a.',
			'mailto:a@b.c',
			'<http://a>',
			'<a@b.c>',
			'://',
			'a://',
			'http://a(',
			'http://[',
			'http://a.中',
			'\u200dhttps://a.b?;',
			'a+++',
			'http://a.b\n',
			'a.com ',
			'@everyone',
			'中www.a.b',
			'中a@b.c',
			'中',
			'http://a.b/中,',
			'http://a.b/～',
			'http://a.b中',
		),
		'a host of Chinese': (length) => `http://a.b${times('中', length)}`,
		'a path of Chinese': (length) => `http://a.b/${times('中,', length / 2)}`,
		'with stars behind it': (length) => `https://test.com?${times('*', length)}a`,
		'with brackets': (length) => `http://a.b/${between('(', '', ')')(length)}`,
		'with many points': (length) => `http://${times('a.', length / 2)}`,
		'with entities': (length) => `http://a.b/${times('&amp;', length / 5)}`,
		'with punctuation': (length) => `http://a.b/${times('?!.,:', length / 5)}`,
		'a mail address': (length) => `${times('a.', length / 2)}@b.c`,
		'a host of a mail address': (length) => `a@${times('b-', length / 2)}`,
		'that is long': (length) => `http://a.b/${times('c', length)}`,
	},
	html: {
		...ofEach(
			'<',
			'<>',
			'<a ',
			'<a b="',
			"<a b='",
			'<a>',
			'</a',
			'<div>\n',
			'<div>\n\n',
			'<!--',
			'<?',
			'a <?',
			'<!A',
			'<![CDATA[',
			'a <![CDATA[',
			'<@x>',
			'<b>\n',
			'<http:',
			'<br>',
			'<b>',
			'<b><i>',
			'</b>',
			'<details>\n',
			'<font color=red ',
			'<font color="info">a</font>',
		),
		'a comment without an end': (length) => `</${times('<!--', length / 4)}`,
		'a tag with many attributes': (length) => `x<a${times(' b="c"', length / 6)}`,
		'a tag with blanks': (length) => `x<a${times(' ', length)}`,
		'tags with attributes': of(`<a${times(' b', 50)}\n`),
		'instructions and brackets': (length) =>
			times('[^"b"**?>é', length / 20) + times('?>$::<a <?[', length / 22),
	},
	entities: {
		...ofEach('&', '&#', '&amp;', '&a', '&copy;', '&#x41;', '&#99999999;', 'a&lt;', '&nbsp;'),
		'a long name': (length) => `&${times('a', length)};`,
		'a long number': (length) => `&#${times('1', length)};`,
	},
	definitions: {
		...ofEach(
			'[a]: b\n',
			'[a]:\n',
			'[a]: <',
			'[a]: b "',
			'> [a]: b\n',
			"[a]: b\n'x\n",
			'[a]: b (c\n',
		),
		'as many, and references': (length) =>
			grown((index) => `[${index}]: u\n`)(length / 2) + times('[0] ', length / 8),
		'one with a long address': (length) =>
			`[x]: ${times('x', length / 2)}\n${times('[x]\n', length / 8)}`,
		'one with a long label': (length) => {
			const label = `[${times('x', 900)}]`;
			return `${label}: u\n\n${times(label, length / label.length)}`;
		},
		'a title without an end': beginning('[a]: b "', 'x\n'),
		'labels without an end': of(`[${times('x\n', 20)}`),
	},
	footnotes: {
		...ofEach('[^', '[^a]', '[^a]: ', '[^a]: b\n', '^['),
		'as many': grown((index) => `a[^${index}]\n\n[^${index}]: b\n\n`),
		'lazy lines': beginning('[^a]: x\n', 'a\n'),
	},
	escapes: {
		...ofEach('\\', '\\[', '\\*', '\\a'),
		'behind a bracket': beginning('[', '\\'),
		'in a title': beginning('[test](\\url "', '\\'),
	},
	characters: {
		...ofEach(
			'e\u0301',
			'\u0301',
			'😀',
			'👨‍👩‍👧‍👦',
			'👨\u200d',
			'🇨',
			'\ud83d',
			'\udc00',
			'\u200b',
			'\u200d',
			'\ufeff',
			'\u0000',
			'\u202e',
			'\ufe0f',
		),
		'one with many accents': beginning('e', '\u0301'),
		'words with accents': of(`${times('e\u0301', 5)} `),
	},
	'lines of robots': {
		...ofEach(
			' \u2028',
			'\u2029',
			'\v\f',
			'a: b: c\n',
			'&gt; a:b\n',
			'- a: b\n',
			'**a**: b\n',
			'- **',
			'<http://a|',
			'<@a|b',
			'<at>',
			'<at id=1>a',
			'<font color="',
			'&amp;lt;',
			'not resolved ',
			'resolvedresolved',
			'未恢复',
			'规则名称:',
			'Rule Name ',
			'描述: a\n',
			'留言ID: 1\n\n',
			'\\n',
			'\\n\n',
			'2025-01-01 ',
			'0',
			'%',
			'dingtalk://a?url=',
			'a=b&',
		),
		'a name that goes on': (length) => `- **${times(' *', length / 2)}`,
		'mentions above headings': between('@a\n', '', '# a\n'),
		'openers and closers of code': between('```\n', '', '~~~\n'),
		'signs within each other': between('<', '', '>'),
	},
	Chinese: {
		...ofEach(
			'中文',
			'**结论：**订单',
			'（中）',
			'「中」',
			'。',
			'详见https://a.cn/1，请',
			'订单号：1\n',
			'**中**',
			'*中',
		),
	},
};
