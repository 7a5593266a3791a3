import type { Escalation } from '../escalation';
import { delayBefore, nextPushAt } from '../policy';
import { waiting } from './step';

/** With the time of the act that follows push `number`. */
export function planned(
	escalation: Escalation,
	push: { number: number; plannedFor: number; gatedAt: number },
	now: number,
): Escalation {
	const { policy } = escalation;
	const at = nextPushAt(policy, push, now);
	const latestPushAt = at + 2 * delayBefore(policy, push.number + 1);
	return { ...escalation, nextPushAt: at, latestPushAt };
}

/** Waiting again, with nothing to say of its failing. */
export function silenced(escalation: Escalation): Escalation {
	const { failing } = escalation;
	const silent: Escalation = {
		...escalation,
		failing: failing && { ...failing, announceAt: null },
	};
	return { ...silent, ...waiting(silent) };
}
