import { createHash } from 'node:crypto';
import type { PoolClient } from 'pg';

import { escalationIdOf } from '../escalation/claimToken';
import type { Escalation, Push, TimelineEntry } from '../escalation/escalation';
import { HOUR, SECOND } from '../time/duration';
import { toKey } from './postgresKeys';
import {
	ESCALATION_COLUMNS,
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
 * Milliseconds. What a transaction reads may have been planned after it began,
 * by one that it had to wait for: only what lies further ahead of its time says
 * that the clock was set back. Longer than a transaction waits for locks.
 */
export const CLOCK_TOLERANCE = 10 * SECOND;

const CHANGED_STATE = stateChanges((column) => `new.${column}`);

/** See the embedded store: an answer that waits in the inbox silences its conversation, for a while. `$2` is now. */
const NOT_ANSWERED = `NOT EXISTS (
	SELECT 1 FROM inbox
	WHERE answers = conversation_key AND received_at BETWEEN $2::bigint - ${ANSWER_COUNTS_FOR} AND $2
)`;

const WORKFLOW_ID = "split_part(scope, ':', 1)";

const OF_WORKFLOW = `($2::text IS NULL OR ${WORKFLOW_ID} = $2)`;

/** As the index `escalations_waiting` says it, for what looks through all that wait. */
const IS_WAITING = 'coalesce(ended_at, 0) = 0';

/** `$2` and `$3` are scopes, `$4` is now: as a filter, so that nobody looks through all replies until then. */
const lastReplyTo = (key: string) => `
	SELECT max(replied_at) FILTER (WHERE replied_at <= $4) AS at FROM replies
	WHERE conversation_key = ${key} AND scope IN ($2, $3)`;

/** Names of prepared statements by their text: the same in every process, because a pooler may share connections. */
const names = new Map<string, string>();

/** One transaction of the Postgres store. What keeps it apart from others, `PostgresStore` says. */
export class PostgresTransaction implements Transaction {
	constructor(
		private readonly client: PoolClient,
		readonly now: number,
	) {}

	async recordDelivery(scope: string, id: string, at: number): Promise<boolean> {
		const { length } = await this.query(
			'INSERT INTO deliveries (scope, id, at) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING RETURNING 1',
			[scope, toKey(id), at],
		);
		return length > 0;
	}

	async recordDeliveries(scope: string, ids: string[], at: number): Promise<Set<string>> {
		if (ids.length === 0) return new Set();
		const keys = new Map(ids.map((id) => [toKey(id), id]));
		const rows = await this.query(
			`INSERT INTO deliveries (scope, id, at) SELECT $1, id, $2 FROM unnest($3::text[]) AS id
			ORDER BY id ON CONFLICT DO NOTHING RETURNING id`,
			[scope, at, [...keys.keys()]],
		);
		return new Set(rows.map(({ id }) => keys.get(String(id)) ?? ''));
	}

	async addToInbox(
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

	async dueInbox(scope: string, now: number, limit: number): Promise<InboxEntry[]> {
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

	async inboxByClaims(tokens: string[]): Promise<InboxEntry[]> {
		const rows = await this.query(
			'SELECT * FROM inbox WHERE claim_token = ANY($1::text[]) ORDER BY sequence FOR UPDATE',
			[tokens],
		);
		return rows.map(toInboxEntry);
	}

	async saveInbox(entries: InboxEntry[], now: number): Promise<void> {
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

	async removeFromInbox(sequences: number[]): Promise<void> {
		if (sequences.length === 0) return;
		await this.query('DELETE FROM inbox WHERE sequence = ANY($1::bigint[])', [sequences]);
	}

	async saveEscalations(
		escalations: Escalation[],
		now: number,
		timelines?: Map<string, TimelineEntry[]>,
	): Promise<void> {
		const timelineOf = ({ id }: Escalation) => timelines?.get(id);
		await this.updateEscalations(
			escalations
				.filter(hasDetails)
				.map((escalation) => stateRow(escalation, now, timelineOf(escalation))),
		);
		await this.insertEscalations(
			escalations
				.filter((escalation) => !hasDetails(escalation))
				.map((escalation) => wholeRow(escalation, now, timelineOf(escalation))),
		);
	}

	private async updateEscalations(rows: Array<ReturnType<typeof stateRow>>): Promise<void> {
		if (rows.length === 0) return;
		await this.query(
			`UPDATE escalations SET ${CHANGED_STATE}
			FROM unnest(
				$1::text[], $2::text[], $3::bigint[], $4::bigint[], $5::bigint[], $6::bigint[],
				$7::text[], $8::text[], $9::text[], $10::text[])
				AS new (${STATE_COLUMNS.join()})
			WHERE escalations.id = new.id`,
			columnsOf(rows, Object.keys(rows[0]) as Array<keyof (typeof rows)[number]>),
		);
	}

	private async insertEscalations(rows: Array<ReturnType<typeof wholeRow>>): Promise<void> {
		if (rows.length === 0) return;
		const storableRows = rows.map((row) => ({
			...row,
			conversationKey: toKey(row.conversationKey),
		}));
		await this.query(
			`INSERT INTO escalations
				(${STATE_COLUMNS.join()}, scope, conversation_key, opened_at, details)
			SELECT * FROM unnest(
				$1::text[], $2::text[], $3::bigint[], $4::bigint[], $5::bigint[], $6::bigint[],
				$7::text[], $8::text[], $9::text[], $10::text[],
				$11::text[], $12::text[], $13::bigint[], $14::text[])
			ON CONFLICT (id) DO UPDATE SET
				${REPLACED_STATE}, details = excluded.details`,
			columnsOf(storableRows, Object.keys(rows[0]) as Array<keyof (typeof rows)[number]>),
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
		const repliesByKey = new Map(replies.map((row) => [row.key, toTime(row.at)]));
		return new Map(
			conversationKeys.map((key, index) => [
				key,
				{
					open: openByKey.get(key),
					latest: openByKey.get(key) ?? latestByKey.get(key),
					repliedAt: repliesByKey.get(keys[index]),
				},
			]),
		);
	}

	async openEscalations(
		conversationKey: string,
		now: number,
		scope?: string,
	): Promise<Escalation[]> {
		const inScope = scope === undefined ? '' : 'AND scope = $2';
		return await this.locked(
			now,
			`conversation_key = $1 ${inScope} AND ended_at IS NULL ORDER BY id FOR UPDATE`,
			[toKey(conversationKey), ...(scope === undefined ? [] : [scope])],
		);
	}

	async escalationsByClaims(tokens: string[], now: number): Promise<Escalation[]> {
		return await this.locked(
			now,
			`id = ANY($1::text[]) AND claim_token = ANY($2::text[])
			ORDER BY id FOR UPDATE`,
			[tokens.map(escalationIdOf), tokens],
		);
	}

	async dueEscalations(scope: string, now: number, limit: number): Promise<Escalation[]> {
		const due = await this.locked(
			now,
			`scope = $1 AND due_at <= $2 AND ${NOT_ANSWERED}
			ORDER BY due_at LIMIT $3 FOR UPDATE SKIP LOCKED`,
			[scope, now, limit],
		);
		// Postgres has put them in order before it had their locks: one may have changed since.
		return due.toSorted((a, b) => (a.dueAt ?? 0) - (b.dueAt ?? 0));
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

	async movedEscalations(scope: string, now: number, limit: number): Promise<Escalation[]> {
		return await this.locked(
			now,
			`scope = $1 AND due_at IS NOT NULL AND due_set_at > $2
			LIMIT $3 FOR UPDATE SKIP LOCKED`,
			[scope, now + CLOCK_TOLERANCE, limit],
		);
	}

	async overdueEscalations(time: number, limit: number): Promise<Escalation[]> {
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

	async escalation(id: string): Promise<Escalation | undefined> {
		const [row] = await this.query(`SELECT ${WITH_COUNT} FROM escalations WHERE id = $1`, [id]);
		return row && toEscalation(row);
	}

	async latestEscalation(
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

	async findEscalations(
		filter: EscalationFilter,
		limit: number,
		offset: number,
	): Promise<Escalation[]> {
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

	async waitingEscalations(limit: number, workflowId?: string): Promise<Escalation[]> {
		const rows = await this.query(
			`SELECT ${WITH_COUNT} FROM escalations
			WHERE ${IS_WAITING} AND ${OF_WORKFLOW} ORDER BY opened_at LIMIT $1`,
			[limit, workflowId ?? null],
		);
		return rows.map(toEscalation);
	}

	async endedEscalations(limit: number, workflowId?: string): Promise<Escalation[]> {
		const rows = await this.query(
			`SELECT ${WITH_COUNT} FROM escalations WHERE id IN (
				SELECT id FROM (${LATEST_ENDED}) AS latest
				WHERE ${OF_WORKFLOW} ORDER BY ended_at DESC LIMIT $1)
			ORDER BY ended_at DESC`,
			[limit, workflowId ?? null],
		);
		return rows.map(toEscalation);
	}

	async savePushes(pushes: Push[]): Promise<void> {
		if (pushes.length === 0) return;
		await this.query(
			`INSERT INTO pushes (escalation_id, number, gated_at, token)
			SELECT * FROM unnest($1::text[], $2::integer[], $3::bigint[], $4::text[])
			ON CONFLICT (escalation_id, number) DO UPDATE SET
				gated_at = excluded.gated_at, token = excluded.token`,
			columnsOf(pushes, ['escalationId', 'number', 'gatedAt', 'token']),
		);
	}

	async removePushes(pushes: Array<Pick<Push, 'escalationId' | 'number'>>): Promise<void> {
		if (pushes.length === 0) return;
		await this.query(
			`DELETE FROM pushes USING unnest($1::text[], $2::integer[]) AS unsent (id, number)
			WHERE pushes.escalation_id = unsent.id AND pushes.number = unsent.number`,
			columnsOf(pushes, ['escalationId', 'number']),
		);
	}

	async removePushesOf(tokens: string[]): Promise<void> {
		if (tokens.length === 0) return;
		await this.query(
			`DELETE FROM pushes USING escalations
			WHERE escalation_id = ANY($1::text[]) AND token = ANY($2::text[])
				AND id = escalation_id AND ended_at IS NOT NULL`,
			[tokens.map(escalationIdOf), tokens],
		);
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

	async recordReply(
		conversationKey: string,
		scope: string | undefined,
		repliedAt: number,
		now: number,
	): Promise<void> {
		await this.query(
			`INSERT INTO replies AS old (conversation_key, scope, replied_at) VALUES ($1, $2, $3)
			ON CONFLICT (conversation_key, scope) DO UPDATE SET replied_at = CASE
				WHEN old.replied_at > $4 THEN excluded.replied_at
				ELSE greatest(old.replied_at, excluded.replied_at) END`,
			[toKey(conversationKey), scope ?? EVERYWHERE, repliedAt, now],
		);
	}

	async recordReplies(scope: string, repliedAt: Map<string, number>, now: number): Promise<void> {
		if (repliedAt.size === 0) return;
		await this.query(
			`INSERT INTO replies AS old (conversation_key, scope, replied_at)
			SELECT key, $1, at FROM unnest($2::text[], $3::bigint[]) AS new (key, at)
			ON CONFLICT (conversation_key, scope) DO UPDATE SET replied_at = CASE
				WHEN old.replied_at > $4 THEN excluded.replied_at
				ELSE greatest(old.replied_at, excluded.replied_at) END`,
			[scope, [...repliedAt.keys()].map(toKey), [...repliedAt.values()], now],
		);
	}

	async lastReply(
		conversationKey: string,
		scope: string,
		now: number,
	): Promise<number | undefined> {
		const [row] = await this.query(lastReplyTo('$1'), [
			toKey(conversationKey),
			scope,
			EVERYWHERE,
			now,
		]);
		return toTime(row?.at);
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

	async pushesByHour(time: number, workflowId?: string): Promise<Map<number, number>> {
		const rows = await this.query(
			`SELECT gated_at / ${HOUR} AS hour, count(*) AS count
			FROM pushes JOIN escalations ON escalations.id = pushes.escalation_id
			WHERE gated_at >= $1 AND ${OF_WORKFLOW} GROUP BY 1`,
			[time, workflowId ?? null],
		);
		return new Map(rows.map(({ hour, count }) => [Number(hour) * HOUR, Number(count)]));
	}

	async setting(name: string): Promise<string | undefined> {
		const [row] = await this.query('SELECT value FROM settings WHERE name = $1', [name]);
		return row && String(row.value);
	}

	async saveSetting(name: string, value: string): Promise<void> {
		await this.query(
			`INSERT INTO settings (name, value) VALUES ($1, $2)
			ON CONFLICT (name) DO UPDATE SET value = excluded.value`,
			[name, value],
		);
	}

	async makeSetting(name: string, value: string): Promise<string> {
		// The update of nothing gives the row that another has made, which a later statement may not see.
		const [row] = await this.query(
			`INSERT INTO settings (name, value) VALUES ($1, $2)
			ON CONFLICT (name) DO UPDATE SET name = excluded.name RETURNING value`,
			[name, value],
		);
		return String(row.value);
	}

	async nextDueAt(table: DueTable, scope: string, now: number): Promise<number | undefined> {
		const [row] =
			table === 'inbox'
				? await this.query(
						'SELECT due_at AS at FROM inbox WHERE scope = $1 ORDER BY due_at LIMIT 1',
						[scope],
					)
				: await this.query(
						`SELECT due_at AS at FROM escalations
						WHERE scope = $1 AND due_at IS NOT NULL AND ${NOT_ANSWERED} ORDER BY due_at LIMIT 1`,
						[scope, now],
					);
		return toTime(row?.at);
	}

	/** The owner may live on another machine: nobody knows before its leases end. */
	async releaseClaims(): Promise<void> {}

	async renewClaims(table: DueTable, tokens: string[], until: number, now: number): Promise<void> {
		const changes = `UPDATE ${table} SET due_at = $1, due_set_at = $2 WHERE claim_token = ANY($3::text[])`;
		if (table === 'inbox') await this.query(changes, [until, now, tokens]);
		else {
			const ids = tokens.map(escalationIdOf);
			await this.query(`${changes} AND id = ANY($4::text[])`, [until, now, tokens, ids]);
		}
	}

	async replanInbox(scope: string, now: number): Promise<void> {
		await this.query(
			`UPDATE inbox SET due_at = due_at - due_set_at + $1, due_set_at = $1
			WHERE scope = $2 AND due_set_at > $1::bigint + ${CLOCK_TOLERANCE}`,
			[now, scope],
		);
	}

	async forgetInbox(time: number): Promise<void> {
		await this.query('DELETE FROM inbox WHERE due_at < $1', [time]);
	}

	async forget(now: number, time: number): Promise<void> {
		await this.query(
			`WITH forgotten AS (
				DELETE FROM escalations WHERE id IN (
					SELECT id FROM escalations WHERE forget_at < $1 FOR UPDATE SKIP LOCKED)
				RETURNING id)
			DELETE FROM pushes WHERE escalation_id IN (SELECT id FROM forgotten)`,
			[now],
		);
		await this.query('DELETE FROM deliveries WHERE at < $1', [time]);
		await this.query('DELETE FROM replies WHERE replied_at < $1', [time]);
	}

	/**
	 * Locks the escalations of which `which` is true, and gives them as they are
	 * then. Their pushes are counted by a statement of its own: the first may have
	 * had to wait, and would still see those of before.
	 */
	private async locked(now: number, which: string, values: unknown[]): Promise<Escalation[]> {
		const rows = await this.query(
			`SELECT ${ESCALATION_COLUMNS} FROM escalations WHERE ${which}`,
			values,
		);
		if (rows.length === 0) return [];
		const counts = await this.query(
			`SELECT escalation_id, count(*) AS count FROM pushes
			WHERE escalation_id = ANY($1::text[]) GROUP BY escalation_id`,
			[rows.map(({ id }) => id)],
		);
		const countOf = new Map(counts.map((row) => [row.escalation_id, row.count]));
		return rows.map((row) =>
			plannedBy({ ...row, push_count: countOf.get(row.id) ?? 0 }, now, CLOCK_TOLERANCE),
		);
	}

	/** Also for what takes rows over from another store. */
	async query(text: string, values: unknown[]): Promise<Row[]> {
		let name = names.get(text);
		if (!name) {
			name = `until_replied_${createHash('sha256').update(text).digest('hex').slice(0, 16)}`;
			names.set(text, name);
		}
		return (await this.client.query({ name, text, values })).rows as Row[];
	}
}

/** Values column by column, as unnest takes them. */
function columnsOf<Entry>(entries: Entry[], columns: Array<keyof Entry>): unknown[][] {
	return columns.map((column) => entries.map((entry) => entry[column] ?? null));
}
