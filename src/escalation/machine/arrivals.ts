import { isLastWord } from '../about';
import type { Escalation } from '../escalation';
import type { MoreLink } from '../moreLink';
import { isAfter, latestOf, type Said } from '../order';
import { newsIn } from '../news';
import { delayBefore, firstReminderAt, restartedAt, type Policy } from '../policy';
import { endAsReplied, waitingState, type Step } from './step';
import { withResolution, type Unresolved } from './target';

/**
 * Whether a message was already answered by a reply. Where nobody can tell, it
 * was not: a reminder too many is better than one lost.
 *
 * @param sequences of their events, see `Said`.
 */
export function isReplied(
	writtenAt: number,
	repliedAt: number | undefined,
	sequences: { message?: number; reply?: number } = {},
): boolean {
	if (repliedAt === undefined) return false;
	const message = { at: writtenAt, sequence: sequences.message };
	return isAfter({ at: repliedAt, sequence: sequences.reply }, message) ?? false;
}

export interface IncomingMessage {
	conversationKey: string;
	/** When the customer wrote it, by the source's clock, never later than now. */
	writtenAt: number;
	/** See `Said`. */
	sequence?: number;
	event: Record<string, unknown>;
	/** At least one, where there are any. */
	moreLinks?: MoreLink[];
}

export function open(
	message: IncomingMessage,
	context: {
		id: string;
		scope: string;
		policy: Policy;
		now: number;
		/** See `Escalation.wasAnswered`. */
		wasAnswered?: boolean;
		/** Where the conversation is not resolved since an escalation before. */
		unresolved?: Unresolved | undefined;
	},
): Step {
	const { id, scope, policy, now, wasAnswered = false, unresolved } = context;
	const { writtenAt } = message;
	const hasResolution = policy.targets?.within.resolution !== undefined;
	const since = Math.min(unresolved?.since ?? writtenAt, writtenAt);
	const nextReminderAt = firstReminderAt(policy, message.writtenAt, now);
	const escalation: Escalation = {
		id,
		scope,
		conversationKey: message.conversationKey,
		state: 'open',
		policy,
		openedAt: now,
		dueAt: null,
		nextReminderAt,
		latestReminderAt: nextReminderAt + 2 * delayBefore(policy, 1),
		heldUntil: null,
		lastHold: null,
		claim: null,
		reminderCount: 0,
		failures: 0,
		missedReminders: 0,
		failing: null,
		muted: null,
		targetsTold: hasResolution && unresolved?.told ? { resolution: unresolved.told } : {},
		wasAnswered,
		...(hasResolution ? { resolution: { since, resolvedAt: null, isAwaited: false } } : {}),
		waitingSince: message.writtenAt,
		latestMessageAt: message.writtenAt,
		latestSequence: message.sequence,
		messageCount: 1,
		...(message.moreLinks ? { moreLinks: message.moreLinks } : {}),
		lastHeardAt: now,
		isLastWord: isLastWord(message.event),
		exhaustion: null,
		endedAt: null,
		endedBy: null,
		endedBecause: null,
	};
	return {
		escalation: { ...escalation, ...waitingState(escalation) },
		timeline: [{ at: now, what: 'opened' }],
		event: message.event,
	};
}

/** When the newest message was written. A time that is still to come was taken before the clock was set back. */
function newestMessage({ latestMessageAt, latestSequence }: Escalation, now: number): Said {
	return { at: Math.min(latestMessageAt, now), sequence: latestSequence };
}

export function isNewer(escalation: Escalation, message: IncomingMessage, now: number): boolean {
	return message.writtenAt > newestMessage(escalation, now).at;
}

/** Another message of the same conversation: the newest text is what reminders say. By its policy a new message restarts the timer. */
export function continueWith(escalation: Escalation, message: IncomingMessage, now: number): Step {
	const newest = newestMessage(escalation, now);
	const { at: latestMessageAt, sequence: latestSequence } = latestOf(
		{ at: message.writtenAt, sequence: message.sequence },
		newest,
	);
	const isNew = isNewer(escalation, message, now);
	const event = message.writtenAt >= newest.at ? message.event : undefined;
	const continued: Escalation = {
		...escalation,
		isLastWord: event ? isLastWord(event) : escalation.isLastWord,
		...(event && message.moreLinks ? { moreLinks: message.moreLinks } : {}),
		latestMessageAt,
		latestSequence,
		waitingSince: Math.min(escalation.waitingSince, message.writtenAt),
		...sinceBefore(escalation, message.writtenAt),
		messageCount: escalation.messageCount + (isNew ? 1 : 0),
		lastHeardAt: now,
	};
	const timeline: Step['timeline'] = isNew ? [{ at: now, what: 'message' }] : [];
	// While an output is on its way, its settlement plans the next.
	if (escalation.claim !== null || escalation.endedAt !== null) {
		return { escalation: continued, timeline, event };
	}
	if (isNew && escalation.policy.onNewMessage === 'restart') {
		continued.nextReminderAt = restartedAt(continued.policy, continued, now);
		timeline.push({ at: now, what: 'restarted' });
	}
	return {
		escalation: { ...continued, ...waitingState(continued) },
		timeline,
		event,
	};
}

/** An older message turns up later. */
function sinceBefore(
	{ resolution }: Escalation,
	writtenAt: number,
): Pick<Escalation, 'resolution'> {
	if (!resolution) return {};
	return { resolution: { ...resolution, since: Math.min(resolution.since, writtenAt) } };
}

/**
 * The source tells something of the conversation that is no message: an internal
 * note, somebody who was assigned. What the customer said stays what reminders say,
 * and an answer that was given before it still ends the waiting.
 */
export function hear(escalation: Escalation, told: Record<string, unknown>, now: number): Step {
	const heard: Escalation = { ...escalation, lastHeardAt: now };
	const isIdle = escalation.claim === null && escalation.endedAt === null;
	return {
		escalation: isIdle ? { ...heard, ...waitingState(heard) } : heard,
		timeline: [],
		news: newsIn(told),
	};
}

/** What ends the waiting, as its source tells it. */
export interface IncomingReply {
	/** By the source's clock, never later than now. */
	repliedAt: number;
	/** See `Said`. */
	sequence?: number;
	actor: string | null;
	/** Whether that is because it is resolved, see `isResolution`. */
	isResolution?: boolean;
}

/** Somebody answered at `repliedAt`. A reply older than the newest message does not end the waiting. */
export function reply(escalation: Escalation, given: IncomingReply, now: number): Step {
	const newest = newestMessage(escalation, now);
	const { repliedAt, sequence, actor, isResolution = false } = given;
	const isNewer = isAfter({ at: repliedAt, sequence }, newest) ?? repliedAt >= newest.at;
	if (!isNewer) return { escalation, timeline: [{ at: now, what: 'olderReply' }] };
	if (!isResolution || !escalation.resolution) return endAsReplied(escalation, 'reply', actor, now);
	const ended = endAsReplied(withResolution(escalation, now), 'reply', actor, now);
	return { ...ended, timeline: [...ended.timeline, { at: now, what: 'resolved' }] };
}
