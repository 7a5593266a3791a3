import type { SQLInputValue } from 'node:sqlite';

import type { EscalationWithEvent, TimelineEntry } from '../../escalation/escalation';
import { HOUR } from '../../time/duration';
import { historyFrom } from '../history';
import { toKey } from '../keys';
import { eventIn, readAll } from '../reading';
import {
	areOpen,
	lastSearched,
	LATEST_ENDED,
	toSentMessages,
	toSize,
	toWaitingState,
	WITH_EVENT,
	type Row,
} from '../rows';
import type {
	EscalationFilter,
	InboxSize,
	Lookups,
	Portion,
	SentMessage,
	WaitingState,
} from '../transaction';
import { SqliteTable } from './table';

export const workflowIdOf = (scope: string) => `substr(${scope}, 1, instr(${scope}, ':') - 1)`;

const WORKFLOW_ID = workflowIdOf('escalations.scope');

const OF_WORKFLOW = `(:workflowId IS NULL OR ${WORKFLOW_ID} = :workflowId)`;

export class SqliteLookups extends SqliteTable implements Lookups {
	async escalation(id: string): Promise<EscalationWithEvent | undefined> {
		const [found] = await this.read(
			this.prepare(`SELECT ${WITH_EVENT} WHERE escalations.id = ?`).all(id),
		);
		return found;
	}

	/** As their columns have them: `toKey` makes nothing else of these. */
	async keysOf(ids: string[]): Promise<string[]> {
		const statement = this.prepare('SELECT conversation_key FROM states WHERE id = ?');
		return ids.flatMap((id) => statement.all(id).map((row) => String(row.conversation_key)));
	}

	async events(escalationIds: string[]): Promise<Map<string, Record<string, unknown>>> {
		const statement = this.prepare('SELECT event FROM escalations WHERE id = ?');
		return new Map(escalationIds.map((id) => [id, eventIn(statement.get(id) ?? {})]));
	}

	async find(
		filter: EscalationFilter,
		limit: number,
		offset: number,
	): Promise<EscalationWithEvent[]> {
		const { conversationKey, workflowId, states, openedFrom, openedBefore, after } = filter;
		const conditions: Array<[sql: string, values: SQLInputValue[]]> = [];
		if (conversationKey !== undefined)
			conditions.push(['escalations.conversation_key = ?', [toKey(conversationKey)]]);
		if (workflowId !== undefined) {
			conditions.push([`${WORKFLOW_ID} = ?`, [workflowId]]);
		}
		if (states) conditions.push([`state IN (${states.map(() => '?').join()})`, [...states]]);
		if (states && areOpen(states)) conditions.push(['escalations.ended_at IS NULL', []]);
		if (openedFrom !== undefined) conditions.push(['escalations.opened_at >= ?', [openedFrom]]);
		if (openedBefore !== undefined) conditions.push(['escalations.opened_at < ?', [openedBefore]]);
		if (after) {
			// Its row says what the order goes by, also after the clock was set back; unless it was forgotten.
			const openedAt = 'coalesce((SELECT opened_at FROM escalations WHERE id = ?), ?)';
			conditions.push([
				`(escalations.opened_at, escalations.id) < (${openedAt}, ?)`,
				[after.id, after.openedAt, after.id],
			]);
		}
		const where = conditions.map(([sql]) => sql).join(' AND ') || 'TRUE';
		const values = conditions.flatMap(([, given]) => given);
		return await this.read(
			this.prepare(
				`SELECT ${WITH_EVENT} WHERE ${where}
				ORDER BY escalations.opened_at DESC, escalations.id DESC LIMIT +? OFFSET +?`,
			).all(...values, limit, offset),
		);
	}

	async waiting(limit: number, workflowId?: string): Promise<EscalationWithEvent[]> {
		return await this.read(
			this.prepare(
				`SELECT ${WITH_EVENT} WHERE escalations.ended_at IS NULL AND ${OF_WORKFLOW} AND state <> 'expected'
				ORDER BY escalations.opened_at LIMIT +:limit`,
			).all({ limit, workflowId: workflowId ?? null }),
		);
	}

	async waitingStates(limit: number, after?: WaitingState): Promise<WaitingState[]> {
		const rows = this.prepare(
			`SELECT next.id, next.opened_at, state FROM (
				SELECT id, opened_at FROM escalations
				WHERE ended_at IS NULL AND opened_at >= :openedAt AND (opened_at, id) > (:openedAt, :id)
				ORDER BY opened_at, id LIMIT +:limit
			) AS next JOIN states ON states.id = next.id ORDER BY next.opened_at, next.id`,
		).all({ limit, openedAt: after?.openedAt ?? Number.MIN_SAFE_INTEGER, id: after?.id ?? '' });
		return rows.map(toWaitingState);
	}

	async inboxSize(): Promise<InboxSize> {
		return toSize(
			this.prepare('SELECT sum(events) AS events, sum(bytes) AS bytes FROM inbox_sizes').get(),
		);
	}

	async ended(limit: number, workflowId?: string): Promise<EscalationWithEvent[]> {
		return await this.read(
			this.prepare(
				`SELECT ${WITH_EVENT} WHERE escalations.id IN (
					SELECT id FROM (${LATEST_ENDED}) AS latest
					WHERE (:workflowId IS NULL OR ${workflowIdOf('latest.scope')} = :workflowId) ORDER BY ended_at DESC LIMIT +:limit)
				ORDER BY escalations.ended_at DESC`,
			).all({ limit, workflowId: workflowId ?? null }),
		);
	}

	async endedBetween(
		from: number,
		to: number,
		limit: number,
		after?: Pick<EscalationWithEvent, 'id' | 'endedAt'>,
	): Promise<EscalationWithEvent[]> {
		return await this.read(
			this.prepare(
				`SELECT ${WITH_EVENT}
				WHERE escalations.ended_at >= :from AND escalations.ended_at < :to
					AND (escalations.ended_at, escalations.id) > (:endedAt, :id)
				ORDER BY escalations.ended_at, escalations.id LIMIT +:limit`,
			).all({
				from: Math.max(from, after?.endedAt ?? from),
				to,
				limit,
				endedAt: after?.endedAt ?? from - 1,
				id: after?.id ?? '',
			}),
		);
	}

	async mentioning(text: string, after: string): Promise<Portion<EscalationWithEvent, string>> {
		const row = this.prepare(lastSearched('escalations', 'id', 'event', '?')).get(after);
		const last = row?.last === null ? undefined : String(row?.last);
		if (last === undefined) return { found: [], last };
		const found = this.prepare(
			`SELECT ${WITH_EVENT}
			WHERE escalations.id > ? AND escalations.id <= ? AND instr(event, ?) > 0
			ORDER BY escalations.id`,
		).all(after, last, text);
		return { found: await this.read(found), last };
	}

	async timelines(escalationIds: string[]): Promise<Map<string, TimelineEntry[]>> {
		const state = this.prepare('SELECT * FROM states WHERE id = ?');
		const reminders = this.prepare(
			'SELECT * FROM reminders WHERE escalation_id = ? ORDER BY number',
		);
		const lines = this.prepare(
			'SELECT line FROM timeline WHERE escalation_id = ? ORDER BY sequence',
		);
		return new Map(
			escalationIds.map((id) => {
				const row = state.get(id);
				return [id, row ? historyFrom(row, reminders.all(id), lines.all(id)) : []];
			}),
		);
	}

	async sentMessages(escalationIds: string[]): Promise<Map<string, SentMessage[]>> {
		const statement = this.prepare(
			'SELECT * FROM sent_messages WHERE escalation_id = ? ORDER BY sent_at',
		);
		return toSentMessages(escalationIds.flatMap((id) => statement.all(id)));
	}

	async remindersByHour(time: number, workflowId?: string): Promise<Map<number, number>> {
		const rows = this.prepare(
			`SELECT gated_at / ${HOUR} AS hour, count(*) AS count
			FROM reminders JOIN escalations ON escalations.id = reminders.escalation_id
			WHERE gated_at >= :time AND ${OF_WORKFLOW} GROUP BY 1`,
		).all({ time, workflowId: workflowId ?? null });
		return new Map(rows.map(({ hour, count }) => [Number(hour) * HOUR, Number(count)]));
	}

	private async read(rows: Row[]): Promise<EscalationWithEvent[]> {
		const statement = this.prepare('SELECT policy FROM escalations WHERE id = ?');
		return await readAll(
			rows,
			async (ids) => new Map(ids.map((id) => [id, String(statement.get(id)?.policy)])),
		);
	}
}
