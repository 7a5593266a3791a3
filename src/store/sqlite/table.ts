import type { StatementSync } from 'node:sqlite';

import type { SqliteStatements } from './statements';

/** A part of a transaction of the embedded store. */
export abstract class SqliteTable {
	constructor(private readonly statements: SqliteStatements) {}

	protected prepare(sql: string): StatementSync {
		return this.statements.prepare(sql);
	}
}
