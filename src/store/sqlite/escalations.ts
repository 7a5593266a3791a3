import { escalationIdOf } from '../../escalation/claimToken';
import type { Escalation, TimelineEntry } from '../../escalation/escalation';
import {
	KEPT_DETAILS,
	namesOf,
	plannedBy,
	REPLACED_STATE,
	stateChanges,
	stateRow,
	toEscalation,
	WHOLE_COLUMNS,
	wholeRow,
	WITH_COUNT,
} from '../escalationRow';
import { toKey } from '../keys';
import { SCOPES_DUE, toTime } from '../rows';
import type { Conversation, EscalationTable, Lookups } from '../transaction';
import { SqliteDueTable } from './dueTable';
import { NOT_REPLIED } from './inbox';
import type { SqliteReplyTable } from './replies';
import type { SqliteStatements } from './statements';

const CHANGED_STATE = stateChanges((column) => `:${column}`);
const WHOLE = namesOf(WHOLE_COLUMNS);

export class SqliteEscalationTable extends SqliteDueTable implements EscalationTable {
	constructor(
		statements: SqliteStatements,
		private readonly lookups: Lookups,
		private readonly replies: SqliteReplyTable,
	) {
		super(statements, 'escalations');
	}

	async save(
		escalations: Escalation[],
		now: number,
		timelines?: Map<string, TimelineEntry[]>,
	): Promise<void> {
		const insert = this.prepare(
			`INSERT INTO escalations (${WHOLE.join()})
			VALUES (${WHOLE.map((column) => `:${column}`).join()})
			ON CONFLICT (id) DO UPDATE SET
				${REPLACED_STATE}, details = excluded.details`,
		);
		for (const escalation of escalations) {
			insert.run(wholeRow(escalation, now, timelines?.get(escalation.id)));
		}
	}

	async update(
		escalations: Escalation[],
		now: number,
		timelines?: Map<string, TimelineEntry[]>,
	): Promise<void> {
		const update = this.prepare(
			`UPDATE escalations SET ${CHANGED_STATE}, ${KEPT_DETAILS} WHERE id = :id`,
		);
		for (const escalation of escalations) {
			update.run(stateRow(escalation, now, timelines?.get(escalation.id)));
		}
	}

	async conversations(
		scope: string,
		conversationKeys: string[],
		now: number,
	): Promise<Map<string, Conversation>> {
		const known = new Map<string, Conversation>();
		for (const key of conversationKeys) {
			const [open] = await this.open(key, now, scope);
			const latest = open ?? (await this.lookups.latest(scope, key, now));
			known.set(key, { open, latest, ...this.replies.lastOf(key, scope, now) });
		}
		return known;
	}

	async open(conversationKey: string, now: number, scope?: string): Promise<Escalation[]> {
		const inScope = scope === undefined ? '' : 'AND scope = ?';
		const statement = this.prepare(
			`SELECT ${WITH_COUNT} FROM escalations
			WHERE conversation_key = ? ${inScope} AND ended_at IS NULL`,
		);
		const key = toKey(conversationKey);
		const rows = scope === undefined ? statement.all(key) : statement.all(key, scope);
		return rows.map((row) => plannedBy(row, now));
	}

	async byIds(ids: string[], now: number): Promise<Escalation[]> {
		const statement = this.prepare(`SELECT ${WITH_COUNT} FROM escalations WHERE id = ?`);
		return ids.flatMap((id) => statement.all(id).map((row) => plannedBy(row, now)));
	}

	async erase(ids: string[]): Promise<void> {
		const reminders = this.prepare('DELETE FROM reminders WHERE escalation_id = ?');
		const escalation = this.prepare('DELETE FROM escalations WHERE id = ?');
		for (const id of ids) {
			reminders.run(id);
			escalation.run(id);
		}
	}

	async byClaims(tokens: string[], now: number): Promise<Escalation[]> {
		const statement = this.prepare(
			`SELECT ${WITH_COUNT} FROM escalations WHERE id = ? AND claim_token = ?`,
		);
		return tokens.flatMap((token) =>
			statement.all(escalationIdOf(token), token).map((row) => plannedBy(row, now)),
		);
	}

	async due(
		scope: string,
		now: number,
		limit: number,
		triggers: readonly string[] = [],
	): Promise<Escalation[]> {
		if (!this.isAny('due_at <= ?', scope, now)) return [];
		return this.prepare(
			`SELECT ${WITH_COUNT} FROM escalations
			WHERE scope = :scope AND due_at <= :now AND ${NOT_REPLIED} ORDER BY due_at LIMIT +:limit`,
		)
			.all({ scope, now, limit, triggers: JSON.stringify(triggers.map(toKey)) })
			.map((row) => plannedBy(row, now));
	}

	async moved(scope: string, now: number, limit: number): Promise<Escalation[]> {
		if (!this.isAny('due_set_at > ?', scope, now)) return [];
		return this.prepare(
			`SELECT ${WITH_COUNT} FROM escalations
			WHERE scope = ? AND due_at IS NOT NULL AND due_set_at > ? LIMIT +?`,
		)
			.all(scope, now, limit)
			.map((row) => plannedBy(row, now));
	}

	async endedAfter(
		scope: string,
		time: number,
		after: string,
		limit: number,
	): Promise<Escalation[]> {
		return this.prepare(
			`SELECT ${WITH_COUNT} FROM escalations
			WHERE +scope = ? AND ended_at > ? AND +id > ? ORDER BY +id LIMIT +?`,
		)
			.all(scope, time, after, limit)
			.map((row) => toEscalation(row));
	}

	async overdue(time: number, limit: number): Promise<Escalation[]> {
		return this.prepare(
			`${SCOPES_DUE}
			SELECT ${WITH_COUNT} FROM escalations
			WHERE scope IN (SELECT scope FROM scopes) AND due_at < ? LIMIT +?`,
		)
			.all(time, limit)
			.map((row) => toEscalation(row));
	}

	async nextDueAt(
		scope: string,
		now: number,
		triggers: readonly string[] = [],
	): Promise<number | undefined> {
		const row = this.prepare(
			`SELECT due_at AS at FROM escalations
			WHERE scope = :scope AND due_at IS NOT NULL AND ${NOT_REPLIED} ORDER BY due_at LIMIT 1`,
		).get({ scope, now, triggers: JSON.stringify(triggers.map(toKey)) });
		return toTime(row?.at);
	}

	async renewClaims(tokens: string[], until: number, now: number): Promise<void> {
		const statement = this.prepare(
			'UPDATE escalations SET due_at = ?, due_set_at = ? WHERE id = ? AND claim_token = ?',
		);
		for (const token of tokens) statement.run(until, now, escalationIdOf(token), token);
	}
}
