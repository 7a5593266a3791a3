import { DatabaseSync } from 'node:sqlite';
import { setTimeout as sleep } from 'node:timers/promises';

import { systemClock, type Clock } from '../../time/clock';
import { APPLICATION_ID } from '../applicationId';
import { SqliteBackup } from './backup';
import { migrations } from './schema';
import { explain, whyNotOpened } from './errors';
import { closeToOthers, makeFile, placeOf } from './files';
import { SqliteLog } from './log';
import { SetBackWatch } from '../setBackWatch';
import { SqliteStatements } from './statements';
import { SqliteTransaction } from './transaction';
import { StoreError, type Store, type Warn } from '../store';
import { TransactionLost, TransactionQueue, type Connection } from './transactionQueue';

/** Milliseconds that a process which is just ending gets to let go of the file. */
const WAIT_FOR_OTHERS = 1_000;

/** Milliseconds that a commit to a file waits, where many come: fewer writes to the log, fewer waits for the disk. */
const GATHER_FOR = 5;

export interface SqliteStore extends Store {
	transaction<Result>(
		work: (transaction: SqliteTransaction) => Promise<Result>,
		conversations?: string[],
	): Promise<Result>;
}

/**
 * The embedded store: one SQLite file that this process alone may have open.
 * A commit is on the disk before it is reported.
 * Transactions never interleave, whichever conversations they name.
 * A copy of the file lies beside it, see `SqliteBackup`.
 *
 * @param file path of the database; made, with its folder, where it is missing. `:memory:` keeps nothing.
 * @param warn told what whoever runs n8n should see to; the store is opened all the same.
 * @throws {StoreError} when the file cannot be opened, belongs to another process, is damaged or newer than this package.
 */
export function openSqliteStore(
	file: string,
	clock: Clock = systemClock,
	warn: Warn = () => undefined,
): SqliteStore {
	const { database, log } = openDatabase(file, warn);
	const backup = file === ':memory:' ? undefined : new SqliteBackup(database, file, clock, warn);
	const statements = new SqliteStatements(database, warn);
	const watch = new SetBackWatch();
	const rowsWritten = database.prepare('SELECT total_changes() AS count');
	let rowsOnDisk: unknown;
	const connection: Connection = {
		begin: () => database.exec('BEGIN IMMEDIATE'),
		commit: () => database.exec('COMMIT'),
		async flush() {
			const rows = rowsWritten.get()?.count;
			if (rows !== rowsOnDisk) await log?.flush();
			rowsOnDisk = rows;
			if (statements.isPurging) {
				emptyLog(database);
				backup?.erase();
			}
			statements.isPurging = false;
			backup?.keepUp();
		},
		rollback: () => {
			if (database.isOpen && database.isTransaction) database.exec('ROLLBACK');
		},
		async nested(work) {
			database.exec('SAVEPOINT work');
			try {
				const result = await work();
				database.exec('RELEASE work');
				return result;
			} catch (error) {
				if (!database.isTransaction) throw new TransactionLost(error);
				database.exec('ROLLBACK TO work; RELEASE work');
				throw error;
			}
		},
	};
	const queue = new TransactionQueue(connection, log && (async () => await sleep(GATHER_FOR)));
	let closing: Promise<void> | undefined;
	return {
		clock,
		async transaction(work) {
			try {
				return await queue.add(async () => {
					const transaction = new SqliteTransaction(statements, clock.now());
					if (watch.isSetBack(transaction.now)) await transaction.moveBack();
					const result = await work(transaction);
					watch.note(transaction.now);
					return result;
				});
			} catch (error) {
				throw explain(error, file) ?? error;
			}
		},
		async close() {
			closing ??= (async () => {
				await queue.settled();
				await backup?.close();
				log?.close();
				database.close();
			})();
			await closing;
		},
	};
}

function emptyLog(database: DatabaseSync): void {
	try {
		database.exec('PRAGMA wal_checkpoint(TRUNCATE)');
	} catch {
		// As when the disk is full: what was committed is in the log, and SQLite empties that another time.
	}
}

function openDatabase(file: string, warn: Warn): { database: DatabaseSync; log?: SqliteLog } {
	let database: DatabaseSync | undefined;
	try {
		if (file !== ':memory:') makeFile(file);
		database = new DatabaseSync(file, { timeout: WAIT_FOR_OTHERS });
		// EXCLUSIVE before WAL: no shared memory beside the file, and a second process is refused.
		database.exec('PRAGMA locking_mode = EXCLUSIVE');
		const version = versionOf(database, file);
		// Only now that it is known to be ours, and before anything is written.
		const place = file === ':memory:' ? undefined : placeOf(file);
		const exposure = place && closeToOthers(place);
		if (exposure) warn(exposure);
		// What is removed is overwritten: somebody may have asked for it to be forgotten.
		database.exec('PRAGMA secure_delete = ON');
		database.exec('PRAGMA synchronous = FULL');
		const mode = database.prepare('PRAGMA journal_mode = WAL').get()?.journal_mode;
		migrate(database, version);
		if (mode !== 'wal' || !place) return { database };
		// With FULL, SQLite waits for the disk at every commit, and all of n8n with it: the log is flushed beside it.
		database.exec('PRAGMA synchronous = NORMAL');
		return { database, log: new SqliteLog(place) };
	} catch (error) {
		database?.close();
		throw whyNotOpened(error, file);
	}
}

/** The version of the schema that the file has, 0 when it is new. Nothing is changed. */
function versionOf(database: DatabaseSync, file: string): number {
	const pragma = (name: string) => Object.values(database.prepare(`PRAGMA ${name}`).get() ?? {})[0];
	const version = Number(pragma('user_version'));
	const isEmpty = database.prepare('SELECT 1 FROM sqlite_schema').get() === undefined;
	if (!isEmpty && Number(pragma('application_id')) !== APPLICATION_ID) {
		throw new StoreError(
			`The escalation store ${file} is a database of another program`,
			'Move it away. It was not changed.',
		);
	}
	if (version > migrations.length) {
		throw new StoreError(
			`The escalation store ${file} was written by a newer version of n8n-nodes-until-replied`,
			'Update the package, or restore the file from before the update. It was not changed.',
		);
	}
	const verdict = pragma('quick_check(1)');
	if (verdict !== 'ok') {
		throw new StoreError(
			`The escalation store ${file} is damaged: ${String(verdict)}`,
			'Move it away and restore a backup. It was not changed.',
		);
	}
	return version;
}

function migrate(database: DatabaseSync, version: number): void {
	database.exec('BEGIN EXCLUSIVE');
	for (const statements of migrations.slice(version)) database.exec(statements);
	database.exec(`
		PRAGMA application_id = ${APPLICATION_ID};
		PRAGMA user_version = ${migrations.length};
		COMMIT;
	`);
}
