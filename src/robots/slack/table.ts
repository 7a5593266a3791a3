import type { Alignment, Table, TableCell } from '../markdown/tree';
import { plainTextOf } from '../markdown/render';
import { inlineElements, section, type Element } from './richText';

/*
 * "Table block" (docs.slack.dev). Slack refuses a second one in a message
 * (only_one_table_allowed), and cells without a character.
 */

const MOST_ROWS = 100;
const MOST_COLUMNS = 20;
/** Of all cells together. */
const MOST_CHARACTERS = 10_000;

/** Undefined for a table that is larger than Slack takes. */
export function tableBlock({ children: rows }: Table): Element | undefined {
	const width = Math.max(...rows.map(({ children }) => children.length));
	const length = rows
		.flatMap(({ children }) => children)
		.reduce((sum, cell) => sum + plainTextOf(cell.children).length + 1, 0);
	if (rows.length > MOST_ROWS || width > MOST_COLUMNS || length > MOST_CHARACTERS) return undefined;
	const [header] = rows;
	const columns = Array.from({ length: width }, (_, column) => column);
	return {
		type: 'table',
		column_settings: columns.map((column) => ({
			align: alignmentOf(header.children[column]?.align),
			is_wrapped: true,
		})),
		rows: rows.map(({ children }) =>
			columns.map((column) => cellOf(children[column], children === header.children)),
		),
	};
}

function alignmentOf(align: Alignment): string {
	return align ?? 'left';
}

function cellOf(cell: TableCell | undefined, isHeader: boolean): Element {
	const shown = inlineElements(cell?.children ?? [], isHeader ? { bold: true } : {});
	return {
		type: 'rich_text',
		elements: [section(shown.length > 0 ? shown : [{ type: 'text', text: ' ' }])],
	};
}
