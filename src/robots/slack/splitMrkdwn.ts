import { splitAround, type Fits, type Wholes } from '../markdown/splitText';

const FENCE = '```';

/** "Formatting text for app surfaces": code blocks, links and mentions in angle brackets, inline code. */
const WHOLES: Wholes = {
	pattern: /```[\s\S]*?```|<[^<>\n]+>|`[^`\n]+`/g,
	codeIn(whole) {
		if (!whole.startsWith(FENCE)) return undefined;
		const lines = whole.slice(FENCE.length, -FENCE.length).replace(/^\n|\n$/g, '');
		return { opening: FENCE, lines, closing: FENCE };
	},
};

/** Parts mrkdwn as its author wrote it: see `splitAround`. */
export function splitMrkdwn(source: string, fits: Fits): Generator<string, void> {
	return splitAround(source, WHOLES, fits);
}
