import type { EndedBecause, Escalation } from '../escalation';
import { answered, waiting, type Step } from './step';

/** A person has seen all there is, whatever the source's clock says. */
export function acknowledge(escalation: Escalation, actor: string | null, now: number): Step {
	return answered(escalation, 'acknowledged', actor, now);
}

/**
 * Nothing leaves until then, unless a reply comes. A push that was handed out
 * is taken back when it has not passed the gate.
 */
export function snooze(
	escalation: Escalation,
	given: { until: number; actor: string | null },
	now: number,
): Step {
	const isOnItsWay = escalation.claim !== null && escalation.claim.gatedAt !== null;
	const snoozed: Escalation = { ...escalation, snoozedUntil: Math.max(given.until, now) };
	return {
		escalation: isOnItsWay ? snoozed : { ...snoozed, claim: null, ...waiting(snoozed) },
		timeline: [{ at: now, what: 'snoozed', note: given.actor ?? undefined }],
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
			snoozedUntil: null,
			exhaustion: null,
			endedAt: now,
			endedBy: given.actor,
			endedBecause: given.because,
		},
		timeline: [{ at: now, what: 'cancelled', note: given.actor ?? given.because }],
	};
}
