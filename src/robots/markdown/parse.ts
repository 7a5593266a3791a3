import type { Alignment, Root, RootContent } from './tree';
import { cleanText } from '../../text/utf8';
import { LONGEST_TEXT, paragraph, plainParagraph, rootOf, text } from './build';
import { isComment, isLineBreak, tagOf, type HtmlTag } from './html';
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

/** What is open while tokens are read. */
interface Open {
	parent: Parent;
	/** What is written where it closes. */
	ending: string;
	/** The name of an HTML tag. */
	tag?: string;
}

/** Fills `top` with what the tokens of these lines say. */
function addTokens(tokens: Token[], top: Parent, lines: string[]): void {
	const open: Open[] = [{ parent: top, ending: '' }];
	for (const token of tokens) {
		// A tag that is not closed ends with what it is in.
		if (token.nesting === -1) while (open.at(-1)!.tag) open.pop();
		const { parent } = open.at(-1)!;
		if (token.type === 'html_inline') addHtml(token.content, open);
		else if (token.type === 'inline') addTokens(token.children!, parent, lines);
		else if (token.nesting === 0) addLeaf(token, parent, lines);
		else if (token.nesting === -1) {
			addText(open.pop()!.ending, parent);
			if (token.type === 'paragraph_close') endParagraph(parent, open.at(-1)!.parent);
		} else if (isFootnote(token)) {
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

function addHtml(written: string, open: Open[]): void {
	const { parent } = open.at(-1)!;
	if (isComment(written)) return;
	const tag = tagOf(written);
	if (isLineBreak(written)) parent.children.push({ type: 'break' });
	else if (!tag) addText(written, parent);
	else if (tag.isEnd) {
		const around = open.findLastIndex(({ tag: name }) => name === undefined);
		const at = open.findLastIndex(({ tag: name }) => name === tag.name);
		// One that closes nothing is nothing.
		if (at > around) open.length = at;
		if (tag.isBlock) breakLine(open.at(-1)!.parent);
	} else {
		if (tag.isBlock) breakLine(parent);
		if (open.length > DEEPEST_MARKS) return;
		const node = nodeOf(tag);
		if (node) parent.children.push(node);
		open.push({ parent: node ?? parent, ending: '', tag: tag.name });
	}
}

function nodeOf({ mark, color }: HtmlTag): ParentNode | undefined {
	if (mark === undefined) return undefined;
	return mark === 'font' ? { type: mark, color, children: [] } : { type: mark, children: [] };
}

/** Begins a line, unless it has just begun. */
function breakLine({ children }: Parent): void {
	if (!isAtLineStart(children)) children.push({ type: 'break' });
}

function isAtLineStart(children: RootContent[]): boolean {
	const last = children.at(-1);
	return (
		last === undefined ||
		last.type === 'break' ||
		(last.type === 'text' && last.value.endsWith('\n'))
	);
}

/** What HTML leaves at the end of a paragraph is no line, and one of comments alone is none. */
function endParagraph({ children }: Parent, around: Parent): void {
	while (children.at(-1)?.type === 'break') children.pop();
	const last = children.at(-1);
	if (last?.type === 'text') last.value = last.value.replace(/\n$/, '');
	if (children.length === 0) around.children.pop();
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
	else if (token.type === 'softbreak') {
		// A tag may have ended the line.
		if (!isAtLineStart(parent.children)) addText('\n', parent);
	} else parent.children.push(...leavesOf(token, lines));
}

function leavesOf(token: Token, lines: string[]): RootContent[] {
	switch (token.type) {
		case 'hardbreak':
			return [{ type: 'break' }];
		case 'code_inline':
			return [{ type: 'inlineCode', value: token.content }];
		case 'image':
			return [{ type: 'image', url: addressIn(token, 'src'), alt: altOf(token) }];
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
