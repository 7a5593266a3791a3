import { createHash } from 'node:crypto';

/** Names an app with its secrets, and is none: with another secret it is another connection. */
export function chatAppKey(...parts: string[]): string {
	return createHash('sha256').update(JSON.stringify(parts)).digest('hex');
}
