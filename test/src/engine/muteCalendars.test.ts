import { EscalationEngine } from '../../../src/engine/engine';
import { readEvents } from '../../../src/engine/eventCalendars';
import type { Ask } from '../../../src/engine/fetchCalendar';
import type { WantedMute } from '../../../src/engine/mutes';
import { refreshMutes } from '../../../src/engine/refreshMutes';
import { openSqliteStore } from '../../../src/store/sqlite/store';
import type { Store } from '../../../src/store/store';
import { DAY, HOUR, MINUTE } from '../../../src/time/duration';
import { aMessage, KEY, SCOPE, T0 } from '../../support/model/escalations.mts';
import { FakeClock } from '../../support/time/fakeClock.mts';

const ADDRESS = 'https://calendar.example.com/private-8f3k2m9x/maintenance.ics';

let store: Store;
let clock: FakeClock;
let engine: EscalationEngine;
/** What the address gives now; an error where it cannot be reached. */
let site: string | Error;
let asked: number;

beforeEach(async () => {
	clock = new FakeClock(T0);
	store = openSqliteStore(':memory:', clock);
	engine = new EscalationEngine(store, 'process-1');
	[site, asked] = [calendar(), 0];
	const event = { project: { name: 'shop' } };
	await engine.track(SCOPE, [aMessage({ event }), aMessage({ conversationKey: 'another' })]);
});
afterEach(async () => await store.close());

const ask: Ask = async ({ url }) => {
	asked += 1;
	expect(url).toBe(ADDRESS);
	if (site instanceof Error) throw site;
	return await Promise.resolve(asStream(site));
};

async function* asStream(text: string): AsyncGenerator<Uint8Array> {
	yield await Promise.resolve(new TextEncoder().encode(text));
}

/** T0 is a Monday, nine o'clock in UTC. */
function calendar(...windows: Array<[from: string, to: string, title?: string]>): string {
	return [
		'BEGIN:VCALENDAR',
		...windows.flatMap(([from, to, title = 'Maintenance'], index) => [
			...['BEGIN:VEVENT', `UID:${index}`, `DTSTART:20260105T${from}Z`, `DTEND:20260105T${to}Z`],
			...[`SUMMARY:${title}`, 'END:VEVENT'],
		]),
		'END:VCALENDAR',
	].join('\r\n');
}

async function mute(titles: string[] = [], isRead = true) {
	const filter = { projects: ['shop'], agents: [], kinds: [], conversationKeys: [] };
	const wanted: WantedMute = {
		filter: { ...filter, workflowId: null },
		...{ from: clock.now(), until: null, weekly: null, by: null, reason: null },
		calendar: { address: ADDRESS, timeZone: 'UTC', titles },
	};
	const { read } = await readEvents(ask, wanted.calendar!, clock, 'maintenance windows');
	return await engine.mute(wanted, isRead ? read : undefined);
}

/** The conversations that are reminded now, as executions that succeed. */
async function reminded(): Promise<string[]> {
	const jobSource = engine.jobSourceOf(SCOPE);
	const tokens = (await jobSource.poll(100)).jobs.map(({ token }) => token);
	const passed = await engine.passGate(SCOPE, tokens);
	await jobSource.settle(tokens.map((token) => ({ token, result: 'sent' as const })));
	return passed.flatMap((output) => output?.escalation.conversationKey ?? []);
}

test('reminders are held during its events, and go out in between', async () => {
	site = calendar(['090000', '093000'], ['100000', '103000']);
	const made = await mute();
	expect(made).toMatchObject({
		mutedUntil: T0 + 30 * MINUTE,
		nextAt: T0 + HOUR,
		calendar: { readAt: T0, problem: null },
		conversations: 1,
	});
	clock.jump(5 * MINUTE);
	expect(await reminded()).toEqual(['another']);
	clock.jump(25 * MINUTE);
	expect(await reminded()).toContain(KEY);
	expect(await engine.mutes()).toMatchObject([{ mutedUntil: null, nextAt: T0 + HOUR, held: 1 }]);
	clock.jump(30 * MINUTE);
	expect(await reminded()).not.toContain(KEY);
});

test('what is handed out before an event that the calendar has since does not leave', async () => {
	await mute();
	clock.jump(15 * MINUTE - 5_000);
	const tokens = (await engine.jobSourceOf(SCOPE).poll(100)).jobs.map(({ token }) => token);
	clock.jump(5_000);
	site = calendar(['091500', '100000']);
	expect(await refreshMutes(store, ask)).toEqual([]);
	const passed = await engine.passGate(SCOPE, tokens);
	expect(passed.flatMap((output) => output?.escalation.conversationKey ?? [])).toEqual(['another']);
});

test('only events with such a title', async () => {
	site = calendar(['090000', '100000', 'Incident: slow'], ['110000', '120000', 'Planned Work']);
	const { mutedUntil, nextAt } = await mute(['*planned*', 'maintenance']);
	expect([mutedUntil, nextAt]).toEqual([null, T0 + 2 * HOUR]);
});

test('it is read every quarter of an hour, once for all who ask', async () => {
	await mute();
	clock.jump(14 * MINUTE);
	await refreshMutes(store, ask);
	expect(asked).toBe(1);
	clock.jump(MINUTE);
	site = calendar(['090000', '100000']);
	await Promise.all([refreshMutes(store, ask), refreshMutes(store, ask)]);
	expect(asked).toBe(2);
	expect(await engine.mutes()).toMatchObject([
		{ mutedUntil: T0 + HOUR, calendar: { readAt: T0 + 15 * MINUTE, problem: null } },
	]);
});

test.each<[string, string | Error]>([
	['cannot be reached', new Error(`connect ECONNREFUSED ${ADDRESS}`)],
	['is a page now', '<html>Sign in</html>'],
	['is empty', ''],
])('one that %s holds as it was known, and says so without the address', async (_, now) => {
	site = calendar(['090000', '100000']);
	await mute();
	site = now;
	clock.jump(20 * MINUTE);
	const problems = await refreshMutes(store, ask);
	expect(problems).toHaveLength(1);
	const [record] = await engine.mutes();
	expect(record).toMatchObject({
		mutedUntil: T0 + HOUR,
		calendar: { readAt: T0, problem: problems[0] },
	});
	expect(problems[0]).not.toContain('8f3k2m9x');
	expect(await reminded()).toEqual(['another']);
	// It is not asked for again at once, and is well again when it answers.
	await refreshMutes(store, ask);
	expect(asked).toBe(2);
	site = calendar();
	clock.jump(15 * MINUTE);
	expect(await refreshMutes(store, ask)).toEqual([]);
	expect((await engine.mutes())[0]).toMatchObject({
		mutedUntil: null,
		calendar: { readAt: T0 + 35 * MINUTE, problem: null },
	});
	expect(await reminded()).toContain(KEY);
});

test('one that was never read mutes nobody, and says so', async () => {
	await mute([], false);
	site = new Error('connect ETIMEDOUT');
	expect(await refreshMutes(store, ask)).toHaveLength(1);
	const problem = expect.stringContaining('ETIMEDOUT');
	expect(await engine.mutes()).toMatchObject([
		{ mutedUntil: null, nextAt: null, calendar: { readAt: null, problem } },
	]);
	clock.jump(5 * MINUTE);
	expect((await reminded()).toSorted()).toEqual([KEY, 'another'].toSorted());
});

test('what was read is gone with the mute, also when it is read at that moment', async () => {
	site = calendar(['090000', '100000']);
	const { mute: made } = await mute();
	clock.jump(DAY);
	const lifting: Ask = async (request) => {
		await engine.unmute(made.id);
		return await ask(request);
	};
	await refreshMutes(store, lifting);
	const kept = await store.transaction(async ({ settings }) => await settings.beginningWith('mut'));
	expect([...kept.keys()]).toEqual([]);
});
