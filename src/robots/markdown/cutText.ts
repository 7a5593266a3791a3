import { characterStarts } from '../../text/characters';

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
	const at = bestEnd(text, longest);
	return [text.slice(0, at).trimEnd(), text.slice(at).trimStart()];
}

function longestFitting(text: string, fits: (head: string) => boolean): number {
	if (fits(text)) return text.length;
	const ends = [...characterStarts(text)];
	let low = 0;
	let high = ends.length - 1;
	while (low < high) {
		const middle = Math.ceil((low + high) / 2);
		if (fits(text.slice(0, ends[middle]))) low = middle;
		else high = middle - 1;
	}
	return ends[low] ?? 0;
}

function bestEnd(text: string, longest: number): number {
	const room = text.slice(0, longest);
	for (const boundary of BOUNDARIES) {
		const end = [...room.matchAll(boundary)].at(-1);
		const at = end ? end.index + end[0].length : 0;
		if (at >= longest * WORTHWHILE) return at;
	}
	return beforeWebAddress(text, longest);
}

function beforeWebAddress(text: string, at: number): number {
	for (const { 0: address, index } of text.matchAll(/[a-z]+:\/\/[^\s<>]+/gi)) {
		if (index > 0 && index < at && at < index + address.length) return index;
	}
	return at;
}
