import type { Escalation, TimelineEntry } from '../../escalation/escalation';
import { HOUR } from '../../time/duration';
import { toEscalation, toTimeline, WITH_COUNT } from '../escalationRow';
import { toKey } from '../keys';
import { areOpen, lastSearched, LATEST_ENDED } from '../rows';
import type { EscalationFilter, Lookups, Portion } from '../transaction';
import { PostgresTable } from './table';

export const WORKFLOW_ID = "split_part(scope, ':', 1)";

const OF_WORKFLOW = `($2::text IS NULL OR ${WORKFLOW_ID} = $2)`;

/** As the index `escalations_waiting` says it, for what looks through all that wait. */
const IS_WAITING = 'coalesce(ended_at, 0) = 0';

export class PostgresLookups extends PostgresTable implements Lookups {
	async escalation(id: string): Promise<Escalation | undefined> {
		const [row] = await this.query(`SELECT ${WITH_COUNT} FROM escalations WHERE id = $1`, [id]);
		return row && toEscalation(row);
	}

	/** As their columns have them: `toKey` makes nothing else of these. */
	async keysOf(ids: string[]): Promise<string[]> {
		const rows = await this.query(
			'SELECT conversation_key FROM escalations WHERE id = ANY($1::text[])',
			[ids],
		);
		return rows.map((row) => String(row.conversation_key));
	}

	async latest(
		scope: string,
		conversationKey: string,
		now: number,
	): Promise<Escalation | undefined> {
		const [row] = await this.query(
			`SELECT ${WITH_COUNT} FROM escalations
			WHERE conversation_key = $1 AND scope = $2 AND opened_at <= $3
			ORDER BY opened_at DESC LIMIT 1`,
			[toKey(conversationKey), scope, now],
		);
		return row && toEscalation(row);
	}

	async find(filter: EscalationFilter, limit: number, offset: number): Promise<Escalation[]> {
		const { conversationKey, workflowId, states, openedFrom, openedBefore, after } = filter;
		const values: unknown[] = [limit, offset];
		const conditions: string[] = [];
		const where = (sql: string, value: unknown) => {
			if (value === undefined) return;
			values.push(typeof value === 'string' ? toKey(value) : value);
			conditions.push(sql.replace('?', `$${values.length}`));
		};
		where('conversation_key = ?', conversationKey);
		where(`${WORKFLOW_ID} = ?`, workflowId);
		where('state = ANY(?::text[])', states);
		if (states && areOpen(states)) conditions.push(IS_WAITING);
		where('opened_at >= ?', openedFrom);
		where('opened_at < ?', openedBefore);
		where('id < ?', after?.id);
		const rows = await this.query(
			`SELECT ${WITH_COUNT} FROM escalations WHERE ${conditions.join(' AND ') || 'TRUE'}
			ORDER BY id DESC LIMIT $1 OFFSET $2`,
			values,
		);
		return rows.map(toEscalation);
	}

	async waiting(limit: number, workflowId?: string): Promise<Escalation[]> {
		const rows = await this.query(
			`SELECT ${WITH_COUNT} FROM escalations
			WHERE ${IS_WAITING} AND ${OF_WORKFLOW} ORDER BY opened_at LIMIT $1`,
			[limit, workflowId ?? null],
		);
		return rows.map(toEscalation);
	}

	async ended(limit: number, workflowId?: string): Promise<Escalation[]> {
		const rows = await this.query(
			`SELECT ${WITH_COUNT} FROM escalations WHERE id IN (
				SELECT id FROM (${LATEST_ENDED}) AS latest
				WHERE ${OF_WORKFLOW} ORDER BY ended_at DESC LIMIT $1)
			ORDER BY ended_at DESC`,
			[limit, workflowId ?? null],
		);
		return rows.map(toEscalation);
	}

	async mentioning(text: string, after: string): Promise<Portion<Escalation, string>> {
		const [row] = await this.query(lastSearched('escalations', 'id', 'details', '$1'), [after]);
		const last = row?.last === null ? undefined : String(row?.last);
		if (last === undefined) return { found: [], last };
		const found = await this.query(
			`SELECT ${WITH_COUNT} FROM escalations
			WHERE id > $1 AND id <= $2 AND strpos(details, $3) > 0 ORDER BY id`,
			[after, last, text],
		);
		return { found: found.map(toEscalation), last };
	}

	async timelines(escalationIds: string[]): Promise<Map<string, TimelineEntry[]>> {
		const timelines = new Map(escalationIds.map((id): [string, TimelineEntry[]] => [id, []]));
		if (escalationIds.length === 0) return timelines;
		const rows = await this.query(
			'SELECT id, timeline FROM escalations WHERE id = ANY($1::text[])',
			[escalationIds],
		);
		for (const { id, timeline } of rows) timelines.set(String(id), toTimeline(timeline));
		return timelines;
	}

	async replyTimes(time: number, workflowId?: string): Promise<number[]> {
		const rows = await this.query(
			`SELECT ended_at - opened_at AS waited FROM escalations
			WHERE state = 'replied' AND ended_at >= $1 AND ${OF_WORKFLOW}
			ORDER BY ended_at DESC LIMIT 10000`,
			[time, workflowId ?? null],
		);
		return rows.map(({ waited }) => Number(waited));
	}

	async remindersByHour(time: number, workflowId?: string): Promise<Map<number, number>> {
		const rows = await this.query(
			`SELECT gated_at / ${HOUR} AS hour, count(*) AS count
			FROM reminders JOIN escalations ON escalations.id = reminders.escalation_id
			WHERE gated_at >= $1 AND ${OF_WORKFLOW} GROUP BY 1`,
			[time, workflowId ?? null],
		);
		return new Map(rows.map(({ hour, count }) => [Number(hour) * HOUR, Number(count)]));
	}
}
