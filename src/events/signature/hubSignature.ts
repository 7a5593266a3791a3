import { hmacProof } from './hmac';
import type { SignatureScheme } from './signature';

/*
 * W3C WebSub, "Authenticated Content Distribution", in its first version by the
 * name of PubSubHubbub: `sha1=` and the hexadecimal HMAC-SHA1 of the body.
 * Zammad and Intercom still sign so.
 */

const HEADER = 'x-hub-signature';

const proofIn: SignatureScheme['proofIn'] = (request, context) =>
	hmacProof(
		request,
		{ header: HEADER, prefix: 'sha1=', algorithm: 'sha1', encoding: 'hex', signed: '{body}' },
		context,
	);

/** @param secret which it is and where the source shows it. */
export const hubSignature = (secret: string): SignatureScheme => ({
	secret,
	hasTime: false,
	bearers: { headers: [HEADER] },
	proofIn,
});
