import { escalationIdOf } from '../../escalation/claimToken';
import type { Escalation, TimelineEntry } from '../../escalation/escalation';
import {
	ESCALATION_COLUMNS,
	KEPT_DETAILS,
	namesOf,
	plannedBy,
	REPLACED_STATE,
	STATE_COLUMNS,
	stateChanges,
	stateRow,
	toEscalation,
	WHOLE_COLUMNS,
	wholeRow,
	WITH_COUNT,
} from '../escalationRow';
import { toKey } from '../keys';
import { EVERYWHERE, SCOPES_DUE, toTime } from '../rows';
import type { Conversation, EscalationTable } from '../transaction';
import { CLOCK_TOLERANCE } from './clock';
import { PostgresDueTable } from './dueTable';
import { notReplied } from './inbox';
import { lastReplyTo, toReply } from './replies';
import { arraysOf, columnsOf } from './statements';

const CHANGED_STATE = stateChanges((column) => `new.${column}`);
const STATE = namesOf(STATE_COLUMNS);
const WHOLE = namesOf(WHOLE_COLUMNS);

export class PostgresEscalationTable extends PostgresDueTable implements EscalationTable {
	async save(
		escalations: Escalation[],
		now: number,
		timelines?: Map<string, TimelineEntry[]>,
	): Promise<void> {
		if (escalations.length === 0) return;
		const rows = escalations.map((escalation) =>
			wholeRow(escalation, now, timelines?.get(escalation.id)),
		);
		await this.query(
			`INSERT INTO escalations (${WHOLE.join()})
			SELECT * FROM unnest(${arraysOf(WHOLE_COLUMNS)})
			ON CONFLICT (id) DO UPDATE SET
				${REPLACED_STATE}, details = excluded.details`,
			columnsOf(rows, WHOLE),
		);
	}

	async update(
		escalations: Escalation[],
		now: number,
		timelines?: Map<string, TimelineEntry[]>,
	): Promise<void> {
		if (escalations.length === 0) return;
		const rows = escalations.map((escalation) =>
			stateRow(escalation, now, timelines?.get(escalation.id)),
		);
		await this.query(
			`UPDATE escalations SET ${CHANGED_STATE}, ${KEPT_DETAILS}
			FROM unnest(${arraysOf(STATE_COLUMNS)}) AS new (${STATE.join()})
			WHERE escalations.id = new.id`,
			columnsOf(rows, STATE),
		);
	}

	async conversations(
		scope: string,
		conversationKeys: string[],
		now: number,
	): Promise<Map<string, Conversation>> {
		const keyOf = ({ conversationKey }: Escalation) => conversationKey;
		const keys = conversationKeys.map(toKey);
		const open = await this.locked(
			now,
			`conversation_key = ANY($1::text[]) AND scope = $2 AND ended_at IS NULL
			ORDER BY id FOR UPDATE`,
			[keys, scope],
		);
		const openByKey = new Map(open.map((escalation) => [keyOf(escalation), escalation]));
		const latest = await this.query(
			`SELECT found.* FROM unnest($1::text[]) AS asked (key), LATERAL (
				SELECT ${WITH_COUNT} FROM escalations
				WHERE conversation_key = asked.key AND scope = $2 AND opened_at <= $3
				ORDER BY opened_at DESC LIMIT 1) AS found`,
			[conversationKeys.filter((key) => !openByKey.has(key)).map(toKey), scope, now],
		);
		const replies = await this.query(
			`SELECT key, (${lastReplyTo('key')}) FROM unnest($1::text[]) AS asked (key)`,
			[keys, scope, EVERYWHERE, now],
		);
		const latestByKey = new Map(
			latest.map(toEscalation).map((escalation) => [keyOf(escalation), escalation]),
		);
		const repliesByKey = new Map(replies.map((row) => [row.key, toReply(row.last)]));
		return new Map(
			conversationKeys.map((key, index) => [
				key,
				{
					open: openByKey.get(key),
					latest: openByKey.get(key) ?? latestByKey.get(key),
					...repliesByKey.get(keys[index]),
				},
			]),
		);
	}

	async open(conversationKey: string, now: number, scope?: string): Promise<Escalation[]> {
		const inScope = scope === undefined ? '' : 'AND scope = $2';
		return await this.locked(
			now,
			`conversation_key = $1 ${inScope} AND ended_at IS NULL ORDER BY id FOR UPDATE`,
			[toKey(conversationKey), ...(scope === undefined ? [] : [scope])],
		);
	}

	async byIds(ids: string[], now: number): Promise<Escalation[]> {
		return await this.locked(now, 'id = ANY($1::text[]) ORDER BY id FOR UPDATE', [ids]);
	}

	async erase(ids: string[]): Promise<void> {
		if (ids.length === 0) return;
		await this.query('DELETE FROM escalations WHERE id = ANY($1::text[])', [ids]);
		await this.query('DELETE FROM reminders WHERE escalation_id = ANY($1::text[])', [ids]);
	}

	async byClaims(tokens: string[], now: number): Promise<Escalation[]> {
		return await this.locked(
			now,
			`id = ANY($1::text[]) AND claim_token = ANY($2::text[])
			ORDER BY id FOR UPDATE`,
			[tokens.map(escalationIdOf), tokens],
		);
	}

	async due(
		scope: string,
		now: number,
		limit: number,
		triggers: readonly string[] = [],
	): Promise<Escalation[]> {
		const due = await this.locked(
			now,
			`scope = $1 AND due_at <= $2 AND ${notReplied('$4')}
			ORDER BY due_at LIMIT $3 FOR UPDATE SKIP LOCKED`,
			[scope, now, limit, triggers.map(toKey)],
		);
		// Postgres has put them in order before it had their locks: one may have changed since.
		return due.toSorted((a, b) => (a.dueAt ?? 0) - (b.dueAt ?? 0));
	}

	async moved(scope: string, now: number, limit: number): Promise<Escalation[]> {
		return await this.locked(
			now,
			`scope = $1 AND due_at IS NOT NULL AND due_set_at > $2
			LIMIT $3 FOR UPDATE SKIP LOCKED`,
			[scope, now + CLOCK_TOLERANCE, limit],
		);
	}

	async endedAfter(
		scope: string,
		time: number,
		after: string,
		limit: number,
	): Promise<Escalation[]> {
		// Hardly ever any: found by when they ended, and only then put in order.
		const found = await this.query(
			`WITH ahead AS MATERIALIZED (SELECT id, scope FROM escalations WHERE ended_at > $2)
			SELECT id FROM ahead WHERE scope = $1 AND id > $3 ORDER BY id LIMIT $4`,
			[scope, time, after, limit],
		);
		if (found.length === 0) return [];
		return await this.locked(
			Infinity,
			'id = ANY($1::text[]) AND ended_at > $2 ORDER BY id FOR UPDATE',
			[found.map(({ id }) => id), time],
		);
	}

	async overdue(time: number, limit: number): Promise<Escalation[]> {
		const scopes = await this.query(
			`${SCOPES_DUE} SELECT scope FROM scopes WHERE scope IS NOT NULL`,
			[],
		);
		return await this.locked(
			// As they stand, whatever the clock was set to.
			Infinity,
			`scope = ANY($1::text[]) AND due_at < $2
			LIMIT $3 FOR UPDATE SKIP LOCKED`,
			[scopes.map(({ scope }) => scope), time, limit],
		);
	}

	async nextDueAt(
		scope: string,
		now: number,
		triggers: readonly string[] = [],
	): Promise<number | undefined> {
		const [row] = await this.query(
			`SELECT due_at AS at FROM escalations
			WHERE scope = $1 AND due_at IS NOT NULL AND ${notReplied('$3')} ORDER BY due_at LIMIT 1`,
			[scope, now, triggers.map(toKey)],
		);
		return toTime(row?.at);
	}

	async renewClaims(tokens: string[], until: number, now: number): Promise<void> {
		await this.query(
			`UPDATE escalations SET due_at = $1, due_set_at = $2
			WHERE claim_token = ANY($3::text[]) AND id = ANY($4::text[])`,
			[until, now, tokens, tokens.map(escalationIdOf)],
		);
	}

	/**
	 * Locks the escalations of which `which` is true, and gives them as they are
	 * then. Their reminders are counted by a statement of its own: the first may have
	 * had to wait, and would still see those of before.
	 */
	private async locked(now: number, which: string, values: unknown[]): Promise<Escalation[]> {
		const rows = await this.query(
			`SELECT ${ESCALATION_COLUMNS} FROM escalations WHERE ${which}`,
			values,
		);
		if (rows.length === 0) return [];
		const counts = await this.query(
			`SELECT escalation_id, count(*) AS count FROM reminders
			WHERE escalation_id = ANY($1::text[]) GROUP BY escalation_id`,
			[rows.map(({ id }) => id)],
		);
		const countOf = new Map(counts.map((row) => [row.escalation_id, row.count]));
		return rows.map((row) =>
			plannedBy({ ...row, reminder_count: countOf.get(row.id) ?? 0 }, now, CLOCK_TOLERANCE),
		);
	}
}
