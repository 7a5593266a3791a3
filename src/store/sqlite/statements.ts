import type { DatabaseSync, StatementSync } from 'node:sqlite';

import type { Warn } from '../store';

/**
 * The connection, and its statements, each prepared once. In them `LIMIT +?`:
 * a parameter that stands there alone has SQLite plan the query anew each time
 * that it is run.
 */
export class SqliteStatements {
	/** After the commit the log is emptied into the file. */
	isPurging = false;

	private readonly statements = new Map<string, StatementSync>();

	constructor(
		readonly database: DatabaseSync,
		readonly warn: Warn,
	) {}

	prepare(sql: string): StatementSync {
		let statement = this.statements.get(sql);
		if (!statement) {
			statement = this.database.prepare(sql);
			this.statements.set(sql, statement);
		}
		return statement;
	}
}
