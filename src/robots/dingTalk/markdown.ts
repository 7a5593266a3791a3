import type { Dialect } from '../markdown/dialect';
import { linkLabel, plainInMarkdown } from '../markdown/lookAlikes';

/*
 * The subset of "消息类型和数据格式" (open.dingtalk.com): headings, quotes, bold,
 * italic, links, pictures and lists. Code blocks and tables are not in it.
 */

const quoted = (inner: string) =>
	inner
		.split('\n')
		.map((line) => `> ${line}`)
		.join('\n');

export const dingTalkMarkdown: Dialect = {
	text: plainInMarkdown,
	strong: (inner) => `**${inner}**`,
	emphasis: (inner) => `*${inner}*`,
	strikethrough: (inner) => inner,
	// Not documented, but shown by most clients.
	font: (inner, color) => `<font color=${color}>${inner}</font>`,
	inlineCode: (value) => plainInMarkdown(value.replaceAll('\n', ' '), true),
	link: (inner, target) => `[${linkLabel(inner)}](${target})`,
	image: (alt, target) => `![${alt}](${target})`,
	heading: (level, inner) => `${'#'.repeat(level)} ${inner}`,
	quote: quoted,
	code: (value) =>
		quoted(
			value
				.split('\n')
				.map((line) =>
					plainInMarkdown(line, true).replace(/^ +/, (blanks) => '&nbsp;'.repeat(blanks.length)),
				)
				.join('  \n'),
		),
	table: undefined,
	rule: '---',
	// "换行 建议 \n 前后分别加2个空格".
	lineBreak: '  \n',
	gap: '\n\n',
	bullet: '- ',
	indent: '　',
};
