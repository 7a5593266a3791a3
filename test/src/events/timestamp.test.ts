import fc from 'fast-check';

import { dateTime, instant, unixTime } from '../../../src/events/timestamp';

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

	// 2001 to 2100, and where seconds end and milliseconds begin.
	it.each([
		[978_307_200, true],
		[978_307_199, false],
		[4_102_444_799, true],
		[4_102_444_800, false],
		[4_102_444_799_999, true],
		[4_102_444_800_000, false],
		[100_000_000_000, false],
		[978_307_200_000, true],
	])('%d is a time: %s', (value, isTime) => {
		expect(unixTime.safeParse(value).success).toBe(isTime);
	});

	it('takes seconds and milliseconds of one instant for the same', () => {
		fc.assert(
			fc.property(fc.integer({ min: 978_307_200, max: 4_102_444_799 }), (seconds) => {
				expect(unixTime.parse(seconds)).toBe(seconds * 1_000);
				expect(unixTime.parse(seconds * 1_000)).toBe(seconds * 1_000);
			}),
		);
	});
});

describe('instant', () => {
	it.each([
		[1765439941, '2025-12-11T07:59:01.000Z'],
		// Gitee
		['2021-10-08T16:08:32+08:00', '2021-10-08T08:08:32.000Z'],
		// Insight and Alertmanager: nanoseconds
		['2023-04-20T07:53:54.637363473Z', '2023-04-20T07:53:54.637Z'],
		['2018-08-03T09:52:26.739266876+02:00', '2018-08-03T07:52:26.739Z'],
		// GitLab
		['2015-05-17 18:08:09 UTC', '2015-05-17T18:08:09.000Z'],
		['2025-07-26 17:45:33', '2025-07-26T17:45:33.000Z'],
		['2025-07-26 17:45', '2025-07-26T17:45:00.000Z'],
		['2025-07-26T17:45:33+0800', '2025-07-26T09:45:33.000Z'],
		['  2025-07-26T17:45:33z ', '2025-07-26T17:45:33.000Z'],
		['2025-07-26T17:45:33.5Z', '2025-07-26T17:45:33.500Z'],
	])('understands %p', (text, expected) => {
		expect(new Date(instant.parse(text)).toISOString()).toBe(expected);
	});

	it.each(['0001-01-01T00:00:00Z', '2025-13-40T99:99:99Z', 'yesterday', '2025', {}, null, ''])(
		'refuses %p',
		(value) => {
			expect(instant.safeParse(value).error?.issues[0].message).toMatch(
				/must be a (Unix time|date)/,
			);
		},
	);

	it('takes a time without zone for one of the zone that is named', () => {
		expect(new Date(dateTime('+08:00').parse('2025-07-26 17:45:33')).toISOString()).toBe(
			'2025-07-26T09:45:33.000Z',
		);
	});
});
