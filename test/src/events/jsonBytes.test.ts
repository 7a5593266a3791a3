import fc from 'fast-check';

import { boundPassed, hasRepeatedNames, topLevelMembers } from '../../../src/events/jsonBytes';
import { textField } from '../../../src/events/request';
import { deliveries } from '../../support/sources/deliveries.mts';
import { caught } from '../../support/sources/gitee.mts';
import { dingTalk, feishu, slack, weCom } from '../../support/sources/groupRobot.mts';
import { unrepliedExample } from '../../support/sources/twtChat.mts';

const NAMES = ['sign', 'timestamp', 'password', 'hook_name', 'hook_id', 'created_at'];

/** The same by the parser, which the pass over the bytes stands in for. */
function byParser(json: string): Record<string, string> {
	const value: unknown = JSON.parse(json);
	if (Array.isArray(value)) return {};
	const found = NAMES.flatMap((name) => {
		const number = (value as Record<string, unknown> | null)?.[name];
		const text = typeof number === 'number' ? String(number) : textField(value, name);
		return text === undefined ? [] : [[name, text] as const];
	});
	return Object.fromEntries(found);
}

const members = (json: string) => ({ ...topLevelMembers(Buffer.from(json), NAMES) });

/** A name of JSON in one of the ways to write it. */
const written = (name: string): fc.Arbitrary<string> =>
	fc
		.array(fc.constantFrom('plain', 'lower', 'upper'), {
			minLength: name.length,
			maxLength: name.length,
		})
		.map((ways) => {
			const characters = [...name].map((character, index) => {
				const hex = character.charCodeAt(0).toString(16).padStart(4, '0');
				const ways_ = { plain: character, lower: `\\u${hex}`, upper: `\\u${hex.toUpperCase()}` };
				return ways_[ways[index] as keyof typeof ways_];
			});
			return `"${characters.join('')}"`;
		});

const blank = fc.constantFrom('', ' ', '\n', '\t\r ');
const value = fc.oneof(
	fc.string({ unit: 'grapheme' }).map((text) => JSON.stringify(text)),
	fc.constantFrom('1599360473', '1.7e12', '-0', '0.5', 'true', 'null', '""', '" "', '{}', '[]'),
	fc.constantFrom('"\\""', '"\\\\"', '"}"', '"{\\"sign\\":1}"', '"a\\u002Cb"', '"\\ud83d"'),
	fc.jsonValue({ maxDepth: 3 }).map((json) => JSON.stringify(json)),
	fc.constantFrom('{"sign":"inner"}', '[{"sign":"inner"},"sign"]', '{"a":{"b":"}"}}'),
);
const member = fc
	.tuple(
		fc.oneof(
			fc.constantFrom(...NAMES, 'sig', 'signs', '').chain(written),
			fc.string().map((text) => JSON.stringify(text)),
		),
		blank,
		blank,
		value,
		blank,
	)
	.map(([name, before, behind, json, end]) => `${end}${name}${before}:${behind}${json}${end}`);
const object = fc
	.tuple(blank, fc.array(member, { maxLength: 12 }), blank)
	.map(([before, all, behind]) => `${before}{${all.join(',')}}${behind}`);

describe('the members of an object, found in its bytes', () => {
	it('are those that the parser finds: the last of a name, however it is written', () => {
		fc.assert(
			fc.property(object, (json) => {
				expect(members(json)).toEqual(byParser(json));
			}),
			{ numRuns: 2_000 },
		);
	});

	it('are those that the parser finds in any JSON', () => {
		fc.assert(
			fc.property(fc.json({ maxDepth: 6 }), (json) => {
				expect(members(json)).toEqual(byParser(json));
			}),
			{ numRuns: 500 },
		);
	});

	const published = [
		unrepliedExample,
		...Object.values(deliveries).map(({ body }) => body),
		...[caught, weCom, dingTalk, feishu, slack].flatMap((group) =>
			Object.values<object>(group).map((body) => JSON.stringify(body, null, 1)),
		),
	].filter((body) => /^[[{]/.test(body));
	it.each(published)('are those that the parser finds in the published body %#', (body) => {
		expect(members(body)).toEqual(byParser(body));
		const signed = `{"password":"p","sign":"s","timestamp":1,${body.slice(1)}`;
		if (body.startsWith('{')) expect(members(signed)).toEqual(byParser(signed));
	});

	it('are found behind a byte order mark', () => {
		expect(members('\uFEFF{"sign":"x"}')).toEqual({ sign: 'x' });
	});

	it.each([
		'',
		'{',
		'{"sign',
		'{"sign"',
		'{"sign":',
		'{"sign":"x',
		'{"sign":"x"',
		'[{"sign":"x"}]',
	])('are none of %j', (json) => {
		expect(members(json)).toEqual({});
	});

	it.each(['constructor', '__proto__', 'toString', 'hasOwnProperty'])(
		'have nothing of the name %s that is not there',
		(name) => {
			const found = topLevelMembers(Buffer.from('{"sign":"x"}'), ['sign', name]);
			expect(found[name]).toBeUndefined();
			const given = topLevelMembers(Buffer.from(`{"${name}":"y"}`), ['sign', name]);
			expect(Object.entries(given)).toEqual([[name, 'y']]);
		},
	);

	it('are no proof when they are longer than any', () => {
		expect(members(`{"sign":"${'x'.repeat(1_000)}"}`).sign).toHaveLength(1_000);
		expect(members(`{"sign":"${'x'.repeat(2_000)}"}`)).toEqual({});
	});

	it('are looked for in any bytes without harm', () => {
		fc.assert(
			fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
				const found = topLevelMembers(Buffer.concat([Buffer.from('{"sign":'), bytes]), NAMES);
				expect(Object.keys(found).length).toBeLessThanOrEqual(NAMES.length);
			}),
		);
	});
});

describe('the bounds of a body', () => {
	/** Levels and values, counted in what the parser makes. */
	function measured(node: unknown): { depth: number; values: number } {
		if (typeof node !== 'object' || node === null) return { depth: 0, values: 0 };
		const children = Object.values(node).map(measured);
		return {
			depth: 1 + Math.max(0, ...children.map(({ depth }) => depth)),
			values: children.reduce((sum, { values }) => sum + 1 + values, 0),
		};
	}

	it('are passed by what has more levels, or more values, than they allow', () => {
		// An object that says a name twice has one value of it, and bytes for two.
		const json = fc.jsonValue({ maxDepth: 6 }).map((value) => JSON.stringify(value));
		fc.assert(
			fc.property(json, fc.nat(8), fc.nat(20), (text, depth, values) => {
				const bytes = Buffer.from(text);
				const size = measured(JSON.parse(text));
				const containers = [...text.replace(/"(?:[^"\\]|\\.)*"/g, '""')].filter((character) =>
					'[{'.includes(character),
				).length;
				// An empty list counts like one with one value.
				if (size.depth <= depth && size.values + containers <= values) {
					expect(boundPassed(bytes, { depth, values })).toBeUndefined();
				}
				if (size.depth > depth || size.values > values) {
					expect(boundPassed(bytes, { depth, values })).toBeDefined();
				}
			}),
			{ numRuns: 1_000 },
		);
	});

	it('are not asked of what is neither list nor object', () => {
		for (const text of ['a,'.repeat(100), `"${'['.repeat(100)}"`, '', '1']) {
			expect(boundPassed(Buffer.from(text), { depth: 1, values: 1 })).toBeUndefined();
		}
	});

	it('are found where they are passed, not at the end', () => {
		const bytes = Buffer.from(`[[[[1,2,3,4]]]]`);
		expect(boundPassed(bytes, { depth: 3, values: 100 })).toBe('depth');
		expect(boundPassed(bytes, { depth: 4, values: 6 })).toBe('values');
		expect(boundPassed(bytes, { depth: 4, values: 7 })).toBeUndefined();
	});
});

describe('two members of one name', () => {
	it.each([
		['{}', false],
		['{"a":1,"b":{"a":2},"c":[{"a":3},{"a":4}]}', false],
		['{"a":"\\"a\\":","b":"{\\"b\\":1"}', false],
		['[{"a":1},{"a":2}]', false],
		['"a"', false],
		['{"a":1,"a":2}', true],
		['{"a" : 1, "b": [], "\\u0061":2}', true],
		['{"a":{"a":1},"a":2}', true],
	])('%s: %s', (json, repeated) => {
		expect(hasRepeatedNames(Buffer.from(json))).toBe(repeated);
		expect(() => JSON.parse(json)).not.toThrow();
	});

	it.each([
		['a text of a whole body', 'a'],
		['as many escapes', '\\n'],
	])('are found beside %s', (_, unit) => {
		const long = unit.repeat((12 * 1_024 * 1_024) / unit.length);
		expect(hasRepeatedNames(Buffer.from(`{"a":"${long}","b":1}`))).toBe(false);
		expect(hasRepeatedNames(Buffer.from(`{"a":"${long}","a":1}`))).toBe(true);
	});
});
