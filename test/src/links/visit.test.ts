import type { LinkSettings, PushLinks } from '../../../src/links/links';
import { actorFrom, visit, type Visit } from '../../../src/links/visit';
import { createRuntime, type Runtime } from '../../../src/runtime';
import { openSqliteStore } from '../../../src/store/sqlite/store';
import type { Store } from '../../../src/store/store';
import { DAY, HOUR, MINUTE, SECOND } from '../../../src/time/duration';
import { aMessage, aReply, KEY, SCOPE, T0 } from '../../support/escalations.mts';
import { FakeClock } from '../../support/fakeClock.mts';

const OTHER = 'another workflow:node';
const ADDRESS = 'https://n8n.example.com/webhook/a/page';
const SETTINGS: LinkSettings = {
	when: 'auto',
	acknowledgeMinutes: 20,
	snoozeMinutes: 45,
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

async function linksOf(settings: Partial<LinkSettings> = {}): Promise<PushLinks | undefined> {
	const writer = await runtime.links.writer(SCOPE, { ...SETTINGS, ...settings });
	return writer?.(id);
}

async function tokenOf(action: 'acknowledge' | 'snooze' | 'markReplied'): Promise<string> {
	return new URL((await linksOf())![action]).searchParams.get('t')!;
}

const open = async (token: string, changes: Partial<Visit> = {}) =>
	await visit(runtime, SCOPE, { token, isConfirmed: false, actor: null, ...changes });
const press = async (token: string, actor: string | null = 'Li Lei') =>
	await open(token, { isConfirmed: true, actor });

describe('the links of a push', () => {
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
		const other = createRuntime(store);
		const reading = { token, isConfirmed: false, actor: null };
		expect(await visit(other, SCOPE, reading)).toMatchObject({ kind: 'ready' });
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
		const visitor = { token, isConfirmed: true, actor: null };
		expect(await visit(runtime, OTHER, visitor)).toEqual({ kind: 'invalid' });
	});
});

describe('pressing its button', () => {
	test.each([
		['acknowledge', 'acknowledged', 20],
		['snooze', 'snoozed', 45],
	] as const)('%s holds the pushes in every workflow', async (action, kind, minutes) => {
		clock.jump(MINUTE);
		const woken: string[] = [];
		for (const scope of [SCOPE, OTHER]) runtime.onWake(scope, () => woken.push(scope));
		const until = T0 + MINUTE + minutes * MINUTE;
		const hold = { kind, by: 'Li Lei', at: T0 + MINUTE, until };
		expect(await press(await tokenOf(action))).toMatchObject({
			kind: 'done',
			escalation: { state: kind, lastHold: hold, snoozedUntil: until },
		});
		expect(await stateOf(OTHER)).toMatchObject({ state: kind, lastHold: hold });
		expect(woken.toSorted()).toEqual([OTHER, SCOPE].toSorted());
	});

	test('"Replied" ends the pushes in every workflow', async () => {
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
		const { markReplied } = writer!(id);
		await press(new URL(markReplied).searchParams.get('t')!);
		clock.jump(31 * DAY);
		await store.transaction(async (transaction) => await transaction.forget(clock.now(), T0));
		expect(await press(new URL(markReplied).searchParams.get('t')!)).toEqual({ kind: 'unknown' });
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
