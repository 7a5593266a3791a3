import fc from 'fast-check';

import { Scrubber } from '../../../src/secrets/scrubber';
import { isToldBy, spellings } from '../../support/spellings.mts';

/** As WeCom gives them, a UUID. */
const UUID = '693a91f6-7xxx-4bc4-97a0-0ec2sifa5aaa';
/** As DingTalk signs: Base64 has characters that addresses and JSON escape. */
const SIGN = 'ab/cDe+fGhiJklMnoPqrStuVwxYz0123456789+/Abc=';
const ADDRESS = `https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=${UUID}&debug=1`;

const base64 = (text: string) => Buffer.from(text).toString('base64');

describe.each([
	['the key of a robot', UUID],
	['a signature', SIGN],
	['a signing secret', 'SECb5f2a8c1d9e04f6a7b3c2d1e0f9a8b7c6d5e4f3a2b1c0d9e8f7a6b5c4d3e2f1a'],
	['the token of a bot', 'xoxb-17653672481-19874698323-pdFZKVeTuE8sk7oOcHrzqqgy'],
	['a password in Chinese', '密码是一二三四五六七八九十'],
])('%s', (_what, secret) => {
	const scrubber = new Scrubber([secret]);
	const address = `https://robots.example.com/send?access_token=${secret}&type=file`;

	it.each(Object.entries(spellings))('is taken out of a text that has it %s', (_how, spelled) => {
		for (const whole of [spelled(secret), spelled(encodeURI(address)), spelled(address)]) {
			const cleaned = scrubber.text(`request ${whole} was refused`);
			expect(cleaned).toContain('***');
			expect(cleaned).toMatch(/^request /);
			expect(cleaned).toMatch(/ was refused$/);
			expect(isToldBy(cleaned, secret)).toBe(false);
		}
	});

	it('is taken out where half of it was cut off', () => {
		const half = Math.ceil(secret.length / 2);
		expect(scrubber.text(`key=${secret.slice(0, half + 1)}…`)).toBe('key=***…');
		expect(scrubber.text(`…${secret.slice(-half - 1)}&x`)).toBe('…***&x');
	});

	it('is taken out wherever it stands in a text of anything', () => {
		fc.assert(
			fc.property(
				fc.string({ unit: 'binary' }),
				fc.string({ unit: 'binary' }),
				fc.constantFrom(...Object.values(spellings).slice(0, 14)),
				(before, behind, spelled) => {
					// What stands before it may make an escape of its first letter.
					fc.pre(!/[%&\\]/.test(before));
					const cleaned = scrubber.text(`${before}\n${spelled(secret)}\n${behind}`);
					expect(cleaned).toContain('***');
					expect(cleaned).not.toContain(secret);
				},
			),
		);
	});
});

describe('what is left', () => {
	const scrubber = new Scrubber([UUID, SIGN]);

	it('is all the rest of the text', () => {
		expect(scrubber.text(`invalid webhook url ${ADDRESS}, hint: [1672812]`)).toBe(
			'invalid webhook url https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=***&debug=1, hint: [1672812]',
		);
		expect(scrubber.text(`{"url":"${ADDRESS.replaceAll('/', '\\/')}"}`)).toBe(
			'{"url":"https:\\/\\/qyapi.weixin.qq.com\\/cgi-bin\\/webhook\\/send?key=***&debug=1"}',
		);
		expect(scrubber.text(`Authorization: Basic ${base64(`robot:${UUID}`)} refused`)).toMatch(
			/^Authorization: Basic cm9i[\w]{0,4}\*\*\*\S{0,2} refused$/,
		);
	});

	it('is every text that has no secret', () => {
		fc.assert(
			fc.property(fc.string({ unit: 'grapheme' }), (text) => {
				expect(scrubber.text(text)).toBe(text);
			}),
		);
		const words = 'https://open.work.weixin.qq.com/devtool/query?e=93000 %E4%B8%AD &amp; \\u4e2d';
		expect(scrubber.text(words)).toBe(words);
	});

	it('is everything where there are no secrets', () => {
		expect(new Scrubber(['', '  ']).text('key= ')).toBe('key= ');
	});
});

describe('a secret that may be a word', () => {
	it.each([
		['abc', 'POST /send?key=abc&type=x failed', 'POST /send?key=***&type=x failed'],
		['abc', 'POST /send?key%3Dabc failed', 'POST /send?key%3D*** failed'],
		['abc', '{"key": "abc"}', '{"key": "***"}'],
		['abc', 'invalid key abc', 'invalid key ***'],
		['abc', 'GET /hook/abc: no such hook', 'GET /hook/***: no such hook'],
		['abc', 'abc', '***'],
		['abc', `Authorization: Bearer ABC`, 'Authorization: Bearer ***'],
		['a.c', 'key=abc, key=a.c', 'key=abc, key=***'],
		['robot', 'The robot is disabled: /hook/robot', 'The robot is disabled: /hook/***'],
		['key', 'The key is wrong, see keys', 'The key is wrong, see keys'],
		['abc', 'abcdef abcs /abcdef key=abcd', 'abcdef abcs /abcdef key=abcd'],
	])('%s leaves the rest of %s', (secret, text, cleaned) => {
		expect(new Scrubber([secret]).text(text)).toBe(cleaned);
	});
});

describe('plain data', () => {
	const scrubber = new Scrubber([UUID]);

	it('is copied without secrets, in texts and in names', () => {
		const answer = {
			errcode: 0,
			request: { [ADDRESS]: [ADDRESS, 1, null, true] },
			media_id: '3a8asd892asd8asd',
		};
		const cleaned = scrubber.value(answer);
		expect(cleaned.media_id).toBe('3a8asd892asd8asd');
		expect(cleaned.errcode).toBe(0);
		const address = ADDRESS.replace(UUID, '***');
		expect(cleaned.request).toEqual({ [address]: [address, 1, null, true] });
		expect(answer.request[ADDRESS]).toBeDefined();
	});

	it('is left out where it is deeper or longer than any answer', () => {
		let nested: unknown = UUID;
		for (let depth = 0; depth < 100_000; depth += 1) nested = [nested];
		expect(JSON.stringify(scrubber.value(nested))).toContain('left out');
		const long = scrubber.value(['x'.repeat(300_000), UUID]);
		expect(long[0].length).toBeLessThan(210_000);
		expect(long[1]).toBe('… (left out)');
	});
});
