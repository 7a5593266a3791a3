import { endStates, type EscalationState } from '../escalation/escalation';
import type { Rate } from '../robots/sending/rate';
import { DAY, MINUTE } from '../time/duration';
import type {
	AlertState,
	ChatMessage,
	FoundEvent,
	InboxClaim,
	InboxEntry,
	InboxSize,
	SentMessage,
	StaleChatMessage,
	WaitingState,
} from './transaction';

/** A row as a driver gives it: whole numbers may come as text. */
export type Row = Record<string, unknown>;

/** The scope under which replies are kept that count everywhere. */
export const EVERYWHERE = '';

/** Behind every other, by the bytes of UTF-8, as both databases compare: for all that begins in some way. */
export const LAST_CHARACTER = '\u{10ffff}';

/** Of a reply: its node has nothing else of the conversation or, where it counts everywhere, no node has. */
export const IS_LEFT_OVER = `NOT EXISTS (
	SELECT 1 FROM escalations
	WHERE escalations.conversation_key = replies.conversation_key
		AND replies.scope IN ('${EVERYWHERE}', escalations.scope)
)`;

/**
 * What is kept of two replies, as `latestOf` has it, and that one of them was an answer.
 * One that is still to come, since the clock was set back, gives way.
 *
 * @param now how the statement names it.
 */
export function laterReply(old: string, given: string, now: string): string {
	const second = (reply: string) => `${reply}.replied_at / 1000`;
	const isLater = `${old}.replied_at > ${now} OR ${second(given)} > ${second(old)}`;
	const isSame = `${second(given)} = ${second(old)}`;
	const larger = (column: string) =>
		`CASE WHEN ${old}.${column} > ${given}.${column} THEN ${old}.${column}
			ELSE coalesce(${given}.${column}, ${old}.${column}) END`;
	const kept = (column: string) =>
		`${column} = CASE WHEN ${isLater} THEN ${given}.${column}
			WHEN ${isSame} THEN ${larger(column)} ELSE ${old}.${column} END`;
	const isAnswer = `CASE WHEN ${old}.is_answer = 1 THEN 1 ELSE ${given}.is_answer END`;
	return `${kept('replied_at')}, ${kept('sequence')}, is_answer = ${isAnswer}`;
}

/** An answer that waits in the inbox for longer silences nobody, see `EscalationTable.due`. */
export const REPLY_COUNTS_FOR = 10 * MINUTE;

/**
 * Bytes of the events that are taken at a time, one event at least. Many
 * large ones at once could end the process, and again after its restart.
 */
export const MOST_TAKEN = 16 * 1024 * 1024;

/**
 * Of a row of `states`: nobody has claimed it, or the lease is over.
 *
 * @param now how the statement names it.
 */
export const IS_FREE = (now: string) => `coalesce(lease_until, 0) <= ${now}`;

/** Of rows of `states` that are due, those that are taken at a time, see `MOST_TAKEN`. */
export function takenOf(rows: Row[]): Row[] {
	let bytes = 0;
	return rows.filter((row, index) => {
		bytes += Number(row.event_bytes);
		return index === 0 || bytes <= MOST_TAKEN;
	});
}

/**
 * When an event that was taken back before its turn is due again: as if it had
 * never been handed out, so that it comes before what arrived after it. Not so
 * early that it counts as abandoned, see `InboxTable.forget`.
 */
export function dueAgainAt(receivedAt: number, now: number): number {
	return Math.max(Math.min(receivedAt, now), now - DAY);
}

/** Rows, and bytes of them, that are searched for a text at a time, one row at least: a few milliseconds. */
export const MOST_SEARCHED = { rows: 1_000, bytes: 4 * 1024 * 1024 };

/**
 * The last row that is searched at a time.
 *
 * @param after how the statement names where the search goes on.
 */
export function lastSearched(
	table: 'inbox' | 'escalations',
	key: 'sequence' | 'id',
	column: 'event',
	after: string,
): string {
	return `SELECT max(${key}) AS last FROM (
		SELECT ${key}, sum(bytes) OVER (ORDER BY ${key}) - bytes AS before FROM (
			SELECT ${key}, coalesce(octet_length(${column}), 0) AS bytes FROM ${table}
			WHERE ${key} > ${after} ORDER BY ${key} LIMIT ${MOST_SEARCHED.rows}) AS next) AS counted
	WHERE before < ${MOST_SEARCHED.bytes}`;
}

/** To look at: all of `states`, and the event. Both tables have the columns by which one of them is searched. */
export const WITH_EVENT = 'states.*, event FROM escalations JOIN states USING (id)';

/** Whether a conversation with one of these states cannot have ended: then there is an index of it. */
export function areOpen(states: readonly EscalationState[]): boolean {
	return !states.some((state) => endStates.includes(state));
}

/** Of a workflow of which nothing ended lately a board does not look through all that ever did. */
export const LATEST_ENDED = `
	SELECT id, scope, ended_at FROM escalations
	WHERE ended_at IS NOT NULL ORDER BY ended_at DESC LIMIT 10000`;

/**
 * `scopes`: those of which anything is due at some time, one step of an index
 * for each. That index begins with the scope: what is due in all of them is
 * found scope by scope.
 */
export const SCOPES_DUE = `
	WITH RECURSIVE scopes (scope) AS (
		SELECT min(scope) FROM states WHERE due_at IS NOT NULL
		UNION ALL
		SELECT (
			SELECT min(states.scope) FROM states
			WHERE due_at IS NOT NULL AND states.scope > scopes.scope)
		FROM scopes WHERE scopes.scope IS NOT NULL)`;

export function toTime(value: unknown): number | undefined {
	return value === null || value === undefined ? undefined : Number(value);
}

export function toAlertState(row: Row): AlertState {
	return {
		isOver: Number(row.is_over) === 1,
		saidAt: Number(row.said_at),
		firedAt: toTime(row.fired_at) ?? null,
		heardAt: Number(row.heard_at),
	};
}

/** @param row undefined where nothing ever waited. */
export function toSize(row: Row | undefined): InboxSize {
	return { events: Number(row?.events ?? 0), bytes: Number(row?.bytes ?? 0) };
}

export function toWaitingState(row: Row): WaitingState {
	return {
		id: String(row.id),
		openedAt: Number(row.opened_at),
		state: row.state as EscalationState,
	};
}

/** By the robot. What cannot be read says nothing: the platform does. */
export function toRates(rows: Row[]): Map<string, Rate> {
	return new Map(
		rows.map((row) => [
			String(row.id),
			{ departures: timesIn(String(row.departures)), heldUntil: Number(row.held_until) },
		]),
	);
}

function timesIn(json: string): number[] {
	try {
		const times: unknown = JSON.parse(json);
		return Array.isArray(times) ? times.filter((time) => Number.isFinite(time)) : [];
	} catch {
		return [];
	}
}

export function toSentMessage(row: Row): SentMessage {
	return {
		escalationId: String(row.escalation_id),
		platform: String(row.platform),
		robot: String(row.robot),
		messageId: String(row.message_id),
		sentAt: Number(row.sent_at),
	};
}

/** By the escalation. */
export function toSentMessages(rows: Row[]): Map<string, SentMessage[]> {
	return Map.groupBy(rows.map(toSentMessage), ({ escalationId }) => escalationId);
}

export function toChatMessage(row: Row): ChatMessage {
	return {
		app: String(row.app),
		chat: String(row.chat),
		message: String(row.message),
		escalationId: String(row.escalation_id),
		sentAt: Number(row.sent_at),
		body: row.body === null ? null : String(row.body),
		shownHold: Number(row.shown_hold),
	};
}

export function toStaleChatMessage(row: Row): StaleChatMessage {
	return { ...toChatMessage(row), isOlder: Number(row.is_older) === 1 };
}

/**
 * See `ChatMessageTable.stale`.
 *
 * @param named how the statement names what it is given; `only` is a condition on `escalation_id`.
 */
export function staleChatMessages(named: {
	app: string;
	now: string;
	limit: string;
	only: string;
}): string {
	return `SELECT * FROM (
		SELECT chat_messages.*, states.ended_at, states.held_until,
			CASE WHEN EXISTS (
				SELECT 1 FROM chat_messages AS later
				WHERE later.escalation_id = chat_messages.escalation_id
					AND later.app = chat_messages.app AND later.chat = chat_messages.chat
					AND later.sent_at > chat_messages.sent_at AND later.body IS NOT NULL) THEN 1 ELSE 0 END AS is_older
		FROM chat_messages JOIN states ON states.id = chat_messages.escalation_id
		WHERE chat_messages.app = ${named.app} AND chat_messages.body IS NOT NULL AND ${named.only}) AS buttons
	WHERE is_older = 1 OR ended_at IS NOT NULL
		OR (held_until > ${named.now} AND held_until <> shown_hold)
	ORDER BY sent_at DESC LIMIT ${named.limit}`;
}

export function toInboxClaim(row: Row): InboxClaim {
	return {
		sequence: Number(row.sequence),
		receivedAt: Number(row.received_at),
		dueAt: Number(row.due_at),
		claimToken: row.claim_token === null ? null : String(row.claim_token),
		claimOwner: row.claim_owner === null ? null : String(row.claim_owner),
		failures: Number(row.failures),
	};
}

/** What several have in common is read once, and is the same object in all of them. */
export function toInboxEntries(rows: Row[]): InboxEntry[] {
	const parts = new Map<unknown, Record<string, unknown>>();
	const parse = (json: unknown) => JSON.parse(String(json)) as Record<string, unknown>;
	return rows.map((row) => {
		const entry = { ...toInboxClaim(row), event: parse(row.event) };
		if (row.common === null) return entry;
		const common = parts.get(row.common_part) ?? parse(row.common);
		parts.set(row.common_part, common);
		return { ...entry, common };
	});
}

export function toFoundEvents(rows: Row[]): FoundEvent[] {
	return toInboxEntries(rows).map((entry, index) => ({
		...entry,
		scope: String(rows[index].scope),
	}));
}
