import { MINUTE } from '../time/duration';
import type { InboxEntry } from './store';

/** A row as a driver gives it: whole numbers may come as text. */
export type Row = Record<string, unknown>;

/** The scope under which replies are kept that count everywhere. */
export const EVERYWHERE = '';

/** An answer that waits in the inbox for longer silences nobody, see `dueEscalations`. */
export const ANSWER_COUNTS_FOR = 10 * MINUTE;

/**
 * Bytes of the events that are taken at a time, one event at least. Many
 * large ones at once could end the process, and again after its restart.
 */
export const MOST_TAKEN = 16 * 1024 * 1024;

export function toTime(value: unknown): number | undefined {
	return value === null || value === undefined ? undefined : Number(value);
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
