import fs, {
	chmodSync,
	existsSync,
	fstatSync,
	mkdirSync,
	readdirSync,
	readlinkSync,
	statSync,
	symlinkSync,
} from 'node:fs';
import { spawnSync } from 'node:child_process';
import { dirname } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';

import { openSqliteStore } from '../../../../src/store/sqlite/store';
import type { Store } from '../../../../src/store/store';
import { anEscalation, T0, saveWhole } from '../../../support/model/escalations.mts';
import { storeFolder } from '../../../support/store/storeFolder.mts';

const folder = storeFolder();
const umask = process.umask();

afterEach(() => {
	process.umask(umask);
	jest.restoreAllMocks();
});

const modeOf = (path: string) => (statSync(path).mode & 0o777).toString(8);

/** The modes of everything that lies in a folder, by name. */
const modesIn = (path: string) =>
	Object.fromEntries(readdirSync(path).map((name) => [name, modeOf(`${path}/${name}`)]));

async function write(store: Store): Promise<void> {
	await store.transaction(async (t) => await saveWhole(t, [anEscalation()], T0));
}

/** A store whose process was killed, so that its log is left. */
function leaveStore(file: string): void {
	const script = `
		const { DatabaseSync } = require('node:sqlite');
		const database = new DatabaseSync(process.argv[1]);
		database.exec("PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = WAL");
		database.exec("INSERT INTO deliveries VALUES ('s', 'id', 1)");
		process.kill(process.pid, 'SIGKILL');`;
	spawnSync(process.execPath, ['-e', script, file]);
}

describe.each([0o022, 0o000])('under umask %o', (mask) => {
	beforeEach(() => process.umask(mask));

	test('a new store is for its owner only, with what lies beside it and the folders that it needs', async () => {
		const file = folder.file('home/.n8n/until-replied.sqlite');
		const store = openSqliteStore(file);
		await write(store);
		expect(modesIn(dirname(file))).toEqual({
			'until-replied.sqlite': '600',
			'until-replied.sqlite-wal': '600',
		});
		expect([modeOf(folder.file('home')), modeOf(folder.file('home/.n8n'))]).toEqual(['700', '700']);
		await store.close();
		expect(modesIn(dirname(file))).toEqual({ 'until-replied.sqlite': '600' });
	});

	test('one that was open to others is no longer, nor is the log that a killed process left', async () => {
		const file = folder.file();
		await openSqliteStore(file).close();
		leaveStore(file);
		for (const path of [file, `${file}-wal`]) chmodSync(path, 0o666);
		const store = openSqliteStore(file);
		expect([modeOf(file), modeOf(`${file}-wal`)]).toEqual(['600', '600']);
		const left = (await connectionOf(store)).prepare('SELECT id FROM deliveries').all();
		expect(left).toEqual([{ id: 'id' }]);
		await store.close();
	});

	test('so is the journal of a file system that takes no write-ahead log', async () => {
		const store = openSqliteStore(folder.file());
		const database = await connectionOf(store);
		database.exec('PRAGMA journal_mode = DELETE');
		database.exec('BEGIN IMMEDIATE; DELETE FROM deliveries');
		database.exec("INSERT INTO deliveries VALUES ('s', 'id', 1)");
		expect(modeOf(`${folder.file()}-journal`)).toBe('600');
		database.exec('ROLLBACK');
		await store.close();
	});
});

test('a folder that was there keeps its mode: it is not ours', async () => {
	mkdirSync(folder.file('shared'));
	chmodSync(folder.file('shared'), 0o755);
	await openSqliteStore(folder.file('shared/store.sqlite')).close();
	expect(modesIn(folder.file('.'))).toEqual({ shared: '755' });
});

test('the file that a link leads to is opened, and closed to others', async () => {
	mkdirSync(folder.file('disk'));
	const place = folder.file('disk/store.sqlite');
	await openSqliteStore(place).close();
	chmodSync(place, 0o644);
	symlinkSync(place, folder.file());
	const store = openSqliteStore(folder.file());
	await write(store);
	expect(modesIn(dirname(place))).toEqual({ 'store.sqlite': '600', 'store.sqlite-wal': '600' });
	await store.close();
});

// Where a process sees its own open files.
const onLinux = existsSync('/proc/self/fd') ? test : test.skip;

onLinux('what SQLite sorts on the disk is for its owner only, and has no name', async () => {
	process.umask(0);
	const store = openSqliteStore(folder.file());
	const database = await connectionOf(store);
	const sorting = database
		.prepare(
			`WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 40000)
			SELECT i, hex(randomblob(200)) AS word FROM n ORDER BY word`,
		)
		.iterate();
	sorting.next();
	const temporary = readdirSync('/proc/self/fd').flatMap((descriptor) => {
		const place = linkOf(`/proc/self/fd/${descriptor}`);
		if (!place?.includes('/etilqs_')) return [];
		return [{ place, mode: fstatSync(Number(descriptor)).mode }];
	});
	expect(temporary).not.toEqual([]);
	for (const { place, mode } of temporary) {
		expect([place.endsWith(' (deleted)'), (mode & 0o777).toString(8)]).toEqual([true, '600']);
	}
	sorting.return?.();
	await store.close();
});

/** Undefined of the one by which they are listed: it is closed by then. */
function linkOf(path: string): string | undefined {
	try {
		return readlinkSync(path);
	} catch {
		return undefined;
	}
}

describe('where the file system has no modes', () => {
	test.each<[how: string, chmod: () => void, reason: string]>([
		[
			'and says so',
			() => {
				throw Object.assign(new Error('EPERM: operation not permitted'), { code: 'EPERM' });
			},
			'EPERM',
		],
		['and does as if', () => undefined, 'without effect'],
	])('%s, whoever runs n8n is told, once', async (_how, chmod, reason) => {
		await openSqliteStore(folder.file()).close();
		chmodSync(folder.file(), 0o644);
		jest.spyOn(fs, 'chmodSync').mockImplementation(chmod);
		const warn = jest.fn();
		const store = openSqliteStore(folder.file(), undefined, warn);
		await write(store);
		expect(warn.mock.calls).toEqual([
			[expect.stringContaining(`cannot be set to 0600 (${reason})`)],
		]);
		await store.close();
	});
});

test.each(['/proc/nowhere/.n8n', '/dev/null/.n8n'])(
	'a folder that cannot be made, as %s, is an error and no end of trying',
	(impossible) => {
		// Of a file system that no other machine need have.
		if (!existsSync(dirname(dirname(impossible)))) return;
		expect(() => openSqliteStore(`${impossible}/until-replied.sqlite`)).toThrow(
			expect.objectContaining({
				message: expect.stringContaining('cannot be opened'),
				advice: expect.stringContaining('folder exists'),
			}),
		);
	},
);

test('nothing is said where nobody else can read it', async () => {
	const warn = jest.fn();
	await openSqliteStore(folder.file(), undefined, warn).close();
	await openSqliteStore(folder.file(), undefined, warn).close();
	expect(warn).not.toHaveBeenCalled();
});

/** The connection behind a store. */
async function connectionOf(store: Store): Promise<DatabaseSync> {
	return await store.transaction(
		async (t) =>
			await Promise.resolve(
				(t as unknown as { statements: { database: DatabaseSync } }).statements.database,
			),
	);
}
