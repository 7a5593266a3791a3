import type { ListItem, PhrasingContent, Root, RootContent } from '../markdown/tree';
import { plainTextOf } from '../markdown/render';
import { isMisleading, linkTarget } from '../markdown/webUrl';

/*
 * Rich text ("post") of custom bots: paragraphs of text, links, mentions and
 * uploaded pictures. Text nodes show literally, so nothing in them is markup.
 */

export type PostNode = Record<string, string>;
export type PostParagraph = PostNode[];

/** The tree as paragraphs of a post. */
export function postParagraphs(root: Root): PostParagraph[] {
	return root.children.flatMap((block) => blockParagraphs(block, ''));
}

function blockParagraphs(block: RootContent, prefix: string): PostParagraph[] {
	switch (block.type) {
		case 'paragraph':
		case 'heading':
			return inlineParagraphs(block.children, prefix);
		case 'blockquote':
			return block.children.flatMap((child) => blockParagraphs(child, `${prefix}│ `));
		case 'list':
			return block.children.flatMap((item, index) =>
				itemParagraphs(item, prefix, block.ordered ? `${(block.start ?? 1) + index}. ` : '• '),
			);
		case 'table': {
			const [header, ...rows] = block.children.map((row) =>
				row.children.map((cell) => plainTextOf(cell.children)),
			);
			return rows.map((row) => [
				textNode(
					`${prefix}• ${row.map((cell, column) => `${header[column] ?? ''}: ${cell}`).join(', ')}`,
				),
			]);
		}
		case 'thematicBreak':
			return [[textNode('———')]];
		default:
			return plainTextOf([block])
				.split('\n')
				.map((line) => [textNode(prefix + line)]);
	}
}

function itemParagraphs(item: ListItem, prefix: string, marker: string): PostParagraph[] {
	const indent = '  ';
	const [first = [textNode('')], ...rest] = item.children.flatMap((child) =>
		blockParagraphs(child, ''),
	);
	const box = typeof item.checked === 'boolean' ? (item.checked ? '☑ ' : '☐ ') : '';
	return [
		[textNode(prefix + marker + box), ...first],
		...rest.map((line) => [textNode(prefix + indent), ...line]),
	];
}

function inlineParagraphs(nodes: PhrasingContent[], prefix: string): PostParagraph[] {
	const paragraphs: PostParagraph[] = [prefix ? [textNode(prefix)] : []];
	const add = (node: PostNode) => paragraphs.at(-1)?.push(node);
	const addText = (value: string) => {
		value.split('\n').forEach((line, index) => {
			if (index > 0) paragraphs.push(prefix ? [textNode(prefix)] : []);
			if (line !== '') add(textNode(line));
		});
	};
	const walk = (node: PhrasingContent) => {
		if (node.type === 'link' || node.type === 'image') {
			const label = node.type === 'link' ? plainTextOf(node.children) : (node.alt ?? '');
			const target = linkTarget(node.url);
			if (target === undefined) addText(`${label} (${node.url})`);
			else add(linkNode(label, target));
		} else if (node.type === 'break') addText('\n');
		else if ('value' in node) addText(node.value);
		else if ('children' in node) node.children.forEach(walk);
	};
	nodes.forEach(walk);
	return paragraphs;
}

function textNode(text: string): PostNode {
	return { tag: 'text', text };
}

function linkNode(label: string, href: string): PostNode {
	const text = label.trim() === '' || isMisleading(label, href) ? `${label} ${href}`.trim() : label;
	return { tag: 'a', text, href };
}
