import { createHmac } from 'node:crypto';
import { equalSecrets } from '../secrets/equalSecrets';

/** What a signature is good for: a link of a reminder, one of a board, a button in a chat, or metrics. */
export const purposes = ['link', 'board', 'button', 'metrics'] as const;
export type Purpose = (typeof purposes)[number];

/** By what the links of one node are signed. Those of one node are worth nothing at another. */
export interface Seal {
	key: Buffer;
	/** The node that serves them. */
	scope: string;
}

/** How long a link holds. */
export interface Terms {
	/** ms since 1970, in whole seconds. */
	expiresAt: number;
	/** Links of earlier generations are revoked. Nothing in it is secret. */
	generation: string;
}

/** Whole seconds since 1970, short; and the generation. */
export const TERMS = '(?<expiry>[0-9a-z]{1,9})\\.(?<generation>[0-9A-Za-z_-]{1,16})';
/** Base64url of 32 bytes, the last part. */
export const SIGNATURE = '(?<signature>[0-9A-Za-z_-]{43})';

/** `expired` and `revoked` are said of what we have signed only. */
export type Refusal = 'invalid' | 'expired' | 'revoked';

/** What came of a text that was given for a link. */
export type Reading<Known> = { ok: true; link: Known } | { ok: false; reason: Refusal };

export type SignedReading =
	| { ok: true; said: Record<string, string>; terms: Terms }
	| { ok: false; reason: Exclude<Refusal, 'revoked'> };

/** Adds the signature, by which `readSigned` knows that it is ours. */
export function sign(seal: Seal, purpose: Purpose, said: string): string {
	return `${said}.${signatureOf(seal, purpose, said)}`;
}

/**
 * Whether it was revoked, the store knows.
 *
 * @param form of the whole text, with the named groups of TERMS and SIGNATURE.
 * @param text what somebody sent, whoever it is.
 */
export function readSigned(
	seal: Seal,
	purpose: Purpose,
	{ form, text, now }: { form: RegExp; text: string; now: number },
): SignedReading {
	const said = form.exec(text)?.groups;
	if (!said) return { ok: false, reason: 'invalid' };
	const signed = text.slice(0, -said.signature.length - 1);
	if (!equalSecrets(said.signature, signatureOf(seal, purpose, signed))) {
		return { ok: false, reason: 'invalid' };
	}
	const expiresAt = Number.parseInt(said.expiry, 36) * 1_000;
	if (now >= expiresAt) return { ok: false, reason: 'expired' };
	return { ok: true, said, terms: { expiresAt, generation: said.generation } };
}

export function writeTerms({ expiresAt, generation }: Terms): string {
	return `${Math.floor(expiresAt / 1_000).toString(36)}.${generation}`;
}

/** HMAC-SHA256. The first lines keep it from being taken for the signature of anything else, or of another node. */
function signatureOf({ key, scope }: Seal, purpose: Purpose, said: string): string {
	return createHmac('sha256', key)
		.update(`until-replied ${purpose}\n${scope}\n${said}`)
		.digest('base64url');
}
