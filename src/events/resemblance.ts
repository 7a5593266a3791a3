import { bodyValue, textField, type EventRequest } from './request';

/** What a source's requests have that others have not. */
export interface Marks {
	/** One of these headers leaves no doubt. Lower case. */
	headers?: readonly string[];
	/** Headers that only another source sends, which sends all of these besides. Lower case. */
	withoutHeaders?: readonly string[];
	/** Top-level fields, or lists of which one is enough; all of them together leave no doubt. */
	fields?: ReadonlyArray<string | readonly string[]>;
	/** A field that is one of the source's own words; with one of these fields besides it leaves no doubt. */
	words?: { field: string; is: readonly string[]; with: readonly string[] };
	/** Top-level fields that only another source has, which sends all of these besides. */
	without?: readonly string[];
}

/** Less than what a source is taken for the sender with. */
const MOST_OF_ANOTHER = 0.5;

/**
 * The share of the marks that a request bears, as `EventSource.resemblance` has it.
 *
 * @param bearerOf gives what has the fields, where that is not the body.
 */
export function resemblanceBy(
	{ headers = [], withoutHeaders = [], fields = [], words, without = [] }: Marks,
	bearerOf = (body: unknown): unknown => body,
) {
	return (request: EventRequest): number => {
		const bears = (header: string) => request.headers[header] !== undefined;
		if (withoutHeaders.some(bears)) return 0;
		if (headers.some(bears)) return 1;
		const body = bearerOf(bodyValue(request));
		if (fields.length === 0 || typeof body !== 'object' || body === null) return 0;
		const isThere = (field: string | readonly string[]) =>
			[field].flat().some((name) => Object.hasOwn(body, name));
		const word = words && textField(body, words.field);
		if (word && words.is.includes(word) && isThere(words.with)) return 1;
		const share = fields.filter(isThere).length / fields.length;
		return without.some(isThere) ? Math.min(share, MOST_OF_ANOTHER) : share;
	};
}
