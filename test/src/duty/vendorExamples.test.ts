import { nextHandOver, onDutyAt } from '../../../src/duty/onDuty';
import type { Shift } from '../../../src/duty/roster';
import { turnAt } from '../../../src/duty/turns';
import { at, EVERY_DAY, known, layer, shift, WEEKDAYS } from '../../support/duty/rosters.mts';

/* What other systems document of their schedules, as rosters. */

const CHICAGO = 'America/Chicago';
const HOUR = 3_600_000;

/** Who is on duty in the only layer. */
const who = (shifts: Shift[], time: number) =>
	onDutyAt(known([layer('primary', ...shifts)]), 'primary', time)!.people.map(({ name }) => name);

/*
 * GoAlert, "Rotations": a shift length in days or weeks, a hand-off time, a time zone.
 * The figures are those of schedule/rotation/rotation_test.go: when the shift ends
 * that begins then, and how long it lasts.
 */
describe('GoAlert', () => {
	test.each([
		['weekly', 7, '2017-06-10T08:00', '2017-06-17T08:00', 7 * 24],
		['every two weeks', 14, '2017-06-10T08:00', '2017-06-24T08:00', 14 * 24],
		['weekly, clocks put forward', 7, '2017-03-10T08:00', '2017-03-17T08:00', 7 * 24 - 1],
		['weekly, clocks put back', 7, '2017-11-04T08:00', '2017-11-11T08:00', 7 * 24 + 1],
		['daily', 1, '2017-06-10T08:00', '2017-06-11T08:00', 24],
		['every two days', 2, '2017-06-10T08:00', '2017-06-12T08:00', 48],
		['daily, clocks put forward', 1, '2017-03-11T08:00', '2017-03-12T08:00', 23],
		['daily, clocks put back', 1, '2017-11-04T08:00', '2017-11-05T08:00', 25],
	])('%s', (_, days, start, end, hours) => {
		const [from, time] = start.split('T');
		const rotation = { days, from, at: time };
		const begins = at(start, CHICAGO);
		const turn = turnAt(shift(['Ana', 'Bo'], { timeZone: CHICAGO, rotation }), begins)!;
		expect(turn).toEqual({ person: 'Ana', from: begins, to: at(end, CHICAGO) });
		expect((turn.to - turn.from) / HOUR).toBe(hours);
	});

	test('a start in the future: turns go on before it', () => {
		const rotation = { days: 1, from: '2018-12-10', at: '00:00' };
		const daily = shift(['Ana', 'Bo'], { rotation });
		const fifth = Date.parse('2018-12-05T00:00Z');
		expect(turnAt(daily, fifth)).toEqual({
			person: 'Bo',
			from: fifth,
			to: Date.parse('2018-12-06T00:00Z'),
		});
		expect(turnAt(daily, fifth - 1)).toMatchObject({ person: 'Ana', to: fifth });
	});

	// "Schedules": several assignments may be active at a time, and each of them is on call.
	test('all whose shift it is are on call', () => {
		const [ana, bo] = [shift(['Ana']), shift(['Bo'])];
		expect(who([ana, bo], 0)).toEqual(['Ana', 'Bo']);
	});
});

/* PagerDuty, "Schedule Examples" and "Setting up Restrictions for On-Call Shifts". */
describe('PagerDuty', () => {
	const zone = 'America/New_York';
	const told = (shifts: Shift[], text: string) => who(shifts, at(text, zone));

	// "Basic 9 to 5 Schedules": daily rotation, handoff 9:00 AM, restricted to 9:00 AM–5:00 PM.
	test('basic 9 to 5, each weekday', () => {
		const basic = shift(['Ana', 'Bo', 'Cy'], {
			timeZone: zone,
			hours: [{ weekdays: WEEKDAYS, from: '09:00', to: '17:00' }],
			rotation: { days: 1, from: '2026-01-05', at: '09:00' },
		});
		const monday = { '08:59': [], '09:00': ['Ana'], '16:59': ['Ana'], '17:00': [] };
		for (const [time, people] of Object.entries(monday)) {
			expect(told([basic], `2026-01-05T${time}`)).toEqual(people);
		}
		const noons = [5, 6, 7, 8, 9, 10, 11, 12].map((day) =>
			told([basic], `2026-01-${String(day).padStart(2, '0')}T12:00`).join(),
		);
		// No coverage on the weekend, which takes turns all the same.
		expect(noons).toEqual(['Ana', 'Bo', 'Cy', 'Ana', 'Bo', '', '', 'Bo']);
	});

	// "on call from 19:00-07:00 every weekday. No one is on call from 07:00-19:00 or at any time during the weekend".
	test('nights of weekdays', () => {
		const nights = shift(['Ana'], {
			timeZone: zone,
			hours: [{ weekdays: WEEKDAYS, from: '19:00', to: '07:00' }],
		});
		expect(told([nights], '2026-01-05T18:59')).toEqual([]);
		expect(told([nights], '2026-01-05T19:00')).toEqual(['Ana']);
		expect(told([nights], '2026-01-06T06:59')).toEqual(['Ana']);
		expect(told([nights], '2026-01-06T07:00')).toEqual([]);
		// Friday's night ends on Saturday.
		expect(told([nights], '2026-01-10T06:59')).toEqual(['Ana']);
		expect(told([nights], '2026-01-10T19:00')).toEqual([]);
		expect(told([nights], '2026-01-11T23:00')).toEqual([]);
	});

	// "Complex Irregular Schedules": six users, Sunday-Tuesday-Thursday-Saturday one week, Monday-Wednesday-Friday staggered by three weeks.
	test('two weekly rotations of six, staggered by three weeks', () => {
		const six = ['1', '2', '3', '4', '5', '6'];
		const hours = (weekdays: number[]) => [{ weekdays, from: '08:00', to: '20:00' }];
		const rotation = { days: 7, from: '2026-01-04', at: '08:00' };
		const stts = shift(six, { timeZone: zone, hours: hours([7, 2, 4, 6]), rotation });
		const mwf = shift(['4', '5', '6', '1', '2', '3'], {
			timeZone: zone,
			hours: hours([1, 3, 5]),
			rotation: { ...rotation, from: '2026-01-05' },
		});
		const days = Array.from({ length: 14 }, (_, day) =>
			told([stts, mwf], `2026-01-${String(4 + day).padStart(2, '0')}T12:00`).join(),
		);
		expect(days).toEqual('1 4 1 4 1 4 1 2 5 2 5 2 5 2'.split(' '));
	});

	// "Complex Schedule for 2 Users on a 2-Day Rotation with Separate Weekends".
	test('evenings of two, and weekends apart', () => {
		const evenings = (name: string, weekdays: number[]) =>
			shift([name], { timeZone: zone, hours: [{ weekdays, from: '17:00', to: '08:00' }] });
		const whole = (name: string, weekday: number) =>
			shift([name], {
				timeZone: zone,
				hours: [{ weekdays: [weekday], from: '08:00', to: '08:00' }],
			});
		const shifts = [
			evenings('User 1', [2, 3, 5]),
			whole('User 1', 6),
			evenings('User 2', [4, 1]),
			whole('User 2', 7),
		];
		for (const [text, people] of [
			['2026-01-06T17:00', ['User 1']], // Tuesday
			['2026-01-08T07:59', ['User 1']], // Wednesday's night
			['2026-01-08T08:00', []],
			['2026-01-08T17:00', ['User 2']], // Thursday
			['2026-01-09T17:00', ['User 1']], // Friday at 5pm to Saturday at 8am
			['2026-01-10T08:00', ['User 1']], // Saturday at 8am to Sunday at 8am
			['2026-01-11T07:59', ['User 1']],
			['2026-01-11T08:00', ['User 2']], // Sunday at 8am to Monday at 8am
			['2026-01-12T07:59', ['User 2']],
			['2026-01-12T12:00', []],
			['2026-01-12T17:00', ['User 2']], // Monday at 5pm to Tuesday at 8am
		] as const) {
			expect([text, told(shifts, text)]).toEqual([text, people]);
		}
	});

	// The provider's guide "Migrating from pagerduty_schedule to pagerduty_schedulev2": weekdays 09:00–17:00, weekends.
	test('business hours and weekends of one', () => {
		const hours = [
			{ weekdays: WEEKDAYS, from: '09:00', to: '17:00' },
			{ weekdays: [6, 7], from: '00:00', to: '24:00' },
		];
		const known1 = known([layer('primary', shift(['Earline'], { hours }))]);
		const next = (text: string) => new Date(nextHandOver(known1, 'primary', Date.parse(text))!);
		expect(next('2026-02-20T10:00Z').toISOString()).toBe('2026-02-20T17:00:00.000Z');
		expect(next('2026-02-20T17:00Z').toISOString()).toBe('2026-02-21T00:00:00.000Z');
		expect(next('2026-02-21T00:00Z').toISOString()).toBe('2026-02-23T00:00:00.000Z');
		expect(next('2026-02-23T00:00Z').toISOString()).toBe('2026-02-23T09:00:00.000Z');
	});

	// The API's example "Night Shift": daily turns from 20:00, restricted to nine hours from 08:00; of one user, it never hands over within them.
	test('hours beside the hand-over', () => {
		const restricted = (people: string[]) =>
			shift(people, {
				timeZone: zone,
				hours: [{ weekdays: EVERY_DAY, from: '08:00', to: '17:00' }],
				rotation: { days: 1, from: '2015-11-06', at: '20:00' },
			});
		expect(told([restricted(['Ana', 'Bo'])], '2015-11-07T08:00')).toEqual(['Ana']);
		expect(told([restricted(['Ana', 'Bo'])], '2015-11-08T08:00')).toEqual(['Bo']);
		expect(told([restricted(['Ana', 'Bo'])], '2015-11-07T20:00')).toEqual([]);
	});
});

// Grafana OnCall, "On-call schedule examples": 12-hour daily shifts, a week at a time.
test('Grafana OnCall: 12-hour shifts for a week', () => {
	const half = (people: string[], from: string, to: string) =>
		shift(people, {
			hours: [{ weekdays: EVERY_DAY, from, to }],
			rotation: { days: 7, from: '2026-01-05', at: from },
		});
	const shifts = [half(['A', 'C'], '09:00', '21:00'), half(['B', 'D'], '21:00', '09:00')];
	const told = (text: string) => who(shifts, Date.parse(text)).join();
	expect(told('2026-01-05T09:00Z')).toBe('A');
	expect(told('2026-01-05T21:00Z')).toBe('B');
	expect(told('2026-01-12T08:59Z')).toBe('B');
	expect(told('2026-01-12T09:00Z')).toBe('C');
	expect(told('2026-01-12T21:00Z')).toBe('D');
	expect(told('2026-01-19T09:00Z')).toBe('A');
});
