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
import type { PostgresStatements } from './statements';
import { PostgresTable } from './table';

export const workflowIdOf = (scope: string) => `split_part(${scope}, ':', 1)`;

const WORKFLOW_ID = workflowIdOf('escalations.scope');

const OF_WORKFLOW = `($2::text IS NULL OR ${WORKFLOW_ID} = $2)`;

/** As the index `escalations_waiting` says it, for what looks through all that wait. */
const IS_WAITING = 'coalesce(escalations.ended_at, 0) = 0';

export class PostgresLookups extends PostgresTable implements Lookups {
	constructor(private readonly connection: PostgresStatements) {
		super(connection);
	}

	async escalation(id: string): Promise<EscalationWithEvent | undefined> {
		const [found] = await this.read(
			await this.query(`SELECT ${WITH_EVENT} WHERE escalations.id = $1`, [id]),
		);
		return found;
	}

	/** As their columns have them: `toKey` makes nothing else of these. */
	async keysOf(ids: string[]): Promise<string[]> {
		const rows = await this.query(
			'SELECT conversation_key FROM states WHERE id = ANY($1::text[])',
			[ids],
		);
		return rows.map((row) => String(row.conversation_key));
	}

	async events(escalationIds: string[]): Promise<Map<string, Record<string, unknown>>> {
		if (escalationIds.length === 0) return new Map();
		const rows = await this.query('SELECT id, event FROM escalations WHERE id = ANY($1::text[])', [
			escalationIds,
		]);
		return new Map(rows.map((row) => [String(row.id), eventIn(row)]));
	}

	async find(
		filter: EscalationFilter,
		limit: number,
		offset: number,
	): Promise<EscalationWithEvent[]> {
		const { conversationKey, workflowId, states, openedFrom, openedBefore, after } = filter;
		const values: unknown[] = [limit, offset];
		const conditions: string[] = [];
		const where = (sql: string, value: unknown) => {
			if (value === undefined) return;
			values.push(typeof value === 'string' ? toKey(value) : value);
			conditions.push(sql.replaceAll('?', `$${values.length}`));
		};
		where('escalations.conversation_key = ?', conversationKey);
		where(`${WORKFLOW_ID} = ?`, workflowId);
		where('state = ANY(?::text[])', states);
		if (states && areOpen(states)) conditions.push(IS_WAITING);
		where('escalations.opened_at >= ?', openedFrom);
		where('escalations.opened_at < ?', openedBefore);
		// Of both: what is true of one, Postgres does not know of the other.
		where('escalations.id < ? AND states.id < ?', after?.id);
		return await this.read(
			await this.query(
				`SELECT ${WITH_EVENT} WHERE ${conditions.join(' AND ') || 'TRUE'}
				ORDER BY escalations.id DESC LIMIT $1 OFFSET $2`,
				values,
			),
		);
	}

	async waiting(limit: number, workflowId?: string): Promise<EscalationWithEvent[]> {
		return await this.read(
			await this.query(
				`SELECT ${WITH_EVENT} WHERE ${IS_WAITING} AND ${OF_WORKFLOW} AND state <> 'expected'
				ORDER BY escalations.opened_at LIMIT $1`,
				[limit, workflowId ?? null],
			),
		);
	}

	async waitingStates(limit: number, after?: WaitingState): Promise<WaitingState[]> {
		const rows = await this.query(
			`SELECT next.id, next.opened_at, state FROM (
				SELECT id, opened_at FROM escalations
				WHERE ${IS_WAITING} AND opened_at >= $2 AND (opened_at, id) > ($2, $3)
				ORDER BY opened_at, id LIMIT $1
			) AS next JOIN states ON states.id = next.id ORDER BY next.opened_at, next.id`,
			[limit, after?.openedAt ?? Number.MIN_SAFE_INTEGER, after?.id ?? ''],
		);
		return rows.map(toWaitingState);
	}

	async inboxSize(): Promise<InboxSize> {
		const [row] = await this.query(
			'SELECT sum(events) AS events, sum(bytes) AS bytes FROM inbox_sizes',
			[],
		);
		return toSize(row);
	}

	async ended(limit: number, workflowId?: string): Promise<EscalationWithEvent[]> {
		return await this.read(
			await this.query(
				`SELECT ${WITH_EVENT} WHERE escalations.id IN (
					SELECT id FROM (${LATEST_ENDED}) AS latest
					WHERE ($2::text IS NULL OR ${workflowIdOf('latest.scope')} = $2) ORDER BY ended_at DESC LIMIT $1)
				ORDER BY escalations.ended_at DESC`,
				[limit, workflowId ?? null],
			),
		);
	}

	async endedBetween(
		from: number,
		to: number,
		limit: number,
		after?: Pick<EscalationWithEvent, 'id' | 'endedAt'>,
	): Promise<EscalationWithEvent[]> {
		return await this.read(
			await this.query(
				`SELECT ${WITH_EVENT}
				WHERE escalations.ended_at >= $1 AND escalations.ended_at < $2
					AND (escalations.ended_at, escalations.id) > ($3, $4)
				ORDER BY escalations.ended_at, escalations.id LIMIT $5`,
				[
					Math.max(from, after?.endedAt ?? from),
					to,
					after?.endedAt ?? from - 1,
					after?.id ?? '',
					limit,
				],
			),
		);
	}

	async mentioning(text: string, after: string): Promise<Portion<EscalationWithEvent, string>> {
		const [row] = await this.query(lastSearched('escalations', 'id', 'event', '$1'), [after]);
		const last = row?.last === null ? undefined : String(row?.last);
		if (last === undefined) return { found: [], last };
		const found = await this.query(
			`SELECT id FROM escalations WHERE id > $1 AND id <= $2 AND strpos(event, $3) > 0`,
			[after, last, text],
		);
		const rows = await this.query(
			`SELECT ${WITH_EVENT} WHERE escalations.id = ANY($1::text[]) ORDER BY escalations.id`,
			[found.map(({ id }) => id)],
		);
		return { found: await this.read(rows), last };
	}

	async timelines(escalationIds: string[]): Promise<Map<string, TimelineEntry[]>> {
		const timelines = new Map(escalationIds.map((id): [string, TimelineEntry[]] => [id, []]));
		if (escalationIds.length === 0) return timelines;
		const ask = async (sql: string) => await this.query(sql, [escalationIds]);
		const states = await ask('SELECT * FROM states WHERE id = ANY($1::text[])');
		const reminders = rowsById(
			await ask(
				'SELECT * FROM reminders WHERE escalation_id = ANY($1::text[]) ORDER BY escalation_id, number',
			),
		);
		const lines = rowsById(
			await ask('SELECT * FROM timeline WHERE escalation_id = ANY($1::text[]) ORDER BY sequence'),
		);
		for (const state of states) {
			const id = String(state.id);
			timelines.set(id, historyFrom(state, reminders.get(id) ?? [], lines.get(id) ?? []));
		}
		return timelines;
	}

	async sentMessages(escalationIds: string[]): Promise<Map<string, SentMessage[]>> {
		return toSentMessages(
			await this.query(
				'SELECT * FROM sent_messages WHERE escalation_id = ANY($1::text[]) ORDER BY sent_at',
				[escalationIds],
			),
		);
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

	private async read(rows: Row[]): Promise<EscalationWithEvent[]> {
		return await readAll(rows, async (ids) => await this.connection.policies(ids));
	}
}

function rowsById(rows: Row[]): Map<string, Row[]> {
	return Map.groupBy(rows, ({ escalation_id: id }) => String(id));
}
