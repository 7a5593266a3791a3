import { setBackDetector } from '../../../src/time/setBack';

test('nobody knows what happened before the first call', () => {
	expect(setBackDetector()(1_000)).toBe(true);
});

test('time that passes or stands still was not set back', () => {
	const wasSetBack = setBackDetector();
	wasSetBack(1_000);
	expect([1_000, 1_001, 99_000].map(wasSetBack)).toEqual([false, false, false]);
});

test('tells once for each time that the clock was set back', () => {
	const wasSetBack = setBackDetector();
	wasSetBack(9_000);
	expect([8_999, 9_000, 1_000, 1_000].map(wasSetBack)).toEqual([true, false, true, false]);
});
