import { createHash, createHmac, timingSafeEqual } from 'node:crypto';

/**
 * Compares two secrets in a time that does not depend on where they differ.
 * Both are hashed first, so that their lengths do not show either.
 */
export function equalSecrets(given: string, expected: string): boolean {
	return timingSafeEqual(sha256(given), sha256(expected));
}

/** Whether `signature` is the hexadecimal HMAC-SHA256 of `rawBody`; upper case is accepted. */
export function isHexHmacSha256(rawBody: Buffer, secret: string, signature: string): boolean {
	const expected = createHmac('sha256', secret).update(rawBody).digest('hex');
	return equalSecrets(signature.trim().toLowerCase(), expected);
}

function sha256(text: string): Buffer {
	return createHash('sha256').update(text, 'utf8').digest();
}
