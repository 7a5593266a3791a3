import { deskOf } from '../../../../src/robots/sending/desks';
import { weCom } from '../../../../src/robots/weCom/platform';
import { MINUTE } from '../../../../src/time/duration';

const START = Date.UTC(2026, 0, 1);
const desk = (platform: string, address: string) => deskOf(platform, address, weCom.limits);

beforeEach(() => jest.useFakeTimers({ now: START }));
afterEach(() => jest.useRealTimers());

test('whoever sends by the same robot has the same desk', () => {
	const first = desk('WeCom', 'key-1');
	first.lane.hold(START + MINUTE);
	expect(desk('WeCom', 'key-1')).toBe(first);
	expect(desk('WeCom', 'key-2')).not.toBe(first);
	expect(desk('DingTalk', 'key-1')).not.toBe(first);
	expect(desk('WeCom', 'key-1')).toBe(first);
});

test('a desk is forgotten when nothing of its past matters', () => {
	const first = desk('WeCom', 'key-1');
	first.lane.hold(START + MINUTE);
	jest.setSystemTime(START + 2 * MINUTE);
	expect(desk('WeCom', 'key-1')).not.toBe(first);
});
