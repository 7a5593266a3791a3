import * as crypto from 'node:crypto';

import fc from 'fast-check';
import { equalSecrets } from '../../../src/secrets/equalSecrets';

jest.mock('node:crypto', () => ({
	...jest.requireActual<typeof crypto>('node:crypto'),
	timingSafeEqual: jest.fn(jest.requireActual<typeof crypto>('node:crypto').timingSafeEqual),
}));

describe('equalSecrets', () => {
	it('compares in a time that depends neither on where they differ nor on their lengths', () => {
		for (const given of ['', 's', 'secret', 'secres', 'x'.repeat(10_000)]) {
			equalSecrets(given, 'secret');
			const compared = jest.mocked(crypto.timingSafeEqual).mock.lastCall!;
			expect(compared.map(({ byteLength }) => byteLength)).toEqual([32, 32]);
		}
		expect(crypto.timingSafeEqual).toHaveBeenCalledTimes(5);
	});

	it('is true for equal texts alone, of whatever length', () => {
		fc.assert(
			fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (one, other) => {
				expect(equalSecrets(one, one)).toBe(true);
				expect(equalSecrets(one, other)).toBe(one === other);
			}),
		);
	});
});
