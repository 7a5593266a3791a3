import type { EventRequest } from './request';
import type { Verdict } from './signature';
import { equalSecrets } from './verification';

/** A secret that the source sends as it is. */
export interface SharedSecret {
	in: 'header' | 'query';
	name: string;
}

/** Whether the request carries the secret where it should. Compares in constant time. */
export function verifySharedSecret(
	request: EventRequest,
	secret: string,
	{ in: place, name }: SharedSecret,
): Verdict {
	const given = place === 'header' ? request.headers[name.toLowerCase()] : request.query[name];
	const called = place === 'header' ? 'header' : 'query parameter';
	if (typeof given !== 'string' || given === '') {
		return { ok: false, reason: 'missing', field: name, message: `The ${called} is missing.` };
	}
	return candidates(given).some((candidate) => equalSecrets(candidate, secret))
		? { ok: true }
		: { ok: false, reason: 'wrong', field: name, message: `The ${called} is wrong.` };
}

/** The value itself, the token of `Bearer`, or the password of `Basic`. */
function candidates(given: string): string[] {
	const [, scheme, credentials] = /^(Bearer|Basic) +(\S+)$/i.exec(given) ?? [];
	if (!scheme) return [given];
	if (scheme.toLowerCase() === 'bearer') return [given, credentials];
	const [, ...password] = Buffer.from(credentials, 'base64').toString('utf8').split(':');
	return [given, password.join(':')];
}
