import type { IWebhookFunctions } from 'n8n-workflow';

import { isForm, type EventRequest, type UnreadRequest } from '../../src/events/request';
import { systemClock } from '../../src/time/clock';

export type RequestReading =
	| { ok: true; request: UnreadRequest }
	/** The body was larger than n8n takes, or broke off. */
	| { ok: false; tooLarge: boolean; message: string };

/** The request with all the bytes of its body, of which nothing is read. */
export async function readRequest(webhook: IWebhookFunctions): Promise<RequestReading> {
	const request = webhook.getRequestObject();
	try {
		// n8n reads the body by itself only for content types that it parses.
		if (!request.rawBody && hasBody(request.headers)) await request.readRawBody();
	} catch (error) {
		return {
			ok: false,
			tooLarge: (error as { type?: string }).type === 'entity.too.large',
			message: (error as Error).message,
		};
	}
	return {
		ok: true,
		request: {
			method: request.method.toUpperCase(),
			headers: headersOf(webhook),
			query: Object.assign(Object.create(null), webhook.getQueryData()),
			rawBody: request.rawBody ?? Buffer.alloc(0),
			receivedAt: systemClock.now(),
		},
	};
}

/** Expressions read the body that n8n has parsed, and with it rounded numbers; from here on they read ours. */
export function correctParsedBody(
	webhook: IWebhookFunctions,
	{ body, headers }: EventRequest,
): void {
	if (body.type !== 'json' || isForm(headers['content-type'])) return;
	const { body: parsed } = webhook.getRequestObject() as { body?: unknown };
	if (isObject(parsed) && isObject(body.value)) Object.assign(parsed, body.value);
}

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null;

function hasBody(headers: Record<string, unknown>): boolean {
	return headers['content-length'] !== undefined || headers['transfer-encoding'] !== undefined;
}

/** What is not there must not be found in what every object inherits. */
function headersOf(webhook: IWebhookFunctions): UnreadRequest['headers'] {
	const headers: Record<string, string | undefined> = Object.create(null);
	for (const [name, value] of Object.entries(webhook.getHeaderData())) {
		headers[name] = Array.isArray(value) ? value[0] : value;
	}
	return headers;
}
