import { z } from 'zod';

import { own } from '../../own';
import {
	errorCode,
	failureOf,
	strangeResponse,
	type HttpResponse,
	type RobotResponse,
	type RobotFailure,
} from '../sending/response';
import { discordErrors } from './errors';

/** With `wait=true` Discord answers the message that it has posted. */
const messageSchema = z.looseObject({ id: z.string().min(1), channel_id: z.string().min(1) });

/** "Error Messages" of the API reference, and "Rate limit response structure". */
const errorSchema = z.looseObject({
	code: errorCode.optional(),
	message: z.string(),
	errors: z.unknown().optional(),
	retry_after: z.number().nonnegative().optional(),
});

/** How much of the errors of a form is told. */
const MOST_FORM_ERRORS = 5;
const DEEPEST_FORM_ERROR = 10;

/** Reads the answer to Execute Webhook. */
export function readDiscordResponse(answer: HttpResponse): RobotResponse {
	const message = messageSchema.safeParse(answer.body);
	if (answer.status === 200 && message.success) {
		return { ok: true, response: message.data, pauseFor: pauseAfter(answer.headers) };
	}
	const error = errorSchema.safeParse(answer.body);
	if (!error.success || answer.status < 400) return strangeDiscordResponse(answer);
	const { code = 0, message: words, errors, retry_after: seconds } = error.data;
	if (code === 0 && answer.status >= 500) return strangeDiscordResponse(answer);
	const key = answer.status === 429 && code === 0 ? '429' : String(code);
	const failure = failureOf(
		own(discordErrors, key),
		`Discord error ${key}: ${[words, ...formErrors(errors)].join('; ').slice(0, 1_000)}`,
		key,
		'"Opcodes and Status Codes" of the Discord developer documentation',
		answer,
	);
	return seconds === undefined ? failure : { ...failure, retryAfter: Math.ceil(seconds * 1_000) };
}

/** "502 (GATEWAY UNAVAILABLE): There was not a gateway available to process your request. Wait a bit and retry." */
function strangeDiscordResponse(answer: HttpResponse): RobotFailure {
	return strangeResponse('Discord', answer, [502]);
}

/** Milliseconds until the next request may go, when this was the last that may go now ("Rate Limits", Header Format). */
function pauseAfter(headers: HttpResponse['headers']): number | undefined {
	const seconds = Number(headers['x-ratelimit-reset-after'] ?? NaN);
	const isUsedUp = String(headers['x-ratelimit-remaining']) === '0';
	return isUsedUp && seconds >= 0 ? Math.ceil(seconds * 1_000) : undefined;
}

/** The places of a form that are wrong, as `embeds.0.title: Must be 256 or fewer in length.` */
function formErrors(errors: unknown, path: string[] = []): string[] {
	if (typeof errors !== 'object' || errors === null || path.length > DEEPEST_FORM_ERROR) return [];
	return Object.entries(errors)
		.flatMap(([key, value]) => {
			if (key !== '_errors') return formErrors(value, [...path, key]);
			const first = Array.isArray(value)
				? (value[0] as { message?: unknown } | undefined)
				: undefined;
			return [`${path.join('.') || 'message'}: ${String(first?.message ?? 'not valid')}`];
		})
		.slice(0, MOST_FORM_ERRORS);
}
