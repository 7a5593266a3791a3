import { createHmac } from 'node:crypto';

import { equalSecrets } from '../events/verification';

/** Whole seconds since 1970, short. */
export const EXPIRY = '(?<expiry>[0-9a-z]{1,9})';
/** Base64url of 32 bytes, the last part. */
export const SIGNATURE = '(?<signature>[0-9A-Za-z_-]{43})';

/** `expired` is said of what we have signed only. */
export type SignedReading =
	| { ok: true; said: Record<string, string>; expiresAt: number }
	| { ok: false; reason: 'invalid' | 'expired' };

/** What a signature is good for. */
type Purpose = 'link' | 'board';

/** Adds the signature, by which `readSigned` knows that it is ours. */
export function sign(key: Buffer, purpose: Purpose, scope: string, said: string): string {
	return `${said}.${signatureOf(key, purpose, scope, said)}`;
}

/**
 * @param form of the whole text, with the named groups of EXPIRY and SIGNATURE.
 * @param text what somebody sent, whoever it is.
 */
export function readSigned(
	key: Buffer,
	purpose: Purpose,
	scope: string,
	{ form, text, now }: { form: RegExp; text: string; now: number },
): SignedReading {
	const said = form.exec(text)?.groups;
	if (!said) return { ok: false, reason: 'invalid' };
	const signed = text.slice(0, -said.signature.length - 1);
	if (!equalSecrets(said.signature, signatureOf(key, purpose, scope, signed))) {
		return { ok: false, reason: 'invalid' };
	}
	const expiresAt = Number.parseInt(said.expiry, 36) * 1_000;
	return now >= expiresAt ? { ok: false, reason: 'expired' } : { ok: true, said, expiresAt };
}

export function writeExpiry(expiresAt: number): string {
	return Math.floor(expiresAt / 1_000).toString(36);
}

/** HMAC-SHA256. The first lines keep it from being taken for the signature of anything else, or of another node. */
function signatureOf(key: Buffer, purpose: Purpose, scope: string, said: string): string {
	return createHmac('sha256', key)
		.update(`until-replied ${purpose}\n${scope}\n${said}`)
		.digest('base64url');
}
