import { nextActive } from '../../time/activeHours';
import { isFetched, readAtOf } from '../../time/calendar/calendars';
import type { Escalation } from '../escalation';
import { missingOf } from '../missing';
import type { EscalationRecord } from '../record';
import {
	conversationOf,
	endedByIdOf,
	failingOf,
	iso,
	lastHoldOf,
	maximumOf,
	messagesOf,
	timelineOf,
	waitingOf,
} from '../readable';
import { targetsOf } from '../target';

/** When active hours begin again; nothing within them, or where there are none. */
function openingOf({ policy }: Escalation, now: number): { nextOpeningAt?: string } {
	const opening = policy.activeHours ? nextActive(policy.activeHours, now) : now;
	return opening > now ? { nextOpeningAt: iso(opening) } : {};
}

/** When the calendar was read by which it is reminded; nothing where that is in the package, or there is none. */
function calendarOf({ policy }: Escalation): { calendar?: { readAt: string | null } } {
	const calendar = policy.activeHours?.calendar ?? null;
	if (!isFetched(calendar)) return {};
	return { calendar: { readAt: iso(readAtOf(calendar) ?? null) } };
}

/** What is expected, or did not come; nothing of what people wait for. */
function expectedOf(escalation: Escalation): { expected?: Record<string, unknown> } {
	const expected = missingOf(escalation);
	const { notListeningAt } = escalation.expectation ?? {};
	if (!expected) return {};
	return {
		expected: {
			...expected,
			...(notListeningAt === undefined ? {} : { notListeningAt: iso(notListeningAt) }),
		},
	};
}

/** The JSON of an escalation as somebody asks for it. */
export function recordJson(
	{ escalation, timeline, sentMessages, mutedUntil }: EscalationRecord,
	now: number,
): Record<string, unknown> {
	const isOver = escalation.endedAt !== null;
	const targets = targetsOf(escalation, now);
	const isExpected = escalation.state === 'expected';
	return {
		id: escalation.id,
		state: escalation.state,
		conversation: conversationOf(escalation),
		openedAt: iso(escalation.openedAt),
		endedAt: iso(escalation.endedAt),
		endedBy: escalation.endedBy,
		...endedByIdOf(escalation),
		endedBecause: escalation.endedBecause,
		nextReminderAt: isOver || isExpected ? null : iso(escalation.nextReminderAt),
		...(isOver || isExpected ? {} : openingOf(escalation, now)),
		heldUntil: iso(escalation.heldUntil),
		mutedUntil: iso(mutedUntil),
		lastHold: lastHoldOf(escalation),
		failing: failingOf(escalation),
		target: targets[0] ?? null,
		targets,
		reminderCount: escalation.reminderCount,
		maximumReminders: maximumOf(escalation),
		...calendarOf(escalation),
		...expectedOf(escalation),
		waiting: isExpected ? null : waitingOf(escalation, now),
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
