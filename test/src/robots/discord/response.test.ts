import { readDiscordResponse } from '../../../../src/robots/discord/response';

const of = (status: number, body: unknown, headers = {}) =>
	readDiscordResponse({ status, headers, body });
const message = { id: '1100000000000000001', channel_id: '199737254929760256' };

describe("Discord's answer", () => {
	it('is a success when it is the message that was posted', () => {
		expect(of(200, message)).toEqual({ ok: true, response: message, pauseFor: undefined });
	});

	// "Rate Limits", Header Format.
	it.each([
		[{ 'x-ratelimit-remaining': '0', 'x-ratelimit-reset-after': '1.25' }, 1_250],
		[{ 'x-ratelimit-remaining': '0', 'x-ratelimit-reset-after': '0' }, 0],
		[{ 'x-ratelimit-remaining': '1', 'x-ratelimit-reset-after': '1.25' }, undefined],
		[{ 'x-ratelimit-remaining': '0' }, undefined],
		[{ 'x-ratelimit-remaining': '0', 'x-ratelimit-reset-after': 'soon' }, undefined],
	])('with %j lets the next request wait %s ms', (headers, pauseFor) => {
		expect(of(200, message, headers)).toMatchObject({ ok: true, pauseFor });
	});

	// The examples of "Exceeding A Rate Limit".
	it.each([
		[{ message: 'You are being rate limited.', retry_after: 64.57, global: false }, 64_570],
		[{ message: 'The resource is being rate limited.', retry_after: 1336.57 }, 1_336_570],
		[{ message: 'You are being rate limited.' }, 65_000],
	])('of a rate limit says when to come back: %j', (body, retryAfter) => {
		expect(of(429, body, { 'retry-after': '65' })).toMatchObject({
			ok: false,
			code: '429',
			message: 'Too many messages',
			isTemporary: true,
			retryAfter,
		});
	});

	it('of a rate limit with a code is temporary, whatever the code', () => {
		const body = { message: 'slow', code: 31_999, retry_after: 2 };
		expect(of(429, body)).toMatchObject({ code: '31999', isTemporary: true, retryAfter: 2_000 });
	});

	it.each([
		[404, 10015, 'Unknown Webhook', false],
		[401, 50027, 'Invalid Webhook Token', false],
		[400, 50006, 'Cannot send an empty message', false],
		[400, 220001, 'Webhooks posted to forum channels must have a thread_name or thread_id', false],
		[503, 130000, 'API resource is currently overloaded.', true],
		[
			403,
			40058,
			'Cannot message this thread until after the post author has sent an initial message.',
			true,
		],
		[404, 0, '404: Not Found', false],
	])('HTTP %d with the code %d is an error', (status, code, words, isTemporary) => {
		expect(of(status, { message: words, code })).toMatchObject({
			ok: false,
			code: String(code),
			isTemporary,
			description: expect.stringContaining(words),
		});
	});

	// "Error Messages", Array Error and Request Error.
	it('names the places of a form that are wrong', () => {
		const wrong = (text: string) => ({
			_errors: [{ code: 'BASE_TYPE_MAX_LENGTH', message: text }],
		});
		const errors = { embeds: { 0: { title: wrong('Must be 256 or fewer in length.') } } };
		expect(of(400, { code: 50035, message: 'Invalid Form Body', errors })).toMatchObject({
			message: 'Discord refuses the message',
			description: expect.stringContaining('embeds.0.title: Must be 256 or fewer in length.'),
		});
		expect(
			of(400, { code: 50035, message: 'Invalid Form Body', errors: wrong('Too large') }),
		).toMatchObject({ description: expect.stringContaining('message: Too large') });
	});

	it('tells five of the places at the most, and none that is hidden too deep', () => {
		const many = Object.fromEntries(
			Array.from({ length: 9 }, (_, index) => [`f${index}`, { _errors: [{ message: 'bad' }] }]),
		);
		const deep = Array.from({ length: 2_000 }).reduce<object>((inner) => ({ x: inner }), {
			_errors: [{ message: 'deep' }],
		});
		const tellsOf = (errors: object) =>
			(of(400, { code: 50035, message: 'Invalid Form Body', errors }) as { description: string })
				.description;
		expect(tellsOf(many).match(/bad/g)).toHaveLength(5);
		expect(tellsOf(deep)).not.toContain('deep');
		expect(tellsOf({ x: { _errors: 'odd' } })).toContain('x: not valid');
	});

	it("gives Discord's own words for a code that is not known", () => {
		expect(of(400, { code: 99_999, message: 'New' })).toMatchObject({
			message: 'Discord error 99999: New',
			isTemporary: false,
		});
	});

	// "5xx (SERVER ERROR): The server had an error processing your request".
	it.each([
		[500, { message: '500: Internal Server Error', code: 0 }],
		[504, '<html>gateway timeout</html>'],
	])('HTTP %d %j leaves open whether the message is in the channel', (status, body) => {
		expect(of(status, body)).toMatchObject({ ok: false, isUncertain: true });
	});

	// "There was not a gateway available to process your request. Wait a bit and retry."
	it('HTTP 502 says that the message is to be sent again', () => {
		expect(of(502, '<html>bad gateway</html>')).not.toHaveProperty('isUncertain');
	});

	it.each([
		[502, '<html>bad gateway</html>', '502', true],
		[429, '<html>error code: 1015</html>', '429', true],
		[200, '<html>proxy</html>', 'noVerdict', false],
		[204, undefined, 'noVerdict', false],
		[200, { message: 'hello' }, 'noVerdict', false],
		[200, { id: '1' }, 'noVerdict', false],
		[301, message, 'noVerdict', false],
	])('HTTP %d %j is not taken for a success', (status, body, code, isTemporary) => {
		expect(of(status, body)).toMatchObject({ ok: false, code, isTemporary });
	});
});
