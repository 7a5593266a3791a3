import type { Policy } from './policy';

/**
 * `open`: waiting until the next act is due. `pushing`: an act is claimed, an
 * execution is on its way. `replied`, `exhausted`, `cancelled`: over; a reply
 * ends it when it comes in, exhaustion when its announcement passes the gate.
 */
export type EscalationState = 'open' | 'pushing' | 'replied' | 'exhausted' | 'cancelled';
export type Output = 'push' | 'replied' | 'exhausted';

/** What was handed to an execution, which has to show the token at the gate. */
export interface Claim {
	/** Random; the only proof that an item is what it says. */
	token: string;
	/** The process that handed it out. */
	owner: string;
	output: Output;
	/** 1, 2, 3 …; null unless the output is `push`. */
	pushNumber: number | null;
	/** When this act was planned for. */
	plannedFor: number;
	/** When it passed the gate, null until then. */
	gatedAt: number | null;
	/** True when an earlier execution passed the gate with the same act and was never heard of again. */
	redelivery: boolean;
	/** True when nobody will tell how the execution ends, so that passing the gate counts as sent. */
	settlesAtGate: boolean;
}

/** One conversation that waits for an answer, under one policy. All times in ms since 1970. */
export interface Escalation {
	id: string;
	/** The node that tracks it, see `scopeOf`. */
	scope: string;
	conversationKey: string;
	state: EscalationState;
	policy: Policy;
	openedAt: number;
	/** When the clock has to look at it next; null when nothing is left to do. While claimed: the end of the lease. */
	dueAt: number | null;
	claim: Claim | null;
	/** Pushes that went out: counted from their rows, never stored. */
	pushCount: number;
	/** Failed executions in a row for the present act. */
	failures: number;
	/** When the customer wrote the oldest and the newest message of it, by the source's clock. */
	waitingSince: number;
	latestMessageAt: number;
	messageCount: number;
	endedAt: number | null;
	/** Who ended it, as far as we were told. */
	endedBy: string | null;
	exhaustedBecause: ExhaustedBecause | null;
	/** The newest event, as it came in. */
	event: Record<string, unknown>;
}

export type ExhaustedBecause = 'maximumPushes' | 'timeLimit' | 'pushFailed';

/** `gated`: left the node. `sent`: its execution succeeded. `failed`: it did not, and number n is tried again. */
export type PushState = 'gated' | 'sent' | 'failed';
export interface Push {
	escalationId: string;
	number: number;
	state: PushState;
	plannedFor: number;
	gatedAt: number;
	settledAt: number | null;
	/** The token of the claim it left with. */
	token: string;
}

/** One line of an escalation's history. */
export interface TimelineEntry {
	at: number;
	what:
		| 'opened'
		| 'message'
		| 'push'
		| 'pushSent'
		| 'pushFailed'
		| 'pushUnknown'
		| 'replied'
		| 'olderReply'
		| 'exhausted'
		| 'announced'
		| 'announcementFailed'
		| 'announcementGivenUp';
	/** Push number, where there is one. */
	number?: number;
	/** Cause or actor. */
	note?: string;
}

/** The idempotency key of an act: the same however often it is handed out. */
export function idempotencyKeyOf(escalation: Escalation, claim: Claim): string {
	return `${escalation.id}:${claim.pushNumber ?? claim.output}`;
}
