import type { CustomMapping, CustomPart, Place } from '../../src/events/customMapping';
import { entriesOf } from '../../src/text/list';
import { located } from '../shared/located';

/** How the parameters of a mapping are read, by their names in the panel; '' or undefined for what is not there. */
export interface MappingReader {
	/** What stands in the panel, an expression as it is written. */
	written(parameter: string): unknown;
	/** What its expression gives. */
	evaluated(parameter: string): unknown;
}

/** The parts of an event that have a parameter of their own, by its name. */
export const PART_PARAMETERS: Readonly<Record<CustomPart, string>> = {
	text: 'text',
	status: 'status',
	occurredAt: 'time',
	agentName: 'moreFields.agentName',
	projectName: 'moreFields.project',
	severity: 'moreFields.severity',
	title: 'moreFields.title',
	url: 'moreFields.url',
	visitorId: 'moreFields.visitorId',
	visitorName: 'moreFields.visitorName',
};

/** @throws when an expression fails. */
export function mappingFrom(reader: MappingReader): CustomMapping {
	const parts: CustomMapping['parts'] = {};
	for (const [part, parameter] of Object.entries(PART_PARAMETERS) as Array<[CustomPart, string]>) {
		const place = placeOf(reader, parameter);
		if (place) parts[part] = place;
	}
	return {
		conversationKey: placeOf(reader, 'conversationKey'),
		eventId: placeOf(reader, 'moreFields.eventId'),
		type: placeOf(reader, 'moreFields.eventType'),
		parts,
		repliedStatuses: entriesOf(reader.evaluated('repliedStatuses'), 'names'),
		waitingStatuses: entriesOf(reader.evaluated('moreFields.waitingStatuses'), 'names'),
	};
}

/** An expression gives the value, anything else is the path of one. */
function placeOf(reader: MappingReader, parameter: string): Place | undefined {
	const written = located(reader.written(parameter));
	if (typeof written !== 'string' || written.trim() === '') return undefined;
	return written.startsWith('=')
		? { value: located(reader.evaluated(parameter)) }
		: { path: written.trim() };
}
