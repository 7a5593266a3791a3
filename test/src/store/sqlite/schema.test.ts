import { DatabaseSync } from 'node:sqlite';

import { migrations } from '../../../../src/store/sqlite/schema';
import { openSqliteStore } from '../../../../src/store/sqlite/store';
import { StoreError } from '../../../../src/store/store';
import { anEscalation, KEY, saveWhole, T0 } from '../../../support/model/escalations.mts';
import { storeFolder } from '../../../support/store/storeFolder.mts';

const folder = storeFolder();

function versionOf(file: string): unknown {
	const database = new DatabaseSync(file);
	const { user_version: version } = database.prepare('PRAGMA user_version').get()!;
	database.close();
	return version;
}

/** As if the next version of the package had another version of the schema. */
async function withNextVersion(migration: string, work: () => Promise<void>): Promise<void> {
	const versions = migrations as string[];
	versions.push(migration);
	try {
		await work();
	} finally {
		versions.pop();
	}
}

async function fileOfThisVersion(): Promise<string> {
	const store = openSqliteStore(folder.file());
	await store.transaction(async (t) => await saveWhole(t, [anEscalation()], T0));
	await store.close();
	return folder.file();
}

test('a file of an older version is brought up to date and keeps its rows', async () => {
	const file = await fileOfThisVersion();
	const before = versionOf(file);
	await withNextVersion('ALTER TABLE replies ADD COLUMN told TEXT', async () => {
		const store = openSqliteStore(file);
		const open = await store.transaction(async (t) => await t.escalations.open(KEY));
		expect(open).toHaveLength(1);
		await store.close();
		expect([before, versionOf(file)]).toEqual([migrations.length - 1, migrations.length]);
		const again = openSqliteStore(file);
		await again.close();
	});
});

test('a migration that fails leaves the file as it was', async () => {
	const file = await fileOfThisVersion();
	await withNextVersion('CREATE TABLE extra (id); SELECT * FROM missing;', async () => {
		expect(() => openSqliteStore(file)).toThrow('no such table: missing');
	});
	expect(versionOf(file)).toBe(migrations.length);
	const store = openSqliteStore(file);
	expect(await store.transaction(async (t) => await t.escalations.open(KEY))).toHaveLength(1);
	await store.close();
});

test('a file of a newer version is refused, and stays as it is', async () => {
	const file = folder.file();
	await withNextVersion('CREATE TABLE extra (id)', async () => {
		await openSqliteStore(file).close();
	});
	expect(() => openSqliteStore(file)).toThrow(StoreError);
	expect(versionOf(file)).toBe(migrations.length + 1);
});
