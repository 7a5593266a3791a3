import { asText, valueAt } from '../../../../src/events/mapping/path';

describe('valueAt', () => {
	const body = { a: { b: [{ c: 1 }, null] }, 'with space': true, empty: '' };

	it.each<[string, unknown]>([
		['a.b.0.c', 1],
		['a.b.1', null],
		['a.b.2', undefined],
		['a.x.y', undefined],
		['with space', true],
		['', undefined],
		['a.', undefined],
	])('finds at %p: %p', (path, expected) => {
		expect(valueAt(body, path)).toBe(expected);
	});

	it('does not find what every object inherits', () => {
		for (const path of ['constructor', 'toString', '__proto__', 'a.hasOwnProperty']) {
			expect(valueAt(body, path)).toBeUndefined();
		}
	});
});

describe('asText', () => {
	it('is a text that says something, a number or a truth value', () => {
		expect(['a', 0, false].map(asText)).toEqual(['a', '0', 'false']);
		expect(['', ' ', null, undefined, {}, []].map(asText)).toEqual(Array(6).fill(undefined));
	});
});
