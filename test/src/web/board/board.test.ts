import { boardOf } from '../../../../src/web/board/board';
import type { BoardFilter } from '../../../../src/web/board/filter';
import type { BoardLink } from '../../../../src/web/board/token';
import { changeFromBoard } from '../../../../src/web/board/changeFromBoard';
import { createRuntime, type Runtime } from '../../../../src/runtime/runtime';
import { openSqliteStore } from '../../../../src/store/sqlite/store';
import type { Store } from '../../../../src/store/store';
import { CHINA, keepCalendar } from '../../../../src/time/calendar/calendars';
import { chinaCalendar } from '../../../../src/time/calendar/chinaCalendar';
import { DAY, HOUR, MINUTE } from '../../../../src/time/duration';
import {
	aComing,
	aMessage,
	aPolicy,
	aReply,
	officeHours,
	SCOPE,
	T0,
} from '../../../support/model/escalations.mts';
import { FakeClock } from '../../../support/time/fakeClock.mts';

const OTHER = 'other:node';
const link: BoardLink = {
	mayChange: true,
	workflowId: undefined,
	expiresAt: T0,
	generation: '0',
};

let clock: FakeClock;
let store: Store;
let runtime: Runtime;

beforeEach(() => {
	clock = new FakeClock(T0);
	store = openSqliteStore(':memory:', clock);
	runtime = createRuntime(store);
});
afterEach(async () => await store.close());

async function message(key: string, event: Record<string, unknown> = {}, scope = SCOPE) {
	const arrival = aMessage({ conversationKey: key, writtenAt: clock.now(), event });
	await runtime.engine.track(scope, [arrival]);
}

/** Hands out what is due, as executions that succeed. */
async function reminder(): Promise<void> {
	const jobSource = runtime.engine.jobSourceOf(SCOPE);
	const tokens = (await jobSource.poll(100)).jobs.map(({ token }) => token);
	await runtime.engine.passGate(SCOPE, tokens);
	await jobSource.settle(tokens.map((token) => ({ token, result: 'sent' })));
}

const show = async (changes: Partial<BoardLink> = {}, filter?: BoardFilter) =>
	await boardOf(runtime, { ...link, ...changes }, filter);
const namesOf = ({ waiting }: { waiting: Array<{ who: string }> }) => waiting.map(({ who }) => who);

describe('who waits', () => {
	test('a text that is cut says so, and does not end within a character', async () => {
		await message('a', { text: 'a'.repeat(298) + '👩‍👩‍👧'.repeat(50) });
		const [{ text }] = (await show()).waiting;
		expect(text).toBe(`${'a'.repeat(298)}…`);
	});

	test('the longest first, with what is to come', async () => {
		runtime.onWake(SCOPE, () => undefined);
		await message('a', {
			visitor: { name: 'Ann' },
			project: { name: 'shop' },
			text: 'Hello?',
			url: 'https://chat.example.com/a',
		});
		clock.jump(MINUTE);
		await message('b', { url: 'javascript:alert(1)', visitor: 'nobody', text: 7 });
		clock.jump(5 * MINUTE);
		await reminder();
		const change = { action: 'acknowledge', milliseconds: HOUR, actor: 'Li Lei' } as const;
		await runtime.engine.change('b', change);

		expect((await show()).waiting).toEqual([
			{
				id: expect.any(String),
				who: 'Ann',
				project: 'shop',
				text: 'Hello?',
				url: 'https://chat.example.com/a',
				since: T0,
				reminderCount: 1,
				maximum: 4,
				nextAt: T0 + 16 * MINUTE,
				isEnd: false,
				isAtOpening: false,
				targets: [],
				mutedUntil: null,
				hold: null,
				isPublished: true,
				trouble: null,
			},
			{
				id: expect.any(String),
				who: 'b',
				project: null,
				text: null,
				url: null,
				since: T0 + MINUTE,
				reminderCount: 1,
				maximum: 4,
				nextAt: T0 + 66 * MINUTE,
				isEnd: false,
				isAtOpening: false,
				targets: [],
				mutedUntil: null,
				hold: { kind: 'acknowledged', by: 'Li Lei', until: T0 + 66 * MINUTE },
				isPublished: true,
				trouble: null,
			},
		]);
	});

	test('with the target, which is no reminder', async () => {
		const targets = { within: { firstReply: 4 * MINUTE }, warnAt: 0.5 };
		await runtime.engine.track(SCOPE, [aMessage({ policy: aPolicy({ targets }) })]);
		const row = async () => (await show()).waiting[0];
		const told = { kind: 'firstReply', dueAt: T0 + 4 * MINUTE, state: 'running' };
		expect(await row()).toMatchObject({ targets: [told], nextAt: T0 + 5 * MINUTE });
		clock.jump(2 * MINUTE);
		expect((await row()).targets).toEqual([{ ...told, state: 'warning' }]);
		clock.jump(2 * MINUTE);
		expect((await row()).targets).toEqual([{ ...told, state: 'breached' }]);
	});

	test('of which no reminder follows the last one, and when it ends', async () => {
		const track = async (key: string, changes: Parameters<typeof aPolicy>[0]) =>
			await runtime.engine.track(SCOPE, [
				aMessage({ conversationKey: key, policy: aPolicy(changes) }),
			]);
		await track('last', { maximumReminders: 1 });
		await track('time', { giveUpAfter: 12 * MINUTE });
		await track('silent', { endWhenSilentFor: 12 * MINUTE });
		const rows = async () =>
			(await show()).waiting.map(({ who, nextAt, isEnd }) => [who, nextAt! - T0, isEnd]).sort();
		expect(await rows()).toEqual([
			['last', 5 * MINUTE, false],
			['silent', 5 * MINUTE, false],
			['time', 5 * MINUTE, false],
		]);
		clock.jump(5 * MINUTE);
		await reminder();
		expect(await rows()).toEqual([
			['last', 15 * MINUTE, true],
			['silent', 12 * MINUTE, true],
			['time', 12 * MINUTE, true],
		]);
	});

	test('of which no reminders go out, since their workflow is not published', async () => {
		runtime.onWake(SCOPE, () => undefined);
		await message('a');
		await message('b', {}, OTHER);
		const published = ({ waiting }: Awaited<ReturnType<typeof show>>) =>
			waiting.map(({ isPublished }) => isPublished);
		expect(published(await show())).toEqual([true, false]);
	});

	test('the same where clocks run in other processes: what n8n said last of the node counts', async () => {
		await message('a');
		await message('b', {}, OTHER);
		const shared = { ...store, others: { wake: () => undefined, onWake: () => undefined } };
		const elsewhere = createRuntime(Object.setPrototypeOf(shared, store) as unknown as Store);
		const published = async () =>
			(await boardOf(elsewhere, link)).waiting.map(({ isPublished }) => isPublished);
		expect(await published()).toEqual([true, true]);
		for (const scope of [SCOPE, OTHER]) {
			await runtime.links.keepAddress(scope, 'https://n8n.example.com/webhook/a/page');
		}
		// As archiving does; unarchived, it stays so.
		await runtime.links.leaveAddress(OTHER);
		expect(await published()).toEqual([true, false]);
		await runtime.links.keepAddress(OTHER, 'https://n8n.example.com/webhook/a/page');
		expect(await published()).toEqual([true, true]);
	});

	test('why reminders cannot be sent, as the platform or n8n says it', async () => {
		const jobSource = runtime.engine.jobSourceOf(SCOPE);
		await message('a');
		clock.jump(5 * MINUTE);
		for (let attempt = 0; attempt < 20; attempt += 1) {
			const outcomes = (await jobSource.poll(1)).jobs.map(({ token }) => ({ token }));
			await jobSource.settle(
				outcomes.map((one) => ({ ...one, result: 'failed', reason: 'The robot was removed' })),
			);
			clock.jump(6 * MINUTE);
		}
		expect((await show()).waiting).toMatchObject([{ trouble: 'The robot was removed' }]);
		const clocks = { scope: SCOPE, standstill: 'n8n does not run it', moveTo: () => undefined };
		runtime.clocks.add(clocks);
		expect((await show()).waiting).toMatchObject([{ trouble: 'n8n does not run it' }]);
	});

	test('in one workflow only, where the link says so', async () => {
		await message('a');
		await message('b', {}, OTHER);
		expect(namesOf(await show()).toSorted()).toEqual(['a', 'b']);
		expect(namesOf(await show({ workflowId: 'other' }))).toEqual(['b']);
	});

	test('many are cut off, never those who wait longest, and it says so', async () => {
		const keys = Array.from({ length: 301 }, (_, n) => `${n}`);
		for (const key of keys) {
			await message(key);
			clock.jump(1);
		}
		const board = await show();
		expect(namesOf(board)).toEqual(keys.slice(0, 300));
		expect(board.isCutOff).toBe(true);
	});
});

describe('a filter', () => {
	const shop = { project: { name: 'shop' }, agent: { id: '7', name: 'Li Lei' } };
	const bank = { project: { name: 'bank' }, agent: { id: '8' } };

	test.each<[BoardFilter, string[]]>([
		[{ project: null, agent: null }, ['a', 'b', 'c']],
		[{ project: 'shop', agent: null }, ['a']],
		[{ project: null, agent: '8' }, ['b']],
		[{ project: 'shop', agent: '8' }, []],
		[{ project: 'constructor', agent: null }, []],
	])('%j lets pass who is meant, of what waits, ended and is expected', async (filter, names) => {
		for (const [key, event] of Object.entries({ a: shop, b: bank, c: {} })) {
			await message(`ended ${key}`, event);
			await runtime.engine.change(`ended ${key}`, { action: 'markReplied', actor: null });
			await message(key, event);
			const arrival = aComing({ conversationKey: `expected ${key}`, event });
			await runtime.engine.track(SCOPE, [arrival]);
		}
		const board = await show({}, filter);
		expect(namesOf(board)).toEqual(names);
		const others = (rows: Array<{ who: string }>) => rows.map(({ who }) => who).toSorted();
		expect(others(board.ended)).toEqual(names.map((name) => `ended ${name}`));
		expect(others(board.expected)).toEqual(names.map((name) => `expected ${name}`));
		expect(board.choices).toEqual({
			projects: ['bank', 'shop'],
			agents: ['8', 'Li Lei'],
			left: { project: 0, agent: 0 },
		});
	});

	test('finds who waits behind many others, of the thousand that wait longest, and says so', async () => {
		const arrivals = Array.from({ length: 1_001 }, (_, n) =>
			aMessage({ conversationKey: `${n}`, event: n === 999 ? shop : bank }),
		);
		for (const [n, arrival] of arrivals.entries()) {
			if (n > 998) clock.jump(1);
			if (n <= 998 && n % 333 === 0) {
				await runtime.engine.track(SCOPE, arrivals.slice(n, Math.min(n + 333, 999)));
			} else if (n > 998) await runtime.engine.track(SCOPE, [arrival]);
		}
		const { waiting, isCutOff } = await show({}, { project: 'shop', agent: null });
		expect(waiting).toMatchObject([{ who: '999' }]);
		expect(isCutOff).toBe(true);
	});

	test('is of names as the board shows them', async () => {
		await message('a', { project: { name: 'sh\u202eop' } });
		const { choices } = await show();
		expect(choices.projects).toEqual(['shop']);
		expect(namesOf(await show({}, { project: 'shop', agent: null }))).toEqual(['a']);
	});
});

test('each conversation has the link to where it is, also when it has ended', async () => {
	const url = 'https://chat.example.com/a';
	await message('a', { url });
	await message('b', { url: 'javascript:alert(1)' });
	await runtime.engine.track(SCOPE, [aComing({ event: { url } })]);
	expect((await show()).waiting.map((row) => row.url)).toEqual([url, null]);
	expect((await show()).expected.map((row) => row.url)).toEqual([url]);
	clock.jump(1);
	await runtime.engine.change('a', { action: 'markReplied', actor: null });
	clock.jump(1);
	await runtime.engine.change('b', { action: 'markReplied', actor: null });
	expect((await show()).ended.map((row) => row.url)).toEqual([null, url]);
});

describe('what was', () => {
	test('the last that ended come first, with how long they took', async () => {
		await message('a');
		await message('b');
		clock.jump(3 * MINUTE);
		await runtime.engine.track(SCOPE, [
			aReply({ conversationKey: 'a', repliedAt: clock.now(), actor: 'Li Lei' }),
		]);
		clock.jump(MINUTE);
		await runtime.engine.change('b', { action: 'cancel', actor: null });
		expect((await show()).ended).toMatchObject([
			{ who: 'b', state: 'cancelled', by: null, waited: 4 * MINUTE },
			{ who: 'a', state: 'replied', by: 'Li Lei', waited: 3 * MINUTE },
		]);
	});

	test('a source that fell silent is told from a reply', async () => {
		const policy = aPolicy({ endWhenSilentFor: 2 * MINUTE });
		const arrival = aMessage({ conversationKey: 'a', writtenAt: clock.now(), policy });
		await runtime.engine.track(SCOPE, [arrival]);
		clock.jump(10 * MINUTE);
		await reminder();
		expect((await show()).ended).toMatchObject([{ state: 'replied', isSilence: true, by: null }]);
		clock.jump(MINUTE);
		await message('b');
		await runtime.engine.change('b', { action: 'markReplied', actor: null });
		expect((await show()).ended).toMatchObject([{ isSilence: false }, { isSilence: true }]);
	});

	test('what has ended and is to be resolved says until when', async () => {
		const targets = { within: { firstReply: MINUTE, resolution: HOUR }, warnAt: 0.5 };
		await runtime.engine.track(SCOPE, [aMessage({ policy: aPolicy({ targets }) })]);
		await runtime.engine.track(SCOPE, [aReply()]);
		const left = { kind: 'resolution', dueAt: T0 + HOUR };
		expect((await show()).ended[0].targets).toEqual([{ ...left, state: 'running' }]);
		clock.jump(HOUR);
		expect((await show()).ended[0].targets).toEqual([{ ...left, state: 'breached' }]);
		await runtime.engine.track(SCOPE, [aReply({ repliedAt: clock.now(), isResolution: true })]);
		expect((await show()).ended[0].targets).toEqual([]);
	});

	test('what ended last is there, however long ago it began', async () => {
		await message('first');
		for (let n = 0; n < 15; n += 1) {
			clock.jump(MINUTE);
			await message(`${n}`);
			await runtime.engine.change(`${n}`, { action: 'markReplied', actor: null });
		}
		clock.jump(MINUTE);
		await runtime.engine.change('first', { action: 'markReplied', actor: null });
		const { ended } = await show();
		expect(ended).toHaveLength(15);
		expect(ended[0].who).toBe('first');
	});

	test('reminders of each of the last 24 hours', async () => {
		await message('a');
		await message('b');
		for (const minutes of [5, 10, 50]) {
			clock.jump(minutes * MINUTE);
			await reminder();
		}
		const { reminders } = await show();
		expect(reminders).toHaveLength(24);
		expect(reminders.slice(-3)).toEqual([
			{ hour: T0 - HOUR, count: 0 },
			{ hour: T0, count: 4 },
			{ hour: T0 + HOUR, count: 2 },
		]);
		expect((await show({ workflowId: 'other' })).reminders.every(({ count }) => count === 0)).toBe(
			true,
		);
	});
});

describe('what somebody presses', () => {
	const idOf = async (key: string) => {
		const { waiting } = await show();
		return waiting.find(({ who }) => who === key)!.id;
	};

	test.each([
		['acknowledge', 'acknowledged'],
		['snooze', 'snoozed'],
		['markReplied', 'replied'],
		['cancel', 'cancelled'],
	])('%s holds, and says who it was', async (action, state) => {
		await message('a');
		const id = await idOf('a');
		expect(await changeFromBoard(runtime, link, { id, action, name: ' Li Lei ' })).toBe('done');
		const { escalation, timeline } = (await runtime.engine.find({}, 1))[0];
		expect(escalation.state).toBe(state);
		expect(timeline.at(-1)).toMatchObject({ what: state, actor: 'Li Lei' });
	});

	test.each([
		['by a link for looking only', { mayChange: false }, {}, 'notAllowed'],
		['at a conversation that the board does not show', { workflowId: 'other' }, {}, 'over'],
		['at one that is not known', {}, { id: 'x' }, 'over'],
		['that is no action', {}, { action: 'delete' }, 'invalid'],
		['without a conversation', {}, { id: ['a'] }, 'invalid'],
	] as const)('%s changes nothing', async (_what, link_, given, result) => {
		await message('a');
		const request = { id: await idOf('a'), action: 'cancel', name: 'x', ...given };
		expect(await changeFromBoard(runtime, { ...link, ...link_ }, request)).toBe(result);
		expect(namesOf(await show())).toEqual(['a']);
	});

	test('mutes the project of a conversation, and lifts it', async () => {
		const project = { name: 'shop' };
		await message('a', { project });
		await message('b', { project });
		await message('c', { project: { name: 'another' } });
		const given = { id: await idOf('a'), action: 'muteProject', name: 'Ann' };
		expect(await changeFromBoard(runtime, link, given)).toBe('done');
		const muted = await show();
		const until = T0 + 2 * HOUR;
		expect(muted.waiting.map(({ mutedUntil }) => mutedUntil)).toEqual([until, until, null]);
		expect(muted.mutes).toEqual([
			{
				...{ id: expect.any(String), what: 'shop', until, by: 'Ann', reason: null },
				...{ nextAt: null, calendar: null },
			},
		]);
		const [{ id }] = muted.mutes;
		expect(await changeFromBoard(runtime, link, { id, action: 'unmute' })).toBe('done');
		expect(await changeFromBoard(runtime, link, { id, action: 'unmute' })).toBe('over');
		expect((await show()).mutes).toEqual([]);
	});

	test('mutes on the board of one workflow what that tracks, and lifts nothing else', async () => {
		const [workflowId] = SCOPE.split(':');
		const ofOne = { ...link, workflowId };
		const project = { name: 'shop' };
		await message('a', { project });
		await message('b', { project }, OTHER);
		const mute = { id: await idOf('a'), action: 'muteProject' };
		expect(await changeFromBoard(runtime, ofOne, mute)).toBe('done');
		const { waiting } = await show();
		expect(waiting.map(({ mutedUntil }) => mutedUntil !== null)).toEqual([true, false]);
		expect((await show({ workflowId: 'other' })).mutes).toEqual([]);
		const all = { ...mute, id: await idOf('b') };
		expect(await changeFromBoard(runtime, link, all)).toBe('done');
		const [{ id }] = (await show({ workflowId: 'other' })).mutes;
		expect(await changeFromBoard(runtime, ofOne, { id, action: 'unmute' })).toBe('notAllowed');
	});

	test('a mute by a calendar is there also in between, with when it holds and how old that is', async () => {
		const filter = { projects: ['shop'], agents: [], kinds: [], conversationKeys: [] };
		const address = 'https://example.com/private-8f3k2m9x/maintenance.ics';
		const event = { from: T0 + HOUR, to: T0 + 2 * HOUR, title: 'Patching', attendees: [] };
		await runtime.engine.mute(
			{
				filter: { ...filter, workflowId: null },
				...{ from: T0, until: null, weekly: null, by: null, reason: 'Maintenance' },
				calendar: { address, timeZone: 'UTC', titles: [] },
			},
			{ readAt: T0, events: [event] },
		);
		const shown = await show();
		expect(shown.mutes).toMatchObject([
			{ until: null, nextAt: T0 + HOUR, calendar: { readAt: T0, problem: null } },
		]);
		expect(JSON.stringify(shown)).not.toContain('8f3k2m9x');
		clock.jump(HOUR);
		expect((await show()).mutes).toMatchObject([{ until: T0 + 2 * HOUR, nextAt: null }]);
	});

	test('mutes nothing where no project is known', async () => {
		await message('a');
		const mute = { id: await idOf('a'), action: 'muteProject' };
		expect(await changeFromBoard(runtime, link, mute)).toBe('over');
	});

	test('after somebody answered it is over', async () => {
		await message('a');
		const id = await idOf('a');
		await runtime.engine.change('a', { action: 'markReplied', actor: null });
		expect(await changeFromBoard(runtime, link, { id, action: 'cancel' })).toBe('over');
	});
});

test('the years that a calendar does not cover, where somebody is reminded by it', async () => {
	const next = chinaCalendar.lastYear + 1;
	const activeHours = officeHours({ timeZone: 'Asia/Shanghai', calendar: CHINA });
	await message('a');
	expect((await show()).uncoveredYears).toEqual([]);
	clock.set(Date.parse(`${next - 1}-11-02T00:00:00+08:00`) - clock.now());
	expect((await show()).uncoveredYears).toEqual([]);
	const policy = aPolicy({ activeHours });
	for (const conversationKey of ['b', 'c']) {
		await runtime.engine.track(SCOPE, [aMessage({ conversationKey, policy })]);
	}
	expect((await show()).uncoveredYears).toEqual([next]);
});

test('a calendar that was not read for days, where somebody is reminded by it', async () => {
	const policyOf = (calendar: string) => aPolicy({ activeHours: officeHours({ calendar }) });
	const read = (name: string, readAt: number) =>
		keepCalendar(name, { readAt, daysOff: ['2026-12-25'], workingDays: [] });
	read('fresh', T0);
	read('old', T0 - DAY);
	for (const calendar of ['fresh', 'old', 'unknown']) {
		const policy = policyOf(calendar);
		await runtime.engine.track(SCOPE, [aMessage({ conversationKey: calendar, policy })]);
	}
	expect((await show()).unreadSince).toEqual([null]);
	clock.set(2 * DAY);
	expect((await show()).unreadSince).toEqual(expect.arrayContaining([T0 - DAY, null]));
	expect((await show()).unreadSince).toHaveLength(2);
});

test('whether active hours begin when the next reminder is due', async () => {
	// T0 is a Monday, nine o'clock.
	const activeHours = officeHours({ timeZone: 'UTC' });
	const policy = aPolicy({ activeHours, firstReminderAfter: 10 * HOUR });
	await runtime.engine.track(SCOPE, [aMessage({ conversationKey: 'a', policy })]);
	const [row] = (await show()).waiting;
	expect(row).toMatchObject({ nextAt: T0 + DAY, isAtOpening: true });
});

describe('what is expected', () => {
	const come = async (key: string, event: Record<string, unknown>, scope = SCOPE) =>
		await runtime.engine.track(scope, [aComing({ conversationKey: key, event })]);

	test('is shown by itself, the next first, by its name and not by who is in it', async () => {
		runtime.onWake(SCOPE, () => undefined);
		await come('b', { title: 'Backup', visitor: { name: 'Ann' }, project: { name: 'db1' } });
		clock.jump(HOUR);
		await come('p', {});
		const { waiting, expected, isExpectedCutOff } = await show();
		expect(waiting).toEqual([]);
		expect(isExpectedCutOff).toBe(false);
		expect(expected.map(({ id, ...row }) => row)).toEqual([
			{
				who: 'Backup',
				project: 'db1',
				url: null,
				expectedAt: T0 + DAY,
				missingAt: T0 + DAY + HOUR,
				lastSeenAt: T0,
				period: DAY,
				notListeningAt: null,
				isPublished: true,
			},
			expect.objectContaining({ who: 'p', project: null, lastSeenAt: T0 + HOUR }),
		]);
	});

	test('of another workflow is not on a board of one', async () => {
		await come('b', {}, OTHER);
		expect((await show({ workflowId: 'workflow' })).expected).toEqual([]);
		expect((await show({ workflowId: 'other' })).expected).toHaveLength(1);
	});

	test('that was passed over has the moment, and what is missing waits since it was expected', async () => {
		await come('b', { title: 'Backup' });
		clock.jump(DAY + HOUR);
		// It begins to listen now.
		await runtime.engine.jobSourceOf(SCOPE).poll(100, clock.now());
		expect((await show()).expected).toMatchObject([{ notListeningAt: T0 + DAY }]);
		clock.jump(DAY);
		await runtime.engine.jobSourceOf(SCOPE).poll(100, clock.now());
		expect(await show()).toMatchObject({
			expected: [],
			waiting: [{ who: 'Backup', since: T0 + 2 * DAY }],
		});
	});
});
