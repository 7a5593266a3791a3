import type { ChatMessage } from '../../../../src/store/transaction';
import { DAY, MINUTE } from '../../../../src/time/duration';
import { anEscalation, aPolicy, saveWhole, T0 } from '../../../support/model/escalations.mts';
import { OpenStore, type StorePlace } from './place';

export function chatMessageContract(place: StorePlace): void {
	const open = new OpenStore(place);
	const APP = 'slack A1';

	const aChatMessage = (part: Partial<ChatMessage> = {}): ChatMessage => ({
		app: APP,
		chat: 'C1',
		message: '1503435956.000247',
		escalationId: 'one',
		sentAt: T0,
		body: '{"text":"x"}',
		shownHold: 0,
		...part,
	});
	const save = async (...messages: ChatMessage[]) =>
		await open.run(async ({ chatMessages }) => {
			const kept = [];
			for (const message of messages) kept.push(await chatMessages.save(message));
			return kept;
		});
	const of = async (message: string, chat = 'C1', app = APP) =>
		await open.run(async ({ chatMessages }) => await chatMessages.of(app, chat, message));
	const openIn = async (chat: string, limit = 10, app = APP) =>
		await open.run(async ({ chatMessages }) => await chatMessages.openIn(app, chat, limit));
	const stale = async ({
		now = T0,
		limit = 10,
		only,
	}: Partial<Record<'now' | 'limit', number>> & { only?: string[] } = {}) => {
		const found = await open.run(
			async ({ chatMessages }) => await chatMessages.stale(APP, now, limit, only),
		);
		return found.map(({ escalationId, message, isOlder }) => [escalationId, message, isOlder]);
	};
	const saveEscalations = async (...parts: Array<Parameters<typeof anEscalation>[0]>) =>
		await open.run(
			async (transaction) =>
				await saveWhole(
					transaction,
					parts.map((part) => anEscalation(part)),
					T0,
				),
		);
	const three = async () =>
		await saveEscalations(
			{ id: 'one', conversationKey: 'a', openedAt: T0 + 1 },
			{ id: 'two', conversationKey: 'b', openedAt: T0 },
			{ id: 'over', conversationKey: 'c', state: 'replied', endedAt: T0, dueAt: null },
		);

	test('a message is found by app, chat and id, with all that it is about, also after the store was opened again', async () => {
		await three();
		const messages = [
			aChatMessage(),
			aChatMessage({ escalationId: 'two', body: null, shownHold: T0 + 5 }),
			aChatMessage({ message: 'another' }),
			aChatMessage({ chat: 'C2' }),
			aChatMessage({ app: 'slack A2' }),
		];
		await save(...messages);
		await open.reopen();
		expect(await of('1503435956.000247')).toEqual(messages.slice(0, 2));
		expect(await of('another')).toEqual([messages[2]]);
		expect(await of('1503435956.000247', 'C2')).toEqual([messages[3]]);
		expect(await of('1503435956.000247', 'C1', 'slack A2')).toEqual([messages[4]]);
		expect(await of('unknown')).toEqual([]);
	});

	test('what is known of it later takes the place of what was', async () => {
		await three();
		const later = aChatMessage({ body: null, shownHold: T0 + 1 });
		await save(aChatMessage(), later);
		expect(await of(later.message)).toEqual([later]);
	});

	test('nothing is kept of a conversation that nobody knows', async () => {
		expect(await save(aChatMessage())).toEqual([false]);
		await three();
		expect(await of('1503435956.000247')).toEqual([]);
		expect(await save(aChatMessage())).toEqual([true]);
	});

	test('a chat is asked for what is open and it was told of, the longest open first', async () => {
		await three();
		await save(
			aChatMessage(),
			aChatMessage({ message: 'again' }),
			aChatMessage({ escalationId: 'two', body: null }),
			aChatMessage({ escalationId: 'over' }),
		);
		expect(await openIn('C1')).toEqual(['two', 'one']);
		expect(await openIn('C1', 1)).toEqual(['two']);
		expect(await openIn('C2')).toEqual([]);
		expect(await openIn('C1', 10, 'slack A2')).toEqual([]);
	});

	test('buttons are stale when it has ended, is held otherwise than they say, or was told of again', async () => {
		const until = T0 + 30 * MINUTE;
		const held = { state: 'acknowledged', heldUntil: until } as const;
		await saveEscalations(
			{ id: 'one', conversationKey: 'a' },
			{ id: 'told', conversationKey: 'b' },
			{ id: 'held', conversationKey: 'c', ...held },
			{ id: 'shown', conversationKey: 'd', ...held },
			{ id: 'past', conversationKey: 'e', heldUntil: T0 - 1 },
			{ id: 'over', conversationKey: 'f', state: 'replied', endedAt: T0, dueAt: null },
		);
		await save(
			aChatMessage({ sentAt: T0 + 1 }),
			aChatMessage({ escalationId: 'told', message: 'first', sentAt: T0 + 2 }),
			aChatMessage({ escalationId: 'told', message: 'second', sentAt: T0 + 3 }),
			// What has no buttons takes none away.
			aChatMessage({ escalationId: 'told', message: 'third', sentAt: T0 + 4, body: null }),
			// Elsewhere it is the newest.
			aChatMessage({ escalationId: 'told', message: 'first', chat: 'C2', sentAt: T0 + 2 }),
			aChatMessage({ escalationId: 'held', message: 'h', sentAt: T0 + 4 }),
			aChatMessage({ escalationId: 'shown', message: 's', sentAt: T0 + 5, shownHold: until }),
			aChatMessage({ escalationId: 'past', message: 'p', sentAt: T0 + 6 }),
			aChatMessage({ escalationId: 'over', message: 'o', sentAt: T0 + 7 }),
			aChatMessage({ escalationId: 'over', message: 'no buttons', sentAt: T0 + 6, body: null }),
			aChatMessage({ escalationId: 'over', message: 'x', app: 'slack A2', sentAt: T0 + 7 }),
		);
		expect(await stale()).toEqual([
			['over', 'o', false],
			['held', 'h', false],
			['told', 'first', true],
		]);
		expect(await stale({ limit: 1 })).toEqual([['over', 'o', false]]);
		expect(await stale({ only: ['told', 'one'] })).toEqual([['told', 'first', true]]);
		expect(await stale({ only: [] })).toEqual([]);
		// The hold is over: what it said is past, and no news.
		expect(await stale({ now: until })).toEqual([
			['over', 'o', false],
			['told', 'first', true],
		]);
	});

	test('they are erased with their conversation, and forgotten with it', async () => {
		await three();
		await saveEscalations({
			id: 'old',
			conversationKey: 'd',
			state: 'replied',
			endedAt: T0 - DAY - 1,
			dueAt: null,
			policy: aPolicy({ keepEndedFor: DAY }),
		});
		await save(...['one', 'two', 'old'].map((escalationId) => aChatMessage({ escalationId })));
		await open.run(async (transaction) => {
			await transaction.escalations.erase(['one']);
			await transaction.forget(T0, T0);
		});
		const left = await of('1503435956.000247');
		expect(left.map(({ escalationId }) => escalationId)).toEqual(['two']);
	});
}
