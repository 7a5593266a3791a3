import { shortened } from '../../../../src/text/characters';
import {
	tidied,
	worst,
	type Button,
	type Fact,
	type Notification,
} from '../../../../src/robots/notification/notification';

const aNotification = (part: Partial<Notification>): Notification => ({
	title: 'Title',
	severity: 'info',
	fields: [],
	links: [],
	...part,
});

describe('a notification in measures that every platform can show', () => {
	it.each([
		['  two\n\twords ', 'two words'],
		[' ', '…'],
		['\u0000', '…'],
		['x'.repeat(120), 'x'.repeat(120)],
		['x'.repeat(161), `${'x'.repeat(159)}…`],
	])('has a title of one line: %j', (title, expected) => {
		expect(tidied(aNotification({ title })).title).toBe(expected);
	});

	it.each([
		[undefined, undefined],
		[' \n', undefined],
		[' Where\r\nis it? ', 'Where\nis it?'],
	])('quotes words only: %j', (quote, expected) => {
		expect(tidied(aNotification({ quote })).quote).toBe(expected);
	});

	it.each<[Fact[], Fact[]]>([
		[[{ name: ' a\nb ', value: ' c\nd ' }], [{ name: 'a b', value: 'c d' }]],
		[
			[
				{ name: '', value: 'x' },
				{ name: 'x', value: ' ' },
			],
			[],
		],
		[
			[{ name: 'n'.repeat(41), value: 'v'.repeat(401) }],
			[{ name: `${'n'.repeat(39)}…`, value: `${'v'.repeat(399)}…` }],
		],
	])('has facts of one line each, without those that are empty: %#', (fields, expected) => {
		expect(tidied(aNotification({ fields })).fields).toEqual(expected);
	});

	const url = 'https://example.com/7';
	it.each<[Button[], Button[]]>([
		[[{ text: ' the\npage ', url }], [{ text: 'the page', url }]],
		[[{ text: ' ', url }], [{ text: 'example.com', url }]],
		[[{ text: 'x'.repeat(41), url }], [{ text: `${'x'.repeat(39)}…`, url }]],
		[[{ text: 'no address', url: 'example' }], []],
		[[{ text: 'starts a program', url: 'dingtalk://x' }], []],
		[[{ text: 'writes a mail', url: 'mailto:a@example.com' }], []],
		[[{ text: 'too long', url: `https://example.com/${'x'.repeat(1_981)}` }], []],
	])('links to pages of the web: %#', (links, expected) => {
		expect(tidied(aNotification({ links })).links).toEqual(expected);
	});

	it('has at most 20 facts, and says how many more there are, and 10 links', () => {
		const longest = `https://example.com/${'x'.repeat(1_980)}`;
		const { fields, links } = tidied(
			aNotification({
				fields: Array.from({ length: 21 }, (_, index) => ({ name: `${index}`, value: 'x' })),
				links: Array.from({ length: 11 }, (_, index) => ({ text: `${index}`, url: longest })),
			}),
		);
		expect([fields.length, fields.at(-2)?.name]).toEqual([21, '19']);
		expect(fields.at(-1)).toEqual({ name: '…', value: '+1' });
		expect([links.length, links.at(-1)?.text]).toEqual([10, '9']);
	});

	it('is as somebody wrote it, where that is so', () => {
		const { title, fields, links } = tidied(
			aNotification({
				isDefined: true,
				title: 'x'.repeat(300),
				fields: Array.from({ length: 101 }, (_, index) => ({
					name: `${index}`,
					value: ` one\r\ntwo\u0000 ${'v'.repeat(2_000)}`,
				})),
				links: Array.from({ length: 25 }, () => ({ text: 'l'.repeat(75), url })),
			}),
		);
		expect(title).toBe('x'.repeat(300));
		expect(fields[0].value).toBe(`one\ntwo ${'v'.repeat(2_000)}`);
		expect(fields.slice(-2)).toEqual([
			{ name: '99', value: fields[0].value },
			{ name: '…', value: '+1' },
		]);
		expect(links).toEqual(Array(25).fill({ text: 'l'.repeat(75), url }));
	});

	it('names its source in one line', () => {
		expect(tidied(aNotification({ source: ` TWT\n${'x'.repeat(60)}` })).source).toBe(
			`TWT ${'x'.repeat(55)}…`,
		);
		expect(tidied(aNotification({})).source).toBeUndefined();
	});
});

test.each([
	['abc', 3, 'abc'],
	['abcd', 3, 'ab…'],
	['a bcd', 3, 'a…'],
	// One character each for whoever reads them, eight for the platform.
	['👨‍👩‍👧👨‍👩‍👧', 16, '👨‍👩‍👧👨‍👩‍👧'],
	['👨‍👩‍👧👨‍👩‍👧👨‍👩‍👧', 17, '👨‍👩‍👧👨‍👩‍👧…'],
	['👨‍👩‍👧👨‍👩‍👧👨‍👩‍👧', 16, '👨‍👩‍👧…'],
	[`e${'\u0301'.repeat(100)}`, 10, `e${'\u0301'.repeat(8)}…`],
])('%j in %d characters is %j', (value, length, expected) => {
	expect(shortened(value, length)).toBe(expected);
});

test('of several severities the worst counts', () => {
	expect(worst(['success', 'critical', 'warning'])).toBe('critical');
	expect(worst(['success', 'info'])).toBe('success');
	expect(worst([])).toBe('info');
});
