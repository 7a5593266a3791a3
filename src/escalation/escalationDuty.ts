import { randomUUID } from 'node:crypto';

import type { ClaimedItem, Duty, ItemOutcome } from '../delivery/duty';
import { LEASE } from '../delivery/dispatcher';
import { forgetOld } from '../store/retention';
import type { Store, Transaction } from '../store/store';
import type { Clock } from '../time/clock';
import { levelIndex, type Level } from './level';
import * as machine from './machine';
import { save } from './save';

/** The duty of one escalation node: what falls due of its conversations. */
export function escalationDuty(context: {
	store: Store;
	clock: Clock;
	/** Names this process in claims. */
	owner: string;
	scope: string;
	/** Pushes of different levels never share an execution. */
	levels: Level[];
	/** Called every hour. */
	endOrphans: () => Promise<void>;
}): Duty {
	const { store, clock, owner, scope, levels, endOrphans } = context;
	return {
		async claimDue(limit): Promise<ClaimedItem[]> {
			const now = clock.now();
			return await store.transaction((transaction) => {
				for (const moved of transaction.movedEscalations(scope, now, limit)) {
					transaction.saveEscalation(moved, now);
				}
				return transaction.dueEscalations(scope, now, limit).flatMap((due) => {
					const token = randomUUID();
					const lease = { token, owner, until: now + LEASE };
					const { claim } = save(transaction, machine.claim(due, lease, now), now);
					// There may be nothing to hand out, only something to note.
					if (claim?.token !== token) return [];
					const level = levelIndex(levels, claim.pushNumber ?? 0);
					const isTogether = due.policy.digest !== null;
					const group = `${claim.output} ${level} ${isTogether}`;
					return { token, json: { claim: token }, group, isTogether };
				});
			});
		},
		async renew(tokens) {
			const now = clock.now();
			await store.transaction((transaction) =>
				transaction.renewClaims('escalations', tokens, now + LEASE, now),
			);
		},
		async settle(outcomes) {
			const now = clock.now();
			await store.transaction((transaction) => {
				for (const outcome of outcomes) settleOne(transaction, outcome, now);
			});
		},
		async tidy() {
			await endOrphans();
			await forgetOld(store, clock);
		},
		async nextDueAt() {
			const now = clock.now();
			return await store.transaction((transaction) =>
				transaction.nextDueAt('escalations', scope, now),
			);
		},
		async recover() {
			const now = clock.now();
			await store.transaction((transaction) =>
				transaction.releaseClaims('escalations', scope, owner, now),
			);
		},
	};
}

function settleOne(transaction: Transaction, outcome: ItemOutcome, now: number): void {
	const claimed = transaction.escalationByClaim(outcome.token, now);
	const step = claimed && machine.settle(claimed, outcome.token, outcome, now);
	if (step) save(transaction, step, now);
	// Ended while it was on its way: only the record of the push is left to close.
	else transaction.settlePush(outcome.token, isSent(outcome) ? 'sent' : 'failed', now);
}

function isSent({ result }: ItemOutcome): boolean {
	return result === 'sent' || result === 'unconfirmed';
}
