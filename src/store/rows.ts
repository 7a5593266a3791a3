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

/** By event and by policy, which are never changed, the escalation whose row they came from. */
const rowOf = new WeakMap<object, string>();

/** Whether its row has these details already: a push changes nothing of them, and they are most of the row. */
export function hasDetails({ id, event, policy }: Escalation): boolean {
	return rowOf.get(event) === id && rowOf.get(policy) === id;
}

/** The columns of an escalation that is new, or of which there is something new to tell. */
export function wholeRow(escalation: Escalation, now: number, timeline?: TimelineEntry[]) {
	const { scope, conversationKey, openedAt, event, policy } = escalation;
	return {
		...stateRow(escalation, now, timeline),
		scope,
		conversationKey,
		openedAt,
		details: JSON.stringify({ event, policy }),
	};
}

/** In the order of `stateRow`. */
export const STATE_COLUMNS = [
	'id',
	'state',
	'ended_at',
	'forget_at',
	'due_at',
	'due_set_at',
	'claim_token',
	'claim_owner',
	'data',
	'timeline',
];

/**
 * How these columns change, in SQL that both databases know. A plan that stays
 * is as old as it was; what happened is added to what happened before.
 *
 * @param given how the statement names what is given for a column.
 */
export function stateChanges(given: (column: string) => string): string {
	const kept: Record<string, string> = {
		due_set_at: `CASE
			WHEN ${given('due_at')} IS NOT DISTINCT FROM escalations.due_at
				AND escalations.due_set_at < ${given('due_set_at')}
			THEN escalations.due_set_at ELSE ${given('due_set_at')} END`,
		timeline: `escalations.timeline || ${given('timeline')}`,
	};
	return STATE_COLUMNS.filter((column) => column !== 'id')
		.map((column) => `${column} = ${kept[column] ?? given(column)}`)
		.join();
}

/** The columns that change with every act. The count comes from the rows of pushes, the due time from its column. */
export function stateRow(
	{ pushCount: _, dueAt, event: __, policy, ...data }: Escalation,
	now: number,
	timeline?: TimelineEntry[],
) {
	const { id, state, endedAt, claim } = data;
	return {
		id,
		state,
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
	// Before version 5 of the schema all of it stood in `data`.
	const details = row.details === null ? {} : (JSON.parse(String(row.details)) as object);
	const stored = { ...JSON.parse(String(row.data)), ...details } as StoredEscalation;
	const escalation: Escalation = {
		...broughtUpToDate(stored),
		dueAt: toTime(row.due_at) ?? null,
		pushCount: Number(row.push_count),
	};
	if (row.details !== null) {
		rowOf.set(escalation.event, escalation.id);
		rowOf.set(escalation.policy, escalation.id);
	}
	return escalation;
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
