const encoder = new TextEncoder();

/** Bytes of `text` in UTF-8. */
export function utf8Length(text: string): number {
	return encoder.encode(text).length;
}

/**
 * The longest beginning of `text` that fits into `limit` bytes with `mark`
 * behind it; never ends inside a character. Unchanged when it fits as it is.
 */
export function truncateUtf8(text: string, limit: number, mark: string): string {
	if (utf8Length(text) <= limit) return text;
	const room = limit - utf8Length(mark);
	let kept = '';
	let used = 0;
	for (const { segment } of new Intl.Segmenter().segment(text)) {
		used += utf8Length(segment);
		if (used > room) break;
		kept += segment;
	}
	return kept + mark;
}

/** The text without what `cleanText` drops, in one line. */
export function inOneLine(text: string): string {
	return cleanText(text).replace(/\s+/g, ' ').trim();
}

/** Line breaks as others write them (UAX #14, classes CR, NL and BK): every reader has to break at the same places. */
const LINE_BREAKS = /\r\n?|[\u0085\u2028\u2029]/g;

/**
 * What turns the direction of the text around it: embeddings, overrides,
 * isolates and marks of "Unicode Bidirectional Algorithm" (UAX #9, section 2).
 * Letters have a direction of their own, so that Arabic and Hebrew read as
 * before without them. For a class of characters in a regular expression.
 */
export const DIRECTION_MARKS = '\\u061c\\u200e\\u200f\\u202a-\\u202e\\u2066-\\u2069';
const DIRECTIONS = new RegExp(`[${DIRECTION_MARKS}]`, 'g');

/**
 * Text as it may leave for a chat or a page: no control characters but line
 * breaks and tabs, none that turn its direction, no half characters.
 */
export function cleanText(text: string): string {
	return (
		text
			.toWellFormed()
			.replace(LINE_BREAKS, '\n')
			.replace(DIRECTIONS, '')
			// eslint-disable-next-line no-control-regex -- control characters are what this removes
			.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]/g, '')
	);
}

/** The same of every text within a value that becomes JSON or fills a page. Names of fields are ours, and stay. */
export function cleanTexts<Value>(value: Value): Value {
	if (typeof value === 'string') return cleanText(value) as Value;
	if (Array.isArray(value)) return value.map(cleanTexts) as Value;
	if (typeof value !== 'object' || value === null) return value;
	return Object.fromEntries(
		Object.entries(value).map(([name, entry]) => [name, cleanTexts(entry)]),
	) as Value;
}

/** Characters. To compose many marks in a row takes the square of their number. */
const LONGEST_COMPOSED = 1_000;

/**
 * One spelling of what reads the same: an "é" may come as one character or as
 * two (Unicode Normalization Form C). A text that is longer than what names
 * something stays as it is.
 */
export function composed(text: string): string {
	return text.length > LONGEST_COMPOSED ? text : text.normalize('NFC');
}
