import { isLastWord } from '../about';
import type { Escalation } from '../escalation';
import { delayBefore, firstReminderAt, restartedAt, type Policy } from '../policy';
import { endAsReplied, waitingState, type Step } from './step';

/** Sources tell whole seconds, so a message may be up to this much later than it says. */
const SOURCE_RESOLUTION = 1_000;

/** Whether a message written at `writtenAt` was already answered by a reply given at `repliedAt`. */
export function isReplied(writtenAt: number, repliedAt: number | undefined): boolean {
	return repliedAt !== undefined && writtenAt + SOURCE_RESOLUTION <= repliedAt;
}

export interface IncomingMessage {
	conversationKey: string;
	/** When the customer wrote it, by the source's clock, never later than now. */
	writtenAt: number;
	event: Record<string, unknown>;
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
		waitingSince: message.writtenAt,
		latestMessageAt: message.writtenAt,
		messageCount: 1,
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
function newestMessageAt(escalation: Escalation, now: number): number {
	return Math.min(escalation.latestMessageAt, now);
}

export function isNewer(escalation: Escalation, message: IncomingMessage, now: number): boolean {
	return message.writtenAt > newestMessageAt(escalation, now);
}

/** Another event of the same conversation: the newest text is what reminders say. By its policy a new message restarts the timer. */
export function continueWith(escalation: Escalation, message: IncomingMessage, now: number): Step {
	const newest = newestMessageAt(escalation, now);
	const isNew = isNewer(escalation, message, now);
	const event = message.writtenAt >= newest ? message.event : undefined;
	const continued: Escalation = {
		...escalation,
		isLastWord: event ? isLastWord(event) : escalation.isLastWord,
		latestMessageAt: Math.max(newest, message.writtenAt),
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

/** Somebody answered at `repliedAt`. A reply older than the newest message does not end the waiting. */
export function reply(
	escalation: Escalation,
	given: { repliedAt: number; actor: string | null },
	now: number,
): Step {
	return given.repliedAt < newestMessageAt(escalation, now)
		? { escalation, timeline: [{ at: now, what: 'olderReply' }] }
		: endAsReplied(escalation, 'reply', given.actor, now);
}
