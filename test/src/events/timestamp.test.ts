import fc from 'fast-check';

import { unixTime } from '../../../src/events/timestamp';

describe('unixTime', () => {
	// 1765439941 is `created_at` of TWT Chat's documented examples.
	it.each([
		['seconds', 1765439941, '2025-12-11T07:59:01.000Z'],
		['milliseconds', 1765439941000, '2025-12-11T07:59:01.000Z'],
		['seconds as digits', '1765439941', '2025-12-11T07:59:01.000Z'],
		['milliseconds as digits', ' 1646657144174 ', '2022-03-07T12:45:44.174Z'],
	])('understands %s', (_, value, expected) => {
		expect(new Date(unixTime.parse(value)).toISOString()).toBe(expected);
	});

	it.each([0, -1, NaN, Infinity, 1e20, '', 'yesterday', '12e8', '0x10', null, true, {}, []])(
		'refuses %p',
		(value) => {
			expect(unixTime.safeParse(value).success).toBe(false);
		},
	);

	it('takes seconds and milliseconds of one instant for the same', () => {
		fc.assert(
			fc.property(fc.integer({ min: 978_307_200, max: 4_102_444_799 }), (seconds) => {
				expect(unixTime.parse(seconds)).toBe(seconds * 1_000);
				expect(unixTime.parse(seconds * 1_000)).toBe(seconds * 1_000);
			}),
		);
	});
});
