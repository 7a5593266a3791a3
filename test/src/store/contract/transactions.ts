import {
	anEscalation,
	aReminder,
	KEY,
	SCOPE,
	T0,
	saveWhole,
} from '../../../support/model/escalations.mts';
import { newEvents } from '../../../support/store/acceptedEvents.mts';
import { OpenStore, type StorePlace } from './place';

export function transactionContract(place: StorePlace): void {
	const open = new OpenStore(place);

	test('what was reported is there after the store was closed and opened again', async () => {
		await open.run(async (transaction) => {
			await saveWhole(transaction, [anEscalation()], T0);
			await transaction.reminders.save([aReminder()]);
			await transaction.inbox.add(SCOPE, newEvents({ id: 'event' }), T0);
			await transaction.deliveries.record(SCOPE, 'delivery', T0);
			await transaction.replies.record(KEY, SCOPE, T0, T0);
		});
		await open.reopen();
		const found = await open.run(async (transaction) => ({
			escalations: await transaction.lookups.find({}, 10, 0),
			timelines: await transaction.lookups.timelines(['escalation-1', 'nobody']),
			inbox: (await transaction.inbox.due(SCOPE, T0, 10)).map(({ event }) => event),
			isNewDelivery: await transaction.deliveries.record(SCOPE, 'delivery', T0),
			repliedAt: await transaction.replies.last(KEY, SCOPE, T0),
		}));
		expect(found).toEqual({
			escalations: [anEscalation()],
			timelines: new Map([
				[
					'escalation-1',
					[
						{ at: T0, what: 'opened' },
						{ at: T0, what: 'reminder', number: 1 },
					],
				],
				['nobody', []],
			]),
			inbox: [{ id: 'event' }],
			isNewDelivery: false,
			repliedAt: T0,
		});
	});

	test('when one fails, nothing of it stays, and the others do', async () => {
		const results = await Promise.allSettled([
			open.run(async (transaction) => await transaction.deliveries.record(SCOPE, 'a', T0)),
			open.run(async (transaction) => {
				await transaction.deliveries.record(SCOPE, 'b', T0);
				throw new Error('changed my mind');
			}),
		]);
		expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected']);
		const isNew = await open.run(async (transaction) => [
			await transaction.deliveries.record(SCOPE, 'a', T0),
			await transaction.deliveries.record(SCOPE, 'b', T0),
		]);
		expect(isNew).toEqual([false, true]);
	});

	test('of those that name the same conversation, one is done before the next begins', async () => {
		const steps: string[] = [];
		const inTwoSteps = async (name: string, conversations: string[]) =>
			await open.store.transaction(async (transaction) => {
				steps.push(`${name} begins`);
				for (let turn = 0; turn < 5; turn += 1) await transaction.escalations.open(KEY);
				steps.push(`${name} ends`);
			}, conversations);
		await Promise.all([
			inTwoSteps('a', ['one', KEY]),
			inTwoSteps('b', [KEY, 'two', KEY]),
			inTwoSteps('c', [KEY]),
		]);
		const order = steps.filter((_, index) => index % 2 === 0).map((step) => step[0]);
		expect(order.toSorted()).toEqual(['a', 'b', 'c']);
		expect(steps).toEqual(order.flatMap((name) => [`${name} begins`, `${name} ends`]));
	});

	test('whoever has a conversation later has a later time', async () => {
		const times: number[] = [];
		await Promise.all(
			Array.from({ length: 20 }, async () => {
				await open.store.transaction(
					async ({ now }) => await Promise.resolve(times.push(now)),
					[KEY],
				);
			}),
		);
		expect(times).toEqual(times.toSorted((a, b) => a - b));
	});

	test('a text holds every character', async () => {
		const text = '你好 🙂 \u0000 \ud800 "\\" \u2028';
		const key = 'twt:店铺:访客 🙂';
		await open.run(async (transaction) => {
			const escalation = anEscalation({ conversationKey: key, event: { text } });
			await saveWhole(transaction, [escalation], T0);
			await transaction.inbox.add(SCOPE, newEvents({ text }), T0);
		});
		const found = await open.run(async (transaction) => [
			(await transaction.lookups.find({ conversationKey: key }, 1, 0))[0].event,
			(await transaction.inbox.due(SCOPE, T0, 1))[0].event,
		]);
		expect(found).toEqual([{ text }, { text }]);
	});

	test('a store that is closed says so to everybody', async () => {
		await open.store.close();
		const late = Promise.allSettled([open.run(async () => 1), open.run(async () => 2)]);
		expect((await late).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
		await open.store.close();
		await open.reopen();
	});

	test('closing waits for what was asked before', async () => {
		const answer = open.run(
			async (transaction) => await transaction.deliveries.record(SCOPE, 'a', T0),
		);
		await open.reopen();
		await expect(answer).resolves.toBe(true);
		expect(await open.run(async (t) => await t.deliveries.record(SCOPE, 'a', T0))).toBe(false);
	});
}
