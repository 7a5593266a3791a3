const DENIED = /(?:\b(?:not|not yet|never)\s+|未|没|没有)$/;
/** The longest of those words. */
const DENIAL_LENGTH = 10;

/**
 * Whether a text has one of these words, in any case: as a word of its own
 * ("resolved", not "unresolved") and not denied ("恢复", not "未恢复").
 */
export function says(text: string, words: readonly string[]): boolean {
	const lower = text.toLowerCase();
	return words.some((word) => hasWord(lower, word.trim().toLowerCase()));
}

function hasWord(text: string, word: string): boolean {
	if (word === '') return false;
	for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
		const end = at + word.length;
		const isWhole = !isInside(text, at) && !isInside(text, end);
		if (isWhole && !DENIED.test(text.slice(Math.max(0, at - DENIAL_LENGTH), at))) return true;
	}
	return false;
}

/** Whether a word of Latin letters goes on at this place; Chinese has no such borders. */
function isInside(text: string, at: number): boolean {
	return /^[a-z0-9]{2}$/.test(text.slice(Math.max(0, at - 1), at + 1));
}
