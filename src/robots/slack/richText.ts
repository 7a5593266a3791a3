import type { List, PhrasingContent, RootContent, Table } from '../markdown/tree';
import { plainTextOf } from '../markdown/render';
import { isMisleading, linkTarget } from '../markdown/webUrl';

/*
 * Rich text blocks ("Rich text block", docs.slack.dev): a tree of plain strings,
 * in which nothing is markup and nothing needs escaping.
 */

export type Element = Record<string, unknown>;
interface Style {
	bold?: true;
	italic?: true;
	strike?: true;
	code?: true;
}

/** The blocks as elements of one rich text. Paragraphs share a section, parted by an empty line. */
export function richTextElements(blocks: RootContent[]): Element[] {
	// One by one: a call takes so many arguments only.
	const elements: Element[] = [];
	let lines: Element[] = [];
	const flush = () => {
		if (lines.length > 0) elements.push(section(lines));
		lines = [];
	};
	for (const block of blocks) {
		const inline = sectionContent(block);
		if (inline === undefined) {
			flush();
			for (const element of blockElements(block)) elements.push(element);
		} else if (inline.length > 0) {
			if (lines.length > 0) lines.push({ type: 'text', text: '\n\n' });
			for (const element of inline) lines.push(element);
		}
	}
	flush();
	return elements;
}

/** The content of a block that is lines of text; undefined for one that is more. */
function sectionContent(block: RootContent): Element[] | undefined {
	switch (block.type) {
		case 'paragraph':
			return inlineElements(block.children, {});
		case 'heading':
			return inlineElements(block.children, { bold: true });
		case 'thematicBreak':
			return textElements('———', {});
		case 'blockquote':
		case 'code':
		case 'list':
		case 'table':
			return undefined;
		default:
			return textElements(plainTextOf([block]), {});
	}
}

function blockElements(block: RootContent): Element[] {
	switch (block.type) {
		case 'blockquote': {
			const lines = inlineOf(block);
			return lines.length > 0 ? [{ type: 'rich_text_quote', elements: lines }] : [];
		}
		case 'code':
			return [preformatted(block.value)];
		case 'list':
			return listElements(block, 0);
		case 'table':
			return [preformatted(alignedTable(block))];
		default:
			return [];
	}
}

/** A list of Slack has one level: each nested list is one of its own, further in. */
function listElements(list: List, depth: number): Element[] {
	const elements: Element[] = [];
	let items: Element[] = [];
	let offset = (list.start ?? 1) - 1;
	const flush = () => {
		if (items.length === 0) return;
		elements.push({
			type: 'rich_text_list',
			style: list.ordered ? 'ordered' : 'bullet',
			indent: Math.min(depth, 8),
			...(list.ordered && offset > 0 ? { offset } : {}),
			elements: items,
		});
		offset += items.length;
		items = [];
	};
	for (const item of list.children) {
		const box = typeof item.checked === 'boolean' ? (item.checked ? '☑ ' : '☐ ') : '';
		const own = item.children.filter((child) => child.type !== 'list');
		const content = own.flatMap((child, index) => [
			...(index > 0 ? [{ type: 'text', text: '\n' }] : []),
			...inlineOf(child),
		]);
		const line = [...(box ? [{ type: 'text', text: box }] : []), ...content];
		// Slack takes no section without anything in it.
		items.push(section(line.length > 0 ? line : [{ type: 'text', text: ' ' }]));
		for (const child of item.children) {
			if (child.type !== 'list') continue;
			flush();
			for (const element of listElements(child, depth + 1)) elements.push(element);
		}
	}
	flush();
	return elements;
}

/** What of a block may stand in one line of another. */
function inlineOf(block: RootContent): Element[] {
	if (block.type === 'paragraph' || block.type === 'heading') {
		return inlineElements(block.children, {});
	}
	if (block.type === 'code') return textElements(block.value, { code: true });
	if (block.type === 'table') return textElements(alignedTable(block), { code: true });
	if (block.type === 'blockquote') {
		return block.children.flatMap((child, index) => [
			...(index > 0 ? [{ type: 'text', text: '\n' }] : []),
			...inlineOf(child),
		]);
	}
	return textElements(plainTextOf([block]), {});
}

export function section(elements: Element[]): Element {
	return { type: 'rich_text_section', elements };
}

function preformatted(value: string): Element {
	return { type: 'rich_text_preformatted', elements: [{ type: 'text', text: value || ' ' }] };
}

export function inlineElements(nodes: PhrasingContent[], style: Style): Element[] {
	return nodes.flatMap((node): Element[] => {
		switch (node.type) {
			case 'strong':
				return inlineElements(node.children, { ...style, bold: true });
			case 'emphasis':
				return inlineElements(node.children, { ...style, italic: true });
			case 'delete':
				return inlineElements(node.children, { ...style, strike: true });
			case 'font':
				return inlineElements(node.children, style);
			case 'inlineCode':
				return textElements(node.value, { ...style, code: true });
			case 'break':
				return textElements('\n', {});
			case 'link':
				return linkElements(plainTextOf(node.children), node.url, style);
			case 'image':
				return linkElements(node.alt ?? '', node.url, style);
			default:
				return textElements(plainTextOf([node]), style);
		}
	});
}

function textElements(value: string, style: Style): Element[] {
	if (value === '') return [];
	return [{ type: 'text', text: value, ...(Object.keys(style).length > 0 ? { style } : {}) }];
}

function linkElements(label: string, url: string, style: Style): Element[] {
	const target = linkTarget(url);
	if (target === undefined) return textElements(label === url ? label : `${label} (${url})`, style);
	const shown =
		label.trim() === '' || isMisleading(label, target) ? `${label} ${target}`.trim() : label;
	return [
		{
			type: 'link',
			url: target,
			text: shown,
			...(Object.keys(style).length > 0 ? { style } : {}),
		},
	];
}

/** Columns; where a cell is wider, what follows it stands under nothing. */
const WIDEST_COLUMN = 40;

/** Columns under one another; East Asian characters are two wide. */
function alignedTable(table: Table): string {
	const rows = table.children.map((row) =>
		row.children.map((cell) => plainTextOf(cell.children).replace(/\s+/g, ' ')),
	);
	const widths: number[] = [];
	for (const row of rows) {
		row.forEach((cell, column) => {
			widths[column] = Math.max(widths[column] ?? 0, Math.min(width(cell), WIDEST_COLUMN));
		});
	}
	return rows
		.map((row) =>
			row
				.map((cell, column) => cell + ' '.repeat(Math.max(0, widths[column] - width(cell))))
				.join('  ')
				.trimEnd(),
		)
		.join('\n');
}

function width(text: string): number {
	let columns = 0;
	for (const character of text) columns += /[\u1100-\u{3fffd}]/u.test(character) ? 2 : 1;
	return columns;
}
