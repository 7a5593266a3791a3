import fc from 'fast-check';

import { mostThatFit } from '../../../../src/robots/markdown/mostThatFit';

const count = fc.nat({ max: 100_000 });

it('finds how many fit, and asks seldom and for few', () => {
	fc.assert(
		fc.property(count, count, (most, room) => {
			const asked: number[] = [];
			const found = mostThatFit(most, (some) => {
				asked.push(some);
				return some <= room;
			});
			expect(found).toBe(Math.min(most, room));
			expect(Math.max(0, ...asked)).toBeLessThanOrEqual(2 * found + 1);
			expect(asked.length).toBeLessThanOrEqual(2 * Math.log2(found + 1) + 2);
		}),
	);
});

it('finds none where nothing fits', () => {
	expect(mostThatFit(3, () => false)).toBe(0);
	expect(mostThatFit(0, () => true)).toBe(0);
});
