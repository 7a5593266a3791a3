import { EscalationEngine } from '../../../src/engine/engine';
import { MetricsReader } from '../../../src/engine/metrics';
import { moveNode } from '../../../src/engine/moveNode';
import { Tally } from '../../../src/engine/tally';
import { totalOf } from '../../../src/escalation/statistics/rollUp';
import { PostgresStore } from '../../../src/store/postgres/store';
import { openSqliteStore, type SqliteStore } from '../../../src/store/sqlite/store';
import type { Store } from '../../../src/store/store';
import { DAY, HOUR, MINUTE } from '../../../src/time/duration';
import {
	aComing,
	aMessage,
	aPolicy,
	aReply,
	KEY,
	SCOPE,
	T0,
} from '../../support/model/escalations.mts';
import { PostgresServer } from '../../support/store/postgresServer.mts';
import { FakeClock } from '../../support/time/fakeClock.mts';

const OTHER = 'another:node';

let server: PostgresServer;
let clock: FakeClock;
let from: SqliteStore;
let to: PostgresStore;
let number = 0;

beforeAll(async () => {
	server = await PostgresServer.start();
});
afterAll(async () => await server.stop());
beforeEach(async () => {
	number += 1;
	clock = new FakeClock(T0);
	from = openSqliteStore(':memory:', clock);
	to = new PostgresStore({ ...server.settings, schema: `node_${number}` }, clock);
	await to.prepare();
});
afterEach(async () => {
	await from.close();
	await to.close();
});

const engineOf = (store: Store) => new EscalationEngine(store, 'process');
const counted = async (store: Store, workflowId?: string) =>
	totalOf(await engineOf(store).statistics(T0 - DAY, clock.now() + DAY, workflowId));

async function answered(scope: string, key = KEY): Promise<void> {
	const engine = engineOf(from);
	await engine.track(scope, [aMessage({ conversationKey: key, writtenAt: clock.now() })]);
	clock.jump(10 * MINUTE);
	await engine.track(scope, [aReply({ conversationKey: key, repliedAt: clock.now() })]);
}

test('what ended on a day that neither store has counted is in the statistics after the move', async () => {
	await answered(SCOPE);
	await answered(OTHER);
	// n8n is down over the weekend; then both nodes have the other store.
	clock.jump(3 * DAY);
	await moveNode(from, to, SCOPE);
	await engineOf(to).jobSourceOf(SCOPE).tidy();
	clock.jump(HOUR);
	await moveNode(from, to, OTHER);
	await engineOf(to).jobSourceOf(OTHER).tidy();
	expect(await counted(to)).toMatchObject({ opened: 2, answered: 2 });
	expect(await counted(to, 'another')).toMatchObject({ opened: 1, answered: 1 });
	const metrics = new MetricsReader(to, async () => []);
	expect(await metrics.read()).toMatchObject({ opened: 2 });
});

test('a node that stays for days brings its days along when it follows', async () => {
	await answered(SCOPE);
	await moveNode(from, to, SCOPE);
	for (let day = 0; day < 3; day += 1) {
		clock.jump(DAY);
		await answered(OTHER, `${day}`);
		await engineOf(to).jobSourceOf(SCOPE).tidy();
	}
	clock.jump(DAY);
	await engineOf(to).jobSourceOf(SCOPE).tidy();
	await moveNode(from, to, OTHER);
	await moveNode(from, to, OTHER);
	expect(await counted(to)).toMatchObject({ opened: 4, answered: 4 });
});

test('what is expected, what is to be resolved, mutes and what robots did come along', async () => {
	const engine = engineOf(from);
	const targets = { within: { firstReply: 5 * MINUTE, resolution: 2 * HOUR }, warnAt: 1 };
	const policy = aPolicy({ targets, announceChanges: true });
	await engine.track(SCOPE, [aComing(), aMessage({ policy })]);
	await engine.track(SCOPE, [aReply({ repliedAt: T0 + 1 })]);
	const filter = { projects: [], agents: [], kinds: [], conversationKeys: ['x'], workflowId: null };
	const calendar = { address: 'https://example.com/m.ics', timeZone: 'UTC', titles: [] };
	const wanted = { filter, from: T0, until: null, weekly: null, calendar, by: 'Ann', reason: null };
	const events = [{ from: T0, to: T0 + HOUR, title: 'Maintenance', attendees: [] }];
	await engine.mute(wanted, { readAt: T0, events });
	const tally = new Tally(from);
	await tally.want();
	const robot = { platform: 'Slack', workflowId: 'workflow', node: 'Robot "A"\n' };
	await tally.note({ ...robot, lateness: [1_000], failed: 2 });
	await moveNode(from, to, SCOPE);

	const moved = engineOf(to);
	expect(await moved.mutes()).toMatchObject([{ mutedUntil: T0 + HOUR, calendar: { readAt: T0 } }]);
	const metrics = await new MetricsReader(to, async () => [SCOPE]).read();
	expect(metrics).toMatchObject({ sent: [{ count: 1 }], failed: [{ count: 2 }], opened: 1 });
	clock.jump(2 * HOUR);
	await moved.jobSourceOf(SCOPE, [], [], true).poll(10, T0);
	const [found] = await moved.find({ conversationKey: KEY }, 1);
	expect(found.escalation.targetsTold).toEqual({ resolution: 'breached' });
	expect(await moved.track(SCOPE, [aMessage({ policy, writtenAt: clock.now() })])).toEqual([
		'opened',
	]);
	const [next] = await moved.find({ conversationKey: KEY, states: ['open'] }, 1);
	expect(next.escalation.wasAnswered).toBe(true);
	clock.jump(DAY);
	await moved.jobSourceOf(SCOPE).poll(10, T0);
	const [missing] = await moved.find({ conversationKey: 'backup' }, 1);
	expect(missing.escalation.expectation).toMatchObject({ isMissing: true });
});
