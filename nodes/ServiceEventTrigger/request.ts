import type { BodyProblem, EventSource } from '../../src/events/source';
import type { ServiceEvent } from '../../src/events/serviceEvent';
import { equalSecrets } from '../../src/events/verification';

/** No documented body comes near; JSON beyond some thousand levels cannot be written again. */
const DEEPEST_BODY = 64;

/** What the node looks at of a request. */
export interface WebhookRequest {
	/** By lower-case name. */
	headers: Record<string, unknown>;
	query: Record<string, unknown>;
	/** The body's bytes, decompressed. */
	rawBody: Buffer;
}

export type Authentication =
	| { type: 'none' }
	| { type: 'signature' }
	| { type: 'header' | 'query'; name: string };

/** Why a request is refused, as the answer's status and body. */
export interface Refusal {
	status: 400 | 401 | 413;
	body: { ok: false; error: { code: string } & BodyProblem };
}

export type Reading = { ok: true; events: ServiceEvent[] } | { ok: false; refusal: Refusal };

/** Whether the request carries what only the source knows. */
export function isAuthentic(
	request: WebhookRequest,
	authentication: Authentication,
	source: EventSource,
	secret: string,
): boolean {
	switch (authentication.type) {
		case 'none':
			return true;
		case 'signature': {
			const given = source.signature && textOf(request.headers[source.signature.header]);
			return given ? source.signature!.verify(request.rawBody, secret, given) : false;
		}
		case 'header': {
			const given = textOf(request.headers[authentication.name.toLowerCase()]);
			return given !== undefined && equalSecrets(given, secret);
		}
		case 'query': {
			const given = textOf(request.query[authentication.name]);
			return given !== undefined && equalSecrets(given, secret);
		}
	}
}

/** The events in the body, or what is wrong with it. */
export function readEvents(rawBody: Buffer, source: EventSource): Reading {
	const body = parseJson(rawBody);
	if (!body.ok) {
		return refuse(400, 'invalid_json', {
			field: '',
			message: body.message,
			hint: `Send the JSON that ${source.displayName} documents, in UTF-8.`,
		});
	}
	if (isDeeperThan(body.value, DEEPEST_BODY)) {
		return refuse(400, 'invalid_body', {
			field: '',
			message: `The body is nested deeper than ${DEEPEST_BODY} levels.`,
			hint: `Send the JSON that ${source.displayName} documents.`,
		});
	}
	const parsed = source.parse(body.value);
	return parsed.ok ? parsed : refuse(400, 'invalid_body', parsed.problem);
}

export function refuse(
	status: Refusal['status'],
	code: string,
	problem: BodyProblem,
): Reading & { ok: false } {
	return { ok: false, refusal: { status, body: { ok: false, error: { code, ...problem } } } };
}

const utf8 = new TextDecoder('utf-8', { fatal: true });

function parseJson(rawBody: Buffer): { ok: true; value: unknown } | { ok: false; message: string } {
	let text: string;
	try {
		text = utf8.decode(rawBody);
	} catch {
		return { ok: false, message: 'The body is not UTF-8.' };
	}
	try {
		return { ok: true, value: JSON.parse(text) };
	} catch (error) {
		return { ok: false, message: `The body is not JSON: ${(error as Error).message}` };
	}
}

/** Walks level by level: what is nested to do harm would overflow the stack of a recursive walk. */
function isDeeperThan(value: unknown, levels: number): boolean {
	let level = [value];
	for (let depth = 0; level.length > 0; depth += 1) {
		if (depth > levels) return true;
		level = level.flatMap((entry) =>
			typeof entry === 'object' && entry !== null ? Object.values(entry) : [],
		);
	}
	return false;
}

function textOf(value: unknown): string | undefined {
	return typeof value === 'string' && value !== '' ? value : undefined;
}
