import { own } from '../own';

/** Characters. No id of a platform is that long. */
const LONGEST_ID = 256;
/** Characters. Longer texts say more than what to do; what is behind is not looked at. */
const LONGEST_TEXT = 4_000;

/** What a frame says; undefined where it is no JSON. */
export function jsonIn(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
}

/** What stands at this place; undefined where nothing does, and of what every object inherits. */
export function at(value: unknown, ...path: Array<string | number>): unknown {
	let found = value;
	for (const name of path) {
		if (typeof found !== 'object' || found === null) return undefined;
		found = own(found as Record<string, unknown>, name);
	}
	return found;
}

/** An id, a type, a code at this place; empty where there is none. */
export function idAt(value: unknown, ...path: Array<string | number>): string {
	const found = at(value, ...path);
	return typeof found === 'string' && found.length <= LONGEST_ID ? found : '';
}

/** What somebody wrote, at this place. */
export function textAt(value: unknown, ...path: Array<string | number>): string {
	const found = at(value, ...path);
	return typeof found === 'string' ? found.slice(0, LONGEST_TEXT).toWellFormed() : '';
}

/** A count or a code at this place. */
export function numberAt(value: unknown, ...path: Array<string | number>): number | undefined {
	const found = at(value, ...path);
	return typeof found === 'number' && Number.isFinite(found) ? found : undefined;
}
