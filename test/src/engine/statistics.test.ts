import { EscalationEngine } from '../../../src/engine/engine';
import { KEPT_FOR, rollUpDays } from '../../../src/engine/statistics';
import { noCounts, totalOf } from '../../../src/escalation/statistics/rollUp';
import { SqliteLookups } from '../../../src/store/sqlite/lookups';
import { openSqliteStore } from '../../../src/store/sqlite/store';
import type { Store } from '../../../src/store/store';
import { DAY, HOUR, MINUTE } from '../../../src/time/duration';
import { aComing, aMessage, aPolicy, aReply, SCOPE, T0 } from '../../support/model/escalations.mts';
import { FakeClock } from '../../support/time/fakeClock.mts';

let store: Store;
let clock: FakeClock;
let engine: EscalationEngine;

beforeEach(() => {
	clock = new FakeClock(T0);
	store = openSqliteStore(':memory:', clock);
	engine = new EscalationEngine(store, 'process-1');
});
afterEach(async () => await store.close());

/** A conversation that opens now, and is answered after so many ms. */
async function conversation(
	key: string,
	answeredAfter: number | null,
	{ scope = SCOPE, project = 'shop' } = {},
): Promise<void> {
	const policy = aPolicy({ keepEndedFor: DAY });
	const writtenAt = clock.now();
	const event = { project: { name: project } };
	await engine.track(scope, [aMessage({ conversationKey: key, writtenAt, policy, event })]);
	if (answeredAfter === null) return;
	clock.jump(answeredAfter);
	await engine.track(scope, [aReply({ conversationKey: key, repliedAt: clock.now() })]);
}

const asked = async (from = T0 - DAY, to = clock.now() + DAY, workflowId?: string) =>
	totalOf(await engine.statistics(from, to, workflowId));
const tidy = async () => await engine.jobSourceOf(SCOPE).tidy();

test('what happened today is counted when somebody asks', async () => {
	await conversation('a', 10 * MINUTE);
	await conversation('b', null);
	expect(await asked()).toMatchObject({ opened: 2, answered: 1 });
});

test('what is expected counts nowhere, also where it is given up; what is missing does', async () => {
	await engine.track(SCOPE, [aComing({ conversationKey: 'kept' }), aComing()]);
	await engine.change('backup', { action: 'cancel', actor: null });
	expect(await asked()).toEqual(noCounts());
	clock.jump(DAY + HOUR);
	await engine.jobSourceOf(SCOPE).poll(10, T0);
	expect(await asked()).toMatchObject({ opened: 1, answered: 0 });
});

test('what is forgotten is known for as long as days are kept', async () => {
	await conversation('a', 10 * MINUTE);
	await conversation('b', 30 * MINUTE);
	const before = await asked();
	for (let day = 0; day < 5; day += 1) {
		clock.jump(DAY);
		await tidy();
	}
	expect(await engine.find({}, 10)).toEqual([]);
	expect(await asked()).toEqual(before);
	clock.jump(KEPT_FOR - 6 * DAY);
	await tidy();
	expect(await asked()).toEqual(before);
	for (let day = 0; day < 4; day += 1) {
		clock.jump(DAY);
		await tidy();
	}
	expect(await asked()).toEqual(noCounts());
});

test('nothing is counted twice, however often and late it is rolled up', async () => {
	await conversation('a', 26 * HOUR);
	for (let hour = 0; hour < 60; hour += 1) {
		clock.jump(HOUR);
		if (hour % 5 === 0) await tidy();
		expect(await asked()).toMatchObject({ opened: 1, answered: 1 });
	}
});

test('the nodes of a process count together', async () => {
	await conversation('a', 10 * MINUTE);
	await conversation('b', 10 * MINUTE, { scope: 'other:node' });
	clock.jump(2 * DAY);
	const reading = jest.spyOn(SqliteLookups.prototype, 'endedBetween');
	const nodes = [SCOPE, 'other:node'].map((scope) => engine.jobSourceOf(scope));
	await Promise.all(nodes.map(async (node) => await node.tidy()));
	expect(reading).toHaveBeenCalledTimes(1);
	reading.mockRestore();
	expect(await engine.find({}, 10)).toEqual([]);
	expect(await asked()).toMatchObject({ opened: 2, answered: 2 });
});

test('days on which the clock did not run are counted afterwards', async () => {
	await conversation('a', 10 * MINUTE);
	clock.jump(3 * DAY);
	await conversation('b', 10 * MINUTE);
	clock.jump(10 * DAY);
	await tidy();
	expect(await asked()).toMatchObject({ opened: 2, answered: 2 });
});

test('of one workflow, of a time', async () => {
	await conversation('a', 10 * MINUTE);
	await conversation('b', 10 * MINUTE, { scope: 'other:node' });
	clock.jump(DAY);
	await conversation('c', 10 * MINUTE);
	await rollUpDays(store);
	expect(await asked(undefined, undefined, 'other')).toMatchObject({ opened: 1, answered: 1 });
	expect(await asked(T0, T0 + HOUR)).toMatchObject({ answered: 2 });
	expect(await asked(T0 + DAY)).toMatchObject({ opened: 1, answered: 1 });
});

test('what cannot be read is left out', async () => {
	await conversation('a', 10 * MINUTE);
	await store.transaction(
		async ({ settings }) => await settings.save('statistics 2026-01-04 workflow:node', '{'),
	);
	expect(await asked()).toMatchObject({ answered: 1 });
});
