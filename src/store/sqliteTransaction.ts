import type { DatabaseSync, SQLInputValue, StatementSync } from 'node:sqlite';

import { escalationIdOf } from '../escalation/claimToken';
import type { Escalation, Push, TimelineEntry } from '../escalation/escalation';
import { HOUR } from '../time/duration';
import {
	hasDetails,
	plannedBy,
	REPLACED_STATE,
	STATE_COLUMNS,
	stateChanges,
	stateRow,
	toEscalation,
	toTimeline,
	wholeRow,
	WITH_COUNT,
} from './escalationRow';
import {
	ANSWER_COUNTS_FOR,
	areOpen,
	EVERYWHERE,
	LATEST_ENDED,
	MOST_TAKEN,
	SCOPES_DUE,
	toInboxEntry,
	toTime,
	type Row,
} from './rows';
import type { Conversation, DueTable, EscalationFilter, InboxEntry, Transaction } from './store';

/**
 * Nobody has to hear of a conversation whose answer is stored already, only not
 * yet on its way. One that stays there, because its workflow is not published,
 * must not silence the conversation for ever.
 */
const NOT_ANSWERED = `NOT EXISTS (
	SELECT 1 FROM inbox
	WHERE answers = conversation_key AND received_at BETWEEN :now - ${ANSWER_COUNTS_FOR} AND :now
)`;

const CHANGED_STATE = stateChanges((column) => `?${STATE_COLUMNS.indexOf(column) + 1}`);

const WORKFLOW_ID = "substr(scope, 1, instr(scope, ':') - 1)";

const OF_WORKFLOW = `(:workflowId IS NULL OR ${WORKFLOW_ID} = :workflowId)`;

/** The connection, and its statements, each prepared once. */
export class SqliteStatements {
	private readonly statements = new Map<string, StatementSync>();

	constructor(readonly database: DatabaseSync) {}

	prepare(sql: string): StatementSync {
		let statement = this.statements.get(sql);
		if (!statement) {
			statement = this.database.prepare(sql);
			this.statements.set(sql, statement);
		}
		return statement;
	}
}

/**
 * One transaction of the embedded store. `LIMIT +?`, because a parameter that
 * stands there alone has SQLite plan the query anew each time that it is run.
 */
export class SqliteTransaction implements Transaction {
	constructor(
		private readonly statements: SqliteStatements,
		readonly now: number,
	) {}

	async recordDelivery(scope: string, id: string, at: number): Promise<boolean> {
		const { changes } = this.prepare(
			'INSERT INTO deliveries (scope, id, at) VALUES (?, ?, ?) ON CONFLICT DO NOTHING',
		).run(scope, id, at);
		return Number(changes) > 0;
	}

	async recordDeliveries(scope: string, ids: string[], at: number): Promise<Set<string>> {
		const fresh = new Set<string>();
		for (const id of ids) if (await this.recordDelivery(scope, id, at)) fresh.add(id);
		return fresh;
	}

	async addToInbox(
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

	async dueInbox(scope: string, now: number, limit: number): Promise<InboxEntry[]> {
		if (!this.isAny('inbox', 'due_at <= ?', scope, now)) return [];
		return this.prepare(
			`SELECT * FROM (
				SELECT *, sum(length(event)) OVER (ORDER BY due_at, sequence) - length(event) AS before FROM (
					SELECT * FROM inbox WHERE scope = ? AND due_at <= ? ORDER BY due_at, sequence LIMIT +?))
			WHERE before < ${MOST_TAKEN} ORDER BY due_at, sequence`,
		)
			.all(scope, now, limit)
			.map((row) => toInboxEntry(row));
	}

	async inboxByClaims(tokens: string[]): Promise<InboxEntry[]> {
		const statement = this.prepare('SELECT * FROM inbox WHERE claim_token = ?');
		return tokens.flatMap((token) => statement.all(token).map((row) => toInboxEntry(row)));
	}

	async saveInbox(entries: InboxEntry[], now: number): Promise<void> {
		const statement = this.prepare(
			'UPDATE inbox SET due_at = ?, due_set_at = ?, claim_token = ?, claim_owner = ?, failures = ? WHERE sequence = ?',
		);
		for (const { dueAt, claimToken, claimOwner, failures, sequence } of entries) {
			statement.run(dueAt, now, claimToken, claimOwner, failures, sequence);
		}
	}

	async removeFromInbox(sequences: number[]): Promise<void> {
		const statement = this.prepare('DELETE FROM inbox WHERE sequence = ?');
		for (const sequence of sequences) statement.run(sequence);
	}

	async saveEscalations(
		escalations: Escalation[],
		now: number,
		timelines?: Map<string, TimelineEntry[]>,
	): Promise<void> {
		const update = this.prepare(`UPDATE escalations SET ${CHANGED_STATE} WHERE id = ?1`);
		const insert = this.prepare(
			`INSERT INTO escalations
				(${STATE_COLUMNS.join()}, scope, conversation_key, opened_at, details)
			VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
			ON CONFLICT (id) DO UPDATE SET
				${REPLACED_STATE}, details = excluded.details`,
		);
		// In the order of the columns.
		for (const escalation of escalations) {
			const timeline = timelines?.get(escalation.id);
			if (hasDetails(escalation)) {
				update.run(...Object.values(stateRow(escalation, now, timeline)));
			} else {
				insert.run(...Object.values(wholeRow(escalation, now, timeline)));
			}
		}
	}

	async conversations(
		scope: string,
		conversationKeys: string[],
		now: number,
	): Promise<Map<string, Conversation>> {
		const known = new Map<string, Conversation>();
		for (const key of conversationKeys) {
			const [open] = await this.openEscalations(key, now, scope);
			const latest = open ?? (await this.latestEscalation(scope, key, now));
			known.set(key, { open, latest, repliedAt: await this.lastReply(key, scope, now) });
		}
		return known;
	}

	async openEscalations(
		conversationKey: string,
		now: number,
		scope?: string,
	): Promise<Escalation[]> {
		const inScope = scope === undefined ? '' : 'AND scope = ?';
		const statement = this.prepare(
			`SELECT ${WITH_COUNT} FROM escalations
			WHERE conversation_key = ? ${inScope} AND ended_at IS NULL`,
		);
		const rows =
			scope === undefined ? statement.all(conversationKey) : statement.all(conversationKey, scope);
		return rows.map((row) => plannedBy(row, now));
	}

	async escalation(id: string): Promise<Escalation | undefined> {
		const row = this.prepare(`SELECT ${WITH_COUNT} FROM escalations WHERE id = ?`).get(id);
		return row && toEscalation(row);
	}

	async escalationsByClaims(tokens: string[], now: number): Promise<Escalation[]> {
		const statement = this.prepare(
			`SELECT ${WITH_COUNT} FROM escalations WHERE id = ? AND claim_token = ?`,
		);
		return tokens.flatMap((token) =>
			statement.all(escalationIdOf(token), token).map((row) => plannedBy(row, now)),
		);
	}

	async dueEscalations(scope: string, now: number, limit: number): Promise<Escalation[]> {
		if (!this.isAny('escalations', 'due_at <= ?', scope, now)) return [];
		return this.prepare(
			`SELECT ${WITH_COUNT} FROM escalations
			WHERE scope = :scope AND due_at <= :now AND ${NOT_ANSWERED} ORDER BY due_at LIMIT +:limit`,
		)
			.all({ scope, now, limit })
			.map((row) => plannedBy(row, now));
	}

	async answersWaiting(conversationKeys: string[], now: number): Promise<Set<string>> {
		const statement = this.prepare(
			`SELECT ${NOT_ANSWERED} AS isNone FROM (SELECT :key AS conversation_key)`,
		);
		return new Set(conversationKeys.filter((key) => statement.get({ key, now })?.isNone === 0));
	}

	async movedEscalations(scope: string, now: number, limit: number): Promise<Escalation[]> {
		if (!this.isAny('escalations', 'due_set_at > ?', scope, now)) return [];
		return this.prepare(
			`SELECT ${WITH_COUNT} FROM escalations
			WHERE scope = ? AND due_at IS NOT NULL AND due_set_at > ? LIMIT +?`,
		)
			.all(scope, now, limit)
			.map((row) => plannedBy(row, now));
	}

	async latestEscalation(
		scope: string,
		conversationKey: string,
		now: number,
	): Promise<Escalation | undefined> {
		const row = this.prepare(
			`SELECT ${WITH_COUNT} FROM escalations
			WHERE conversation_key = ? AND scope = ? AND opened_at <= ? ORDER BY opened_at DESC LIMIT 1`,
		).get(conversationKey, scope, now);
		return row && toEscalation(row);
	}

	async findEscalations(
		filter: EscalationFilter,
		limit: number,
		offset: number,
	): Promise<Escalation[]> {
		const { conversationKey, workflowId, states, openedFrom, openedBefore, after } = filter;
		const conditions: Array<[sql: string, values: SQLInputValue[]]> = [];
		if (conversationKey !== undefined) conditions.push(['conversation_key = ?', [conversationKey]]);
		if (workflowId !== undefined) {
			conditions.push([`${WORKFLOW_ID} = ?`, [workflowId]]);
		}
		if (states) conditions.push([`state IN (${states.map(() => '?').join()})`, [...states]]);
		if (states && areOpen(states)) conditions.push(['ended_at IS NULL', []]);
		if (openedFrom !== undefined) conditions.push(['opened_at >= ?', [openedFrom]]);
		if (openedBefore !== undefined) conditions.push(['opened_at < ?', [openedBefore]]);
		if (after) {
			// Its row says what the order goes by, also after the clock was set back; unless it was forgotten.
			const openedAt = 'coalesce((SELECT opened_at FROM escalations WHERE id = ?), ?)';
			conditions.push([`(opened_at, id) < (${openedAt}, ?)`, [after.id, after.openedAt, after.id]]);
		}
		const where = conditions.map(([sql]) => sql).join(' AND ') || 'TRUE';
		const values = conditions.flatMap(([, given]) => given);
		return this.prepare(
			`SELECT ${WITH_COUNT} FROM escalations WHERE ${where}
			ORDER BY opened_at DESC, id DESC LIMIT +? OFFSET +?`,
		)
			.all(...values, limit, offset)
			.map((row) => toEscalation(row));
	}

	async waitingEscalations(limit: number, workflowId?: string): Promise<Escalation[]> {
		return this.prepare(
			`SELECT ${WITH_COUNT} FROM escalations
			WHERE ended_at IS NULL AND ${OF_WORKFLOW} ORDER BY opened_at LIMIT +:limit`,
		)
			.all({ limit, workflowId: workflowId ?? null })
			.map((row) => toEscalation(row));
	}

	async endedEscalations(limit: number, workflowId?: string): Promise<Escalation[]> {
		return this.prepare(
			`SELECT ${WITH_COUNT} FROM escalations WHERE id IN (
				SELECT id FROM (${LATEST_ENDED}) WHERE ${OF_WORKFLOW} ORDER BY ended_at DESC LIMIT +:limit)
			ORDER BY ended_at DESC`,
		)
			.all({ limit, workflowId: workflowId ?? null })
			.map((row) => toEscalation(row));
	}

	async overdueEscalations(time: number, limit: number): Promise<Escalation[]> {
		return this.prepare(
			`${SCOPES_DUE}
			SELECT ${WITH_COUNT} FROM escalations
			WHERE scope IN (SELECT scope FROM scopes) AND due_at < ? LIMIT +?`,
		)
			.all(time, limit)
			.map((row) => toEscalation(row));
	}

	async savePushes(pushes: Push[]): Promise<void> {
		const statement = this.prepare(
			`INSERT INTO pushes (escalation_id, number, gated_at, token) VALUES (?, ?, ?, ?)
			ON CONFLICT (escalation_id, number) DO UPDATE SET
				gated_at = excluded.gated_at, token = excluded.token`,
		);
		for (const { escalationId, number, gatedAt, token } of pushes) {
			statement.run(escalationId, number, gatedAt, token);
		}
	}

	async removePushes(pushes: Array<Pick<Push, 'escalationId' | 'number'>>): Promise<void> {
		const statement = this.prepare('DELETE FROM pushes WHERE escalation_id = ? AND number = ?');
		for (const { escalationId, number } of pushes) statement.run(escalationId, number);
	}

	async removePushesOf(tokens: string[]): Promise<void> {
		const statement = this.prepare(
			`DELETE FROM pushes WHERE escalation_id = ? AND token = ? AND EXISTS (
				SELECT 1 FROM escalations WHERE id = escalation_id AND ended_at IS NOT NULL)`,
		);
		for (const token of tokens) statement.run(escalationIdOf(token), token);
	}

	async timelines(escalationIds: string[]): Promise<Map<string, TimelineEntry[]>> {
		const statement = this.prepare('SELECT timeline FROM escalations WHERE id = ?');
		return new Map(escalationIds.map((id) => [id, toTimeline(statement.get(id)?.timeline ?? '')]));
	}

	async recordReply(
		conversationKey: string,
		scope: string | undefined,
		repliedAt: number,
		now: number,
	): Promise<void> {
		this.prepare(
			`INSERT INTO replies (conversation_key, scope, replied_at) VALUES (?1, ?2, ?3)
			ON CONFLICT DO UPDATE SET replied_at = iif(replied_at > ?4, ?3, max(replied_at, ?3))`,
		).run(conversationKey, scope ?? EVERYWHERE, repliedAt, now);
	}

	async recordReplies(scope: string, repliedAt: Map<string, number>, now: number): Promise<void> {
		for (const [key, at] of repliedAt) await this.recordReply(key, scope, at, now);
	}

	async lastReply(
		conversationKey: string,
		scope: string,
		now: number,
	): Promise<number | undefined> {
		const row = this.prepare(
			`SELECT max(replied_at) AS at FROM replies
			WHERE conversation_key = ? AND scope IN (?, ?) AND replied_at <= ?`,
		).get(conversationKey, scope, EVERYWHERE, now);
		return toTime(row?.at);
	}

	async replyTimes(time: number, workflowId?: string): Promise<number[]> {
		return this.prepare(
			`SELECT ended_at - opened_at AS waited FROM escalations
			WHERE state = 'replied' AND ended_at >= :time AND ${OF_WORKFLOW}
			ORDER BY ended_at DESC LIMIT 10000`,
		)
			.all({ time, workflowId: workflowId ?? null })
			.map(({ waited }) => Number(waited));
	}

	async pushesByHour(time: number, workflowId?: string): Promise<Map<number, number>> {
		const rows = this.prepare(
			`SELECT gated_at / ${HOUR} AS hour, count(*) AS count
			FROM pushes JOIN escalations ON escalations.id = pushes.escalation_id
			WHERE gated_at >= :time AND ${OF_WORKFLOW} GROUP BY 1`,
		).all({ time, workflowId: workflowId ?? null });
		return new Map(rows.map(({ hour, count }) => [Number(hour) * HOUR, Number(count)]));
	}

	async setting(name: string): Promise<string | undefined> {
		const row = this.prepare('SELECT value FROM settings WHERE name = ?').get(name);
		return row && String(row.value);
	}

	async saveSetting(name: string, value: string): Promise<void> {
		this.prepare(
			`INSERT INTO settings (name, value) VALUES (?, ?)
			ON CONFLICT (name) DO UPDATE SET value = excluded.value`,
		).run(name, value);
	}

	async makeSetting(name: string, value: string): Promise<string> {
		this.prepare('INSERT INTO settings (name, value) VALUES (?, ?) ON CONFLICT DO NOTHING').run(
			name,
			value,
		);
		return (await this.setting(name)) ?? value;
	}

	async nextDueAt(table: DueTable, scope: string, now: number): Promise<number | undefined> {
		const row =
			table === 'inbox'
				? this.prepare('SELECT min(due_at) AS at FROM inbox WHERE scope = ?').get(scope)
				: this.prepare(
						`SELECT due_at AS at FROM escalations
						WHERE scope = :scope AND due_at IS NOT NULL AND ${NOT_ANSWERED}
						ORDER BY due_at LIMIT 1`,
					).get({ scope, now });
		return toTime(row?.at);
	}

	async releaseClaims(
		table: DueTable,
		scope: string,
		keepOwner: string,
		now: number,
		latest: number,
	): Promise<void> {
		this.prepare(
			`UPDATE ${table} SET due_at = ?1, due_set_at = ?1
			WHERE scope = ?2 AND due_at <= ?4 AND claim_token IS NOT NULL AND claim_owner <> ?3`,
		).run(now, scope, keepOwner, latest);
	}

	async renewClaims(table: DueTable, tokens: string[], until: number, now: number): Promise<void> {
		if (table === 'inbox') {
			const statement = this.prepare(
				'UPDATE inbox SET due_at = ?, due_set_at = ? WHERE claim_token = ?',
			);
			for (const token of tokens) statement.run(until, now, token);
			return;
		}
		const statement = this.prepare(
			'UPDATE escalations SET due_at = ?, due_set_at = ? WHERE id = ? AND claim_token = ?',
		);
		for (const token of tokens) statement.run(until, now, escalationIdOf(token), token);
	}

	async replanInbox(scope: string, now: number): Promise<void> {
		this.prepare(
			`UPDATE inbox SET due_at = due_at - due_set_at + ?1, due_set_at = ?1
			WHERE scope = ?2 AND due_set_at > ?1`,
		).run(now, scope);
	}

	async forgetInbox(time: number): Promise<void> {
		this.prepare('DELETE FROM inbox WHERE due_at < ?').run(time);
	}

	async forget(now: number, time: number): Promise<void> {
		this.prepare(
			`DELETE FROM pushes WHERE escalation_id IN (
				SELECT id FROM escalations WHERE forget_at < ?)`,
		).run(now);
		this.prepare('DELETE FROM escalations WHERE forget_at < ?').run(now);
		this.prepare('DELETE FROM deliveries WHERE at < ?').run(time);
		this.prepare('DELETE FROM replies WHERE replied_at < ?').run(time);
	}

	/** For what moves the rows as they are to another store. */
	rows(sql: string, values: SQLInputValue[]): Row[] {
		return this.prepare(sql).all(...values);
	}

	run(sql: string, values: SQLInputValue[]): void {
		this.prepare(sql).run(...values);
	}

	/** Mostly nothing is due: an index alone knows that in a fraction of the time. */
	private isAny(
		table: DueTable,
		condition: 'due_at <= ?' | 'due_set_at > ?',
		scope: string,
		now: number,
	): boolean {
		const row = this.prepare(
			`SELECT 1 FROM ${table} WHERE scope = ? AND due_at IS NOT NULL AND ${condition} LIMIT 1`,
		).get(scope, now);
		return row !== undefined;
	}

	private prepare(sql: string): StatementSync {
		return this.statements.prepare(sql);
	}
}
