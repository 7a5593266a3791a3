import { toKey } from '../../../src/store/keys';

describe('a key that a column is searched by', () => {
	test.each(['twt:店铺:访客 🙂', 'a\ufffdb', 'e\u0301', '', ' '])(
		'is the text itself, in any language: %j',
		(text) => expect(toKey(text)).toBe(text),
	);

	// PostgreSQL documentation, "Character Types": the character with code zero cannot be stored.
	test.each(['a\u0000b', 'a\ud800', '\udc00\ud800', '\u0000'])(
		'has nothing in it that a store cannot keep: %j',
		(text) => {
			expect(toKey(text).isWellFormed()).toBe(true);
			expect(toKey(text)).not.toContain('\u0000');
		},
	);

	test('tells texts apart that differ in what cannot be kept', () => {
		const texts = ['a\u0000', 'a\ufffd', 'a\ud800', 'a\ud801', 'a\udc00', 'a\ud800\ud800'];
		expect(new Set(texts.map(toKey)).size).toBe(texts.length);
	});

	test('is short enough for every index, and still tells texts apart', () => {
		const long = '字'.repeat(5_000);
		expect(Buffer.byteLength(toKey(long))).toBeLessThan(1_000);
		expect(toKey(long)).toBe(toKey(long));
		expect(toKey(`${long}a`)).not.toBe(toKey(`${long}b`));
	});

	test('stays as it is when it is made again', () => {
		for (const text of ['a\u0000', '字'.repeat(5_000)])
			expect(toKey(toKey(text))).toBe(toKey(text));
	});
});
