import { own } from '../../own';
import { KeyWriter } from '../conversationKey';
import { bodyValue, withoutFields, type EventRequest } from '../request';
import { resemblanceBy, type Marks } from '../resemblance';
import type { EventKind, ServiceEvent, Severity } from '../serviceEvent';
import type { SignatureScheme } from '../signature/signature';
import type { EventSource, ParsedBody, SourceSettings } from '../source';
import { meets } from './condition';
import { deliveryId, type DeliveryIdentity } from './deliveryId';
import { buildEvent } from './event';
import { eventParts, type PartValues } from '../eventPart';
import { fieldsOfObject, type FieldsOfObject } from './fields';
import type { Condition, EventMapping, PartSelectors, Selector } from './mapping';
import {
	bodyWithEntryAlone,
	isObject,
	layoutOf,
	readEntries,
	sharedTexts,
	type EntryReading,
} from './entries';
import { asText } from './path';
import { fillIn, lookUp, separatorsIn, type MappingContext } from './selector';
import { isNoTime } from '../timestamp';
import { htmlText } from '../../text/htmlText';

/** A source that is nothing but mappings and a way to prove itself. */
export interface MappedSourceOptions {
	id: string;
	displayName: string;
	summary: string;
	setup: string;
	projects?: EventSource['projects'];
	closesConversations?: EventSource['closesConversations'];
	methods?: EventSource['methods'];
	marks: Marks;
	signature?: SignatureScheme;
	secretHeader?: string;
	siteExample?: EventSource['siteExample'];
	ignoresUnknown?: EventSource['ignoresUnknown'];
	/**
	 * Its own name of the event: a header or a field of the body, with a second
	 * field behind a dot. Without it the first shape counts of which the body has
	 * all the fields.
	 */
	type: {
		header?: string;
		field?: Selector;
		detail?: Selector;
		shapes?: ReadonlyArray<{ fields: readonly string[]; type: string }>;
		/** The source's words for values of the field that are none, such as `0`. */
		names?: Readonly<Record<string, string>>;
	};
	/** When the text is HTML: then what a reader sees of it is the text. */
	htmlWhen?: Condition;
	/** Fields of the body that prove who sends: they are in no output. */
	secretFields?: readonly string[];
	/** What the source means by a severity, where it has words or numbers of its own. */
	severities?: Readonly<Record<string, Severity>>;
	/** The list in the body of which each entry is an event of its own. */
	entries?: string;
	/** Whether entries also come with nothing around them: the body is such a list, or one of them. The marks are theirs then. */
	hasBareEntries?: true;
	/** What makes two deliveries the same; the bytes of the body where nothing is said. */
	identity?: DeliveryIdentity;
	/** What tells installations of the source apart that send to one URL: stands behind an `@` in its keys. */
	installation?: Selector;
	/** Parts that are at the same place in all events. */
	parts: PartSelectors;
	/** The first that fits is taken. What fits none is `other`. */
	mappings: readonly EventMapping[];
	/** Where the format is documented, for the advice of a problem. */
	documentation: string;
}

export function mappedSource(given: MappedSourceOptions): EventSource {
	const forms = given.mappings.flatMap(({ conversationKey }) => conversationKey ?? []);
	const separators = separatorsIn(given.installation ? [...forms, '@'] : forms);
	const options = { ...given, keys: new KeyWriter(given.id, separators) };
	const kinds = new Set<EventKind>([...options.mappings.map(({ kind }) => kind), 'other']);
	return {
		id: options.id,
		displayName: options.displayName,
		summary: options.summary,
		setup: options.setup,
		kinds: [...kinds],
		projects: options.projects,
		closesConversations: options.closesConversations,
		methods: options.methods,
		signature: options.signature,
		secretHeader: options.secretHeader,
		siteExample: options.siteExample,
		ignoresUnknown: options.ignoresUnknown,
		hasBotAccounts: options.mappings.some(({ when = [] }) => when.some(({ isPerson }) => isPerson)),
		resemblance: resemblanceOf(options),
		parse: (request, settings) => parse(options, request, settings),
	};
}

type Options = MappedSourceOptions & { keys: KeyWriter };

function resemblanceOf({ marks, entries, hasBareEntries }: Options) {
	if (!hasBareEntries) return resemblanceBy(marks);
	return resemblanceBy(marks, (body) => {
		const [first] = layoutOf(body, entries, true).list ?? [];
		return first;
	});
}

function parse(options: Options, request: EventRequest, settings: SourceSettings): ParsedBody {
	const body = withoutFields(bodyValue(request), options.secretFields);
	const advice = `Send the body unchanged, as ${options.displayName} documents it: ${options.documentation}.`;
	const refused = (field: string, message: string) => ({
		ok: false as const,
		problem: { field, message, advice },
	});
	const { around, list, name, nameOf } = layoutOf(body, options.entries, options.hasBareEntries);
	if (around === undefined) return refused('', 'must be an object');
	if (list === undefined) {
		return refused(name, Object.hasOwn(around, name) ? 'must be a list' : 'is required');
	}
	const keptOf = keeperOf(body, around, name, list);
	const shared = list.length > 1 ? sharedTexts(around) : around;
	return readEntries(name, list, advice, (entry, index): EntryReading => {
		const frame = { index, keeps: keptOf(entry) };
		const reading = readEntry(options, request, settings, { entry, body: shared }, frame);
		return reading.ok ? reading : refused(nameOf(reading.path, index), reading.message);
	});
}

/** What the event of an entry keeps of the body. */
function keeperOf(
	body: unknown,
	around: Record<string, unknown>,
	name: string,
	list: readonly unknown[],
): (entry: unknown) => unknown {
	if (name !== '') return bodyWithEntryAlone(around, name, list);
	return Array.isArray(body) ? (entry) => [entry] : () => body;
}

function readEntry(
	options: Options,
	request: EventRequest,
	settings: SourceSettings,
	context: MappingContext,
	{ index, keeps }: { index: number; /** What the event keeps of the body. */ keeps: unknown },
): { ok: true; event: ServiceEvent } | { ok: false; path: string; message: string } {
	if (!isObject(context.entry)) return { ok: false, path: '', message: 'must be an object' };
	const type = typeOf(options.type, request, context);
	if (type === undefined) {
		const { header, field, detail } = options.type;
		const path = header ? `^.${header}` : [field ?? detail!].flat()[0];
		return { ok: false, path, message: 'is required to know what happened' };
	}
	const mapping = options.mappings.find(
		(candidate) => candidate.types.includes(type) && meets(candidate.when, context, settings),
	);
	const found = conversationOf(options, mapping, context);
	const missing = found && 'missing' in found ? found.missing : undefined;
	const conversation = found && 'key' in found ? found : undefined;
	if (missing !== undefined && !options.ignoresUnknown) {
		return { ok: false, path: missing, message: 'is required to identify the conversation' };
	}
	const values = partsOf({ ...options.parts, ...mapping?.parts }, context);
	if (options.htmlWhen && meets([options.htmlWhen], context, settings)) {
		values.text = htmlText(asText(values.text) ?? '');
	}
	const severity = own(options.severities ?? {}, asText(values.severity) ?? '');
	const event = buildEvent(
		{
			id: deliveryId(options, request, context, options.type.header ? undefined : type, index),
			source: options.id,
			type,
			kind: missing === undefined ? (mapping?.kind ?? 'other') : 'other',
			conversation,
			notice:
				missing === undefined
					? undefined
					: `Without ${missing} it is not known which conversation this event belongs to.`,
			...fieldsOf(mapping?.fieldsOf, context),
			raw: keeps,
			receivedAt: request.receivedAt,
		},
		{ ...values, ...(severity && { severity }), ...pageOf(mapping, context, settings) },
	);
	return { ok: true, event };
}

function typeOf(
	{ header, field, detail, shapes = [], names = {} }: MappedSourceOptions['type'],
	request: EventRequest,
	context: MappingContext,
): string | undefined {
	const isThere = (path: string) => lookUp(path, context) !== undefined;
	const value =
		(header ? request.headers[header] : field && asText(lookUp(field, context))) ??
		shapes.find(({ fields }) => fields.every(isThere))?.type;
	const name = value === undefined ? undefined : (own(names, value) ?? value);
	const more = detail && asText(lookUp(detail, context));
	return name && more ? `${name}.${more}` : name;
}

function conversationOf(
	{ id, keys, installation }: Options,
	mapping: EventMapping | undefined,
	context: MappingContext,
): ServiceEvent['conversation'] | { missing: string } {
	if (!mapping?.effect) return undefined;
	const filled = fillIn(mapping.conversationKey!, context, (value) => keys.part(value));
	if (!filled.ok) return { missing: filled.missing };
	const where = installation && asText(lookUp(installation, context));
	const key = `${id}:${filled.text}${where === undefined ? '' : `@${keys.last(where)}`}`;
	return { key, effect: mapping.effect };
}

function partsOf(selectors: PartSelectors, context: MappingContext): PartValues {
	const values: PartValues = {};
	for (const part of eventParts) {
		const selector = selectors[part];
		if (selector !== undefined) {
			values[part] = part === 'occurredAt' ? timeAt(selector, context) : lookUp(selector, context);
		}
	}
	return values;
}

/** The first that is none of the values which stand for no time. */
function timeAt(selector: Selector, context: MappingContext): unknown {
	return [selector]
		.flat()
		.map((path) => lookUp(path, context))
		.find((value) => !isNoTime(value));
}

/** The address of the page, when the user has said where the source is. */
function pageOf(
	mapping: EventMapping | undefined,
	context: MappingContext,
	{ siteUrl }: SourceSettings,
): PartValues {
	if (!siteUrl || !mapping?.page) return {};
	const path = fillIn(mapping.page, context, asPathSegment);
	return path.ok ? { url: siteUrl.trim().replace(/\/+$/, '') + path.text } : {};
}

const asPathSegment = (value: string) => encodeURIComponent(value.toWellFormed());

function fieldsOf(selector: Selector | undefined, context: MappingContext): FieldsOfObject {
	return selector === undefined ? {} : fieldsOfObject(lookUp(selector, context));
}
