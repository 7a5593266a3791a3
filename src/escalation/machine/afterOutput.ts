import type { Escalation } from '../escalation';
import { delayBefore, nextReminderAt } from '../policy';
import { waitingState } from './step';

/** With the time of the output that follows reminder `number`. */
export function planNext(
	escalation: Escalation,
	reminder: { number: number; plannedFor: number; gatedAt: number },
	now: number,
): Escalation {
	const { policy } = escalation;
	const at = nextReminderAt(policy, reminder, now);
	const latestReminderAt = at + 2 * delayBefore(policy, reminder.number + 1);
	return { ...escalation, nextReminderAt: at, latestReminderAt };
}

/** Waiting again, with nothing to say of its failing. */
export function withoutAnnouncement(escalation: Escalation): Escalation {
	const { failing } = escalation;
	const silent: Escalation = {
		...escalation,
		failing: failing && { ...failing, announceAt: null },
	};
	return { ...silent, ...waitingState(silent) };
}
