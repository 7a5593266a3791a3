import { escalationIdOf, secretOf } from '../../escalation/claimToken';
import type { Escalation } from '../../escalation/escalation';
import { setBack } from '../../escalation/setBack';
import { linesOf } from '../history';
import { toKey } from '../keys';
import { storedPolicy } from '../policies';
import { setAsideChanges, unreadableMessage } from '../reading';
import { KnownStates } from '../knownStates';
import { IS_FREE, SCOPES_DUE, takenOf, toTime, type Row } from '../rows';
import { CLOCK_TOLERANCE } from '../setBackWatch';
import { ALL_COLUMNS, endsOtherwise, forgetAt, type StateRow } from '../stateRow';
import type { ChangedEscalation, Conversation, EscalationTable } from '../transaction';
import { NOT_REPLIED } from './inbox';
import type { SqliteReplyTable } from './replies';
import type { SqliteStatements } from './statements';
import { SqliteTable } from './table';

export class SqliteEscalationTable extends SqliteTable implements EscalationTable {
	/** What this transaction has read: what is as it was is not written. */
	private readonly known = new KnownStates();

	constructor(
		private readonly connection: SqliteStatements,
		private readonly replies: SqliteReplyTable,
		private readonly now: number,
	) {
		super(connection);
	}

	async save(changed: ChangedEscalation[], now: number): Promise<void> {
		for (const { escalation, event, timeline = [] } of changed) {
			if (event && !this.known.get(escalation.id)) this.insert(escalation, event, now);
			else {
				this.saveState(escalation, now);
				if (event) this.saveEvent(escalation, event);
			}
			const line = this.prepare('INSERT INTO timeline (escalation_id, line) VALUES (?, ?)');
			for (const text of linesOf(timeline)) line.run(escalation.id, text);
		}
	}

	async conversations(
		scope: string,
		conversationKeys: string[],
		now: number,
	): Promise<Map<string, Conversation>> {
		const known = new Map<string, Conversation>();
		for (const key of conversationKeys) {
			const [open] = await this.open(key, scope);
			const latest = open ?? (await this.latest(scope, key, now));
			known.set(key, { open, latest, ...this.replies.lastOf(key, scope, now) });
		}
		return known;
	}

	async open(conversationKey: string, scope?: string): Promise<Escalation[]> {
		const inScope = scope === undefined ? '' : 'AND scope = ?';
		const key = toKey(conversationKey);
		const given = scope === undefined ? [key] : [key, scope];
		return await this.readable(
			this.prepare(
				`SELECT states.* FROM states WHERE id IN (
					SELECT id FROM escalations
					WHERE conversation_key = ? ${inScope} AND ended_at IS NULL)`,
			).all(...given),
		);
	}

	async byIds(ids: string[]): Promise<Escalation[]> {
		const statement = this.prepare('SELECT * FROM states WHERE id = ?');
		return await this.readable(ids.flatMap((id) => statement.all(id)));
	}

	async erase(ids: string[]): Promise<void> {
		const deletions = [
			'DELETE FROM reminders WHERE escalation_id = ?',
			'DELETE FROM timeline WHERE escalation_id = ?',
			'DELETE FROM sent_messages WHERE escalation_id = ?',
			'DELETE FROM chat_messages WHERE escalation_id = ?',
			'DELETE FROM states WHERE id = ?',
			'DELETE FROM escalations WHERE id = ?',
		].map((sql) => this.prepare(sql));
		for (const id of ids) for (const deletion of deletions) deletion.run(id);
	}

	async byClaims(tokens: string[]): Promise<Escalation[]> {
		const statement = this.prepare('SELECT * FROM states WHERE id = ? AND claim = ?');
		return await this.readable(
			tokens.flatMap((token) => statement.all(escalationIdOf(token), secretOf(token))),
		);
	}

	async due(
		scope: string,
		now: number,
		limit: number,
		triggers: readonly string[] = [],
	): Promise<Escalation[]> {
		// Mostly nothing is due: an index alone knows that in a fraction of the time.
		const isAny = this.prepare(
			'SELECT 1 FROM states WHERE scope = ? AND due_at IS NOT NULL AND due_at <= ? LIMIT 1',
		).get(scope, now);
		if (!isAny) return [];
		const rows = this.prepare(
			`SELECT * FROM states
			WHERE scope = :scope AND due_at <= :now AND ${IS_FREE(':now')} AND ${NOT_REPLIED}
			ORDER BY due_at LIMIT +:limit`,
		).all({ scope, now, limit, triggers: JSON.stringify(triggers.map(toKey)) });
		return await this.readable(takenOf(rows));
	}

	async endedAfter(
		scope: string,
		time: number,
		after: string,
		limit: number,
	): Promise<Escalation[]> {
		return await this.readable(
			this.prepare(
				`SELECT states.* FROM escalations JOIN states USING (id)
				WHERE +escalations.scope = ? AND escalations.ended_at > ? AND +escalations.id > ?
				ORDER BY +escalations.id LIMIT +?`,
			).all(scope, time, after, limit),
		);
	}

	async overdue(time: number, now: number, limit: number): Promise<Escalation[]> {
		return await this.readable(
			this.prepare(
				`${SCOPES_DUE}
				SELECT * FROM states
				WHERE scope IN (SELECT scope FROM scopes) AND due_at < :time AND ${IS_FREE(':now')}
				LIMIT +:limit`,
			).all({ time, now, limit }),
		);
	}

	async nextDueAt(
		scope: string,
		now: number,
		triggers: readonly string[] = [],
	): Promise<number | undefined> {
		const free = this.prepare(
			`SELECT due_at AS at FROM states
			WHERE scope = :scope AND due_at IS NOT NULL AND ${IS_FREE(':now')} AND ${NOT_REPLIED}
			ORDER BY due_at LIMIT 1`,
		).get({ scope, now, triggers: JSON.stringify(triggers.map(toKey)) });
		const freeAt = toTime(free?.at);
		// Where something is due, what is on its way need not be looked through.
		if (freeAt !== undefined && freeAt <= now) return freeAt;
		const leased = this.prepare(
			`SELECT min(lease_until) AS at FROM states
			WHERE scope = ? AND due_at <= ? AND lease_until > ?`,
		).get(scope, now, now);
		const times = [freeAt, toTime(leased?.at)].filter((at) => at !== undefined);
		return times.length > 0 ? Math.min(...times) : undefined;
	}

	async releaseClaims(
		scope: string,
		keepOwner: string,
		now: number,
		latest: number,
	): Promise<void> {
		// What was claimed was due, by a clock that may have been set back a little since.
		this.prepare(
			`UPDATE states SET lease_until = :now
			WHERE scope = :scope AND due_at <= :latest AND lease_until > :now
				AND claim_owner <> :keepOwner`,
		).run({ now, scope, latest, keepOwner });
	}

	async renewClaims(tokens: string[], until: number, now: number): Promise<void> {
		const statement = this.prepare(
			`UPDATE states SET lease_until = ?, due_set_at = ?
			WHERE id = ? AND claim = ? AND is_taken_back = 0`,
		);
		for (const token of tokens) {
			statement.run(until, now, escalationIdOf(token), secretOf(token));
		}
	}

	/** See `Transaction.moveBack`. */
	async moveBack(now: number): Promise<void> {
		const rows = this.prepare(
			'SELECT * FROM states WHERE due_at IS NOT NULL AND due_set_at > ?',
		).all(now + CLOCK_TOLERANCE);
		const opened = this.prepare('UPDATE escalations SET opened_at = ? WHERE id = ?');
		for (const escalation of await this.readable(rows)) {
			const { dueSetAt = now } = this.known.get(escalation.id) ?? {};
			const moved = setBack(escalation, dueSetAt - now, now);
			this.saveState(moved, now);
			opened.run(moved.openedAt, moved.id);
		}
	}

	private async latest(
		scope: string,
		conversationKey: string,
		now: number,
	): Promise<Escalation | undefined> {
		const [latest] = await this.readable(
			this.prepare(
				`SELECT states.* FROM states WHERE id = (
					SELECT id FROM escalations
					WHERE conversation_key = ? AND scope = ? AND opened_at <= ?
					ORDER BY opened_at DESC LIMIT 1)`,
			).all(toKey(conversationKey), scope, now),
		);
		return latest;
	}

	private insert(escalation: Escalation, event: Record<string, unknown>, now: number): void {
		const { id, scope, conversationKey, openedAt, endedAt, policy } = escalation;
		const policyOf = storedPolicy(policy);
		const json = JSON.stringify(event);
		this.prepare(
			`INSERT INTO escalations
				(id, scope, conversation_key, opened_at, ended_at, forget_at, event, policy)
			VALUES (?, ?, ?, ?, ?, ?, ?, ?)
			ON CONFLICT (id) DO UPDATE SET
				ended_at = excluded.ended_at, forget_at = excluded.forget_at, event = excluded.event`,
		).run(
			id,
			scope,
			toKey(conversationKey),
			openedAt,
			endedAt,
			forgetAt(escalation),
			json,
			policyOf.json,
		);
		const row: StateRow = {
			...this.known.rowOf(escalation, now),
			policy_id: policyOf.id,
			event_bytes: Buffer.byteLength(json),
		};
		this.prepare(
			`INSERT OR REPLACE INTO states (${ALL_COLUMNS.join()})
			VALUES (${ALL_COLUMNS.map(() => '?').join()})`,
		).run(...ALL_COLUMNS.map((column) => row[column]));
	}

	/** With the policy, which may be another one since. */
	private saveEvent({ id, policy }: Escalation, event: Record<string, unknown>): void {
		const json = JSON.stringify(event);
		const policyOf = storedPolicy(policy);
		this.prepare('UPDATE escalations SET event = ?, policy = ? WHERE id = ?').run(
			json,
			policyOf.json,
			id,
		);
		const state = this.prepare('UPDATE states SET event_bytes = ?, policy_id = ? WHERE id = ?');
		state.run(Buffer.byteLength(json), policyOf.id, id);
	}

	private saveState(escalation: Escalation, now: number): void {
		const before = this.known.get(escalation.id);
		const { row, columns } = this.known.changeOf(escalation, now);
		if (columns) {
			this.prepare(
				`UPDATE states SET ${columns.map((column) => `${column} = ?`).join()} WHERE id = ?`,
			).run(...columns.map((column) => row[column as keyof typeof row]), escalation.id);
		}
		if (!endsOtherwise(before?.escalation, escalation)) return;
		this.prepare('UPDATE escalations SET ended_at = ?, forget_at = ? WHERE id = ?').run(
			escalation.endedAt,
			forgetAt(escalation),
			escalation.id,
		);
	}

	private async readable(rows: Row[]): Promise<Escalation[]> {
		const { found, unreadable } = await this.known.read(rows, async (ids) => this.policies(ids));
		if (unreadable.length > 0) this.setAside(unreadable);
		return found;
	}

	private setAside(ids: string[]): void {
		const changes = setAsideChanges(':now');
		const state = this.prepare(`UPDATE states SET ${changes.states} WHERE id = :id`);
		const escalation = this.prepare(`UPDATE escalations SET ${changes.escalations} WHERE id = :id`);
		for (const id of ids) {
			state.run({ now: this.now, id });
			escalation.run({ now: this.now, id });
		}
		this.connection.warn(unreadableMessage(ids));
	}

	private policies(ids: string[]): Map<string, string> {
		const statement = this.prepare('SELECT policy FROM escalations WHERE id = ?');
		return new Map(ids.map((id) => [id, String(statement.get(id)?.policy)]));
	}
}
