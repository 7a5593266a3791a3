import { jsonObjectOf, jsonOf, listOf, textOf } from '../../../src/robots/values';

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
	expect(listOf(value)).toEqual(list);
});

test('whoever is named twice is in the list once', () => {
	expect(listOf('ann, bob，ann')).toEqual(['ann', 'bob']);
	expect(listOf([7, '7 '])).toEqual(['7']);
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
