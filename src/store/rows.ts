import { broughtUpToDate, type StoredEscalation } from '../escalation/earlier';
import type { Escalation, TimelineEntry } from '../escalation/escalation';
import { setBack } from '../escalation/setBack';
import { MINUTE } from '../time/duration';
import type { InboxEntry } from './store';

/** A row as a driver gives it: whole numbers may come as text. */
export type Row = Record<string, unknown>;

/** The scope under which replies are kept that count everywhere. */
export const EVERYWHERE = '';

/** An answer that waits in the inbox for longer silences nobody, see `dueEscalations`. */
export const ANSWER_COUNTS_FOR = 10 * MINUTE;

/** The columns of an escalation. The count comes from the rows of pushes, the due time from its column. */
export function escalationRow(
	{ pushCount: _, dueAt, ...data }: Escalation,
	now: number,
	timeline?: TimelineEntry[],
) {
	const { id, scope, conversationKey, state, openedAt, endedAt, claim, policy } = data;
	return {
		id,
		scope,
		conversationKey,
		state,
		openedAt,
		endedAt,
		forgetAt: endedAt === null || dueAt !== null ? null : endedAt + policy.keepEndedFor,
		dueAt,
		dueSetAt: now,
		claimToken: claim?.token ?? null,
		claimOwner: claim?.owner ?? null,
		data: JSON.stringify(data),
		timeline: toLines(timeline),
	};
}

export function toTime(value: unknown): number | undefined {
	return value === null || value === undefined ? undefined : Number(value);
}

export function toEscalation(row: Row): Escalation {
	return {
		...broughtUpToDate(JSON.parse(String(row.data)) as StoredEscalation),
		dueAt: toTime(row.due_at) ?? null,
		pushCount: Number(row.push_count),
	};
}

/**
 * As it would have been planned, had the clock not been ahead.
 *
 * @param tolerance milliseconds by which a plan may be younger than now although the clock was not set.
 */
export function plannedBy(row: Row, now: number, tolerance = 0): Escalation {
	const escalation = toEscalation(row);
	const by = Number(row.due_set_at) - now;
	return by > tolerance ? setBack(escalation, by, now) : escalation;
}

/** A line of JSON for each. */
export function toLines(entries: TimelineEntry[] = []): string {
	return entries.map((entry) => `${JSON.stringify(entry)}\n`).join('');
}

export function toTimeline(lines: unknown): TimelineEntry[] {
	return JSON.parse(`[${String(lines).trimEnd().replaceAll('\n', ',')}]`) as TimelineEntry[];
}

export function toInboxEntry(row: Row): InboxEntry {
	return {
		sequence: Number(row.sequence),
		scope: String(row.scope),
		event: JSON.parse(String(row.event)) as Record<string, unknown>,
		receivedAt: Number(row.received_at),
		dueAt: Number(row.due_at),
		claimToken: row.claim_token === null ? null : String(row.claim_token),
		claimOwner: row.claim_owner === null ? null : String(row.claim_owner),
		failures: Number(row.failures),
	};
}
