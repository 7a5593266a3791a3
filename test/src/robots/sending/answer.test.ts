import { retryAfterOf, strangeAnswer } from '../../../../src/robots/sending/answer';

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

test.each([
	[429, true],
	[500, true],
	[503, true],
	[200, false],
	[404, false],
	[499, false],
])('an answer of HTTP %d without a verdict is worth another try: %s', (status, isTemporary) => {
	const answer = strangeAnswer('WeCom', { status, headers: { 'retry-after': '3' }, body: '' });
	expect(answer).toMatchObject({ ok: false, isTemporary });
	expect(answer.retryAfter).toBe(isTemporary ? 3_000 : undefined);
});
