import type { IDataObject, IWebhookFunctions, IWebhookResponseData } from 'n8n-workflow';

import { scopeOf, triggerNamed } from '../../src/nodeScope';
import { detectSource, type Detection } from '../../src/events/detect';
import { passes } from '../../src/events/filter';
import { noticeOf } from '../../src/events/mapping/event';
import { withBody, type EventRequest, type UnreadRequest } from '../../src/events/request';
import type { RefusalCode } from '../../src/events/groupRobot/response';
import type { ServiceEvent } from '../../src/events/serviceEvent';
import {
	inSentence,
	type EventSource,
	type Problem,
	type RefusedEntries,
	type SourceSettings,
} from '../../src/events/source';
import { ExplainedError } from '../../src/explainedError';
import { isSetToEngine2, ON_ENGINE_2 } from '../shared/engine2';
import { logProblem } from '../shared/log';
import { runtimeOf } from '../shared/store';
import { WebhookResponse, type Counts } from './response';
import { authenticate, isFromAllowedAddress, withoutSecret } from './authenticate';
import {
	authenticationOf,
	filterOf,
	largestBodyOf,
	possibleSources,
	quotaOf,
	settingsOf,
	type Authentication,
} from './parameters';
import { correctParsedBody, readRequest } from './request';

/**
 * The whole of a request: address, size, method and authenticity, for which
 * next to nothing is done; only then what stands in the body, its source, its
 * shape, filters, storage, answer.
 */
export async function receive(webhook: IWebhookFunctions): Promise<IWebhookResponseData> {
	const answer = new WebhookResponse(webhook);
	let admission: Admission;
	try {
		admission = await admit(webhook, answer);
	} catch (error) {
		// Thrown, it would make n8n start an execution for whoever sends.
		const message = 'A request was refused because the Service Event Trigger is not set up';
		logProblem(webhook.logger, 'error', message, error);
		return answer.refuse('not_set_up', {
			field: '',
			message: 'This webhook is not set up.',
			advice: "See n8n's log for what is missing in the Service Event Trigger or its credential.",
		});
	}
	return admission.ok ? await take(webhook, answer, admission) : admission.refusal;
}

type Admission =
	| {
			ok: true;
			request: UnreadRequest;
			authentication: Authentication;
			/** Those that may have sent it. */
			sources: readonly EventSource[];
	  }
	/** `refusal`: what it is answered, also where it asks for no more than an answer. */
	| { ok: false; refusal: IWebhookResponseData };

/** Whether somebody who may send has sent this. Nothing of the body is read but its bytes. */
async function admit(webhook: IWebhookFunctions, answer: WebhookResponse): Promise<Admission> {
	const refused = (refusal: IWebhookResponseData): Admission => ({ ok: false, refusal });
	const sources = possibleSources(webhook);
	answer.useFormOfAny(sources);
	if (!isFromAllowedAddress(webhook)) {
		return refused(
			answer.refuse('address_not_allowed', {
				field: '',
				message: 'Requests from your IP address are not allowed.',
				advice:
					'Add the address to "Allowed IP Addresses" of the Service Event Trigger. If n8n is behind a proxy, set N8N_PROXY_HOPS so that n8n sees the address.',
			}),
		);
	}
	// Nothing is sent by it, and nothing told: an unknown URL gets 404 from n8n.
	if (webhook.getRequestObject().method === 'HEAD') return refused(answer.confirm());
	const reading = await readRequest(webhook);
	if (!reading.ok) {
		return refused(
			answer.refuse(reading.tooLarge ? 'body_too_large' : 'invalid_body', {
				field: '',
				message: `The body could not be read: ${reading.message}`,
				advice: 'Send the complete body as JSON in UTF-8.',
			}),
		);
	}
	const { request } = reading;
	const largest = largestBodyOf(webhook);
	if (request.rawBody.length > largest) {
		return refused(
			answer.refuse('body_too_large', {
				field: '',
				message: `The body has ${request.rawBody.length} bytes; this webhook accepts at most ${largest}.`,
				advice:
					'Raise "Maximum Body Size" in the options of the Service Event Trigger, or remove the option.',
			}),
		);
	}
	const methods = methodsOf(sources);
	if (!methods.has(request.method)) return refused(answer.refuseMethod(request.method, methods));
	const authentication = authenticationOf(webhook);
	const authenticity = await authenticate(webhook, request, authentication, sources);
	if (!authenticity.ok) {
		const { field, message, advice } = authenticity;
		return refused(answer.refuse('not_authentic', { field, message, advice }));
	}
	return { ok: true, request, authentication, sources: authenticity.sources };
}

/** Reads what an authentic sender has sent, and keeps what passes the filters. */
async function take(
	webhook: IWebhookFunctions,
	answer: WebhookResponse,
	{ request: unread, authentication, sources }: Admission & { ok: true },
): Promise<IWebhookResponseData> {
	const request = withoutSecret(withBody(unread), authentication);
	const detection: Detection =
		sources.length === 1 ? { ok: true, source: sources[0] } : detectSource(request, sources);
	const source = detection.ok ? detection.source : undefined;
	answer.useFormOf(source, request);
	const methods = methodsOf(source ? [source] : sources);
	if (!methods.has(request.method)) return answer.refuseMethod(request.method, methods);
	const read = readEvents(webhook, request, detection);
	if (!read.ok) return answer.refuse(read.code, read.problem, read.counts);

	const filter = filterOf(webhook);
	const notice = detection.ok ? detection.notice : undefined;
	const events = read.events
		.filter((event) => passes(event, filter))
		.map((event) => (notice ? { ...event, notice: noticeOf(event.notice, notice) } : event));
	answer.note(notice);
	const filtered = read.events.length - events.length;
	const arrival = { events, filtered, refused: read.refused, ignored: read.ignored };
	return webhook.getMode() === 'manual'
		? showInEditor(answer, arrival)
		: await keep(webhook, answer, arrival);
}

function methodsOf(sources: readonly EventSource[]): ReadonlySet<string> {
	return new Set(sources.flatMap(({ methods = ['POST'] }) => methods));
}

type EventsReading =
	| {
			ok: true;
			events: ServiceEvent[];
			refused: RefusedEntries;
			/** Why it is no event. */ ignored?: Problem;
	  }
	| { ok: false; code: RefusalCode; problem: Problem; counts?: Counts };

const NONE: RefusedEntries = { count: 0, problems: [] };

/** What came, as far as it can be kept. */
interface Arrival {
	events: ServiceEvent[];
	filtered: number;
	refused: RefusedEntries;
	ignored?: Problem;
}

function readEvents(
	webhook: IWebhookFunctions,
	request: EventRequest,
	detection: Detection,
): EventsReading {
	const source = detection.ok ? detection.source : undefined;
	const unreadable = whyUnreadable(request, source);
	if (unreadable) {
		const advice = `Send the body that ${source?.displayName ?? 'the source'} documents, as JSON in UTF-8.`;
		return { ok: false, code: 'invalid_json', problem: { field: '', message: unreadable, advice } };
	}
	if (!detection.ok) return { ...detection, code: 'invalid_body' };
	let settings: SourceSettings;
	correctParsedBody(webhook, request);
	try {
		settings = settingsOf(webhook);
	} catch (error) {
		// An expression in the parameters that cannot deal with this body.
		const message = `An expression of the Service Event Trigger failed: ${(error as Error).message}`;
		const advice =
			'Correct the expression, or what the source sends. Or use a dotted path instead, which works in every version of n8n.';
		return { ok: false, code: 'invalid_body', problem: { field: '', message, advice } };
	}
	const parsed = detection.source.parse(request, settings);
	const { refused = NONE } = parsed;
	if (parsed.ok) return { ok: true, events: parsed.events, refused };
	if (detection.source.ignoresUnknown && !parsed.isTooLarge) {
		return { ok: true, events: [], refused: NONE, ignored: inSentence(parsed.problem) };
	}
	return {
		ok: false,
		code: parsed.isTooLarge ? 'body_too_large' : 'invalid_body',
		problem: inSentence(parsed.problem),
		counts:
			refused.count > 0
				? { accepted: 0, duplicates: 0, filtered: 0, refused: refused.count }
				: undefined,
	};
}

function whyUnreadable(
	{ body }: EventRequest,
	source: EventSource | undefined,
): string | undefined {
	if (body.type === 'problem') return body.message;
	if (body.type === 'empty' && !source?.accepts?.query) return 'The body is empty.';
	if (body.type === 'text' && !source?.accepts?.text) {
		return `The body is not JSON: ${body.notJson}`;
	}
	return undefined;
}

/** "Listen for test event": nothing is stored, the editor shows the events. */
function showInEditor(
	answer: WebhookResponse,
	{ events, filtered, refused, ignored }: Arrival,
): IWebhookResponseData {
	const counts = { accepted: events.length, duplicates: 0, filtered, refused: refused.count };
	if (ignored) return answer.ignore(ignored);
	const response = answer.success(counts, refused.problems);
	if (events.length === 0) return response;
	return {
		...response,
		workflowData: [events.map((event) => ({ json: event as unknown as IDataObject }))],
	};
}

async function keep(
	webhook: IWebhookFunctions,
	answer: WebhookResponse,
	{ events, filtered, refused: { count: refused, problems }, ignored }: Arrival,
): Promise<IWebhookResponseData> {
	if (ignored) {
		const { field, message } = ignored;
		webhook.logger.warn(
			`"${webhook.getNode().name}" ignored a request that it does not understand: ${named(field, message)}`,
		);
		return answer.ignore(ignored);
	}
	if (refused > 0) logRefused(webhook, events.length + filtered, refused, problems);
	if (events.length === 0) {
		return answer.success({ accepted: 0, duplicates: 0, filtered, refused }, problems);
	}
	if (isSetToEngine2(webhook)) {
		const { message, advice } = ON_ENGINE_2;
		const problem = { field: '', message: `The event was not stored. ${message}.` };
		return answer.refuse('not_executed', { ...problem, advice: `${advice} Then send it again.` });
	}
	const { id } = webhook.getWorkflow();
	const node = webhook.getNode();
	const scope = scopeOf(id, node.id);
	try {
		const runtime = await runtimeOf(webhook);
		const quota = quotaOf(webhook);
		const cameBy = triggerNamed(id, node.name);
		const { withoutRoom, hasBecomeFull, ...stored } = await runtime.inbox.accept(scope, events, {
			cameBy,
			quota,
		});
		if (stored.accepted > 0) runtime.wake(scope);
		const counts = { ...stored, filtered, refused };
		if (withoutRoom === 0) return answer.success(counts, problems);
		if (hasBecomeFull) {
			webhook.logger.error(`"${node.name}" accepts no more events. ${FULL}`, { ...quota });
		}
		return answer.refuse(
			'not_stored',
			{ field: '', message: `${withoutRoom} of the events could not be stored.`, advice: FULL },
			counts,
		);
	} catch (error) {
		const message = 'An event could not be stored; the source was asked to send it again';
		logProblem(webhook.logger, 'error', message, error);
		return answer.refuse('not_stored', {
			field: '',
			message: 'The event could not be stored. Send it again later.',
			advice: error instanceof ExplainedError ? error.advice : 'See n8n’s log.',
		});
	}
}

const FULL =
	'Too many events are waiting for their executions. New ones are accepted as soon as some have ended. Find out why the workflow does not keep up, or raise "Maximum Waiting Events" or "Maximum Stored Size" in the options of the Service Event Trigger.';

const named = (field: string, message: string) => (field ? `${field}: ${message}` : message);

function logRefused(
	webhook: IWebhookFunctions,
	kept: number,
	refused: number,
	problems: Problem[],
): void {
	const fields = problems.map(({ field, message }) => named(field, message));
	webhook.logger.warn(
		`"${webhook.getNode().name}" refused ${refused} of ${kept + refused} entries of a request and accepted the others: ${fields.join('; ')}`,
	);
}
