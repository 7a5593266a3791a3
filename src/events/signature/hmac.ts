import { createHmac } from 'node:crypto';

import { textField, type UnreadRequest } from '../request';
import { checkAge, missing, wrong } from './signature';
import { equalSecrets } from '../../secrets/equalSecrets';
import type { HmacOptions, Proof, SignatureContext } from './signature';

/** What is signed, in its parts: `{body}` and its likes, and the text between them. */
function partsOfSigned(signed: string): string[] {
	return signed.split(/(\{(?:body|timestamp|id)\})/i);
}

/** Whether the text that is signed has a part, for example `{body}`. */
export function isSigned(signed: string, part: '{body}' | '{timestamp}' | '{id}'): boolean {
	return partsOfSigned(signed).some((text) => text.toLowerCase() === part);
}

/** The signature of a request that is to be signed in this way. */
export function hmacProof(
	request: UnreadRequest,
	options: HmacOptions,
	context: SignatureContext,
): Proof {
	const { header, prefix, timestampHeader, idHeader, signed } = options;
	const given = textField(request.headers, header);
	if (!given) return missing(header);
	const timestamp = timestampHeader && textField(request.headers, timestampHeader);
	if (timestampHeader && !timestamp) return missing(timestampHeader);
	const id = idHeader && textField(request.headers, idHeader);
	if (idHeader && !id && isSigned(signed, '{id}')) return missing(idHeader);
	return {
		ok: true,
		check(secret) {
			const signatures = signaturesIn(given, prefix);
			if (!isOneOf(signatures, request.rawBody, { timestamp, id }, secret, options)) {
				return wrong(header);
			}
			return timestamp
				? checkAge(timestampHeader, timestamp, context.tolerance ?? options.tolerance, context.now)
				: { ok: true };
		},
	};
}

/** Whether one of the signatures is that of the body. Makes one HMAC, however many they are. */
export function isOneOf(
	signatures: readonly string[],
	body: Buffer,
	{ timestamp = '', id = '' }: { timestamp?: string; id?: string },
	secret: string,
	{ algorithm, encoding, signed, key }: Omit<HmacOptions, 'header'>,
): boolean {
	const secretKey = key ? key(secret) : secret;
	if (signatures.length === 0 || secretKey === undefined) return false;
	const hmac = createHmac(algorithm, secretKey);
	const values: Record<string, string | Buffer> = {
		'{body}': body,
		'{timestamp}': timestamp,
		'{id}': id,
	};
	for (const part of partsOfSigned(signed)) {
		const name = part.toLowerCase();
		hmac.update(Object.hasOwn(values, name) ? values[name] : part);
	}
	const expected = canonical(hmac.digest(encoding), encoding);
	return signatures.some((signature) => equalSecrets(canonical(signature, encoding), expected));
}

/** The same for all ways to write the same bytes: in either case, or in the alphabet for addresses, with padding or without. */
function canonical(signature: string, encoding: HmacOptions['encoding']): string {
	return encoding === 'hex'
		? signature.toLowerCase()
		: signature
				.replace(/={1,2}$/, '')
				.replaceAll('-', '+')
				.replaceAll('_', '/');
}

/** More than one is sent while keys are changed; a header full of them is an attack. */
const MOST_SIGNATURES = 16;

/** The signatures in a header, which stand behind a prefix each, with blanks or commas between them. */
function signaturesIn(header: string, prefix = ''): string[] {
	const expected = prefix.replace(/\s+/g, '').toLowerCase();
	// Where the prefix has a comma, as in `v1,…`, it separates nothing.
	const separator = expected.includes(',') ? /\s+/ : /[\s,]+/;
	const words = header.trim().split(separator, 2 * MOST_SIGNATURES);
	const signatures: string[] = [];
	for (let index = 0; index < words.length && signatures.length < MOST_SIGNATURES; index += 1) {
		// The prefix may be a word of its own, or more than one.
		let last = index;
		let text = words[index];
		while (expected.startsWith(text.toLowerCase()) && last + 1 < words.length) {
			last += 1;
			text += words[last];
		}
		if (!text.toLowerCase().startsWith(expected)) continue;
		const signature = text.slice(expected.length);
		if (signature !== '') signatures.push(signature);
		index = last;
	}
	return signatures;
}
