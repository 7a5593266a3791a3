import { DatabaseSync } from 'node:sqlite';

import { APPLICATION_ID, migrations } from '../../../src/store/schema';
import { openSqliteStore } from '../../../src/store/sqlite';
import { storeFolder } from '../../support/storeFolder.mts';

const folder = storeFolder();

/** The file as the package left it when this was the newest version. */
function fileOfVersion(version: number, rows = ''): string {
	const database = new DatabaseSync(folder.file());
	for (const statements of migrations.slice(0, version)) database.exec(statements);
	database.exec(`PRAGMA application_id = ${APPLICATION_ID}; PRAGMA user_version = ${version};`);
	database.exec(rows);
	database.close();
	return folder.file();
}

function versionOf(file: string): unknown {
	const database = new DatabaseSync(file);
	const { user_version: version } = database.prepare('PRAGMA user_version').get()!;
	database.close();
	return version;
}

test.each(migrations.map((_, index) => index + 1))(
	'a file of version %s is brought up to date and keeps its rows',
	async (version) => {
		const file = fileOfVersion(version, "INSERT INTO deliveries VALUES ('scope', 'id', 1)");
		const store = openSqliteStore(file);
		expect(await store.transaction(async (t) => await t.recordDelivery('scope', 'id', 2))).toBe(
			false,
		);
		await store.close();
		expect(versionOf(file)).toBe(migrations.length);
	},
);

test('a migration that fails leaves the file as it was', () => {
	const file = fileOfVersion(0);
	const broken = migrations as string[];
	broken.push('CREATE TABLE extra (id); SELECT * FROM missing;');
	try {
		expect(() => openSqliteStore(file)).toThrow('no such table: missing');
	} finally {
		broken.pop();
	}
	expect(versionOf(file)).toBe(0);
	void openSqliteStore(file).close();
});
