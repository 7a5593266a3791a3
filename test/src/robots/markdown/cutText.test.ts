import { cutText } from '../../../../src/robots/markdown/cutText';

const cut = (text: string, room: number) => cutText(text, (head) => head.length <= room);

describe('a text that is longer than there is room for', () => {
	it.each([
		['all of it, where it fits', 'one two', 7, ['one two', '']],
		['at an empty line', 'one two\n\nthree. four\nfive', 18, ['one two', 'three. four\nfive']],
		['at a line', 'one two. three\nfour five', 20, ['one two. three', 'four five']],
		['at a sentence', 'One two three. Four five', 20, ['One two three.', 'Four five']],
		['at a Chinese sentence', '一二三四。五六七', 6, ['一二三四。', '五六七']],
		['between words', 'one two three four', 15, ['one two three', 'four']],
		// A point within a number or a name ends no sentence.
		['not at a point without a blank', 'one 2.5 is more', 9, ['one 2.5', 'is more']],
		['where there is nothing better, anywhere', 'abcdefgh', 5, ['abcde', 'fgh']],
		['not so early that half of the room is lost', 'a\n\nbcdefg hijk', 11, ['a\n\nbcdefg', 'hijk']],
		['where exactly half of the room is left', 'abc\n\ndefghijk', 10, ['abc', 'defghijk']],
		['before a web address', '字https://example.com/a', 15, ['字', 'https://example.com/a']],
		['right behind a web address', '字https://a.cn<bcd', 13, ['字https://a.cn', '<bcd']],
		['after a web address that is whole', '字https://a.cn<bcd', 15, ['字https://a.cn<b', 'cd']],
		['behind a web address', 'https://a.cn<bcd', 12, ['https://a.cn', '<bcd']],
		[
			'a web address that has no room at all',
			'https://example.com/a',
			10,
			['https://ex', 'ample.com/a'],
		],
		[
			'inside a character with more accents than there is room for',
			`e${'\u0301'.repeat(100)}`,
			61,
			[`e${'\u0301'.repeat(60)}`, '\u0301'.repeat(40)],
		],
		['not inside a character', 'a👨‍👩‍👧b', 4, ['a', '👨‍👩‍👧b']],
		['not at all, where not even one character fits', '👨‍👩‍👧b', 2, ['', '👨‍👩‍👧b']],
	])('is cut %s', (_where, text, room, parts) => {
		expect(cut(text, room)).toEqual(parts);
	});
});
