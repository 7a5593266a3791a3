import { chunksOf } from '../../src/chunks';

it.each([
	[[], []],
	[[1], [[1]]],
	[[1, 2], [[1, 2]]],
	[
		[1, 2, 3],
		[[1, 2], [3]],
	],
])('parts %j into lists of two', (entries, lists) => {
	expect(chunksOf(entries, 2)).toEqual(lists);
});
