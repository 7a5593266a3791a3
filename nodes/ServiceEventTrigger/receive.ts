import type { IDataObject, IWebhookFunctions, IWebhookResponseData } from 'n8n-workflow';

import { scopeOf } from '../../src/delivery/scope';
import { eventSources } from '../../src/events/sources';
import type { EventSource } from '../../src/events/source';
import type { ServiceEvent } from '../../src/events/serviceEvent';
import { getRuntime } from '../../src/runtime';
import { StoreError } from '../../src/store/store';
import { systemClock } from '../../src/time/clock';
import {
	isAuthentic,
	readEvents,
	refuse,
	type Authentication,
	type Refusal,
	type WebhookRequest,
} from './request';
import { withSecret } from './secret';

const MEBIBYTE = 1024 * 1024;

/** The whole of a request: size, authenticity, shape, storage, answer. */
export async function receive(webhook: IWebhookFunctions): Promise<IWebhookResponseData> {
	const request = await requestOf(webhook);
	const source = eventSources[webhook.getNodeParameter('source') as string];

	const tooLarge = checkSize(webhook, request);
	if (tooLarge) return answer(webhook, tooLarge.status, tooLarge.body);
	const stranger = await checkAuthenticity(webhook, request, source);
	if (stranger) return answer(webhook, stranger.status, stranger.body);
	const reading = readEvents(request.rawBody, source);
	if (!reading.ok) return answer(webhook, reading.refusal.status, reading.refusal.body);

	return webhook.getMode() === 'manual'
		? showInEditor(webhook, reading.events)
		: await keep(webhook, reading.events);
}

async function requestOf(webhook: IWebhookFunctions): Promise<WebhookRequest> {
	const request = webhook.getRequestObject();
	// n8n reads the body by itself only for content types that it parses.
	if (!request.rawBody) await request.readRawBody();
	return {
		headers: webhook.getHeaderData(),
		query: webhook.getQueryData() as Record<string, unknown>,
		rawBody: request.rawBody ?? Buffer.alloc(0),
	};
}

function checkSize(webhook: IWebhookFunctions, { rawBody }: WebhookRequest): Refusal | undefined {
	const { largestBody = 1 } = webhook.getNodeParameter('options', {}) as { largestBody?: number };
	if (rawBody.length <= largestBody * MEBIBYTE) return undefined;
	return refuse(413, 'body_too_large', {
		field: '',
		message: `The body has ${rawBody.length} bytes; this webhook takes ${Math.floor(largestBody * MEBIBYTE)}.`,
		hint: 'Raise "Largest Body" in the options of the Service Event Trigger.',
	}).refusal;
}

async function checkAuthenticity(
	webhook: IWebhookFunctions,
	request: WebhookRequest,
	source: EventSource,
): Promise<Refusal | undefined> {
	const authentication = authenticationOf(webhook);
	if (authentication.type === 'none') return undefined;
	const isRight = (secret: string) => isAuthentic(request, authentication, source, secret);
	if (await withSecret(webhook, systemClock, isRight)) return undefined;
	return refuse(401, 'not_authentic', adviceFor(authentication, source)).refusal;
}

function authenticationOf(webhook: IWebhookFunctions): Authentication {
	const type = webhook.getNodeParameter('authentication') as Authentication['type'];
	switch (type) {
		case 'header':
			return { type, name: webhook.getNodeParameter('headerName') as string };
		case 'query':
			return { type, name: webhook.getNodeParameter('queryName') as string };
		default:
			return { type };
	}
}

function adviceFor(authentication: Authentication, source: EventSource) {
	switch (authentication.type) {
		case 'header':
		case 'query':
			return {
				field: authentication.name,
				message: `The ${authentication.type === 'header' ? 'header' : 'query parameter'} is missing or wrong.`,
				hint: 'Send the secret of the credential of the Service Event Trigger.',
			};
		default:
			return {
				field: source.signature?.header ?? '',
				message: 'The signature is missing or does not fit the body.',
				hint: `Enter the secret that ${source.displayName} signs with in the credential of the Service Event Trigger, and let no proxy change the body.`,
			};
	}
}

/** "Listen for test event": nothing is stored, the editor shows the events. */
function showInEditor(webhook: IWebhookFunctions, events: ServiceEvent[]): IWebhookResponseData {
	return {
		...answer(webhook, 200, { ok: true, accepted: events.length, duplicates: 0, test: true }),
		workflowData: [events.map((event) => ({ json: event as unknown as IDataObject }))],
	};
}

async function keep(
	webhook: IWebhookFunctions,
	events: ServiceEvent[],
): Promise<IWebhookResponseData> {
	const scope = scopeOf(webhook.getWorkflow().id, webhook.getNode().id);
	try {
		const runtime = await getRuntime();
		const acceptance = await runtime.inbox.accept(scope, events);
		if (acceptance.accepted > 0) runtime.wake(scope);
		return { webhookResponse: { ok: true, ...acceptance } };
	} catch (error) {
		webhook.logger.error('An event could not be stored, the source was told to send it again', {
			error,
		});
		return answer(webhook, 503, {
			ok: false,
			error: {
				code: 'not_stored',
				field: '',
				message: 'The event could not be stored. Send it again later.',
				hint: error instanceof StoreError ? error.hint : 'See the log of n8n.',
			},
		});
	}
}

function answer(webhook: IWebhookFunctions, status: number, body: object): IWebhookResponseData {
	webhook.getResponseObject().status(status).json(body);
	return { noWebhookResponse: true };
}
