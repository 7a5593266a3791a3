import { createHmac } from 'node:crypto';

/** Base64url of 32 bytes. */
export const SIGNATURE = '[0-9A-Za-z_-]{43}';

/** HMAC-SHA256. The first lines keep it from being taken for the signature of anything else, or of another node. */
export function signatureOf(
	key: Buffer,
	purpose: 'link' | 'board',
	scope: string,
	said: string,
): string {
	return createHmac('sha256', key)
		.update(`until-replied ${purpose}\n${scope}\n${said}`)
		.digest('base64url');
}

/** Whole seconds, short. */
export function writeExpiry(expiresAt: number): string {
	return Math.floor(expiresAt / 1_000).toString(36);
}

export function readExpiry(text: string): number {
	return Number.parseInt(text, 36) * 1_000;
}
