import type { Escalation } from './escalation';
import { cancel, isAwaited, type Step } from './machine';

/**
 * No clock will ever look at it again: its workflow or its node is gone. What
 * waits still is over; what is over already, and was never announced, will not
 * be, so that it is forgotten in its time. Nor will anybody hear whether it is resolved.
 */
export function endOrphan(escalation: Escalation, now: number): Step {
	if (escalation.endedAt === null) {
		return cancel(escalation, { because: 'orphaned', actor: null }, now);
	}
	return {
		escalation: { ...escalation, claim: null, dueAt: null, failures: 0 },
		timeline: isAwaited(escalation)
			? []
			: [{ at: now, what: 'announcementGivenUp', cause: 'orphaned' }],
	};
}
