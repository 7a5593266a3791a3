const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

/** UTF-16 code units of a character. The longest emojis have 15; more only has who piles up accents. */
const LONGEST = 32;

/** Where the characters of a text begin, as people see them. One that is too long has several beginnings. */
export function* characterStarts(text: string): Generator<number> {
	for (const { index, segment } of graphemes.segment(text)) {
		if (segment.length <= LONGEST) {
			yield index;
			continue;
		}
		let at = index;
		for (const codePoint of segment) {
			yield at;
			at += codePoint.length;
		}
	}
}
