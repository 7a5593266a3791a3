import {
	FAILURES_BEFORE_GIVING_UP,
	firstPushAt,
	nextPushAt,
	retryDelay,
} from '../../../src/escalation/policy';
import { HOUR, MINUTE, SECOND } from '../../../src/time/duration';
import { aPolicy, T0 } from '../../support/escalations.mts';

const policy = aPolicy({ firstPushAfter: 5 * MINUTE, repeatEvery: 10 * MINUTE });
const gatedAfter = (lateness: number) => ({ plannedFor: T0, gatedAt: T0 + lateness });

test('the first push follows the arrival', () => {
	expect(firstPushAt(policy, T0)).toBe(T0 + 5 * MINUTE);
});

describe('nextPushAt', () => {
	test.each([0, 1, SECOND])('a push %s ms late does not shift the plan', (lateness) => {
		expect(nextPushAt(policy, gatedAfter(lateness), T0 + lateness)).toBe(T0 + 10 * MINUTE);
	});

	test('after a late push the plan goes on from when it left', () => {
		const left = T0 + 3 * HOUR;
		expect(nextPushAt(policy, gatedAfter(3 * HOUR), left)).toBe(left + 10 * MINUTE);
	});

	test('the time that its execution takes does not shift the plan', () => {
		expect(nextPushAt(policy, gatedAfter(0), T0 + 4 * MINUTE)).toBe(T0 + 10 * MINUTE);
	});

	test.each([
		['since it was planned', { plannedFor: T0 + 5 * HOUR, gatedAt: T0 }],
		['since it left', { plannedFor: T0 + 5 * HOUR, gatedAt: T0 + 5 * HOUR }],
	])('a clock set back %s does not postpone the next push', (_since, push) => {
		expect(nextPushAt(policy, push, T0)).toBe(T0 + 10 * MINUTE);
	});
});

describe('retryDelay', () => {
	test('doubles from 5 s up to 5 min', () => {
		const delays = [1, 2, 3, 4, 5, 6, 7, 8].map((failures) => retryDelay(failures) / SECOND);
		expect(delays).toEqual([5, 10, 20, 40, 80, 160, 300, 300]);
	});

	test('a push that fails is given up within half an hour', () => {
		let total = 0;
		for (let failures = 1; failures < FAILURES_BEFORE_GIVING_UP; failures += 1) {
			total += retryDelay(failures);
		}
		expect(total).toBeLessThan(30 * MINUTE);
	});
});
