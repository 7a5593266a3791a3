import { outgoingQueueOf } from '../../../../src/robots/sending/outgoingQueues';
import { weCom } from '../../../../src/robots/weCom/platform';
import { MINUTE } from '../../../../src/time/duration';

const START = Date.UTC(2026, 0, 1);
const queue = (platform: string, address: string) =>
	outgoingQueueOf(platform, [address], weCom.limits);

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

test('executions that begin together have one queue, whoever is the first to use it', () => {
	const first = queue('WeCom', 'key-3');
	// Whoever looks up another robot tidies up.
	queue('WeCom', 'key-4');
	jest.setSystemTime(START + MINUTE);
	queue('WeCom', 'key-5');
	expect(queue('WeCom', 'key-3')).toBe(first);
});

test('a queue is forgotten when nothing of its past matters, and somebody else comes', () => {
	const first = queue('WeCom', 'key-1');
	first.rateLimiter.hold(START + 2 * MINUTE);
	jest.setSystemTime(START + 2 * MINUTE);
	queue('WeCom', 'another');
	expect(queue('WeCom', 'key-1')).toBe(first);
	jest.setSystemTime(START + 3 * MINUTE);
	queue('WeCom', 'yet another');
	expect(queue('WeCom', 'key-1')).not.toBe(first);
});
