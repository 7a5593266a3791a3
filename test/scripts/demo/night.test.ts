import fc from 'fast-check';

import { nightAt } from '../../../scripts/demo/night.mts';
import { nextActive } from '../../../src/time/activeHours';

it.each(['Asia/Shanghai', 'Asia/Kathmandu', 'America/Phoenix', 'UTC'])(
	'the night of the demo is now, and ends when it says: %s',
	(timeZone) => {
		fc.assert(
			fc.property(fc.integer({ min: 1_700_000_000_000, max: 1_900_000_000_000 }), (now) => {
				const { hours, opensAt } = nightAt(now, timeZone);
				const ranges = [{ weekdays: [1, 2, 3, 4, 5, 6, 7], ...hours }];
				const active = {
					timeZone,
					ranges,
					calendar: null,
					holidays: [],
					workingDays: [],
					workingDaysLike: null,
				};
				expect(nextActive(active, now)).toBe(opensAt);
				expect(opensAt - now).toBeGreaterThanOrEqual(25_000);
				expect(opensAt - now).toBeLessThan(85_000);
			}),
		);
	},
);

it('the night may begin before midnight and end after it', () => {
	const now = Date.parse('2026-11-21T23:59:20+08:00');
	expect(nightAt(now, 'Asia/Shanghai')).toEqual({
		hours: { from: '00:00', to: '23:59' },
		opensAt: Date.parse('2026-11-22T00:00:00+08:00'),
	});
});
