import { createHash, timingSafeEqual } from 'node:crypto';

/**
 * Compares two secrets in a time that does not depend on where they differ.
 * Both are hashed first, so that their lengths do not show either.
 */
export function equalSecrets(given: string, expected: string): boolean {
	return timingSafeEqual(sha256(given), sha256(expected));
}

function sha256(text: string): Buffer {
	return createHash('sha256').update(text, 'utf8').digest();
}
