import type { EndedBecause, Escalation, Hold } from '../escalation';
import { endAsReplied, stillOnItsWay, waitingState, type Step } from './step';

/** A person has seen all there is, whatever the source's clock says. */
export function markReplied(
	escalation: Escalation,
	actor: string | null,
	now: number,
	actorId?: string,
): Step {
	return endAsReplied(escalation, 'markedReplied', actor, now, actorId);
}

interface HoldGiven {
	until: number;
	actor: string | null;
	actorId?: string | undefined;
}

/** Somebody is on it: nothing leaves until then. When there is no reply by then, the reminders go on. */
export function acknowledge(escalation: Escalation, given: HoldGiven, now: number): Step {
	return hold(escalation, 'acknowledged', given, now);
}

/** Nothing leaves until then, unless a reply comes. */
export function snooze(escalation: Escalation, given: HoldGiven, now: number): Step {
	return hold(escalation, 'snoozed', given, now);
}

/**
 * A reminder that was handed out is taken back when it has not passed the gate.
 * One that may have been heard before is still to be sent again afterwards.
 */
function hold(escalation: Escalation, kind: Hold['kind'], given: HoldGiven, now: number): Step {
	const { claim } = escalation;
	const isOnItsWay = claim !== null && claim.gatedAt !== null;
	const takenBack = claim?.redelivery ? { ...claim, isTakenBack: true, leaseUntil: now } : null;
	const until = Math.max(given.until, now);
	const { actor, actorId } = given;
	const held: Escalation = {
		...escalation,
		heldUntil: until,
		lastHold: { kind, by: actor, ...(actorId ? { byId: actorId } : {}), at: now, until },
	};
	return {
		escalation: isOnItsWay ? held : { ...held, ...waitingState(held), claim: takenBack },
		timeline: [{ at: now, what: kind, actor: actor ?? undefined, ...(actorId ? { actorId } : {}) }],
	};
}

/** Over, and nobody hears of it. */
export function cancel(
	escalation: Escalation,
	given: {
		because: EndedBecause & ('cancelled' | 'superseded' | 'orphaned');
		actor: string | null;
	},
	now: number,
): Step {
	return {
		escalation: {
			...escalation,
			state: 'cancelled',
			claim: null,
			dueAt: null,
			heldUntil: null,
			exhaustion: null,
			endedAt: now,
			endedBy: given.actor,
			endedBecause: given.because,
		},
		timeline: [
			{ at: now, what: 'cancelled', cause: given.because, actor: given.actor ?? undefined },
		],
		...stillOnItsWay(escalation),
	};
}
