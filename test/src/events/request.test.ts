import fc from 'fast-check';

import { readBody } from '../../../src/events/request';

const read = (body: string | Buffer, contentType?: string) =>
	readBody(Buffer.from(body as string), contentType);

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
		for (const depth of [66, 100_000]) {
			expect(read('['.repeat(depth) + ']'.repeat(depth))).toMatchObject({ type: 'problem' });
			expect(read('{"a":'.repeat(depth) + '1' + '}'.repeat(depth))).toMatchObject({
				type: 'problem',
			});
		}
		expect(read('['.repeat(64) + ']'.repeat(64))).toMatchObject({ type: 'json' });
	});

	it('takes __proto__ out, wherever it stands and however it is written', () => {
		const body = read('{"a":[{"__proto__":{"b":1}}],"\\u005f_proto__":{"c":1},"d":1}');
		expect(body).toEqual({ type: 'json', value: { a: [{}], d: 1 } });
		if (body.type !== 'json') throw new Error();
		expect(Object.hasOwn(body.value as object, '__proto__')).toBe(false);
		expect(({} as { c?: number }).c).toBeUndefined();
	});

	it('reads back every JSON that it is given', () => {
		fc.assert(
			fc.property(fc.jsonValue({ maxDepth: 8 }), (value) => {
				fc.pre(!JSON.stringify(value).includes('__proto__'));
				expect(read(JSON.stringify(value))).toEqual({
					type: 'json',
					value: JSON.parse(JSON.stringify(value)),
				});
			}),
		);
	});
});
