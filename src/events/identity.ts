import { createHash } from 'node:crypto';

/** A short name that is the same for the same parts and different for others. */
export function identityOf(...parts: Array<string | number | undefined>): string {
	const canonical = JSON.stringify(parts.map((part) => part ?? null));
	return createHash('sha256').update(canonical).digest('hex').slice(0, 32);
}
