import { EscalationEngine } from '../../../src/engine/engine';
import { MetricsReader } from '../../../src/engine/metrics';
import { answeredIn } from '../../../src/escalation/statistics/totals';
import { openSqliteStore } from '../../../src/store/sqlite/store';
import type { Store } from '../../../src/store/store';
import { DAY, HOUR, MINUTE, SECOND } from '../../../src/time/duration';
import {
	aComing,
	aMessage,
	anExpectingPolicy,
	aPolicy,
	aReply,
	SCOPE,
	T0,
} from '../../support/model/escalations.mts';
import { newEvents } from '../../support/store/acceptedEvents.mts';
import { FakeClock } from '../../support/time/fakeClock.mts';

let store: Store;
let clock: FakeClock;
let engine: EscalationEngine;
let reader: MetricsReader;
const aReader = () => new MetricsReader(store, async () => [SCOPE]);

beforeEach(() => {
	clock = new FakeClock(T0);
	store = openSqliteStore(':memory:', clock);
	engine = new EscalationEngine(store, 'process-1');
	reader = aReader();
});
afterEach(async () => await store.close());

/** A conversation that opens now, and is answered after so many ms. */
async function conversation(
	key: string,
	answeredAfter?: number,
	keepEndedFor = DAY,
): Promise<void> {
	const policy = aPolicy({ keepEndedFor });
	await engine.track(SCOPE, [aMessage({ conversationKey: key, writtenAt: clock.now(), policy })]);
	if (answeredAfter === undefined) return;
	clock.jump(answeredAfter);
	await engine.track(SCOPE, [aReply({ conversationKey: key, repliedAt: clock.now() })]);
}

/** What Prometheus sees when it asks next. */
async function seen(of = reader) {
	clock.jump(6 * SECOND);
	const metrics = await of.read();
	return { ...metrics, answered: answeredIn(metrics), open: Object.fromEntries(metrics.open) };
}
const tidy = async () => await engine.jobSourceOf(SCOPE).tidy();

test('nothing has happened yet', async () => {
	expect(await seen()).toMatchObject({
		...{ opened: 0, answered: 0, exhausted: 0, cancelled: 0, other: 0, overdue: 0 },
		open: { open: 0, acknowledged: 0, snoozed: 0, reminding: 0 },
		inbox: { events: 0, bytes: 0 },
		sent: [],
		failed: [],
	});
});

test('what is open, in which state, and what has ended, how', async () => {
	await conversation('answered', 10 * MINUTE);
	for (const key of ['waits', 'held', 'later', 'cancelled']) await conversation(key);
	await engine.change('held', { action: 'acknowledge', milliseconds: DAY, actor: null });
	await engine.change('later', { action: 'snooze', milliseconds: DAY, actor: null });
	await engine.change('cancelled', { action: 'cancel', actor: null });
	await store.transaction(async (t) => await t.inbox.add(SCOPE, newEvents({}, {}), clock.now()));
	expect(await seen()).toMatchObject({
		...{ opened: 5, answered: 1, exhausted: 0, cancelled: 1, other: 0 },
		open: { open: 1, acknowledged: 1, snoozed: 1, reminding: 0 },
		inbox: { events: 2, bytes: 4 },
	});
});

test('what is expected is not open, and ends nothing when it is given up; what is missing is', async () => {
	for (const key of ['backup', 'report']) {
		await engine.track(SCOPE, [aComing({ eventId: key, conversationKey: key })]);
	}
	await engine.change('report', { action: 'cancel', actor: null });
	expect(await seen()).toMatchObject({ opened: 0, cancelled: 0, open: { open: 0 } });
	expect(Object.keys((await seen()).open)).not.toContain('expected');
	const { period, grace } = anExpectingPolicy().expects!;
	clock.jump(period + grace);
	await engine.jobSourceOf(SCOPE).poll(10);
	expect(await seen()).toMatchObject({ opened: 1, cancelled: 0 });
	await engine.change('backup', { action: 'markReplied', actor: null });
	expect(await seen()).toMatchObject({ opened: 1, answered: 1, cancelled: 0 });
});

test('for how long what is due has waited', async () => {
	await conversation('waits');
	clock.jump(5 * MINUTE);
	expect((await seen()).overdue).toBe(6 * SECOND);
	clock.jump(HOUR);
	expect((await seen()).overdue).toBe(HOUR + 12 * SECOND);
	await engine.jobSourceOf(SCOPE).poll(10);
	expect((await seen()).overdue).toBe(0);
});

test('however many nodes there are, the one that waits longest is found', async () => {
	await engine.track(SCOPE, [aMessage()]);
	clock.jump(HOUR);
	const others = Array.from({ length: 450 }, (_, n) => `workflow${n}:node`);
	const all = new MetricsReader(store, async () => [...others, SCOPE]);
	expect((await all.read()).overdue).toBe(55 * MINUTE);
});

test('counters go up day after day, also of what is forgotten since, and after a restart', async () => {
	let answered = 0;
	for (let day = 0; day < 5; day += 1) {
		for (let n = 0; n < 3; n += 1) {
			await conversation(`day ${day} ${n}`, 20 * MINUTE);
			answered += 1;
			expect(await seen()).toMatchObject({ opened: answered, answered });
		}
		clock.jump(DAY - HOUR);
		expect(await seen()).toMatchObject({ opened: answered, answered });
		await tidy();
		expect(await seen()).toMatchObject({ opened: answered, answered });
		expect(await seen(aReader())).toMatchObject({ opened: answered, answered });
	}
	clock.jump(500 * DAY);
	await tidy();
	expect(await engine.find({}, 10)).toEqual([]);
	expect(await seen(aReader())).toMatchObject({ opened: answered, answered });
});

test('no counter goes back when somebody is forgotten', async () => {
	await conversation('a', 10 * MINUTE);
	await conversation('b');
	const before = await seen();
	for (const value of ['a', 'b']) await engine.forget({ by: 'conversationKey', value });
	expect(await seen()).toMatchObject({ opened: 2, answered: 1, open: { open: 0 } });
	expect(await seen(aReader())).toMatchObject({ opened: 2, answered: 1 });
	expect((await seen(aReader())).firstReply).toEqual(before.firstReply);
	for (const key of ['c', 'd', 'e']) await conversation(key, MINUTE);
	// The one that was forgotten while it waited is missing.
	expect(await seen(aReader())).toMatchObject({ opened: 4, answered: 4 });
});

test('two processes that share the store tell the same', async () => {
	const other = aReader();
	await conversation('a', MINUTE);
	expect(await seen()).toMatchObject({ opened: 1, answered: 1 });
	await conversation('b', MINUTE);
	expect(await seen(other)).toMatchObject({ opened: 2, answered: 2 });
	clock.jump(10 * MINUTE);
	expect(await seen()).toMatchObject({ opened: 2, answered: 2 });
	clock.jump(DAY);
	await tidy();
	for (const each of [reader, other]) {
		expect(await seen(each)).toMatchObject({ opened: 2, answered: 2 });
	}
});

describe('by a clock that was ahead', () => {
	test.each([
		['three hours', 3 * HOUR],
		['two days', 2 * DAY],
	])('%s, nothing is counted twice, and nothing is missed', async (_, ahead) => {
		clock.set(ahead);
		await conversation('a', 10 * MINUTE, 30 * DAY);
		clock.jump(2 * MINUTE);
		// The day on which it ended is over, and counted.
		if (ahead > DAY) clock.jump(DAY);
		await tidy();
		expect(await seen()).toMatchObject({ opened: 1, answered: 1 });
		clock.set(T0 + HOUR - clock.now());
		await tidy();
		expect(await seen()).toMatchObject({ opened: 1, answered: 1 });
		await conversation('b', 10 * MINUTE);
		clock.jump(2 * MINUTE);
		expect(await seen()).toMatchObject({ opened: 2, answered: 2 });
		for (let day = 0; day < 5; day += 1) {
			clock.jump(DAY);
			await tidy();
			expect(await seen()).toMatchObject({ opened: 2, answered: 2 });
			expect(await seen(aReader())).toMatchObject({ opened: 2, answered: 2 });
		}
	});
});

test('what has ended is read once, and what was read a moment ago is told again', async () => {
	for (let n = 0; n < 450; n += 1) await conversation(`key ${n}`, 10);
	clock.jump(2 * MINUTE);
	const transactions = jest.spyOn(store, 'transaction');
	const countedBy = async (ask: () => Promise<unknown>) => {
		transactions.mockClear();
		await ask();
		return transactions.mock.calls.length;
	};
	const first = await countedBy(async () => await seen());
	const second = await countedBy(async () => await seen());
	expect(first - second).toBe(2);
	expect(await countedBy(async () => await reader.read())).toBe(0);
	// All who ask at once wait for one.
	clock.jump(6 * SECOND);
	const several = async () => await Promise.all([reader.read(), reader.read(), reader.read()]);
	expect(await countedBy(several)).toBe(second);
});

test('what cannot be read of what was shown is as if nothing had been', async () => {
	await conversation('a', MINUTE);
	await store.transaction(async ({ settings }) => await settings.save('metricsShown', '{'));
	expect(await seen()).toMatchObject({ opened: 1, answered: 1 });
});
