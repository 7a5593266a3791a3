import { closeSync, fdatasync, openSync } from 'node:fs';

import { StoreError } from '../store';

/** The file beside a SQLite database that commits are appended to ("Write-Ahead Logging"). */
export class SqliteLog {
	/** SQLite's locks are on the database's own file: closing this one lets go of none. */
	private readonly descriptor: number;

	constructor(private readonly databaseFile: string) {
		this.descriptor = openSync(`${databaseFile}-wal`, 'r+');
	}

	/** Resolves when all that was appended so far is on the disk; meanwhile the event loop goes on. */
	async flush(): Promise<void> {
		await new Promise<void>((resolve, reject) =>
			fdatasync(this.descriptor, (error) => (error ? reject(this.explained(error)) : resolve())),
		);
	}

	close(): void {
		closeSync(this.descriptor);
	}

	private explained(error: Error): StoreError {
		return new StoreError(
			`The escalation store ${this.databaseFile} could not be written to the disk: ${error.message}`,
			'Check the disk with the file, then restart n8n. Nothing can be stored until then.',
			{ cause: error },
		);
	}
}
