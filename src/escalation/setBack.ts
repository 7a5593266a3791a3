import type { Escalation, Expectation } from './escalation';

/**
 * An escalation that was planned when the clock was `by` ms ahead of `now`:
 * what was to come in so many milliseconds still is, and what happened while
 * the clock was ahead happened as long ago as it did.
 */
export function setBack(escalation: Escalation, by: number, now: number): Escalation {
	const past = (time: number) => (time > now ? time - by : time);
	const { claim, failing, lastHold, muted, expectation, resolution } = escalation;
	return {
		...escalation,
		dueAt: escalation.dueAt === null ? null : escalation.dueAt - by,
		claim: claim && { ...claim, leaseUntil: claim.leaseUntil - by },
		nextReminderAt: escalation.nextReminderAt - by,
		latestReminderAt: escalation.latestReminderAt - by,
		heldUntil: escalation.heldUntil === null ? null : escalation.heldUntil - by,
		lastHold: lastHold && { ...lastHold, at: past(lastHold.at), until: lastHold.until - by },
		muted: muted && { ...muted, since: past(muted.since) },
		openedAt: escalation.endedAt === null ? past(escalation.openedAt) : escalation.openedAt,
		failing: failing && {
			...failing,
			since: past(failing.since),
			announceAt: failing.announceAt === null ? null : failing.announceAt - by,
		},
		...(expectation ? { expectation: expectationSetBack(expectation, by, past) } : {}),
		...(resolution
			? {
					resolution: {
						...resolution,
						since: past(resolution.since),
						resolvedAt: resolution.resolvedAt && past(resolution.resolvedAt),
					},
				}
			: {}),
		lastHeardAt: past(escalation.lastHeardAt),
		latestMessageAt: past(escalation.latestMessageAt),
		waitingSince: past(escalation.waitingSince),
	};
}

/** What is still to come, comes in as many milliseconds. */
function expectationSetBack(
	expectation: Expectation,
	by: number,
	past: (time: number) => number,
): Expectation {
	const { expectedAt, isMissing, notListeningAt } = expectation;
	return {
		expectedAt: isMissing ? past(expectedAt) : expectedAt - by,
		isMissing,
		...(notListeningAt === undefined ? {} : { notListeningAt: past(notListeningAt) }),
	};
}
