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

	test('whether any was an answer is kept, whichever was the latest', async () => {
		const known = await open.run(async (transaction) => {
			const { replies, escalations } = transaction;
			await replies.record('answered, then resolved', SCOPE, T0, T0 + 9);
			await replies.record('answered, then resolved', SCOPE, T0 + 1, T0 + 9, false);
			await replies.record('resolved', SCOPE, T0, T0 + 9, false);
			await replies.record('resolved, answered elsewhere', SCOPE, T0 + 5, T0 + 9, false);
			await replies.record('resolved, answered elsewhere', undefined, T0, T0 + 9);
			await replies.record('answered in another node', 'other', T0, T0 + 9);
			const both = new Map([
				['one of many', T0],
				['another of many', T0],
			]);
			await replies.recordAll(SCOPE, both, T0 + 9, undefined, new Set(['one of many']));
			const keys = [
				...['answered, then resolved', 'resolved', 'resolved, answered elsewhere'],
				...['answered in another node', 'one of many', 'another of many', 'new'],
			];
			return await escalations.conversations(SCOPE, keys, T0 + 9);
		});
		expect([...known].filter(([, { wasAnswered }]) => wasAnswered).map(([key]) => key)).toEqual([
			...['answered, then resolved', 'resolved, answered elsewhere', 'one of many'],
		]);
		expect(known.get('resolved, answered elsewhere')).toMatchObject({ repliedAt: T0 + 5 });
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

	test('keep as which event they were accepted, where they are of the same second', async () => {
		const known = await open.run(async (transaction) => {
			const record = async (key: string, at: number, sequence?: number) =>
				await transaction.replies.recordAll(
					SCOPE,
					new Map([[key, at]]),
					T0 + DAY,
					new Map(sequence === undefined ? [] : [[key, sequence]]),
				);
			await record('same second', T0 + 5, 7);
			await record('same second', T0, 9);
			await record('later', T0, 9);
			await record('later', T0 + 1_000, 8);
			await record('earlier', T0 + 1_000, 8);
			await record('earlier', T0, 9);
			await record('unknown', T0);
			await record('known since', T0);
			await record('known since', T0, 3);
			await record('known before', T0, 3);
			await record('known before', T0);
			const keys = [
				'same second',
				'later',
				'earlier',
				'unknown',
				'known since',
				'known before',
				'none',
			];
			return await transaction.escalations.conversations(SCOPE, keys, T0 + DAY);
		});
		expect(
			Object.fromEntries(
				[...known].map(([key, { repliedAt, replySequence }]) => [key, [repliedAt, replySequence]]),
			),
		).toEqual({
			'same second': [T0 + 5, 9],
			later: [T0 + 1_000, 8],
			earlier: [T0 + 1_000, 8],
			unknown: [T0, undefined],
			'known since': [T0, 3],
			'known before': [T0, 3],
			none: [undefined, undefined],
		});
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
