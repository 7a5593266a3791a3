import type { SentMessage } from '../../../../src/store/transaction';
import { DAY } from '../../../../src/time/duration';
import { anEscalation, aPolicy, saveWhole, T0 } from '../../../support/model/escalations.mts';
import { OpenStore, type StorePlace } from './place';

export function sentMessageContract(place: StorePlace): void {
	const open = new OpenStore(place);

	const aSentMessage = (part: Partial<SentMessage> = {}): SentMessage => ({
		escalationId: 'one',
		platform: 'Slack',
		robot: 'digest 1',
		messageId: 'C123 1503435956.000247',
		sentAt: T0,
		...part,
	});
	const save = async (...messages: SentMessage[]) =>
		await open.run(async (transaction) => {
			const kept = [];
			for (const message of messages) kept.push(await transaction.sentMessages.save(message));
			return kept;
		});
	const first = async (escalationId: string, ...robots: string[]) =>
		await open.run(
			async (transaction) => await transaction.sentMessages.first(escalationId, robots),
		);
	const all = async (...ids: string[]) =>
		Object.fromEntries(
			await open.run(async (transaction) => await transaction.lookups.sentMessages(ids)),
		);
	const openTwo = async () =>
		await open.run(
			async (transaction) =>
				await saveWhole(
					transaction,
					[
						anEscalation({ id: 'one', conversationKey: 'a' }),
						anEscalation({ id: 'two', conversationKey: 'b' }),
					],
					T0,
				),
		);

	test('they are found by the conversation and the robot, also after the store was opened again', async () => {
		await openTwo();
		const messages = [
			aSentMessage(),
			aSentMessage({ robot: 'digest 2', platform: 'Discord', messageId: '42', sentAt: T0 + 1 }),
			aSentMessage({ escalationId: 'two', sentAt: T0 + 2 }),
		];
		await save(...messages);
		await open.reopen();
		expect(await first('one', 'digest 1')).toEqual(messages[0]);
		expect(await first('one', 'digest 3', 'digest 2')).toEqual(messages[1]);
		expect(await first('one', 'digest 1', 'digest 2')).toEqual(messages[1]);
		expect(await first('one', 'digest 3')).toBeUndefined();
		expect(await first('one')).toBeUndefined();
		expect(await first('three', 'digest 1')).toBeUndefined();
		expect(await all('one', 'two', 'three')).toEqual({
			one: messages.slice(0, 2),
			two: messages.slice(2),
		});
	});

	test('a later one takes the place of the former', async () => {
		await openTwo();
		const later = aSentMessage({ messageId: 'C123 2', sentAt: T0 + 1 });
		await save(aSentMessage(), later);
		expect(await all('one')).toEqual({ one: [later] });
	});

	test('nothing is kept of a conversation that nobody knows', async () => {
		expect(await save(aSentMessage())).toEqual([false]);
		await openTwo();
		expect(await all('one')).toEqual({});
		expect(await save(aSentMessage())).toEqual([true]);
	});

	test('they are erased with their conversation, and forgotten with it', async () => {
		await openTwo();
		const ended = { state: 'replied', endedAt: T0 - DAY - 1, dueAt: null } as const;
		const old = anEscalation({ id: 'old', ...ended, policy: aPolicy({ keepEndedFor: DAY }) });
		await open.run(async (transaction) => await saveWhole(transaction, [old], T0));
		const names = ['one', 'two', 'old'];
		await save(...names.map((escalationId) => aSentMessage({ escalationId })));
		await open.run(async (transaction) => {
			await transaction.escalations.erase(['one']);
			await transaction.forget(T0, T0);
		});
		expect(Object.keys(await all(...names))).toEqual(['two']);
		// Not only what can be found is gone.
		await open.run(
			async (transaction) =>
				await saveWhole(transaction, [anEscalation({ id: 'one', conversationKey: 'a' })], T0),
		);
		expect(await first('one', 'digest 1')).toBeUndefined();
	});
}
