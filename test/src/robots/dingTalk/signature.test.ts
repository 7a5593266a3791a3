import { dingTalkSignature } from '../../../../src/robots/dingTalk/signature';

describe('the signature of a DingTalk robot', () => {
	// The secret is of the document's sample code, which gives no result: computed with two tools.
	it.each([
		[1_577_262_236_757, 'hmPWwU+7lVdm3ZZz0r9tSfx0L4Q26jWOZr9+Gs6EZQM='],
		[1_700_000_000_000, 'sSFWELbV2YwjdDQhWZwTcWlX5BWUx5J6TPpsZmuPii0='],
		[1_700_000_000_001, 'aOZ0Y/R7BCg4xs87AcG5MYf26YmwfVRTLD0z3X+p/mM='],
	])('at %d is %s, not yet encoded for the query', (now, sign) => {
		expect(dingTalkSignature('this is secret', now)).toEqual({ timestamp: String(now), sign });
	});
});
