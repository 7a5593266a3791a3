import type { Alignment, Root, RootContent } from './tree';
import { cleanText } from '../../text/utf8';
import { LONGEST_TEXT, paragraph, plainParagraph, rootOf, text } from './build';
import { tokensOf, type Token } from './parser';
import { plainTextOf } from './render';

/** Marks within each other: words that are further in go without. */
const DEEPEST_MARKS = 20;

/**
 * CommonMark with GitHub's tables, task lists, strikethrough and bare links, as
 * a tree; footnotes stay as they were written. A source that would take the
 * parser too long is plain text.
 */
export function parseMarkdown(source: string): Root {
	const clean = cleanText(source);
	const tokens = clean.length > LONGEST_TEXT ? undefined : tokensOf(clean);
	// A long one that is referred to often is the square of the source.
	if (!tokens || lengthOfAddresses(tokens) > LONGEST_TEXT) return rootOf([plainParagraph(clean)]);
	const root = rootOf([]);
	addTokens(tokens, root, clean.split('\n'));
	return root;
}

function lengthOfAddresses(tokens: Token[]): number {
	return tokens.reduce((sum, token) => {
		const address = token.attrGet('href') ?? token.attrGet('src') ?? '';
		return sum + String(address).length + lengthOfAddresses(token.children ?? []);
	}, 0);
}

/** A node while it is filled. */
interface Parent {
	children: RootContent[];
}

/** Fills `top` with what the tokens of these lines say. */
function addTokens(tokens: Token[], top: Parent, lines: string[]): void {
	const open = [{ parent: top, ending: '' }];
	for (const token of tokens) {
		const { parent } = open.at(-1)!;
		if (token.type === 'inline') addTokens(token.children!, parent, lines);
		else if (token.nesting === 0) addLeaf(token, parent, lines);
		else if (token.nesting === -1) addText(open.pop()!.ending, parent);
		else if (isFootnote(token)) {
			addText('[', parent);
			open.push({ parent, ending: ']' });
		} else {
			const isTooDeep = !token.block && open.length > DEEPEST_MARKS;
			const node = isTooDeep ? undefined : parentOf(token);
			if (node) parent.children.push(node);
			// Head and body of a table, for example, are nothing by themselves.
			open.push({ parent: node ?? parent, ending: '' });
		}
	}
}

type ParentNode = Extract<RootContent, Parent>;

function parentOf(token: Token): ParentNode | undefined {
	switch (token.type) {
		case 'paragraph_open':
			return { type: 'paragraph', children: [] };
		case 'heading_open':
			return { type: 'heading', depth: Number(token.tag.slice(1)), children: [] };
		case 'blockquote_open':
			return { type: 'blockquote', children: [] };
		case 'bullet_list_open':
			return { type: 'list', ordered: false, start: null, children: [] };
		case 'ordered_list_open':
			return {
				type: 'list',
				ordered: true,
				start: Number(token.attrGet('start') ?? 1),
				children: [],
			};
		case 'list_item_open':
			return { type: 'listItem', ...token.meta, children: [] };
		case 'table_open':
			return { type: 'table', children: [] };
		case 'tr_open':
			return { type: 'tableRow', children: [] };
		case 'th_open':
		case 'td_open':
			return { type: 'tableCell', align: alignmentOf(token), children: [] };
		case 'strong_open':
			return { type: 'strong', children: [] };
		case 'em_open':
			return { type: 'emphasis', children: [] };
		case 's_open':
			return { type: 'delete', children: [] };
		case 'link_open':
			return { type: 'link', url: addressIn(token, 'href'), children: [] };
		default:
			return undefined;
	}
}

function addLeaf(token: Token, parent: Parent, lines: string[]): void {
	if (token.type === 'text') addText(token.content, parent);
	else if (token.type === 'softbreak') addText('\n', parent);
	else parent.children.push(...leavesOf(token, lines));
}

function leavesOf(token: Token, lines: string[]): RootContent[] {
	switch (token.type) {
		case 'hardbreak':
			return [{ type: 'break' }];
		case 'code_inline':
			return [{ type: 'inlineCode', value: token.content }];
		case 'image':
			return [{ type: 'image', url: addressIn(token, 'src'), alt: altOf(token) }];
		case 'html_inline':
		case 'html_block':
			return [{ type: 'html', value: withoutLastBreak(token.content) }];
		case 'fence':
		case 'code_block': {
			const [lang] = /\S+/.exec(token.info) ?? [];
			return [{ type: 'code', lang, value: withoutLastBreak(token.content) }];
		}
		case 'hr':
			return [{ type: 'thematicBreak' }];
		case 'reference_definition': {
			if (!isFootnote(token)) return [];
			const written = lines.slice(...token.map!).join('\n');
			return [paragraph(text(written.slice(written.indexOf('['))))];
		}
		default:
			throw new Error(`The parser made a ${token.type}`);
	}
}

function addText(written: string, { children }: Parent): void {
	// What an entity stands for was not there yet when the source was cleaned.
	const value = cleanText(written);
	if (value === '') return;
	const last = children.at(-1);
	if (last?.type === 'text') last.value += value;
	else children.push({ type: 'text', value });
}

function altOf({ children }: Token): string {
	const alt = paragraph();
	addTokens(children!, alt, []);
	return plainTextOf(alt.children);
}

function addressIn(token: Token, attribute: 'href' | 'src'): string {
	return cleanText(String(token.attrGet(attribute)));
}

function withoutLastBreak(value: string): string {
	return value.replace(/\n$/, '');
}

function alignmentOf(cell: Token): Alignment {
	// `text-align:right`.
	const [, alignment] = String(cell.attrGet('style')).split(':');
	return alignment as Alignment;
}

/** A definition whose label begins with a caret, and what refers to it: CommonMark knows no footnotes. */
function isFootnote({ meta }: Token): boolean {
	return typeof meta?.label === 'string' && meta.label.startsWith('^');
}
