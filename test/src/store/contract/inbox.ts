import { MOST_TAKEN } from '../../../../src/store/rows';
import { MINUTE } from '../../../../src/time/duration';
import { SCOPE, T0 } from '../../../support/model/escalations.mts';
import { newEvents } from '../../../support/store/acceptedEvents.mts';
import { OpenStore, type StorePlace } from './place';

export function inboxContract(place: StorePlace): void {
	const open = new OpenStore(place);

	test('deliveries are known by scope', async () => {
		const isNew = await open.run(async (transaction) => [
			await transaction.deliveries.record('workflow:a', 'id', T0),
			await transaction.deliveries.record('workflow:b', 'id', T0),
			await transaction.deliveries.record('workflow:a', 'id', T0),
		]);
		expect(isNew).toEqual([true, true, false]);
	});

	test('of many deliveries those that are new are told', async () => {
		const long = 'x'.repeat(5_000);
		const fresh = await open.run(async (transaction) => {
			await transaction.deliveries.record(SCOPE, 'b', T0);
			return await transaction.deliveries.recordAll(SCOPE, ['a', 'b', long], T0);
		});
		expect(fresh).toEqual(new Set(['a', long]));
	});

	test('gives what is due, the oldest first, of one scope', async () => {
		await open.run(async (transaction) => {
			await transaction.inbox.add(SCOPE, newEvents({ n: 2 }), T0 + 2);
			await transaction.inbox.add(SCOPE, newEvents({ n: 1 }), T0 + 1);
			await transaction.inbox.add('other', newEvents({ n: 0 }), T0);
			await transaction.inbox.add(SCOPE, newEvents({ n: 3 }), T0 + 3);
		});
		const due = await open.run(
			async (transaction) => await transaction.inbox.due(SCOPE, T0 + 2, 10),
		);
		expect(due.map(({ event }) => event)).toEqual([{ n: 1 }, { n: 2 }]);
	});

	test('gives fewer at a time where they are large, and one at least', async () => {
		const counts = await open.run(async (transaction) => {
			const large = { text: 'x'.repeat(MOST_TAKEN / 2) };
			for (let n = 0; n < 3; n += 1) await transaction.inbox.add(SCOPE, newEvents(large), T0);
			await transaction.inbox.add('larger', newEvents({ text: 'x'.repeat(MOST_TAKEN) }), T0);
			return [
				(await transaction.inbox.due(SCOPE, T0, 10)).length,
				(await transaction.inbox.due('larger', T0, 10)).length,
			];
		});
		expect(counts).toEqual([2, 1]);
	});

	test('keeps claims, and forgets what was removed', async () => {
		await open.run(async (transaction) => {
			await transaction.inbox.add(SCOPE, newEvents({ n: 1 }), T0);
			const [entry] = await transaction.inbox.due(SCOPE, T0, 1);
			const claim = { dueAt: T0 + MINUTE, claimToken: 'token', claimOwner: 'me', failures: 2 };
			await transaction.inbox.save([{ ...entry, ...claim }], T0);
		});
		await open.reopen();
		const [entry] = await open.run(async (t) => await t.inbox.byClaims(['other', 'token']));
		expect(entry).toMatchObject({ dueAt: T0 + MINUTE, claimOwner: 'me', failures: 2 });
		const whole = await open.run(async (t) => await t.inbox.claimedEntries(['other', 'token']));
		expect(whole).toEqual([{ ...entry, event: { n: 1 } }]);
		const left = await open.run(async (transaction) => {
			await transaction.inbox.remove([entry.sequence]);
			return await transaction.inbox.nextDueAt(SCOPE, T0);
		});
		expect(left).toBeUndefined();
	});

	test('claims are renewed by their tokens', async () => {
		const dueAt = await open.run(async (transaction) => {
			await transaction.inbox.add(SCOPE, newEvents({ n: 1 }), T0);
			const [entry] = await transaction.inbox.due(SCOPE, T0, 1);
			const claim = { claimToken: 'token', claimOwner: 'me' };
			await transaction.inbox.save([{ ...entry, ...claim }], T0);
			await transaction.inbox.renewClaims(['token', 'other'], T0 + MINUTE, T0);
			return await transaction.inbox.nextDueAt(SCOPE, T0);
		});
		expect(dueAt).toBe(T0 + MINUTE);
	});

	test('what nobody has taken since it was due is forgotten', async () => {
		const left = await open.run(async (transaction) => {
			await transaction.inbox.add(SCOPE, newEvents({ id: 'old' }), T0 - 1);
			await transaction.inbox.add(SCOPE, newEvents({ id: 'taken' }), T0 - 1);
			await transaction.inbox.add(SCOPE, newEvents({ id: 'new' }), T0);
			const [, taken] = await transaction.inbox.due(SCOPE, T0 - 1, 10);
			await transaction.inbox.save([{ ...taken, dueAt: T0 + MINUTE, claimToken: 'token' }], T0);
			await transaction.inbox.forget(T0);
			return await transaction.inbox.due(SCOPE, T0 + MINUTE, 10);
		});
		expect(left.map(({ event }) => event.id).toSorted()).toEqual(['new', 'taken']);
	});
}
