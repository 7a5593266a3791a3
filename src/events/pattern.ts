import { composed } from '../text/utf8';

/**
 * Whether a text is one of the patterns, in which `*` stands for any
 * characters. Upper and lower case are the same, and so are an "é" of one
 * character and one of two.
 */
export function matchesPattern(text: string, patterns: readonly string[]): boolean {
	const spelled = spelling(text);
	return patterns.some((pattern) => matches(spelled, spelling(pattern.trim())));
}

function spelling(text: string): string {
	return composed(text).toLowerCase();
}

/**
 * Each part between two `*` is looked for once, behind the one before: the
 * first place where it is leaves the most room for the rest.
 */
function matches(text: string, pattern: string): boolean {
	const [beginning, ...parts] = pattern.split('*');
	const end = parts.pop();
	if (end === undefined) return text === pattern;
	const isFramed = text.startsWith(beginning) && text.endsWith(end);
	if (!isFramed) return false;
	let position = beginning.length;
	for (const part of parts) {
		const found = text.indexOf(part, position);
		if (found === -1) return false;
		position = found + part.length;
	}
	return position <= text.length - end.length;
}
