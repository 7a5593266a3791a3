import { digestOf } from '../digest';
import { toAlertState } from '../rows';
import type { AlertState, AlertTable } from '../transaction';
import { columnsOf } from './statements';
import { PostgresTable } from './table';

const COLUMNS = ['id', 'isOver', 'saidAt', 'firedAt', 'heardAt'] as const;
const GIVEN = `unnest($2::text[], $3::smallint[], $4::bigint[], $5::bigint[], $6::bigint[]`;

/** What was read is written only where nobody else has written it since, as of escalations. */
export class PostgresAlertTable extends PostgresTable implements AlertTable {
	/** By scope and digest: which transaction wrote the row last ("System Columns"). */
	private readonly versions = new Map<string, unknown>();

	async states(scope: string, conversationKeys: string[]): Promise<Map<string, AlertState>> {
		const states = new Map<string, AlertState>();
		if (conversationKeys.length === 0) return states;
		const keys = new Map(conversationKeys.map((key) => [digestOf(key), key]));
		const rows = await this.query(
			`SELECT id, is_over, said_at, fired_at, heard_at, xmin AS version FROM alerts
			WHERE scope = $1 AND id = ANY($2::text[])`,
			[scope, [...keys.keys()]],
		);
		for (const row of rows) {
			const id = String(row.id);
			this.versions.set(nameOf(scope, id), row.version);
			states.set(keys.get(id)!, toAlertState(row));
		}
		return states;
	}

	async save(scope: string, states: ReadonlyMap<string, AlertState>): Promise<void> {
		// In one order in all transactions, so that none waits for another in a circle.
		const rows = [...states]
			.map(([key, state]) => {
				const id = digestOf(key);
				const version = this.versions.get(nameOf(scope, id));
				return { ...state, id, isOver: Number(state.isOver), version };
			})
			.toSorted((one, other) => (one.id < other.id ? -1 : 1));
		const known = rows.filter(({ version }) => version !== undefined);
		const fresh = rows.filter(({ version }) => version === undefined);
		if (known.length > 0) {
			this.write(
				`WITH written AS (
					UPDATE alerts SET is_over = new.is_over, said_at = new.said_at,
						fired_at = new.fired_at, heard_at = new.heard_at
					FROM ${GIVEN}, $7::xid[])
						AS new (id, is_over, said_at, fired_at, heard_at, version)
					WHERE alerts.scope = $1 AND alerts.id = new.id AND alerts.xmin = new.version
					RETURNING 1)
				SELECT expect_rows(count(*), $8) FROM written`,
				[scope, ...columnsOf(known, [...COLUMNS, 'version']), known.length],
			);
		}
		if (fresh.length > 0) {
			this.write(
				`WITH written AS (
					INSERT INTO alerts (scope, id, is_over, said_at, fired_at, heard_at)
					SELECT $1, id, is_over, said_at, fired_at, heard_at
					FROM ${GIVEN}) AS new (id, is_over, said_at, fired_at, heard_at)
					ORDER BY id ON CONFLICT DO NOTHING RETURNING 1)
				SELECT expect_rows(count(*), $7) FROM written`,
				[scope, ...columnsOf(fresh, COLUMNS), fresh.length],
			);
		}
	}
}

const nameOf = (scope: string, id: string) => `${id} ${scope}`;
