import type { EventRequest } from '../../../src/events/request.ts';
import { readBody } from '../../../src/events/request.ts';
import type { ServiceEvent } from '../../../src/events/serviceEvent.ts';
import { serviceEventSchema } from '../../../src/events/serviceEvent.ts';
import type { EventSource, Problem, SourceSettings } from '../../../src/events/source.ts';

export interface RequestOptions {
	method?: string;
	headers?: Record<string, string>;
	query?: Record<string, unknown>;
	/** An object is sent as JSON. */
	body?: unknown;
	receivedAt?: number;
}

/** When requests arrive, where a test does not say: 2025-12-11T08:00:00Z. */
export const RECEIVED_AT = Date.UTC(2025, 11, 11, 8);

/** A request as the sources see it. */
export function eventRequest(options: RequestOptions = {}): EventRequest {
	const {
		method = 'POST',
		headers = {},
		query = {},
		body = '',
		receivedAt = RECEIVED_AT,
	} = options;
	const rawBody = Buffer.isBuffer(body)
		? body
		: Buffer.from(typeof body === 'string' ? body : JSON.stringify(body));
	const lowerCase = Object.fromEntries(
		Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]),
	);
	return {
		method,
		headers: lowerCase,
		query,
		rawBody,
		body: readBody(rawBody, lowerCase['content-type']),
		receivedAt,
	};
}

/** The events that a source reads in a request; each of them is checked to be one. */
export function eventsIn(
	source: EventSource,
	options: RequestOptions,
	settings: SourceSettings = {},
): ServiceEvent[] {
	const parsed = source.parse(eventRequest(options), settings);
	if (!parsed.ok) throw new Error(`${source.id}: ${JSON.stringify(parsed.problem)}`);
	for (const event of parsed.events) {
		serviceEventSchema.parse(JSON.parse(JSON.stringify(event)));
		if (!source.kinds.includes(event.kind)) throw new Error(`${event.kind} is not declared`);
	}
	return parsed.events;
}

/** The only event. */
export function eventIn(
	source: EventSource,
	options: RequestOptions,
	settings?: SourceSettings,
): ServiceEvent {
	const events = eventsIn(source, options, settings);
	if (events.length !== 1) throw new Error(`${events.length} events`);
	return events[0];
}

/** Why a source does not take a request. */
export function problemIn(
	source: EventSource,
	options: RequestOptions,
	settings: SourceSettings = {},
): Problem {
	const parsed = source.parse(eventRequest(options), settings);
	if (parsed.ok) throw new Error(`${source.id}: accepted`);
	return parsed.problem;
}
