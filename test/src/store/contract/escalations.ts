import { DAY, MINUTE } from '../../../../src/time/duration';
import { anEscalation, KEY, SCOPE, T0, saveWhole } from '../../../support/model/escalations.mts';
import { OpenStore, type StorePlace } from './place';

export function escalationContract(place: StorePlace): void {
	const open = new OpenStore(place);

	test('there is one open for each scope and conversation', async () => {
		await open.run(async (t) => await saveWhole(t, [anEscalation({ id: 'a' })], T0));
		const second = open.run(
			async (t) => await saveWhole(t, [anEscalation({ id: 'b', state: 'reminding' })], T0),
		);
		await expect(second).rejects.toThrow(/unique/i);
		await open.run(
			async (t) =>
				await saveWhole(
					t,
					[
						anEscalation({ id: 'c', scope: 'other' }),
						anEscalation({ id: 'd', state: 'replied', endedAt: T0 }),
					],
					T0,
				),
		);
		const found = await open.run(async (transaction) => ({
			everywhere: (await transaction.escalations.open(KEY)).map(({ id }) => id).toSorted(),
			here: (await transaction.escalations.open(KEY, SCOPE)).map(({ id }) => id),
			elsewhere: await transaction.escalations.open('another conversation'),
		}));
		expect(found).toEqual({ everywhere: ['a', 'c'], here: ['a'], elsewhere: [] });
	});

	test('the latest is the one that opened last, but not after now', async () => {
		const old = anEscalation({ id: 'old', state: 'replied', openedAt: T0, endedAt: T0 });
		const recent = anEscalation({ id: 'new', openedAt: T0 + DAY });
		await open.run(async (t) => await saveWhole(t, [old, recent], T0));
		const latestAt = async (now: number) =>
			(await open.run(async (t) => await t.lookups.latest(SCOPE, KEY, now)))?.id;
		expect([await latestAt(T0 - 1), await latestAt(T0), await latestAt(T0 + DAY)]).toEqual([
			undefined,
			'old',
			'new',
		]);
	});

	test('an update keeps the event and the policy that are stored', async () => {
		const before = anEscalation({ event: { text: 'first' } });
		const after = { ...before, event: { text: 'another' }, messageCount: 7 };
		await open.run(async (t) => await saveWhole(t, [before], T0));
		await open.run(async (t) => await t.escalations.update([after], T0));
		const [updated] = await open.run(async (t) => await t.escalations.byIds([before.id]));
		expect(updated).toMatchObject({ event: { text: 'first' }, messageCount: 7 });
		await open.run(async (t) => await saveWhole(t, [after], T0));
		const [saved] = await open.run(async (t) => await t.escalations.byIds([before.id]));
		expect(saved.event).toEqual({ text: 'another' });
	});

	test('what happened is added to what happened before', async () => {
		const both = ['a', 'b'].map((id) => anEscalation({ id, conversationKey: id }));
		const reminder = (number: number) => ({ at: T0, what: 'reminder', number }) as const;
		const late = { ...reminder(2), cause: 'late\n"\u0000\ud800', actor: 'Li Lei' };
		const timelines = await open.run(async (transaction) => {
			const lines = { a: [reminder(1), reminder(2)], b: [reminder(1)] };
			await saveWhole(transaction, both, T0, new Map(Object.entries(lines)));
			await saveWhole(transaction, both, T0);
			await saveWhole(transaction, both, T0, new Map([['b', [late]]]));
			await saveWhole(transaction, both.slice(0, 1), T0, new Map([['a', [reminder(3)]]]));
			return await transaction.lookups.timelines(['b', 'a']);
		});
		expect(timelines.get('a')).toEqual([reminder(1), reminder(2), reminder(3)]);
		expect(timelines.get('b')).toEqual([reminder(1), late]);
	});

	test('after the clock was set back, what is planned anew for the same time is not moved', async () => {
		const planned = anEscalation({ dueAt: T0 + MINUTE });
		await open.run(async (t) => await saveWhole(t, [planned], T0 + MINUTE));
		await open.run(async (t) => await saveWhole(t, [planned], T0));
		const [found] = await open.run(async (t) => await t.escalations.open(KEY));
		expect(found.dueAt).toBe(T0 + MINUTE);
	});

	test('after the clock was set back, what was planned before is moved, by as much as it was ahead', async () => {
		const due = anEscalation({ dueAt: T0 + 10 * MINUTE });
		const ahead = anEscalation({
			id: 'ahead',
			conversationKey: 'ahead',
			dueAt: T0 + DAY + 10 * MINUTE,
		});
		const now = T0 + MINUTE;
		await open.run(async (transaction) => {
			await saveWhole(transaction, [due], T0);
			await saveWhole(transaction, [ahead], T0 + DAY);
			// Saved again later for another reason, with the same plan.
			await saveWhole(transaction, [{ ...due, messageCount: 2 }], T0 + 2 * MINUTE);
		});
		const found = await open.run(async (transaction) => ({
			moved: (await transaction.escalations.moved(SCOPE, now, 10)).map(({ id }) => id),
			open: (await transaction.escalations.open('ahead'))[0].dueAt,
			inTime: (await transaction.escalations.open('ahead'))[0].dueAt,
		}));
		expect(found).toEqual({ moved: ['ahead'], open: T0 + 10 * MINUTE, inTime: ahead.dueAt });
		await open.run(async (t) => await saveWhole(t, await t.escalations.moved(SCOPE, now, 10), now));
		expect(await open.run(async (t) => await t.escalations.moved(SCOPE, now, 10))).toEqual([]);
	});
}
