import type { SqliteStatements } from './statements';
import { SqliteTable } from './table';

/** What the inbox and the escalations have in common: something falls due there. */
export abstract class SqliteDueTable extends SqliteTable {
	constructor(
		statements: SqliteStatements,
		private readonly table: 'inbox' | 'escalations',
	) {
		super(statements);
	}

	async releaseClaims(
		scope: string,
		keepOwner: string,
		now: number,
		latest: number,
	): Promise<void> {
		this.prepare(
			`UPDATE ${this.table} SET due_at = ?1, due_set_at = ?1
			WHERE scope = ?2 AND due_at <= ?4 AND claim_token IS NOT NULL AND claim_owner <> ?3`,
		).run(now, scope, keepOwner, latest);
	}

	/** Mostly nothing is due: an index alone knows that in a fraction of the time. */
	protected isAny(
		condition: 'due_at <= ?' | 'due_set_at > ?',
		scope: string,
		now: number,
	): boolean {
		const row = this.prepare(
			`SELECT 1 FROM ${this.table} WHERE scope = ? AND due_at IS NOT NULL AND ${condition} LIMIT 1`,
		).get(scope, now);
		return row !== undefined;
	}
}
