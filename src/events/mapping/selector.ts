import type { Selector } from './mapping';
import { asText, valueAt } from './path';

/** What paths go from. */
export interface MappingContext {
	entry: unknown;
	body: unknown;
}

/** The first value that is there: neither missing nor null nor an empty text. */
export function lookUp(selector: Selector, { entry, body }: MappingContext): unknown {
	for (const path of [selector].flat()) {
		const value = path.startsWith('^.') ? valueAt(body, path.slice(2)) : valueAt(entry, path);
		if (value !== undefined && value !== null && value !== '') return value;
	}
	return undefined;
}

/** A template with `{path}` in it, taken apart: what it spells out, and the places between. */
interface Template {
	literals: string[];
	places: Array<Array<{ path: string; tag?: string }>>;
}

function readTemplate(template: string): Template {
	const pieces = template.split(/[{}]/);
	const alternatives = (place: string) =>
		place.split('|').map((written) => {
			const [path, tag] = written.split('=').reverse();
			return { path, tag };
		});
	return {
		literals: pieces.filter((_, index) => index % 2 === 0),
		places: pieces.filter((_, index) => index % 2 === 1).map(alternatives),
	};
}

/** The characters by which keys that are made of these templates are parted. */
export function separatorsIn(templates: readonly string[]): string {
	const read = templates.map(readTemplate);
	const hasTag = read.some(({ places }) => places.flat().some(({ tag }) => tag !== undefined));
	const literals = read.flatMap((template) => template.literals).join('');
	return [...new Set(hasTag ? `${literals}=` : literals)].join('');
}

/**
 * Fills in `{path}`, `{path|the same elsewhere}` and `{path|tag=something else}`.
 * Fails by the name of the first path that leads to no text.
 *
 * @param write a value as it may stand there.
 */
export function fillIn(
	template: string,
	context: MappingContext,
	write: (value: string) => string,
): { ok: true; text: string } | { ok: false; missing: string } {
	const { literals, places } = readTemplate(template);
	let text = literals[0];
	for (const [index, alternatives] of places.entries()) {
		const found = alternatives.find(({ path }) => asText(lookUp(path, context)) !== undefined);
		if (!found) return { ok: false, missing: alternatives[0].path };
		const value = write(asText(lookUp(found.path, context))!);
		text += `${found.tag === undefined ? value : `${found.tag}=${value}`}${literals[index + 1]}`;
	}
	return { ok: true, text };
}
