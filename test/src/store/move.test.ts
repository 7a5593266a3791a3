import { calendarKey } from '../../../src/duty/calendarKey';
import { EscalationEngine } from '../../../src/engine/engine';
import { Rosters } from '../../../src/engine/rosters';
import { Inbox } from '../../../src/inbox/inbox';
import { Links } from '../../../src/web/links';
import { moveScope } from '../../../src/store/move';
import { PostgresStore } from '../../../src/store/postgres/store';
import { openSqliteStore, type SqliteStore } from '../../../src/store/sqlite/store';
import type { Store } from '../../../src/store/store';
import { storeIdOf } from '../../../src/store/storeId';
import { MINUTE } from '../../../src/time/duration';
import { layer, person, shift } from '../../support/duty/rosters.mts';
import { aMessage, aReply, KEY, SCOPE, T0 } from '../../support/model/escalations.mts';
import { FakeClock } from '../../support/time/fakeClock.mts';
import { PostgresServer } from '../../support/store/postgresServer.mts';

const TRIGGER = 'workflow:trigger';

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
	to = new PostgresStore({ ...server.settings, schema: `moved_${number}` }, clock);
	await to.prepare();
});
afterEach(async () => {
	await from.close();
	await to.close();
});

const anEvent = (id: string) => ({
	id,
	source: 'twtChat',
	type: 'UNREPLIED',
	kind: 'message.unreplied' as const,
	occurredAt: '2026-01-05T09:00:00.000Z',
	raw: { text: '你好 \u0000' },
});

/** One conversation that was reminded once, one that was answered, one of another node, and a waiting event. */
async function fill(store: Store): Promise<void> {
	const engine = new EscalationEngine(store, 'before');
	await engine.track(SCOPE, [
		aMessage({ eventId: 'first' }),
		aMessage({ conversationKey: 'answered' }),
		aReply({ conversationKey: 'answered', repliedAt: T0 }),
	]);
	await engine.track('another:node', [aMessage()]);
	clock.jump(5 * MINUTE);
	const jobSource = engine.jobSourceOf(SCOPE);
	const tokens = (await jobSource.poll(10)).jobs.map(({ token }) => token);
	await engine.passGate(SCOPE, tokens);
	await jobSource.settle(tokens.map((token) => ({ token, result: 'sent' })));
	const sent = await engine.find({}, 100);
	await store.transaction(async ({ sentMessages, chatMessages }) => {
		for (const [index, { escalation }] of sent.entries()) {
			await sentMessages.save({
				escalationId: escalation.id,
				platform: 'Slack',
				robot: `digest ${index}`,
				messageId: `C123 ${index}`,
				sentAt: T0 + index,
			});
			await chatMessages.save({ ...CHAT_MESSAGE, escalationId: escalation.id });
		}
	});
	await new Inbox(store, 'before').accept(TRIGGER, [anEvent('waiting'), anEvent('too')]);
}

const CHAT_MESSAGE = {
	app: 'slack A1',
	chat: 'C1',
	message: '1503435956.000247',
	sentAt: T0,
	body: '{"text":"x"}',
	shownHold: T0 + 1,
};

async function contentsOf(store: Store) {
	const engine = new EscalationEngine(store, 'after');
	const { app, chat, message } = CHAT_MESSAGE;
	const said = await store.transaction(
		async ({ chatMessages }) => await chatMessages.of(app, chat, message),
	);
	const found = await engine.find({}, 100);
	return found.map((record) => ({
		...record,
		said: said.filter(({ escalationId }) => escalationId === record.escalation.id),
	}));
}

test('everything of the node moves, as it was, and what is of others stays', async () => {
	await fill(from);
	const before = await contentsOf(from);
	expect(await moveScope(from, to, SCOPE)).toEqual({ escalations: 2, events: 0 });
	expect(await moveScope(from, to, TRIGGER)).toEqual({ escalations: 0, events: 2 });
	const isMoved = ({ escalation }: (typeof before)[number]) => escalation.scope === SCOPE;
	expect(await contentsOf(to)).toEqual(before.filter(isMoved));
	expect(await contentsOf(from)).toEqual(before.filter((record) => !isMoved(record)));
});

test('what was waiting goes on from there: the event once, the conversation with reminder 2', async () => {
	await fill(from);
	await moveScope(from, to, SCOPE);
	await moveScope(from, to, TRIGGER);
	const engine = new EscalationEngine(to, 'after');
	const inbox = new Inbox(to, 'after');
	expect(await inbox.accept(TRIGGER, [anEvent('waiting')])).toMatchObject({ duplicates: 1 });
	expect(
		(await inbox.jobSourceOf(TRIGGER).poll(10)).jobs.map(
			({ json: { received, ...event } }) => event,
		),
	).toEqual([anEvent('waiting'), anEvent('too')]);
	expect(await engine.track(SCOPE, [aMessage({ eventId: 'first' })])).toEqual(['duplicate']);
	expect(await engine.track(SCOPE, [aMessage({ conversationKey: 'answered' })])).toEqual([
		'alreadyReplied',
	]);
	clock.jump(10 * MINUTE);
	const tokens = (await engine.jobSourceOf(SCOPE).poll(10)).jobs.map(({ token }) => token);
	const gatedOutputs = await engine.passGate(SCOPE, tokens);
	expect(
		gatedOutputs.map((gatedOutput) => [
			gatedOutput?.escalation.conversationKey,
			gatedOutput?.claim.reminderNumber,
		]),
	).toEqual([[KEY, 2]]);
});

test('events that are numbered anew there say nothing of the order in which those before came', async () => {
	const engine = new EscalationEngine(from, 'before');
	await engine.track(SCOPE, [
		aMessage({ conversationKey: 'asks', sequence: 5_000 }),
		aMessage({ conversationKey: 'was answered', sequence: 4_999 }),
		aReply({ conversationKey: 'was answered', sequence: 5_001 }),
	]);
	await moveScope(from, to, SCOPE);
	clock.jump(MINUTE);
	const there = new EscalationEngine(to, 'after');
	// Of the same second: an answer ends the waiting, and a message waits.
	expect(
		await there.track(SCOPE, [
			aReply({ conversationKey: 'asks', sequence: 1 }),
			aMessage({ conversationKey: 'was answered', sequence: 2, writtenAt: T0 + 1 }),
		]),
	).toEqual(['replied', 'opened']);
});

test('a move that was broken off after each batch is done again, and nothing is there twice', async () => {
	await fill(from);
	const before = await contentsOf(from);
	// Postgres has it, and the process dies before it is removed from the file.
	const forgetful: SqliteStore = {
		...from,
		async transaction(work, conversations) {
			return await from.transaction(async (transaction) => {
				const dying = Object.create(transaction, {
					run: {
						value: () => {
							throw new Error('Killed');
						},
					},
				});
				return await work(dying);
			}, conversations);
		},
	};
	for (const scope of [SCOPE, TRIGGER]) {
		await expect(moveScope(forgetful, to, scope)).rejects.toThrow('Killed');
		await moveScope(from, to, scope);
		await moveScope(from, to, scope);
	}
	expect(await contentsOf(to)).toEqual(
		before.filter(({ escalation }) => escalation.scope === SCOPE),
	);
	expect((await new Inbox(to, 'after').jobSourceOf(TRIGGER).poll(10)).jobs).toHaveLength(2);
});

test('a conversation that has opened there meanwhile stays as it is there', async () => {
	await fill(from);
	await new EscalationEngine(to, 'meanwhile').track(SCOPE, [aMessage({ eventId: 'later' })]);
	const [{ escalation }] = await contentsOf(to);
	await moveScope(from, to, SCOPE);
	const open = (await contentsOf(to)).filter(({ escalation: { endedAt } }) => endedAt === null);
	expect(open.map(({ escalation: { id } }) => id)).toEqual([escalation.id]);
});

test('nothing waits for the file within a transaction of Postgres, which would be ended', async () => {
	await fill(from);
	const { transaction } = to;
	let isWriting = false;
	jest.spyOn(to, 'transaction').mockImplementation(
		async (work, conversations) =>
			await transaction.call(
				to,
				async (open) => {
					isWriting = true;
					try {
						return await work(open);
					} finally {
						isWriting = false;
					}
				},
				conversations,
			),
	);
	const watched: SqliteStore = {
		...from,
		async transaction(work, conversations) {
			expect(isWriting).toBe(false);
			return await from.transaction(work, conversations);
		},
	};
	expect(await moveScope(watched, to, SCOPE)).toEqual({ escalations: 2, events: 0 });
	expect(await moveScope(watched, to, TRIGGER)).toEqual({ escalations: 0, events: 2 });
});

test('what was heard of alerts moves', async () => {
	const alert = (id: string, isOver: boolean) => ({
		...anEvent(id),
		kind: isOver ? ('alert.resolved' as const) : ('alert.firing' as const),
		conversation: { key: 'alert', effect: isOver ? ('ends' as const) : ('opens' as const) },
	});
	const words = [alert('firing', false), alert('over', true)];
	expect(await new Inbox(from, 'before').accept(TRIGGER, words)).toMatchObject({ accepted: 2 });
	await moveScope(from, to, TRIGGER);
	const inbox = new Inbox(to, 'after');
	expect(await inbox.accept(TRIGGER, [words[1]])).toMatchObject({ duplicates: 1 });
	expect(await inbox.accept(TRIGGER, [words[0]])).toMatchObject({ accepted: 1 });
});

test('many rows move in batches', async () => {
	const engine = new EscalationEngine(from, 'before');
	const keys = Array.from({ length: 1_201 }, (_, index) => `key ${index}`);
	await engine.track(
		SCOPE,
		keys.map((conversationKey) => aMessage({ conversationKey, eventId: conversationKey })),
	);
	expect(await moveScope(from, to, SCOPE)).toEqual({ escalations: 1_201, events: 0 });
	const found = await new EscalationEngine(to, 'after').find({}, 2_000);
	expect(found.every(({ timeline }) => timeline.length === 1)).toBe(true);
	expect(found).toHaveLength(1_201);
});

test('events that came together move together, and share what they have in common there too', async () => {
	const beside = { receiver: 'x'.repeat(10_000) };
	const events = Array.from({ length: 1_201 }, (_, n) => ({
		...anEvent(`${n}`),
		raw: { ...beside, alerts: [{ n }] },
	}));
	await new Inbox(from, 'before').accept(TRIGGER, events);
	const size = await new Inbox(from, 'before').sizeOf(TRIGGER);
	expect(await moveScope(from, to, TRIGGER)).toEqual({ escalations: 0, events: 1_201 });
	expect(await new Inbox(from, 'after').sizeOf(TRIGGER)).toEqual({ events: 0, bytes: 0 });
	const inbox = new Inbox(to, 'after');
	expect(await inbox.sizeOf(TRIGGER)).toEqual(size);
	const jobSource = inbox.jobSourceOf(TRIGGER);
	const moved: unknown[] = [];
	for (;;) {
		const { jobs } = await jobSource.poll(500);
		if (jobs.length === 0) break;
		moved.push(...jobs.map(({ json: { received, ...event } }) => event));
		await jobSource.settle(jobs.map(({ token }) => ({ token, result: 'sent' })));
	}
	expect(moved).toEqual(events);
	expect(await inbox.sizeOf(TRIGGER)).toEqual({ events: 0, bytes: 0 });
});

test('a node that stays is not said to be served by the n8n that has moved', async () => {
	const before = new Links(from);
	for (const scope of [SCOPE, 'another:node']) {
		await before.keepAddress(scope, `https://n8n.example/${scope}`);
	}
	await moveScope(from, to, SCOPE);
	const after = new Links(to);
	expect(await after.servingNode(SCOPE)).toBeUndefined();
	await after.keepAddress(SCOPE, 'https://n8n.example/moved');
	expect(await after.servingNode('asking:node')).toBe(SCOPE);
});

test('what a store is named by stays with it', async () => {
	const [before, other] = [await storeIdOf(from), await storeIdOf(to)];
	await fill(from);
	await moveScope(from, to, SCOPE);
	expect(other).not.toBe(before);
	expect([await storeIdOf(from), await storeIdOf(to)]).toEqual([before, other]);
});

test('a store that was never named is not named by a move', async () => {
	const before = await storeIdOf(from);
	await fill(from);
	await moveScope(from, to, SCOPE);
	expect(await storeIdOf(to)).not.toBe(before);
});

test('rosters come along, with their overrides and calendars; one that is there already stays', async () => {
	const calendar = { address: 'https://example.com/duty.ics', timeZone: 'UTC' };
	const roster = {
		people: [person('Li'), person('Han')],
		layers: [layer('primary', shift(['Li'])), { ...layer('manager'), calendar }],
	};
	const [before, after] = [new Rosters(from), new Rosters(to)];
	await before.save('Support', roster, 'Ann');
	await before.save('Sales', roster, 'Ann');
	const standsIn = { layer: 'primary', person: 'Han', replaces: null, from: T0, to: T0 + MINUTE };
	await before.override('Support', standsIn, 'Ann');
	const events = [{ from: T0, to: T0 + MINUTE, title: 'Han', attendees: [] }];
	await before.keepCalendar('Support', calendar, { readAt: T0, events });
	await after.save('Sales', { people: [], layers: [] }, 'Bob');
	await moveScope(from, to, SCOPE);
	expect(await after.find('Support')).toEqual(await before.find('Support'));
	expect((await after.find('Support'))!.calendars.get(calendarKey(calendar))?.events).toEqual(
		events,
	);
	expect((await after.find('Sales'))!.roster).toMatchObject({
		people: [],
		timeline: [{ by: 'Bob' }],
	});
});

test('what was removed there since does not come back with the next node; what is new comes along', async () => {
	const [before, after] = [new Rosters(from), new Rosters(to)];
	const roster = { people: [person('Li')], layers: [layer('primary', shift(['Li']))] };
	await before.save('Support', roster, 'Ann');
	const muting = new EscalationEngine(from, 'before');
	const filter = {
		...{ projects: ['*'], agents: [], kinds: [], conversationKeys: [] },
		workflowId: null,
	};
	const wanted = {
		filter,
		from: T0,
		until: null,
		weekly: null,
		calendar: null,
		by: null,
		reason: null,
	};
	const { mute } = await muting.mute(wanted);
	await moveScope(from, to, SCOPE);
	const engine = new EscalationEngine(to, 'after');
	expect((await engine.mutes()).map((record) => record.mute.id)).toEqual([mute.id]);
	await engine.unmute(mute.id);
	await after.delete('Support');
	await before.save('Sales', roster, 'Ann');
	for (const scope of ['another:node', SCOPE]) await moveScope(from, to, scope);
	expect(await engine.mutes()).toEqual([]);
	expect((await after.all()).map((known) => known.roster.name)).toEqual(['Sales']);
	const other = openSqliteStore(':memory:', clock);
	await new Rosters(other).save('Support', roster, 'Ann');
	await moveScope(other, to, SCOPE);
	await other.close();
	expect((await after.all()).map((known) => known.roster.name)).toEqual(['Sales', 'Support']);
});
