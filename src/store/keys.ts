import { createHash } from 'node:crypto';

/** Bytes. A row of an index of Postgres takes 2,704 at most ("index row size exceeds btree maximum"), and most indexes hold two texts. */
const LONGEST = 1_000;

/** What no column can hold: half a character in either store, and NUL in Postgres ("Character Types"). */
function isStorable(text: string): boolean {
	return text.isWellFormed() && !text.includes('\u0000');
}

/**
 * A text as a column holds it that is searched. One that no index takes, or no
 * column can hold, stands there by its beginning and its hash, so that two of
 * them are never one. The text itself stands in the row's data. What was made so
 * before stays as it is.
 */
export function toKey(text: string): string {
	const bytes = Buffer.byteLength(text);
	if (bytes <= LONGEST && isStorable(text)) return text;
	// Half a character has no UTF-8.
	const hash = createHash('sha256').update(text, 'utf16le').digest('hex');
	const beginning = Array.from(text.replaceAll('\u0000', '\ufffd').toWellFormed()).slice(0, 100);
	return `${beginning.join('')}… ${bytes} bytes ${hash}`;
}
