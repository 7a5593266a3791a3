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

/** Text as it may stand in JSON for a chat: no control characters but line breaks and tabs, no half characters. */
export function cleanText(text: string): string {
	return (
		text
			.toWellFormed()
			.replace(/\r\n?/g, '\n')
			// eslint-disable-next-line no-control-regex -- control characters are what this removes
			.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/g, '')
	);
}
