import { lockNumbers } from '../../../../src/store/postgres/keys';

describe('the locks of conversations', () => {
	test('are taken by everybody in the same order, each once', () => {
		const locks = lockNumbers('until_replied', ['a', 'b', 'c', 'a']);
		expect(locks).toHaveLength(3);
		expect(lockNumbers('until_replied', ['c', 'a', 'b'])).toEqual(locks);
		expect(locks.toSorted((a, b) => a - b)).toEqual(locks);
	});

	test('are those of the very key', () => {
		// A hash of 32 bits may meet another; these do not.
		const alike = ['a\u0000', 'a\ufffd', 'a\ud800', 'a\ud801'];
		expect(lockNumbers('until_replied', alike)).toHaveLength(alike.length);
	});

	test('of two schemas are different', () => {
		expect(lockNumbers('one', ['a'])).not.toEqual(lockNumbers('two', ['a']));
	});
});
