import { duration, readableDuration } from '../../../src/time/duration';

describe('duration', () => {
	test.each([
		[90, 'seconds', 90_000],
		[1.5, 'minutes', 90_000],
		[2, 'hours', 7_200_000],
		[1, 'days', 86_400_000],
	] as const)('%s %s are %s ms', (amount, unit, milliseconds) => {
		expect(duration(amount, unit)).toBe(milliseconds);
	});
});

describe('readableDuration', () => {
	test.each([
		[0, '0 s'],
		[-5_000, '0 s'],
		[499, '0 s'],
		[500, '1 s'],
		[59_000, '59 s'],
		[59_600, '1 min'],
		[90_000, '1 min 30 s'],
		[3_600_000, '1 h'],
		[3_660_000, '1 h 1 min'],
		[3_605_000, '1 h 5 s'],
		[90_061_000, '1 d 1 h'],
	])('%s ms read "%s"', (milliseconds, text) => {
		expect(readableDuration(milliseconds)).toBe(text);
	});
});
