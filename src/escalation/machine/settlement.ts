import type { Settlement } from '../../dispatch/jobSource';
import type { Claim, Escalation } from '../escalation';
import { planNext, withoutAnnouncement } from './afterOutput';
import { announcementFailed, reminderFailed } from './failure';
import { finished, waitingState, type Step } from './step';

/** The execution of a claim has ended. Returns undefined when the claim is no longer held. */
export function settle(
	escalation: Escalation,
	token: string,
	settlement: Settlement,
	now: number,
): Step | undefined {
	const { claim: held } = escalation;
	if (!held || held.token !== token || held.isTakenBack) return undefined;
	const { gatedAt } = held;

	if (settlement.result !== 'sent' || gatedAt === null) {
		return held.reminderNumber === null
			? announcementFailed(escalation, held, settlement, now)
			: reminderFailed(
					escalation,
					{ ...held, reminderNumber: held.reminderNumber },
					settlement,
					now,
				);
	}
	return held.reminderNumber === null
		? settleAnnounced(escalation, held)
		: reminderSent(escalation, { ...held, gatedAt, reminderNumber: held.reminderNumber }, now);
}

type GatedReminder = Claim & { gatedAt: number; reminderNumber: number };

function reminderSent(escalation: Escalation, held: GatedReminder, now: number): Step {
	const { reminderNumber: number } = held;
	const sent: Escalation = {
		...escalation,
		claim: null,
		failures: 0,
		missedReminders: 0,
		failing: null,
	};
	const next = planNext(sent, { ...held, number }, now);
	return {
		escalation: { ...next, ...waitingState(next) },
		timeline: [{ at: now, what: 'reminderSent', number }],
		reminder: {
			escalationId: escalation.id,
			number,
			gatedAt: held.gatedAt,
			sentAt: now,
			token: held.token,
		},
	};
}

/** Whether an output that was lost is a reminder that may have been heard and is not to be heard twice. */
export function isLeftAlone({ policy }: Escalation, lost: Claim | null): lost is GatedReminder {
	const isGated = lost !== null && lost.reminderNumber !== null && lost.gatedAt !== null;
	return isGated && !policy.resendInterrupted;
}

/** It counts as sent, and the schedule goes on. */
export function settleInterrupted(escalation: Escalation, lost: GatedReminder, now: number): Step {
	const { reminderNumber: number, gatedAt } = lost;
	const next = planNext({ ...escalation, claim: null, failures: 0 }, { ...lost, number }, now);
	return {
		escalation: { ...next, ...waitingState(next) },
		timeline: [{ at: now, what: 'reminderUnknown', number }],
		// Whatever is heard of its execution later.
		reminder: { escalationId: escalation.id, number, gatedAt, sentAt: null, token: '' },
	};
}

/** Everybody who has to hear of it has. */
function settleAnnounced(escalation: Escalation, held: Claim): Step {
	const told: Escalation = { ...escalation, claim: null };
	if (held.output === 'failing') return { escalation: withoutAnnouncement(told), timeline: [] };
	return { escalation: finished({ ...told, failures: 0 }), timeline: [] };
}
