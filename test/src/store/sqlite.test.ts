import { DAY, MINUTE } from '../../../src/time/duration';
import type { Push } from '../../../src/escalation/escalation';
import { openSqliteStore } from '../../../src/store/sqlite';
import type { Store, Transaction } from '../../../src/store/store';
import { anEscalation, aPolicy, KEY, SCOPE, T0 } from '../../support/escalations.mts';
import { storeFolder } from '../../support/storeFolder.mts';

const folder = storeFolder();
let store: Store;

beforeEach(() => {
	store = openSqliteStore(folder.file());
});
afterEach(async () => {
	await store.close();
});

async function reopen(): Promise<void> {
	await store.close();
	store = openSqliteStore(folder.file());
}

const read = async <Result>(work: (transaction: Transaction) => Result) =>
	await store.transaction(work);

const aPush = (changes: Partial<Push> = {}): Push => ({
	escalationId: 'escalation-1',
	number: 1,
	state: 'gated',
	plannedFor: T0,
	gatedAt: T0,
	settledAt: null,
	token: 'token',
	...changes,
});

describe('transactions', () => {
	test('what was reported is there after the file was closed and opened again', async () => {
		await store.transaction((transaction) => {
			transaction.saveEscalation(anEscalation(), T0);
			transaction.savePush(aPush());
			transaction.addToTimeline('escalation-1', { at: T0, what: 'opened' });
			transaction.addToInbox(SCOPE, { id: 'event' }, T0);
			transaction.recordDelivery(SCOPE, 'delivery', T0);
			transaction.recordReply(KEY, SCOPE, T0, T0);
		});
		await reopen();
		const found = await read((transaction) => ({
			escalations: transaction.openEscalations(KEY, T0),
			timeline: transaction.timeline('escalation-1'),
			inbox: transaction.dueInbox(SCOPE, T0, 10).map(({ event }) => event),
			isNewDelivery: transaction.recordDelivery(SCOPE, 'delivery', T0),
			repliedAt: transaction.lastReply(KEY, SCOPE, T0),
		}));
		expect(found).toEqual({
			escalations: [{ ...anEscalation(), pushCount: 1 }],
			timeline: [{ at: T0, what: 'opened' }],
			inbox: [{ id: 'event' }],
			isNewDelivery: false,
			repliedAt: T0,
		});
	});

	test('when one throws, nothing of it stays, and the others do', async () => {
		const results = await Promise.allSettled([
			store.transaction((transaction) => transaction.recordDelivery(SCOPE, 'a', T0)),
			store.transaction((transaction) => {
				transaction.recordDelivery(SCOPE, 'b', T0);
				throw new Error('changed my mind');
			}),
		]);
		expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected']);
		const isNew = await read((transaction) =>
			['a', 'b'].map((id) => transaction.recordDelivery(SCOPE, id, T0)),
		);
		expect(isNew).toEqual([false, true]);
	});

	test('a store that is closed says so to everybody', async () => {
		await store.close();
		const late = Promise.allSettled([read(() => 1), read(() => 2)]);
		expect((await late).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
		store = openSqliteStore(folder.file());
	});

	test('closing waits for what was asked before', async () => {
		const answer = store.transaction((transaction) => transaction.recordDelivery(SCOPE, 'a', T0));
		await reopen();
		await expect(answer).resolves.toBe(true);
		expect(await read((t) => t.recordDelivery(SCOPE, 'a', T0))).toBe(false);
	});
});

describe('deliveries', () => {
	test('are known by scope', async () => {
		const isNew = await read((transaction) => [
			transaction.recordDelivery('workflow:a', 'id', T0),
			transaction.recordDelivery('workflow:b', 'id', T0),
			transaction.recordDelivery('workflow:a', 'id', T0),
		]);
		expect(isNew).toEqual([true, true, false]);
	});
});

describe('the inbox', () => {
	test('gives what is due, the oldest first, of one scope', async () => {
		await store.transaction((transaction) => {
			transaction.addToInbox(SCOPE, { n: 2 }, T0 + 2);
			transaction.addToInbox(SCOPE, { n: 1 }, T0 + 1);
			transaction.addToInbox('other', { n: 0 }, T0);
			transaction.addToInbox(SCOPE, { n: 3 }, T0 + 3);
		});
		const due = await read((transaction) => transaction.dueInbox(SCOPE, T0 + 2, 10));
		expect(due.map(({ event }) => event)).toEqual([{ n: 1 }, { n: 2 }]);
	});

	test('keeps claims, and forgets what was removed', async () => {
		await store.transaction((transaction) => {
			transaction.addToInbox(SCOPE, { n: 1 }, T0);
			const [entry] = transaction.dueInbox(SCOPE, T0, 1);
			transaction.saveInbox(
				{ ...entry, dueAt: T0 + MINUTE, claimToken: 'token', claimOwner: 'me', failures: 2 },
				T0,
			);
		});
		await reopen();
		const [entry] = await read((transaction) => transaction.inboxByClaim('token'));
		expect(entry).toMatchObject({ dueAt: T0 + MINUTE, claimOwner: 'me', failures: 2 });
		const left = await read((transaction) => {
			transaction.removeFromInbox(entry.sequence);
			return transaction.nextDueAt('inbox', SCOPE, T0);
		});
		expect(left).toBeUndefined();
	});
});

describe('escalations', () => {
	test('there is one open for each scope and conversation', async () => {
		await store.transaction((transaction) =>
			transaction.saveEscalation(anEscalation({ id: 'a' }), T0),
		);
		const second = store.transaction((transaction) =>
			transaction.saveEscalation(anEscalation({ id: 'b', state: 'pushing' }), T0),
		);
		await expect(second).rejects.toThrow('UNIQUE');
		await store.transaction((transaction) => {
			transaction.saveEscalation(anEscalation({ id: 'c', scope: 'other' }), T0);
			transaction.saveEscalation(anEscalation({ id: 'd', state: 'replied', endedAt: T0 }), T0);
		});
		const open = await read((transaction) => ({
			everywhere: transaction
				.openEscalations(KEY, T0)
				.map(({ id }) => id)
				.sort(),
			here: transaction.openEscalations(KEY, T0, SCOPE).map(({ id }) => id),
			elsewhere: transaction.openEscalations('another conversation', T0),
		}));
		expect(open).toEqual({ everywhere: ['a', 'c'], here: ['a'], elsewhere: [] });
	});

	test('the latest is the one that opened last, but not after now', async () => {
		await store.transaction((transaction) => {
			transaction.saveEscalation(
				anEscalation({ id: 'old', state: 'replied', openedAt: T0, endedAt: T0 }),
				T0,
			);
			transaction.saveEscalation(anEscalation({ id: 'new', openedAt: T0 + DAY }), T0);
		});
		const latest = await read((transaction) =>
			[T0 - 1, T0, T0 + DAY].map((now) => transaction.latestEscalation(SCOPE, KEY, now)?.id),
		);
		expect(latest).toEqual([undefined, 'old', 'new']);
	});

	test('pushes are counted from their rows: all that did not fail', async () => {
		const countOf = async () => (await read((t) => t.openEscalations(KEY, T0)))[0].pushCount;
		await store.transaction((transaction) => {
			transaction.saveEscalation(anEscalation({ pushCount: 99 }), T0);
			transaction.savePush(aPush({ number: 1, state: 'sent', token: 'one' }));
			transaction.savePush(aPush({ number: 2, state: 'gated', token: 'two' }));
			transaction.savePush(aPush({ number: 3, state: 'failed', token: 'three' }));
		});
		expect(await countOf()).toBe(2);
		await store.transaction((transaction) => transaction.settlePush('two', 'failed', T0));
		expect(await countOf()).toBe(1);
	});

	test('the same push number is one row, whatever became of it', async () => {
		await store.transaction((transaction) => {
			transaction.saveEscalation(anEscalation(), T0);
			transaction.savePush(aPush({ token: 'one' }));
			transaction.savePush(aPush({ token: 'two' }));
		});
		const [{ pushCount }] = await read((transaction) => transaction.openEscalations(KEY, T0));
		expect(pushCount).toBe(1);
	});

	test('what is due comes the longest overdue first', async () => {
		await store.transaction((transaction) => {
			for (const [id, dueAt] of [
				['late', T0 + 2],
				['later', T0 + 3],
				['first', T0 + 1],
				['never', null],
			] as const) {
				transaction.saveEscalation(anEscalation({ id, conversationKey: id, dueAt }), T0);
			}
		});
		const due = await read((transaction) => ({
			now: transaction.dueEscalations(SCOPE, T0 + 2, 10).map(({ id }) => id),
			one: transaction.dueEscalations(SCOPE, T0 + 9, 1).map(({ id }) => id),
			next: transaction.nextDueAt('escalations', SCOPE, T0),
			elsewhere: transaction.nextDueAt('escalations', 'other', T0),
		}));
		expect(due).toEqual({
			now: ['first', 'late'],
			one: ['first'],
			next: T0 + 1,
			elsewhere: undefined,
		});
	});

	test('are found by their claim', async () => {
		const claim = {
			token: 'token',
			owner: 'process-1',
			output: 'push',
			pushNumber: 1,
			plannedFor: T0,
			gatedAt: null,
			redelivery: false,
			settlesAtGate: false,
		} as const;
		await store.transaction((transaction) =>
			transaction.saveEscalation(anEscalation({ state: 'pushing', claim }), T0),
		);
		const found = await read((transaction) => ({
			right: transaction.escalationByClaim('token', T0)?.claim,
			wrong: transaction.escalationByClaim('other', T0),
		}));
		expect(found).toEqual({ right: claim, wrong: undefined });
	});
});

describe('claims', () => {
	const claimOf = (token: string, owner: string) => ({
		token,
		owner,
		output: 'push' as const,
		pushNumber: 1,
		plannedFor: T0,
		gatedAt: null,
		redelivery: false,
		settlesAtGate: false,
	});

	beforeEach(async () => {
		await store.transaction((transaction) => {
			for (const [id, owner] of [
				['a', 'me'],
				['b', 'a process that is gone'],
			]) {
				const claim = claimOf(`token ${id}`, owner);
				transaction.saveEscalation(
					anEscalation({ id, conversationKey: id, dueAt: T0 + MINUTE, claim }),
					T0,
				);
			}
		});
	});

	const dueAtOf = async (id: string) =>
		(await read((transaction) => transaction.openEscalations(id, T0 + DAY)))[0].dueAt;

	test('of a process that is gone are due at once', async () => {
		await store.transaction((t) => t.releaseClaims('escalations', SCOPE, 'me', T0 + 1));
		expect(await dueAtOf('a')).toBe(T0 + MINUTE);
		expect(await dueAtOf('b')).toBe(T0 + 1);
	});

	test('are renewed by their tokens', async () => {
		await store.transaction((t) => t.renewClaims('escalations', ['token a'], T0 + DAY, T0));
		expect(await dueAtOf('a')).toBe(T0 + DAY);
		expect(await dueAtOf('b')).toBe(T0 + MINUTE);
	});
});

describe('after the clock was set back', () => {
	test('an event is due at once', async () => {
		const dueAt = await read((transaction) => {
			transaction.addToInbox(SCOPE, {}, T0 + DAY);
			transaction.replanInbox(SCOPE, T0);
			return transaction.nextDueAt('inbox', SCOPE, T0);
		});
		expect(dueAt).toBe(T0);
	});

	test('escalations that were planned before it are moved, by as much as it was ahead', async () => {
		const due = anEscalation({ dueAt: T0 + 10 * MINUTE });
		const ahead = anEscalation({
			id: 'ahead',
			conversationKey: 'ahead',
			dueAt: T0 + DAY + 10 * MINUTE,
		});
		await store.transaction((transaction) => {
			transaction.saveEscalation(due, T0);
			transaction.saveEscalation(ahead, T0 + DAY);
		});
		// Saved again later for another reason, with the same plan.
		await store.transaction((t) => t.saveEscalation({ ...due, messageCount: 2 }, T0 + MINUTE));
		const found = await read((transaction) => ({
			moved: transaction.movedEscalations(SCOPE, T0 + 1, 10).map(({ id }) => id),
			open: transaction.openEscalations('ahead', T0)[0].dueAt,
			inTime: transaction.openEscalations('ahead', T0 + DAY)[0].dueAt,
		}));
		expect(found).toEqual({ moved: ['ahead'], open: T0 + 10 * MINUTE, inTime: ahead.dueAt });
		await store.transaction((transaction) => {
			for (const moved of transaction.movedEscalations(SCOPE, T0 + 1, 10)) {
				transaction.saveEscalation(moved, T0 + 1);
			}
		});
		expect(await read((t) => t.movedEscalations(SCOPE, T0 + 1, 10))).toEqual([]);
	});
});

describe('replies', () => {
	test('the latest counts, here or everywhere', async () => {
		const last = await read((transaction) => {
			transaction.recordReply(KEY, SCOPE, T0 + 5, T0 + 9);
			transaction.recordReply(KEY, SCOPE, T0 + 3, T0 + 9);
			transaction.recordReply(KEY, undefined, T0 + 4, T0 + 9);
			return {
				here: transaction.lastReply(KEY, SCOPE, T0 + 9),
				elsewhere: transaction.lastReply(KEY, 'other', T0 + 9),
				nobody: transaction.lastReply('other key', SCOPE, T0 + 9),
			};
		});
		expect(last).toEqual({ here: T0 + 5, elsewhere: T0 + 4, nobody: undefined });
	});

	test('one from the future says nothing, and gives way to one from now', async () => {
		const last = await read((transaction) => {
			transaction.recordReply(KEY, SCOPE, T0 + DAY, T0 + DAY);
			const before = transaction.lastReply(KEY, SCOPE, T0);
			transaction.recordReply(KEY, SCOPE, T0 - 5, T0);
			return [before, transaction.lastReply(KEY, SCOPE, T0 + DAY)];
		});
		expect(last).toEqual([undefined, T0 - 5]);
	});
});

describe('finding', () => {
	beforeEach(async () => {
		await store.transaction((transaction) => {
			for (const [id, scope, state, minute] of [
				['a', 'w1:node', 'open', 1],
				['b', 'w1:other', 'replied', 2],
				['c', 'w2:node', 'snoozed', 3],
				['d', 'w10:node', 'exhausted', 4],
			] as const) {
				const endedAt = state === 'replied' || state === 'exhausted' ? T0 : null;
				const openedAt = T0 + minute * MINUTE;
				const key = `key ${id}`;
				transaction.saveEscalation(
					anEscalation({ id, scope, state, endedAt, openedAt, conversationKey: key }),
					T0,
				);
			}
		});
	});

	test.each([
		[{}, 'dcba'],
		[{ conversationKey: 'key b' }, 'b'],
		[{ workflowId: 'w1' }, 'ba'],
		[{ states: ['open', 'snoozed'] as const }, 'ca'],
		[{ openedFrom: T0 + 2 * MINUTE, openedBefore: T0 + 4 * MINUTE }, 'cb'],
		[{ workflowId: 'w1', states: ['open'] as const }, 'a'],
		[{ conversationKey: 'nobody' }, ''],
	])('%j, the latest first', async (filter, ids) => {
		const found = await read((transaction) => transaction.findEscalations(filter, 10, 0));
		expect(found.map(({ id }) => id).join('')).toBe(ids);
	});

	test('in pages', async () => {
		const pages = await read((transaction) =>
			[0, 3, 6].map((offset) =>
				transaction
					.findEscalations({}, 3, offset)
					.map(({ id }) => id)
					.join(''),
			),
		);
		expect(pages).toEqual(['dcb', 'a', '']);
	});

	test('those that are overdue, in any scope', async () => {
		const overdue = await read((transaction) => {
			transaction.saveEscalation(
				anEscalation({ id: 'e', scope: 'w3:node', dueAt: T0 - DAY, conversationKey: 'e' }),
				T0,
			);
			return transaction.overdueEscalations(T0, 10).map(({ id }) => id);
		});
		expect(overdue).toEqual(['e']);
	});
});

describe('retention', () => {
	test('forgets what its policy says, and what was delivered or answered before, with all that belongs to it', async () => {
		const kept = await read((transaction) => {
			const ended = { state: 'replied', endedAt: T0 - DAY - 1, dueAt: null } as const;
			const oneDay = aPolicy({ keepEndedFor: DAY });
			transaction.saveEscalation(anEscalation({ id: 'old', ...ended, policy: oneDay }), T0);
			transaction.savePush(aPush({ escalationId: 'old' }));
			transaction.addToTimeline('old', { at: T0, what: 'opened' });
			transaction.saveEscalation(anEscalation({ id: 'kept longer', ...ended }), T0);
			transaction.saveEscalation(
				anEscalation({ id: 'unannounced', ...ended, policy: oneDay, dueAt: T0 }),
				T0,
			);
			transaction.saveEscalation(anEscalation({ id: 'open', openedAt: T0 - 400 * DAY }), T0);
			transaction.recordDelivery(SCOPE, 'old', T0 - 1);
			transaction.recordDelivery(SCOPE, 'new', T0);
			transaction.recordReply('old', SCOPE, T0 - 1, T0);
			transaction.recordReply('new', SCOPE, T0, T0);
			transaction.forget(T0, T0);
			return {
				escalations: transaction
					.findEscalations({}, 10, 0)
					.map(({ id }) => id)
					.sort(),
				timeline: transaction.timeline('old'),
				isNew: ['old', 'new'].map((id) => transaction.recordDelivery(SCOPE, id, T0)),
				replies: ['old', 'new'].map((key) => transaction.lastReply(key, SCOPE, T0)),
			};
		});
		expect(kept).toEqual({
			escalations: ['kept longer', 'open', 'unannounced'],
			timeline: [],
			isNew: [true, false],
			replies: [undefined, T0],
		});
	});
});
