import { isLastWord } from '../about';
import type { Escalation } from '../escalation';
import type { MoreLink } from '../moreLink';
import { isAfter, latestOf, type Said } from '../order';
import { newsIn } from '../news';
import { delayBefore, firstReminderAt, restartedAt, type Policy } from '../policy';
import { endAsReplied, waitingState, type Step } from './step';

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
	context: { id: string; scope: string; policy: Policy; now: number },
): Step {
	const { id, scope, policy, now } = context;
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
		targetTold: null,
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

/** Somebody answered at `repliedAt`. A reply older than the newest message does not end the waiting. */
export function reply(
	escalation: Escalation,
	given: { repliedAt: number; sequence?: number; actor: string | null },
	now: number,
): Step {
	const newest = newestMessage(escalation, now);
	const { repliedAt, sequence, actor } = given;
	const isNewer = isAfter({ at: repliedAt, sequence }, newest) ?? repliedAt >= newest.at;
	return isNewer
		? endAsReplied(escalation, 'reply', actor, now)
		: { escalation, timeline: [{ at: now, what: 'olderReply' }] };
}
