import fc from 'fast-check';

import { Scrubber } from '../../../src/secrets/scrubber';
import { isToldBy, spellings } from '../../support/robots/spellings.mts';

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

/** How software is known to repeat an address: `%s` is the secret in its query, in its path, or in a header. */
const repeating: Record<string, (secret: string) => string> = {
	Squid: (secret) =>
		`<p>The following error was encountered while trying to retrieve the URL: <a href="https://robots.example.com/send?key=${secret}&amp;type=file">https://robots.example.com/send?key=${secret}&amp;type=file</a></p>`,
	Express: (secret) => `<pre>Cannot POST /robot/send?access_token=${secret}</pre>`,
	'Spring Boot': (secret) =>
		JSON.stringify({ timestamp: 1, status: 404, path: `/open-apis/bot/v2/hook/${secret}` }),
	Tomcat: (secret) =>
		`Invalid character found in the request target [/robot/send?access_token=${secret} ]. The valid characters are defined in RFC 7230 and RFC 3986`,
	nginx: (secret) =>
		`connect() failed (111: Connection refused), request: "POST /cgi-bin/webhook/send?key=${secret} HTTP/1.1", upstream: "http://10.0.0.1:80/"`,
	IIS: (secret) =>
		`Requested URL https://robots.example.com:443/hook/${secret} Physical Path C:\\inetpub\\hook\\${secret}`,
	Go: (secret) =>
		`Post "https://robots.example.com/send?key=${secret}\\u0026debug=1": dial tcp 10.0.0.1:443: connect: connection refused`,
	'Python requests': (secret) =>
		`HTTPSConnectionPool(host='oapi.dingtalk.com', port=443): Max retries exceeded with url: /robot/send?access_token=${secret} (Caused by NewConnectionError())`,
	aiohttp: (secret) =>
		`403, message='Forbidden', url=URL('https://robots.example.com/send?key=${secret}')`,
	Feign: (secret) =>
		`[404 Not Found] during [POST] to [https://robots.example.com/send?key=${secret}] [Robot#send(Message)]: []`,
	PHP: (secret) => `array(1) { ["key"]=> string(36) "${secret}" }`,
	httpbin: (secret) =>
		JSON.stringify(
			{
				args: { key: secret },
				headers: { Authorization: `Bearer ${secret}`, Host: 'robots.example.com' },
				url: `https://robots.example.com/send?key=${secret}`,
			},
			null,
			2,
		),
	Cloudflare: (secret) =>
		`cUPMDTk: "\\/cgi-bin\\/webhook\\/send?key=${encodeURIComponent(secret)}&__cf_chl_tk=x"`,
	'a gateway that asks for a login': (secret) =>
		`https://gateway.example.net:443/auT?origurl=${encodeURIComponent(`https://robots.example.com/send?key=${encodeURIComponent(secret)}`)}&reason=1`,
	'a gateway that blocks': (secret) =>
		`<a href="/block?u=${Buffer.from(`https://robots.example.com/send?key=${secret}`).toString('base64url')}&c=9">why</a>`,
	curl: (secret) =>
		`> POST /services/T0/B0/${secret} HTTP/1.1\\r\\n> Authorization: Basic ${base64(`robot:${secret}`)}`,
};

it.each(Object.entries(repeating))('what %s repeats has no secret any more', (_name, repeat) => {
	for (const secret of [UUID, SIGN, 'short-key1', 'qxz']) {
		const cleaned = new Scrubber([secret]).text(repeat(secret));
		expect(cleaned).toContain('***');
		expect(isToldBy(cleaned, secret)).toBe(false);
		// And the rest is as it was.
		const [head] = repeat('qqqq').split('qqqq');
		if (!head.includes('/block')) expect(cleaned.startsWith(head)).toBe(true);
	}
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

	it('may be a number', () => {
		const digits = new Scrubber(['1700000000', '0', '45']);
		expect(digits.value({ errcode: 0, at: 1_700_000_000, hint: 1_800_000_000, of: 45 })).toEqual({
			errcode: 0,
			at: '***',
			hint: 1_800_000_000,
			of: 45,
		});
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
