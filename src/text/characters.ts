const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

/** UTF-16 code units of a character. The longest emojis have 15; more only has who piles up accents. */
const LONGEST = 32;

/** Where that character begins, as people see it, which the one at `at` is part of. One that is too long has several beginnings. */
export function characterStart(text: string, at: number): number {
	if (at >= text.length) return text.length;
	// What stands further behind makes no difference, and there may be much of it.
	const { index, segment } = graphemes.segment(text.slice(0, at + LONGEST + 1)).containing(at)!;
	if (segment.length <= LONGEST) return index;
	const isInsidePair = at > index && !text.slice(index, at).isWellFormed();
	return isInsidePair ? at - 1 : at;
}

/**
 * At most `length` UTF-16 code units, the last of them an ellipsis when there
 * were more: platforms count them, not what people see as one character, which
 * may have any number of accents.
 */
export function shortened(value: string, length: number): string {
	if (value.length <= length) return value;
	return `${value.slice(0, characterStart(value, length - 1)).trimEnd()}…`;
}
