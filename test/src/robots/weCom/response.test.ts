import { isLivingRobot, readWeComResponse } from '../../../../src/robots/weCom/response';

const answer = (body: unknown, status = 200) => readWeComResponse({ status, headers: {}, body });

/** What WeCom says to markdown of 4,097 bytes, as users quote it (PrometheusAlert#155), IP and hint replaced. */
const tooLong = {
	errcode: 40058,
	errmsg:
		'markdown.content exceed max length 4096. invalid Request Parameter, hint: [1672812345678901234567890], from ip: 192.0.2.1, more info at https://open.work.weixin.qq.com/devtool/query?e=40058',
};

describe("WeCom's answer", () => {
	it.each([{ errcode: 0, errmsg: 'ok' }, { errcode: '0', errmsg: 'ok' }, { errcode: 0 }])(
		'%j is a success',
		(body) => {
			expect(answer(body)).toMatchObject({ ok: true, response: { errcode: 0 } });
		},
	);

	it('is an error although HTTP said 200 when errcode is not 0', () => {
		expect(answer(tooLong)).toMatchObject({
			ok: false,
			code: '40058',
			message: expect.stringContaining('too long'),
			description: expect.stringContaining('markdown.content exceed max length 4096'),
			isTemporary: false,
		});
	});

	it("gives WeCom's own words and the document to look in for a code that is not known", () => {
		expect(answer({ errcode: 999999, errmsg: 'something new' })).toMatchObject({
			ok: false,
			code: '999999',
			message: 'WeCom error 999999: something new',
			description: expect.stringContaining('全局错误码'),
			isTemporary: false,
		});
	});

	it.each([
		[undefined],
		[null],
		[''],
		['<html>proxy</html>'],
		[[]],
		[{}],
		[{ errcode: null }],
		[{ errcode: '' }],
		[{ errcode: false }],
		[{ errcode: [] }],
		[{ errcode: 'ok' }],
		[{ errcode: 0.5 }],
		[{ errmsg: 'ok' }],
	])('%j is not a success: something else answered', (body) => {
		expect(answer(body)).toMatchObject({ ok: false, code: 'noVerdict', isTemporary: false });
	});

	it.each([429, 503])('is worth another try when a gateway answers HTTP %d', (status) => {
		const verdict = answer('<html>', status);
		expect(verdict).toMatchObject({ ok: false, isTemporary: true });
		expect(verdict).not.toHaveProperty('isUncertain');
	});

	it.each([500, 502, 504])('is not known when a gateway answers HTTP %d', (status) => {
		expect(answer('<html>', status)).toMatchObject({ ok: false, isUncertain: true });
	});

	it.each([
		[-1, true],
		[45009, true],
		[45033, true],
		[93000, false],
		[40058, false],
		[44004, false],
	])('with code %d: worth another try %s', (errcode, isTemporary) => {
		expect(answer({ errcode })).toMatchObject({ isTemporary });
	});

	it('asks for a minute of patience when the minute is full', () => {
		expect(answer({ errcode: 45009 })).toMatchObject({ retryAfter: 60_000 });
	});
});

describe("WeCom's credential test", () => {
	it.each([
		// What a living robot says to the empty text that the test sends.
		[200, { errcode: 44004, errmsg: 'empty content' }, true],
		[200, { errcode: 40058, errmsg: 'invalid Request Parameter' }, true],
		// That may be anything.
		[200, { errcode: 45009, errmsg: 'api freq out of limit' }, false],
		[200, { errcode: 99999, errmsg: 'a new one' }, false],
		[200, { errcode: 0, errmsg: 'ok' }, true],
		[200, { errcode: 93000, errmsg: 'invalid webhook url' }, false],
		[200, { errcode: 93004, errmsg: 'robot is disabled' }, false],
		[200, { errcode: 93008, errmsg: 'not in group' }, false],
		[200, '<html>proxy</html>', false],
		[404, '', false],
		[502, '<html>Bad Gateway</html>', false],
	])('with HTTP %d and %j: living %s', (status, body, isLiving) => {
		expect(isLivingRobot({ status, headers: {}, body }).ok).toBe(isLiving);
	});
});
