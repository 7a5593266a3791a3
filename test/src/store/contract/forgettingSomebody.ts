import { forget, type Forgotten } from '../../../../src/engine/forget';
import { EscalationEngine } from '../../../../src/engine/engine';
import type { Whom } from '../../../../src/engine/whom';
import { Inbox } from '../../../../src/inbox/inbox';
import type { ServiceEvent } from '../../../../src/events/serviceEvent';
import type { Store } from '../../../../src/store/store';
import { MOST_SEARCHED } from '../../../../src/store/rows';
import { MINUTE } from '../../../../src/time/duration';
import {
	aMessage,
	anEscalation,
	aPolicy,
	aReply,
	T0,
	saveWhole,
} from '../../../support/model/escalations.mts';
import { newEvents } from '../../../support/store/acceptedEvents.mts';
import { OpenStore, type StorePlace } from './place';

const SHOP = 'shop:node';
const OTHER = 'other:node';
const KEY = 'twt:shop:Ann "梅" \\O\'Neil%_';
const ANN = { id: '10023', name: 'Ann "梅" \\O\'Neil%_', nickname: 'Annie' };

export function forgettingSomebodyContract(place: StorePlace): void {
	const open = new OpenStore(place);
	const engineOf = (store: Store) => new EscalationEngine(store, 'me');

	/** A conversation with one reminder that has left, in the first stage of its life. */
	async function wait(scope: string, conversationKey: string, visitor: unknown): Promise<void> {
		const policy = aPolicy({ firstReminderAfter: 0 });
		const event = { visitor, text: 'Hello?' };
		const message = aMessage({
			conversationKey,
			policy,
			event,
			eventId: `${scope} ${conversationKey}`,
		});
		const engine = engineOf(open.store);
		await engine.track(scope, [message]);
		const jobSource = engine.jobSourceOf(scope);
		const tokens = (await jobSource.poll(10)).jobs.map(({ token }) => token);
		await engine.passGate(scope, tokens);
		await jobSource.settle(tokens.map((token) => ({ token, result: 'sent' })));
	}

	const anEvent = (conversationKey: string, visitor: unknown) =>
		({
			id: conversationKey,
			conversation: { key: conversationKey, effect: 'opens' },
			visitor,
		}) as ServiceEvent;

	/** What is left, by conversation key; and of the inbox. */
	async function left() {
		const records = await engineOf(open.store).find({}, 100);
		const scopes = [SHOP, OTHER];
		const waiting = await open.run(async (t) => [
			await t.inbox.due(SHOP, t.now, 100),
			await t.inbox.due(OTHER, t.now, 100),
		]);
		return {
			conversations: records
				.map(({ escalation: { scope, conversationKey } }) => `${scope} ${conversationKey}`)
				.toSorted(),
			events: waiting
				.flatMap((inbox, index) => inbox.map(({ event }) => `${scopes[index]} ${String(event.id)}`))
				.toSorted(),
		};
	}

	const counts = (changes: Partial<Forgotten>): Forgotten => ({
		conversations: 0,
		reminders: 0,
		events: 0,
		replies: 0,
		onTheirWay: { reminders: 0, events: 0 },
		...changes,
	});

	const forgetting = async (whom: Partial<Whom>) =>
		await forget(open.store, { by: 'conversationKey', value: KEY, ...whom });

	test('by key: all of the conversation, in every workflow, and nothing of another', async () => {
		for (const scope of [SHOP, OTHER]) await wait(scope, KEY, ANN);
		for (const key of [`${KEY}x`, 'Ann']) await wait(SHOP, key, ANN);
		const engine = engineOf(open.store);
		await engine.track(SHOP, [aReply({ conversationKey: KEY, repliedAt: Date.now() })]);
		await engine.change(KEY, { action: 'markReplied', actor: 'Li Lei' });
		await engine.track(SHOP, [
			aMessage({ conversationKey: KEY, writtenAt: Date.now() + MINUTE, eventId: 'later' }),
		]);
		const inbox = new Inbox(open.store, 'me');
		await inbox.accept(SHOP, [anEvent(KEY, ANN), anEvent(`${KEY}x`, ANN)]);
		await inbox.accept(OTHER, [anEvent(KEY, undefined)]);

		const waiting = (await engine.find({ conversationKey: KEY }, 9)).length;
		expect(await forgetting({})).toEqual(
			// One of the node that was told, one for everywhere.
			counts({ conversations: waiting, reminders: 2, events: 2, replies: 2 }),
		);
		expect(await left()).toEqual({
			conversations: [`${SHOP} Ann`, `${SHOP} ${KEY}x`].toSorted(),
			events: [`${SHOP} ${KEY}x`],
		});
		const known = await open.run(async (t) => ({
			replied: await t.replies.last(KEY, SHOP, t.now + MINUTE),
			reminders: [...(await t.lookups.remindersByHour(0)).values()],
		}));
		expect(known).toEqual({ replied: undefined, reminders: [2] });
		expect(await forgetting({})).toEqual(counts({}));
	});

	test('by key in one workflow: the others keep theirs, with its replies', async () => {
		for (const scope of [SHOP, OTHER]) await wait(scope, KEY, ANN);
		const engine = engineOf(open.store);
		for (const scope of [SHOP, OTHER]) {
			await engine.track(scope, [aReply({ conversationKey: KEY, repliedAt: T0 - MINUTE })]);
		}
		await open.run(async (t) => await t.replies.record(KEY, undefined, T0 - MINUTE, t.now));
		await new Inbox(open.store, 'me').accept(OTHER, [anEvent(KEY, ANN)]);
		expect(await forgetting({ workflowId: 'shop' })).toEqual(
			counts({ conversations: 1, reminders: 1, replies: 1 }),
		);
		expect(await left()).toEqual({
			conversations: [`${OTHER} ${KEY}`],
			events: [`${OTHER} ${KEY}`],
		});
		expect(await forgetting({ workflowId: 'other' })).toEqual(
			counts({ conversations: 1, reminders: 1, events: 1, replies: 2 }),
		);
	});

	test.each<[whom: Partial<Whom>, forgotten: string[]]>([
		[{ by: 'visitorId', value: '10023' }, ['by id', 'by number', 'other']],
		[{ by: 'visitorName', value: ANN.name }, ['by name', 'by id']],
		[{ by: 'visitorName', value: 'Annie' }, ['by id']],
		[{ by: 'visitorId', value: '10023', workflowId: 'shop' }, ['by id', 'by number']],
		[{ by: 'visitorId', value: '1002' }, []],
		[{ by: 'visitorId', value: 'Annie' }, []],
		[{ by: 'visitorName', value: '%' }, []],
		[{ by: 'visitorName', value: 'Hello?' }, []],
	])('by visitor: %j', async (whom, expected) => {
		await wait(SHOP, 'by id', ANN);
		await wait(SHOP, 'by number', { id: 10023 });
		await wait(SHOP, 'by name', { name: ANN.name });
		await wait(OTHER, 'other', { id: '10023' });
		await wait(SHOP, 'another', { id: '100234', name: 'Ann' });
		await wait(SHOP, '10023', undefined);
		await wait(SHOP, 'odd', '10023');
		const before = (await left()).conversations;
		const { conversations, reminders } = await forgetting(whom);
		const after = (await left()).conversations;
		const gone = before.filter((each) => !after.includes(each));
		expect(gone.map((each) => each.replace(/^\w+:node /, '')).toSorted()).toEqual(
			expected.toSorted(),
		);
		expect([conversations, reminders]).toEqual([expected.length, expected.length]);
	});

	test('by visitor: who else waits under the same key goes on waiting, and their replies are kept', async () => {
		await wait(SHOP, 'shared', ANN);
		await wait(OTHER, 'shared', { id: 'somebody else' });
		await wait(SHOP, 'alone', ANN);
		const engine = engineOf(open.store);
		for (const scope of [SHOP, OTHER]) {
			await engine.track(scope, [aReply({ conversationKey: 'shared', repliedAt: T0 - MINUTE })]);
		}
		await engine.track(SHOP, [aReply({ conversationKey: 'alone', repliedAt: T0 - MINUTE })]);
		const { conversations, replies } = await forgetting({ by: 'visitorId', value: ANN.id });
		expect([conversations, replies]).toEqual([2, 2]);
		const replied = await open.run(async (t) => [
			await t.replies.last('shared', SHOP, t.now),
			await t.replies.last('shared', OTHER, t.now),
			await t.replies.last('alone', SHOP, t.now),
		]);
		expect(replied).toEqual([undefined, T0 - MINUTE, undefined]);
	});

	test('a reminder that was handed out does not leave, and one that has left is named', async () => {
		const engine = engineOf(open.store);
		const policy = aPolicy({ firstReminderAfter: 0 });
		const keys = ['handed out', 'left'];
		await engine.track(
			SHOP,
			keys.map((conversationKey) => aMessage({ conversationKey, policy, event: { visitor: ANN } })),
		);
		const jobSource = engine.jobSourceOf(SHOP);
		const { jobs } = await jobSource.poll(10);
		const tokenOf = async (key: string) => {
			const [{ escalation }] = await engine.find({ conversationKey: key }, 1);
			return escalation.claim!.token;
		};
		const [handedOut, hasLeft] = await Promise.all(keys.map(tokenOf));
		expect(jobs.map(({ token }) => token).toSorted()).toEqual([handedOut, hasLeft].toSorted());
		expect(await engine.passGate(SHOP, [hasLeft])).toMatchObject([
			{ claim: { reminderNumber: 1 } },
		]);

		expect(await forgetting({ by: 'visitorName', value: 'Annie' })).toEqual(
			counts({ conversations: 2, reminders: 1, onTheirWay: { reminders: 1, events: 0 } }),
		);
		expect(await engine.passGate(SHOP, [handedOut])).toEqual([undefined]);
		await jobSource.renew([handedOut, hasLeft]);
		await jobSource.settle([
			{ token: handedOut, result: 'failed', reason: 'refused' },
			{ token: hasLeft, result: 'sent' },
		]);
		expect((await jobSource.poll(10)).jobs).toEqual([]);
		expect(await left()).toEqual({ conversations: [], events: [] });
		const reminders = await open.run(async (t) => [
			...(await t.lookups.remindersByHour(0)).values(),
		]);
		expect(reminders).toEqual([]);
	});

	test('an event that an execution has is named, and not delivered again when that fails', async () => {
		const inbox = new Inbox(open.store, 'me');
		await inbox.accept(SHOP, [anEvent(KEY, ANN), anEvent('another', {})]);
		const jobSource = inbox.jobSourceOf(SHOP);
		const { jobs } = await jobSource.poll(10);
		expect(await forgetting({})).toEqual(
			counts({ events: 1, onTheirWay: { reminders: 0, events: 1 } }),
		);
		await jobSource.settle(jobs.map(({ token }) => ({ token, result: 'failed', reason: 'crash' })));
		const later = await open.run(async (t) => await t.inbox.due(SHOP, t.now + MINUTE, 10));
		expect(later.map(({ event }) => event.id)).toEqual(['another']);
	});

	test('what several events of a request have in common is searched too', async () => {
		const inbox = new Inbox(open.store, 'me');
		await inbox.accept(SHOP, [anEvent('one', ANN), anEvent('two', ANN)]);
		await inbox.accept(SHOP, [anEvent('three', {}), anEvent('four', {})]);
		expect(await forgetting({ by: 'visitorId', value: ANN.id })).toEqual(counts({ events: 2 }));
		expect((await left()).events).toEqual([`${SHOP} four`, `${SHOP} three`]);
	});

	test('what comes later opens anew, also a message of before; the same delivery does not', async () => {
		const engine = engineOf(open.store);
		const message = (eventId: string) => aMessage({ conversationKey: KEY, writtenAt: T0, eventId });
		await engine.track(SHOP, [message('one')]);
		await engine.track(SHOP, [aReply({ conversationKey: KEY, repliedAt: T0 + MINUTE })]);
		expect(await engine.track(SHOP, [message('two')])).toEqual(['alreadyReplied']);
		await forgetting({});
		expect(await engine.track(SHOP, [message('one'), message('three')])).toEqual([
			'duplicate',
			'opened',
		]);
	});

	test('what is remembered of deliveries and alerts names nobody', async () => {
		await open.run(async (t) => {
			await t.deliveries.record(SHOP, KEY, T0);
			await t.deliveries.recordAll(SHOP, [`["event","${KEY}"]`], T0);
			const said = { isOver: false, saidAt: T0, firedAt: T0, heardAt: T0 };
			await t.alerts.save(SHOP, new Map([[KEY, said]]));
		});
		const kept = await place.digests(open.store);
		expect(kept).toHaveLength(3);
		for (const id of kept) expect(id).toMatch(/^[\w-]{22}$/);
	});

	test('however much is stored, it is looked through in portions', async () => {
		const many = 2.5 * MOST_SEARCHED.rows;
		const somebody = (n: number) =>
			n % 500 === 7 ? ANN : { id: `visitor ${n}`, name: `Somebody ${n}` };
		await open.run(async (t) => {
			const escalations = Array.from({ length: many }, (_, n) =>
				anEscalation({
					id: `id ${String(n).padStart(5, '0')}`,
					conversationKey: `key ${n}`,
					event: { visitor: somebody(n) },
				}),
			);
			await saveWhole(t, escalations, T0);
			const small = Array.from({ length: many }, (_, n) => ({
				visitor: somebody(n),
				conversation: { key: `key ${n}` },
			}));
			await t.inbox.add(SHOP, newEvents(...small), T0);
			// As large as they come.
			for (let n = 0; n < 3; n += 1) {
				const large = { visitor: ANN, raw: 'x'.repeat(MOST_SEARCHED.bytes) };
				await t.inbox.add(SHOP, newEvents(large), T0);
			}
		});
		const transaction = jest.spyOn(open.store, 'transaction');
		const { conversations, events } = await forgetting({ by: 'visitorId', value: ANN.id });
		expect([conversations, events]).toEqual([many / 500, many / 500 + 3]);
		// At least as many as the portions, and each is one of its own.
		expect(transaction.mock.calls.length).toBeGreaterThan(9);
		transaction.mockRestore();
		const portion = await open.run(async (t) => await t.lookups.mentioning('Somebody', ''));
		expect(portion.found.length).toBeLessThanOrEqual(MOST_SEARCHED.rows);
	});
}
