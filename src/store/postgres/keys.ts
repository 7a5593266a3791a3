import { createHash } from 'node:crypto';

import { toKey } from '../keys';

/** The locks of these conversations, in the order in which everybody takes them. */
export function lockNumbers(schema: string, conversations: string[]): number[] {
	const numbers = conversations.map((key) =>
		createHash('sha256')
			.update(`${schema}\n${toKey(key)}`)
			.digest()
			.readInt32BE(0),
	);
	return [...new Set(numbers)].toSorted((a, b) => a - b);
}
