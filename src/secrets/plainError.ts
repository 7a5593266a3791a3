/** How far back causes are told, and how many that came together. */
const MOST_CAUSES = 5;
const MOST_TOGETHER = 10;

/** What libraries hang onto an error is not told: the request with its headers, the answer, the row that did not fit. */
interface Told {
	name?: unknown;
	message?: unknown;
	code?: unknown;
	stack?: unknown;
	cause?: unknown;
	/** Of an `AggregateError`. */
	errors?: unknown;
}

/** Also one of another realm, as n8n's expressions have it. */
export function isError(value: unknown): boolean {
	return value instanceof Error || Object.prototype.toString.call(value) === '[object Error]';
}

/**
 * A copy of what was thrown, as an error that has a name, words, a code, where
 * it came from and what caused it, and nothing else.
 *
 * @param clean what is done to each text.
 */
export function plainError(thrown: unknown, clean: (text: string) => string): Error {
	return copyOf(thrown, clean, 0, new Set());
}

function copyOf(
	thrown: unknown,
	clean: (text: string) => string,
	depth: number,
	seen: Set<unknown>,
): Error {
	seen.add(thrown);
	const { name, message, code, stack, cause, errors } = Object(thrown) as Told;
	const copy = new Error(clean(textIn(message) ?? wordsOf(thrown)));
	hide(copy, 'name', clean(textIn(name) ?? 'Error'));
	hide(copy, 'stack', clean(textIn(stack) ?? `${copy.name}: ${copy.message}`));
	if (typeof code === 'string') hide(copy, 'code', clean(code));
	if (depth === MOST_CAUSES) return copy;
	const isNews = (other: unknown) => other !== undefined && other !== null && !seen.has(other);
	if (isNews(cause)) hide(copy, 'cause', copyOf(cause, clean, depth + 1, seen));
	if (Array.isArray(errors)) {
		const together = errors.slice(0, MOST_TOGETHER).filter(isNews);
		const copies = together.map((one) => copyOf(one, clean, depth + 1, seen));
		hide(copy, 'errors', copies);
	}
	return copy;
}

function textIn(value: unknown): string | undefined {
	return typeof value === 'string' ? value : undefined;
}

function wordsOf(thrown: unknown): string {
	return typeof thrown === 'object' ? 'Something was thrown that is not an error' : String(thrown);
}

/** As errors have theirs: not among what is listed. */
function hide(error: Error, name: string, value: unknown): void {
	Object.defineProperty(error, name, { value, writable: true, configurable: true });
}
