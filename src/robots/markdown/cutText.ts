import { characterStart } from '../../text/characters';
import { mostThatFit } from './mostThatFit';

/** Where a text is best parted, the best first. */
const BOUNDARIES = [/\n\n/g, /\n/g, /[。！？；]|[.!?;](?=\s)/g, /\s/g];

/** A boundary is taken only when it leaves this part of what would fit. */
const WORTHWHILE = 0.5;

/**
 * The longest beginning of `text` that fits, ended where it reads best, and
 * the rest. Never cuts a character but one of more accents than any language
 * has, and a web address only when it is longer than all there is room for.
 * `fits` may only get false as the text gets longer.
 */
export function cutText(text: string, fits: (head: string) => boolean): [string, string] {
	const longest = longestFitting(text, fits);
	if (longest === text.length) return [text, ''];
	const head = text.slice(0, bestEnd(text, longest)).trimEnd();
	return [head, fromNextWord(text.slice(head.length))];
}

/** Without blanks and empty lines at the beginning; a line that begins anew stays indented. */
export function fromNextWord(text: string): string {
	const word = text.search(/\S/);
	return word === -1 ? '' : text.slice(text.lastIndexOf('\n', word) + 1 || word);
}

function longestFitting(text: string, fits: (head: string) => boolean): number {
	// Half a character is none: it would count more than the whole.
	const beginning = (length: number) => text.slice(0, length).toWellFormed();
	return characterStart(
		text,
		mostThatFit(text.length, (length) => fits(beginning(length))),
	);
}

function bestEnd(text: string, longest: number): number {
	// Blanks at the end need no room.
	const room = text.slice(0, longest + text.slice(longest).search(/\S|$/));
	for (const boundary of BOUNDARIES) {
		const end = [...room.matchAll(boundary)].at(-1);
		const at = end ? end.index + end[0].length : 0;
		if (at >= longest * WORTHWHILE) return at;
	}
	return beforeWebAddress(text, longest);
}

function beforeWebAddress(text: string, at: number): number {
	// Behind a letter it would be tried from every letter of a long word.
	const addresses = text.slice(0, at + 1).matchAll(/(?<![a-z])[a-z]+:\/\/[^\s<>]+/gi);
	const cut = [...addresses].at(-1);
	const isInside = cut !== undefined && cut.index < at && at < cut.index + cut[0].length;
	return isInside && cut.index > 0 ? cut.index : at;
}
