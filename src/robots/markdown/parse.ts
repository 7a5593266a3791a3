import { fromMarkdown } from 'mdast-util-from-markdown';
import { gfmFromMarkdown } from 'mdast-util-gfm';
import { gfm } from 'micromark-extension-gfm';

import type { Definition, Nodes, PhrasingContent, Root, RootContent } from './tree';
import { cleanText } from '../../text/utf8';

/** CommonMark with GitHub's tables, task lists, strikethrough and bare links, as a tree. */
export function parseMarkdown(source: string): Root {
	const root = parseSource(cleanText(source));
	resolveReferences(root);
	return root;
}

/** The same as its author wrote it: references are not resolved, and blocks know where they stand. */
export function parseSource(source: string): Root {
	return fromMarkdown(source, { extensions: [gfm()], mdastExtensions: [gfmFromMarkdown()] });
}

/** `[text][id]` becomes the link that its definition tells of; robots know only whole links. */
function resolveReferences(root: Root): void {
	const definitions = new Map<string, Definition>();
	visit(root, (node) => {
		// Of several the first counts.
		if (node.type !== 'definition' || definitions.has(node.identifier)) return;
		definitions.set(node.identifier, node);
	});
	mapChildren(root, (node) => resolved(node, definitions));
}

function resolved(node: RootContent, definitions: Map<string, Definition>): RootContent[] {
	// What has no definition is no reference, but text.
	const urlOf = (identifier: string) => definitions.get(identifier)!.url;
	switch (node.type) {
		case 'definition':
			return [];
		case 'linkReference':
			return [{ type: 'link', url: urlOf(node.identifier), children: node.children }];
		case 'imageReference':
			return [{ type: 'image', url: urlOf(node.identifier), alt: node.alt }];
		case 'footnoteReference':
			return [{ type: 'text', value: `[${node.label ?? node.identifier}]` }];
		case 'footnoteDefinition': {
			const label: PhrasingContent = {
				type: 'text',
				value: `[${node.label ?? node.identifier}] `,
			};
			const [first, ...rest] = node.children;
			return first?.type === 'paragraph'
				? [{ ...first, children: [label, ...first.children] }, ...rest]
				: node.children;
		}
		default:
			return [node];
	}
}

function visit(node: Nodes, look: (node: Nodes) => void): void {
	look(node);
	if ('children' in node) for (const child of node.children) visit(child, look);
}

function mapChildren(
	parent: { children: RootContent[] },
	map: (node: RootContent) => RootContent[],
): void {
	for (const child of parent.children)
		if ('children' in child) mapChildren(child as { children: RootContent[] }, map);
	parent.children = parent.children.flatMap(map);
}
