import type { PartValues } from '../eventPart';
import { CUSTOM_PARTS, type CustomMapping, type CustomPart, type Place } from '../customMapping';
import { webAddress, severityFrom } from './event';
import { asText, valueAt } from './path';

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

/** For whoever tries out a mapping: what is mapped and comes to nothing, in a sentence each. */
export function gapsIn({ parts, eventId, type }: CustomMapping, body: unknown): string[] {
	const named = [
		['Event ID', eventId],
		['Event Type', type],
		...Object.entries(parts).map(([part, place]) => [
			CUSTOM_PARTS[part as CustomPart],
			place,
			part,
		]),
	] as Array<[string, Place | undefined, CustomPart?]>;
	return named.flatMap(([name, place, part]) => {
		if (place === undefined) return [];
		const what = gapAt(placeValue(place, body), part);
		const where = 'path' in place ? ` (${place.path})` : '';
		return what === undefined ? [] : [`${name}${where} ${what}.`];
	});
}

function gapAt(value: unknown, part: CustomPart | undefined): string | undefined {
	if (value === undefined) return 'is missing';
	const text = asText(value);
	if (text === undefined) {
		return typeof value === 'object' && value !== null ? 'is a list or an object' : 'is empty';
	}
	if (part === 'url' && webAddress(text) === undefined) return 'is no web address';
	if (part === 'severity' && severityFrom(text) === undefined) return 'is no known severity';
	return undefined;
}
