import {
	jsonObjectOf,
	jsonOf,
	idsOf,
	phoneNumbersOf,
	oneOf,
	textOf,
} from '../../../src/robots/values';

test.each([
	[undefined, ''],
	[null, ''],
	['words', 'words'],
	[7, '7'],
	[false, 'false'],
	[{ a: 1 }, '{\n  "a": 1\n}'],
	[['a'], '[\n  "a"\n]'],
])('what an expression gave becomes text: %j', (value, text) => {
	expect(textOf(value)).toBe(text);
});

test.each([
	['a,b', ['a', 'b']],
	['a，b；c; d\ne  f', ['a', 'b', 'c', 'd', 'e', 'f']],
	[' , ', []],
	[undefined, []],
	[
		['a b', ' c ', '', 7],
		['a b', 'c', '7'],
	],
])('entries of a list are parted as people part them: %j', (value, list) => {
	expect(idsOf(value)).toEqual(list);
});

test('mobile numbers may have blanks in them', () => {
	expect(phoneNumbersOf('138 0000 1111, +86 139-0000-2222；1370000\r\n1360000 ')).toEqual([
		'138 0000 1111',
		'+86 139-0000-2222',
		'1370000',
		'1360000',
	]);
	expect(phoneNumbersOf([13_800_001_111])).toEqual(['13800001111']);
	// Whole numbers with nothing but blanks between them.
	expect(phoneNumbersOf('13800001111 13900002222')).toEqual(['13800001111', '13900002222']);
	expect(phoneNumbersOf('91234567\t98765432')).toEqual(['91234567', '98765432']);
});

describe('what an expression chose of a few', () => {
	it.each([
		['b', 'b'],
		[undefined, 'a'],
		[null, 'a'],
		['', 'a'],
	])('%j is %j', (value, chosen) => {
		expect(oneOf(value, ['a', 'b'], 'a', 'Letter')).toBe(chosen);
	});

	it.each(['B', 'toString', 7, ['a'], { a: 1 }])('%j is refused, and says what may be', (value) => {
		const choose = () => oneOf(value, ['a', 'b'], 'a', 'Letter');
		expect(choose).toThrow(`Letter cannot be ${JSON.stringify(value)}`);
		expect(choose).toThrow(
			expect.objectContaining({ advice: 'The expression must return one of: a, b.' }),
		);
	});
});

test('whoever is named twice is in the list once', () => {
	expect(idsOf('ann, bob，ann')).toEqual(['ann', 'bob']);
	expect(idsOf([7, '7 '])).toEqual(['7']);
});

describe('JSON that a user entered', () => {
	it('may be a text, or what an expression gave', () => {
		expect(jsonOf('[1]', 'Blocks')).toEqual([1]);
		expect(jsonOf([1], 'Blocks')).toEqual([1]);
		expect(jsonObjectOf('{"a":1}', 'Card')).toEqual({ a: 1 });
	});

	it('is refused by the name of its field', () => {
		expect(() => jsonOf('{', 'Card')).toThrow('Card is not valid JSON');
	});

	it.each(['[]', 'null', '"text"', '7'])('is no object when it is %s', (json) => {
		expect(() => jsonObjectOf(json, 'Card')).toThrow('Card is not a JSON object');
	});
});
