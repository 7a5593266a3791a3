import type { PartValues } from '../eventPart';
import { valueAt } from './path';
import type { Place, CustomMapping } from '../customMapping';

export function placeValue(place: Place | undefined, body: unknown): unknown {
	if (place === undefined) return undefined;
	return 'path' in place ? valueAt(body, place.path) : place.value;
}

/** How the place is called in a message for the user. */
export function placeName(place: Place | undefined, fallback: string): string {
	return place && 'path' in place ? place.path : fallback;
}

export function mappedParts({ parts }: CustomMapping, body: unknown): PartValues {
	return Object.fromEntries(
		Object.entries(parts).map(([part, place]) => [part, placeValue(place, body)]),
	);
}
