import type { InboxClaim, InboxEntry, Transaction } from '../store/transaction';
import { retryDelay } from '../dispatch/retryDelay';
import { LEASE } from '../dispatch/lease';
import type { JobOutcome } from '../dispatch/jobSource';
import { dueAgainAt } from '../store/rows';

/*
 * What lies in the inbox until an execution has dealt with it: the events of a
 * trigger, and what somebody did to a conversation.
 */

/** Leases what is due of a scope, the oldest first. */
export async function claimDue(
	{ inbox, now }: Transaction,
	claim: { scope: string; owner: string; limit: number; tokenFor: (entry: InboxEntry) => string },
): Promise<Array<{ token: string; entry: InboxEntry }>> {
	const due = await inbox.due(claim.scope, now, claim.limit);
	const claimed = due.map((entry) => ({ token: claim.tokenFor(entry), entry }));
	await inbox.save(
		claimed.map(({ token, entry }) => ({
			...entry,
			dueAt: now + LEASE,
			claimToken: token,
			claimOwner: claim.owner,
		})),
		now,
	);
	return claimed;
}

export async function renewClaims({ inbox, now }: Transaction, tokens: string[]): Promise<void> {
	await inbox.renewClaims(tokens, now + LEASE, now);
}

/** Takes back what a process that is gone had leased. */
export async function recoverClaims(
	{ inbox, now }: Transaction,
	scope: string,
	owner: string,
): Promise<void> {
	await inbox.releaseClaims(scope, owner, now, now + LEASE);
}

/**
 * Removes what was sent, and gives back the rest, to be handed out again.
 *
 * @param attempts failed executions after which it is given up; never unless given.
 * @returns the outcomes of those that were given up.
 */
export async function settleClaims(
	{ inbox, now }: Transaction,
	outcomes: JobOutcome[],
	attempts = Infinity,
): Promise<JobOutcome[]> {
	const byToken = new Map(outcomes.map((outcome) => [outcome.token, outcome]));
	const claims = await inbox.byClaims(outcomes.map(({ token }) => token));
	const over: number[] = [];
	const released: InboxClaim[] = [];
	const givenUp: JobOutcome[] = [];
	for (const claim of claims) {
		const outcome = byToken.get(claim.claimToken ?? '');
		const isAttempt = outcome?.result === 'failed';
		const failures = claim.failures + (isAttempt ? 1 : 0);
		if (outcome?.result === 'sent') over.push(claim.sequence);
		else if (outcome && failures >= attempts) {
			over.push(claim.sequence);
			givenUp.push(outcome);
		} else {
			const dueAt = isAttempt ? now + retryDelay(failures) : dueAgainAt(claim.receivedAt, now);
			released.push({ ...claim, failures, dueAt, claimToken: null, claimOwner: null });
		}
	}
	await inbox.remove(over);
	await inbox.save(released, now);
	return givenUp;
}
