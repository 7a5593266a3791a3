import { fromMarkdown } from 'mdast-util-from-markdown';
import { gfmFromMarkdown } from 'mdast-util-gfm';
import { gfm } from 'micromark-extension-gfm';

import type { Definition, Nodes, PhrasingContent, Root, RootContent } from './tree';
import { cleanText } from '../../text/utf8';
import { plainParagraph, rootOf } from './build';

/** UTF-16 code units: about a second for the parser. */
const LONGEST_SOURCE = 100_000;
/** What takes the parser the square of its number: 20,000 brackets 3 seconds. */
const COSTLY = /[\]*_~]/g;
const MOST_COSTLY = 5_000;
/** Nodes within each other: functions that call themselves come to the end of the stack with very many. */
const DEEPEST = 100;
/** A line that begins as many quotations and lists within each other. They take the parser the cube of their number. */
const TOO_DEEP = /^(?:[ \t]*(?:>|(?:[-+*]|\d{1,9}[.)])(?=[ \t]))){100}/m;

/**
 * CommonMark with GitHub's tables, task lists, strikethrough and bare links, as
 * a tree. A source that would take the parser too long is plain text.
 */
export function parseMarkdown(source: string): Root {
	const text = cleanText(source);
	const root = parseSource(text);
	if (!root) return rootOf([plainParagraph(text)]);
	resolveReferences(root);
	visit(root, cleanNode);
	return root;
}

/**
 * The same as its author wrote it: references are not resolved, and blocks know
 * where they stand. Undefined for a source that would take too long.
 */
export function parseSource(source: string): Root | undefined {
	if (isTooMuch(source)) return undefined;
	const root = fromMarkdown(source, { extensions: [gfm()], mdastExtensions: [gfmFromMarkdown()] });
	return isDeeperThan(DEEPEST, root) ? undefined : root;
}

function isTooMuch(source: string): boolean {
	if (source.length > LONGEST_SOURCE || TOO_DEEP.test(source)) return true;
	return (source.match(COSTLY) ?? []).length > MOST_COSTLY;
}

function isDeeperThan(levels: number, node: Nodes): boolean {
	if (levels === 0) return true;
	return 'children' in node && node.children.some((child) => isDeeperThan(levels - 1, child));
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

/** What an entity stands for was not there yet when the source was cleaned. */
function cleanNode(node: Nodes): void {
	if ('value' in node) node.value = cleanText(node.value);
	if ('url' in node) node.url = cleanText(node.url);
	if ('alt' in node && node.alt) node.alt = cleanText(node.alt);
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
