import fc from 'fast-check';

import { identityOf } from '../../../src/events/identity';

const parts = fc.array(fc.oneof(fc.string(), fc.integer(), fc.constant(undefined)), {
	maxLength: 6,
});

describe('identityOf', () => {
	it('is the same for the same parts', () => {
		fc.assert(
			fc.property(parts, (some) => {
				expect(identityOf(...some)).toBe(identityOf(...some));
			}),
		);
	});

	it('tells parts apart that differ', () => {
		fc.assert(
			fc.property(parts, parts, (some, others) => {
				fc.pre(JSON.stringify(some) !== JSON.stringify(others));
				expect(identityOf(...some)).not.toBe(identityOf(...others));
			}),
		);
	});

	it('does not run neighbouring parts together', () => {
		expect(identityOf('ab', 'c')).not.toBe(identityOf('a', 'bc'));
		expect(identityOf('a', undefined)).not.toBe(identityOf('a'));
		expect(identityOf(1)).not.toBe(identityOf('1'));
	});
});
