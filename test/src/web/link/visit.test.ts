import type { LinkSettings } from '../../../../src/web/links';
import type { ReminderLinks } from '../../../../src/escalation/items/links';
import { visit, type Visit, type VisitOutcome } from '../../../../src/web/link/visit';
import { actorFrom } from '../../../../src/web/actor';
import { createRuntime, type Runtime } from '../../../../src/runtime/runtime';
import { openSqliteStore } from '../../../../src/store/sqlite/store';
import type { Store } from '../../../../src/store/store';
import { DAY, HOUR, MINUTE, SECOND } from '../../../../src/time/duration';
import { aMessage, aReply, KEY, SCOPE, T0 } from '../../../support/model/escalations.mts';
import type { Refusal } from '../../../../src/web/signature';
import { FakeClock } from '../../../support/time/fakeClock.mts';

const OTHER = 'another workflow:node';
const ADDRESS = 'https://n8n.example.com/webhook/a/page';
const SETTINGS: LinkSettings = {
	when: 'auto',
	acknowledgeMinutes: 20,
	snoozeMinutes: 45,
	muteMinutes: 0,
	validFor: 3 * DAY,
};

let clock: FakeClock;
let store: Store;
let runtime: Runtime;
let id: string;

beforeEach(async () => {
	clock = new FakeClock(T0);
	store = openSqliteStore(':memory:', clock);
	runtime = createRuntime(store);
	await runtime.links.keepAddress(SCOPE, ADDRESS);
	for (const scope of [SCOPE, OTHER]) await runtime.engine.track(scope, [aMessage()]);
	id = (await stateOf(SCOPE)).id;
});
afterEach(async () => await store.close());

async function stateOf(scope: string) {
	const records = await runtime.engine.find({ conversationKey: KEY }, 10);
	return records.map(({ escalation }) => escalation).find((each) => each.scope === scope)!;
}

async function linksOf(settings: Partial<LinkSettings> = {}): Promise<ReminderLinks | undefined> {
	const writer = await runtime.links.writer(SCOPE, { ...SETTINGS, ...settings });
	return writer?.(id, true);
}

async function tokenOf(action: 'acknowledge' | 'snooze' | 'markReplied'): Promise<string> {
	return new URL((await linksOf())![action]).searchParams.get('t')!;
}

/** What the page of a node does. */
async function open(
	token: string,
	changes: Partial<Visit> = {},
	{ at = runtime, scope = SCOPE } = {},
): Promise<VisitOutcome | { kind: Refusal }> {
	const reading = await at.links.read(scope, token);
	if (!reading.ok) return { kind: reading.reason };
	return await visit(at, scope, {
		link: reading.link,
		isConfirmed: false,
		actor: null,
		...changes,
	});
}
const press = async (token: string, actor: string | null = 'Li Lei') =>
	await open(token, { isConfirmed: true, actor });

describe('the links of a reminder', () => {
	test('lead to the page of the node, and say how long they hold', async () => {
		expect(await linksOf()).toEqual({
			acknowledge: expect.stringMatching(/^https:\/\/n8n\.example\.com\/webhook\/a\/page\?t=/),
			acknowledgeMinutes: 20,
			snooze: expect.stringContaining(`${ADDRESS}?t=snooze.45.`),
			snoozeMinutes: 45,
			markReplied: expect.stringContaining(`${ADDRESS}?t=markReplied.0.`),
			expiresAt: '2026-01-08T09:00:00.000Z',
		});
	});

	test.each([
		['never', ADDRESS, false],
		['auto', ADDRESS, true],
		['auto', 'http://localhost:5678/webhook/a/page', false],
		['always', 'http://localhost:5678/webhook/a/page', true],
	] as const)('%s, at %s: %s', async (when, address, expected) => {
		await runtime.links.keepAddress(SCOPE, address);
		expect((await linksOf({ when })) !== undefined).toBe(expected);
	});

	test('are none for a node that was never published', async () => {
		expect(await runtime.links.writer(OTHER, { ...SETTINGS, when: 'always' })).toBeUndefined();
	});

	test('are read by every process that shares the store', async () => {
		const token = await tokenOf('acknowledge');
		expect(await open(token, {}, { at: createRuntime(store) })).toMatchObject({ kind: 'ready' });
	});
});

describe('the link that mutes a project', () => {
	const muteMinutes = 120;
	const tokenIn = (url = '') => new URL(url).searchParams.get('t')!;

	beforeEach(async () => {
		for (const [scope, name] of [
			[SCOPE, 'shop'],
			[OTHER, 'shop'],
			[SCOPE, 'bank'],
		]) {
			const conversationKey = `${scope} ${name}`;
			const event = { project: { name } };
			await runtime.engine.track(scope, [aMessage({ conversationKey, event })]);
		}
		const [{ escalation }] = await runtime.engine.find({ conversationKey: `${SCOPE} shop` }, 1);
		id = escalation.id;
	});

	const mutedKeys = async () =>
		(await runtime.engine.find({}, 10)).flatMap(({ escalation, mutedUntil }) =>
			mutedUntil === null ? [] : [escalation.conversationKey],
		);

	test('is there where it is wanted, and there is a project', async () => {
		expect(await linksOf()).not.toHaveProperty('muteProject');
		expect(await linksOf({ muteMinutes })).toMatchObject({
			muteProject: expect.stringContaining('?t=muteProject.120.'),
			muteMinutes,
		});
		const writer = await runtime.links.writer(SCOPE, { ...SETTINGS, muteMinutes });
		expect(writer!(id, false)).not.toHaveProperty('muteProject');
	});

	test('mutes the project in its own workflow, once', async () => {
		const token = tokenIn((await linksOf({ muteMinutes }))!.muteProject);
		expect(await open(token)).toMatchObject({ kind: 'ready' });
		expect(await mutedKeys()).toEqual([]);
		const until = T0 + 2 * HOUR;
		expect(await press(token)).toMatchObject({ kind: 'done', mutedUntil: until });
		clock.jump(5 * SECOND);
		expect(await press(token)).toMatchObject({ kind: 'done', mutedUntil: until });
		expect(await mutedKeys()).toEqual([`${SCOPE} shop`]);
		expect(await runtime.engine.mutes()).toMatchObject([{ mute: { by: 'Li Lei' } }]);
		const looking = await tokenOf('acknowledge');
		expect(await open(looking)).toMatchObject({ kind: 'ready', mutedUntil: until });
	});

	test('mutes a project by its name alone, also where that would be a pattern', async () => {
		const conversationKey = `${SCOPE} all`;
		const event = { project: { name: '*' } };
		await runtime.engine.track(SCOPE, [aMessage({ conversationKey, event })]);
		const [{ escalation }] = await runtime.engine.find({ conversationKey }, 1);
		id = escalation.id;
		const token = tokenIn((await linksOf({ muteMinutes }))!.muteProject);
		expect(await press(token)).toMatchObject({ kind: 'done' });
		expect(await press(token)).toMatchObject({ kind: 'done' });
		expect(await mutedKeys()).toEqual([conversationKey]);
		expect(await runtime.engine.mutes()).toHaveLength(1);
	});

	test('mutes all of the project, also where its own conversation is muted for another reason', async () => {
		const conversationKey = `${SCOPE} another of the shop`;
		await runtime.engine.track(SCOPE, [
			aMessage({ conversationKey, event: { project: { name: 'shop' } } }),
		]);
		const by = { agents: [], kinds: [], conversationKeys: [`${SCOPE} shop`] };
		await runtime.engine.mute({
			filter: { ...by, projects: [], workflowId: null },
			...{ from: T0, until: T0 + 24 * HOUR, weekly: null, calendar: null, by: null, reason: null },
		});
		const token = tokenIn((await linksOf({ muteMinutes }))!.muteProject);
		expect(await press(token)).toMatchObject({ kind: 'done', mutedUntil: T0 + 2 * HOUR });
		expect((await mutedKeys()).toSorted()).toEqual([conversationKey, `${SCOPE} shop`]);
	});
});

describe('looking at a link', () => {
	test.each(['acknowledge', 'snooze', 'markReplied'] as const)(
		'%s: shows what waits, and changes nothing',
		async (action) => {
			const before = await runtime.engine.find({}, 10);
			expect(await open(await tokenOf(action), { actor: 'Li Lei' })).toMatchObject({
				kind: 'ready',
				link: { action },
				escalation: { id },
			});
			expect(await runtime.engine.find({}, 10)).toEqual(before);
		},
	);

	test('of another node says that it is not valid', async () => {
		const token = await tokenOf('acknowledge');
		expect(await open(token, { isConfirmed: true }, { scope: OTHER })).toEqual({ kind: 'invalid' });
	});
});

describe('pressing its button', () => {
	test.each([
		['acknowledge', 'acknowledged', 20],
		['snooze', 'snoozed', 45],
	] as const)('%s holds the reminders in every workflow', async (action, kind, minutes) => {
		clock.jump(MINUTE);
		const woken: string[] = [];
		for (const scope of [SCOPE, OTHER]) runtime.onWake(scope, () => woken.push(scope));
		const until = T0 + MINUTE + minutes * MINUTE;
		const hold = { kind, by: 'Li Lei', at: T0 + MINUTE, until };
		expect(await press(await tokenOf(action))).toMatchObject({
			kind: 'done',
			escalation: { state: kind, lastHold: hold, heldUntil: until },
		});
		expect(await stateOf(OTHER)).toMatchObject({ state: kind, lastHold: hold });
		expect(woken.toSorted()).toEqual([OTHER, SCOPE].toSorted());
	});

	test('"Replied" ends the reminders in every workflow', async () => {
		expect(await press(await tokenOf('markReplied'))).toMatchObject({
			kind: 'done',
			escalation: { state: 'replied', endedBy: 'Li Lei', endedBecause: 'markedReplied' },
		});
		expect(await stateOf(OTHER)).toMatchObject({ state: 'replied' });
	});

	test('twice at once is once', async () => {
		const token = await tokenOf('acknowledge');
		await press(token);
		clock.jump(5 * SECOND);
		expect(await press(token, 'Han Meimei')).toMatchObject({
			kind: 'done',
			escalation: { lastHold: { by: 'Li Lei', at: T0 } },
		});
		clock.jump(MINUTE);
		expect(await press(token, 'Han Meimei')).toMatchObject({
			escalation: { lastHold: { by: 'Han Meimei' } },
		});
	});

	test('after somebody answered says so, and changes nothing', async () => {
		clock.jump(MINUTE);
		await runtime.engine.track(SCOPE, [aReply({ repliedAt: clock.now() })]);
		for (const action of ['acknowledge', 'snooze', 'markReplied'] as const) {
			expect(await press(await tokenOf(action), 'somebody')).toMatchObject({
				kind: 'over',
				escalation: { state: 'replied', endedBy: 'Li Lei', lastHold: null },
			});
		}
	});

	test('does nothing to a newer waiting of the same customer', async () => {
		const token = await tokenOf('markReplied');
		await press(token);
		clock.jump(HOUR);
		await runtime.engine.track(SCOPE, [aMessage({ writtenAt: clock.now() })]);
		expect(await press(token)).toMatchObject({ kind: 'over' });
		expect((await runtime.engine.find({ states: ['open'] }, 10)).length).toBe(1);
	});

	test('of a link that has expired changes nothing', async () => {
		const token = await tokenOf('markReplied');
		clock.jump(3 * DAY);
		expect(await press(token)).toEqual({ kind: 'expired' });
		expect(await stateOf(SCOPE)).toMatchObject({ endedAt: null });
	});

	test('of a conversation that is forgotten changes nothing', async () => {
		const writer = await runtime.links.writer(SCOPE, { ...SETTINGS, validFor: 300 * DAY });
		const { markReplied } = writer!(id, false);
		await press(new URL(markReplied).searchParams.get('t')!);
		clock.jump(31 * DAY);
		await store.transaction(async (transaction) => await transaction.forget(clock.now(), T0));
		expect(await press(new URL(markReplied).searchParams.get('t')!)).toEqual({ kind: 'unknown' });
	});
});

describe('revoking', () => {
	const boardOf = async (scope = SCOPE) => {
		const link = { mayChange: true, workflowId: undefined, expiresAt: T0 + DAY };
		return new URL((await runtime.links.boardUrl(scope, link))!).searchParams.get('t')!;
	};
	const readBoard = async (token: string, scope = SCOPE) =>
		await runtime.links.readBoard(scope, token);

	test('all links: those that are in chats already say so, those of the same second work', async () => {
		const tokens = [await tokenOf('acknowledge'), await tokenOf('markReplied')];
		const board = await boardOf();
		expect(await runtime.links.revoke('all', 'workflow')).toEqual([
			{ workflowId: 'workflow', nodeId: 'node' },
		]);
		for (const token of tokens) {
			expect(await open(token)).toEqual({ kind: 'revoked' });
			expect(await press(token)).toEqual({ kind: 'revoked' });
		}
		expect(await readBoard(board)).toEqual({ ok: false, reason: 'revoked' });
		expect(await stateOf(SCOPE)).toMatchObject({ state: 'open', endedAt: null });
		expect(await press(await tokenOf('markReplied'))).toMatchObject({ kind: 'done' });
		expect(await readBoard(await boardOf())).toMatchObject({ ok: true });
	});

	test('board links leaves those of reminders alone', async () => {
		const [token, board] = [await tokenOf('acknowledge'), await boardOf()];
		await runtime.links.revoke('board', 'workflow');
		expect(await open(token)).toMatchObject({ kind: 'ready' });
		expect(await readBoard(board)).toEqual({ ok: false, reason: 'revoked' });
	});

	test('twice revokes also what was made in between', async () => {
		await runtime.links.revoke('all', 'workflow');
		const token = await tokenOf('acknowledge');
		await runtime.links.revoke('all', 'workflow');
		expect(await open(token)).toEqual({ kind: 'revoked' });
		expect(await open(await tokenOf('acknowledge'))).toMatchObject({ kind: 'ready' });
	});

	test('of one workflow leaves those of another alone, also of one whose id begins the same', async () => {
		const others = ['workflow2:node', 'work:node', 'another workflow:node'];
		for (const scope of others) await runtime.links.keepAddress(scope, ADDRESS);
		const boards = await Promise.all(others.map(boardOf));
		await runtime.links.revoke('all', 'workflow');
		for (const [index, scope] of others.entries()) {
			expect(await readBoard(boards[index], scope)).toMatchObject({ ok: true });
		}
		expect(await runtime.links.revoke('all')).toHaveLength(4);
		for (const [index, scope] of others.entries()) {
			expect(await readBoard(boards[index], scope)).toMatchObject({ reason: 'revoked' });
		}
	});

	test('where no node has made links says so by naming none', async () => {
		expect(await runtime.links.revoke('all', 'nobody')).toEqual([]);
	});

	test('holds at once in every process that shares the store', async () => {
		const other = createRuntime(store);
		const token = await tokenOf('acknowledge');
		// It knows the key, and has read this link.
		expect(await open(token, {}, { at: other })).toMatchObject({ kind: 'ready' });
		await runtime.links.revoke('all', 'workflow');
		expect(await open(token, {}, { at: other })).toEqual({ kind: 'revoked' });
	});

	test('says nothing of links that we never made', async () => {
		const token = await tokenOf('acknowledge');
		await runtime.links.revoke('all', 'workflow');
		const [action, minutes, expiry, , id, signature] = token.split('.');
		const forged = [action, minutes, expiry, 'other', id, signature].join('.');
		expect(await open(forged)).toEqual({ kind: 'invalid' });
	});
});

test.each([
	['Li Lei', 'Li Lei'],
	['  韩  梅梅\n', '韩 梅梅'],
	['', null],
	[' \t', null],
	[undefined, null],
	[['Li Lei'], null],
	[{ name: 'Li Lei' }, null],
	['\u202eevil\u0000', 'evil'],
	['x'.repeat(61), 'x'.repeat(60)],
	['\ud800', '\ufffd'],
])('%j is the name %j', (typed, name) => {
	expect(actorFrom(typed)).toBe(name);
});
