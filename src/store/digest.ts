import { createHash } from 'node:crypto';

/** 132 bits. */
const LENGTH = 22;

/**
 * What is kept of an id that only has to be known again: nobody is to find out
 * from the store whose conversation it was.
 */
export function digestOf(id: string): string {
	// Half a character has no UTF-8, and two ids are never one.
	return createHash('sha256').update(id, 'utf16le').digest('base64url').slice(0, LENGTH);
}
