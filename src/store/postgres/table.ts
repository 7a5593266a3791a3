import type { Row } from '../rows';
import type { PostgresStatements } from './statements';

/** A part of a transaction of the Postgres store. */
export abstract class PostgresTable {
	constructor(private readonly statements: PostgresStatements) {}

	/** See `PostgresStatements`. */
	protected async query(text: string, values: unknown[]): Promise<Row[]> {
		return await this.statements.query(text, values);
	}

	/** The same. */
	protected write(text: string, values: unknown[]): void {
		this.statements.write(text, values);
	}
}
