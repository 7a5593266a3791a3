import {
	broughtUpToDate,
	failingUpToDate,
	type StoredFailing,
	type StoredPolicy,
} from '../escalation/earlier';
import type { Claim, Escalation, EscalationState, TimelineEntry } from '../escalation/escalation';
import { setBack } from '../escalation/setBack';
import { toKey } from './keys';
import { toTime, type Row } from './rows';

/** The columns that change with every output, with their types in Postgres. */
export const STATE_COLUMNS = {
	id: 'text',
	state: 'text',
	ended_at: 'bigint',
	forget_at: 'bigint',
	due_at: 'bigint',
	due_set_at: 'bigint',
	claim_token: 'text',
	claim_owner: 'text',
	data: 'text',
	timeline: 'text',
} as const;

/** All that an escalation has when it is new, or when there is something new to tell of it. */
export const WHOLE_COLUMNS = {
	...STATE_COLUMNS,
	scope: 'text',
	conversation_key: 'text',
	opened_at: 'bigint',
	details: 'text',
} as const;

type Values<Columns> = Record<keyof Columns, string | number | null>;
export type StateRow = Values<typeof STATE_COLUMNS>;
export type WholeRow = Values<typeof WHOLE_COLUMNS>;

export function namesOf<Columns extends object>(columns: Columns): Array<keyof Columns & string> {
	return Object.keys(columns) as Array<keyof Columns & string>;
}

/**
 * How the columns of the state change, in SQL that both databases know. A plan
 * that stays is as old as it was; what happened is added to what happened before.
 *
 * @param given how the statement names what is given for a column.
 */
export function stateChanges(given: (column: keyof StateRow) => string): string {
	const kept: Partial<StateRow> = {
		due_set_at: `CASE
			WHEN ${given('due_at')} IS NOT DISTINCT FROM escalations.due_at
				AND escalations.due_set_at < ${given('due_set_at')}
			THEN escalations.due_set_at ELSE ${given('due_set_at')} END`,
		timeline: `escalations.timeline || ${given('timeline')}`,
	};
	return namesOf(STATE_COLUMNS)
		.filter((column) => column !== 'id')
		.map((column) => `${column} = ${kept[column] ?? given(column)}`)
		.join();
}

export function stateRow(
	escalation: Escalation,
	now: number,
	timeline?: TimelineEntry[],
): StateRow {
	const { id, state, endedAt, dueAt, policy, claim } = escalation;
	return {
		id,
		state,
		ended_at: endedAt,
		forget_at: endedAt === null || dueAt !== null ? null : endedAt + policy.keepEndedFor,
		due_at: dueAt,
		due_set_at: now,
		claim_token: claim?.token ?? null,
		claim_owner: claim?.owner ?? null,
		data: JSON.stringify(toData(escalation)),
		timeline: toLines(timeline),
	};
}

export function wholeRow(
	escalation: Escalation,
	now: number,
	timeline?: TimelineEntry[],
): WholeRow {
	const { scope, conversationKey, openedAt, event, policy } = escalation;
	return {
		...stateRow(escalation, now, timeline),
		scope,
		conversation_key: toKey(conversationKey),
		opened_at: openedAt,
		details: JSON.stringify({ event, policy }),
	};
}

/**
 * What stands in no other column, without what it mostly is: it is written three
 * times a reminder. JSON leaves out what is undefined.
 */
function toData(escalation: Escalation) {
	const { claim } = escalation;
	return {
		...escalation,
		id: undefined,
		scope: undefined,
		state: undefined,
		endedAt: undefined,
		dueAt: undefined,
		reminderCount: undefined,
		event: undefined,
		policy: undefined,
		claim: claim
			? {
					...claim,
					token: undefined,
					owner: undefined,
					gatedAt: claim.gatedAt ?? undefined,
					redelivery: claim.redelivery || undefined,
				}
			: undefined,
		heldUntil: escalation.heldUntil ?? undefined,
		lastHold: escalation.lastHold ?? undefined,
		failures: escalation.failures || undefined,
		missedReminders: escalation.missedReminders || undefined,
		failing: escalation.failing ?? undefined,
		exhaustion: escalation.exhaustion ?? undefined,
		endedBy: escalation.endedBy ?? undefined,
		endedBecause: escalation.endedBecause ?? undefined,
	};
}

export function toEscalation(row: Row): Escalation {
	const data = JSON.parse(String(row.data)) as Data;
	// Version 4 of the schema and earlier ones kept all of it in `data`.
	const details = row.details === null ? data : (JSON.parse(String(row.details)) as Data);
	return {
		id: String(row.id),
		scope: String(row.scope),
		conversationKey: data.conversationKey,
		state: row.state as EscalationState,
		policy: broughtUpToDate(details.policy),
		openedAt: data.openedAt,
		dueAt: toTime(row.due_at) ?? null,
		nextReminderAt: data.nextReminderAt,
		latestReminderAt: data.latestReminderAt,
		heldUntil: data.heldUntil ?? null,
		lastHold: data.lastHold ?? null,
		claim: toClaim(row, data),
		reminderCount: Number(row.reminder_count),
		failures: data.failures ?? 0,
		missedReminders: data.missedReminders ?? 0,
		failing: data.failing ? failingUpToDate(data.failing) : null,
		waitingSince: data.waitingSince,
		latestMessageAt: data.latestMessageAt,
		latestSequence: data.latestSequence,
		messageCount: data.messageCount,
		lastHeardAt: data.lastHeardAt,
		exhaustion: data.exhaustion ?? null,
		endedAt: toTime(row.ended_at) ?? null,
		endedBy: data.endedBy ?? null,
		endedBecause: data.endedBecause ?? null,
		event: details.event,
	};
}

/** What `data` and `details` may have. Earlier versions wrote more, and knew less. */
type Data = Omit<Escalation, 'policy' | 'failing'> & {
	policy: StoredPolicy;
	failing?: StoredFailing | null;
};

function toClaim(row: Row, { claim }: Data): Claim | null {
	if (claim === null || claim === undefined || row.claim_token === null) return null;
	return {
		...claim,
		token: String(row.claim_token),
		owner: String(row.claim_owner),
		gatedAt: claim.gatedAt ?? null,
		redelivery: claim.redelivery ?? false,
	};
}

/** A row of version 4 of the schema had its details in `data`, which is about to change. */
export const KEPT_DETAILS = 'details = coalesce(escalations.details, escalations.data)';

/** For an escalation that is there already, though all of its row is given. */
export const REPLACED_STATE = stateChanges((column) => `excluded.${column}`);

/** What is read for `toEscalation`, beside the count of reminders. */
export const ESCALATION_COLUMNS =
	'id, scope, state, ended_at, due_at, due_set_at, claim_token, claim_owner, data, details';

/** With that count, which is the number of their rows. */
export const WITH_COUNT = `${ESCALATION_COLUMNS},
	(SELECT count(*) FROM reminders WHERE escalation_id = escalations.id) AS reminder_count`;

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
