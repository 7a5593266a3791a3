import type { RootContent, Table } from '../markdown/tree';
import { chunksOf } from '../../chunks';
import { paragraph, rootOf } from '../markdown/build';
import { plainTextOf, renderMarkdown } from '../markdown/render';
import type { Button, Fact } from '../notification/notification';
import { feishuCardDialect, feishuCardMarkdown } from './markdown';

/* Components of cards ("卡片 JSON 2.0 结构", open.feishu.cn), one below the other. */

export type CardElement = Record<string, unknown>;

/** What was written, with tables as such: in Markdown only where they are within something else. */
export function contentElements(children: RootContent[]): CardElement[] {
	const { dialect, takesTable } = feishuCardDialect();
	const elements: CardElement[] = [];
	let waiting: RootContent[] = [];
	const flush = () => {
		const content = renderMarkdown(rootOf(waiting), dialect);
		if (content) elements.push({ tag: 'markdown', content });
		waiting = [];
	};
	for (const block of children) {
		const table = block.type === 'table' ? tableElement(block) : undefined;
		// Those that come before count before.
		if (table) flush();
		if (table && takesTable()) elements.push(table);
		else waiting.push(block);
	}
	flush();
	return elements;
}

/** "表格": columns that are shown. */
const MOST_COLUMNS = 50;
/** Rows of a page; whoever reads turns over to the others. */
const MOST_ROWS = 10;

/** Undefined for one without rows, or with more columns than are shown. */
function tableElement({ children: [header, ...rows] }: Table): CardElement | undefined {
	const cells = header.children;
	if (rows.length === 0 || cells.length > MOST_COLUMNS) return undefined;
	return {
		tag: 'table',
		page_size: Math.min(rows.length, MOST_ROWS),
		// As high as what is in it.
		row_height: 'auto',
		row_max_height: '999px',
		header_style: { background_style: 'grey', bold: true },
		columns: cells.map(({ children, align = 'left' }, column) => ({
			name: `c${column}`,
			display_name: plainTextOf(children),
			data_type: isPlain(rows, column) ? 'text' : 'lark_md',
			horizontal_align: align,
			width: 'auto',
		})),
		rows: rows.map((row) =>
			Object.fromEntries(
				// One that was parted has fewer cells.
				cells.map((_, column) => {
					const { children = [] } = row.children[column] ?? {};
					const written = isPlain(rows, column)
						? plainTextOf(children)
						: renderMarkdown(rootOf([paragraph(...children)]), feishuCardMarkdown);
					return [`c${column}`, written.replace(/\s*\n/g, ' ')];
				}),
			),
		),
	};
}

function isPlain(rows: Table['children'], column: number): boolean {
	return rows.every(({ children }) =>
		(children[column]?.children ?? []).every(({ type }) => type === 'text'),
	);
}

/** Facts in two columns: what it is in grey, and below it the value. */
export function factElements(facts: Fact[]): CardElement[] {
	const { text, lineBreak } = feishuCardMarkdown;
	return chunksOf(facts, 2).map((row) => ({
		tag: 'column_set',
		flex_mode: 'none',
		columns: row.map(({ name, value }) => ({
			tag: 'column',
			width: 'weighted',
			weight: 1,
			elements: [
				{
					tag: 'markdown',
					content: `<font color='grey'>${text(name, true)}</font>${lineBreak}${text(value, true)}`,
				},
			],
		})),
	}));
}

/** @param hasFirst whether the first of them stands out. */
export function buttonElements(links: Button[], hasFirst: boolean): CardElement[] {
	if (links.length === 0) return [];
	return [
		{
			tag: 'column_set',
			flex_mode: 'flow',
			columns: links.map(({ text: label, url }, index) => ({
				tag: 'column',
				width: 'auto',
				elements: [
					{
						tag: 'button',
						type: index === 0 && hasFirst ? 'primary' : 'default',
						text: { tag: 'plain_text', content: label },
						behaviors: [{ type: 'open_url', default_url: url }],
					},
				],
			})),
		},
	];
}
