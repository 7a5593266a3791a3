import {
	NodeOperationError,
	type ILoadOptionsFunctions,
	type INodeListSearchResult,
	type INodePropertyOptions,
} from 'n8n-workflow';

import { CUSTOM_PARTS, type CustomMapping, type CustomPart } from '../../src/events/customMapping';
import { previewOf } from '../../src/events/eventPreview';
import { inSight } from '../../src/text/inSight';
import { placesPage } from '../../src/events/sample/places';
import { readSample, type SampleReading } from '../../src/events/sample/sample';
import { eventOfSample } from '../../src/events/sample/sampleEvent';
import { systemClock } from '../../src/time/clock';
import { located } from '../shared/located';
import { mappingFrom } from './mappingParameters';

/** UTF-16 code units of a line of the preview; what is missing may take some sentences. */
const LONGEST_LINE = 200;
const LONGEST_NOTE = 1_000;

/** The list of a field: the paths in Sample Body, each with what stands there. */
export async function searchSample(
	this: ILoadOptionsFunctions,
	filter?: string,
	paginationToken?: unknown,
): Promise<INodeListSearchResult> {
	const sample = readSample(this.getCurrentNodeParameter('sampleBody'));
	if (!sample.ok) {
		// n8n shows nothing else of an error here.
		throw new NodeOperationError(this.getNode(), `${sample.message} ${sample.advice}`);
	}
	const from = Number(paginationToken ?? 0);
	const { places, next, isCut } = placesPage(sample.body, { words: filter, from });
	const results = places.map(({ name, path }) => ({ name, value: path }));
	if (next === undefined && isCut) results.push({ name: LEFT_OUT, value: '' });
	return {
		results,
		...(next === undefined ? {} : { paginationToken: String(next) }),
	};
}

const LEFT_OUT = '(More fields are not listed. Choose By Path and enter the path.)';

/** The event that Sample Body would be, one part a line; the first stands in the panel. */
export async function previewSample(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
	const sample = readSample(this.getCurrentNodeParameter('sampleBody'));
	if (!sample.ok) return [{ name: `${sample.message} ${sample.advice}`, value: FIRST_LINE }];
	return linesOf(sample, this).map(([name, line], index) => ({
		name: inSight(line, name === 'Note' ? LONGEST_NOTE : LONGEST_LINE),
		value: index === 0 ? FIRST_LINE : name,
	}));
}

/** The value of the parameter; it has no effect. */
export const FIRST_LINE = 'event';

function linesOf(
	sample: SampleReading & { ok: true },
	node: ILoadOptionsFunctions,
): Array<[name: string, line: string]> {
	const { mapping, expressions } = mappingInPanel(node);
	const sourceId = String(node.getCurrentNodeParameter('source') ?? 'custom');
	const event = eventOfSample(sample, sourceId, mapping, systemClock.now())!;
	const { headline, facts } = previewOf(event);
	const isTimed = mapping.parts.occurredAt !== undefined;
	return [
		[FIRST_LINE, event.conversation ? headline : event.notice!],
		...facts
			.filter(({ name }) => !expressions.includes(name) && (event.conversation || name !== 'Note'))
			.map(({ name, value }): [string, string] => [
				name,
				`${name}: ${name === 'Time' && !isTimed ? 'of arrival' : value}`,
			]),
		...expressions.map((name): [string, string] => [
			name,
			`${name}: an expression, evaluated when a request arrives`,
		]),
	];
}

/** The mapping as it stands in the panel, where no request is that an expression could read. */
function mappingInPanel(node: ILoadOptionsFunctions): {
	mapping: CustomMapping;
	/** What expressions give, by its names in the panel. */
	expressions: string[];
} {
	const mapping = mappingFrom({
		written(parameter) {
			const value = located(node.getCurrentNodeParameter(parameter));
			// Of an expression that reads the request, the editor sends nothing.
			return value === null ? '=' : value;
		},
		evaluated: (parameter) =>
			parameter === 'conversationKey' ? '(expression)' : node.getCurrentNodeParameter(parameter),
	});
	const parts = Object.entries(mapping.parts) as Array<[CustomPart, object]>;
	const mapped = parts.filter(([, place]) => 'path' in place);
	const { conversationKey, eventId, type } = mapping;
	const isExpression = (place?: object) => place !== undefined && !('path' in place);
	return {
		mapping: {
			conversationKey,
			eventId: isExpression(eventId) ? undefined : eventId,
			type: isExpression(type) ? undefined : type,
			parts: Object.fromEntries(mapped),
			repliedStatuses: mapping.repliedStatuses,
			waitingStatuses: mapping.waitingStatuses,
		},
		expressions: [
			...(isExpression(conversationKey) ? ['Conversation Key'] : []),
			...parts.flatMap(([part, place]) => (isExpression(place) ? [CUSTOM_PARTS[part]] : [])),
			...(isExpression(eventId) ? ['Event ID'] : []),
			...(isExpression(type) ? ['Event Type'] : []),
		],
	};
}
