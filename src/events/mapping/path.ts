/**
 * What stands at a dotted path such as `issue.labels.0.name`; undefined where
 * the path leads nowhere; `-1` is the last of a list. Follows own properties
 * alone: nothing that every object inherits is a field.
 */
export function valueAt(root: unknown, path: string): unknown {
	let value = root;
	for (const name of path.split('.')) {
		if (name === '-1' && Array.isArray(value)) {
			value = value.at(-1);
			continue;
		}
		if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) {
			return undefined;
		}
		value = (value as Record<string, unknown>)[name];
	}
	return value;
}

/** The value as one line or more of text; undefined for what is none: empty, missing, a list, an object. */
export function asText(value: unknown): string | undefined {
	if (typeof value === 'string') return value.trim() === '' ? undefined : value;
	return typeof value === 'number' || typeof value === 'boolean' ? String(value) : undefined;
}
