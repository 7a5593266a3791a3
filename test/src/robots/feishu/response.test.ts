import { readFeishuResponse } from '../../../../src/robots/feishu/response';

const answer = (body: unknown, status = 200, headers = {}) =>
	readFeishuResponse({ status, headers, body });

describe("Feishu's answer", () => {
	it.each([
		{ StatusCode: 0, StatusMessage: 'success', code: 0, data: {}, msg: 'success' },
		// What bots of the first days still answer.
		{ Extra: null, StatusCode: 0, StatusMessage: 'success' },
		{ code: '0', msg: 'ok' },
	])('%j is a success', (body) => {
		expect(answer(body)).toMatchObject({ ok: true });
	});

	it.each([
		[
			{ code: 19001, msg: 'param invalid: incoming webhook access token invalid' },
			'token is wrong',
		],
		[
			{
				code: 19021,
				msg: 'sign match fail or timestamp is not within one hour from current time',
			},
			'signature',
		],
		[{ code: 19022, msg: 'Ip Not Allowed' }, 'address of n8n'],
		[{ code: 19024, msg: 'Key Words Not Found' }, 'keywords'],
		[{ code: 9499, msg: 'Bad Request' }, 'cannot read'],
		[{ code: 0, StatusCode: 19001 }, 'token is wrong'],
	])('%j is an error although HTTP said 200', (body, words) => {
		expect(answer(body)).toMatchObject({
			ok: false,
			message: expect.stringContaining(words),
			isTemporary: false,
		});
	});

	it('explains the clock when a signature does not match', () => {
		expect(answer({ code: 19021, msg: '' })).toMatchObject({
			description: expect.stringContaining('clock'),
		});
	});

	it('finds what is wrong with a card in the words of the answer', () => {
		expect(
			answer({
				code: 11246,
				msg: 'Failed to create card content, ext=ErrCode: 11310; ErrMsg: card table number over limit; ErrorValue: table',
			}),
		).toMatchObject({ code: '11246', message: 'The card has too many tables' });
	});

	it.each([1500, 2200, 11232, 11233, 99991400])('with code %d is worth another try', (code) => {
		expect(answer({ code, msg: 'frequency limited' })).toMatchObject({ isTemporary: true });
	});

	it('comes back when the gateway says so', () => {
		expect(
			answer({ code: 99991400, msg: 'request trigger frequency limit' }, 429, {
				'x-ogw-ratelimit-reset': '7',
			}),
		).toMatchObject({ isTemporary: true, retryAfter: 7_000 });
	});

	it.each([[undefined], ['<html>'], [{}], [{ code: null }], [{ msg: 'success' }], [[]]])(
		'%j is not a success: something else answered',
		(body) => {
			expect(answer(body)).toMatchObject({ ok: false, code: 'noVerdict' });
		},
	);

	it("gives Feishu's own words and the document for a code that is not known", () => {
		expect(answer({ code: 424242, msg: 'something new' })).toMatchObject({
			message: 'Feishu error 424242: something new',
			description: expect.stringContaining('自定义机器人使用指南'),
		});
	});
});
