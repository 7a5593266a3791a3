import type { Dialect } from '../markdown/dialect';
import { PART } from '../markdown/seam';
import type { Alignment } from '../markdown/tree';

/*
 * Markdown of cards, JSON 2.0 ("Markdown 组件", open.feishu.cn): CommonMark without
 * HTML but with tags of Feishu's own. Its document has a table of entities for
 * characters that shall show as themselves.
 */

/** Every character that can begin or end markup, as the entity that the document gives. */
const ENTITIES: Record<string, string> = {
	'&': '&#38;',
	'<': '&#60;',
	'>': '&#62;',
	'*': '&#42;',
	_: '&#95;',
	'~': '&sim;',
	'`': '&#96;',
	'[': '&#91;',
	']': '&#93;',
	'\\': '&#92;',
	$: '&#36;',
	'|': '&#124;',
	'!': '&#33;',
};

/** Text that a card's markdown shows as it is. */
function plainInCard(value: string, isLineStart: boolean): string {
	const inner = value
		.replace(/[&<>*_~`[\]\\$|]|!(?=\[)/g, (character) => ENTITIES[character])
		// :OK: would be an emoji.
		.replace(/:(?=\w+:)/g, '&#58;');
	if (!isLineStart) return inner;
	return (
		inner
			.replace(/^(\s*)([#+=-])/, (_, blanks: string, mark: string) => {
				return `${blanks}&#${mark.charCodeAt(0)};`;
			})
			.replace(/^(\s*\d+)([.)])/, (_, number: string, mark: string) => {
				return `${number}&#${mark.charCodeAt(0)};`;
			})
			// Four blanks would make a code block.
			.replace(/^\s+/, (blanks) => '&nbsp;'.repeat(blanks.length))
	);
}

export const feishuCardMarkdown: Dialect = {
	text: plainInCard,
	strong: (inner) => `**${inner}**`,
	emphasis: (inner) => `*${inner}*`,
	strikethrough: (inner) => `~~${inner}~~`,
	// By names alone.
	font: (inner, color) =>
		/^[a-z][a-z-]*$/.test(color) ? `<font color='${color}'>${inner}</font>` : undefined,
	inlineCode: (value) => `\`${withoutTags(value.replaceAll('`', '｀').replaceAll('\n', ' '))}\``,
	link: (inner, target) => `[${inner}](${target})`,
	// Cards show only pictures that were uploaded to Feishu.
	image: undefined,
	heading: (level, inner) => `${'#'.repeat(level)} ${inner}`,
	quote: (inner) =>
		inner
			.split('\n')
			.map((line) => `> ${line}`)
			.join('\n'),
	code: (value, language) =>
		`\`\`\`${(language ?? '').replace(/[^\w+#.-]/g, '')}\n${withoutTags(value.replaceAll('```', '｀｀｀'))}\n\`\`\``,
	table: (header, rows, align) =>
		[header, header.map((_, column) => separator(align[column])), ...rows]
			.map((row) => `| ${row.join(' | ')} |`)
			.join('\n'),
	rule: '---',
	part: PART,
	// A hard break of CommonMark; a client that takes every line as it is shows the same.
	lineBreak: '  \n',
	gap: '\n\n',
	bullet: '- ',
	indent: '    ',
};

/** Of one card, in whatever form: "单张卡片最多支持放置五个表格组件" ("表格"), or ErrCode 11310. */
const MOST_TABLES = 5;

/** The dialect of one card, in which tables beyond become lists. */
export interface CardDialect {
	dialect: Dialect;
	/** Whether the card takes another table, which is counted then. */
	takesTable(): boolean;
}

export function feishuCardDialect(): CardDialect {
	let tables = 0;
	const takesTable = () => {
		tables += 1;
		return tables <= MOST_TABLES;
	};
	return {
		takesTable,
		dialect: {
			...feishuCardMarkdown,
			table: (...parts) => (takesTable() ? feishuCardMarkdown.table?.(...parts) : undefined),
		},
	};
}

/** Whether a mention works inside code is not documented: it never gets there. */
function withoutTags(value: string): string {
	return value.replace(/<(?=\s*(?:\/\s*)?(?:at|a|link|person)\b)/gi, '＜');
}

function separator(align: Alignment): string {
	if (align === 'center') return ':---:';
	return align === 'right' ? '---:' : ':---';
}
