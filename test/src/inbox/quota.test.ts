import fc from 'fast-check';

import { countThatFit, DEFAULT_QUOTA } from '../../../src/inbox/quota';

const empty = { events: 0, bytes: 0 };

test('as many fit as there is room for, by events and by bytes', () => {
	const quota = { events: 5, bytes: 100 };
	expect(countThatFit(empty, [1, 1, 1], quota)).toBe(3);
	expect(countThatFit({ events: 4, bytes: 0 }, [1, 1, 1], quota)).toBe(1);
	expect(countThatFit({ events: 5, bytes: 0 }, [1], quota)).toBe(0);
	expect(countThatFit(empty, [60, 60, 60], quota)).toBe(2);
	expect(countThatFit({ events: 1, bytes: 100 }, [1], quota)).toBe(0);
});

test('none is too large for ever', () => {
	expect(countThatFit(empty, [1_000], { events: 1, bytes: 1 })).toBe(1);
});

test('never more wait than the quota says, and never more bytes than one event over it', () => {
	const counts = fc.nat(1_000);
	fc.assert(
		fc.property(
			fc.record({ events: counts, bytes: counts }),
			fc.array(fc.integer({ min: 1, max: 100 })),
			fc.record({ events: counts, bytes: counts }),
			(size, bytes, quota) => {
				const count = countThatFit(size, bytes, quota);
				const sum = (some: number[]) => some.reduce((total, each) => total + each, 0);
				if (count > 0) {
					expect(size.events + count).toBeLessThanOrEqual(quota.events);
					expect(size.bytes + sum(bytes.slice(0, count - 1))).toBeLessThan(quota.bytes);
				}
				if (count < bytes.length) {
					const isFull =
						size.events + count >= quota.events ||
						size.bytes + sum(bytes.slice(0, count)) >= quota.bytes;
					expect(isFull).toBe(true);
				}
			},
		),
	);
});

test('by default a hundred thousand events wait, and a gibibyte', () => {
	expect(DEFAULT_QUOTA).toEqual({ events: 100_000, bytes: 1_073_741_824 });
});
