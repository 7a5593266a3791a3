import { randomUUID } from 'node:crypto';

import type { ClaimedItem, Duty, ItemOutcome } from '../delivery/duty';
import { LEASE } from '../delivery/dispatcher';
import { retryDelay } from '../escalation/policy';
import type { ServiceEvent } from '../events/serviceEvent';
import { forgetOld } from '../store/retention';
import type { Store } from '../store/store';
import type { Clock } from '../time/clock';

export interface Acceptance {
	/** Events stored now. */
	accepted: number;
	/** Events that had been stored before. */
	duplicates: number;
}

/** Keeps accepted events until the execution that they started has ended. */
export class Inbox {
	constructor(
		private readonly store: Store,
		private readonly clock: Clock,
		/** Names this process in claims. */
		private readonly owner: string,
	) {}

	/** Stores what is new. The events are on the disk when this resolves. */
	async accept(scope: string, events: ServiceEvent[]): Promise<Acceptance> {
		const now = this.clock.now();
		return await this.store.transaction((transaction) => {
			let accepted = 0;
			for (const event of events) {
				if (!transaction.recordDelivery(scope, event.id, now)) continue;
				transaction.addToInbox(scope, event, now, answeredBy(event));
				accepted += 1;
			}
			return { accepted, duplicates: events.length - accepted };
		});
	}

	/** The duty of one trigger node. */
	dutyOf(scope: string): Duty {
		const { store, clock, owner } = this;
		return {
			async claimDue(limit): Promise<ClaimedItem[]> {
				const now = clock.now();
				return await store.transaction((transaction) => {
					transaction.replanInbox(scope, now);
					return transaction.dueInbox(scope, now, limit).map((entry) => {
						const token = randomUUID();
						const claim = { dueAt: now + LEASE, claimToken: token, claimOwner: owner };
						transaction.saveInbox({ ...entry, ...claim }, now);
						return { token, json: entry.event, group: 'event' };
					});
				});
			},
			async renew(tokens) {
				const now = clock.now();
				await store.transaction((transaction) =>
					transaction.renewClaims('inbox', tokens, now + LEASE, now),
				);
			},
			async settle(outcomes: ItemOutcome[]) {
				const now = clock.now();
				await store.transaction((transaction) => {
					for (const outcome of outcomes) {
						for (const entry of transaction.inboxByClaim(outcome.token)) {
							if (outcome.result === 'sent' || outcome.result === 'unconfirmed') {
								transaction.removeFromInbox(entry.sequence);
								continue;
							}
							const failures = entry.failures + 1;
							const dueAt = now + retryDelay(failures);
							const released = { failures, dueAt, claimToken: null, claimOwner: null };
							transaction.saveInbox({ ...entry, ...released }, now);
						}
					}
				});
			},
			async tidy() {
				await forgetOld(store, clock);
			},
			async nextDueAt() {
				const now = clock.now();
				return await store.transaction((transaction) => transaction.nextDueAt('inbox', scope, now));
			},
			async recover() {
				const now = clock.now();
				await store.transaction((transaction) =>
					transaction.releaseClaims('inbox', scope, owner, now),
				);
			},
		};
	}
}

/** The key of the conversation that the event answers. */
function answeredBy({ conversation }: ServiceEvent): string | undefined {
	return conversation?.effect === 'answers' ? conversation.key : undefined;
}
