import fc from 'fast-check';

import { valueAt } from '../../../../src/events/mapping/path';
import { placesIn, placesPage } from '../../../../src/events/sample/places';
import { githubPayloads } from '../../../support/sources/corpus/github.mts';

const names = (body: object, options = {}) =>
	placesPage(body, options).places.map(({ name }) => name);
const paths = (body: object, options = {}) =>
	placesPage(body, options).places.map(({ path }) => path);

describe('the places of a sample', () => {
	it('are its texts, numbers, truth values and empty fields, in their order', () => {
		const body = { id: 42, chat: { open: true, text: 'Hi', note: '', agent: null }, tags: {} };
		expect(names(body)).toEqual([
			'id = 42',
			'chat.open = true',
			'chat.text = "Hi"',
			'chat.note = ""',
			'chat.agent = null',
		]);
	});

	it('are in lists those of the first entries, and of the last one', () => {
		expect(paths([{ a: 1 }])).toEqual(['0.a']);
		expect(paths({ messages: [{ text: 'a' }, { text: 'b' }] })).toEqual([
			'messages.0.text',
			'messages.1.text',
			'messages.-1.text',
		]);
		expect(paths({ a: Array.from({ length: 1_000 }, (_, n) => n) })).toEqual([
			...['a.0', 'a.1', 'a.2', 'a.3', 'a.4', 'a.-1'],
		]);
	});

	it('have names with dots and brackets in brackets', () => {
		expect(paths({ 'a.b': { 'c[0]': 1 }, '': { '"': 2 } })).toEqual(['["a.b"]["c[0]"]', '[""]."']);
	});

	it('are looked for by path or value', () => {
		const body = { id: 42, text: 'Order', order: { id: 7 } };
		expect(paths(body, { words: ' order ' })).toEqual(['text', 'order.id']);
		expect(paths(body, { words: '42' })).toEqual(['id']);
		expect(paths(body, { words: 'nothing' })).toEqual([]);
	});

	it('come in pages', () => {
		const body = Object.fromEntries(Array.from({ length: 250 }, (_, n) => [`f${n}`, n]));
		const seen: string[] = [];
		for (let from: number | undefined = 0; from !== undefined; ) {
			const { places, next } = placesPage(body, { from });
			expect(places.length).toBeLessThanOrEqual(100);
			seen.push(...places.map(({ path }) => path));
			from = next;
		}
		expect(seen).toEqual(Object.keys(body));
	});
});

describe('what stands at a place', () => {
	it('is shown short, in one line, and all of it seen', () => {
		const [name] = names({ text: `Hi\n\u202eevil\u0007 <b>${'x'.repeat(100)}` });
		expect(name).toMatch(/^text = "Hi\\n\\u202eevil\\u0007 <b>x+…"$/);
		expect(name.length).toBeLessThan(90);
		expect(names({ 'turned\u202e': 1 })).toEqual(['turned\\u202e = 1']);
		expect(names({ text: '👩‍💻 你好' })).toEqual(['text = "👩‍💻 你好"']);
	});
});

describe('the bounds', () => {
	/** Each level has the next one twice, by its place and as the last of its list. */
	const nested = (depth: number): unknown => (depth === 0 ? { x: 1 } : [0, nested(depth - 1)]);

	it('hold for lists in lists', () => {
		const { places, isCut } = placesIn(nested(60) as object);
		expect(places.length).toBeLessThan(5_000);
		expect(isCut).toBe(false);
	});

	it('hold for many fields, and tell', () => {
		const many = Object.fromEntries(Array.from({ length: 12_000 }, (_, n) => [`f${n}`, n]));
		expect(placesIn(many)).toMatchObject({ isCut: true, places: { length: 10_000 } });
		expect(placesIn({ a: { ['n'.repeat(600)]: 1 }, b: 2 })).toEqual({
			places: [{ path: 'b', value: 2 }],
			isCut: true,
		});
		expect(placesPage(many, {}).isCut).toBe(true);
	});
});

it('every place leads to its value', () => {
	fc.assert(
		fc.property(fc.object({ maxDepth: 4, withNullPrototype: false }), (given) => {
			const body = JSON.parse(JSON.stringify(given)) as object;
			for (const { path, value } of placesIn(body).places) {
				expect(valueAt(body, path)).toBe(value);
			}
		}),
	);
});

it('of each of the 726 payloads of GitHub, every place leads to its value, and is offered once', () => {
	for (const { body } of githubPayloads) {
		const { places, isCut } = placesIn(body);
		expect(isCut).toBe(false);
		expect(new Set(places.map(({ path }) => path)).size).toBe(places.length);
		for (const { path, value } of places) {
			if (valueAt(body, path) !== value) throw new Error(path);
		}
	}
});
