import { createHash } from 'node:crypto';

/** Bytes. A row of an index takes 2,704 at most ("index row size exceeds btree maximum"), and most indexes hold two texts. */
const LONGEST = 1_000;

/** What the server cannot store is replaced. */
export function storable(text: string): string {
	return text.replaceAll('\u0000', '\ufffd').toWellFormed();
}

/**
 * A text as a column holds it that is searched: one that no index takes is cut
 * and told from others by its hash. The text itself stands in the row's data.
 */
export function toKey(text: string): string {
	const stored = storable(text);
	const bytes = Buffer.byteLength(stored);
	if (bytes <= LONGEST) return stored;
	const hash = createHash('sha256').update(text).digest('hex');
	return `${Array.from(stored).slice(0, 100).join('')}… ${bytes} bytes ${hash}`;
}

/** The locks of these conversations, in the order in which everybody takes them. */
export function lockNumbers(schema: string, conversations: string[]): number[] {
	const numbers = conversations.map((key) =>
		createHash('sha256')
			.update(`${schema}\n${toKey(key)}`)
			.digest()
			.readInt32BE(0),
	);
	return [...new Set(numbers)].toSorted((a, b) => a - b);
}
