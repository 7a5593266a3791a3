import { escalationIdOf, secretOf } from '../../escalation/claimToken';
import type { Escalation } from '../../escalation/escalation';
import { setBack } from '../../escalation/setBack';
import { linesOf } from '../history';
import { toKey } from '../keys';
import { storedPolicy } from '../policies';
import { setAsideChanges, unreadableMessage } from '../reading';
import { KnownStates, type ChangingRow } from '../knownStates';
import { EVERYWHERE, IS_FREE, SCOPES_DUE, takenOf, toTime, type Row } from '../rows';
import { CLOCK_TOLERANCE } from '../setBackWatch';
import {
	ALL_COLUMNS,
	endsOtherwise,
	forgetAt,
	STATE_COLUMNS,
	type StateColumn,
	type StateRow,
} from '../stateRow';
import type { ChangedEscalation, Conversation, EscalationTable } from '../transaction';
import { notReplied } from './inbox';
import { lastReplyTo, toReply } from './replies';
import { columnsOf, type PostgresStatements } from './statements';
import { PostgresTable } from './table';

/** The transaction that wrote the row last, which tells whether another one did since ("System Columns"). */
const WITH_VERSION = 'states.*, states.xmin AS version';

export class PostgresEscalationTable extends PostgresTable implements EscalationTable {
	/** What this transaction has read: what is as it was is not written. */
	private readonly known = new KnownStates();

	constructor(
		private readonly connection: PostgresStatements,
		private readonly now: number,
	) {
		super(connection);
	}

	async save(changed: ChangedEscalation[], now: number): Promise<void> {
		const isNew = ({ escalation }: ChangedEscalation) => !this.known.get(escalation.id);
		const told = changed.filter(hasEvent);
		const fresh = told.filter(isNew);
		// What ends first makes room for what opens in its place.
		this.saveStates(
			changed.filter((one) => !hasEvent(one) || !isNew(one)).map(({ escalation }) => escalation),
			now,
		);
		this.saveEvents(told.filter((one) => !fresh.includes(one)));
		this.insert(fresh, now);
		const lines = changed.flatMap(({ escalation: { id }, timeline = [] }) =>
			linesOf(timeline).map((line) => ({ id, line })),
		);
		if (lines.length === 0) return;
		this.write(
			`INSERT INTO timeline (escalation_id, line)
			SELECT id, line FROM unnest($1::text[], $2::text[]) WITH ORDINALITY AS new (id, line, place)
			ORDER BY place`,
			columnsOf(lines, ['id', 'line']),
		);
	}

	async conversations(
		scope: string,
		conversationKeys: string[],
		now: number,
	): Promise<Map<string, Conversation>> {
		const keyOf = ({ conversationKey }: Escalation) => conversationKey;
		const keys = conversationKeys.map(toKey);
		const [open, latest, replies] = await Promise.all([
			this.where(
				`id IN (
					SELECT id FROM escalations
					WHERE conversation_key = ANY($1::text[]) AND scope = $2 AND ended_at IS NULL)
					AND ended_at IS NULL
`,
				[keys, scope],
			),
			this.query(
				`SELECT ${WITH_VERSION} FROM unnest($1::text[]) AS asked (key), LATERAL (
					SELECT id FROM escalations
					WHERE conversation_key = asked.key AND scope = $2 AND opened_at <= $3
					ORDER BY opened_at DESC LIMIT 1) AS found
				JOIN states USING (id) WHERE ended_at IS NOT NULL`,
				[keys, scope, now],
			),
			this.query(`SELECT key, (${lastReplyTo('key')}) FROM unnest($1::text[]) AS asked (key)`, [
				keys,
				scope,
				EVERYWHERE,
				now,
			]),
		]);
		const openByKey = new Map(open.map((escalation) => [keyOf(escalation), escalation]));
		const latestByKey = new Map(
			(await this.readable(latest)).map((escalation) => [keyOf(escalation), escalation]),
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

	async open(conversationKey: string, scope?: string): Promise<Escalation[]> {
		const inScope = scope === undefined ? '' : 'AND scope = $2';
		return await this.where(
			`id IN (
				SELECT id FROM escalations WHERE conversation_key = $1 ${inScope} AND ended_at IS NULL)
				AND ended_at IS NULL
`,
			[toKey(conversationKey), ...(scope === undefined ? [] : [scope])],
		);
	}

	async byIds(ids: string[]): Promise<Escalation[]> {
		return await this.where('id = ANY($1::text[])', [ids]);
	}

	async erase(ids: string[]): Promise<void> {
		if (ids.length === 0) return;
		this.write(
			`WITH erased AS (DELETE FROM escalations WHERE id = ANY($1::text[])),
				states AS (DELETE FROM states WHERE id = ANY($1::text[])),
				lines AS (DELETE FROM timeline WHERE escalation_id = ANY($1::text[])),
				sent AS (DELETE FROM sent_messages WHERE escalation_id = ANY($1::text[])),
				said AS (DELETE FROM chat_messages WHERE escalation_id = ANY($1::text[]))
			DELETE FROM reminders WHERE escalation_id = ANY($1::text[])`,
			[ids],
		);
	}

	async byClaims(tokens: string[]): Promise<Escalation[]> {
		return await this.where('(id, claim) IN (SELECT * FROM unnest($1::text[], $2::text[]))', [
			tokens.map(escalationIdOf),
			tokens.map(secretOf),
		]);
	}

	async due(
		scope: string,
		now: number,
		limit: number,
		triggers: readonly string[] = [],
	): Promise<Escalation[]> {
		// While the leader changes, a node may have two clocks: what one is about to take, the other leaves out.
		const rows = await this.query(
			`SELECT ${WITH_VERSION} FROM states
			WHERE scope = $1 AND due_at <= $2 AND ${IS_FREE('$2')} AND ${notReplied('$4')}
			ORDER BY due_at LIMIT $3 FOR UPDATE SKIP LOCKED`,
			[scope, now, limit, triggers.map(toKey)],
		);
		// Put in order before it had their locks: one may have changed since.
		rows.sort((one, other) => Number(one.due_at) - Number(other.due_at));
		return await this.readable(takenOf(rows));
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
		const ended = await this.byIds(found.map(({ id }) => String(id)));
		return ended
			.filter(({ endedAt }) => endedAt !== null && endedAt > time)
			.toSorted((one, other) => (one.id < other.id ? -1 : 1));
	}

	async overdue(time: number, now: number, limit: number): Promise<Escalation[]> {
		const scopes = await this.query(
			`${SCOPES_DUE} SELECT scope FROM scopes WHERE scope IS NOT NULL`,
			[],
		);
		return await this.where(
			`scope = ANY($1::text[]) AND due_at < $2 AND ${IS_FREE('$3')}
			LIMIT $4`,
			[scopes.map(({ scope }) => scope), time, now, limit],
		);
	}

	async nextDueAt(
		scope: string,
		now: number,
		triggers: readonly string[] = [],
	): Promise<number | undefined> {
		const [row] = await this.query(
			`WITH free AS (
				SELECT due_at FROM states
				WHERE scope = $1 AND due_at IS NOT NULL AND ${IS_FREE('$2')} AND ${notReplied('$3')}
				ORDER BY due_at LIMIT 1)
			SELECT least(
				(SELECT due_at FROM free),
				-- Where something is due, what is on its way need not be looked through.
				CASE WHEN NOT EXISTS (SELECT FROM free WHERE due_at <= $2) THEN (
					SELECT min(lease_until) FROM states
					WHERE scope = $1 AND due_at <= $2 AND lease_until > $2) END) AS at`,
			[scope, now, triggers.map(toKey)],
		);
		return toTime(row?.at);
	}

	/** The owner may live on another machine: nobody knows before its leases end. */
	async releaseClaims(): Promise<void> {}

	async renewClaims(tokens: string[], until: number, now: number): Promise<void> {
		this.write(
			`UPDATE states SET lease_until = $1, due_set_at = $4
			FROM unnest($2::text[], $3::text[]) AS held (id, claim)
			WHERE states.id = held.id AND states.claim = held.claim AND is_taken_back = 0`,
			[until, tokens.map(escalationIdOf), tokens.map(secretOf), now],
		);
	}

	/** See `Transaction.moveBack`. */
	async moveBack(now: number): Promise<void> {
		const ahead = await this.where('due_at IS NOT NULL AND due_set_at > $1', [
			now + CLOCK_TOLERANCE,
		]);
		if (ahead.length === 0) return;
		const moved = ahead.map((escalation) => {
			const { dueSetAt = now } = this.known.get(escalation.id) ?? {};
			return setBack(escalation, dueSetAt - now, now);
		});
		this.saveStates(moved, now);
		this.write(
			`UPDATE escalations SET opened_at = new.opened_at
			FROM unnest($1::text[], $2::bigint[]) AS new (id, opened_at)
			WHERE escalations.id = new.id AND escalations.opened_at <> new.opened_at`,
			columnsOf(moved, ['id', 'openedAt']),
		);
	}

	private insert(changed: Told[], now: number): void {
		if (changed.length === 0) return;
		const rows = changed.map(({ escalation, event }) => {
			const policy = storedPolicy(escalation.policy);
			const json = JSON.stringify(event);
			const state: StateRow = {
				...this.known.rowOf(escalation, now),
				policy_id: policy.id,
				event_bytes: Buffer.byteLength(json),
			};
			return { ...state, event: json, policy: policy.json, forget_at: forgetAt(escalation) };
		});
		this.write(
			`INSERT INTO escalations
				(id, scope, conversation_key, opened_at, ended_at, forget_at, event, policy)
			SELECT * FROM unnest($1::text[], $2::text[], $3::text[], $4::bigint[], $5::bigint[],
				$6::bigint[], $7::text[], $8::text[])
			ON CONFLICT (id) DO UPDATE SET
				ended_at = excluded.ended_at, forget_at = excluded.forget_at, event = excluded.event`,
			columnsOf(rows, [
				...(['id', 'scope', 'conversation_key', 'opened_at', 'ended_at'] as const),
				...(['forget_at', 'event', 'policy'] as const),
			]),
		);
		this.write(INSERT_STATES, columnsOf(rows, ALL_COLUMNS));
	}

	/** With their policies, which may be others since. */
	private saveEvents(changed: Told[]): void {
		if (changed.length === 0) return;
		const rows = changed.map(({ escalation: { id, policy }, event }) => {
			const json = JSON.stringify(event);
			const { id: policyId, json: policyJson } = storedPolicy(policy);
			return { id, json, bytes: Buffer.byteLength(json), policyJson, policyId };
		});
		this.write(
			`WITH new (id, event, bytes, policy, policy_id) AS (
					SELECT * FROM unnest($1::text[], $2::text[], $3::integer[], $4::text[], $5::text[])),
				told AS (
					UPDATE escalations SET event = new.event, policy = new.policy
					FROM new WHERE escalations.id = new.id)
			UPDATE states SET event_bytes = new.bytes, policy_id = new.policy_id
			FROM new WHERE states.id = new.id`,
			columnsOf(rows, ['id', 'json', 'bytes', 'policyJson', 'policyId']),
		);
	}

	private saveStates(escalations: Escalation[], now: number): void {
		const ended = escalations
			.filter((escalation) => endsOtherwise(this.known.get(escalation.id)?.escalation, escalation))
			.map((escalation) => ({ ...escalation, forgetAt: forgetAt(escalation) }));
		const groups = new Map<
			readonly StateColumn[],
			Array<ChangingRow & { version: string | null }>
		>();
		for (const escalation of escalations) {
			const { row, columns, version } = this.known.changeOf(escalation, now);
			if (!columns) continue;
			const group = groups.get(columns);
			if (group) group.push({ ...row, version });
			else groups.set(columns, [{ ...row, version }]);
		}
		for (const [columns, rows] of groups) {
			this.write(updateOf(columns), [
				...columnsOf(rows, ['id', 'version', ...(columns as Written)]),
				rows.length,
			]);
		}
		if (ended.length === 0) return;
		this.write(
			`UPDATE escalations SET ended_at = new.ended_at, forget_at = new.forget_at
			FROM unnest($1::text[], $2::bigint[], $3::bigint[]) AS new (id, ended_at, forget_at)
			WHERE escalations.id = new.id`,
			columnsOf(ended, ['id', 'endedAt', 'forgetAt']),
		);
	}

	private async where(which: string, values: unknown[]): Promise<Escalation[]> {
		return await this.readable(
			await this.query(`SELECT ${WITH_VERSION} FROM states WHERE ${which}`, values),
		);
	}

	private async readable(rows: Row[]): Promise<Escalation[]> {
		const { found, unreadable } = await this.known.read(
			rows,
			async (ids) => await this.connection.policies(ids),
		);
		if (unreadable.length > 0) await this.setAside(unreadable);
		return found;
	}

	private async setAside(ids: string[]): Promise<void> {
		const changes = setAsideChanges('$1::bigint');
		for (const table of ['states', 'escalations'] as const) {
			this.write(`UPDATE ${table} SET ${changes[table]} WHERE id = ANY($2::text[])`, [
				this.now,
				ids,
			]);
		}
		this.connection.warn(unreadableMessage(ids));
	}
}

type Written = Array<keyof ChangingRow>;

type Told = ChangedEscalation & { event: Record<string, unknown> };

function hasEvent(changed: ChangedEscalation): changed is Told {
	return changed.event !== undefined;
}

const arraysOf = (columns: readonly StateColumn[], from = 1) =>
	columns.map((column, index) => `$${index + from}::${STATE_COLUMNS[column]}[]`).join();

const INSERT_STATES = `INSERT INTO states (${ALL_COLUMNS.join()})
	SELECT * FROM unnest(${arraysOf(ALL_COLUMNS)})
	ON CONFLICT (id) DO UPDATE SET ${ALL_COLUMNS.filter((column) => column !== 'id')
		.map((column) => `${column} = excluded.${column}`)
		.join()}`;

/** Its number of rows comes last among the values. */
function updateOf(columns: readonly StateColumn[]): string {
	return `WITH written AS (
			UPDATE states SET ${columns.map((column) => `${column} = new.${column}`).join()}
			FROM unnest($1::text[], $2::xid[], ${arraysOf(columns, 3)})
				AS new (id, version, ${columns.join()})
			WHERE states.id = new.id AND (new.version IS NULL OR states.xmin = new.version)
			RETURNING 1)
		SELECT expect_rows(count(*), $${columns.length + 3}) FROM written`;
}
