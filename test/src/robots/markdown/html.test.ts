import { dingTalkMarkdown } from '../../../../src/robots/dingTalk/markdown';
import { discordMarkdown } from '../../../../src/robots/discord/markdown';
import { feishuCardMarkdown } from '../../../../src/robots/feishu/markdown';
import { parseMarkdown } from '../../../../src/robots/markdown/parse';
import { plainTextDialect } from '../../../../src/robots/markdown/plainText';
import { renderMarkdown } from '../../../../src/robots/markdown/render';
import type { Dialect } from '../../../../src/robots/markdown/dialect';
import { weComMarkdown, weComMarkdownV2 } from '../../../../src/robots/weCom/markdown';

/* What people and language models write as HTML in Markdown. */

const written = (source: string, dialect: Dialect) =>
	renderMarkdown(parseMarkdown(source), dialect);
const plain = (source: string) => written(source, plainTextDialect);

test.each([
	['one<!-- two --> three', 'one three'],
	['<!-- one -->\n\ntwo', 'two'],
	['<!--\none\n\ntwo\n-->\nthree', 'three'],
	['<!-- only -->', ''],
	['- one\n- <!-- two -->\n- three', '• one\n• \n• three'],
	// Nobody sees where it would end.
	['one <!-- two', 'one <!-- two'],
	['<!-- one\n\ntwo', '<!-- one\ntwo'],
	['`<!-- code -->`', '<!-- code -->'],
])('a comment vanishes: %j', (source, expected) => {
	expect(plain(source)).toBe(expected);
});

test.each(['one<br>two', 'one<br/>two', 'one<br />two', 'one<BR>two', 'one<br>\ntwo'])(
	'%j has two lines',
	(source) => {
		expect(plain(source)).toBe('one\ntwo');
		expect(written(source, dingTalkMarkdown)).toBe('one  \ntwo');
	},
);

test.each([
	[
		'<details>\n<summary>日志</summary>\n\n第一行\n第二行\n\n</details>\n\n完',
		'日志\n第一行\n第二行\n完',
	],
	['<details><summary>Log</summary>one line</details>', 'Log\none line'],
	[
		'<details open>\n<summary><b>Log</b></summary>\n<p>one</p>\n<p>two</p>\n</details>',
		'Log\none\ntwo',
	],
	['<div align="center">\n\n**x**\n\n</div>', 'x'],
	['H<sub>2</sub>O, <u>x</u>', 'H2O, x'],
])('%j is its text', (source, expected) => {
	expect(plain(source)).toBe(expected);
});

test('what can be unfolded has its name in bold', () => {
	expect(written('<details><summary>Log</summary>x</details>', weComMarkdownV2)).toBe('**Log**\nx');
});

test.each([
	['<b>a</b> <strong>b</strong>', '**a** **b**'],
	['<i>a</i> <em>b</em>', '*a* *b*'],
	['<s>a</s> <del>b</del>', '~~a~~ ~~b~~'],
	['<b>a **b** <i>c</b> d', '**a **b** *c***  d'.replace('  ', ' ')],
	['a</b> b', 'a b'],
	['**a <i>b** c', '**a *b*** c'],
])('%j is the mark of Markdown', (source, expected) => {
	expect(written(source, discordMarkdown)).toBe(expected);
});

test.each([
	['weCom', weComMarkdown, 'warning', '<font color="warning">12 单</font>'],
	['weCom', weComMarkdown, 'red', '<font color="warning">12 单</font>'],
	['weCom', weComMarkdown, '#ff0000', '12 单'],
	['weCom, newer', weComMarkdownV2, 'warning', '12 单'],
	['feishu', feishuCardMarkdown, 'red', "<font color='red'>12 单</font>"],
	['feishu', feishuCardMarkdown, '#ff0000', '12 单'],
	['dingTalk', dingTalkMarkdown, '#ff0000', '<font color=#ff0000>12 单</font>'],
	['discord', discordMarkdown, 'red', '12 单'],
	['plain', plainTextDialect, 'red', '12 单'],
] as Array<[string, Dialect, string, string]>)(
	'a colour on %s, where it has it',
	(_, dialect, color, expected) => {
		for (const quote of ['"', "'", '']) {
			const source = `<font color=${quote}${color}${quote}>12 单</font>待处理`;
			expect(written(source, dialect)).toBe(`${expected}待处理`);
		}
	},
);

test.each([
	'Map<String, List<Integer>>',
	'<string>',
	'<@lilei> <!channel>',
	'<script>alert(1)</script>',
	'a <b',
	'<at id=all></at>',
])('%j is a text', (source) => {
	expect(plain(source)).toBe(source);
});

test.each([
	['weCom', weComMarkdown],
	['feishu', feishuCardMarkdown],
	['dingTalk', dingTalkMarkdown],
] as Array<[string, Dialect]>)('a colour breaks out of no tag of %s', (_, dialect) => {
	const known = /<font color=(?:"(?:info|comment|warning)"|'[a-z-]+'|[#\w-]+)>|<\/font>/g;
	for (const color of [
		'"><at id=all></at>',
		"red'><at id=all>",
		'red onclick=x',
		'&quot;>',
		'red\n<@all>',
		'"red"><@all>',
		`${'x'.repeat(100)}`,
	]) {
		for (const quote of ['"', "'", '']) {
			const source = `<font color=${quote}${color}${quote}>x</font> <font color="red">y`;
			expect(written(source, dialect).replace(known, '')).not.toMatch(/<|onclick=x>/);
		}
	}
});
