import type { Heading, List, ListItem, PhrasingContent, Root, RootContent, Table } from './tree';
import type { Dialect } from './dialect';
import { endOf, isAtLineStart, isMarkupTogether } from './seam';
import { isMisleading, linkTarget, webUrl } from './webUrl';

/** Writes the tree in a robot's dialect. */
export function renderMarkdown(root: Root, dialect: Dialect): string {
	return renderBlocks(root.children, dialect);
}

function renderBlocks(blocks: RootContent[], dialect: Dialect): string {
	return blocks
		.map((block) => renderBlock(block, dialect))
		.filter((block) => block !== '')
		.join(dialect.gap);
}

function renderBlock(block: RootContent, dialect: Dialect): string {
	switch (block.type) {
		case 'paragraph':
			return renderInline(block.children, dialect);
		case 'heading':
			return dialect.heading(block.depth, headingLine(block, dialect));
		case 'blockquote':
			return dialect.quote(renderBlocks(block.children, dialect));
		case 'code':
			return dialect.code(block.value, block.lang ?? undefined);
		case 'list':
			return renderList(block, dialect, 0);
		case 'table':
			return renderTable(block, dialect);
		case 'thematicBreak':
			return dialect.rule;
		case 'listItem':
			return renderBlocks(block.children, dialect);
		default:
			return renderInline([block as PhrasingContent], dialect);
	}
}

/** One line, of which CommonMark takes no "#" at the end for its own. */
function headingLine({ children }: Heading, dialect: Dialect): string {
	const lines = renderInline(children, dialect).split('\n');
	const line = lines.map((words) => words.trim()).join(' ');
	return /(?:^|\s)#+$/.test(line) ? `${line}${dialect.part}` : line;
}

/** Inline content in one line or several. */
function renderInline(nodes: PhrasingContent[], dialect: Dialect): string {
	let end = '';
	return nodes
		.map((node) => {
			const written = renderOne(node, dialect, isAtLineStart(end));
			const isParted = isMarkupTogether(end, written);
			end = endOf(end, written);
			return isParted ? `${dialect.part}${written}` : written;
		})
		.join('');
}

function renderOne(node: PhrasingContent, dialect: Dialect, isLineStart: boolean): string {
	switch (node.type) {
		case 'text':
			return textLines(node.value, dialect, isLineStart);
		case 'break':
			return dialect.lineBreak;
		case 'inlineCode':
			return dialect.inlineCode(node.value);
		case 'strong':
			return wrapped(renderInline(node.children, dialect), (inner) => dialect.strong(inner));
		case 'emphasis':
			return wrapped(renderInline(node.children, dialect), (inner) => dialect.emphasis(inner));
		case 'delete':
			return wrapped(renderInline(node.children, dialect), (inner) => dialect.strikethrough(inner));
		case 'font': {
			const { color } = node;
			const coloured = (inner: string) => (color && dialect.font?.(inner, color)) || inner;
			return wrapped(renderInline(node.children, dialect), coloured);
		}
		case 'link':
			return renderLink(node.children, node.url, dialect, isLineStart);
		case 'image': {
			const target = webUrl(node.url);
			if (dialect.image && target) return dialect.image(dialect.text(node.alt, false), target);
			return renderLink(
				[{ type: 'text', value: node.alt || node.url }],
				node.url,
				dialect,
				isLineStart,
			);
		}
		default:
			return '';
	}
}

/** A link whose label names another host than its own says where it leads. */
function renderLink(
	children: PhrasingContent[],
	url: string,
	dialect: Dialect,
	isLineStart: boolean,
): string {
	const label = plainTextOf(children);
	const target = linkTarget(url);
	if (target === undefined) {
		return dialect.text(label === url ? label : `${label} (${url})`, isLineStart);
	}
	if (isMisleading(label, target)) {
		return `${dialect.text(`${label} (`, isLineStart)}${dialect.link(dialect.text(target, false), target, url)}${dialect.text(')', false)}`;
	}
	const inner = renderInline(withoutLinks(children), dialect);
	return dialect.link(inner.trim() === '' ? dialect.text(target, false) : inner, target, url);
}

function withoutLinks(nodes: PhrasingContent[]): PhrasingContent[] {
	return nodes.map((node) =>
		node.type === 'image' ? { type: 'text', value: node.alt || node.url } : node,
	);
}

/** Markup around blanks shows itself in most chats. */
function wrapped(inner: string, wrap: (inner: string) => string): string {
	const core = inner.trim();
	if (core === '') return inner;
	const from = inner.length - inner.trimStart().length;
	return `${inner.slice(0, from)}${wrap(core)}${inner.slice(from + core.length)}`;
}

/** In a chat a line that was begun anew stays so. */
function textLines(value: string, dialect: Dialect, isLineStart: boolean): string {
	return value
		.split('\n')
		.map((line, index) => dialect.text(line, isLineStart || index > 0))
		.join(dialect.lineBreak);
}

function renderList(list: List, dialect: Dialect, depth: number): string {
	const first = list.start ?? 1;
	return list.children
		.map((item, index) => {
			const marker = list.ordered ? `${first + index}. ` : dialect.bullet;
			return `${dialect.indent.repeat(depth)}${marker}${renderItem(item, dialect, depth)}`;
		})
		.join('\n');
}

function renderItem(item: ListItem, dialect: Dialect, depth: number): string {
	const box = typeof item.checked === 'boolean' ? (item.checked ? '☑ ' : '☐ ') : '';
	const indent = dialect.indent.repeat(depth + 1);
	const contents = item.children.map((child, index) => {
		if (child.type === 'list') return renderList(child, dialect, depth + 1);
		const written = renderBlock(child, dialect).replaceAll('\n', `\n${indent}`);
		return index === 0 ? written : `${indent}${written}`;
	});
	const startsWithList = item.children[0]?.type === 'list';
	return `${box}${startsWithList ? '\n' : ''}${contents.join('\n')}`;
}

function renderTable(table: Table, dialect: Dialect): string {
	const [header = [], ...rows] = table.children.map((row) =>
		row.children.map((cell) => renderInline(cell.children, dialect).replaceAll('\n', ' ')),
	);
	const alignments = table.children[0]?.children.map(({ align }) => align) ?? [];
	const written = dialect.table?.(inCells(header), rows.map(inCells), alignments);
	if (written !== undefined) return written;
	const asItem = (row: string[]) =>
		row
			.map((cell, column) => (header[column] ? `${dialect.strong(header[column])}: ${cell}` : cell))
			.filter((_, column) => row[column] !== '')
			.join(', ');
	return rows.map((row) => `${dialect.bullet}${asItem(row)}`).join('\n');
}

/** A bar that is left, in code, would end the cell. */
function inCells(cells: string[]): string[] {
	return cells.map((cell) => cell.replaceAll('|', '｜'));
}

/** The words without any formatting. */
export function plainTextOf(nodes: Array<PhrasingContent | RootContent>): string {
	return nodes
		.map((node): string => {
			if (node.type === 'break') return '\n';
			if (node.type === 'image') return node.alt;
			if ('value' in node) return node.value;
			return 'children' in node ? plainTextOf(node.children) : '';
		})
		.join('');
}
