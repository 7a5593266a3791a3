import fc from 'fast-check';

import { cleanText, cleanTexts, truncateUtf8, utf8Length } from '../../../src/text/utf8';

describe('utf8Length', () => {
	// RFC 3629, section 7: "A≢Α." is 41 E2 89 A2 CE 91 2E, "日本語" nine octets.
	test.each([
		['', 0],
		['A≢Α.', 7],
		['日本語', 9],
		['👨‍👩‍👧', 18],
	])('"%s" has %s bytes', (text, bytes) => {
		expect(utf8Length(text)).toBe(bytes);
	});
});

describe('truncateUtf8', () => {
	test('leaves alone what fits', () => {
		expect(truncateUtf8('日本語', 9, '…')).toBe('日本語');
	});

	test('ends with the mark, and not inside a character', () => {
		expect(truncateUtf8('日本語', 8, '…')).toBe('日…');
	});

	test('does not cut a family apart', () => {
		expect(truncateUtf8('a👨‍👩‍👧b', 19, '')).toBe('a👨‍👩‍👧');
		expect(truncateUtf8('a👨‍👩‍👧b', 18, '')).toBe('a');
	});

	test('never exceeds the limit, and keeps a beginning', () => {
		fc.assert(
			fc.property(
				fc.string({ unit: 'grapheme' }),
				fc.integer({ min: 3, max: 60 }),
				(text, limit) => {
					const short = truncateUtf8(text, limit, '…');
					expect(utf8Length(short)).toBeLessThanOrEqual(limit);
					expect(short === text || text.startsWith(short.slice(0, -1))).toBe(true);
				},
			),
		);
	});
});

describe('cleanText', () => {
	test('makes every line break a line feed', () => {
		expect(cleanText('a\r\nb\rc\nd')).toBe('a\nb\nc\nd');
		expect(cleanText('a\u0085b\u2028c\u2029d')).toBe('a\nb\nc\nd');
	});

	test('keeps tabs, drops other control characters', () => {
		expect(cleanText('a\tb\u0000c\u001b[31md\u007f\u009b')).toBe('a\tbc[31md');
	});

	// UAX #9, section 2: all formatting characters that the algorithm knows.
	test.each([
		0x061c, 0x200e, 0x200f, 0x202a, 0x202b, 0x202c, 0x202d, 0x202e, 0x2066, 0x2067, 0x2068, 0x2069,
	])('drops U+%#x, which turns the text around it', (code) => {
		expect(cleanText(`a${String.fromCodePoint(code)}b`)).toBe('ab');
	});

	test.each(['שלום', 'مرحبا بكم', 'ܫܠܡܐ', 'a‍b', '👨‍👩‍👧'])('leaves %s as it is', (text) => {
		expect(cleanText(text)).toBe(text);
	});

	test('leaves no half of a character', () => {
		expect(cleanText('a\ud83d')).toBe('a\ufffd');
	});
});

describe('cleanTexts', () => {
	test('cleans every text, however deep it is, and nothing else', () => {
		const value = { a: '\u202eb', list: [1, null, { 'c\u202e': true, d: ['\u2066e'] }] };
		expect(cleanTexts(value)).toEqual({
			a: 'b',
			list: [1, null, { 'c\u202e': true, d: ['e'] }],
		});
	});
});
