import { PostgresTable } from './table';

/** What the inbox and the escalations have in common: something falls due there. */
export abstract class PostgresDueTable extends PostgresTable {
	/** The owner may live on another machine: nobody knows before its leases end. */
	async releaseClaims(): Promise<void> {}
}
