import { randomUUID } from 'node:crypto';

import { toKey } from '../keys';
import {
	dueAgainAt,
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
import { inPortions } from './portions';
import { CLOCK_TOLERANCE } from '../setBackWatch';
import { SqliteTable } from './table';

/**
 * Nobody has to hear of a conversation whose answer is stored already, only not
 * yet on its way to the node that asks. One that stays there, because its
 * workflow is not published, must not silence the conversation for ever.
 */
export const NOT_REPLIED = `NOT EXISTS (
	SELECT 1 FROM inbox
	WHERE replies_to = conversation_key AND received_at BETWEEN :now - ${REPLY_COUNTS_FOR} AND :now
		AND came_by IN (SELECT value FROM json_each(:triggers))
)`;

export class SqliteInboxTable extends SqliteTable implements InboxTable {
	async add(scope: string, events: NewEvent[], now: number, common?: string): Promise<void> {
		if (events.length === 0) return;
		const commonPart = common === undefined ? null : randomUUID();
		if (common !== undefined) {
			this.prepare('INSERT INTO common_parts (id, scope, text) VALUES (?, ?, ?)').run(
				commonPart,
				scope,
				common,
			);
		}
		const insert = this.prepare(
			`INSERT INTO inbox (scope, event, common_part, replies_to, came_by, received_at, due_at, due_set_at)
			VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?6, ?6)`,
		);
		await inPortions(events, ({ event, repliesTo }) => {
			const key = repliesTo ? toKey(repliesTo.key) : null;
			const cameBy = repliesTo ? toKey(repliesTo.cameBy) : null;
			insert.run(scope, event, commonPart, key, cameBy, now);
		});
	}

	async size(scope: string): Promise<InboxSize> {
		return toSize(this.prepare('SELECT events, bytes FROM inbox_sizes WHERE scope = ?').get(scope));
	}

	async due(scope: string, now: number, limit: number): Promise<InboxEntry[]> {
		// Mostly nothing is due: an index alone knows that in a fraction of the time.
		const isAny = this.prepare('SELECT 1 FROM inbox WHERE scope = ? AND due_at <= ? LIMIT 1');
		if (!isAny.get(scope, now)) return [];
		return toInboxEntries(
			this.prepare(
				`SELECT inbox.*, common_parts.text AS common FROM (
					SELECT sequence, sum(size) OVER (ORDER BY due_at, sequence) - size AS before FROM (
						SELECT sequence, due_at, octet_length(event) + coalesce(octet_length(text), 0) AS size
						FROM inbox LEFT JOIN common_parts ON common_parts.id = common_part
						WHERE inbox.scope = ? AND due_at <= ? ORDER BY due_at, sequence LIMIT +?)
				) AS taken
				JOIN inbox USING (sequence) LEFT JOIN common_parts ON common_parts.id = common_part
				WHERE before < ${MOST_TAKEN} ORDER BY due_at, sequence`,
			).all(scope, now, limit),
		);
	}

	async byClaims(tokens: string[]): Promise<InboxClaim[]> {
		const statement = this.prepare(
			`SELECT sequence, received_at, due_at, claim_token, claim_owner, failures FROM inbox
			WHERE claim_token = ?`,
		);
		return tokens.flatMap((token) => statement.all(token).map((row) => toInboxClaim(row)));
	}

	async claimedEntries(tokens: string[]): Promise<InboxEntry[]> {
		const statement = this.prepare(
			`SELECT inbox.*, common_parts.text AS common
			FROM inbox LEFT JOIN common_parts ON common_parts.id = common_part WHERE claim_token = ?`,
		);
		return toInboxEntries(tokens.flatMap((token) => statement.all(token)));
	}

	async save(claims: InboxClaim[], now: number): Promise<void> {
		const statement = this.prepare(
			'UPDATE inbox SET due_at = ?, due_set_at = ?, claim_token = ?, claim_owner = ?, failures = ? WHERE sequence = ?',
		);
		for (const { dueAt, claimToken, claimOwner, failures, sequence } of claims) {
			statement.run(dueAt, now, claimToken, claimOwner, failures, sequence);
		}
	}

	async remove(sequences: number[]): Promise<void> {
		const statement = this.prepare('DELETE FROM inbox WHERE sequence = ?');
		for (const sequence of sequences) statement.run(sequence);
	}

	async mentioning(text: string, after: number): Promise<Portion<FoundEvent, number>> {
		const last = toTime(
			this.prepare(lastSearched('inbox', 'sequence', 'event', '?')).get(after)?.last,
		);
		if (last === undefined) return { found: [], last };
		const found = this.prepare(
			`SELECT inbox.*, common_parts.text AS common
			FROM inbox LEFT JOIN common_parts ON common_parts.id = common_part
			WHERE sequence > ?1 AND sequence <= ?2
				AND (instr(event, ?3) > 0 OR instr(common_parts.text, ?3) > 0) ORDER BY sequence`,
		).all(after, last, text);
		return { found: toFoundEvents(found), last };
	}

	async repliesWaiting(
		conversationKeys: string[],
		triggers: readonly string[],
		now: number,
	): Promise<Set<string>> {
		const statement = this.prepare(
			`SELECT ${NOT_REPLIED} AS isNone FROM (SELECT :key AS conversation_key)`,
		);
		const given = { now, triggers: JSON.stringify(triggers.map(toKey)) };
		return new Set(
			conversationKeys.filter((key) => statement.get({ key: toKey(key), ...given })?.isNone === 0),
		);
	}

	async nextDueAt(scope: string): Promise<number | undefined> {
		const sql = 'SELECT min(due_at) AS at FROM inbox WHERE scope = ?';
		return toTime(this.prepare(sql).get(scope)?.at);
	}

	async releaseClaims(
		scope: string,
		keepOwner: string,
		now: number,
		latest: number,
	): Promise<void> {
		const lost = this.prepare(
			`SELECT sequence, received_at, due_at, claim_token, claim_owner, failures FROM inbox
			WHERE scope = ? AND due_at <= ? AND claim_token IS NOT NULL AND claim_owner <> ?`,
		).all(scope, latest, keepOwner);
		const statement = this.prepare(
			'UPDATE inbox SET due_at = ?, due_set_at = ? WHERE sequence = ?',
		);
		for (const { sequence, receivedAt } of lost.map((row) => toInboxClaim(row))) {
			statement.run(dueAgainAt(receivedAt, now), now, sequence);
		}
	}

	async renewClaims(tokens: string[], until: number, now: number): Promise<void> {
		const statement = this.prepare(
			'UPDATE inbox SET due_at = ?, due_set_at = ? WHERE claim_token = ?',
		);
		for (const token of tokens) statement.run(until, now, token);
	}

	/** See `Transaction.moveBack`. */
	async moveBack(now: number): Promise<void> {
		this.prepare(
			`UPDATE inbox SET due_at = due_at - due_set_at + ?1, due_set_at = ?1 WHERE due_set_at > ?2`,
		).run(now, now + CLOCK_TOLERANCE);
	}

	async forget(time: number): Promise<void> {
		this.prepare('DELETE FROM inbox WHERE due_at < ?').run(time);
	}
}
