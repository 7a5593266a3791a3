import fc from 'fast-check';
import { asText, pathBelow, valueAt } from '../../../../src/events/mapping/path';

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

describe('a path with brackets', () => {
	const body = {
		labels: { 'k8s.io/app': 'shop', 'a"b]': 1, 'x[0]': 2, '': 3, ' ': 4 },
		list: [{ c: 1 }, { c: 2 }],
		'user[name]': 'Li Lei',
		'a.b': { c: 5 },
	};

	it.each<[string, unknown]>([
		['labels["k8s.io/app"]', 'shop'],
		['labels.["k8s.io/app"]', 'shop'],
		['labels["a\\"b]"]', 1],
		['labels["x[0]"]', 2],
		['labels[""]', 3],
		['labels[" "]', 4],
		['list[0].c', 1],
		['list[-1].c', 2],
		['list.[1].c', 2],
		['["a.b"].c', 5],
		['["a.b"]["c"]', 5],
		// Names of forms: nothing in these brackets is a place or a text.
		['user[name]', 'Li Lei'],
		['list[0', undefined],
		['list["c]', undefined],
		['["\\q"]', undefined],
		['labels["constructor"]', undefined],
	])('finds at %p: %p', (path, expected) => {
		expect(valueAt(body, path)).toBe(expected);
	});

	it('leads to whatever stands below a name, whatever that is', () => {
		fc.assert(
			fc.property(
				fc.array(fc.string({ unit: 'binary' }), { minLength: 1, maxLength: 5 }),
				(names) => {
					const path = names.reduce(pathBelow, '');
					const value = names.reduceRight<unknown>(
						(inner, name) => Object.fromEntries([[name, inner]]),
						'here',
					);
					expect(valueAt(value, path)).toBe('here');
					// As somebody would type it: without what n8n or a reader would take off its ends.
					expect(path.trim()).toBe(path);
					expect(path).not.toMatch(/^=/);
				},
			),
		);
	});
});

describe('asText', () => {
	it('is a text that says something, a number or a truth value', () => {
		expect(['a', 0, false].map(asText)).toEqual(['a', '0', 'false']);
		expect(['', ' ', null, undefined, {}, []].map(asText)).toEqual(Array(6).fill(undefined));
	});
});
