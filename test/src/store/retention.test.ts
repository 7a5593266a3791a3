import { forgetOld } from '../../../src/store/retention';
import { openSqliteStore } from '../../../src/store/sqlite/store';
import { DAY } from '../../../src/time/duration';
import { SCOPE, T0 } from '../../support/model/escalations.mts';
import { FakeClock } from '../../support/time/fakeClock.mts';

test('remembers deliveries for 30 days', async () => {
	const clock = new FakeClock(T0);
	const store = openSqliteStore(':memory:', clock);
	const isNew = async () =>
		await store.transaction(async (t) => await t.deliveries.record(SCOPE, 'id', clock.now()));
	await isNew();
	clock.jump(30 * DAY);
	await forgetOld(store);
	expect(await isNew()).toBe(false);
	clock.jump(1);
	await forgetOld(store);
	expect(await isNew()).toBe(true);
	await store.close();
});
