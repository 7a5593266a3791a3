import fc from 'fast-check';

import { splitMrkdwn } from '../../../../src/robots/slack/splitMrkdwn';

const within = (length: number) => (piece: string) => piece.length <= length;
const split = (source: string, fits: (piece: string) => boolean) => [...splitMrkdwn(source, fits)];

it('leaves what fits as it is', () => {
	expect(split('one two', within(7))).toEqual(['one two']);
	expect(split('', within(7))).toEqual([]);
});

it('parts between words', () => {
	expect(split('one two three', within(8))).toEqual(['one two', 'three']);
});

it.each([
	['a link', '<https://e.com|a b c>'],
	['a mention', '<!subteam^S1|a b c d>'],
	['code', '`const a = b + c + d;`'],
	['a code block', '```\na b\nc d\ne f g h\n```'],
])('never inside %s', (_what, whole) => {
	expect(split(`one two ${whole} three`, within(24))).toEqual([
		'one two',
		...(whole.length + ' three'.length <= 24 ? [`${whole} three`] : [whole, 'three']),
	]);
});

it('before or behind a link as between words', () => {
	expect(split('aaaa <b|c d> eeee', within(11))).toEqual(['aaaa', '<b|c d>', 'eeee']);
	expect(split('aaaa <b|c d> eeee', within(12))).toEqual(['aaaa <b|c d>', 'eeee']);
	expect(split('aaaa <b|cd>eeee', within(11))).toEqual(['aaaa <b|cd>', 'eeee']);
	expect(split('<b|cdefgh>eeee', within(10))).toEqual(['<b|cdefgh>', 'eeee']);
});

it('keeps a code block that fits whole, though its lines would be the better place', () => {
	const block = '```\naaaa\nbbbb\n```';
	expect(split(`${block}cccccccccc`, within(20))).toEqual([block, 'cccccccccc']);
});

it('closes a code block that is longer than a part, and opens it again', () => {
	const source = 'Look:\n```\nline 1\nline 2\nline 3\n```\nThat is all';
	expect(split(source, within(20))).toEqual([
		'Look:',
		'```\nline 1\n```',
		'```\nline 2\n```',
		'```\nline 3\n```',
		'That is all',
	]);
});

it('parts a link that is longer than a part as any text', () => {
	const link = `<https://e.com/${'a'.repeat(30)}>`;
	const parts = split(link, within(20));
	expect(parts.join('')).toBe(link);
	expect(parts.filter((part) => part.length > 20)).toEqual([]);
});

it('says that there is no room', () => {
	expect(() => split('one', within(0))).toThrow(RangeError);
	expect(() => split('```\none\n```', within(7))).toThrow(RangeError);
});

it('never loses a word, and each part fits, whatever the source is', () => {
	const piece = fc.constantFrom(
		'one',
		'two ',
		'\n',
		'\n\n',
		'<a|b c>',
		'`d e`',
		'```\nf g\nh\n```',
		'<',
		'`',
	);
	const sources = fc.array(piece, { maxLength: 20 }).map((pieces) => `${pieces.join('')}.`);
	const lettersOf = (text: string) => text.replace(/[\s`]/g, '');
	fc.assert(
		fc.property(sources, fc.integer({ min: 10, max: 40 }), (source, length) => {
			const parts = split(source, within(length));
			expect(parts.filter((part) => part.length > length || part.trim() === '')).toEqual([]);
			expect(lettersOf(parts.join(''))).toBe(lettersOf(source));
		}),
	);
});
