import type { EscalationRecord } from '../record';
import {
	conversationOf,
	failingOf,
	iso,
	lastHoldOf,
	maximumOf,
	messagesOf,
	timelineOf,
	waitingOf,
} from '../readable';

/** The JSON of an escalation as somebody asks for it. */
export function recordJson(
	{ escalation, timeline, sentMessages }: EscalationRecord,
	now: number,
): Record<string, unknown> {
	const isOver = escalation.endedAt !== null;
	return {
		id: escalation.id,
		state: escalation.state,
		conversation: conversationOf(escalation),
		openedAt: iso(escalation.openedAt),
		endedAt: iso(escalation.endedAt),
		endedBy: escalation.endedBy,
		endedBecause: escalation.endedBecause,
		nextReminderAt: isOver ? null : iso(escalation.nextReminderAt),
		heldUntil: iso(escalation.heldUntil),
		lastHold: lastHoldOf(escalation),
		failing: failingOf(escalation),
		reminderCount: escalation.reminderCount,
		maximumReminders: maximumOf(escalation),
		waiting: waitingOf(escalation, now),
		messages: messagesOf(escalation),
		timeline: timelineOf(timeline),
		sentMessages: sentMessages.map(({ platform, messageId, sentAt }) => ({
			platform,
			messageId,
			sentAt: iso(sentAt),
		})),
		event: escalation.event,
	};
}
