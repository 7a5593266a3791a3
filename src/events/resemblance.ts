import { bodyValue, type EventRequest } from './request';

/** What a source's requests have that others have not. */
export interface Marks {
	/** One of these headers leaves no doubt. Lower case. */
	headers?: readonly string[];
	/** Top-level fields, or lists of which one is enough; all of them together leave no doubt. */
	fields?: ReadonlyArray<string | readonly string[]>;
}

/** The share of the marks that a request bears, as `EventSource.resemblance` has it. */
export function resemblanceBy({ headers = [], fields = [] }: Marks) {
	return (request: EventRequest): number => {
		if (headers.some((header) => request.headers[header] !== undefined)) return 1;
		const body = bodyValue(request);
		if (fields.length === 0 || typeof body !== 'object' || body === null) return 0;
		const isThere = (field: string | readonly string[]) =>
			[field].flat().some((name) => Object.hasOwn(body, name));
		return fields.filter(isThere).length / fields.length;
	};
}
