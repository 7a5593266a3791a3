import { isFetched, readAtOf } from '../../time/calendar/calendars';
import type { Escalation } from '../escalation';
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

/** When the calendar was read by which it is reminded; nothing where that is in the package, or there is none. */
function calendarOf({ policy }: Escalation): { calendar?: { readAt: string | null } } {
	const calendar = policy.activeHours?.calendar ?? null;
	if (!isFetched(calendar)) return {};
	return { calendar: { readAt: iso(readAtOf(calendar) ?? null) } };
}

/** The JSON of an escalation as somebody asks for it. */
export function recordJson(
	{ escalation, timeline }: EscalationRecord,
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
		...calendarOf(escalation),
		waiting: waitingOf(escalation, now),
		messages: messagesOf(escalation),
		timeline: timelineOf(timeline),
		event: escalation.event,
	};
}
