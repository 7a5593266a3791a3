import { randomUUID } from 'node:crypto';

import { toKey } from '../keys';
import {
	REPLY_COUNTS_FOR,
	lastSearched,
	MOST_TAKEN,
	toFoundEvents,
	toInboxClaim,
	toInboxEntries,
	toSize,
	toTime,
} from '../rows';
import type {
	FoundEvent,
	InboxClaim,
	InboxEntry,
	InboxSize,
	InboxTable,
	NewEvent,
	Portion,
} from '../transaction';
import { CLOCK_TOLERANCE } from '../setBackWatch';
import { columnsOf } from './statements';
import { PostgresTable } from './table';

/**
 * See the embedded store: an answer that waits in the inbox silences its
 * conversation, for a while. `$2` is now.
 *
 * @param triggers how the statement names the list of them.
 */
export const notReplied = (triggers: string) => `NOT EXISTS (
	SELECT 1 FROM inbox
	WHERE replies_to = conversation_key AND received_at BETWEEN $2::bigint - ${REPLY_COUNTS_FOR} AND $2
		AND came_by = ANY(${triggers}::text[])
)`;

export class PostgresInboxTable extends PostgresTable implements InboxTable {
	async add(scope: string, events: NewEvent[], now: number, common?: string): Promise<void> {
		if (events.length === 0) return;
		const commonPart = common === undefined ? null : randomUUID();
		const rows = events.map(({ event, repliesTo }) => ({
			event,
			repliesTo: repliesTo && toKey(repliesTo.key),
			cameBy: repliesTo && toKey(repliesTo.cameBy),
		}));
		this.write(
			`WITH common AS (
				INSERT INTO common_parts (id, scope, text)
				SELECT $3::text, $1, $4::text WHERE $3::text IS NOT NULL)
			INSERT INTO inbox
				(scope, event, common_part, replies_to, came_by, received_at, due_at, due_set_at)
			SELECT $1, event, $3, replies_to, came_by, $2::bigint, $2::bigint, $2::bigint
			FROM unnest($5::text[], $6::text[], $7::text[])
				WITH ORDINALITY AS new (event, replies_to, came_by, place)
			ORDER BY place`,
			[
				scope,
				now,
				commonPart,
				common ?? null,
				...columnsOf(rows, ['event', 'repliesTo', 'cameBy']),
			],
		);
	}

	async size(scope: string): Promise<InboxSize> {
		const [row] = await this.query(
			'SELECT sum(events) AS events, sum(bytes) AS bytes FROM inbox_sizes WHERE scope = $1',
			[scope],
		);
		return toSize(row);
	}

	async due(scope: string, now: number, limit: number): Promise<InboxEntry[]> {
		const rows = await this.query(
			`WITH due AS (
				SELECT * FROM inbox WHERE scope = $1 AND due_at <= $2
				ORDER BY due_at, sequence LIMIT $3 FOR UPDATE SKIP LOCKED
			), sizes AS (
				SELECT sequence, due_at, octet_length(event) + coalesce(octet_length(text), 0) AS size
				FROM due LEFT JOIN common_parts ON common_parts.id = common_part
			), taken AS (
				SELECT sequence, sum(size) OVER (ORDER BY due_at, sequence) - size AS before FROM sizes
			)
			SELECT due.*, text AS common
			FROM taken JOIN due USING (sequence) LEFT JOIN common_parts ON common_parts.id = common_part
			WHERE before < ${MOST_TAKEN} ORDER BY due_at, sequence`,
			[scope, now, limit],
		);
		return toInboxEntries(rows);
	}

	async byClaims(tokens: string[]): Promise<InboxClaim[]> {
		const rows = await this.query(
			`SELECT sequence, received_at, due_at, claim_token, claim_owner, failures FROM inbox
			WHERE claim_token = ANY($1::text[]) ORDER BY sequence FOR UPDATE`,
			[tokens],
		);
		return rows.map(toInboxClaim);
	}

	async claimedEntries(tokens: string[]): Promise<InboxEntry[]> {
		const rows = await this.query(
			`SELECT inbox.*, text AS common
			FROM inbox LEFT JOIN common_parts ON common_parts.id = common_part
			WHERE claim_token = ANY($1::text[]) ORDER BY sequence FOR UPDATE OF inbox`,
			[tokens],
		);
		return toInboxEntries(rows);
	}

	async save(claims: InboxClaim[], now: number): Promise<void> {
		if (claims.length === 0) return;
		this.write(
			`UPDATE inbox SET due_at = new.due_at, due_set_at = $1, claim_token = new.claim_token,
				claim_owner = new.claim_owner, failures = new.failures
			FROM unnest($2::bigint[], $3::bigint[], $4::text[], $5::text[], $6::integer[])
				AS new (sequence, due_at, claim_token, claim_owner, failures)
			WHERE inbox.sequence = new.sequence`,
			[now, ...columnsOf(claims, ['sequence', 'dueAt', 'claimToken', 'claimOwner', 'failures'])],
		);
	}

	async remove(sequences: number[]): Promise<void> {
		if (sequences.length === 0) return;
		this.write('DELETE FROM inbox WHERE sequence = ANY($1::bigint[])', [sequences]);
	}

	async mentioning(text: string, after: number): Promise<Portion<FoundEvent, number>> {
		const [row] = await this.query(lastSearched('inbox', 'sequence', 'event', '$1'), [after]);
		const last = toTime(row?.last);
		if (last === undefined) return { found: [], last };
		const found = await this.query(
			`SELECT inbox.*, text AS common
			FROM inbox LEFT JOIN common_parts ON common_parts.id = common_part
			WHERE sequence > $1 AND sequence <= $2
				AND (strpos(event, $3) > 0 OR strpos(text, $3) > 0) ORDER BY sequence`,
			[after, last, text],
		);
		return { found: toFoundEvents(found), last };
	}

	async repliesWaiting(
		conversationKeys: string[],
		triggers: readonly string[],
		now: number,
	): Promise<Set<string>> {
		if (conversationKeys.length === 0 || triggers.length === 0) return new Set();
		const rows = await this.query(
			`SELECT conversation_key FROM unnest($1::text[]) AS asked (conversation_key)
			WHERE NOT ${notReplied('$3')}`,
			[conversationKeys.map(toKey), now, triggers.map(toKey)],
		);
		const answered = new Set(rows.map((row) => row.conversation_key));
		return new Set(conversationKeys.filter((key) => answered.has(toKey(key))));
	}

	async nextDueAt(scope: string): Promise<number | undefined> {
		const [row] = await this.query(
			'SELECT due_at AS at FROM inbox WHERE scope = $1 ORDER BY due_at LIMIT 1',
			[scope],
		);
		return toTime(row?.at);
	}

	/** The owner may live on another machine: nobody knows before its leases end. */
	async releaseClaims(): Promise<void> {}

	async renewClaims(tokens: string[], until: number, now: number): Promise<void> {
		this.write(
			'UPDATE inbox SET due_at = $1, due_set_at = $2 WHERE claim_token = ANY($3::text[])',
			[until, now, tokens],
		);
	}

	/** See `Transaction.moveBack`. */
	async moveBack(now: number): Promise<void> {
		this.write(
			`UPDATE inbox SET due_at = due_at - due_set_at + $1, due_set_at = $1
			WHERE due_set_at > $1::bigint + ${CLOCK_TOLERANCE}`,
			[now],
		);
	}

	async forget(time: number): Promise<void> {
		this.write('DELETE FROM inbox WHERE due_at < $1', [time]);
	}
}
