import { readLines } from '../../../../src/events/robotMessage/lines';

const FACTS = 'A: 1\nB: 2';
const facts = [
	{ name: 'A', value: '1' },
	{ name: 'B', value: '2' },
];

describe('the lines of a message', () => {
	it.each([
		['# Title', 'Title'],
		['   ###### Title', 'Title'],
		['#  Title  ', 'Title'],
		['    # Title', undefined],
		['####### Title', undefined],
		['#Title', undefined],
		['say # Title', undefined],
	])('%j has the title %j', (line, title) => {
		expect(readLines(`${line}\n${FACTS}`).title).toBe(title);
	});

	it('have the first heading for their title, and the others as text', () => {
		expect(readLines(`# One\n## Two\n${FACTS}`)).toEqual({
			title: 'One',
			quote: undefined,
			fields: facts,
			text: 'Two',
		});
	});

	it('tell quoted words from others, and facts within them from both', () => {
		expect(readLines(`${FACTS}\n> quoted\n   > C: 3\nsay > this\n\n    > code`)).toEqual({
			title: undefined,
			quote: 'quoted',
			fields: [...facts, { name: 'C', value: '3' }],
			text: 'say > this\n> code',
		});
	});

	it('with one colon alone are a sentence', () => {
		expect(readLines('Note: call back')).toEqual({
			title: undefined,
			fields: [],
			text: 'Note: call back',
		});
	});

	it.each([
		['- **Name**: value', { name: 'Name', value: 'value' }],
		['*  Name：** value', { name: 'Name', value: 'value' }],
		['+ · • Name: value', { name: 'Name', value: 'value' }],
		[`${'n'.repeat(40)}: value`, { name: 'n'.repeat(40), value: 'value' }],
		['X: value', { name: 'X', value: 'value' }],
		['Room 7: value', { name: 'Room 7', value: 'value' }],
		['7th floor: value', { name: '7th floor', value: 'value' }],
		[`${'n'.repeat(41)}: value`, undefined],
		[': value', undefined],
		['**: value', undefined],
		['https://a.example', undefined],
		['10:30 tomorrow', undefined],
		['Empty:', undefined],
	])('%j is the fact %j', (line, field) => {
		const { fields } = readLines(`${FACTS}\n${line}`);
		expect(fields).toEqual(field ? [...facts, field] : facts);
	});

	it('have fifty facts at the most; the others are text', () => {
		const many = Array.from({ length: 52 }, (_, index) => `F${index}: x`).join('\r\n');
		const { fields, text } = readLines(many);
		expect(fields).toHaveLength(50);
		expect(text).toBe('F50: x\nF51: x');
	});
});
