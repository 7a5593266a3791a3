import { z } from 'zod';

import { own } from '../../own';
import {
	failureOf,
	strangeResponse,
	type HttpResponse,
	type RobotResponse,
	type RobotFailure,
} from '../sending/response';
import { slackErrors } from './errors';

/** Reads the answer of an incoming webhook: the text `ok`, or a word of why not with a real status. */
export function readWebhookResponse(answer: HttpResponse): RobotResponse {
	const words = typeof answer.body === 'string' ? answer.body.trim() : '';
	if (answer.status === 200 && words === 'ok') return { ok: true, response: { ok: true } };
	const code = /^[a-z_]{3,60}\b/.exec(words)?.[0];
	if (code === undefined || code === 'ok') return strangeResponse('Slack', answer);
	return slackFailure(code, words, answer);
}

const apiResponseSchema = z.looseObject({
	ok: z.boolean(),
	error: z.string().optional(),
	needed: z.string().optional(),
	provided: z.string().optional(),
	response_metadata: z
		.looseObject({ messages: z.array(z.string()).optional() })
		.optional()
		.catch(undefined),
});

/** Reads the answer of a Web API method: HTTP 200 says nothing, `ok` does. */
export function readApiResponse(answer: HttpResponse): RobotResponse {
	const parsed = apiResponseSchema.safeParse(answer.body);
	if (!parsed.success) return strangeResponse('Slack', answer);
	const { ok, error = 'unknown_error', needed, provided, response_metadata } = parsed.data;
	if (ok) return { ok: true, response: parsed.data };
	const details = [
		...(needed ? [`needed: ${needed}, provided: ${provided ?? 'none'}`] : []),
		...(response_metadata?.messages ?? []),
	];
	return slackFailure(error, [error, ...details].join('; '), answer);
}

function slackFailure(code: string, words: string, answer: HttpResponse): RobotFailure {
	// restricted_action_read_only_channel and its like
	const family = code.startsWith('restricted_action') ? 'restricted_action' : code;
	return failureOf(
		own(slackErrors, family),
		`Slack error ${words.slice(0, 1_000)}`,
		code,
		'the documentation of the Slack method, docs.slack.dev, "Errors"',
		answer,
	);
}

/** Whether an answer to the webhook's credential test, which posts nothing, comes from one that would post. */
export function isLivingWebhook(answer: HttpResponse): RobotResponse {
	const verdict = readWebhookResponse(answer);
	if (verdict.ok || !LIVING.has(verdict.code)) return verdict;
	return { ok: true, response: {} };
}

/** What a webhook says to a message without content, once it has accepted its address. */
const LIVING = new Set([
	'no_text',
	'invalid_payload',
	'missing_text_or_fallback_or_attachments',
	'rate_limited',
]);
