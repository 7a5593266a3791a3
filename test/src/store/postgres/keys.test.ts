import { lockNumbers, toKey } from '../../../../src/store/postgres/keys';

describe('a key that a column is searched by', () => {
	test('is the text itself, in any language', () => {
		expect(toKey('twt:店铺:访客 🙂')).toBe('twt:店铺:访客 🙂');
	});

	test('has nothing in it that the server cannot store', () => {
		// PostgreSQL documentation, "Character Types": the character with code zero cannot be stored.
		expect(toKey('a\u0000b\ud800')).toBe('a\ufffdb\ufffd');
	});

	test('is short enough for every index, and still tells texts apart', () => {
		const long = '字'.repeat(5_000);
		expect(Buffer.byteLength(toKey(long))).toBeLessThan(1_000);
		expect(toKey(long)).toBe(toKey(long));
		expect(toKey(`${long}a`)).not.toBe(toKey(`${long}b`));
	});
});

describe('the locks of conversations', () => {
	test('are taken by everybody in the same order, each once', () => {
		const locks = lockNumbers('until_replied', ['a', 'b', 'c', 'a']);
		expect(locks).toHaveLength(3);
		expect(lockNumbers('until_replied', ['c', 'a', 'b'])).toEqual(locks);
		expect(locks.toSorted((a, b) => a - b)).toEqual(locks);
	});

	test('of two schemas are different', () => {
		expect(lockNumbers('one', ['a'])).not.toEqual(lockNumbers('two', ['a']));
	});
});
