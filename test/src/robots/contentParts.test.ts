import { contentParts, type ContentParts } from '../../../src/robots/contentParts';
import { splitMarkdownSource } from '../../../src/robots/markdown/splitSource';
import { splitText } from '../../../src/robots/markdown/splitText';

const MARK = '… (truncated)';
const partsOf = (content: string, room: number, part: Partial<ContentParts> = {}) =>
	contentParts(content, {
		whenTooLong: 'split',
		split: splitText,
		fits: (piece) => piece.length <= room,
		limit: `${room} characters`,
		...part,
	});

describe('a content that is longer than a message', () => {
	it('is sent as it is where it is not', () => {
		expect(partsOf('words', 5, { whenTooLong: 'fail' })).toEqual(['words']);
	});

	it('is refused, truncated or split, as its author wants', () => {
		const content = 'One two three. Four five six. Seven eight nine.';
		expect(() => partsOf(content, 40, { whenTooLong: 'fail' })).toThrow(
			'The content is longer than 40 characters',
		);
		expect(partsOf(content, 40, { whenTooLong: 'truncate' })).toEqual([`One two three.${MARK}`]);
		expect(partsOf(content, 40)).toEqual([
			'(1/3)\nOne two three.',
			'(2/3)\nFour five six.',
			'(3/3)\nSeven eight nine.',
		]);
	});

	it('has the keyword of the robot in every part, where its author has it in one only', () => {
		const keyword = '客服';
		const content = `客服 one two. ${'Four five six. '.repeat(5)}`.trim();
		expect(partsOf(content, 60, { keyword })).toEqual([
			'(1/3)\n客服 one two. Four five six.',
			'(2/3) · 客服\nFour five six. Four five six.',
			'(3/3) · 客服\nFour five six. Four five six.',
		]);
		expect(partsOf('One two three.', 60, { keyword })).toEqual(['One two three.']);
		const atEnd = `${'Four five six. '.repeat(5)}客服`;
		expect(partsOf(atEnd, 50, { keyword, whenTooLong: 'truncate' })).toEqual([
			`Four five six. Four five six.${MARK} · 客服`,
		]);
	});

	it('has ten parts at most, the last of which says that it was cut off', () => {
		const parts = partsOf('word '.repeat(40), 30);
		expect(parts).toHaveLength(10);
		expect(parts.map((part) => part.endsWith(MARK))).toEqual([...Array(9).fill(false), true]);
		expect(parts.at(-1)).toMatch(/^\(10\/10\)\n/);
		for (const part of parts) expect(part.length).toBeLessThanOrEqual(30);
	});

	it('that needs ten parts is not said to be cut off', () => {
		const parts = partsOf('12345 '.repeat(10).trim(), 26);
		expect(parts).toHaveLength(10);
		expect(parts.join('')).not.toContain(MARK);
	});

	it('is parted as markdown only where it is markdown', () => {
		const link = '[a label of many words](https://example.com/a)';
		const content = `Words that stand before the link: ${link}`;
		const room = link.length + 22;
		expect(partsOf(content, room, { split: splitMarkdownSource })[1]).toBe(`(2/2)\n${link}`);
		expect(partsOf(content, room).join('')).not.toContain(link);
	});
});
