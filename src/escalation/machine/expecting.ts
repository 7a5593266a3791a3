import { withMissing } from '../missing';
import type { Escalation } from '../escalation';
import type { MoreLink } from '../moreLink';
import type { Expects, Policy } from '../policy';
import { open } from './arrivals';
import { endAsReplied, isExpecting, waitingState, type Step } from './step';

/*
 * What should come again and again: a backup, a probe, a source. While it comes
 * nobody waits, and the escalation is `expected`. When it does not come it is
 * missing, and that opens a conversation, which its coming ends.
 */

/** It came. */
export interface Coming {
	conversationKey: string;
	/** By its own clock, never later than now. What it is expected by is ours: when it arrived. */
	writtenAt: number;
	/** What is told of it when it does not come any more. */
	event: Record<string, unknown>;
	/** At least one, where there are any. */
	moreLinks?: MoreLink[];
}

type ExpectingPolicy = Policy & { expects: Expects };

/** The first time, or after it was missing: from now on it is expected. */
export function expect(
	coming: Coming,
	context: { id: string; scope: string; policy: ExpectingPolicy; now: number },
): Step {
	const { escalation, event } = open(coming, context);
	return {
		escalation: expecting(escalation, coming, context.policy, context.now),
		timeline: [],
		event,
	};
}

/** It was expected, and came. The node may have other settings since it came last. */
export function expectAgain(
	expected: Escalation,
	coming: Coming,
	policy: ExpectingPolicy,
	now: number,
): Step {
	return {
		escalation: expecting(expected, coming, policy, now),
		timeline: [],
		event: coming.event,
	};
}

/** It was missing, and came: nobody need look for it any more. */
export function comeAtLast(missing: Escalation, now: number): Step {
	return endAsReplied(missing, 'reply', null, now);
}

function expecting(
	escalation: Escalation,
	{ writtenAt, moreLinks }: Coming,
	policy: ExpectingPolicy,
	now: number,
): Escalation {
	const { moreLinks: former, ...others } = escalation;
	const expectedAt = now + policy.expects.period;
	const expected: Escalation = {
		...others,
		policy,
		latestMessageAt: writtenAt,
		lastHeardAt: now,
		...(moreLinks ? { moreLinks } : {}),
		expectation: { expectedAt, isMissing: false },
		nextReminderAt: expectedAt + policy.expects.grace,
	};
	return { ...expected, ...waitingState(expected) };
}

/** What the clock makes of something that did not come in time. */
export type Overdue =
	/** Nobody could hear it then: the next one counts. */
	| { skipped: Step }
	/** A conversation, in place of the expectation, which is over. */
	| { opened: Step };

/**
 * The clock found that something has not come, with its grace. A moment at which
 * n8n did not listen says nothing, and is passed over; but not twice in a row, or
 * an n8n that restarts each night would never tell of the nightly backup.
 *
 * @param listeningSince since when it could be heard.
 * @param event what is known of it.
 */
export function overdue(
	expected: Escalation,
	event: Record<string, unknown>,
	context: { id: string; listeningSince: number; now: number },
): Overdue {
	const { expectation, policy } = expected;
	if (!expectation || !policy.expects) throw new Error('Nothing is expected');
	const { listeningSince, now } = context;
	const { period, grace } = policy.expects;
	const { expectedAt, notListeningAt } = expectation;
	// It may come a little early, as it may come late; but not before it came last.
	const isUnheard = listeningSince > Math.max(expected.lastHeardAt, expectedAt - grace);
	if (isUnheard && notListeningAt === undefined) {
		const periods = Math.max(1, Math.floor((listeningSince - expectedAt) / period) + 1);
		const next = expectedAt + periods * period;
		const skipped: Escalation = {
			...expected,
			expectation: { expectedAt: next, isMissing: false, notListeningAt: next - period },
			nextReminderAt: next + grace,
		};
		return {
			skipped: {
				escalation: { ...skipped, ...waitingState(skipped) },
				timeline: [{ at: next - period, what: 'notListening' }],
			},
		};
	}
	return { opened: missing(expected, event, { id: context.id, now }) };
}

/** It has not come: a conversation of its own. */
export function missing(
	expected: Escalation,
	event: Record<string, unknown>,
	context: { id: string; now: number },
): Step {
	const { scope, policy, conversationKey, moreLinks, lastHeardAt, latestMessageAt } = expected;
	const { id, now } = context;
	const { expectedAt = now, notListeningAt } = expected.expectation ?? {};
	const opened = open(
		{
			conversationKey,
			writtenAt: expectedAt,
			event: withMissing(event, expected),
			...(moreLinks ? { moreLinks } : {}),
		},
		{ id, scope, policy, now },
	);
	return {
		...opened,
		escalation: {
			...opened.escalation,
			lastHeardAt,
			latestMessageAt,
			expectation: { expectedAt, isMissing: true },
		},
		timeline: [
			// That of the expectation goes with it.
			...(notListeningAt === undefined
				? []
				: [{ at: notListeningAt, what: 'notListening' } as const]),
			...opened.timeline,
			{ at: now, what: 'missing' },
		],
	};
}

export { isExpecting };
