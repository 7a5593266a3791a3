import { createRuntime, type Runtime } from '../../../../src/runtime/runtime';
import { SqliteLookups } from '../../../../src/store/sqlite/lookups';
import { openSqliteStore } from '../../../../src/store/sqlite/store';
import type { Store } from '../../../../src/store/store';
import { DAY, HOUR, MINUTE, SECOND } from '../../../../src/time/duration';
import { daysOf } from '../../../../src/web/board/days';
import { boardFilterFrom, NO_FILTER } from '../../../../src/web/board/filter';
import type { BoardLink } from '../../../../src/web/board/token';
import { aMessage, aPolicy, aReply, SCOPE, T0 } from '../../../support/model/escalations.mts';
import { FakeClock } from '../../../support/time/fakeClock.mts';

const link: BoardLink = {
	...{ mayChange: true, workflowId: undefined, expiresAt: T0, generation: '0' },
};

let clock: FakeClock;
let store: Store;
let runtime: Runtime;
beforeEach(() => {
	clock = new FakeClock(T0);
	store = openSqliteStore(':memory:', clock);
	runtime = createRuntime(store);
});
afterEach(async () => await store.close());

const policy = aPolicy({ targets: { within: { firstReply: 20 * MINUTE }, warnAt: 0.8 } });

async function answered(key: string, minutes: number, project = 'shop', scope = SCOPE) {
	const event = { project: { name: project }, agent: { name: 'Li Lei' } };
	const writtenAt = clock.now();
	await runtime.engine.track(scope, [aMessage({ conversationKey: key, writtenAt, policy, event })]);
	clock.jump(minutes * MINUTE);
	await runtime.engine.track(scope, [aReply({ conversationKey: key, repliedAt: clock.now() })]);
}

const show = async (given: object = {}, zone: unknown = 'UTC', changes: Partial<BoardLink> = {}) =>
	await daysOf(runtime, { ...link, ...changes }, boardFilterFrom({ ...given }), zone);

test('two weeks are there on an empty day too', async () => {
	const { days, all, choices } = await show();
	expect(days).toHaveLength(14);
	expect([days[0].date, days[13].date]).toEqual(['2025-12-23', '2026-01-05']);
	const none = { opened: 0, answered: 0, exhausted: 0, otherwise: 0, targets: 0, met: 0 };
	expect(all).toEqual({ ...none, firstReply: null, target: null });
	expect(choices).toEqual({ projects: [], agents: [], left: { project: 0, agent: 0 } });
});

test('each day has what opened and ended, and how soon, by the target', async () => {
	await answered('a', 10);
	await answered('b', 40);
	await answered('c', 40);
	await runtime.engine.track(SCOPE, [aMessage({ conversationKey: 'd', policy })]);
	await runtime.engine.change('d', { action: 'cancel', actor: null });
	clock.jump(3 * DAY);
	const { days, all } = await show();
	const found = { opened: 4, answered: 3, exhausted: 0, otherwise: 1 };
	const target = { targets: 3, met: 1, target: 20 * 60 };
	expect(days[10]).toMatchObject({ date: '2026-01-05', ...found, ...target });
	expect(Math.abs(days[10].firstReply! / (40 * 60) - 1)).toBeLessThan(0.05);
	expect(all).toEqual({ ...days[10], date: undefined });
	expect(days[13]).toMatchObject({ opened: 0, firstReply: null, target: null });
	clock.jump(11 * DAY);
	expect((await show()).all.opened).toBe(0);
});

test.each([
	['Asia/Shanghai', '2026-01-06'],
	['America/Los_Angeles', '2026-01-05'],
	['Mars/Olympus', '2026-01-05'],
	[['Asia/Shanghai'], '2026-01-05'],
	[undefined, '2026-01-05'],
])('days are those of whoever looks, in %j', async (zone, date) => {
	clock.jump(8 * HOUR);
	await answered('a', 10);
	const { days } = await show({}, zone);
	expect(days.filter(({ opened }) => opened > 0).map((day) => day.date)).toEqual([date]);
});

test('times to the first reply, in bars, with the median, of the last seven days', async () => {
	const minutes = { a: 0.5, b: 4, c: 4.5, d: 20, e: 600 };
	for (const [key, waited] of Object.entries(minutes)) await answered(key, waited);
	const { replies } = await show();
	expect(replies).toEqual({
		count: 5,
		median: expect.any(Number),
		buckets: [1, 2, 0, 1, 0, 0, 1],
	});
	expect(Math.abs(Number(replies.median) / (4.5 * MINUTE) - 1)).toBeLessThan(0.05);
	expect((await show({ project: 'other' })).replies).toEqual(replies);
	expect((await show({}, 'UTC', { workflowId: 'other' })).replies.count).toBe(0);
	clock.jump(7 * DAY + MINUTE);
	const none = { count: 0, median: null, buckets: Array(7).fill(0) };
	expect((await show()).replies).toEqual(none);
});

test('they count from the first message, and leave out replies after the first', async () => {
	const late = aMessage({ conversationKey: 'a', writtenAt: T0 - 2 * MINUTE });
	await runtime.engine.track(SCOPE, [late]);
	clock.jump(MINUTE);
	const reply = aReply({ conversationKey: 'a', repliedAt: clock.now() });
	await runtime.engine.track(SCOPE, [reply]);
	clock.jump(MINUTE);
	await answered('a', 10);
	const { replies } = await show();
	expect(replies.buckets).toEqual([0, 1, 0, 0, 0, 0, 0]);
	expect(Math.abs(Number(replies.median) / (3 * MINUTE) - 1)).toBeLessThan(0.05);
});

test('a filter counts who is meant, and leaves what can be chosen', async () => {
	await answered('a', 10);
	await answered('b', 10, 'bank');
	const { all, choices } = await show({ project: 'bank' });
	expect(all.opened).toBe(1);
	expect(choices).toEqual({
		projects: ['bank', 'shop'],
		agents: ['Li Lei'],
		left: { project: 0, agent: 0 },
	});
	expect((await show({ agent: 'Li Lei' })).all.opened).toBe(2);
	for (const name of ['__proto__', 'toString', 'nobody']) {
		expect((await show({ project: name })).all.opened).toBe(0);
	}
});

test('of one workflow there is nothing of others', async () => {
	await answered('a', 10);
	await answered('b', 10, 'bank', 'other:node');
	const { all, choices } = await show({}, 'UTC', { workflowId: 'other' });
	expect(all.opened).toBe(1);
	expect(choices.projects).toEqual(['bank']);
});

test('whoever looked at an empty board is shown the first conversation at once', async () => {
	expect((await show()).all.opened).toBe(0);
	await runtime.engine.track(SCOPE, [aMessage({ policy })]);
	expect((await show()).all.opened).toBe(1);
});

test('however many look, and by whatever they filter, it is read once in ten seconds', async () => {
	await answered('a', 10);
	const reading = jest.spyOn(SqliteLookups.prototype, 'endedBetween');
	await Promise.all([show(), show({ project: 'shop' }), show({}, 'Asia/Shanghai')]);
	await show({ agent: 'nobody' });
	expect(reading).toHaveBeenCalledTimes(1);
	clock.jump(9 * SECOND);
	await answered('b', 0);
	await show();
	expect(reading).toHaveBeenCalledTimes(1);
	clock.jump(SECOND);
	expect((await show()).all.opened).toBe(2);
	expect(reading).toHaveBeenCalledTimes(2);
	reading.mockRestore();
});

test.each([
	[{}],
	[{ project: '', agent: ['a'] }],
	[{ project: { name: 'x' }, agent: 7 }],
	[{ project: null }],
])('%j is no filter', (given) => {
	expect(boardFilterFrom(given)).toEqual(NO_FILTER);
});

test('whoever presses on the board is shown at once what became of it', async () => {
	await runtime.engine.track(SCOPE, [aMessage({ policy })]);
	expect((await show()).all).toMatchObject({ opened: 1, answered: 0 });
	const [{ escalation }] = await runtime.engine.find({}, 1);
	await runtime.engine.changeOne(escalation, { action: 'markReplied', actor: 'Li Lei' });
	const reading = jest.spyOn(SqliteLookups.prototype, 'endedBetween');
	expect((await show()).all).toMatchObject({ opened: 1, answered: 1 });
	await show();
	await runtime.engine.changeOne(escalation, { action: 'markReplied', actor: 'somebody' });
	await show();
	expect(reading).toHaveBeenCalledTimes(1);
	reading.mockRestore();
});

test('on a machine that is slow, too', async () => {
	const { endedBetween } = SqliteLookups.prototype;
	const reading = jest.spyOn(SqliteLookups.prototype, 'endedBetween');
	reading.mockImplementation(async function (this: SqliteLookups, ...parameters) {
		clock.jump(200);
		return await endedBetween.apply(this, parameters);
	});
	await runtime.engine.track(SCOPE, [aMessage({ policy })]);
	expect((await show()).all).toMatchObject({ opened: 1, answered: 0 });
	clock.jump(2 * SECOND);
	const [{ escalation }] = await runtime.engine.find({}, 1);
	await runtime.engine.changeOne(escalation, { action: 'markReplied', actor: 'Li Lei' });
	expect((await show()).all).toMatchObject({ opened: 1, answered: 1 });
	reading.mockRestore();
});
