import { listedChats } from '../../../src/robots/listedChats';

const page = (from: number, count: number, next?: string) => ({
	chats: Array.from({ length: count }, (_, index) => ({
		id: `c${from + index}`,
		name: `Support ${from + index}`,
	})),
	next,
});

test('many chats without the words that were typed end after ten pages, and that is told', async () => {
	const asked: Array<string | undefined> = [];
	const listed = await listedChats(async (after) => {
		asked.push(after);
		return page(asked.length * 100, 100, `p${asked.length}`);
	}, 'sales');
	expect(listed).toEqual({ chats: [], next: 'p10', isCut: true });
	expect(asked).toEqual([undefined, ...Array.from({ length: 9 }, (_, index) => `p${index + 1}`)]);
});

test('a page that has enough is not waited for any longer', async () => {
	const listed = await listedChats(async () => page(0, 100, 'p1'));
	expect(listed.chats).toHaveLength(100);
	expect(listed).toMatchObject({ next: 'p1', isCut: false });
});

test('a page that names itself as the next is the last', async () => {
	const listed = await listedChats(async () => page(0, 40, 'p1'), '', 'p1');
	expect(listed.next).toBeUndefined();
	expect(listed).toMatchObject({ isCut: false });
});

test.each([
	['SUPPORT 3', ['c3']],
	[' #support 3 ', ['c3']],
	['C4', ['c4']],
	['port', ['c0', 'c1', 'c2', 'c3', 'c4']],
	['c', []],
])('"%s" finds %j', async (words, ids) => {
	const { chats } = await listedChats(async () => page(0, 5), words);
	expect(chats.map(({ id }) => id)).toEqual(ids);
});
