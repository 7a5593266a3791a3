import { HOUR } from '../../../../src/time/duration';
import { anEscalation, aReminder, T0, saveWhole } from '../../../support/model/escalations.mts';
import { OpenStore, type StorePlace } from './place';

export function outcomeContract(place: StorePlace): void {
	const open = new OpenStore(place);

	beforeEach(async () => {
		const replied = [
			['a', 'w1:node', 'replied', 1_000],
			['b', 'w1:node', 'replied', 2_000],
			['c', 'w2:node', 'replied', 3_000],
			['d', 'w1:node', 'cancelled', 4_000],
		] as const;
		await open.run(async (transaction) => {
			const ended = replied.map(([id, scope, state, after]) =>
				anEscalation({ id, scope, conversationKey: id, state, dueAt: null, endedAt: T0 + after }),
			);
			await saveWhole(transaction, ended, T0);
			await transaction.reminders.save([
				aReminder({ escalationId: 'a', number: 1, token: '1', gatedAt: T0 }),
				aReminder({ escalationId: 'a', number: 2, token: '2', gatedAt: T0 + HOUR - 1 }),
				aReminder({ escalationId: 'c', number: 1, token: '4', gatedAt: T0 + HOUR }),
			]);
		});
	});

	test.each([
		[
			0,
			undefined,
			[
				[T0, 2],
				[T0 + HOUR, 1],
			],
		],
		[
			1,
			undefined,
			[
				[T0, 1],
				[T0 + HOUR, 1],
			],
		],
		[0, 'w2', [[T0 + HOUR, 1]]],
	])('reminders since %i of workflow %s: %j', async (since, workflowId, counts) => {
		const found = await open.run(
			async (transaction) => await transaction.lookups.remindersByHour(T0 + since, workflowId),
		);
		expect([...found].toSorted(([one], [other]) => one - other)).toEqual(counts);
	});
}
