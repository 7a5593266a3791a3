import { openSqliteStore } from '../../../../src/store/sqlite/store';
import type { SqliteTransaction } from '../../../../src/store/sqlite/transaction';
import { HOUR, MINUTE } from '../../../../src/time/duration';
import {
	aClaim,
	anEscalation,
	aToken,
	SCOPE,
	T0,
	saveWhole,
} from '../../../support/model/escalations.mts';
import { storeFolder } from '../../../support/store/storeFolder.mts';
import { storeContract } from '../contract';

const folder = storeFolder();

storeContract({
	open: async (clock, warn) => await Promise.resolve(openSqliteStore(folder.file(), clock, warn)),
	damage: async (store, table, column, id) => {
		await store.transaction(async (t) => {
			(t as SqliteTransaction).run(`UPDATE ${table} SET ${column} = '{' WHERE id = ?`, [id]);
			await Promise.resolve();
		});
	},
	// The folder is new for each test.
	clear: async () => await Promise.resolve(),
	digests: async (store) => {
		const rows = await store.transaction(
			async (t) =>
				await Promise.resolve(
					(t as SqliteTransaction).rows(
						'SELECT id FROM deliveries UNION ALL SELECT id FROM alerts',
						[],
					),
				),
		);
		return rows.map(({ id }) => String(id));
	},
});

test('claims of another process are free at once: one process owns the file, so that one is gone', async () => {
	const store = openSqliteStore(folder.file());
	const claim = aClaim({ token: aToken('one'), owner: 'a process that is gone' });
	const found = await store.transaction(async (transaction) => {
		await saveWhole(transaction, [anEscalation({ dueAt: T0, claim })], T0);
		const before = await transaction.escalations.due(SCOPE, T0 + 1, 10);
		await transaction.escalations.releaseClaims(SCOPE, 'me', T0 + 1, T0 + MINUTE);
		return [before, await transaction.escalations.due(SCOPE, T0 + 1, 10)];
	});
	expect(found.map(({ length }) => length)).toEqual([0, 1]);
	await store.close();
});

test('what was taken back and snoozed for longer than a lease is left alone', async () => {
	const store = openSqliteStore(folder.file());
	const claim = aClaim({ token: aToken('one'), owner: 'gone', isTakenBack: true });
	const due = await store.transaction(async (transaction) => {
		await saveWhole(transaction, [anEscalation({ dueAt: T0 + HOUR, claim })], T0);
		await transaction.escalations.releaseClaims(SCOPE, 'me', T0 + 1, T0 + MINUTE);
		return await transaction.escalations.due(SCOPE, T0 + HOUR - 1, 10);
	});
	expect(due).toEqual([]);
	await store.close();
});
