import { ANSWER_COUNTS_FOR, MOST_TAKEN, toInboxEntry, toTime } from '../rows';
import type { InboxEntry, InboxTable } from '../transaction';
import { SqliteDueTable } from './dueTable';
import type { SqliteStatements } from './statements';

/**
 * Nobody has to hear of a conversation whose answer is stored already, only not
 * yet on its way. One that stays there, because its workflow is not published,
 * must not silence the conversation for ever.
 */
export const NOT_ANSWERED = `NOT EXISTS (
	SELECT 1 FROM inbox
	WHERE answers = conversation_key AND received_at BETWEEN :now - ${ANSWER_COUNTS_FOR} AND :now
)`;

export class SqliteInboxTable extends SqliteDueTable implements InboxTable {
	constructor(statements: SqliteStatements) {
		super(statements, 'inbox');
	}

	async add(
		scope: string,
		event: Record<string, unknown>,
		now: number,
		answers?: string,
	): Promise<void> {
		this.prepare(
			`INSERT INTO inbox (scope, event, answers, received_at, due_at, due_set_at)
			VALUES (?1, ?2, ?3, ?4, ?4, ?4)`,
		).run(scope, JSON.stringify(event), answers ?? null, now);
	}

	async due(scope: string, now: number, limit: number): Promise<InboxEntry[]> {
		if (!this.isAny('due_at <= ?', scope, now)) return [];
		return this.prepare(
			`SELECT * FROM (
				SELECT *, sum(length(event)) OVER (ORDER BY due_at, sequence) - length(event) AS before FROM (
					SELECT * FROM inbox WHERE scope = ? AND due_at <= ? ORDER BY due_at, sequence LIMIT +?))
			WHERE before < ${MOST_TAKEN} ORDER BY due_at, sequence`,
		)
			.all(scope, now, limit)
			.map((row) => toInboxEntry(row));
	}

	async byClaims(tokens: string[]): Promise<InboxEntry[]> {
		const statement = this.prepare('SELECT * FROM inbox WHERE claim_token = ?');
		return tokens.flatMap((token) => statement.all(token).map((row) => toInboxEntry(row)));
	}

	async save(entries: InboxEntry[], now: number): Promise<void> {
		const statement = this.prepare(
			'UPDATE inbox SET due_at = ?, due_set_at = ?, claim_token = ?, claim_owner = ?, failures = ? WHERE sequence = ?',
		);
		for (const { dueAt, claimToken, claimOwner, failures, sequence } of entries) {
			statement.run(dueAt, now, claimToken, claimOwner, failures, sequence);
		}
	}

	async remove(sequences: number[]): Promise<void> {
		const statement = this.prepare('DELETE FROM inbox WHERE sequence = ?');
		for (const sequence of sequences) statement.run(sequence);
	}

	async answersWaiting(conversationKeys: string[], now: number): Promise<Set<string>> {
		const statement = this.prepare(
			`SELECT ${NOT_ANSWERED} AS isNone FROM (SELECT :key AS conversation_key)`,
		);
		return new Set(conversationKeys.filter((key) => statement.get({ key, now })?.isNone === 0));
	}

	async nextDueAt(scope: string): Promise<number | undefined> {
		const sql = 'SELECT min(due_at) AS at FROM inbox WHERE scope = ?';
		return toTime(this.prepare(sql).get(scope)?.at);
	}

	async renewClaims(tokens: string[], until: number, now: number): Promise<void> {
		const statement = this.prepare(
			'UPDATE inbox SET due_at = ?, due_set_at = ? WHERE claim_token = ?',
		);
		for (const token of tokens) statement.run(until, now, token);
	}

	async replan(scope: string, now: number): Promise<void> {
		this.prepare(
			`UPDATE inbox SET due_at = due_at - due_set_at + ?1, due_set_at = ?1
			WHERE scope = ?2 AND due_set_at > ?1`,
		).run(now, scope);
	}

	async forget(time: number): Promise<void> {
		this.prepare('DELETE FROM inbox WHERE due_at < ?').run(time);
	}
}
