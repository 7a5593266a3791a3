import { outgoingQueueOf } from '../../../../src/robots/sending/outgoingQueues';
import { weCom } from '../../../../src/robots/weCom/platform';
import { MINUTE } from '../../../../src/time/duration';

const START = Date.UTC(2026, 0, 1);
const queue = (platform: string, address: string) =>
	outgoingQueueOf(platform, address, weCom.limits);

beforeEach(() => jest.useFakeTimers({ now: START }));
afterEach(() => jest.useRealTimers());

test('whoever sends by the same robot has the same queue', () => {
	const first = queue('WeCom', 'key-1');
	first.rateLimiter.hold(START + MINUTE);
	expect(queue('WeCom', 'key-1')).toBe(first);
	expect(queue('WeCom', 'key-2')).not.toBe(first);
	expect(queue('DingTalk', 'key-1')).not.toBe(first);
	expect(queue('WeCom', 'key-1')).toBe(first);
});

test('a queue is forgotten when nothing of its past matters', () => {
	const first = queue('WeCom', 'key-1');
	first.rateLimiter.hold(START + MINUTE);
	jest.setSystemTime(START + 2 * MINUTE);
	expect(queue('WeCom', 'key-1')).not.toBe(first);
});
