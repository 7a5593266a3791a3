import { cutText, fromNextWord } from './cutText';

export type Fits = (piece: string) => boolean;

/**
 * Parts plain text so that each part fits, one after the other as they are asked for.
 *
 * @throws {RangeError} when not even one character does.
 */
export function splitText(text: string, fits: Fits): Generator<string, void> {
	return splitAround(text, NOTHING, fits);
}

/** What a markup has that loses its meaning when it is parted. */
export interface Wholes {
	/** Of what comes first in the source; global. */
	pattern: RegExp;
	/** The lines of one of them that is code, and what stands before and behind these. */
	codeIn(whole: string): Fenced | undefined;
}

export interface Fenced {
	opening: string;
	lines: string;
	closing: string;
}

const NOTHING: Wholes = { pattern: /(?!)/g, codeIn: () => undefined };

/**
 * Parts a source as its author wrote it so that each part fits, where it reads
 * best: inside of a whole only when that alone is longer than a part. Then a
 * code block is closed and opened again. Loses nothing but blanks. The parts
 * come one after the other as they are asked for.
 *
 * @throws {RangeError} when not even one character fits.
 */
export function* splitAround(
	source: string,
	{ pattern, codeIn }: Wholes,
	fits: Fits,
): Generator<string, void> {
	const wholes = source.matchAll(pattern);
	let whole = placeOf(wholes.next());
	for (let at = 0; at < source.length; ) {
		const [head, tail] = cutText(source.slice(at), fits);
		const cut = at + head.length;
		while (whole.to <= cut) whole = placeOf(wholes.next());
		if (tail === '' || whole.from >= cut) {
			if (head === '' && at === source.length - tail.length) throw noRoom();
			if (head.trim() !== '') yield head;
			at = source.length - tail.length;
		} else if (whole.from > at) {
			const before = source.slice(at, whole.from).trimEnd();
			if (before !== '') yield before;
			at = whole.from;
		} else {
			const written = source.slice(whole.from, whole.to);
			const code = codeIn(written);
			if (code) yield* splitCode(code, fits);
			else yield* splitText(written, fits);
			at = source.length - fromNextWord(source.slice(whole.to)).length;
		}
	}
}

function* splitCode({ opening, lines, closing }: Fenced, fits: Fits): Generator<string, void> {
	const fenced = (some: string) => `${opening}\n${some}\n${closing}`;
	yield* splitText(lines, (some) => fits(fenced(some))).map(fenced);
}

interface Place {
	from: number;
	to: number;
}

function placeOf(found: IteratorResult<RegExpExecArray, unknown>): Place {
	if (found.done) return { from: Infinity, to: Infinity };
	const { 0: written, index } = found.value;
	return { from: index, to: index + written.length };
}

function noRoom(): RangeError {
	return new RangeError('There is no room for any text');
}
