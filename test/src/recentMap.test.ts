import { RecentMap } from '../../src/recentMap';

const made = () => new RecentMap<string>({ keepFor: 100, most: 3 });

test('what was noted is known for a while, in both directions of the clock', () => {
	const map = made();
	map.set('a', 'one', 1_000);
	expect(map.get('a', 1_099)).toBe('one');
	expect(map.get('a', 1_100)).toBeUndefined();
	expect(map.get('a', 901)).toBe('one');
	expect(map.get('a', 900)).toBeUndefined();
	expect(map.get('b', 1_000)).toBeUndefined();
});

test('the oldest is forgotten first, and what is noted again is not the oldest any more', () => {
	const map = made();
	for (const key of ['a', 'b', 'c', 'a', 'd']) map.set(key, key, 0);
	expect(['a', 'b', 'c', 'd'].map((key) => map.get(key, 0))).toEqual(['a', undefined, 'c', 'd']);
	expect(map.size).toBe(3);
});

test('what is too old leaves the memory when something is noted', () => {
	const map = made();
	map.set('a', 'one', 0);
	map.set('b', 'two', 50);
	map.set('c', 'three', 100);
	expect(map.size).toBe(2);
	map.set('d', 'four', 1_000);
	expect(map.size).toBe(1);
});

test('a key that every object inherits is a key like any other', () => {
	const map = made();
	for (const key of ['__proto__', 'constructor']) {
		expect(map.get(key, 0)).toBeUndefined();
		map.set(key, key, 0);
		expect(map.get(key, 0)).toBe(key);
	}
});

test('what is deleted is gone', () => {
	const map = made();
	map.set('a', 'one', 0);
	map.delete('a');
	expect(map.get('a', 0)).toBeUndefined();
});
