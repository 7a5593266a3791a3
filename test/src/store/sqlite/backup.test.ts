import { execFileSync } from 'node:child_process';
import fs, { existsSync, mkdirSync, readFileSync, rmSync, statSync } from 'node:fs';

import { EscalationEngine } from '../../../../src/engine/engine';
import { Inbox } from '../../../../src/inbox/inbox';
import { backupOf } from '../../../../src/store/sqlite/backup';
import { openSqliteStore, type SqliteStore } from '../../../../src/store/sqlite/store';
import { DAY, HOUR, MINUTE } from '../../../../src/time/duration';
import { aMessage, aReply, SCOPE, T0 } from '../../../support/model/escalations.mts';
import { eventNumbered } from '../../../support/store/numberedEvents.mts';
import { commandOf } from '../../../support/repository/documents.mts';
import { storeFolder } from '../../../support/store/storeFolder.mts';
import { FakeClock } from '../../../support/time/fakeClock.mts';

const folder = storeFolder();
/** In n8n's user folder. */
const file = () => folder.file('.n8n/until-replied.sqlite');
const copy = () => backupOf(file());

let clock: FakeClock;
let warnings: string[];
let store: SqliteStore;

beforeEach(() => {
	clock = new FakeClock(T0);
	warnings = [];
	store = open();
});
afterEach(async () => {
	jest.restoreAllMocks();
	await store.close();
});

const open = () => openSqliteStore(file(), clock, (message) => warnings.push(message));
const work = async () => await store.transaction(async () => undefined);

/** Something happens at the store until it has made a copy, or hears that it could not. */
async function backedUp(isMade = () => existsSync(copy())): Promise<void> {
	while (!isMade()) await work();
}

/** As docs/backup.md has it. */
async function restore(): Promise<void> {
	await store.close();
	const env = { ...process.env, HOME: folder.file('.') };
	execFileSync('bash', ['-e', '-c', commandOf('docs/backup.md#sqlite')], { env });
	store = open();
}

test('a copy is made soon after the start, and then every hour, where something happens', async () => {
	await work();
	expect(existsSync(copy())).toBe(false);
	clock.jump(MINUTE);
	await backedUp();
	const { ino } = statSync(copy());
	clock.jump(HOUR - 1);
	for (let n = 0; n < 50; n += 1) await work();
	expect(statSync(copy()).ino).toBe(ino);
	clock.jump(1);
	await backedUp(() => statSync(copy()).ino !== ino);
});

test('a start soon after the last copy makes no other', async () => {
	clock.jump(MINUTE);
	await backedUp();
	const { ino } = statSync(copy());
	fs.utimesSync(copy(), clock.now() / 1_000, clock.now() / 1_000);
	await store.close();
	store = open();
	clock.jump(2 * MINUTE);
	for (let n = 0; n < 50; n += 1) await work();
	expect(statSync(copy()).ino).toBe(ino);
});

test('what was restored is all of one moment, though much was written meanwhile', async () => {
	const before = Array.from({ length: 5_000 }, (_, number) => eventNumbered(number));
	const inbox = new Inbox(store, 'me');
	const engine = new EscalationEngine(store, 'me');
	await inbox.accept(SCOPE, before);
	await engine.track(SCOPE, [aMessage({ conversationKey: 'waiting' })]);
	clock.jump(HOUR);
	let pairs = 0;
	// Two that belong together, again and again, until the copy is there.
	for (; !existsSync(copy()); pairs += 1) {
		const pair = [2 * pairs, 2 * pairs + 1].map((number) => eventNumbered(10_000 + number));
		await inbox.accept('pairs', pair);
	}
	await engine.track(SCOPE, [aReply({ conversationKey: 'waiting', repliedAt: clock.now() })]);
	expect(pairs).toBeGreaterThan(0);

	await restore();
	const restored = new Inbox(store, 'me');
	expect(await restored.sizeOf(SCOPE)).toMatchObject({ events: 5_000 });
	const { events } = await restored.sizeOf('pairs');
	expect(events % 2).toBe(0);
	expect(events).toBeLessThanOrEqual(2 * pairs);
	// Nothing of the log of before, which had the reply.
	const again = new EscalationEngine(store, 'me');
	const [{ escalation }] = await again.find({}, 1);
	expect(escalation).toMatchObject({ conversationKey: 'waiting', state: 'open' });
	// Deliveries are known again.
	expect(await restored.accept(SCOPE, before)).toMatchObject({ duplicates: 5_000 });
	expect(await again.track(SCOPE, [aMessage({ conversationKey: 'new' })])).toEqual(['opened']);
});

test('what was claimed when it was copied goes out once it is restored', async () => {
	const engine = new EscalationEngine(store, 'the process before');
	await engine.track(SCOPE, [aMessage()]);
	clock.jump(HOUR);
	const claimed = (await engine.jobSourceOf(SCOPE).poll(10)).jobs;
	await backedUp();
	await restore();
	const next = new EscalationEngine(store, 'the process after').jobSourceOf(SCOPE);
	await next.recover();
	const { jobs } = await next.poll(10);
	expect(jobs).toHaveLength(1);
	expect(jobs[0].token).not.toBe(claimed[0].token);
});

test('somebody who was forgotten is in no copy', async () => {
	const engine = new EscalationEngine(store, 'me');
	await engine.track(SCOPE, [aMessage({ conversationKey: 'chat:Ann' })]);
	await engine.track(SCOPE, [aMessage({ conversationKey: 'chat:Bob' })]);
	clock.jump(MINUTE);
	await backedUp();
	expect(readFileSync(copy()).includes('chat:Ann')).toBe(true);
	await engine.forget({ by: 'conversationKey', value: 'chat:Ann' });
	await backedUp();
	expect(readFileSync(copy()).includes('chat:Ann')).toBe(false);
	expect(readFileSync(copy()).includes('chat:Bob')).toBe(true);
});

test('only its owner can read it', async () => {
	clock.jump(MINUTE);
	await backedUp();
	expect(statSync(copy()).mode & 0o777).toBe(0o600);
});

test('a copy that cannot be made is told once an hour, and the store works', async () => {
	// What stands in its way, as a full disk would.
	mkdirSync(copy());
	fs.writeFileSync(`${copy()}/something`, '');
	clock.jump(MINUTE);
	await backedUp(() => warnings.length > 0);
	expect(warnings[0]).toContain('no new backup');
	expect(warnings[0]).toContain(copy());
	for (let n = 0; n < 50; n += 1) await work();
	expect(warnings).toHaveLength(1);
	rmSync(copy(), { recursive: true });
	clock.jump(HOUR);
	await backedUp();
	expect(existsSync(`${copy()}.unfinished`)).toBe(false);
});

test('a store that is closed gives up the copy on its way, and leaves nothing half done', async () => {
	const events = Array.from({ length: 10_000 }, (_, number) => eventNumbered(number));
	await new Inbox(store, 'me').accept(SCOPE, events);
	clock.jump(DAY);
	await work();
	await store.close();
	expect(existsSync(`${copy()}.unfinished`)).toBe(false);
	store = open();
	expect(await new Inbox(store, 'me').sizeOf(SCOPE)).toMatchObject({ events: 10_000 });
});
