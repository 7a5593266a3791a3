import { NOT_PASSED, type Settlement } from '../../dispatch/jobSource';
import type { Claim, Escalation } from '../escalation';
import { ANNOUNCEMENT_ATTEMPTS } from '../policy';
import { retryDelay } from '../../dispatch/retryDelay';
import { planNext, withoutAnnouncement } from './afterOutput';
import { exhaust, finished, isOver, takenBack, waitingState, type Step } from './step';

export function reminderFailed(
	escalation: Escalation,
	held: Claim & { reminderNumber: number },
	settlement: Settlement,
	now: number,
): Step {
	const { reminderNumber: number } = held;
	const cause = reasonOf(settlement);
	const failures = failuresAfter(escalation, held, settlement);
	const isMissed = failures >= escalation.policy.attempts;
	const reminderFailed = isWorthNoting(held, settlement)
		? [{ at: now, what: 'reminderFailed', number, cause } as const]
		: [];
	if (held.redelivery && !isMissed) {
		const again = takenBack(escalation, held, retryAt(failures, held, settlement, now));
		return { escalation: { ...again, failures }, timeline: reminderFailed };
	}
	const released: Escalation = { ...escalation, claim: null, reminderCount: number - 1, failures };
	const failed = isMissed
		? settleMissed(released, { ...held, reason: cause }, now)
		: { ...released, exhaustion: null, nextReminderAt: retryAt(failures, held, settlement, now) };
	// Also when it was the lost execution before this one that had passed the gate.
	const hasLeft = held.gatedAt !== null || held.redelivery;
	return {
		escalation: { ...failed, ...waitingState(failed) },
		timeline: [
			...reminderFailed,
			...(isMissed ? [{ at: now, what: 'reminderMissed', number } as const] : []),
		],
		...(hasLeft ? { unsent: number } : {}),
	};
}

/** It was tried often enough: the schedule goes on without it, and the same number is tried again then. */
function settleMissed(
	escalation: Escalation,
	reminder: { reminderNumber: number; plannedFor: number; reason: string },
	now: number,
): Escalation {
	const { reminderNumber, reason } = reminder;
	const missedReminders = escalation.missedReminders + 1;
	const before = escalation.failing ?? { since: now, announceAt: now, failures: 0 };
	const failing = { ...before, reminderNumber, reason };
	const after: Escalation = {
		...escalation,
		failures: 0,
		missedReminders,
		failing,
		exhaustion: null,
	};
	if (escalation.policy.whenRemindersFail === 'giveUp') {
		return { ...after, exhaustion: 'reminderFailed', nextReminderAt: now };
	}
	const number = reminderNumber + missedReminders - 1;
	return planNext(after, { number, plannedFor: reminder.plannedFor, gatedAt: now }, now);
}

export function announcementFailed(
	escalation: Escalation,
	held: Claim,
	settlement: Settlement,
	now: number,
): Step {
	const { failing } = escalation;
	const isAlarm = held.output === 'failing';
	const failures = failuresAfter((isAlarm && failing) || escalation, held, settlement);
	const isGivenUp = failures >= ANNOUNCEMENT_ATTEMPTS;
	const what = isGivenUp ? 'announcementGivenUp' : 'announcementFailed';
	const timeline: Step['timeline'] = isWorthNoting(held, settlement)
		? [{ at: now, what, cause: reasonOf(settlement) }]
		: [];
	const again = retryAt(failures, held, settlement, now);
	const released: Escalation = { ...escalation, claim: null };
	if (isAlarm) {
		const later = { ...released, failing: failing && { ...failing, announceAt: again, failures } };
		return {
			escalation: isGivenUp ? withoutAnnouncement(released) : { ...later, ...waitingState(later) },
			timeline,
		};
	}
	const failed: Escalation = { ...released, failures: isGivenUp ? 0 : failures };
	if (isGivenUp) {
		const ended = isOver(failed) ? { escalation: failed, timeline: [] } : exhaust(failed, now);
		return {
			escalation: finished(ended.escalation),
			timeline: [...ended.timeline, ...timeline],
		};
	}
	const retried = { ...failed, nextReminderAt: again };
	return {
		escalation: { ...retried, ...(isOver(retried) ? { dueAt: again } : waitingState(retried)) },
		timeline,
	};
}

/** Nothing came of what never had its turn. */
function isWorthNoting(held: Claim, settlement: Settlement): boolean {
	return held.gatedAt !== null || isAttempt(held, settlement);
}

/** Whether it was tried at all. */
function isAttempt({ gatedAt }: Claim, { result }: Settlement): boolean {
	return result === 'notStarted' ? gatedAt !== null : result !== 'untouched';
}

function failuresAfter(
	{ failures }: { failures: number },
	held: Claim,
	settlement: Settlement,
): number {
	return isAttempt(held, settlement) ? failures + 1 : failures;
}

function retryAt(failures: number, held: Claim, settlement: Settlement, now: number): number {
	if (isAttempt(held, settlement)) return now + retryDelay(failures);
	// First in line: it has waited longer than what fell due meanwhile.
	return settlement.result === 'untouched' ? Math.min(held.plannedFor, now) : now;
}

function reasonOf(settlement: Settlement): string {
	switch (settlement.result) {
		case 'failed':
		case 'notStarted':
			return settlement.reason;
		case 'untouched':
			return 'Its turn did not come: an earlier item of the same execution failed, or a message had no room for it.';
		case 'sent':
			return NOT_PASSED;
	}
}
