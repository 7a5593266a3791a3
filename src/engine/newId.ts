import { randomBytes } from 'node:crypto';

/** Ids that ascend in time keep the store's index in order. */
export function newId(now: number): string {
	return `${now.toString(36).padStart(9, '0')}${randomBytes(8).toString('hex')}`;
}
