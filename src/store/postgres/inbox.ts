import { ANSWER_COUNTS_FOR, MOST_TAKEN, toInboxEntry, toTime } from '../rows';
import type { InboxEntry, InboxTable } from '../transaction';
import { CLOCK_TOLERANCE } from './clock';
import { PostgresDueTable } from './dueTable';
import { toKey } from './keys';
import { columnsOf } from './statements';

/** See the embedded store: an answer that waits in the inbox silences its conversation, for a while. `$2` is now. */
export const NOT_ANSWERED = `NOT EXISTS (
	SELECT 1 FROM inbox
	WHERE answers = conversation_key AND received_at BETWEEN $2::bigint - ${ANSWER_COUNTS_FOR} AND $2
)`;

export class PostgresInboxTable extends PostgresDueTable implements InboxTable {
	async add(
		scope: string,
		event: Record<string, unknown>,
		now: number,
		answers?: string,
	): Promise<void> {
		await this.query(
			`INSERT INTO inbox (scope, event, answers, received_at, due_at, due_set_at)
			VALUES ($1, $2, $3, $4, $4, $4)`,
			[scope, JSON.stringify(event), answers === undefined ? null : toKey(answers), now],
		);
	}

	async due(scope: string, now: number, limit: number): Promise<InboxEntry[]> {
		const rows = await this.query(
			`WITH due AS (
				SELECT * FROM inbox WHERE scope = $1 AND due_at <= $2
				ORDER BY due_at, sequence LIMIT $3 FOR UPDATE SKIP LOCKED
			)
			SELECT * FROM (
				SELECT *, sum(octet_length(event)) OVER (ORDER BY due_at, sequence)
					- octet_length(event) AS before FROM due
			) AS counted
			WHERE before < ${MOST_TAKEN} ORDER BY due_at, sequence`,
			[scope, now, limit],
		);
		return rows.map(toInboxEntry);
	}

	async byClaims(tokens: string[]): Promise<InboxEntry[]> {
		const rows = await this.query(
			'SELECT * FROM inbox WHERE claim_token = ANY($1::text[]) ORDER BY sequence FOR UPDATE',
			[tokens],
		);
		return rows.map(toInboxEntry);
	}

	async save(entries: InboxEntry[], now: number): Promise<void> {
		if (entries.length === 0) return;
		await this.query(
			`UPDATE inbox SET due_at = new.due_at, due_set_at = $1, claim_token = new.claim_token,
				claim_owner = new.claim_owner, failures = new.failures
			FROM unnest($2::bigint[], $3::bigint[], $4::text[], $5::text[], $6::integer[])
				AS new (sequence, due_at, claim_token, claim_owner, failures)
			WHERE inbox.sequence = new.sequence`,
			[now, ...columnsOf(entries, ['sequence', 'dueAt', 'claimToken', 'claimOwner', 'failures'])],
		);
	}

	async remove(sequences: number[]): Promise<void> {
		if (sequences.length === 0) return;
		await this.query('DELETE FROM inbox WHERE sequence = ANY($1::bigint[])', [sequences]);
	}

	async answersWaiting(conversationKeys: string[], now: number): Promise<Set<string>> {
		if (conversationKeys.length === 0) return new Set();
		const rows = await this.query(
			`SELECT conversation_key FROM unnest($1::text[]) AS asked (conversation_key)
			WHERE NOT ${NOT_ANSWERED}`,
			[conversationKeys.map(toKey), now],
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

	async renewClaims(tokens: string[], until: number, now: number): Promise<void> {
		await this.query(
			'UPDATE inbox SET due_at = $1, due_set_at = $2 WHERE claim_token = ANY($3::text[])',
			[until, now, tokens],
		);
	}

	async replan(scope: string, now: number): Promise<void> {
		await this.query(
			`UPDATE inbox SET due_at = due_at - due_set_at + $1, due_set_at = $1
			WHERE scope = $2 AND due_set_at > $1::bigint + ${CLOCK_TOLERANCE}`,
			[now, scope],
		);
	}

	async forget(time: number): Promise<void> {
		await this.query('DELETE FROM inbox WHERE due_at < $1', [time]);
	}
}
