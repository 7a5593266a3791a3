import { MINUTE } from '../../time/duration';
import { isOneOf } from './hmac';
import { textField, type UnreadRequest } from '../request';
import { checkAge, missing, wrong, type Proof, type SignatureContext } from './signature';

/*
 * Stripe, "Resolve webhook signature verification errors" and "Verify webhook
 * signatures manually": `t=1492774577,v1=5257a8…,v1=…,v0=…`, where v1 is the
 * hexadecimal HMAC-SHA256 of time, full stop and body, and v0 is for tests.
 * Others write the same under a name of their own.
 */

/** As Stripe's libraries have it. */
const TOLERANCE = 5 * MINUTE;
const MOST_PARTS = 32;

/** @param header lower case. */
export function timestampedProof(
	request: UnreadRequest,
	header: string,
	{ now, tolerance = TOLERANCE }: SignatureContext,
): Proof {
	const given = textField(request.headers, header);
	if (!given) return missing(header);
	const parts = given.split(',', MOST_PARTS).map((part) => {
		const [name, value = ''] = part.split('=', 2);
		return { name: name.trim().toLowerCase(), value: value.trim() };
	});
	const timestamp = parts.find(({ name }) => name === 't')?.value;
	if (!timestamp) return missing(header, 'The header contains no time t=….');
	const signatures = parts.flatMap(({ name, value }) => (name === 'v1' ? value : []));
	return {
		ok: true,
		check(secret) {
			const isRight = isOneOf(signatures, request.rawBody, { timestamp }, secret, {
				algorithm: 'sha256',
				encoding: 'hex',
				signed: '{timestamp}.{body}',
			});
			return isRight ? checkAge(header, timestamp, tolerance, now) : wrong(header);
		},
	};
}
