/*
 * Each piece of a line is escaped by itself, and two of them can still be markup
 * side by side: "]" at the end of a text, and "(" at the start of coloured words.
 */

/** Invisible, and of no platform's markup: it parts what would be some. */
export const PART = '\u200b';

/** UTF-16 code units of either side: more than any name of an emoji or an entity has. */
const LONGEST = 128;

/** With U+0000, which no text has, where the two pieces meet. */
const MARKUP = new RegExp(
	[
		'!\0\\[', // A picture.
		'\\]\\s*\0\\s*[([:]', // A link.
		'([*_~`])\0\\1', // Marks, which are longer together.
		'&#?\\w*\0#?\\w*;', // An entity.
		':[\\w+-]*\0[\\w+-]*:', // An emoji.
		'@\\w*\0\\w', // A mention.
		'(?:^|\n)\\s*\\d+\0[.)]', // A list.
	].join('|'),
);

/** A client that shows no colours may look at what is around them. */
const withoutColours = (written: string) => written.replace(/<\/?font\b[^<>]*>/g, '');

/** Whether they would be markup side by side. @param end of what is written, by `endOf` */
export function isMarkupTogether(end: string, next: string): boolean {
	const shown = withoutColours(next);
	const start = shown.trimStart();
	const blank = start === shown ? '' : ' ';
	return MARKUP.test(`${end}\0${blank}${start.slice(0, LONGEST)}`);
}

/** The end of both together, blanks behind it as one. @param before such an end, too */
export function endOf(before: string, written: string): string {
	const together = withoutColours(before + written);
	const words = together.trimEnd();
	const blanks = together.slice(words.length);
	const blank = blanks.includes('\n') ? '\n' : ' ';
	return words.slice(-LONGEST) + (blanks === '' ? '' : blank);
}

/** Whether nothing but blanks stands in the line before what comes next. */
export function isAtLineStart(end: string): boolean {
	return end.trim() === '' || end.endsWith('\n');
}
