import { splitAround, type Fenced, type Fits, type Wholes } from './splitText';

/** Characters of what stands behind a fence and is repeated with it, such as the language. */
const LONGEST_INFO = 100;

/** Code blocks up to their end or that of the source; links, pictures and references; tags; code. */
const WHOLES: Wholes = {
	pattern: new RegExp(
		[
			/^ {0,3}(`{3,}(?=[^`\n]*$)|~{3,}).*(?:\n(?! {0,3}\1[`~]*[ \t]*$).*)*(?:\n.*)?/,
			/!?\[(?:[^[\]\n]|!\[[^[\]\n]*\]\([^()\n]*\))*\](?:\((?:[^()\n]|\([^()\n]*\))*\)|\[[^[\]\n]*\])/,
			/<[^<>\n]+>/,
			/`[^`\n]+`/,
		]
			.map(({ source }) => source)
			.join('|'),
		'gm',
	),
	codeIn(whole): Fenced | undefined {
		const [first = '', fence, info = ''] = /^ {0,3}(`{3,}|~{3,})(.*)/.exec(whole) ?? [];
		if (fence === undefined) return undefined;
		const inside = whole.slice(first.length + 1);
		const last = inside.slice(inside.lastIndexOf('\n') + 1);
		// One with a language behind it opens a block, and is a line of this one.
		const isClosed = last.trimStart().startsWith(fence) && /^ {0,3}[`~]+[ \t]*$/.test(last);
		const lines = isClosed ? inside.slice(0, Math.max(0, inside.lastIndexOf('\n'))) : inside;
		// A longer one is the code itself, of an author who forgot the line break.
		if (info.length > LONGEST_INFO || lines.trim() === '') return undefined;
		return { opening: fence + info, lines, closing: fence };
	},
};

/** Parts markdown as its author wrote it, in whatever dialect: see `splitAround`. */
export function splitMarkdownSource(source: string, fits: Fits): Generator<string, void> {
	return splitAround(source, WHOLES, fits);
}
