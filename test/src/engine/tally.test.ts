import { counted, MOST_ROBOTS, Tally, type RobotWork } from '../../../src/engine/tally';
import { sizeOf } from '../../../src/escalation/statistics/histogram';
import { SqliteSettingTable } from '../../../src/store/sqlite/settings';
import { openSqliteStore } from '../../../src/store/sqlite/store';
import type { Store } from '../../../src/store/store';
import { MINUTE, SECOND } from '../../../src/time/duration';
import { T0 } from '../../support/model/escalations.mts';
import { FakeClock } from '../../support/time/fakeClock.mts';

let store: Store;
let clock: FakeClock;
beforeEach(() => {
	clock = new FakeClock(T0);
	store = openSqliteStore(':memory:', clock);
});
afterEach(async () => await store.close());

const work = (changes: Partial<RobotWork> = {}): RobotWork => ({
	...{ platform: 'slack', workflowId: 'w', node: 'Service group', lateness: [], failed: 0 },
	...changes,
});
const found = async () => await store.transaction(async ({ settings }) => await counted(settings));

test('nothing is written before somebody wants metrics', async () => {
	const tally = new Tally(store);
	await tally.note(work({ lateness: [1], failed: 2 }));
	expect(await found()).toEqual({ sent: [], failed: [], lateness: {} });
});

test('a process that has asked before notices within a minute that another wants it', async () => {
	const [tally, other] = [new Tally(store), new Tally(store)];
	await tally.note(work({ lateness: [1] }));
	await other.want();
	clock.jump(MINUTE);
	await tally.note(work({ lateness: [1] }));
	expect((await found()).sent).toEqual([
		{ platform: 'slack', workflowId: 'w', node: 'Service group', count: 1 },
	]);
});

test('what several processes count is added up', async () => {
	const tallies = Array.from({ length: 30 }, () => new Tally(store));
	await tallies[0].want();
	for (const tally of tallies) {
		await tally.note(work({ lateness: [100, 20 * SECOND], failed: 1 }));
		await tally.note(work({ node: 'Managers', failed: 2 }));
	}
	const { sent, failed, lateness } = await found();
	expect(sent).toEqual([{ platform: 'slack', workflowId: 'w', node: 'Service group', count: 60 }]);
	expect(failed.toSorted((one, other) => one.count - other.count)).toMatchObject([
		{ node: 'Service group', count: 30 },
		{ node: 'Managers', count: 60 },
	]);
	expect(sizeOf(lateness)).toBe(60);
});

test('so many robots are told apart, whatever they are called', async () => {
	const tally = new Tally(store);
	await tally.want();
	for (let n = 0; n < MOST_ROBOTS + 20; n += 1) {
		await tally.note(work({ node: `Robot ${n}`, lateness: [0] }));
	}
	await tally.note(work({ node: 'Robot 0', lateness: [0] }));
	const { sent } = await found();
	expect(sent).toHaveLength(MOST_ROBOTS + 1);
	expect(sent.find(({ node }) => node === 'other')?.count).toBe(20);
	expect(sent.find(({ node }) => node === 'Robot 0')?.count).toBe(2);
});

test('a robot that is known is not looked for again', async () => {
	const tally = new Tally(store);
	await tally.want();
	const looks = jest.spyOn(SqliteSettingTable.prototype, 'beginningWith');
	const count = async () => await tally.note(work({ lateness: [0], failed: 1 }));
	for (let n = 0; n < 2; n += 1) await count();
	looks.mockClear();
	for (let n = 0; n < 5; n += 1) await count();
	expect(looks).not.toHaveBeenCalled();
	looks.mockRestore();
	expect(await found()).toMatchObject({ sent: [{ count: 7 }], failed: [{ count: 7 }] });
});

test.each([
	['a long one', 'x'.repeat(10_000)],
	['one with lines', 'a\nb\r\nc'],
	['half a character', `${'x'.repeat(99)}😀`],
	['one with quotes and spaces', ' "a" \\ {b} 1 '],
	['one that looks like a row', '"] 3'],
])('the name of a node may be %s', async (_what, node) => {
	const tally = new Tally(store);
	await tally.want();
	await tally.note(work({ node, lateness: [0] }));
	await tally.note(work({ node, lateness: [0] }));
	const { sent } = await found();
	expect(sent).toMatchObject([{ count: 2 }]);
	expect(sent[0].node).toMatch(/^[^\n\r]{1,100}$/);
	expect(sent[0].node.isWellFormed()).toBe(true);
});
