import type { Row } from '../rows';
import type { PostgresStatements } from './statements';

/** A part of a transaction of the Postgres store. */
export abstract class PostgresTable {
	constructor(private readonly statements: PostgresStatements) {}

	protected async query(text: string, values: unknown[]): Promise<Row[]> {
		return await this.statements.query(text, values);
	}
}
