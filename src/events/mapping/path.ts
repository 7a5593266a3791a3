/** A step in brackets: a place of a list, or a name as a JSON string. */
const BRACKETED = /\[(?:(-?\d{1,15})|("(?:[^"\\]|\\.)*"))\]/y;

/** What can stand in a path as it is. */
const PLAIN = /^(?![=\s])[^.[\]]*[^.[\]\s]$/;

/**
 * What stands at a dotted path such as `issue.labels.0.name`; undefined where
 * the path leads nowhere; `-1` is the last of a list. A name that has a dot or
 * a bracket itself stands in brackets and quotation marks, `labels["k8s.io/app"]`,
 * and a place of a list may stand in brackets, `labels[0]`. Follows own
 * properties alone: nothing that every object inherits is a field.
 */
export function valueAt(root: unknown, path: string): unknown {
	let value = root;
	for (const name of stepsOf(path)) {
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

function stepsOf(path: string): string[] {
	if (!path.includes('[')) return path.split('.');
	const steps: string[] = [];
	/** The name that is being read; undefined behind brackets, where none has begun. */
	let name: string | undefined = '';
	for (let index = 0; index < path.length; ) {
		BRACKETED.lastIndex = index;
		const bracketed = BRACKETED.exec(path);
		const step = bracketed?.[1] ?? textOf(bracketed?.[2]);
		if (bracketed && step !== undefined) {
			if (name) steps.push(name);
			steps.push(step);
			name = undefined;
			index += bracketed[0].length;
		} else if (path[index] === '.') {
			if (name !== undefined) steps.push(name);
			name = '';
			index += 1;
		} else {
			name = (name ?? '') + path[index];
			index += 1;
		}
	}
	return name === undefined ? steps : [...steps, name];
}

/** Undefined for what is no JSON: then it is a part of a name. */
function textOf(json: string | undefined): string | undefined {
	if (json === undefined) return undefined;
	try {
		return JSON.parse(json) as string;
	} catch {
		return undefined;
	}
}

/** The path of what stands one step below another; below the root, that is ''. */
export function pathBelow(path: string, step: string): string {
	if (!PLAIN.test(step)) return `${path}[${JSON.stringify(step)}]`;
	return path === '' ? step : `${path}.${step}`;
}

/** The value as one line or more of text; undefined for what is none: empty, missing, a list, an object. */
export function asText(value: unknown): string | undefined {
	if (typeof value === 'string') return value.trim() === '' ? undefined : value;
	return typeof value === 'number' || typeof value === 'boolean' ? String(value) : undefined;
}
