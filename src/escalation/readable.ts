import { readableDuration } from '../time/duration';
import type { Escalation, EscalationWithEvent, TimelineEntry } from './escalation';

/*
 * Parts of the JSON that tells of an escalation, the same in every output and
 * operation. Times are ISO 8601 in UTC.
 */

/**
 * The conversation as it is: the source's words of it hold until the reply. What
 * the event itself said, the item has beside it.
 */
export function conversationOf({
	event,
	conversationKey,
	state,
}: EscalationWithEvent): Record<string, unknown> {
	const told: Record<string, unknown> =
		typeof event.conversation === 'object' ? { ...event.conversation } : {};
	if (state !== 'replied') return { ...told, key: conversationKey };
	const { effect, isLastWord, timeoutSeconds, ...conversation } = told;
	return { ...conversation, key: conversationKey, status: 'replied' };
}

export function waitingOf(escalation: Escalation, now: number): Record<string, unknown> {
	const waited = waitedFor(escalation, now);
	return {
		since: iso(escalation.waitingSince),
		seconds: Math.round(waited / 1_000),
		readable: readableDuration(waited),
	};
}

export function messagesOf(escalation: Escalation): Record<string, unknown> {
	return { count: escalation.messageCount, latestAt: iso(escalation.latestMessageAt) };
}

export function timelineOf(timeline: TimelineEntry[]): Array<Record<string, unknown>> {
	return timeline.map(({ at, ...entry }) => ({ at: iso(at), ...entry }));
}

/** Null while reminders can be sent. */
export function failingOf({
	failing,
	missedReminders,
}: Escalation): Record<string, unknown> | null {
	if (!failing) return null;
	const { since, reminderNumber, reason } = failing;
	return { since: iso(since), reminderNumber, missedReminders, reason };
}

/** Who was on it, or wanted to hear nothing, last; null when nobody did. */
export function lastHoldOf({ lastHold }: Escalation): Record<string, unknown> | null {
	return lastHold && { ...lastHold, at: iso(lastHold.at), until: iso(lastHold.until) };
}

/** Who ended it, where a chat platform said who it was; nothing else is told of anybody. */
export function endedByIdOf({ endedById }: Escalation): { endedById?: string } {
	return endedById === undefined ? {} : { endedById };
}

/** Null when there is none. */
export function maximumOf({ policy }: Escalation): number | null {
	return policy.maximumReminders || null;
}

export type Waited = Pick<Escalation, 'waitingSince' | 'openedAt' | 'expectation'>;

/**
 * Since when somebody could have replied, in ms since 1970. What is missing waits
 * since it was expected, but nobody is told of it within its grace.
 */
export function askedSince({ waitingSince, openedAt, expectation }: Waited): number {
	return expectation?.isMissing ? Math.max(waitingSince, openedAt) : waitingSince;
}

/** Milliseconds. */
export function waitedFor(
	{ waitingSince, endedAt }: Pick<Escalation, 'waitingSince' | 'endedAt'>,
	now: number,
): number {
	return Math.max(0, (endedAt ?? now) - waitingSince);
}

export function iso(time: number): string;
export function iso(time: number | null): string | null;
export function iso(time: number | null): string | null {
	return time === null ? null : new Date(time).toISOString();
}
