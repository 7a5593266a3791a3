import { cutText } from '../markdown/cutText';
import { splitText } from '../markdown/splitSource';

type Fits = (piece: string) => boolean;

const FENCE = '```';

/** "Formatting text for app surfaces": code blocks, links and mentions in angle brackets, inline code. */
const WHOLES = /```[\s\S]*?```|<[^<>\n]+>|`[^`\n]+`/g;

/**
 * Parts mrkdwn so that each part fits, where it reads best: never inside a link,
 * a mention or code, unless that alone is longer than a part. Then a code block
 * is closed and opened again.
 *
 * @throws {RangeError} when not even one character fits.
 */
export function* splitMrkdwn(source: string, fits: Fits): Generator<string, void> {
	for (let rest = source; rest !== ''; ) {
		const [head, tail] = cutText(rest, fits);
		const [from, to] = wholeAround(rest, head.length) ?? [head.length, head.length];
		if (tail === '' || from === to) {
			if (head === '' && tail === rest) throw new RangeError('There is no room for any text');
			if (head !== '') yield head;
			rest = tail;
		} else if (from > 0) {
			const before = rest.slice(0, from).trimEnd();
			if (before !== '') yield before;
			rest = rest.slice(from);
		} else {
			yield* partWhole(rest.slice(0, to), fits);
			rest = rest.slice(to).trimStart();
		}
	}
}

function wholeAround(text: string, at: number): [from: number, to: number] | undefined {
	for (const { 0: whole, index } of text.matchAll(WHOLES)) {
		if (index >= at) break;
		if (at < index + whole.length) return [index, index + whole.length];
	}
	return undefined;
}

function* partWhole(whole: string, fits: Fits): Generator<string, void> {
	if (fits(whole)) yield whole;
	else if (!whole.startsWith(FENCE)) yield* splitText(whole, fits);
	else {
		const fenced = (lines: string) => `${FENCE}\n${lines}\n${FENCE}`;
		const code = whole.slice(FENCE.length, -FENCE.length).replace(/^\n|\n$/g, '');
		yield* splitText(code, (lines) => fits(fenced(lines))).map(fenced);
	}
}
