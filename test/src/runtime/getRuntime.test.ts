import { createRuntime } from '../../../src/runtime/runtime';
import { openSqliteStore } from '../../../src/store/sqlite/store';
import { aMessage, aPolicy, SCOPE } from '../../support/model/escalations.mts';
import { storeFolder } from '../../support/store/storeFolder.mts';

const folder = storeFolder();
const environment = process.env;

beforeEach(() => {
	process.env = { ...environment, N8N_USER_FOLDER: folder.file('.') };
	jest.resetModules();
});
afterEach(async () => {
	const { closeRuntime } = await import('../../../src/runtime/getRuntime.ts');
	await closeRuntime();
	process.env = environment;
});

test('all nodes of a process share one runtime', async () => {
	const runtime = await import('../../../src/runtime/getRuntime.ts');
	const [first, second] = await Promise.all([runtime.getRuntime(), runtime.getRuntime()]);
	expect(first).toBe(second);
});

test('newer code that n8n loads beside the older takes the store over', async () => {
	const older = await import('../../../src/runtime/getRuntime.ts');
	await (await older.getRuntime()).engine.track(SCOPE, [aMessage({ eventId: 'event-1' })]);
	jest.resetModules();
	const newer = await import('../../../src/runtime/getRuntime.ts');
	const { engine } = await newer.getRuntime();
	expect(await engine.track(SCOPE, [aMessage({ eventId: 'event-1' })])).toEqual(['duplicate']);
});

test('clocks that the older code started go on when newer code has taken the store over', async () => {
	const older = await import('../../../src/runtime/getRuntime.ts');
	const first = await older.getRuntime();
	await first.engine.track(SCOPE, [
		aMessage({ eventId: 'event-1', policy: aPolicy({ firstReminderAfter: 0 }) }),
	]);
	let jobSource = first.engine.jobSourceOf(SCOPE, []);
	const [onItsWay] = (await jobSource.poll(1)).jobs;
	first.clocks.add({
		scope: SCOPE,
		standstill: undefined,
		moveTo: (runtime) => (jobSource = runtime.engine.jobSourceOf(SCOPE, [])),
	});

	jest.resetModules();
	const newer = await import('../../../src/runtime/getRuntime.ts');
	const second = await newer.getRuntime();
	expect(second.clocks).toBe(first.clocks);
	// Nobody else may take back what is on its way; its end is told to the newer store.
	await jobSource.recover();
	expect((await jobSource.poll(1)).jobs).toEqual([]);
	await jobSource.settle([
		{ token: onItsWay.token, result: 'failed', reason: 'the robot is gone' },
	]);
	expect((await jobSource.poll(0)).nextDueAt).toBeGreaterThan(second.clock.now());
});

test('a store that could not be opened is tried again', async () => {
	const runtime = await import('../../../src/runtime/getRuntime.ts');
	process.env.EXECUTIONS_MODE = 'queue';
	await expect(runtime.getRuntime()).rejects.toThrow('queue mode');
	process.env.EXECUTIONS_MODE = 'regular';
	await expect(runtime.getRuntime()).resolves.toBeDefined();
});

test('a wake reaches the clock of its scope until that is stopped', async () => {
	const store = openSqliteStore(':memory:');
	const runtime = createRuntime(store);
	const woken: string[] = [];
	const stop = runtime.onWake('a', () => woken.push('a'));
	runtime.onWake('b', () => woken.push('b'));
	runtime.wake('a');
	runtime.wake('nobody');
	stop();
	runtime.wake('a');
	expect(woken).toEqual(['a']);
	await store.close();
});
