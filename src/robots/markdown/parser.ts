import MarkdownIt from 'markdown-it';
import cjkFriendly from 'markdown-it-cjk-friendly';

import { findAddresses } from './addresses';

/*
 * markdown-it, which looks at some sources again and again: at every line of a
 * quotation in which headings and paragraphs take turns, for example, which is
 * the square of its lines. So its steps are counted, whatever makes them many.
 */

/** Ordinary markdown takes a fifth of a step for a character, one of the shortest lines and cells three. */
const STEPS_PER_CHARACTER = 6;
/** Quotations and lists within each other; a list counts twice. Clients show eight or ten of them. */
const DEEPEST = 24;

class TooMuch extends Error {}

/** What markdown-it hands from one of its parts to the next, for one source. */
type Env = Parameters<typeof parser.parse>[1];

function takeStep({ env }: { env: Env }): void {
	const steps = env as { left: number };
	steps.left -= 1;
	if (steps.left < 0) throw new TooMuch();
}

const parser = new MarkdownIt({
	html: true,
	linkify: true,
	// What is deeper it would leave out, without a word.
	maxNesting: DEEPEST + 10,
});

// `**结论：**订单`: CommonMark tells by blanks where emphasis ends, and Chinese has none.
parser.use(cjkFriendly);

// A rule that is none: it comes first wherever the rules are asked about a line.
parser.block.ruler.before(
	'table',
	'steps',
	(state) => {
		takeStep(state);
		if (state.level > DEEPEST) throw new TooMuch();
		return false;
	},
	{ alt: ['paragraph', 'reference', 'blockquote', 'list'] },
);
parser.block.State = class extends parser.block.State {
	override push(...token: Parameters<InstanceType<typeof parser.block.State>['push']>) {
		takeStep(this);
		return super.push(...token);
	}
};
const { skipToken } = parser.inline;
parser.inline.skipToken = function (state) {
	takeStep(state);
	skipToken.call(this, state);
};

findAddresses(parser.linkify);
// What a message may link to is decided where it is written.
parser.validateLink = () => true;
parser.normalizeLink = (url) => url;
parser.normalizeLinkText = (text) => text;

// `- [x] done`: before the brackets are read as a link.
parser.core.ruler.before('inline', 'tasks', ({ tokens }) => {
	tokens.forEach((item, index) => {
		if (item.type !== 'list_item_open' || tokens[index + 1]?.type !== 'paragraph_open') return;
		const words = tokens[index + 2];
		const [box, mark] = /^\[([ x])\]\s+(?=\S)/i.exec(words.content) ?? [];
		if (box === undefined) return;
		words.content = words.content.slice(box.length);
		item.meta = { checked: mark !== ' ' };
	});
});
// A block of HTML is lines of text with tags in it, like any other.
parser.core.ruler.before('inline', 'html', (state) => {
	state.tokens = state.tokens.flatMap((token) => {
		if (token.type !== 'html_block') return [token];
		const [opening, inline, closing] = [
			new state.Token('paragraph_open', 'p', 1),
			new state.Token('inline', '', 0),
			new state.Token('paragraph_close', 'p', -1),
		];
		opening.block = true;
		closing.block = true;
		inline.content = token.content.trim();
		inline.children = [];
		return [opening, inline, closing];
	});
});
// A footnote looks like one of them, and must not get lost with them.
parser.core.ruler.disable('strip_references');

export type Token = ReturnType<typeof parser.parse>[number];

/**
 * CommonMark with GitHub's tables, task lists, strikethrough and bare links, as
 * the flat list of markdown-it: what opens, what is inside, what closes.
 * Undefined for a source that takes more than its share of steps.
 */
export function tokensOf(source: string): Token[] | undefined {
	try {
		return parser.parse(source, { left: 1_000 + STEPS_PER_CHARACTER * source.length });
	} catch (error) {
		if (error instanceof TooMuch) return undefined;
		throw error;
	}
}
