import { readableDuration } from '../time/duration';
import type { HmacOptions } from './hmac';
import type { EventRequest } from './request';
import { instant } from './timestamp';

export type Verdict =
	| { ok: true }
	| { ok: false; reason: 'missing' | 'wrong' | 'stale'; field: string; message: string };

export interface SignatureContext {
	/** Milliseconds since 1970. */
	now: number;
	/** Milliseconds that the signed time may be away from `now`; the scheme's own when undefined. */
	tolerance?: number;
	/** How a source signs of which nothing else is known. */
	custom?: HmacOptions;
}

/** How a source proves that a request is its own. */
export interface SignatureScheme {
	/** Which secret it is and where the source shows it, for the node's panel and documentation. */
	secret: string;
	/** Whether something that is signed says when, so that old requests can be refused. */
	hasTime: boolean;
	/** Compares in constant time. Never throws. */
	verify(request: EventRequest, secret: string, context: SignatureContext): Verdict;
}

/** Refuses what was signed too long ago, or in the future. No tolerance means no check. */
export function checkAge(
	field: string,
	timestamp: unknown,
	tolerance: number | undefined,
	now: number,
): Verdict {
	if (tolerance === undefined) return { ok: true };
	const time = instant.safeParse(timestamp);
	if (!time.success) {
		return { ok: false, reason: 'stale', field, message: 'The time of the signature is no time.' };
	}
	const age = now - time.data;
	if (Math.abs(age) <= tolerance) return { ok: true };
	return {
		ok: false,
		reason: 'stale',
		field,
		message: `The request was signed ${readableDuration(Math.abs(age))} ${age > 0 ? 'ago' : 'in the future'}; ${readableDuration(tolerance)} are allowed. Either it is a repetition, or one of the clocks is wrong.`,
	};
}

export const missing = (field: string): Verdict => ({
	ok: false,
	reason: 'missing',
	field,
	message: 'The signature is missing.',
});

export const wrong = (field: string): Verdict => ({
	ok: false,
	reason: 'wrong',
	field,
	message: 'The signature does not fit the request and the secret.',
});
