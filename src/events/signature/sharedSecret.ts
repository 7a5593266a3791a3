import { textField, type UnreadRequest } from '../request';
import type { Proof } from './signature';
import { equalSecrets } from '../../secrets/equalSecrets';

/** A secret that the source sends as it is. */
export interface SharedSecret {
	in: 'header' | 'query';
	name: string;
}

/** The secret that the request carries where it should. Compared in constant time. */
export function sharedSecretProof(
	request: UnreadRequest,
	{ in: place, name }: SharedSecret,
): Proof {
	const given =
		place === 'header'
			? textField(request.headers, name.trim().toLowerCase())
			: textField(request.query, name);
	const called = place === 'header' ? 'header' : 'query parameter';
	if (given === undefined) {
		return { ok: false, reason: 'missing', field: name, message: `The ${called} is missing.` };
	}
	return {
		ok: true,
		check: (secret) =>
			candidates(given).some((candidate) => equalSecrets(candidate, secret))
				? { ok: true }
				: { ok: false, reason: 'wrong', field: name, message: `The ${called} is wrong.` },
	};
}

/** The value itself, the token of `Bearer`, or the password of `Basic`. */
function candidates(given: string): string[] {
	const [, scheme, credentials] = /^(Bearer|Basic) +(\S+)$/i.exec(given) ?? [];
	if (!scheme) return [given];
	if (scheme.toLowerCase() === 'bearer') return [given, credentials];
	const [, ...password] = Buffer.from(credentials, 'base64').toString('utf8').split(':');
	return [given, password.join(':')];
}
