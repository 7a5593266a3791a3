import { MINUTE } from '../../time/duration';
import { hmacProof } from './hmac';
import type { UnreadRequest } from '../request';
import type { Proof, SignatureContext } from './signature';

/*
 * Standard Webhooks, "Signature scheme" and "Webhook headers": HMAC-SHA256 of
 * id, time and body, keyed with 24 to 64 bytes. Svix, whose scheme it was,
 * names the headers after itself.
 */

/** A signature is in one of these, with `-id` and `-timestamp` in place of `-signature` beside it. */
export const STANDARD_WEBHOOKS_HEADERS = ['webhook-signature', 'svix-signature'] as const;

/** The specification leaves it to the receiver; its own libraries take five minutes. */
const TOLERANCE = 5 * MINUTE;

export function standardWebhooksProof(request: UnreadRequest, context: SignatureContext): Proof {
	const [own, svix] = STANDARD_WEBHOOKS_HEADERS;
	const header = request.headers[own] === undefined && request.headers[svix] ? svix : own;
	return hmacProof(
		request,
		{
			header,
			prefix: 'v1,',
			algorithm: 'sha256',
			encoding: 'base64',
			signed: '{id}.{timestamp}.{body}',
			idHeader: header.replace('signature', 'id'),
			timestampHeader: header.replace('signature', 'timestamp'),
			tolerance: TOLERANCE,
			key: signingKey,
		},
		context,
	);
}

/**
 * The bytes that the Base64 of a secret stands for, with `whsec_` before it or
 * without. Any other secret is none: Base64 is read as far as it goes, and
 * nobody must guess what little it makes of a pass phrase.
 */
function signingKey(secret: string): Buffer | undefined {
	const [, base64] =
		/^(?:whsec_)?((?:[A-Za-z0-9+/]{4}){8,}(?:[A-Za-z0-9+/]{2,3}={0,2})?)$/.exec(secret) ?? [];
	return base64 === undefined ? undefined : Buffer.from(base64, 'base64');
}
