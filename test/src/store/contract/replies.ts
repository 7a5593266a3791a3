import { DAY } from '../../../../src/time/duration';
import { anEscalation, KEY, SCOPE, T0, saveWhole } from '../../../support/model/escalations.mts';
import { OpenStore, type StorePlace } from './place';

export function replyContract(place: StorePlace): void {
	const open = new OpenStore(place);

	test('the latest counts, here or everywhere', async () => {
		const last = await open.run(async (transaction) => {
			await transaction.replies.record(KEY, SCOPE, T0 + 5, T0 + 9);
			await transaction.replies.record(KEY, SCOPE, T0 + 3, T0 + 9);
			await transaction.replies.record(KEY, undefined, T0 + 4, T0 + 9);
			return {
				here: await transaction.replies.last(KEY, SCOPE, T0 + 9),
				elsewhere: await transaction.replies.last(KEY, 'other', T0 + 9),
				nobody: await transaction.replies.last('other key', SCOPE, T0 + 9),
			};
		});
		expect(last).toEqual({ here: T0 + 5, elsewhere: T0 + 4, nobody: undefined });
	});

	test('many are noted at once, and known with what else a node knows', async () => {
		const known = await open.run(async (transaction) => {
			const escalation = anEscalation({ conversationKey: 'open' });
			await saveWhole(transaction, [escalation], T0);
			const ended = anEscalation({ id: 'b', state: 'replied', endedAt: T0 });
			await saveWhole(transaction, [ended], T0);
			const replies = new Map([
				[KEY, T0 + 1],
				['other', T0 + 2],
			]);
			await transaction.replies.recordAll(SCOPE, replies, T0 + 9);
			await transaction.replies.recordAll(SCOPE, new Map([[KEY, T0]]), T0 + 9);
			await transaction.replies.record('open', undefined, T0 + 3, T0 + 9);
			return await transaction.escalations.conversations(
				SCOPE,
				['open', KEY, 'other', 'new'],
				T0 + 9,
			);
		});
		const told = [...known].map(([key, { open: current, latest, repliedAt }]) => [
			key,
			current?.id,
			latest?.id,
			repliedAt,
		]);
		expect(told).toEqual([
			['open', 'escalation-1', 'escalation-1', T0 + 3],
			[KEY, undefined, 'b', T0 + 1],
			['other', undefined, undefined, T0 + 2],
			['new', undefined, undefined, undefined],
		]);
	});

	test('one from the future says nothing, and gives way to one from now', async () => {
		const last = await open.run(async (transaction) => {
			await transaction.replies.record(KEY, SCOPE, T0 + DAY, T0 + DAY);
			const before = await transaction.replies.last(KEY, SCOPE, T0);
			await transaction.replies.record(KEY, SCOPE, T0 - 5, T0);
			return [before, await transaction.replies.last(KEY, SCOPE, T0 + DAY)];
		});
		expect(last).toEqual([undefined, T0 - 5]);
	});
}
