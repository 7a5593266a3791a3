import { createHash } from 'node:crypto';

import type { Clock } from '../../time/clock';
import { systemClock } from '../../time/clock';
import { MINUTE } from '../../time/duration';

const REMEMBERED_FOR = 10 * MINUTE;
const MOST_REMEMBERED = 10_000;

/** Whose an e-mail address is, as Slack said a while ago: it seldom changes, and every question counts. */
export class MemberIds {
	private readonly known = new Map<string, { id: string; at: number }>();

	constructor(private readonly clock: Clock) {}

	/** @param account API and token, which are kept as a hash only. @returns the member ID (`U…`). */
	idOf(account: string, email: string): string | undefined {
		const found = this.known.get(keyOf(account, email));
		if (!found || Math.abs(this.clock.now() - found.at) > REMEMBERED_FOR) return undefined;
		return found.id;
	}

	note(account: string, email: string, id: string): void {
		const key = keyOf(account, email);
		this.known.delete(key);
		this.known.set(key, { id, at: this.clock.now() });
		if (this.known.size <= MOST_REMEMBERED) return;
		const [oldest] = this.known.keys();
		this.known.delete(oldest);
	}
}

function keyOf(account: string, email: string): string {
	return createHash('sha256').update(`${account}\n${email.toLowerCase()}`).digest('hex');
}

/** Of this process. */
export const memberIds = new MemberIds(systemClock);
