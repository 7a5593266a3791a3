import type { Selector } from './mapping';
import { asText, valueAt } from './path';

/** What paths go from. */
export interface Scope {
	entry: unknown;
	body: unknown;
}

/** The first value that is there: neither missing nor null nor an empty text. */
export function lookUp(selector: Selector, { entry, body }: Scope): unknown {
	for (const path of [selector].flat()) {
		const value = path.startsWith('^.') ? valueAt(body, path.slice(2)) : valueAt(entry, path);
		if (value !== undefined && value !== null && value !== '') return value;
	}
	return undefined;
}

/** Fills in `{path}` and `{path|other path}`. Fails by the name of the first path that leads to no text. */
export function fillIn(
	template: string,
	scope: Scope,
): { ok: true; text: string } | { ok: false; missing: string } {
	let text = '';
	for (const [index, part] of template.split(/[{}]/).entries()) {
		if (index % 2 === 0) {
			text += part;
			continue;
		}
		const paths = part.split('|');
		const value = asText(lookUp(paths, scope));
		if (value === undefined) return { ok: false, missing: paths[0] };
		text += value;
	}
	return { ok: true, text };
}
