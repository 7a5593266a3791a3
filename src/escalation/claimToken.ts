import { randomUUID } from 'node:crypto';

/** Random, and found by the escalation's id: an index of tokens would be written with every claim. */
export function newClaimToken(escalationId: string): string {
	return `${escalationId}.${randomUUID()}`;
}

/** Of nobody for a token that no claim has. */
export function escalationIdOf(token: string): string {
	return token.slice(0, Math.max(0, token.lastIndexOf('.')));
}
