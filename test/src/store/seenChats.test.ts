import { SeenChats } from '../../../src/store/seenChats';
import { openSqliteStore } from '../../../src/store/sqlite/store';
import type { Store } from '../../../src/store/store';
import { HOUR } from '../../../src/time/duration';
import { FakeClock } from '../../support/time/fakeClock.mts';

let clock: FakeClock;
let store: Store;
let chats: SeenChats;
beforeEach(() => {
	clock = new FakeClock();
	store = openSqliteStore(':memory:', clock);
	chats = new SeenChats(store);
});
afterEach(async () => await store.close());

const seen = async (app = 'weCom a') => (await chats.of(app)).map(({ chat, said }) => [chat, said]);

test('a chat is known by what was said there last, and stays so while nothing else is', async () => {
	await chats.note('weCom a', 'wr1', 'this is Support');
	await chats.note('weCom a', 'wr2', '');
	await chats.note('weCom a', 'wr1', '');
	expect(await seen()).toEqual([
		['wr2', ''],
		['wr1', 'this is Support'],
	]);
	await clock.advance(HOUR);
	await chats.note('weCom a', 'wr1', '');
	expect(await seen()).toEqual([
		['wr1', 'this is Support'],
		['wr2', ''],
	]);
	expect(await seen('weCom')).toEqual([]);
	expect(await seen('weCom b')).toEqual([]);
});

test('a hundred of them are kept, with sixty characters each, and none is cut in two', async () => {
	for (let count = 0; count < 101; count += 1) {
		await chats.note('weCom a', `wr${count}`, `${'x'.repeat(59)}😀`);
	}
	const known = await seen();
	expect(known).toHaveLength(100);
	expect(known[0]).toEqual(['wr100', `${'x'.repeat(59)}\ufffd`]);
	expect(known.map(([chat]) => chat)).not.toContain('wr0');
});

test('what cannot be read is as if nothing were known', async () => {
	await store.transaction(async ({ settings }) => await settings.save('chats of weCom a', '{"x":'));
	expect(await seen()).toEqual([]);
	await chats.note('weCom a', 'wr1', 'hello');
	expect(await seen()).toEqual([['wr1', 'hello']]);
});
