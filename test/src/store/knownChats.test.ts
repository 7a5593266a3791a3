import { KnownChats } from '../../../src/store/knownChats';
import { openSqliteStore } from '../../../src/store/sqlite/store';
import type { Store } from '../../../src/store/store';
import { HOUR, MINUTE } from '../../../src/time/duration';
import { FakeClock } from '../../support/time/fakeClock.mts';

const APP = 'dingTalk ding1';
const SUPPORT = { id: 'cid1==', title: 'Support' };

let clock: FakeClock;
let store: Store;
let chats: KnownChats;
beforeEach(() => {
	clock = new FakeClock();
	store = openSqliteStore(':memory:', clock);
	chats = new KnownChats(store);
});
afterEach(async () => await store.close());

const titles = async (app = APP) => (await chats.of(app)).map(({ title }) => title);
const kept = async () =>
	await store.transaction(async ({ settings }) => await settings.get(`chats ${APP}`));

test('a group is known from its first word on, to its app alone', async () => {
	expect(await chats.of(APP)).toEqual([]);
	expect(await chats.note(APP, SUPPORT, 'hello')).toBe(true);
	expect(await chats.note(APP, SUPPORT, 'hello')).toBe(false);
	expect(await chats.of(APP)).toEqual([{ ...SUPPORT, said: 'hello', at: clock.now() }]);
	for (const other of ['dingTalk ding', 'dingTalk ding12', '']) {
		expect(await chats.of(other)).toEqual([]);
	}
});

test('a word an hour is noted, and no other, unless the chat has another name', async () => {
	await chats.note(APP, SUPPORT, '');
	const first = await kept();
	await clock.advance(MINUTE);
	await chats.note(APP, SUPPORT, '');
	expect(await kept()).toBe(first);
	await chats.note(APP, { ...SUPPORT, title: 'Help' }, '');
	expect(await titles()).toEqual(['Help']);
	await clock.advance(HOUR);
	const before = await kept();
	await chats.note(APP, { ...SUPPORT, title: 'Help' }, '');
	expect(await kept()).not.toBe(before);
});

test('the group that was silent longest is forgotten when there are more than some hundreds', async () => {
	for (let count = 0; count < 201; count += 1) {
		await clock.advance(MINUTE);
		await chats.note(APP, { id: `cid${count}==`, title: `G${count}` }, '');
	}
	const all = await titles();
	expect(all).toHaveLength(200);
	expect(all[0]).toBe('G200');
	expect(all).not.toContain('G0');
});

test('a chat without a title is known by what was said there last, and keeps it where that tells nothing', async () => {
	const chat = { id: 'wr1', title: null };
	const said = async () => (await chats.of(APP)).map((each) => each.said);
	await chats.note(APP, chat, 'this is Support');
	await chats.note(APP, chat, '');
	expect(await said()).toEqual(['this is Support']);
	await chats.note(APP, chat, 'A\nB\u202e');
	expect(await said()).toEqual(['A B']);
	await chats.note(APP, chat, 'x'.repeat(500));
	expect(await said()).toEqual([expect.stringMatching(/^x{50,59}…$/)]);
});

test.each([
	['one line', 'A\nB\u202e', 'A B'],
	['of a bounded length', 'x'.repeat(500), expect.stringMatching(/^x{90,99}…$/)],
	['or none', null, null],
])('its name is %s', async (_, title, expected) => {
	await chats.note(APP, { id: 'cid1==', title }, '');
	expect(await titles()).toEqual([expected]);
});

test.each(['', '{', 'null', '[{"id":7}]', '{"a":1}'])(
	'of what is kept as %j nothing is offered',
	async (value) => {
		await store.transaction(async ({ settings }) => await settings.save(`chats ${APP}`, value));
		expect(await chats.of(APP)).toEqual([]);
		expect(await chats.note(APP, { id: 'cid1==', title: null }, '')).toBe(true);
	},
);

test('no character of what was said is cut in two', async () => {
	await chats.note(APP, { id: 'wr1', title: null }, `${'x'.repeat(58)}😀😀`);
	const [{ said }] = await chats.of(APP);
	expect(said.isWellFormed()).toBe(true);
});

test('what cannot be read is as if nothing were known', async () => {
	await store.transaction(async ({ settings }) => await settings.save(`chats ${APP}`, '{"x":'));
	expect(await chats.of(APP)).toEqual([]);
	await chats.note(APP, SUPPORT, 'hello');
	expect(await titles()).toEqual(['Support']);
});
