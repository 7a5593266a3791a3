import { pathBelow } from '../mapping/path';
import { inSight } from '../../text/inSight';

/** A value of a sample that a field can be mapped to. */
export interface SamplePlace {
	path: string;
	value: string | number | boolean | null;
}

/** Of a list: its first entries, and the last as `-1`, which in a list of messages is the newest. */
const FIRST_ENTRIES = 5;
/** UTF-16 code units. */
const LONGEST_PATH = 500;
const MOST_PLACES = 10_000;
/** UTF-16 code units of a value and of a path that are shown. */
const LONGEST_SHOWN = 60;
const LONGEST_SHOWN_PATH = 200;

/** One page of a list of places. */
export interface PlacesPage {
	places: Array<{ name: string; path: string }>;
	/** Where the next page begins; undefined on the last. */
	next?: number;
	/** Whether the sample has fields that no page has: too many, or their paths are too long. */
	isCut: boolean;
}

/**
 * The places of a sample whose path or value has the words, from the one of
 * this number on.
 */
export function placesPage(
	body: object,
	{ words = '', from = 0, most = 100 }: { words?: string; from?: number; most?: number },
): PlacesPage {
	const { places, isCut } = placesIn(body);
	const wanted = words.trim().toLowerCase();
	const found = places
		.map(({ path, value }) => ({ name: shown(path, value), path }))
		.filter(({ name, path }) => `${path}\n${name}`.toLowerCase().includes(wanted));
	const end = from + most;
	return {
		places: found.slice(from, end),
		next: end < found.length ? end : undefined,
		isCut,
	};
}

/** The path and what stands there, as a line of a list. */
function shown(path: string, value: SamplePlace['value']): string {
	return `${inSight(path, LONGEST_SHOWN_PATH)} = ${
		typeof value === 'string' ? `"${inSight(value, LONGEST_SHOWN)}"` : String(value)
	}`;
}

/**
 * Every place of a sample, in its order, as far as the bounds go.
 *
 * @param body as `readSample` gives it, which bounds its depth.
 */
export function placesIn(body: object): { places: SamplePlace[]; isCut: boolean } {
	const places: SamplePlace[] = [];
	let isCut = false;
	const visit = (value: unknown, path: string, isLast: boolean): void => {
		if (path.length > LONGEST_PATH || places.length >= MOST_PLACES) {
			isCut = true;
		} else if (Array.isArray(value)) {
			for (const [index, entry] of value.slice(0, FIRST_ENTRIES).entries()) {
				visit(entry, pathBelow(path, String(index)), isLast);
			}
			// Below a last entry there is no other: together they would be too many.
			if (value.length > 1 && !isLast) visit(value.at(-1), pathBelow(path, '-1'), true);
		} else if (typeof value === 'object' && value !== null) {
			for (const [name, part] of Object.entries(value)) {
				visit(part, pathBelow(path, name), isLast);
			}
		} else {
			places.push({ path, value: value as SamplePlace['value'] });
		}
	};
	visit(body, '', false);
	return { places, isCut };
}
