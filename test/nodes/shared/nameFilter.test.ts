import { randomUUID } from 'node:crypto';

import { isInFilter, nameFilter } from '../../../nodes/shared/nameFilter';

const ids = (count: number) => Array.from({ length: count }, () => randomUUID());

test.each([
	[1, 0],
	[1, 499],
	[20, 480],
	[100, 400],
])('%i names are told from %i others, in what a note has room for', (count, others) => {
	const [meant, rest] = [ids(count), ids(others)];
	const filter = nameFilter(meant, rest)!;
	expect(filter.length).toBeLessThanOrEqual(170);
	expect(meant.every((name) => isInFilter(filter, name))).toBe(true);
	expect(rest.some((name) => isInFilter(filter, name))).toBe(false);
	// Of a note one can copy nothing else: letters, digits, - and _.
	expect(filter).toMatch(/^[\w-]+$/);
	const strangers = ids(2_000).filter((name) => isInFilter(filter, name));
	expect(strangers.length).toBeLessThan(100);
});

test('names that cannot be told from others have no filter', () => {
	const [one, ...others] = ids(10);
	expect(nameFilter([one], [one, ...others])).toBeUndefined();
});

test.each(['', 'a', '00', '*'])('nobody is in %j', (filter) => {
	expect(isInFilter(filter, randomUUID())).toBe(false);
});
