import { Readable } from 'node:stream';

import type { INodeParameters, ITriggerFunctions } from 'n8n-workflow';

import { watchCalendar } from '../../../../nodes/UntilReplied/calendar/watchCalendar';
import { Calendars } from '../../../../src/engine/calendars';
import { openSqliteStore } from '../../../../src/store/sqlite/store';
import type { Store } from '../../../../src/store/store';
import { isActive } from '../../../../src/time/activeHours';
import { chinaCalendar } from '../../../../src/time/calendar/chinaCalendar';
import { readAtOf } from '../../../../src/time/calendar/calendars';
import { calendarSchema } from '../../../../nodes/UntilReplied/calendar/calendarProperties';
import { DAY, HOUR } from '../../../../src/time/duration';
import { officeHours } from '../../../support/model/escalations.mts';
import { optionGroups } from '../../../support/nodes/optionGroups.mts';
import { FakeClock } from '../../../support/time/fakeClock.mts';

const next = chinaCalendar.lastYear + 1;
// 60 days before the next year.
const NOTICED = Date.parse(`${next - 1}-11-02T00:00:00+08:00`);

const hours = (settings: INodeParameters = {}): INodeParameters => ({
	options: optionGroups({ activeHours: { calendar: 'china', ...settings } }),
});

const stores: Store[] = [];
const stops: Array<() => void> = [];
afterEach(async () => {
	for (const stop of stops.splice(0)) stop();
	for (const store of stores.splice(0)) await store.close();
});

async function watched(
	parameters: INodeParameters,
	options: { start?: number; clock?: FakeClock; store?: Store; site?: Site } = {},
) {
	const warned: string[] = [];
	const clock = options.clock ?? new FakeClock(options.start ?? NOTICED);
	const store = options.store ?? openSqliteStore(':memory:', clock);
	if (!options.store) stores.push(store);
	const trigger = {
		getNode: () => ({ name: 'Node', parameters }),
		getTimezone: () => 'Asia/Shanghai',
		logger: { warn: (message: string) => void warned.push(message) },
		helpers: { httpRequest: async () => await Promise.resolve(options.site?.answer()) },
	} as unknown as ITriggerFunctions;
	const stop = await watchCalendar(trigger, { clock, calendars: new Calendars(store) });
	stops.push(stop);
	return { warned, clock, store, stop };
}

describe('a calendar that ends', () => {
	test('is told by the log every day until it is unpublished', async () => {
		const { warned, clock, stop } = await watched(hours());
		await clock.advance(3 * DAY - HOUR);
		stop();
		await clock.advance(3 * DAY);
		expect(warned).toHaveLength(3);
		expect(new Set(warned).size).toBe(1);
	});

	test('is told from the day on when it matters', async () => {
		const { warned, clock } = await watched(hours(), { start: NOTICED - 2.5 * DAY });
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
		const { warned, clock } = await watched(parameters);
		await clock.advance(3 * DAY);
		expect(warned).toEqual([]);
	});
});

/** What is at an address. */
class Site {
	days: string[] = [];

	isDown = false;

	asked = 0;

	answer(): Readable {
		this.asked += 1;
		if (this.isDown) throw new Error('Request failed with status code 503');
		const events = this.days.map(
			(day) => `BEGIN:VEVENT\r\nDTSTART;VALUE=DATE:${day.replaceAll('-', '')}\r\nEND:VEVENT\r\n`,
		);
		return Readable.from([Buffer.from(`BEGIN:VCALENDAR\r\n${events.join('')}END:VCALENDAR\r\n`)]);
	}
}

describe('a calendar at an address', () => {
	const START = Date.parse('2026-11-01T12:00:00Z');
	// Weekdays.
	const [FRIDAY, MONDAY] = ['2026-12-25', '2026-12-28'];
	let addresses = 0;
	/** One that this process has not seen. */
	function aCalendar() {
		addresses += 1;
		const calendarAddress = `webcal://example.com/private-8f3k2m9x/${addresses}.ics`;
		const { name } = calendarSchema.parse({ calendar: 'iCalendar', calendarAddress });
		const isOff = (date: string) =>
			!isActive(officeHours({ calendar: name }), Date.parse(`${date}T12:00:00Z`));
		const site = new Site();
		site.days = [FRIDAY, '2027-05-03', '2028-05-01'];
		return {
			settings: hours({ calendar: 'iCalendar', calendarAddress }),
			name: name!,
			isOff,
			site,
		};
	}

	test('is read when it is published, and every day', async () => {
		const { settings, name, isOff, site } = aCalendar();
		const { clock, warned } = await watched(settings, { start: START, site });
		expect([FRIDAY, MONDAY].map(isOff)).toEqual([true, false]);
		site.days = [MONDAY, '2027-05-03', '2028-05-01'];
		await clock.advance(DAY - HOUR);
		expect([FRIDAY, MONDAY].map(isOff)).toEqual([true, false]);
		await clock.advance(2 * HOUR);
		expect([FRIDAY, MONDAY].map(isOff)).toEqual([false, true]);
		expect({ asked: site.asked, readAt: readAtOf(name) }).toEqual({
			asked: 2,
			readAt: START + DAY,
		});
		expect(warned).toEqual([]);
	});

	test('is kept when it cannot be reached, and read as soon as it can', async () => {
		const { settings, name, isOff, site } = aCalendar();
		const { clock, warned } = await watched(settings, { start: START, site });
		site.isDown = true;
		await clock.advance(2 * DAY);
		expect(isOff(FRIDAY)).toBe(true);
		expect(readAtOf(name)).toBe(START);
		expect(warned[0]).toMatch(/^"Node" goes by what its calendar said last: .*status code 503/);
		expect(warned.join()).not.toMatch(/8f3k2m9x|example\.com/);
		[site.isDown, site.days] = [false, [MONDAY]];
		await clock.advance(HOUR);
		expect([FRIDAY, MONDAY].map(isOff)).toEqual([false, true]);
	});

	test('is known from the store after a restart, and to other processes', async () => {
		const { settings, name, site } = aCalendar();
		const { clock, store, stop } = await watched(settings, { start: START, site });
		stop();
		site.isDown = true;
		// Published again: it is not read before its time.
		await watched(settings, { clock, store, site });
		expect(site.asked).toBe(1);
		// What a process finds that knows nothing yet.
		const kept = await store.transaction(
			async ({ settings: names }) => await names.get(`calendar ${name}`),
		);
		expect(JSON.parse(kept!)).toEqual({
			readAt: START,
			daysOff: [FRIDAY, '2027-05-03', '2028-05-01'],
			workingDays: [],
		});
		expect(name).not.toContain('8f3k2m9x');
	});

	test('that was never read lets nothing be published', async () => {
		const { settings, site } = aCalendar();
		site.isDown = true;
		await expect(watched(settings, { start: START, site })).rejects.toThrow(
			/^The calendar could not be fetched: Request failed with status code 503\. Open "Calendar Address"/,
		);
		const sites = { ...site, answer: () => Readable.from([Buffer.from('<html>Sign in</html>')]) };
		await expect(
			watched(settings, { start: START, site: sites as unknown as Site }),
		).rejects.toThrow('The address does not lead to an iCalendar');
	});

	test('without days off in the next year is told', async () => {
		const { settings, site } = aCalendar();
		site.days = [FRIDAY];
		const { warned } = await watched(settings, { start: Date.parse('2026-11-03T00:00:00Z'), site });
		expect(warned).toEqual([expect.stringContaining('The iCalendar has no days off in 2027')]);
	});

	test.each([
		['', 'must be a web address'],
		['holidays.ics', 'must be a web address'],
		['file:///etc/passwd', 'must be a web address'],
		['javascript:alert(1)', 'must be a web address'],
		[`https://example.com/${'a'.repeat(2_000)}`, 'too long'],
	])('has to have one: %s', (calendarAddress, message) => {
		const parsed = calendarSchema.safeParse({ calendar: 'iCalendar', calendarAddress });
		expect(parsed.error?.issues[0].message).toContain(message);
	});
});
