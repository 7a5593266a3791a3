import fc from 'fast-check';

import { equalSecrets } from '../../../src/events/verification';

describe('equalSecrets', () => {
	it('is true for equal texts alone, of whatever length', () => {
		fc.assert(
			fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (one, other) => {
				expect(equalSecrets(one, one)).toBe(true);
				expect(equalSecrets(one, other)).toBe(one === other);
			}),
		);
	});
});
