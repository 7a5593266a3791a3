import type { Escalation } from '../escalation';
import { dueTargetChange } from '../target';
import { isOver, waitingState, type Step } from './step';

/**
 * Notes what has become of the target by now, once; nothing where there is
 * nothing new. It is no output: it claims nothing, and neither a reminder on its way
 * nor a hold keeps it back.
 */
export function noteTarget(escalation: Escalation, now: number): Step {
	const change = isOver(escalation) ? undefined : dueTargetChange(escalation, now);
	if (!change) return { escalation, timeline: [] };
	const told: Escalation = { ...escalation, targetTold: change };
	return {
		// What is lost is handed out again when it was to be.
		escalation: told.claim === null ? { ...told, ...waitingState(told) } : told,
		timeline: [{ at: now, what: change }],
		targetChange: change,
	};
}
