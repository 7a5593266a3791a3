import type { PartValues, EventPart } from './event';
import { valueAt } from './path';

/** Where the user says that a value is: at a dotted path of the body, or it is there already, from an expression. */
export type Place = { path: string } | { value: unknown };

/** Which field of a body of one's own design is which. */
export interface CustomMapping {
	conversationKey?: Place;
	/** The same for every delivery of the same thing. */
	eventId?: Place;
	type?: Place;
	parts: Partial<Record<EventPart, Place>>;
	/** Statuses, compared without regard to case. */
	answeredStatuses: readonly string[];
	/** When there are any, other statuses say nothing new. */
	waitingStatuses: readonly string[];
}

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
