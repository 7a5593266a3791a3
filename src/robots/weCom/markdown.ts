import { own } from '../../own';
import type { Dialect } from '../markdown/dialect';
import type { Alignment } from '../markdown/tree';
import { linkLabel, plainInMarkdown } from '../markdown/lookAlikes';
import { PART } from '../markdown/seam';

/*
 * The two markdowns of "群机器人配置说明" (path 91770). The older one knows
 * colours and mentions, but neither lists nor code blocks nor tables; the newer
 * one ("markdown_v2") the other way round.
 */

const same = (inner: string) => inner;
const heading = (level: number, inner: string) => `${'#'.repeat(level)} ${inner}`;
/** Inside code, too, nothing may mention somebody. */
const code = (value: string) =>
	value
		.replaceAll('`', '｀')
		.replaceAll('<', '＜')
		// A client may read &lt; as what it stands for.
		.replace(/&(?=#?\w+;)/g, '＆');
const fence = (value: string) => value.replaceAll('```', '｀｀｀').replaceAll('<@', '＜@');
const quoted = (inner: string, mark: string) =>
	inner
		.split('\n')
		.map((line) => `${mark}${line}`)
		.join('\n');

/** Green, grey and orange: all that there are, and what people call them elsewhere. */
const COLOURS: Record<string, string> = {
	info: 'info',
	green: 'info',
	comment: 'comment',
	gray: 'comment',
	grey: 'comment',
	warning: 'warning',
	orange: 'warning',
	red: 'warning',
};

export const weComMarkdown: Dialect = {
	text: plainInMarkdown,
	strong: (inner) => `**${inner}**`,
	emphasis: same,
	strikethrough: same,
	font: (inner, color) => {
		const known = own(COLOURS, color);
		return known && `<font color="${known}">${inner}</font>`;
	},
	inlineCode: (value) => `\`${code(value).replaceAll('\n', ' ')}\``,
	link: (inner, target) => `[${linkLabel(inner)}](${target})`,
	image: undefined,
	heading,
	quote: (inner) => quoted(inner, '> '),
	code: (value) => quoted(plainLines(value), '> '),
	table: undefined,
	rule: '———',
	part: PART,
	lineBreak: '\n',
	gap: '\n\n',
	bullet: '• ',
	indent: '　',
};

export const weComMarkdownV2: Dialect = {
	...weComMarkdown,
	emphasis: (inner) => `*${inner}*`,
	font: undefined,
	image: (alt, target) => `![${alt}](${target})`,
	quote: (inner) => quoted(inner, '> '),
	code: (value, language) =>
		`\`\`\`${(language ?? '').replace(/[^\w+#.-]/g, '')}\n${fence(value)}\n\`\`\``,
	table: (header, rows, align) =>
		[header, header.map((_, column) => separator(align[column])), ...rows]
			.map((row) => `| ${row.join(' | ')} |`)
			.join('\n'),
	rule: '---',
	bullet: '- ',
	indent: '  ',
};

function separator(align: Alignment): string {
	if (align === 'center') return ':---:';
	return align === 'right' ? '---:' : ':---';
}

function plainLines(value: string): string {
	return value
		.split('\n')
		.map((line) => plainInMarkdown(line, true))
		.join('\n');
}
