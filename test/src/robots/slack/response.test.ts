import {
	isLivingWebhook,
	readApiResponse,
	readWebhookResponse,
} from '../../../../src/robots/slack/response';

const of = (status: number, body: unknown, headers = {}) => ({ status, headers, body });

describe('the answer of an incoming webhook', () => {
	it('is a success when it is "ok"', () => {
		expect(readWebhookResponse(of(200, 'ok'))).toEqual({ ok: true, response: { ok: true } });
	});

	// "Changes to errors from incoming webhooks" (2016).
	it.each([
		[400, 'invalid_payload'],
		[400, 'user_not_found'],
		[403, 'action_prohibited'],
		[404, 'channel_not_found'],
		[410, 'channel_is_archived'],
		[404, 'no_service'],
		[404, 'no_team'],
	])('HTTP %d %s is an error for good', (status, word) => {
		expect(readWebhookResponse(of(status, word))).toMatchObject({
			ok: false,
			code: word,
			isTemporary: false,
		});
	});

	it('obeys Retry-After', () => {
		expect(readWebhookResponse(of(429, 'rate_limited', { 'retry-after': '30' }))).toMatchObject({
			isTemporary: true,
			retryAfter: 30_000,
		});
	});

	it('leaves open after HTTP 500 rollup_error whether the message is in the channel', () => {
		expect(readWebhookResponse(of(500, 'rollup_error'))).toMatchObject({
			isUncertain: true,
			description: expect.stringContaining('may have been posted anyway'),
		});
	});

	it.each([
		[200, '<html>proxy</html>'],
		[200, ''],
		[200, { ok: true }],
		[200, undefined],
		[301, 'ok'],
	])('HTTP %d %j is not a success: something else answered', (status, body) => {
		expect(readWebhookResponse(of(status, body))).toMatchObject({ ok: false, code: 'noVerdict' });
	});

	it.each([
		[400, 'no_text', true],
		[400, 'invalid_payload', true],
		[404, 'no_service', false],
		[410, 'channel_is_archived', false],
		[200, '<html>', false],
	])('HTTP %d %j to the credential test: living %s', (status, body, isLiving) => {
		expect(isLivingWebhook(of(status, body)).ok).toBe(isLiving);
	});
});

describe('the answer of the Web API', () => {
	it('is a success when it says ok', () => {
		expect(
			readApiResponse(of(200, { ok: true, channel: 'C123', ts: '1503435956.000247' })),
		).toMatchObject({ ok: true, response: { ts: '1503435956.000247' } });
	});

	it('names the scope that is missing', () => {
		expect(
			readApiResponse(
				of(200, {
					ok: false,
					error: 'missing_scope',
					needed: 'chat:write',
					provided: 'files:write',
				}),
			),
		).toMatchObject({
			code: 'missing_scope',
			description: expect.stringContaining('needed: chat:write, provided: files:write'),
		});
	});

	it('names the place in the blocks that is wrong', () => {
		expect(
			readApiResponse(
				of(200, {
					ok: false,
					error: 'invalid_blocks',
					response_metadata: {
						messages: ['[ERROR] missing required field: text [json-pointer:/blocks/0]'],
					},
				}),
			),
		).toMatchObject({ description: expect.stringContaining('json-pointer:/blocks/0') });
	});

	it('counts restricted_action_read_only_channel with its family', () => {
		expect(
			readApiResponse(of(200, { ok: false, error: 'restricted_action_read_only_channel' })),
		).toMatchObject({ message: expect.stringContaining('restricts who can post') });
	});

	// Both: "It's possible some aspect of the operation succeeded before the error was raised."
	it.each(['fatal_error', 'internal_error'])(
		'says of a %s that the message may be in the channel',
		(error) => {
			expect(readApiResponse(of(200, { ok: false, error }))).toMatchObject({
				isUncertain: true,
				description: expect.stringContaining('may have been posted anyway'),
			});
		},
	);

	it.each(['service_unavailable', 'request_timeout', 'ratelimited'])(
		'is worth another try after %s',
		(error) => {
			const answer = readApiResponse(of(200, { ok: false, error }));
			expect(answer).toMatchObject({ isTemporary: true, isUncertain: undefined });
		},
	);

	it("gives Slack's own word for one that is not known, also for names of object methods", () => {
		for (const error of ['something_new', 'constructor']) {
			expect(readApiResponse(of(200, { ok: false, error }))).toMatchObject({
				ok: false,
				message: `Slack error ${error}`,
			});
		}
	});

	it.each([[undefined], ['<html>'], [{}], [{ ok: 'true' }], [[]]])(
		'%j is not a success: something else answered',
		(body) => {
			expect(readApiResponse(of(200, body))).toMatchObject({ ok: false, code: 'noVerdict' });
		},
	);
});
