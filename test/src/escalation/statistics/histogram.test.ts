import fc from 'fast-check';

import {
	addAll,
	count,
	quantile,
	type Histogram,
} from '../../../../src/escalation/statistics/histogram';
import { DAY, HOUR, MINUTE, SECOND } from '../../../../src/time/duration';

const of = (times: number[]): Histogram => {
	const histogram: Histogram = {};
	for (const time of times) count(histogram, time);
	return histogram;
};
/** The nearest-rank percentile, of the times themselves. */
const exact = (times: number[], part: number) =>
	times.toSorted((one, other) => one - other)[Math.max(1, Math.ceil(times.length * part)) - 1];

test('of nothing there is no quantile', () => {
	expect(quantile({}, 0.5)).toBeNull();
});

test.each([0.1, 0.5, 0.9, 0.99, 1])('the quantile %d is that of the times, within 5 %%', (part) => {
	fc.assert(
		fc.property(
			fc.array(fc.integer({ min: SECOND, max: 400 * DAY }), { minLength: 1 }),
			(times) => {
				const expected = exact(times, part);
				const found = quantile(of(times), part)!;
				expect(Math.abs(found - expected) / expected).toBeLessThan(0.05);
			},
		),
		{ numRuns: 200 },
	);
});

test('two days together are as one', () => {
	const [one, other] = [
		[MINUTE, 2 * MINUTE, HOUR],
		[30 * SECOND, 0, DAY, DAY],
	];
	const together = of(one);
	addAll(together, of(other));
	expect(together).toEqual(of([...one, ...other]));
});

test('a year takes no more buckets than can be kept', () => {
	const times = Array.from({ length: 100_000 }, (_, index) => 400 * DAY * (index / 100_000));
	expect(Object.keys(of(times)).length).toBeLessThan(200);
});
