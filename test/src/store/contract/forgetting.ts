import { DAY } from '../../../../src/time/duration';
import {
	anEscalation,
	aPolicy,
	aReminder,
	SCOPE,
	T0,
	saveWhole,
} from '../../../support/model/escalations.mts';
import { OpenStore, type StorePlace } from './place';

export function forgettingContract(place: StorePlace): void {
	const open = new OpenStore(place);

	test('what its policy says is forgotten, and what was delivered or answered before, with all that belongs to it', async () => {
		const ended = { state: 'replied', endedAt: T0 - DAY - 1, dueAt: null } as const;
		const policy = aPolicy({ keepEndedFor: DAY });
		const kept = await open.run(async (transaction) => {
			await saveWhole(
				transaction,
				[
					anEscalation({ id: 'old', ...ended, policy }),
					anEscalation({ id: 'kept longer', ...ended }),
					anEscalation({ id: 'unannounced', ...ended, policy, dueAt: T0 }),
					anEscalation({ id: 'open', openedAt: T0 - 400 * DAY }),
				],
				T0,
			);
			await transaction.reminders.save([
				aReminder({ escalationId: 'old' }),
				aReminder({ escalationId: 'open' }),
			]);
			await transaction.deliveries.record(SCOPE, 'old', T0 - 1);
			await transaction.deliveries.record(SCOPE, 'new', T0);
			await transaction.replies.record('old', SCOPE, T0 - 1, T0);
			await transaction.replies.record('new', SCOPE, T0, T0);
			await transaction.forget(T0, T0);
			const escalations = await transaction.lookups.find({}, 10, 0);
			return {
				escalations: escalations.map(({ id }) => id).toSorted(),
				reminders: [...(await transaction.lookups.remindersByHour(0)).values()],
				isNew: [
					await transaction.deliveries.record(SCOPE, 'old', T0),
					await transaction.deliveries.record(SCOPE, 'new', T0),
				],
				replies: [
					await transaction.replies.last('old', SCOPE, T0),
					await transaction.replies.last('new', SCOPE, T0),
				],
			};
		});
		expect(kept).toEqual({
			escalations: ['kept longer', 'open', 'unannounced'],
			reminders: [1],
			isNew: [true, false],
			replies: [undefined, T0],
		});
	});
}
