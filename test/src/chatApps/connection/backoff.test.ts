import { backoff } from '../../../../src/chatApps/connection/backoff';

const ALMOST_ONE = 0.999_999_999;

describe('the wait after failures', () => {
	test.each([
		[1, 250],
		[2, 500],
		[3, 1_000],
		[8, 32_000],
		[9, 60_000],
		[10, 60_000],
		[1_000_000, 60_000],
	])('after %d it is at most %d ms', (failures, most) => {
		expect(backoff(failures, ALMOST_ONE)).toBe(most);
		expect(backoff(failures, 0)).toBe(0);
		expect(backoff(failures, 0.5)).toBe(Math.floor((most + 1) / 2));
	});
});
