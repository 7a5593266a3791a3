import { own } from '../../own';

/*
 * The HTML that Markdown is written with for chats, by people and by language
 * models: comments, which nobody is to see, line breaks, what can be unfolded,
 * colours, and the marks of Markdown by other names. Any other tag is a text:
 * `List<String>` is one, too.
 */

/** What a tag does to the text in it. */
export interface HtmlTag {
	isEnd: boolean;
	name: string;
	/** The kind of node that it is. */
	mark?: 'strong' | 'emphasis' | 'delete' | 'font';
	/** Of `font`. */
	color?: string;
	/** Whether a line ends before it and behind it. */
	isBlock: boolean;
}

const MARKS: Partial<Record<string, HtmlTag['mark']>> = {
	b: 'strong',
	strong: 'strong',
	summary: 'strong',
	i: 'emphasis',
	em: 'emphasis',
	s: 'delete',
	del: 'delete',
	strike: 'delete',
	font: 'font',
};
const BLOCKS = new Set(['details', 'summary', 'div', 'p', 'center']);
/** Chats have no form of their own for these. */
const PLAIN = new Set(['u', 'ins', 'sub', 'sup', 'small', 'big', 'span', 'mark']);

export function isComment(html: string): boolean {
	return html.startsWith('<!--');
}

export function isLineBreak(html: string): boolean {
	return /^<br\s*\/?>$/i.test(html);
}

/** A tag that stands for something; undefined for one that is a text. */
export function tagOf(html: string): HtmlTag | undefined {
	const [, end = '', written = '', attributes = ''] =
		/^<(\/?)([a-z]+)(\s[^<>]*)?>$/i.exec(html) ?? [];
	const name = written.toLowerCase();
	const mark = own(MARKS, name);
	const isBlock = BLOCKS.has(name);
	if (!mark && !isBlock && !PLAIN.has(name)) return undefined;
	const [, color] = /\scolor\s*=\s*["']?\s*([#\w-]{1,30})/i.exec(attributes) ?? [];
	return { isEnd: end !== '', name, mark, color: color?.toLowerCase(), isBlock };
}
