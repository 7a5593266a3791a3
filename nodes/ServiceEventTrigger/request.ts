import type { IWebhookFunctions } from 'n8n-workflow';

import { readBody, type EventRequest } from '../../src/events/request';
import { systemClock } from '../../src/time/clock';

export type RequestReading =
	| { ok: true; request: EventRequest }
	/** The body was larger than n8n takes, or broke off. */
	| { ok: false; tooLarge: boolean; message: string };

/** The request with all of its body. */
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
	const rawBody = request.rawBody ?? Buffer.alloc(0);
	return {
		ok: true,
		request: {
			method: request.method.toUpperCase(),
			headers: Object.fromEntries(
				Object.entries(webhook.getHeaderData()).map(([name, value]) => [
					name,
					Array.isArray(value) ? value[0] : value,
				]),
			),
			query: webhook.getQueryData() as Record<string, unknown>,
			rawBody,
			body: readBody(rawBody, request.headers['content-type']),
			receivedAt: systemClock.now(),
		},
	};
}

function hasBody(headers: Record<string, unknown>): boolean {
	return headers['content-length'] !== undefined || headers['transfer-encoding'] !== undefined;
}
