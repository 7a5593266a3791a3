import { parseMarkdown } from '../../../../src/robots/markdown/parse';
import { renderPlainText } from '../../../../src/robots/markdown/plainText';
import { inParts, type InParts } from '../../../../src/robots/notification/inParts';

const MARK = '[cut]';

/** Messages of a head, which only the first one has, a label and the words. */
const written = (words: string, room: number, part: Partial<InParts<string>> = {}) =>
	inParts(parseMarkdown(words), {
		whenTooLong: 'split',
		write: (content, { isFirst, label }) =>
			[isFirst ? 'HEAD' : '', label, renderPlainText(content)].filter(Boolean).join(' '),
		fits: (message) => message.length <= room,
		mostText: room,
		limit: `${room} characters`,
		truncationMark: MARK,
		...part,
	});

describe('a message that is longer than its platform takes', () => {
	it('is whole, without a number, where it is not', () => {
		expect(written('one two', 12)).toEqual(['HEAD one two']);
	});

	it('is refused, truncated or split, as its author wants', () => {
		const words = 'one two three\n\nfour five six 78';
		expect(() => written(words, 32, { whenTooLong: 'fail' })).toThrow(
			'The message is longer than 32 characters',
		);
		expect(written(words, 32, { whenTooLong: 'truncate' })).toEqual([
			`HEAD one two three\n${MARK}`,
		]);
		expect(written(words, 32)).toEqual(['HEAD (1/2) one two three', '(2/2) four five six 78']);
	});

	it.each(['split', 'truncate'] as const)(
		'says so where the head alone is longer: %s',
		(whenTooLong) => {
			expect(() => written('', 3, { whenTooLong })).toThrow('Mentions leave no space for the text');
		},
	);

	it('leaves room for the head in its first part only', () => {
		const parts = written('12345\n\n'.repeat(9), 31);
		expect(parts.map((part) => part.split('\n').length)).toEqual([2, 3, 3, 1]);
		for (const part of parts) expect(part.length).toBeLessThanOrEqual(31);
	});

	it('has ten parts at most, the last of which says that it was cut off', () => {
		const parts = written('1234567890\n\n'.repeat(11), 29);
		expect(parts).toHaveLength(10);
		expect(parts.map((part) => part.endsWith(MARK))).toEqual([...Array(9).fill(false), true]);
	});

	it('that needs ten parts is not said to be cut off', () => {
		const parts = written('1234567890\n\n'.repeat(10), 29);
		expect(parts).toHaveLength(10);
		expect(parts.join('')).not.toContain(MARK);
	});

	it('is refused where what stands around the words leaves them no room', () => {
		expect(() => written('one', 5)).toThrow('Mentions leave no space for the text');
	});
});
