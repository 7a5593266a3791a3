import type { JobSource } from '../../../src/dispatch/jobSource';
import { LEASE } from '../../../src/dispatch/lease';
import type { ServiceEvent } from '../../../src/events/serviceEvent';
import { Inbox } from '../../../src/inbox/inbox';
import type { Received } from '../../../src/inbox/received';
import { openSqliteStore } from '../../../src/store/sqlite/store';
import type { Store } from '../../../src/store/store';
import { DAY, MINUTE, SECOND } from '../../../src/time/duration';
import { EscalationEngine } from '../../../src/engine/engine';
import { aMessage, aPolicy, KEY, SCOPE, T0 } from '../../support/model/escalations.mts';
import { FakeClock } from '../../support/time/fakeClock.mts';
import { CAME_BY } from '../../support/store/acceptedEvents.mts';

let store: Store;
let clock: FakeClock;
let inbox: Inbox;
let jobSource: JobSource;

beforeEach(() => {
	clock = new FakeClock(T0);
	store = openSqliteStore(':memory:', clock);
	begin('process-1');
});
afterEach(async () => {
	await store.close();
});

/** As a process that just started. */
function begin(owner: string): void {
	inbox = new Inbox(store, owner);
	jobSource = inbox.jobSourceOf(SCOPE);
}

const anEvent = (id: string): ServiceEvent => ({
	id,
	source: 'twtChat',
	type: 'UNREPLIED',
	kind: 'message.unreplied',
	occurredAt: '2026-01-05T09:00:00.000Z',
	raw: {},
});

const idsOf = (items: Array<{ json: Record<string, unknown> }>) => items.map(({ json }) => json.id);

test('an accepted event is due at once, in the order of arrival', async () => {
	await inbox.accept(SCOPE, [anEvent('a'), anEvent('b')]);
	await inbox.accept(SCOPE, [anEvent('c')]);
	expect((await jobSource.poll(0)).nextDueAt).toBe(T0);
	expect(idsOf((await jobSource.poll(10)).jobs)).toEqual(['a', 'b', 'c']);
});

test('the same event is accepted once, also within one request', async () => {
	expect(await inbox.accept(SCOPE, [anEvent('a'), anEvent('a'), anEvent('b')])).toMatchObject({
		accepted: 2,
		duplicates: 1,
	});
	expect(await inbox.accept(SCOPE, [anEvent('a')])).toMatchObject({
		accepted: 0,
		duplicates: 1,
	});
	expect(idsOf((await jobSource.poll(10)).jobs)).toEqual(['a', 'b']);
});

describe('very many events', () => {
	const many = Array.from({ length: 25_000 }, (_, n) => anEvent(`${n}`));

	test('are stored ten thousand to a transaction', async () => {
		const transactions = jest.spyOn(store, 'transaction');
		expect(await inbox.accept(SCOPE, many)).toMatchObject({ accepted: 25_000, duplicates: 0 });
		expect(transactions).toHaveBeenCalledTimes(3);
	});

	test('leave n8n its turn while they are stored', async () => {
		let turns = 0;
		const turning = setInterval(() => (turns += 1), 0);
		await inbox.accept(SCOPE, many.slice(0, 10_000));
		clearInterval(turning);
		expect(turns).toBeGreaterThan(20);
	});

	test('that are half known are half stored', async () => {
		await inbox.accept(SCOPE, many.slice(5_000, 15_000));
		expect(await inbox.accept(SCOPE, many)).toMatchObject({
			accepted: 15_000,
			duplicates: 10_000,
		});
	});
});

describe('where there is no more room', () => {
	const quota = { events: 3, bytes: 1e9 };
	const events = ['a', 'b', 'a', 'c', 'd', 'e', 'd'].map(anEvent);

	test('the first are taken, and the others, of which nothing is known, can be sent again', async () => {
		expect(await inbox.accept(SCOPE, events, { quota })).toEqual({
			accepted: 3,
			duplicates: 1,
			withoutRoom: 3,
			hasBecomeFull: true,
		});
		expect(await inbox.accept(SCOPE, events, { quota })).toEqual({
			accepted: 0,
			duplicates: 4,
			withoutRoom: 3,
			hasBecomeFull: false,
		});
		const { jobs } = await jobSource.poll(10);
		await jobSource.settle(jobs.map(({ token }) => ({ token, result: 'sent' })));
		expect(await inbox.accept(SCOPE, events, { quota })).toMatchObject({
			accepted: 2,
			duplicates: 5,
			withoutRoom: 0,
		});
		expect(idsOf((await jobSource.poll(10)).jobs)).toEqual(['d', 'e']);
	});

	test('what waits for its execution, or failed and waits again, takes room', async () => {
		await inbox.accept(SCOPE, events, { quota });
		const { jobs } = await jobSource.poll(10);
		expect(await inbox.accept(SCOPE, [anEvent('new')], { quota })).toMatchObject({
			withoutRoom: 1,
		});
		await jobSource.settle(jobs.map(({ token }) => ({ token, result: 'failed', reason: 'x' })));
		expect(await inbox.accept(SCOPE, [anEvent('new')], { quota })).toMatchObject({
			withoutRoom: 1,
		});
	});

	test('what is known already needs none', async () => {
		await inbox.accept(SCOPE, events, { quota });
		expect(await inbox.accept(SCOPE, [anEvent('a')], { quota })).toMatchObject({
			duplicates: 1,
			withoutRoom: 0,
		});
	});
});

test('what came together leaves the inbox as it came, and in its order', async () => {
	const beside = { receiver: 'x', commonLabels: { severity: 'critical' } };
	const events = [1, 2].map((n) => ({
		...anEvent(`${n}`),
		title: 'same',
		raw: { ...beside, alerts: [{ n }] },
	}));
	await inbox.accept(SCOPE, events);
	const { jobs } = await jobSource.poll(10);
	expect(jobs.map(({ json: { received, ...event } }) => event)).toEqual(events);
	expect(Object.keys(jobs[0].json)[0]).toBe('id');
});

test('an event says when it came in, and in which order', async () => {
	await inbox.accept(SCOPE, [anEvent('a'), anEvent('b')]);
	clock.jump(SECOND);
	await inbox.accept('another:trigger', [anEvent('c')]);
	const { jobs } = await jobSource.poll(10);
	const others = (await inbox.jobSourceOf('another:trigger').poll(10)).jobs;
	const received = [...jobs, ...others].map(({ json }) => json.received as Received);
	expect(received.map(({ at }) => at)).toEqual([
		'2026-01-05T09:00:00.000Z',
		'2026-01-05T09:00:00.000Z',
		'2026-01-05T09:00:01.000Z',
	]);
	const sequences = received.map(({ sequence }) => sequence);
	expect(sequences).toEqual(sequences.toSorted((one, other) => one - other));
	expect(new Set(sequences).size).toBe(3);
});

describe('what is taken back before its turn comes before what arrived after it', () => {
	beforeEach(async () => {
		await inbox.accept(SCOPE, [anEvent('a'), anEvent('b')]);
	});

	test('after a crash', async () => {
		await jobSource.poll(10);
		clock.jump(SECOND);
		await inbox.accept(SCOPE, [anEvent('c')]);
		begin('process-2');
		await jobSource.recover();
		expect(idsOf((await jobSource.poll(10)).jobs)).toEqual(['a', 'b', 'c']);
	});

	test('when n8n did not start it', async () => {
		const { jobs } = await jobSource.poll(10);
		clock.jump(SECOND);
		await inbox.accept(SCOPE, [anEvent('c')]);
		const notStarted = { result: 'notStarted', reason: 'n8n rejected it' } as const;
		await jobSource.settle(jobs.map(({ token }) => ({ token, ...notStarted })));
		expect(idsOf((await jobSource.poll(10)).jobs)).toEqual(['a', 'b', 'c']);
	});

	test('and is not taken for abandoned, however long n8n does not start it', async () => {
		clock.jump(40 * DAY);
		const { jobs } = await jobSource.poll(10);
		const notStarted = { result: 'notStarted', reason: 'n8n rejected it' } as const;
		await jobSource.settle(jobs.map(({ token }) => ({ token, ...notStarted })));
		await jobSource.tidy();
		expect(idsOf((await jobSource.poll(10)).jobs)).toEqual(['a', 'b']);
	});
});

test('two nodes may hear of the same event', async () => {
	await inbox.accept(SCOPE, [anEvent('a')]);
	expect(await inbox.accept('another:node', [anEvent('a')])).toMatchObject({ accepted: 1 });
});

test('many requests at the same moment accept one event once', async () => {
	const answers = await Promise.all(
		Array.from({ length: 20 }, async () => await inbox.accept(SCOPE, [anEvent('a')])),
	);
	expect(answers.reduce((sum, { accepted }) => sum + accepted, 0)).toBe(1);
});

test('a delivered event is gone, and still known', async () => {
	await inbox.accept(SCOPE, [anEvent('a')]);
	const [{ token }] = (await jobSource.poll(1)).jobs;
	await jobSource.settle([{ token, result: 'sent' }]);
	expect((await jobSource.poll(0)).nextDueAt).toBeUndefined();
	expect(await inbox.accept(SCOPE, [anEvent('a')])).toMatchObject({ duplicates: 1 });
});

test('an event whose execution was never started is due at once, without a failure', async () => {
	await inbox.accept(SCOPE, [anEvent('a')]);
	for (let time = 0; time < 3; time += 1) {
		const [{ token }] = (await jobSource.poll(1)).jobs;
		await jobSource.settle([{ token, result: 'notStarted', reason: 'n8n is busy' }]);
	}
	const [{ token }] = (await jobSource.poll(1)).jobs;
	await jobSource.settle([{ token, result: 'failed', reason: 'n8n is busy' }]);
	expect((await jobSource.poll(0)).nextDueAt! - clock.now()).toBe(5 * SECOND);
});

test('an event that could not be delivered comes again, later each time', async () => {
	await inbox.accept(SCOPE, [anEvent('a')]);
	const waits: number[] = [];
	for (let attempt = 0; attempt < 3; attempt += 1) {
		const [{ token }] = (await jobSource.poll(1)).jobs;
		await jobSource.settle([{ token, result: 'failed', reason: 'n8n is busy' }]);
		waits.push((await jobSource.poll(0)).nextDueAt! - clock.now());
		clock.jump(waits[attempt]);
	}
	expect(waits).toEqual([5 * SECOND, 10 * SECOND, 20 * SECOND]);
});

test('a claimed event is nobody else’s until its lease ends', async () => {
	await inbox.accept(SCOPE, [anEvent('a')]);
	const [{ token }] = (await jobSource.poll(1)).jobs;
	clock.jump(LEASE - 1);
	await jobSource.renew([token]);
	clock.jump(LEASE - 1);
	expect((await jobSource.poll(1)).jobs).toEqual([]);
	clock.jump(1);
	expect(idsOf((await jobSource.poll(1)).jobs)).toEqual(['a']);
});

test('an outcome that comes after the lease has ended settles nothing', async () => {
	await inbox.accept(SCOPE, [anEvent('a')]);
	const [{ token: lost }] = (await jobSource.poll(1)).jobs;
	clock.jump(LEASE);
	const [{ token }] = (await jobSource.poll(1)).jobs;
	await jobSource.settle([{ token: lost, result: 'failed', reason: 'late' }]);
	await jobSource.settle([{ token, result: 'sent' }]);
	expect((await jobSource.poll(0)).nextDueAt).toBeUndefined();
});

test('a process that starts takes back what one that is gone had claimed', async () => {
	await inbox.accept(SCOPE, [anEvent('a')]);
	await jobSource.poll(1);
	await jobSource.recover();
	expect((await jobSource.poll(1)).jobs).toEqual([]);
	begin('process-2');
	await jobSource.recover();
	expect(idsOf((await jobSource.poll(1)).jobs)).toEqual(['a']);
});

test('a clock that is set back keeps no event waiting', async () => {
	// The node has looked before, and not while the clock was ahead.
	await jobSource.poll(1);
	clock.set(DAY);
	await inbox.accept(SCOPE, [anEvent('a')]);
	clock.set(-DAY);
	expect(idsOf((await jobSource.poll(1)).jobs)).toEqual(['a']);
});

test('ids of deliveries are forgotten after their time, undelivered events are not', async () => {
	await inbox.accept(SCOPE, [anEvent('a')]);
	clock.jump(31 * DAY);
	begin('process-2');
	await jobSource.tidy();
	expect((await jobSource.poll(0)).nextDueAt).toBe(T0);
	expect(await inbox.accept(SCOPE, [anEvent('a')])).toMatchObject({ accepted: 1 });
});

describe('an event that nobody takes, since its workflow was deleted,', () => {
	test('is forgotten after 30 days', async () => {
		await inbox.accept('deleted:trigger', [anEvent('left over')]);
		clock.jump(30 * DAY + 1);
		await jobSource.tidy();
		expect((await inbox.jobSourceOf('deleted:trigger').poll(0)).nextDueAt).toBeUndefined();
	});

	test('is kept while n8n may still be starting, however long it was stopped', async () => {
		await inbox.accept('slow:trigger', [anEvent('left over')]);
		clock.jump(90 * DAY);
		const restarted = new Inbox(store, 'process-2');
		await restarted.jobSourceOf(SCOPE).tidy();
		expect((await restarted.jobSourceOf('slow:trigger').poll(10)).jobs).toHaveLength(1);
	});
});

test('while the answer to a conversation waits in the inbox, nobody is reminded for it', async () => {
	const engine = new EscalationEngine(store, 'process-1');
	const reminders = engine.jobSourceOf('workflow:escalation', [], [CAME_BY]);
	await engine.track('workflow:escalation', [aMessage()]);
	const conversation = { key: KEY, effect: 'ends' as const };
	const reply = { ...anEvent('reply'), kind: 'message.replied' as const, conversation };
	await inbox.accept(SCOPE, [reply], { cameBy: CAME_BY });
	await clock.advance(aPolicy().firstReminderAfter + MINUTE);
	expect((await reminders.poll(10)).jobs).toEqual([]);
	expect((await reminders.poll(0)).nextDueAt).toBeUndefined();

	const [{ token }] = (await jobSource.poll(10)).jobs;
	await jobSource.settle([{ token, result: 'sent' }]);
	expect((await reminders.poll(10)).jobs).toHaveLength(1);
});

test('an answer that stays in the inbox silences nobody for ever', async () => {
	const engine = new EscalationEngine(store, 'process-1');
	const reminders = engine.jobSourceOf('workflow:escalation', [], [CAME_BY]);
	const conversation = { key: KEY, effect: 'ends' as const };
	await inbox.accept('workflow:unpublished', [{ ...anEvent('reply'), conversation }], {
		cameBy: CAME_BY,
	});
	await engine.track('workflow:escalation', [aMessage()]);
	clock.jump(10 * MINUTE);
	expect((await reminders.poll(0)).nextDueAt).toBeUndefined();
	clock.jump(1);
	expect((await reminders.poll(0)).nextDueAt).toBe(T0 + aPolicy().firstReminderAfter);
	expect((await reminders.poll(10)).jobs).toHaveLength(1);
});
