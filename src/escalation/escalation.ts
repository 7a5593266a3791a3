import type { MoreLink } from './moreLink';
import type { Policy, TargetChange, TargetKind } from './policy';

/**
 * `expected`: nobody waits; what should come is not overdue.
 * `open`: waiting until the next output is due. `acknowledged`, `snoozed`: waiting
 * because somebody is on it, or asked for it. `reminding`: an output is claimed, an
 * execution is on its way.
 * `replied`, `exhausted`, `cancelled`: over; a reply ends it when it comes in,
 * exhaustion when its announcement passes the gate.
 */
export const escalationStates = [
	'expected',
	'open',
	'acknowledged',
	'snoozed',
	'reminding',
	'replied',
	'exhausted',
	'cancelled',
] as const;
export type EscalationState = (typeof escalationStates)[number];
/** Over: what has such a state has an `endedAt`, and nothing else has. */
export const endStates: readonly EscalationState[] = ['replied', 'exhausted', 'cancelled'];
/** Somebody waits. */
export const openStates: readonly EscalationState[] = escalationStates.filter(
	(state) => state !== 'expected' && !endStates.includes(state),
);
/** `failing`: reminders cannot be sent; it is told once, until one is sent again. */
export type Output = 'reminder' | 'replied' | 'exhausted' | 'failing';

/** Somebody keeps reminders back. Times in ms since 1970. */
export interface Hold {
	/** `acknowledged`: who it was is on it. `snoozed`: nobody is, for a while. */
	kind: 'acknowledged' | 'snoozed';
	/** Who it was, as far as we were told. */
	by: string | null;
	/** Where a chat platform said who it was: `platform:id`, by its own id of the person. */
	byId?: string;
	at: number;
	until: number;
}

/** Of something that is expected to come again and again. Times in ms since 1970. */
export interface Expectation {
	/** When it is to come next, without its grace; of what is missing, when it should have come. */
	expectedAt: number;
	/** Whether it did not come, and somebody is to be told. */
	isMissing: boolean;
	/** The last moment since it came that says nothing, since n8n did not listen. */
	notListeningAt?: number;
}

/** Of a conversation of which its source tells when it is resolved. Times in ms since 1970. */
export interface Resolution {
	/** When the customer wrote the first message of the conversation: it may be of an escalation before. */
	since: number;
	/** When we heard that it is resolved; null until then. */
	resolvedAt: number | null;
	/** Whether all else is done, and the clock looks at it for this alone. */
	isAwaited: boolean;
}

/** What was handed to an execution, which has to show the token at the gate. */
export interface Claim {
	/** See `newClaimToken`; the only proof that an item is what it says. */
	token: string;
	/** The process that handed it out. */
	owner: string;
	output: Output;
	/** 1, 2, 3 …; null unless the output is `reminder`. */
	reminderNumber: number | null;
	/** When this output was planned for. */
	plannedFor: number;
	/** Until when nobody else hands it out, unless the execution is still on its way and the lease is renewed. */
	leaseUntil: number;
	/** When it passed the gate, null until then. */
	gatedAt: number | null;
	/** True when an earlier execution passed the gate with the same output and was never heard of again. */
	redelivery: boolean;
	/** True when it may not pass the gate any more, and is to be handed out anew. */
	isTakenBack?: boolean;
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
	/** When the clock has to look at it next, unless it is claimed; null when nothing is left to do. */
	dueAt: number | null;
	/** When the next reminder, or Exhausted, is planned. */
	nextReminderAt: number;
	/** However often new messages restart the timer, the next reminder is not planned later than this. */
	latestReminderAt: number;
	/** Until when somebody wants to hear nothing. */
	heldUntil: number | null;
	/** The latest, also when it is over, so that the next reminder can tell of it. */
	lastHold: Hold | null;
	claim: Claim | null;
	/** Reminders that left the node, with the one that is on its way. It is one until its execution turns out to have failed. */
	reminderCount: number;
	/** Failed executions in a row of the reminder, or of the last announcement; Failing has a count of its own. */
	failures: number;
	/** Planned reminders in a row that could not be sent, however often they were tried. */
	missedReminders: number;
	/** Set from the first missed reminder until one is sent. */
	failing: Failing | null;
	/** The mute that keeps its reminders back, see `Mute`; null where none was found to. */
	muted: { id: string; since: number } | null;
	/** What was noted last of its targets; nothing of one while there is nothing to tell of it. */
	targetsTold: Partial<Record<TargetKind, TargetChange>>;
	/** Whether somebody had answered in this conversation before: then what is waited for is a next reply. */
	wasAnswered: boolean;
	/** Where that has a target, unless a later escalation of the conversation has taken it over. */
	resolution?: Resolution;
	/** When the customer wrote the oldest and the newest message of it, by the source's clock. */
	waitingSince: number;
	latestMessageAt: number;
	/** Of the newest message, see `Said`. */
	latestSequence?: number;
	messageCount: number;
	/** Of the newest event that had any. In no list: who has one may decide something. */
	moreLinks?: MoreLink[];
	/** Since when nothing was heard of it though it could have been, by our clock: mostly when its last event arrived. */
	lastHeardAt: number;
	/** Whether its source has said that it says no more of it, answered or not. */
	isLastWord: boolean;
	/** Of what is expected, and of what is missing. */
	expectation?: Expectation;
	/** Why it is about to be exhausted; a reply takes that back. */
	exhaustion: Exhaustion | null;
	endedAt: number | null;
	/** Who ended it, as far as we were told. */
	endedBy: string | null;
	/** As `Hold.byId`. */
	endedById?: string;
	endedBecause: EndedBecause | null;
}

/** With what it is about: most of what is stored of it, which decides nothing. */
export interface EscalationWithEvent extends Escalation {
	/** That of the newest message, with what its source told of it since, see `newsIn`. */
	event: Record<string, unknown>;
}

/** That reminders cannot be sent. */
export interface Failing {
	since: number;
	/** The reminder that could not be sent. */
	reminderNumber: number;
	/** What the latest of its executions ended with. */
	reason: string;
	/** When the Failing output has to say so; null when it did, or could not. */
	announceAt: number | null;
	/** Failed executions in a row that were to say so. */
	failures: number;
}

export type Exhaustion = 'maximumReminders' | 'timeLimit' | 'reminderFailed';

/**
 * `reply`: an event said so. `markedReplied`: somebody did. `silence`: the
 * source had nothing more to say of it. `superseded`: by a new message that
 * counts separately. `orphaned`: its workflow was not published for too long.
 * `unreadable`: what the store has of it was damaged.
 */
export type EndedBecause =
	| 'reply'
	| 'markedReplied'
	| 'silence'
	| Exhaustion
	| 'cancelled'
	| 'superseded'
	| 'orphaned'
	| 'unreadable';

/** A reminder that left the node, and of which nobody waits to hear any more. */
export interface Reminder {
	escalationId: string;
	number: number;
	/** When it passed the gate, in ms since 1970. */
	gatedAt: number;
	/** When its execution was known to have sent it; null where nobody knows. */
	sentAt: number | null;
	/** The token of the claim it left with. */
	token: string;
}

/** One line of an escalation's history. */
export interface TimelineEntry {
	at: number;
	what:
		| 'opened'
		/** What is expected did not come. */
		| 'missing'
		/** What is expected may have come then, and was not heard. */
		| 'notListening'
		| 'message'
		| 'restarted'
		| 'nobodyOnDuty'
		| 'reminder'
		| 'reminderSent'
		| 'reminderFailed'
		| 'reminderMissed'
		| 'reminderUnknown'
		| 'acknowledged'
		| 'snoozed'
		| 'muted'
		| 'replied'
		| 'olderReply'
		| 'resolved'
		| 'reopened'
		| 'exhausted'
		| 'cancelled'
		| 'announced'
		| 'announcementFailed'
		| 'announcementGivenUp'
		| TargetChange;
	/** Reminder number, where there is one. */
	number?: number;
	/** Why, where `what` does not say it: `reply`, `silence`, `superseded`, the error of a reminder … */
	cause?: string;
	/** Which target is meant, where one is. */
	target?: TargetKind;
	/** Who did it, as far as we were told. */
	actor?: string;
	/** As `Hold.byId`. */
	actorId?: string;
}

/** The idempotency key of an output: the same however often it is handed out. At another planned time it is another. */
export function idempotencyKeyOf(
	{ id, failing, missedReminders }: Escalation,
	claim: Claim,
): string {
	const name = claim.reminderNumber ?? claim.output;
	// The only one that there may be more than once.
	if (claim.reminderNumber !== null && missedReminders > 0)
		return `${id}:${name}:${missedReminders}`;
	return name === 'failing' ? `${id}:${name}:${failing?.since}` : `${id}:${name}`;
}
