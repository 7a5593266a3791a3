import { ListeningApps, SAID_EVERY } from '../../../src/store/listeningApps';
import { openSqliteStore } from '../../../src/store/sqlite/store';
import type { Store } from '../../../src/store/store';
import { FakeClock } from '../../support/time/fakeClock.mts';

let clock: FakeClock;
let store: Store;
let apps: ListeningApps;
beforeEach(() => {
	clock = new FakeClock();
	store = openSqliteStore(':memory:', clock);
	apps = new ListeningApps(store);
});
afterEach(async () => await store.close());

const listening = { acknowledgeMinutes: 30, snoozeMinutes: 60, problem: null };

test('an app is heard while a node says so, and not of another app', async () => {
	expect(await apps.hearing('slack A1')).toBeUndefined();
	await apps.say('slack A1', 'workflow:node', listening);
	expect(await apps.hearing('slack A1')).toMatchObject(listening);
	for (const other of ['slack A', 'slack A12', 'feishu A1', '']) {
		expect(await apps.hearing(other)).toBeUndefined();
	}
	await apps.leave('slack A1', 'workflow:node');
	expect(await apps.hearing('slack A1')).toBeUndefined();
});

test('of a node that has left nothing stays', async () => {
	await apps.say('slack A1', 'workflow:node', listening);
	await apps.leave('slack A1', 'workflow:node');
	const stored = await store.transaction(
		async ({ settings }) => await settings.beginningWith('listens '),
	);
	expect([...stored]).toEqual([]);
});

test('a process that ended without a word is gone after a while', async () => {
	await apps.say('slack A1', 'workflow:node', listening);
	await clock.advance(2 * SAID_EVERY);
	expect(await apps.hearing('slack A1')).toBeDefined();
	await clock.advance(2 * SAID_EVERY);
	expect(await apps.hearing('slack A1')).toBeUndefined();
	expect(await apps.all()).toEqual([]);
});

test('where one node has a problem another may hear', async () => {
	await apps.say('slack A1', 'one:node', { ...listening, problem: 'Socket Mode is off' });
	expect(await apps.hearing('slack A1')).toBeUndefined();
	await apps.say('slack A1', 'other:node', listening);
	expect(await apps.hearing('slack A1')).toMatchObject({ scope: 'other:node' });
	expect(await apps.all()).toMatchObject([
		{ app: 'slack A1', scope: 'one:node', problem: 'Socket Mode is off' },
		{ app: 'slack A1', scope: 'other:node', problem: null },
	]);
});

test('what cannot be read says nothing', async () => {
	await store.transaction(async ({ settings }) => {
		await settings.save('listens slack A1 at a:b', '{"problem":');
		await settings.save('listens slack A1 at a:c', '{"problem":null}');
	});
	expect(await apps.all()).toEqual([]);
});
