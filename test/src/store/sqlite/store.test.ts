import { openSqliteStore } from '../../../../src/store/sqlite/store';
import type { SqliteTransaction } from '../../../../src/store/sqlite/transaction';
import { HOUR, MINUTE } from '../../../../src/time/duration';
import {
	aClaim,
	anEscalation,
	KEY,
	SCOPE,
	T0,
	saveWhole,
} from '../../../support/model/escalations.mts';
import { storeFolder } from '../../../support/store/storeFolder.mts';
import { storeContract } from '../contract';

const folder = storeFolder();

storeContract({
	open: async () => await Promise.resolve(openSqliteStore(folder.file())),
	// The folder is new for each test.
	clear: async () => await Promise.resolve(),
	deliveries: async (store) => {
		const rows = await store.transaction(
			async (t) =>
				await Promise.resolve((t as SqliteTransaction).rows('SELECT id FROM deliveries', [])),
		);
		return rows.map(({ id }) => String(id));
	},
});

test('claims of another process are due at once: one process owns the file, so that one is gone', async () => {
	const store = openSqliteStore(folder.file());
	const claim = aClaim({ owner: 'a process that is gone' });
	const dueAt = await store.transaction(async (transaction) => {
		await saveWhole(transaction, [anEscalation({ dueAt: T0 + MINUTE, claim })], T0);
		await transaction.escalations.releaseClaims(SCOPE, 'me', T0 + 1, T0 + MINUTE);
		return (await transaction.escalations.open(KEY))[0].dueAt;
	});
	expect(dueAt).toBe(T0 + 1);
	await store.close();
});

test('what was taken back and snoozed for longer than a lease is left alone', async () => {
	const store = openSqliteStore(folder.file());
	const claim = aClaim({ owner: 'a process that is gone', isTakenBack: true });
	const dueAt = await store.transaction(async (transaction) => {
		await saveWhole(transaction, [anEscalation({ dueAt: T0 + HOUR, claim })], T0);
		await transaction.escalations.releaseClaims(SCOPE, 'me', T0 + 1, T0 + MINUTE);
		return (await transaction.escalations.open(KEY))[0].dueAt;
	});
	expect(dueAt).toBe(T0 + HOUR);
	await store.close();
});
