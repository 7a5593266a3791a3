import fc from 'fast-check';

import { parseMarkdown } from '../../../../src/robots/markdown/parse';
import { renderMarkdown } from '../../../../src/robots/markdown/render';
import { splitMarkdown } from '../../../../src/robots/markdown/split';
import { splitMarkdownSource } from '../../../../src/robots/markdown/splitSource';
import { splitText } from '../../../../src/robots/markdown/splitText';
import { weComMarkdownV2 } from '../../../../src/robots/weCom/markdown';

const parts = (source: string, room: number): string[] =>
	[
		...splitMarkdown(
			parseMarkdown(source),
			(part) => renderMarkdown(part, weComMarkdownV2).length <= room,
			room,
		),
	].map((part) => renderMarkdown(part, weComMarkdownV2).trim());

describe('splitting a message', () => {
	it('keeps what fits into one part together', () => {
		expect(parts('a\n\nb', 10)).toEqual(['a\n\nb']);
	});

	it('parts between blocks', () => {
		expect(parts('first\n\nsecond', 8)).toEqual(['first', 'second']);
	});

	it('moves a code block into the next part rather than part it', () => {
		expect(parts('some words\n\n```\n1\n2\n```', 16)).toEqual(['some words', '```\n1\n2\n```']);
	});

	it('closes and opens the fence of a code block that is longer than a part', () => {
		expect(parts('```js\none\ntwo\nthree\n```', 18)).toEqual([
			'```js\none\ntwo\n```',
			'```js\nthree\n```',
		]);
	});

	it('repeats the header of a table', () => {
		expect(parts('| h |\n|---|\n| 1 |\n| 2 |\n| 3 |', 26)).toEqual([
			'| h |\n| :--- |\n| 1 |\n| 2 |',
			'| h |\n| :--- |\n| 3 |',
		]);
	});

	it('goes on counting an ordered list', () => {
		expect(parts('1. aaaa\n2. bbbb\n3. cccc', 16)).toEqual(['1. aaaa\n2. bbbb', '3. cccc']);
	});

	it('never parts a link', () => {
		const link = '[label with words](https://example.com/a/long/address)';
		expect(parts(`Some words before ${link} and after`, 60)).toEqual([
			'Some words before',
			`${link} and`,
			'after',
		]);
	});

	it.each([
		['a long item', '- one two three four', 12, ['- one two', '- three four']],
		['a long heading', '# one two three', 10, ['# one two', '# three']],
		['bold words', '**one two three**', 12, ['**one two**', '**three**']],
		['struck and italic words', '*one two three*', 10, ['*one two*', '*three*']],
		['a long code line', '```\nabcdefgh\n```', 12, ['```\nabcd\n```', '```\nefgh\n```']],
		['HTML', '<one two three>', 10, ['＜one two', 'three>']],
		['a link longer than a part, as its words', '[one two](https://a.cn)', 8, ['one two']],
		[
			'a row longer than a part, as text',
			'| h |\n|---|\n| one two three |',
			27,
			['| h |\n| :--- |\n| one two |', '| h |\n| :--- |\n| three |'],
		],
		[
			'a table whose header has no room, as text',
			'| one two | three |\n|---|---|\n| 1 | 2 |',
			18,
			['one two, three', '1, 2'],
		],
		['a table of a header that has no room', '| one two |\n|---|', 10, ['one two']],
		['a list that begins later', '7. aaaa\n8. bbbb\n9. cccc', 16, ['7. aaaa\n8. bbbb', '9. cccc']],
		['a list without numbers', '- aaaa\n- bbbb', 8, ['- aaaa', '- bbbb']],
		['code by its lines', '```\na\nb\nc\nd\n```', 13, ['```\na\nb\nc\n```', '```\nd\n```']],
		['a long word in a quotation', '> abcdefgh', 6, ['> abcd', '> efgh']],
		[
			'a long word that has no room beside',
			'aaaaaaaa\n\nbbbbbbbbbbbb',
			10,
			['aaaaaaaa', 'bbbbbbbbbb', 'bb'],
		],
		['words beside a link', 'ab [c](https://a.cn/)', 20, ['ab', '[c](https://a.cn/)']],
	])('parts %s', (_what, source, room, expected) => {
		expect(parts(source, room)).toEqual(expected);
	});

	it('asks with the number of each part, for the first may have less room', () => {
		const rooms = [6, 20];
		const split = splitMarkdown(
			parseMarkdown('one two three four'),
			(part, index) => renderMarkdown(part, weComMarkdownV2).length <= (rooms[index] ?? 20),
			20,
		);
		expect([...split].map((part) => renderMarkdown(part, weComMarkdownV2))).toEqual([
			'one',
			'two three four',
		]);
	});

	it('parts a quotation into quotations', () => {
		for (const part of parts(`> ${'word '.repeat(20)}`, 40)) expect(part).toMatch(/^> /);
	});

	it('loses no word and no part is too long, whatever is in it', () => {
		const block = fc.oneof(
			fc.string({ unit: 'grapheme', maxLength: 120 }),
			fc.lorem({ maxCount: 40 }),
			fc.lorem().map((words) => `> ${words}`),
			fc
				.array(fc.lorem({ maxCount: 3 }), { minLength: 1 })
				.map((items) => items.map((item) => `- ${item}`).join('\n')),
			fc.lorem().map((words) => `\`\`\`\n${words.replaceAll(' ', '\n')}\n\`\`\``),
		);
		fc.assert(
			fc.property(
				fc.array(block, { maxLength: 6 }),
				fc.integer({ min: 60, max: 200 }),
				(blocks, room) => {
					const source = blocks.join('\n\n');
					const whole = renderMarkdown(parseMarkdown(source), weComMarkdownV2);
					const split = parts(source, room);
					for (const part of split) expect(part.length).toBeLessThanOrEqual(room);
					const letters = (text: string) => text.replace(/[^\p{L}]/gu, '');
					expect(letters(split.join(''))).toBe(letters(whole));
				},
			),
			{ numRuns: 60 },
		);
	});

	it('fails rather than lose text where a part has no room', () => {
		expect(() => parts('words', 0)).toThrow(RangeError);
	});
});

describe('splitting markdown as its author wrote it', () => {
	const split = (source: string, room: number) => [
		...splitMarkdownSource(source, (part) => part.length <= room),
	];

	/** What of the source does not stand in the parts, in its order. They have fences and what stands behind them more than once. */
	const missingFrom = (parts: string[], source: string): string => {
		const missing = [...source.matchAll(/[\p{L}\p{N}]/gu)].map(([letter]) => letter);
		for (const letter of parts.join('')) if (letter === missing[0]) missing.shift();
		return missing.join('');
	};

	it('keeps dialects that CommonMark does not know', () => {
		expect(split('<font color="info">a</font>\n\n<@lilei>', 30)).toEqual([
			'<font color="info">a</font>',
			'<@lilei>',
		]);
	});

	it('keeps blocks together that have room', () => {
		expect(split('one\n\n\ntwo\n\nthree', 10)).toEqual(['one\n\n\ntwo', 'three']);
		expect(split('# one\ntwo\n\n    three', 17)).toEqual(['# one\ntwo', '    three']);
	});

	it.each([
		['an address without a scheme', '详情：www.example.com', '字'.repeat(40)],
		['an address in a quotation', `> see www.example.com ${'word '.repeat(10)}`],
		['a mail address', `ask ann@example.com ${'word '.repeat(10)}`],
		['a link by reference', 'see [the docs][1]', '', '[1]: https://example.com/docs'],
		[
			'words that look like a definition',
			'[Status]: failed',
			'[Reason]: tests',
			'',
			'See the log.',
		],
		['a footnote', 'one[^1]', '', '[^1]: two', 'word '.repeat(10)],
		['a reference to a picture', '![a][b]', '', '[b]: https://example.com/picture.png'],
		['what stands behind a fence', '``` bash title=build.sh', 'one', 'two', 'three', '```'],
		[
			'code that ends with what opens more',
			'```',
			'one two three four five six seven eight',
			'```js x',
		],
		['code in a line with its fence', '```one two three', 'four five six seven eight'],
	])('loses nothing of %s', (_what, ...lines) => {
		const source = lines.join('\n').trim();
		const parts = split(source, 40);
		expect(parts.length).toBeGreaterThan(1);
		expect(missingFrom(parts, source)).toBe('');
	});

	it('loses nothing, whatever is in it, and no part is too long', () => {
		const line = fc.oneof(
			fc.string({ unit: 'grapheme', maxLength: 60 }),
			fc.lorem({ maxCount: 12 }),
			fc.constantFrom(
				...[
					'www.example.com',
					'[Status]: failed',
					'[a][Status]',
					'[^1]: note',
					'a[^1]',
					'```',
					'~~~~',
				],
				...[
					'```js x',
					'| a | b |',
					'|---|---|',
					'> one',
					'- two',
					'  - three',
					'    four',
					'---',
					'',
				],
				...['<b>five</b>', '![six][status]', '`seven eight`', '[nine](https://example.com/9)'],
			),
		);
		fc.assert(
			fc.property(
				fc.array(line, { maxLength: 30 }),
				fc.constantFrom('\n', '\n\n'),
				fc.integer({ min: 130, max: 300 }),
				(lines, gap, room) => {
					const source = lines.join(gap);
					const parts = split(source, room);
					for (const part of parts) {
						expect(part.length).toBeLessThanOrEqual(room);
						expect(part.trim()).not.toBe('');
					}
					expect(missingFrom(parts, source)).toBe('');
				},
			),
			{ numRuns: 150 },
		);
	});

	it('keeps a link whole in whatever block it stands', () => {
		const link = '[a link](https://example.com/path)';
		expect(split(`first block\n\nword ${link} word`, 40)).toEqual([
			'first block\n\nword',
			`${link} word`,
		]);
		expect(split(`- one\n- ${link}`, 40)).toEqual(['- one\n-', link]);
	});

	it('has no empty parts', () => {
		expect(split('', 10)).toEqual([]);
		expect([...splitText('one   two', (piece) => piece.length <= 4)]).toEqual(['one', 'two']);
		expect([...splitText('   ', (piece) => piece.length <= 2)]).toEqual([]);
		expect([...splitText(' \n', (piece) => piece.length <= 2)]).toEqual([]);
		expect(split(`one${' '.repeat(30)}two`, 10)).toEqual(['one', 'two']);
	});

	it.each([
		['a picture', 'word ![alt text](https://example.com/p)', 36],
		['code', 'word `some code that is long`', 26],
	])('keeps %s whole', (_what, source, room) => {
		expect(split(source, room)).toEqual(['word', source.slice('word '.length)]);
	});

	it('parts what is longer than any part', () => {
		const link = '[one](https://example.com/path)';
		const pieces = split(link, 12);
		expect(pieces.join('')).toBe(link);
		for (const piece of pieces) expect(piece.length).toBeLessThanOrEqual(12);
		expect(split('```\nabcdefgh\n```', 12)).toEqual(['```\nabcd\n```', '```\nefgh\n```']);
	});

	it('takes for code what stands behind a fence when it is too long for a language', () => {
		const source = `\`\`\`${'word '.repeat(24)}\ncode\n\`\`\``;
		const pieces = split(source, 60);
		expect(pieces.join(' ').replaceAll(/\s/g, '')).toBe(source.replaceAll(/\s/g, ''));
		expect(pieces.filter((piece) => piece.length > 60)).toEqual([]);
	});

	it('fails rather than lose text where a part has no room', () => {
		expect(() => split('words', 0)).toThrow(RangeError);
		expect(() => split('```\nwords\n```', 3)).toThrow(RangeError);
		expect(() => [...splitText('words', () => false)]).toThrow(RangeError);
	});

	it('closes and opens fences and keeps links whole', () => {
		expect(split('```js\none\ntwo\n```', 15)).toEqual(['```js\none\n```', '```js\ntwo\n```']);
		expect(split('word\n\n~~~~js\none\ntwo\n~~~~', 16)).toEqual([
			'word',
			'~~~~js\none\n~~~~',
			'~~~~js\ntwo\n~~~~',
		]);
		expect(split('word [a link](https://example.com/path) word', 40)).toEqual([
			'word [a link](https://example.com/path)',
			'word',
		]);
	});
});
