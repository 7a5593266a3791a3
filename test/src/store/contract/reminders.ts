import {
	anEscalation,
	aReminder,
	aToken,
	T0,
	saveWhole,
} from '../../../support/model/escalations.mts';
import { OpenStore, type StorePlace } from './place';

export function reminderContract(place: StorePlace): void {
	const open = new OpenStore(place);

	const rowsOf = async () =>
		await open.run(async (t) =>
			[...(await t.lookups.remindersByHour(0)).values()].reduce((sum, count) => sum + count, 0),
		);
	const history = async () =>
		(await open.run(async (t) => await t.lookups.timelines(['escalation-1'])))
			.get('escalation-1')
			?.filter(({ what }) => what.startsWith('reminder'));

	beforeEach(async () => {
		await open.run(async (transaction) => {
			await saveWhole(transaction, [anEscalation({ reminderCount: 2 })], T0);
			await transaction.reminders.save([
				aReminder({ number: 1, token: aToken('one'), gatedAt: T0 + 1 }),
				aReminder({ number: 2, token: aToken('two'), gatedAt: T0 + 2 }),
			]);
		});
	});

	test('with the same number are one row, and the history tells of both', async () => {
		const again = aReminder({ number: 2, token: aToken('again'), gatedAt: T0 + 3, sentAt: T0 + 4 });
		await open.run(async (transaction) => {
			await transaction.reminders.save([again]);
			await transaction.reminders.save([again]);
		});
		expect(await rowsOf()).toBe(2);
		expect(await history()).toEqual([
			{ at: T0 + 1, what: 'reminder', number: 1 },
			{ at: T0 + 2, what: 'reminder', number: 2 },
			{ at: T0 + 3, what: 'reminder', number: 2 },
			{ at: T0 + 4, what: 'reminderSent', number: 2 },
		]);
	});

	test('that were not sent have no row, but they left', async () => {
		await open.run(async (transaction) => {
			await transaction.reminders.remove([
				{ escalationId: 'escalation-1', number: 3 },
				{ escalationId: 'other', number: 2 },
			]);
		});
		expect(await rowsOf()).toBe(2);
		const second = [{ escalationId: 'escalation-1', number: 2 }];
		await open.run(async (t) => await t.reminders.remove(second));
		expect(await rowsOf()).toBe(1);
		expect(await history()).toEqual([
			{ at: T0 + 1, what: 'reminder', number: 1 },
			{ at: T0 + 2, what: 'reminder', number: 2 },
		]);
	});

	test('that were not sent, and whose escalation has ended since, are not counted', async () => {
		const removed = async () =>
			await open.run(async (transaction) => {
				await transaction.reminders.removeOfEnded([aToken('two'), aToken('none'), 'other']);
				return (await transaction.lookups.escalation('escalation-1'))?.reminderCount;
			});
		expect([await removed(), await rowsOf()]).toEqual([2, 2]);
		const ended = anEscalation({ state: 'replied', endedAt: T0 + 9, reminderCount: 2 });
		await open.run(async (t) => await saveWhole(t, [ended], T0));
		expect([await removed(), await rowsOf()]).toEqual([1, 1]);
		expect([await removed(), await rowsOf()]).toEqual([1, 1]);
		expect(await history()).toHaveLength(2);
	});
}
