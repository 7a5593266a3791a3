import { feishuSignature } from '../../../../src/robots/feishu/signature';

describe('the signature of a Feishu bot', () => {
	// Secret and timestamp of the first are of the document's sample code, which shows its result as
	// a picture; two projects' tests have the same string. The second is a Go project's.
	it.each([
		['demo', 1_599_360_473, 'l1N0gAcBjdwBvGm1xMjOF0XSyaLRpR7tuO5dHfhAYc8='],
		['mysecret', 1_700_000_000, 'Jp33/xXhCipDEpjyHvEyc7mRSyXWHbNz6J8+C3qQKNo='],
		['s3cr3t', 1_700_000_000, 'CNNNRL0wSY2j+cKcY98lQAfVvb21u/iW3phZyXRkmcY='],
	])('of %j at %d is %s', (secret, seconds, sign) => {
		expect(feishuSignature(secret, seconds * 1_000 + 999)).toEqual({
			timestamp: String(seconds),
			sign,
		});
	});

	it("is not DingTalk's, which has key and message the other way round", () => {
		expect(feishuSignature('demo', 1_599_360_473_000).sign).not.toBe(
			'DkEDUyVoOOJ539qBvUgMyzkzIdRWlf4e/V3Rq+ONJnQ=',
		);
	});

	it('passes over blanks around a pasted secret', () => {
		expect(feishuSignature(' demo\n', 1_599_360_473_000)).toEqual(
			feishuSignature('demo', 1_599_360_473_000),
		);
	});
});
