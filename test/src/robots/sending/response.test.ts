import { everyPlatform } from '../../../support/robots/testedPlatforms.mts';
import { retryAfterOf, strangeResponse } from '../../../../src/robots/sending/response';

test.each([
	[{ 'retry-after': '30' }, 30_000],
	[{ 'retry-after': 0 }, 0],
	[{ 'x-ogw-ratelimit-reset': '7' }, 7_000],
	[{ 'retry-after': '1.5', 'x-ogw-ratelimit-reset': '7' }, 1_500],
	[{ 'retry-after': '-1' }, undefined],
	[{ 'retry-after': 'Wed, 21 Oct 2026 07:28:00 GMT' }, undefined],
	[{}, undefined],
])('the headers %j ask for a pause of %s ms', (headers, pause) => {
	expect(retryAfterOf(headers)).toBe(pause);
});

const answerOf = (status: number) =>
	strangeResponse('WeCom', { status, headers: { 'retry-after': '3' }, body: '' });

test.each([429, 503])('after HTTP %d without a verdict the message is sent again', (status) => {
	expect(answerOf(status)).toMatchObject({ ok: false, isTemporary: true, retryAfter: 3_000 });
	expect(answerOf(status).isUncertain).toBeUndefined();
});

test.each([500, 502, 504, 520])(
	'after HTTP %d without a verdict nobody knows whether the message is in the group',
	(status) => {
		expect(answerOf(status)).toMatchObject({
			ok: false,
			isUncertain: true,
			message: `WeCom failed (HTTP ${status})`,
			description: expect.stringContaining('The message may have been posted anyway'),
			retryAfter: 3_000,
		});
	},
);

test.each([200, 404, 499])('HTTP %d without a verdict is not from a robot', (status) => {
	expect(answerOf(status)).toMatchObject({ ok: false, code: 'noVerdict', isTemporary: false });
	expect(answerOf(status).retryAfter).toBeUndefined();
});

test.each(everyPlatform)(
	'whatever $name says with HTTP 429, the message is sent again when that is allowed',
	({ platforms, robots }) => {
		for (const { readResponse } of platforms) {
			for (const body of [
				...robots.map(({ answers }) => answers.refusal('something new')),
				{ code: 424242, msg: 'something new', message: 'something new', ok: false, error: 'new' },
				'',
				'<html>',
			]) {
				const answer = readResponse({ status: 429, headers: { 'retry-after': '3' }, body });
				expect([body, answer]).toEqual([
					body,
					expect.objectContaining({ ok: false, isTemporary: true, retryAfter: 3_000 }),
				]);
			}
		}
	},
);
