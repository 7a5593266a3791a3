import { randomUUID } from 'node:crypto';

import type { Duty, ItemOutcome, Look } from '../delivery/duty';
import { LEASE } from '../delivery/dispatcher';
import { retryDelay } from '../escalation/policy';
import type { ServiceEvent } from '../events/serviceEvent';
import { forgetAbandoned, forgetOld } from '../store/retention';
import type { Store } from '../store/store';
import type { InboxEntry } from '../store/transaction';

export interface Acceptance {
	/** Events stored now. */
	accepted: number;
	/** Events that had been stored before. */
	duplicates: number;
}

/** Keeps accepted events until the execution that they started has ended. */
export class Inbox {
	private readonly startedAt: number;

	constructor(
		private readonly store: Store,
		/** Names this process in claims. */
		private readonly owner: string,
	) {
		this.startedAt = store.clock.now();
	}

	/** Stores what is new. The events are on the disk when this resolves. */
	async accept(scope: string, events: ServiceEvent[]): Promise<Acceptance> {
		return await this.store.transaction(async (transaction) => {
			const { now } = transaction;
			let accepted = 0;
			for (const event of events) {
				if (!(await transaction.deliveries.record(scope, event.id, now))) continue;
				await transaction.inbox.add(scope, event, now, answeredBy(event));
				accepted += 1;
			}
			return { accepted, duplicates: events.length - accepted };
		});
	}

	/** The duty of one trigger node. */
	dutyOf(scope: string): Duty {
		const { store, owner, startedAt } = this;
		return {
			async look(limit): Promise<Look> {
				return await store.transaction(async (transaction) => {
					const { now } = transaction;
					await transaction.inbox.replan(scope, now);
					const due = await transaction.inbox.due(scope, now, limit);
					const claimed = due.map((entry) => {
						const token = randomUUID();
						const claim = { dueAt: now + LEASE, claimToken: token, claimOwner: owner };
						return {
							entry: { ...entry, ...claim },
							item: { token, json: entry.event, group: 'event' },
						};
					});
					await transaction.inbox.save(
						claimed.map(({ entry }) => entry),
						now,
					);
					return {
						items: claimed.map(({ item }) => item),
						nextDueAt: await transaction.inbox.nextDueAt(scope, now),
					};
				});
			},
			async renew(tokens) {
				await store.transaction(
					async (transaction) =>
						await transaction.inbox.renewClaims(tokens, transaction.now + LEASE, transaction.now),
				);
			},
			async settle(outcomes: ItemOutcome[]) {
				const done = new Set(outcomes.filter(isDone).map(({ token }) => token));
				await store.transaction(async (transaction) => {
					const { now } = transaction;
					const entries = await transaction.inbox.byClaims(outcomes.map(({ token }) => token));
					const isOver = ({ claimToken }: InboxEntry) => done.has(claimToken ?? '');
					await transaction.inbox.remove(entries.filter(isOver).map(({ sequence }) => sequence));
					const released = entries
						.filter((entry) => !isOver(entry))
						.map((entry) => {
							const failures = entry.failures + 1;
							const dueAt = now + retryDelay(failures);
							return { ...entry, failures, dueAt, claimToken: null, claimOwner: null };
						});
					await transaction.inbox.save(released, now);
				});
			},
			async tidy() {
				await forgetOld(store);
				await forgetAbandoned(store, startedAt);
			},
			async recover() {
				await store.transaction(async (transaction) => {
					const { now } = transaction;
					await transaction.inbox.replan(scope, now);
					await transaction.inbox.releaseClaims(scope, owner, now, now + LEASE);
				});
			},
		};
	}
}

function isDone({ result }: ItemOutcome): boolean {
	return result === 'sent' || result === 'unconfirmed';
}

/** The key of the conversation that the event answers. */
function answeredBy({ conversation }: ServiceEvent): string | undefined {
	return conversation?.effect === 'answers' ? conversation.key : undefined;
}
