import fs, { chmodSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import { DatabaseSync } from 'node:sqlite';

import { migrations } from '../../../../src/store/sqlite/schema';
import { openSqliteStore, type SqliteStore } from '../../../../src/store/sqlite/store';
import { StoreError } from '../../../../src/store/store';
import type { Transaction } from '../../../../src/store/transaction';
import { anEscalation, SCOPE, T0, saveWhole } from '../../../support/model/escalations.mts';
import { newEvents } from '../../../support/store/acceptedEvents.mts';
import { storeFolder } from '../../../support/store/storeFolder.mts';

const folder = storeFolder();

afterEach(() => jest.restoreAllMocks());

function refusal(file: string): StoreError {
	try {
		void openSqliteStore(file).close();
	} catch (error) {
		if (error instanceof StoreError) return error;
		throw error;
	}
	throw new Error('The store was opened');
}

async function makeStore(file: string): Promise<void> {
	const store = openSqliteStore(file);
	await store.transaction(async (t) => await saveWhole(t, [anEscalation()], T0));
	await store.close();
}

/** Changes a file of the store behind its back. */
function tamper(file: string, sql: string): void {
	const database = new DatabaseSync(file);
	database.exec(sql);
	database.close();
}

test('makes the file and its folder', async () => {
	const file = folder.file('home/.n8n/until-replied.sqlite');
	await openSqliteStore(file).close();
	expect(statSync(file).isFile()).toBe(true);
});

test('a commit is on the disk before it is reported', async () => {
	const store = openSqliteStore(folder.file());
	const happened: string[] = [];
	const logFile = statSync(`${folder.file()}-wal`);
	const { fdatasync } = fs;
	jest.spyOn(fs, 'fdatasync').mockImplementation((descriptor, done) =>
		fdatasync(descriptor, (error) => {
			if (fs.fstatSync(descriptor).ino === logFile.ino) happened.push('on the disk');
			done(error);
		}),
	);
	await store.transaction(
		async (transaction) => await saveWhole(transaction, [anEscalation()], T0),
	);
	happened.push('reported');
	expect(happened).toEqual(['on the disk', 'reported']);
	await store.close();
});

test('what only reads waits for no disk', async () => {
	const store = openSqliteStore(folder.file());
	await store.transaction(
		async (transaction) => await saveWhole(transaction, [anEscalation()], T0),
	);
	const flush = jest.spyOn(fs, 'fdatasync');
	await store.transaction(async (transaction) => await transaction.inbox.nextDueAt('any'));
	expect(flush).not.toHaveBeenCalled();
	await store.close();
});

test('a disk that fails is told, in words for the person who runs n8n', async () => {
	const store = openSqliteStore(folder.file());
	const failure = Object.assign(new Error('EIO: i/o error, fdatasync'), { code: 'EIO' });
	jest.spyOn(fs, 'fdatasync').mockImplementation((_, done) => done(failure));
	const work = store.transaction(
		async (transaction) => await saveWhole(transaction, [anEscalation()], T0),
	);
	await expect(work).rejects.toMatchObject({
		name: 'StoreError',
		message: expect.stringContaining('i/o error'),
		advice: expect.stringContaining('restart n8n'),
	});
	await store.close();
});

test('refuses a file that another connection has, and works when that one is gone', async () => {
	const file = folder.file();
	const owner = openSqliteStore(file);
	const error = refusal(file);
	expect(error.message).toContain('in use by another process');
	expect(error.advice).toContain('N8N_USER_FOLDER');
	await owner.transaction(async (t) => await saveWhole(t, [anEscalation()], T0));
	await owner.close();
	await openSqliteStore(file).close();
});

test('another process cannot read or write the file meanwhile', async () => {
	const owner = openSqliteStore(folder.file());
	const other = spawnSync(process.execPath, [
		'-e',
		`const { DatabaseSync } = require('node:sqlite');
		new DatabaseSync(${JSON.stringify(folder.file())}).exec('DELETE FROM deliveries');`,
	]);
	expect(other.stderr.toString()).toContain('database is locked');
	await owner.close();
});

test('what was committed is there after the process was killed', async () => {
	const script = `
		const { DatabaseSync } = require('node:sqlite');
		const database = new DatabaseSync(process.argv[1]);
		database.exec("PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = WAL; INSERT INTO deliveries VALUES ('s', 'id', 1)");
		process.kill(process.pid, 'SIGKILL');`;
	await makeStore(folder.file());
	const { signal } = spawnSync(process.execPath, ['-e', script, folder.file()]);
	expect(signal).toBe('SIGKILL');
	const store = openSqliteStore(folder.file());
	const left = await store.transaction(async (t) =>
		connectionOf(t).prepare('SELECT id FROM deliveries').all(),
	);
	expect(left).toEqual([{ id: 'id' }]);
	await store.close();
});

describe('refuses, and does not touch,', () => {
	function expectUntouched(file: string): void {
		const before = readFileSync(file);
		chmodSync(file, 0o644);
		refusal(file);
		expect(readFileSync(file).equals(before)).toBe(true);
		expect(statSync(file).mode & 0o777).toBe(0o644);
	}

	test('a file of a newer version', async () => {
		await makeStore(folder.file());
		tamper(folder.file(), `PRAGMA user_version = ${migrations.length + 1}`);
		const error = refusal(folder.file());
		expect(error.message).toContain('newer version');
		expect(error.advice).toContain('Update the package');
		expectUntouched(folder.file());
	});

	test('a database of another program', () => {
		tamper(folder.file(), 'CREATE TABLE workflow_entity (id)');
		expect(refusal(folder.file()).message).toContain('another program');
		expectUntouched(folder.file());
	});

	test('a file that is no database', () => {
		writeFileSync(
			folder.file(),
			'A shopping list, long enough to be read as a header. '.repeat(20),
		);
		expect(refusal(folder.file()).message).toContain('not a SQLite database');
		expectUntouched(folder.file());
	});

	test('a database that is damaged', async () => {
		await makeStore(folder.file());
		const bytes = readFileSync(folder.file());
		// Page 1 is the schema; every page after it is overwritten.
		writeFileSync(folder.file(), bytes.fill(0xa5, 4_096));
		const error = refusal(folder.file());
		expect(error.message).toContain('is damaged');
		expect(error.advice).toContain('backup');
		expectUntouched(folder.file());
	});

	test('a database that was cut short', async () => {
		await makeStore(folder.file());
		const bytes = readFileSync(folder.file());
		writeFileSync(folder.file(), bytes.subarray(0, bytes.length - 4_096));
		expect(refusal(folder.file()).message).toContain('is damaged');
		expectUntouched(folder.file());
	});
});

test('refuses a path that leads through a file', () => {
	writeFileSync(folder.file('home'), '');
	expect(refusal(folder.file('home/.n8n/store.sqlite')).advice).toContain('folder exists');
});

test('refuses a folder in its place', () => {
	mkdirSync(folder.file());
	expect(refusal(folder.file()).advice).toContain('/home/node/.n8n');
});

describe('refuses, with a word about permissions,', () => {
	const NOBODY = 65_534;

	/** The superuser may write everywhere, so the superuser becomes somebody else for a moment. */
	function asNobody<Result>(work: () => Result): Result {
		if (process.getuid?.() !== 0) return work();
		process.seteuid!(NOBODY);
		try {
			return work();
		} finally {
			process.seteuid!(0);
		}
	}

	test('a folder that cannot be written', () => {
		mkdirSync(folder.file('home'));
		chmodSync(folder.file('.'), 0o755);
		chmodSync(folder.file('home'), 0o555);
		expect(asNobody(() => refusal(folder.file('home/store.sqlite'))).advice).toContain('write to');
	});

	test('a store that cannot be written', async () => {
		await makeStore(folder.file());
		chmodSync(folder.file('.'), 0o555);
		chmodSync(folder.file(), 0o444);
		const before = readFileSync(folder.file());
		expect(asNobody(() => refusal(folder.file())).advice).toContain('write to');
		expect(readFileSync(folder.file()).equals(before)).toBe(true);
	});
});

describe('a disk that is full', () => {
	// SQLite's own way to run out of room ("PRAGMA max_page_count").
	const limitPages = async (store: SqliteStore, pages: number) =>
		await store.transaction(async (t) => connectionOf(t).exec(`PRAGMA max_page_count = ${pages}`));
	const tooLarge = 'x'.repeat(10_000_000);

	/** What becomes of one commit in which somebody wants too much, and what is there when there is room again. */
	async function commitWith(write: (transaction: Transaction) => Promise<unknown>) {
		const store = openSqliteStore(folder.file());
		await limitPages(store, 200);
		const results = await Promise.allSettled([
			store.transaction(async (t) => await t.deliveries.record(SCOPE, 'before', T0)),
			store.transaction(write),
			store.transaction(async (t) => await t.deliveries.record(SCOPE, 'after', T0)),
		]);
		await limitPages(store, 10_000);
		const isNew = await store.transaction(
			async (t) =>
				await Promise.all(
					['before', 'after'].map(async (id) => await t.deliveries.record(SCOPE, id, T0)),
				),
		);
		const size = await store.transaction(async (t) => await t.inbox.size(SCOPE));
		await store.close();
		return { results, isNew, size };
	}
	const refused = { status: 'rejected', reason: { advice: 'Free disk space.' } };

	test('undoes all of one commit where SQLite does, says so, and the store goes on when there is room', async () => {
		const { results, isNew } = await commitWith(
			async (t) => await t.settings.save('name', tooLarge),
		);
		expect(results).toMatchObject([refused, refused, refused]);
		expect(isNew).toEqual([true, true]);
	});

	test('refuses an event that is too large for it, and nothing else', async () => {
		const { results, isNew, size } = await commitWith(
			async (t) => await t.inbox.add(SCOPE, newEvents({ text: tooLarge }), T0),
		);
		expect(results).toMatchObject([{ status: 'fulfilled' }, refused, { status: 'fulfilled' }]);
		expect(isNew).toEqual([false, false]);
		expect(size).toEqual({ events: 0, bytes: 0 });
	});
});

/** The connection behind the store, for what only a disk can do otherwise. */
function connectionOf(transaction: unknown): DatabaseSync {
	return (transaction as { statements: { database: DatabaseSync } }).statements.database;
}
