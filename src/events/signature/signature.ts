import { readableDuration } from '../../time/duration';
import type { UnreadRequest } from '../request';
import { instant } from '../timestamp';

export interface Refusal {
	ok: false;
	reason: 'missing' | 'wrong' | 'stale';
	/** The header, query parameter or member that is at fault. */
	field: string;
	message: string;
}

export type Verdict = { ok: true } | Refusal;

/**
 * What a request shows to prove who sends it: a check by a secret, or why
 * there is nothing to check. To find it takes no secret.
 */
export type Proof = { ok: true; check(secret: string): Verdict } | Refusal;

export interface SignatureContext {
	/** Milliseconds since 1970. */
	now: number;
	/** Milliseconds that the signed time may be away from `now`; the scheme's own when undefined. */
	tolerance?: number;
	/** How a source signs of which nothing else is known. */
	custom?: CustomSignature;
}

/** How a source proves that a request is its own. */
export interface SignatureScheme {
	/** Which secret it is and where the source shows it, for the node's panel and documentation. */
	secret: string;
	/** Whether something that is signed says when, so that old requests can be refused. */
	hasTime: boolean;
	/** What only a request bears that is signed in this way; one of them is enough. */
	bearers: {
		/** Lower case. */
		headers?: readonly string[];
		query?: readonly string[];
		/** Members of the body. */
		members?: readonly string[];
	};
	/**
	 * Reads of the body no more than `lookInBody` does. `check` compares in
	 * constant time. Neither throws. The same function for sources that sign
	 * alike: their bodies tell them apart.
	 */
	proofIn(request: UnreadRequest, context: SignatureContext): Proof;
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
		return { ok: false, reason: 'stale', field, message: 'The time of the signature is invalid.' };
	}
	const age = now - time.data;
	if (Math.abs(age) <= tolerance) return { ok: true };
	return {
		ok: false,
		reason: 'stale',
		field,
		message: `The request was signed ${readableDuration(Math.abs(age))} ${age > 0 ? 'ago' : 'in the future'}; at most ${readableDuration(tolerance)} are allowed. It is either a repeated request, or one of the clocks is wrong.`,
	};
}

export const missing = (field: string, message = 'The signature is missing.'): Refusal => ({
	ok: false,
	reason: 'missing',
	field,
	message,
});

export const wrong = (field: string): Refusal => ({
	ok: false,
	reason: 'wrong',
	field,
	message: 'The signature does not match the request and the secret.',
});

/** A signature that is an HMAC of the body, alone or with the time and an id. */
export interface HmacOptions {
	/** Name of the header that carries it, lower case. */
	header: string;
	/** What stands before it in the header, for example `sha256=`; in any case, blanks do not matter. */
	prefix?: string;
	algorithm: 'sha1' | 'sha256' | 'sha512';
	encoding: 'hex' | 'base64';
	/** What is signed: `{body}` with, where the source does so, `{timestamp}` and `{id}`. */
	signed: string;
	timestampHeader?: string;
	idHeader?: string;
	/** The key that a secret stands for; its UTF-8 bytes where nothing is said, undefined where it can be none. */
	key?: (secret: string) => Buffer | undefined;
	/** Milliseconds that the timestamp may be away from now. */
	tolerance?: number;
}

/** How a source signs of which nothing else is known, as the user says. */
export type CustomSignature =
	| ({ format: 'hmac' } & HmacOptions)
	| { format: 'standardWebhooks' }
	| { format: 'timestamped'; /** Lower case. */ header: string };
