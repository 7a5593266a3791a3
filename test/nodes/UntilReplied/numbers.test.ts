import { numberFrom } from '../../../nodes/shared/numbers';

describe('a number that an expression may have given as text', () => {
	test.each([
		[5, 5],
		['10', 10],
		[' 2.5 ', 2.5],
		['+3', 3],
		['-1', -1],
	])('%j is %d', (given, number) => {
		expect(numberFrom(given)).toBe(number);
	});

	test.each(['', ' ', '0x10', '1e3', '0b1', '5 min', '1,000', '１０', 'Infinity', null, true, [7]])(
		'%j is none',
		(given) => {
			expect(numberFrom(given)).toBeNaN();
		},
	);
});
