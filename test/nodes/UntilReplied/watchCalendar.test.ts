import type { INodeParameters, ITriggerFunctions } from 'n8n-workflow';

import { watchCalendar } from '../../../nodes/UntilReplied/watchCalendar';
import { chinaCalendar } from '../../../src/time/calendar/chinaCalendar';
import { DAY, HOUR } from '../../../src/time/duration';
import { optionGroups } from '../../support/nodes/optionGroups.mts';
import { FakeClock } from '../../support/time/fakeClock.mts';

const next = chinaCalendar.lastYear + 1;
// 60 days before the next year.
const NOTICED = Date.parse(`${next - 1}-11-02T00:00:00+08:00`);

const hours = (settings: INodeParameters = {}): INodeParameters => ({
	options: optionGroups({ activeHours: { calendar: 'china', ...settings } }),
});

describe('a calendar that ends', () => {
	test('is told by the log every day until it is unpublished', async () => {
		const { warned, clock, stop } = watched(hours());
		await clock.advance(3 * DAY - HOUR);
		stop();
		await clock.advance(3 * DAY);
		expect(warned).toHaveLength(3);
		expect(new Set(warned).size).toBe(1);
	});

	test('is told from the day on when it matters', async () => {
		const { warned, clock } = watched(hours(), NOTICED - 2.5 * DAY);
		await clock.advance(2 * DAY);
		expect(warned).toEqual([]);
		await clock.advance(DAY);
		expect(warned).toHaveLength(1);
	});

	test.each<[string, INodeParameters]>([
		['somebody has entered dates', hours({ holidays: `${next}-01-01, ${next}-10-01` })],
		['there is no calendar', hours({ calendar: 'none' })],
		['there are no active hours', {}],
	])('is no news where %s', async (_, parameters) => {
		const { warned, clock } = watched(parameters);
		await clock.advance(3 * DAY);
		expect(warned).toEqual([]);
	});

	function watched(parameters: INodeParameters, start = NOTICED) {
		const warned: string[] = [];
		const clock = new FakeClock(start);
		const trigger = {
			getNode: () => ({ name: 'Node', parameters }),
			getTimezone: () => 'Asia/Shanghai',
			logger: { warn: (message: string) => void warned.push(message) },
		} as unknown as ITriggerFunctions;
		return { warned, clock, stop: watchCalendar(trigger, clock) };
	}
});
