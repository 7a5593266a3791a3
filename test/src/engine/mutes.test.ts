import { EscalationEngine } from '../../../src/engine/engine';
import type { WantedMute } from '../../../src/engine/mutes';
import { openSqliteStore } from '../../../src/store/sqlite/store';
import type { Store } from '../../../src/store/store';
import { DAY, HOUR, MINUTE } from '../../../src/time/duration';
import { aMessage, KEY, SCOPE, T0 } from '../../support/model/escalations.mts';
import { FakeClock } from '../../support/time/fakeClock.mts';

let store: Store;
let clock: FakeClock;
let engine: EscalationEngine;

beforeEach(async () => {
	clock = new FakeClock(T0);
	store = openSqliteStore(':memory:', clock);
	engine = new EscalationEngine(store, 'process-1');
	await engine.track(SCOPE, [
		aMessage({ event: { project: { name: 'shop' } } }),
		aMessage({ conversationKey: 'another', event: { project: { name: 'bank' } } }),
	]);
});
afterEach(async () => await store.close());

const shop = (changes: Partial<WantedMute> = {}): WantedMute => ({
	filter: { projects: ['shop'], agents: [], kinds: [], conversationKeys: [], workflowId: null },
	from: clock.now(),
	until: clock.now() + 2 * HOUR,
	weekly: null,
	calendar: null,
	by: 'Ann',
	reason: 'Maintenance',
	...changes,
});

async function claim(): Promise<string[]> {
	return (await engine.jobSourceOf(SCOPE).poll(100)).jobs.map(({ token }) => token);
}

/** The conversations that are reminded, as executions that succeed. */
async function reminded(): Promise<string[]> {
	const tokens = await claim();
	const passed = await engine.passGate(SCOPE, tokens);
	await engine
		.jobSourceOf(SCOPE)
		.settle(tokens.map((token) => ({ token, result: 'sent' as const })));
	return passed.flatMap((output) => output?.escalation.conversationKey ?? []);
}

test('reminders of what is muted wait, all others go out', async () => {
	const { mute, conversations } = await engine.mute(shop());
	expect(conversations).toBe(1);
	clock.jump(5 * MINUTE);
	expect(await reminded()).toEqual(['another']);
	const [record] = await engine.mutes();
	expect(record).toMatchObject({ mute, mutedUntil: T0 + 2 * HOUR, held: 1 });
	clock.jump(2 * HOUR);
	expect(await reminded()).toContain(KEY);
	const [{ timeline, mutedUntil }] = await engine.find({ conversationKey: KEY }, 1);
	expect(mutedUntil).toBeNull();
	expect(timeline.map(({ what }) => what)).toEqual(['opened', 'muted', 'reminder', 'reminderSent']);
	expect(await engine.mutes()).toEqual([]);
});

test('each conversation is counted once, however often it is looked at', async () => {
	await engine.mute(shop());
	for (let minute = 0; minute < 30; minute += 1) {
		clock.jump(MINUTE);
		await claim();
	}
	expect(await engine.mutes()).toMatchObject([{ held: 1 }]);
});

test('what was handed out before does not leave', async () => {
	clock.jump(5 * MINUTE);
	const tokens = await claim();
	expect(tokens).toHaveLength(2);
	await engine.mute(shop());
	const passed = await engine.passGate(SCOPE, tokens);
	expect(passed.map((output) => output?.escalation.conversationKey)).toEqual(
		expect.arrayContaining([undefined, 'another']),
	);
	expect(await claim()).toEqual([]);
	expect(await engine.mutes()).toMatchObject([{ held: 1 }]);
});

test('lifted early, reminders go out within a minute', async () => {
	const { mute } = await engine.mute(shop());
	clock.jump(10 * MINUTE);
	expect(await reminded()).toEqual(['another']);
	expect(await engine.unmute(mute.id)).toEqual(mute);
	expect(await engine.unmute(mute.id)).toBeUndefined();
	clock.jump(MINUTE);
	expect(await reminded()).toEqual([KEY]);
});

test('who asks for a conversation is told that it is muted', async () => {
	await engine.mute(shop());
	const found = await engine.find({}, 10);
	const told = found.map(({ escalation, mutedUntil }) => [escalation.conversationKey, mutedUntil]);
	expect(Object.fromEntries(told)).toEqual({ [KEY]: T0 + 2 * HOUR, another: null });
});

test('every week again, and in between not', async () => {
	// T0 is a Monday, nine o'clock in UTC.
	const ranges = [{ weekdays: [1], from: '09:00', to: '10:00' }];
	await engine.mute(shop({ until: null, weekly: { timeZone: 'UTC', ranges } }));
	clock.jump(59 * MINUTE);
	expect(await reminded()).toEqual(['another']);
	clock.jump(MINUTE);
	expect(await reminded()).toContain(KEY);
	expect(await engine.mutes()).toMatchObject([{ mutedUntil: null, held: 1 }]);
	clock.jump(7 * DAY - MINUTE);
	expect(await engine.mutes()).toMatchObject([{ mutedUntil: T0 + 7 * DAY + HOUR }]);
});

test('what was muted by a clock that was ahead is so no longer than it was to be', async () => {
	clock.set(DAY);
	await engine.mute(shop());
	clock.set(-DAY);
	clock.jump(5 * MINUTE);
	expect(await reminded()).not.toContain(KEY);
	clock.jump(2 * HOUR);
	expect(await reminded()).toContain(KEY);
});

test('there are not more than can be looked through, and those that are over make room', async () => {
	for (let index = 0; index < 100; index += 1) await engine.mute(shop());
	await expect(engine.mute(shop())).rejects.toThrow('There are 100 mutes already');
	clock.jump(2 * HOUR);
	await engine.mute(shop());
	expect(await engine.mutes()).toHaveLength(1);
	const kept = await store.transaction(
		async ({ settings }) => await settings.beginningWith('mute'),
	);
	expect(kept.size).toBe(1);
});

test('one that cannot be read mutes nobody', async () => {
	await store.transaction(async ({ settings }) => await settings.save('mute x', '{'));
	clock.jump(5 * MINUTE);
	expect((await reminded()).toSorted()).toEqual([KEY, 'another'].toSorted());
});
