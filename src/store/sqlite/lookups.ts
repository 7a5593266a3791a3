import type { SQLInputValue } from 'node:sqlite';

import type { Escalation, TimelineEntry } from '../../escalation/escalation';
import { HOUR } from '../../time/duration';
import { toEscalation, toTimeline, WITH_COUNT } from '../escalationRow';
import { toKey } from '../keys';
import { areOpen, lastSearched, LATEST_ENDED } from '../rows';
import type { EscalationFilter, Lookups, Portion } from '../transaction';
import { SqliteTable } from './table';

export const WORKFLOW_ID = "substr(scope, 1, instr(scope, ':') - 1)";

const OF_WORKFLOW = `(:workflowId IS NULL OR ${WORKFLOW_ID} = :workflowId)`;

export class SqliteLookups extends SqliteTable implements Lookups {
	async escalation(id: string): Promise<Escalation | undefined> {
		const row = this.prepare(`SELECT ${WITH_COUNT} FROM escalations WHERE id = ?`).get(id);
		return row && toEscalation(row);
	}

	/** As their columns have them: `toKey` makes nothing else of these. */
	async keysOf(ids: string[]): Promise<string[]> {
		const statement = this.prepare('SELECT conversation_key FROM escalations WHERE id = ?');
		return ids.flatMap((id) => statement.all(id).map((row) => String(row.conversation_key)));
	}

	async latest(
		scope: string,
		conversationKey: string,
		now: number,
	): Promise<Escalation | undefined> {
		const row = this.prepare(
			`SELECT ${WITH_COUNT} FROM escalations
			WHERE conversation_key = ? AND scope = ? AND opened_at <= ? ORDER BY opened_at DESC LIMIT 1`,
		).get(toKey(conversationKey), scope, now);
		return row && toEscalation(row);
	}

	async find(filter: EscalationFilter, limit: number, offset: number): Promise<Escalation[]> {
		const { conversationKey, workflowId, states, openedFrom, openedBefore, after } = filter;
		const conditions: Array<[sql: string, values: SQLInputValue[]]> = [];
		if (conversationKey !== undefined)
			conditions.push(['conversation_key = ?', [toKey(conversationKey)]]);
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

	async waiting(limit: number, workflowId?: string): Promise<Escalation[]> {
		return this.prepare(
			`SELECT ${WITH_COUNT} FROM escalations
			WHERE ended_at IS NULL AND ${OF_WORKFLOW} ORDER BY opened_at LIMIT +:limit`,
		)
			.all({ limit, workflowId: workflowId ?? null })
			.map((row) => toEscalation(row));
	}

	async ended(limit: number, workflowId?: string): Promise<Escalation[]> {
		return this.prepare(
			`SELECT ${WITH_COUNT} FROM escalations WHERE id IN (
				SELECT id FROM (${LATEST_ENDED}) WHERE ${OF_WORKFLOW} ORDER BY ended_at DESC LIMIT +:limit)
			ORDER BY ended_at DESC`,
		)
			.all({ limit, workflowId: workflowId ?? null })
			.map((row) => toEscalation(row));
	}

	async mentioning(text: string, after: string): Promise<Portion<Escalation, string>> {
		const row = this.prepare(lastSearched('escalations', 'id', 'details', '?')).get(after);
		const last = row?.last === null ? undefined : String(row?.last);
		if (last === undefined) return { found: [], last };
		const found = this.prepare(
			`SELECT ${WITH_COUNT} FROM escalations
			WHERE id > ? AND id <= ? AND instr(details, ?) > 0 ORDER BY id`,
		).all(after, last, text);
		return { found: found.map((each) => toEscalation(each)), last };
	}

	async timelines(escalationIds: string[]): Promise<Map<string, TimelineEntry[]>> {
		const statement = this.prepare('SELECT timeline FROM escalations WHERE id = ?');
		return new Map(escalationIds.map((id) => [id, toTimeline(statement.get(id)?.timeline ?? '')]));
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

	async remindersByHour(time: number, workflowId?: string): Promise<Map<number, number>> {
		const rows = this.prepare(
			`SELECT gated_at / ${HOUR} AS hour, count(*) AS count
			FROM reminders JOIN escalations ON escalations.id = reminders.escalation_id
			WHERE gated_at >= :time AND ${OF_WORKFLOW} GROUP BY 1`,
		).all({ time, workflowId: workflowId ?? null });
		return new Map(rows.map(({ hour, count }) => [Number(hour) * HOUR, Number(count)]));
	}
}
