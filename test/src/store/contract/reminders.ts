import {
	anEscalation,
	aReminder,
	aToken,
	KEY,
	T0,
	saveWhole,
} from '../../../support/model/escalations.mts';
import { OpenStore, type StorePlace } from './place';

export function reminderContract(place: StorePlace): void {
	const open = new OpenStore(place);

	const countOf = async () =>
		(await open.run(async (t) => await t.escalations.open(KEY)))[0].reminderCount;

	beforeEach(async () => {
		await open.run(async (transaction) => {
			await saveWhole(transaction, [anEscalation({ reminderCount: 99 })], T0);
			await transaction.reminders.save([
				aReminder({ number: 1, token: aToken('one') }),
				aReminder({ number: 2, token: aToken('two') }),
			]);
		});
	});

	test('are counted from their rows', async () => {
		expect(await countOf()).toBe(2);
	});

	test('with the same number are one row, which the last one left with', async () => {
		await open.run(async (transaction) => {
			await transaction.reminders.save([aReminder({ number: 2, token: aToken('again') })]);
			await transaction.reminders.removeOfEnded([aToken('two')]);
		});
		expect(await countOf()).toBe(2);
	});

	test('that were not sent are none, by number or by what they left with', async () => {
		await open.run(async (transaction) => {
			await transaction.reminders.remove([
				{ escalationId: 'escalation-1', number: 3 },
				{ escalationId: 'other', number: 2 },
			]);
		});
		expect(await countOf()).toBe(2);
		await open.run(
			async (t) => await t.reminders.remove([{ escalationId: 'escalation-1', number: 2 }]),
		);
		expect(await countOf()).toBe(1);
		await open.run(async (t) => await t.reminders.removeOfEnded([aToken('one')]));
		expect(await countOf()).toBe(1);
		const countAtTheEnd = await open.run(async (transaction) => {
			await saveWhole(transaction, [anEscalation({ state: 'replied', endedAt: T0 })], T0);
			await transaction.reminders.removeOfEnded([aToken('one'), 'other']);
			return (await transaction.lookups.escalation('escalation-1'))?.reminderCount;
		});
		expect(countAtTheEnd).toBe(0);
	});
}
