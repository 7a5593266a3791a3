import { createHmac } from 'node:crypto';

import type { EventRequest } from './request';
import { checkAge, missing, wrong, type SignatureContext, type Verdict } from './signature';
import { equalSecrets } from './verification';

/** A signature that is an HMAC of the body, alone or with the time and an id. */
export interface HmacOptions {
	/** Name of the header that carries it, lower case. */
	header: string;
	/** What stands before it in the header, for example `sha256=`. */
	prefix?: string;
	algorithm: 'sha1' | 'sha256' | 'sha512';
	encoding: 'hex' | 'base64';
	/** What is signed: `{body}` with, where the source does so, `{timestamp}` and `{id}`. */
	signed: string;
	timestampHeader?: string;
	idHeader?: string;
	/** The UTF-8 bytes of the secret where nothing else is said. */
	key?: Buffer;
	/** Milliseconds that the timestamp may be away from now. */
	tolerance?: number;
}

/** @returns the verdict on a request that is to be signed in this way. */
export function verifyHmac(
	request: EventRequest,
	secret: string,
	options: HmacOptions,
	context: SignatureContext,
): Verdict {
	const { header, prefix = '', timestampHeader, idHeader } = options;
	const given = request.headers[header];
	if (!given) return missing(header);
	const timestamp = timestampHeader && request.headers[timestampHeader];
	if (timestampHeader && !timestamp) return missing(timestampHeader);

	const hmac = createHmac(options.algorithm, options.key ?? secret);
	const values: Record<string, string | Buffer | undefined> = {
		'{body}': request.rawBody,
		'{timestamp}': timestamp,
		'{id}': idHeader && request.headers[idHeader],
	};
	for (const part of options.signed.split(/(\{\w+\})/)) {
		const name = part.toLowerCase();
		hmac.update(Object.hasOwn(values, name) ? (values[name] ?? '') : part);
	}
	const expected = prefix + hmac.digest(options.encoding);
	// A list of signatures, one for each of the keys while they are changed.
	const signatures = given
		.split(/\s+/)
		.map((text) => (options.encoding === 'hex' ? text.toLowerCase() : text));
	if (!signatures.some((signature) => equalSecrets(signature, expected))) {
		return wrong(header);
	}
	return timestamp
		? checkAge(timestampHeader, timestamp, context.tolerance ?? options.tolerance, context.now)
		: { ok: true };
}
