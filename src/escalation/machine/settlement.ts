import type { Claim, Escalation, Push } from '../escalation';
import { delayBefore, FAILURES_BEFORE_GIVING_UP, nextPushAt, retryDelay } from '../policy';
import { exhausted, isOver, waiting, type Step } from './step';

/**
 * How the execution of a claim ended. `untouched`: before it was this item's
 * turn. `unconfirmed`: it was started, and nobody will tell how it ends.
 */
export type Settlement =
	| { result: 'sent' | 'untouched' | 'unconfirmed' }
	| { result: 'failed'; reason: string };

/** The execution of a claim has ended. Returns undefined when the claim is no longer held. */
export function settle(
	escalation: Escalation,
	token: string,
	settlement: Settlement,
	now: number,
): Step | undefined {
	const { claim: held } = escalation;
	if (!held || held.token !== token) return undefined;
	const { gatedAt } = held;

	if (settlement.result === 'unconfirmed' && gatedAt === null) {
		return { escalation: { ...escalation, claim: { ...held, settlesAtGate: true } }, timeline: [] };
	}
	const isSent = settlement.result === 'sent' || settlement.result === 'unconfirmed';
	if (!isSent || gatedAt === null) {
		return held.pushNumber === null
			? announcementFailed(escalation, settlement, now)
			: pushFailed(escalation, { ...held, pushNumber: held.pushNumber }, settlement, now);
	}
	return held.pushNumber === null
		? { escalation: { ...escalation, claim: null, failures: 0, dueAt: null }, timeline: [] }
		: pushSent(escalation, { ...held, gatedAt, pushNumber: held.pushNumber }, now);
}

function pushSent(
	escalation: Escalation,
	held: Claim & { gatedAt: number; pushNumber: number },
	now: number,
): Step {
	const { policy } = escalation;
	const number = held.pushNumber;
	const planned = nextPushAt(policy, { ...held, number }, now);
	const sent: Escalation = {
		...escalation,
		claim: null,
		failures: 0,
		nextPushAt: planned,
		latestPushAt: planned + 2 * delayBefore(policy, number + 1),
	};
	return {
		escalation: { ...sent, ...waiting(sent) },
		timeline: [{ at: now, what: 'pushSent', number }],
		push: pushRow(escalation, held, 'sent', now),
	};
}

function pushFailed(
	escalation: Escalation,
	held: Claim & { pushNumber: number },
	settlement: Settlement,
	now: number,
): Step {
	const { failures, retryAt, isGivenUp } = retry(escalation, settlement, now);
	const failed: Escalation = {
		...escalation,
		claim: null,
		pushCount: held.pushNumber - 1,
		failures: isGivenUp ? 0 : failures,
		nextPushAt: retryAt,
		exhaustion: isGivenUp ? 'pushFailed' : null,
	};
	// Also when it was the lost execution before this one that had passed the gate.
	const hasRow = held.gatedAt !== null || held.redelivery;
	return {
		escalation: { ...failed, ...waiting(failed) },
		timeline: [
			{ at: now, what: 'pushFailed', number: held.pushNumber, note: reasonOf(settlement) },
		],
		push: hasRow ? pushRow(escalation, held, 'failed', now) : undefined,
	};
}

function announcementFailed(escalation: Escalation, settlement: Settlement, now: number): Step {
	const { failures, retryAt, isGivenUp } = retry(escalation, settlement, now);
	const note = reasonOf(settlement);
	const failed: Escalation = { ...escalation, claim: null, failures, nextPushAt: retryAt };
	if (isGivenUp) {
		const ended = isOver(failed) ? { escalation: failed, timeline: [] } : exhausted(failed, now);
		return {
			escalation: { ...ended.escalation, dueAt: null },
			timeline: [...ended.timeline, { at: now, what: 'announcementGivenUp', note }],
		};
	}
	return {
		escalation: { ...failed, ...(isOver(failed) ? { dueAt: retryAt } : waiting(failed)) },
		timeline: [{ at: now, what: 'announcementFailed', note }],
	};
}

function retry(escalation: Escalation, settlement: Settlement, now: number) {
	const isUntouched = settlement.result === 'untouched';
	const failures = isUntouched ? escalation.failures : escalation.failures + 1;
	const isGivenUp = failures >= FAILURES_BEFORE_GIVING_UP;
	const retryAt = isUntouched || isGivenUp ? now : now + retryDelay(failures);
	return { failures, isGivenUp, retryAt };
}

function reasonOf(settlement: Settlement): string {
	switch (settlement.result) {
		case 'failed':
			return settlement.reason;
		case 'untouched':
			return 'An earlier item of the same execution failed.';
		case 'sent':
		case 'unconfirmed':
			return 'The execution ended without this item passing the node.';
	}
}

function pushRow(
	escalation: Escalation,
	held: Claim & { pushNumber: number },
	state: Push['state'],
	now: number,
): Push {
	return {
		escalationId: escalation.id,
		number: held.pushNumber,
		state,
		plannedFor: held.plannedFor,
		gatedAt: held.gatedAt ?? now,
		settledAt: now,
		token: held.token,
	};
}
