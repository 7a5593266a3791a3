import fc from 'fast-check';

import { readBody } from '../../../src/events/request';
import { hostileBodies } from '../../support/sources/hostileBodies.mts';

const MEBIBYTE = 1_024 * 1_024;
const FORM = 'application/x-www-form-urlencoded';

const read = (body: string | Buffer, contentType?: string) =>
	readBody(Buffer.from(body as string), contentType);

/** By the text of each number, which the parser hands out since V8 11.4. */
function digitsKept(json: string): unknown {
	type Reviver = (name: string, value: unknown, context: { source: string }) => unknown;
	const revive: Reviver = (_, value, { source }) =>
		typeof value === 'number' && /^-?\d+$/.test(source) && !Number.isSafeInteger(value)
			? source
			: value;
	return JSON.parse(json, revive as (name: string, value: unknown) => unknown);
}

describe('readBody', () => {
	it('reads JSON, whatever it calls itself, also behind a byte order mark', () => {
		for (const contentType of [undefined, 'application/json', 'text/plain; charset=utf-8']) {
			expect(read('{"a":1}', contentType)).toEqual({ type: 'json', value: { a: 1 } });
		}
		expect(read('\uFEFF{"a":1}')).toEqual({ type: 'json', value: { a: 1 } });
	});

	it('reads a form, and the JSON that old hooks put into one', () => {
		const form = 'application/x-www-form-urlencoded';
		expect(read('a=1&b=%E4%BD%A0', form)).toEqual({ type: 'form', value: { a: '1', b: '你' } });
		for (const name of ['payload', 'hook']) {
			expect(read(`${name}=${encodeURIComponent('{"a":1}')}`, form)).toEqual({
				type: 'json',
				value: { a: 1 },
			});
		}
	});

	it('reads JSON that calls itself a form, as curl does, but no field of a form', () => {
		const form = 'application/x-www-form-urlencoded';
		expect(read('{"a":"x=1&y"}', form)).toEqual({ type: 'json', value: { a: 'x=1&y' } });
		expect(read('payload=7&conversation=abc', form)).toEqual({
			type: 'form',
			value: { payload: '7', conversation: 'abc' },
		});
		expect(read('7', form)).toEqual({ type: 'form', value: { 7: '' } });
	});

	it('leaves other text as it is, and says why it is no JSON', () => {
		expect(read('规则名称: a')).toEqual({
			type: 'text',
			value: '规则名称: a',
			notJson: expect.stringContaining('JSON'),
		});
		expect(read(' \n')).toEqual({ type: 'empty' });
	});

	it.each([
		['UTF-16', Buffer.from('\uFEFF{"a":1}', 'utf16le')],
		['half a character', Buffer.from([0x22, 0xe4, 0xbd, 0x22])],
		['GBK', Buffer.from([0x7b, 0xc4, 0xe3, 0x7d])],
	])('refuses %s', (_, bytes) => {
		expect(read(bytes)).toMatchObject({ type: 'problem', message: 'The body is not UTF-8.' });
	});

	it('refuses what is nested to do harm', () => {
		for (const depth of [65, 100_000]) {
			expect(read('['.repeat(depth) + ']'.repeat(depth))).toMatchObject({ type: 'problem' });
			expect(read('{"a":'.repeat(depth) + '1' + '}'.repeat(depth))).toMatchObject({
				type: 'problem',
			});
		}
		expect(read('['.repeat(64) + ']'.repeat(64))).toMatchObject({ type: 'json' });
	});

	it('takes a million values, and refuses more before they are parsed', () => {
		const zeros = (count: number) => `[${Array.from({ length: count }, () => '0').join(',')}]`;
		expect(read(zeros(1_000_000))).toMatchObject({ type: 'json' });
		const parse = jest.spyOn(JSON, 'parse');
		for (const body of [
			zeros(1_000_001),
			hostileBodies['empty objects'](4 * MEBIBYTE).toString(),
		]) {
			expect(read(body)).toEqual({
				type: 'problem',
				message: 'The body has more than 1,000,000 values.',
			});
			const form = new URLSearchParams({ payload: body }).toString();
			expect(read(form, 'application/x-www-form-urlencoded')).toMatchObject({ type: 'problem' });
		}
		const parsed = parse.mock.calls.filter(([text]) => String(text).startsWith('['));
		parse.mockRestore();
		expect(parsed).toEqual([]);
	});

	it('refuses a form with more than a thousand fields', () => {
		const form = (fields: number) =>
			read(Array.from({ length: fields }, (_, index) => `f${index}=1`).join('&'), FORM);
		expect(form(1_000)).toMatchObject({ type: 'form' });
		expect(form(1_001)).toMatchObject({ type: 'problem' });
	});

	it('takes __proto__ out, wherever it stands and however it is written', () => {
		const body = read('{"a":[{"__proto__":{"b":1}}],"\\u005f_proto__":{"c":1},"d":1}');
		expect(body).toEqual({ type: 'json', value: { a: [{}], d: 1 } });
		if (body.type !== 'json') throw new Error();
		expect(Object.hasOwn(body.value as object, '__proto__')).toBe(false);
		expect(({} as { c?: number }).c).toBeUndefined();
	});

	it('takes __proto__ out in each of the ways to write it', () => {
		const name = '__proto__';
		const escape = (character: string) =>
			`\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
		fc.assert(
			fc.property(
				fc.array(fc.constantFrom('as it is', 'lower', 'upper'), { minLength: 9, maxLength: 9 }),
				(ways) => {
					const written = [...name].map((character, index) => {
						if (ways[index] === 'as it is') return character;
						const escaped = escape(character);
						return ways[index] === 'upper' ? `\\u${escaped.slice(2).toUpperCase()}` : escaped;
					});
					const body = read(`{"a":[{"${written.join('')}":{"b":1},"c":2}]}`);
					expect(body).toEqual({ type: 'json', value: { a: [{ c: 2 }] } });
					const [entry] = (body as { value: { a: object[] } }).value.a;
					expect(Object.keys(entry)).toEqual(['c']);
				},
			),
		);
	});

	it('reads back every JSON that it is given', () => {
		fc.assert(
			fc.property(fc.jsonValue({ maxDepth: 8 }), (value) => {
				fc.pre(!JSON.stringify(value).includes('__proto__'));
				expect(read(JSON.stringify(value))).toEqual({
					type: 'json',
					value: digitsKept(JSON.stringify(value)),
				});
			}),
		);
	});

	it.each([
		// The ids of a Snowflake, of WeCom's customer service, of Discord ("Snowflakes") and of the largest 64 bits.
		['{"id":1790000000000000001}', { id: '1790000000000000001' }],
		['[9007199254740993,-9007199254740993]', ['9007199254740993', '-9007199254740993']],
		['\uFEFF{"id" : 175928847299117063 }', { id: '175928847299117063' }],
		['{"a":{"b":[18446744073709551615]}}', { a: { b: ['18446744073709551615'] } }],
		['{"n":1e400,"m":-1E+999}', { n: '1e400', m: '-1E+999' }],
		// What a number holds stays one, and what stands in a text is none.
		['{"id":9007199254740991,"x":-1.5e3}', { id: 9007199254740991, x: -1500 }],
		['{"x":0.12345678901234568,"y":1e21}', { x: 0.12345678901234568, y: 1e21 }],
		[
			'{"1790000000000000001":"[1790000000000000001]\\""}',
			{ '1790000000000000001': '[1790000000000000001]"' },
		],
	])('keeps the digits of %s', (body, value) => {
		expect(read(body)).toEqual({ type: 'json', value });
		const form = new URLSearchParams({ payload: body.replace('\uFEFF', '') }).toString();
		expect(read(form, FORM)).toEqual({ type: 'json', value });
	});

	it('keeps the digits of any whole number', () => {
		fc.assert(
			fc.property(fc.array(fc.bigInt({ min: -(2n ** 70n), max: 2n ** 70n })), (numbers) => {
				const body = read(`{"a":[${numbers.join(' , ')}]}`) as { value: { a: unknown[] } };
				expect(body.value.a.map(String)).toEqual(numbers.map(String));
			}),
		);
	});

	it.each(['{1790000000000000001:1}', '[01790000000000000001]', '[1790000000000000001'])(
		'makes no JSON of %s',
		(body) => {
			expect(read(body)).toMatchObject({ type: 'text' });
		},
	);
});
