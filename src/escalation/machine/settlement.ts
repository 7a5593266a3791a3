import type { Settlement } from '../../delivery/duty';
import type { Claim, Escalation } from '../escalation';
import { planned, silenced } from './afterAct';
import { announcementFailed, pushFailed } from './failure';
import { waiting, type Step } from './step';

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
		return held.pushNumber === null
			? announcementFailed(escalation, held, settlement, now)
			: pushFailed(escalation, { ...held, pushNumber: held.pushNumber }, settlement, now);
	}
	return held.pushNumber === null
		? announced(escalation, held)
		: pushSent(escalation, { ...held, gatedAt, pushNumber: held.pushNumber }, now);
}

type GatedPush = Claim & { gatedAt: number; pushNumber: number };

function pushSent(escalation: Escalation, held: GatedPush, now: number): Step {
	const { pushNumber: number } = held;
	const sent: Escalation = {
		...escalation,
		claim: null,
		failures: 0,
		missedPushes: 0,
		failing: null,
	};
	const next = planned(sent, { ...held, number }, now);
	return {
		escalation: { ...next, ...waiting(next) },
		timeline: [{ at: now, what: 'pushSent', number }],
	};
}

/** Whether an act that was lost is a push that may have been heard and is not to be heard twice. */
export function isLeftAlone({ policy }: Escalation, lost: Claim | null): lost is GatedPush {
	const isGated = lost !== null && lost.pushNumber !== null && lost.gatedAt !== null;
	return isGated && !policy.resendInterrupted;
}

/** It counts as sent, and the schedule goes on. */
export function interrupted(escalation: Escalation, lost: GatedPush, now: number): Step {
	const { pushNumber: number, gatedAt } = lost;
	const next = planned({ ...escalation, claim: null, failures: 0 }, { ...lost, number }, now);
	return {
		escalation: { ...next, ...waiting(next) },
		timeline: [{ at: now, what: 'pushUnknown', number }],
		// Whatever is heard of its execution later.
		push: { escalationId: escalation.id, number, gatedAt, token: '' },
	};
}

/** Everybody who has to hear of it has. */
function announced(escalation: Escalation, held: Claim): Step {
	const told: Escalation = { ...escalation, claim: null };
	if (held.output === 'failing') return { escalation: silenced(told), timeline: [] };
	return { escalation: { ...told, failures: 0, dueAt: null }, timeline: [] };
}
