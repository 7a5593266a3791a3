import { randomUUID } from 'node:crypto';

/** Random, and found by the escalation's id: an index of tokens would be written with every claim. */
export function newClaimToken(escalationId: string): string {
	return tokenOf(escalationId, randomSecret());
}

/** 122 bits in 22 characters: they are written with every claim. Node has UUIDs in stock, other random bytes cost a call of the system. */
function randomSecret(): string {
	return Buffer.from(randomUUID().replaceAll('-', ''), 'hex').toString('base64url');
}

export function tokenOf(escalationId: string, secret: string): string {
	return `${escalationId}.${secret}`;
}

/** What is random of a claim's token: the rest is the escalation's id. */
export function secretOf(token: string): string {
	return token.slice(token.indexOf('.') + 1);
}

/** Before the random part of the token by which the word of a change leaves. */
const CHANGE = '.change-';

/** Of a change, not of an output of the schedule: the escalation may have a claim of its own at that time. */
export function newChangeToken(escalationId: string): string {
	return `${escalationId}${CHANGE}${randomUUID()}`;
}

export function isChangeToken(token: string): boolean {
	return token.includes(CHANGE);
}

/** Of a change that has left the node: only then it counts that its execution went well. */
export function takenToken(changeToken: string): string {
	return `${changeToken}.told`;
}

/** Of nobody for a token that no claim has. */
export function escalationIdOf(token: string): string {
	return token.slice(0, Math.max(0, token.indexOf('.')));
}
