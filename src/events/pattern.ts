/**
 * Whether a text is one of the patterns, in which `*` stands for any
 * characters. Upper and lower case are the same.
 */
export function matchesPattern(text: string, patterns: readonly string[]): boolean {
	return patterns.some((pattern) => matches(text.toLowerCase(), pattern.trim().toLowerCase()));
}

/** Walks both texts once; goes back to the last `*` alone, so that no pattern can take long. */
function matches(text: string, pattern: string): boolean {
	let position = 0;
	let expected = 0;
	let star = -1;
	let retry = 0;
	while (position < text.length) {
		if (pattern[expected] === '*') {
			star = expected;
			retry = position;
			expected += 1;
		} else if (pattern[expected] === text[position]) {
			position += 1;
			expected += 1;
		} else if (star >= 0) {
			retry += 1;
			position = retry;
			expected = star + 1;
		} else {
			return false;
		}
	}
	return pattern.slice(expected).replaceAll('*', '') === '';
}
