const TOKENS = /"(?:[^"\\]|\\.)*"|[{}[\]:]/g;

/**
 * Whether an object, as JSON writes it, has two fields of one name. Parsers
 * take the last; a template that is filled in without escaping lets whoever
 * chooses a value write further fields behind it.
 *
 * @param json a text that is JSON.
 */
export function hasRepeatedNames(json: string): boolean {
	const seen = new Set<unknown>();
	let depth = 0;
	let last = '';
	for (const [token] of json.matchAll(TOKENS)) {
		if (token === '{' || token === '[') depth += 1;
		else if (token === '}' || token === ']') depth -= 1;
		else if (token === ':' && depth === 1) {
			const name: unknown = JSON.parse(last);
			if (seen.has(name)) return true;
			seen.add(name);
		} else last = token;
	}
	return false;
}
