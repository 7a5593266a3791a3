import { MINUTE } from '../../time/duration';
import type { EndedBecause, Escalation } from '../escalation';
import { delayBefore } from '../policy';
import { setBack } from '../setBack';
import { isExpecting, endsAt, waitingState, type Step } from './step';

/** An end that lies so far ahead was decided by a clock that was wrong; less is a clock that was corrected a little, in ms. */
export const AHEAD = MINUTE;

/** What time alone decides. */
const BY_TIME: ReadonlySet<EndedBecause | null> = new Set([
	'maximumReminders',
	'timeLimit',
	'silence',
	'orphaned',
]);

/**
 * An escalation that ended while the clock was ahead, and would not have ended
 * by the clock that is right again: it goes on. What people heard of its end stays
 * in its history. Returns undefined where the end stands.
 */
export function reopen(ended: Escalation, now: number): Step | undefined {
	const { endedAt, endedBecause } = ended;
	if (endedAt === null || endedAt <= now + AHEAD || !BY_TIME.has(endedBecause)) return undefined;
	const by = endedAt - now;
	const { endedById, ...open } = withoutAwaiting(ended);
	const waiting: Escalation = {
		...setBack({ ...open, endedAt: null }, by, now),
		nextReminderAt: plannedAt(ended, by, now),
		heldUntil: null,
		claim: null,
		failures: 0,
		exhaustion: null,
		endedBy: null,
		endedBecause: null,
	};
	// It was right, though late by its own clock.
	if (endsAt(waiting, now)) return undefined;
	return {
		escalation: { ...waiting, ...waitingState(waiting) },
		timeline: [{ at: now, what: 'reopened', cause: endedBecause ?? undefined }],
	};
}

/** The clock looks at it for all that is to do again. */
function withoutAwaiting(ended: Escalation): Escalation {
	const { resolution } = ended;
	return resolution ? { ...ended, resolution: { ...resolution, isAwaited: false } } : ended;
}

/** The plan of the right clock, or that of the wrong one moved back. */
function plannedAt(escalation: Escalation, by: number, now: number): number {
	const { nextReminderAt, policy, reminderCount } = escalation;
	const { period, grace } = policy.expects ?? { period: 0, grace: 0 };
	const latest =
		now + (isExpecting(escalation) ? period + grace : delayBefore(policy, reminderCount + 1));
	return nextReminderAt <= latest ? nextReminderAt : nextReminderAt - by;
}
