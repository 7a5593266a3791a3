import fc from 'fast-check';
import { DateTime } from 'luxon';

import {
	activeBetween,
	activeUntil,
	addActive,
	isActive,
	nextActive,
	type ActiveHours,
} from '../../../src/time/activeHours';
import { CHINA } from '../../../src/time/calendar/calendars';
import { DAY, HOUR, MINUTE } from '../../../src/time/duration';

const WEEKDAYS = [1, 2, 3, 4, 5];
const EVERY_DAY = [...WEEKDAYS, 6, 7];

function hours(changes: Partial<ActiveHours> = {}): ActiveHours {
	return {
		timeZone: 'Asia/Shanghai',
		ranges: [{ weekdays: WEEKDAYS, from: '09:00', to: '18:00' }],
		calendar: null,
		holidays: [],
		workingDays: [],
		workingDaysLike: null,
		...changes,
	};
}

const at = (text: string, timeZone = 'Asia/Shanghai') =>
	DateTime.fromISO(text, { zone: timeZone }).toMillis();
const told = (time: number, timeZone = 'Asia/Shanghai') =>
	DateTime.fromMillis(time, { zone: timeZone }).toFormat("ccc yyyy-MM-dd'T'HH:mm");

describe('office hours', () => {
	test.each([
		['2026-01-05T08:59', 'Mon 2026-01-05T09:00'],
		['2026-01-05T09:00', 'Mon 2026-01-05T09:00'],
		['2026-01-05T17:59', 'Mon 2026-01-05T17:59'],
		['2026-01-05T18:00', 'Tue 2026-01-06T09:00'],
		['2026-01-09T18:00', 'Mon 2026-01-12T09:00'],
		['2026-01-11T12:00', 'Mon 2026-01-12T09:00'],
	])('%s waits until %s', (from, until) => {
		expect(told(nextActive(hours(), at(from)))).toBe(until);
	});

	test('are those of the zone, whatever zone n8n is in', () => {
		const berlin = hours({ timeZone: 'Europe/Berlin' });
		expect(isActive(berlin, Date.parse('2026-01-05T07:59Z'))).toBe(false);
		expect(isActive(berlin, Date.parse('2026-01-05T08:00Z'))).toBe(true);
	});
});

describe('several ranges', () => {
	const shifts = hours({
		ranges: [
			{ weekdays: WEEKDAYS, from: '14:00', to: '18:00' },
			{ weekdays: WEEKDAYS, from: '09:00', to: '12:00' },
			{ weekdays: [6], from: '10:00', to: '12:00' },
		],
	});

	test.each([
		['2026-01-05T12:00', 'Mon 2026-01-05T14:00'],
		['2026-01-09T19:00', 'Sat 2026-01-10T10:00'],
		['2026-01-10T12:00', 'Mon 2026-01-12T09:00'],
	])('%s waits until %s', (from, until) => {
		expect(told(nextActive(shifts, at(from)))).toBe(until);
	});

	test('that overlap count once', () => {
		const overlapping = hours({
			ranges: [
				{ weekdays: EVERY_DAY, from: '09:00', to: '12:00' },
				{ weekdays: EVERY_DAY, from: '10:00', to: '11:00' },
				{ weekdays: EVERY_DAY, from: '11:30', to: '13:00' },
			],
		});
		expect(told(addActive(overlapping, at('2026-01-05T09:00'), 3.5 * HOUR))).toBe(
			'Mon 2026-01-05T12:30',
		);
	});
});

describe('a range past midnight', () => {
	const night = hours({ ranges: [{ weekdays: [5], from: '22:00', to: '06:00' }] });

	test.each([
		['2026-01-09T21:00', 'Fri 2026-01-09T22:00'],
		['2026-01-10T05:59', 'Sat 2026-01-10T05:59'],
		['2026-01-10T06:00', 'Fri 2026-01-16T22:00'],
	])('%s waits until %s', (from, until) => {
		expect(told(nextActive(night, at(from)))).toBe(until);
	});

	test('the same time twice is a whole day', () => {
		const always = hours({ ranges: [{ weekdays: EVERY_DAY, from: '00:00', to: '00:00' }] });
		expect(isActive(always, at('2026-01-05T23:59'))).toBe(true);
		expect(isActive(always, at('2026-01-06T00:00'))).toBe(true);
	});

	test('may end at 24:00', () => {
		const evening = hours({ ranges: [{ weekdays: [5], from: '18:00', to: '24:00' }] });
		expect(isActive(evening, at('2026-01-09T23:59'))).toBe(true);
		expect(isActive(evening, at('2026-01-10T00:00'))).toBe(false);
	});
});

describe('dates', () => {
	// The notice of China's State Council on the holidays of 2026: National Day 1 to 7 October, work on Saturday 10 October.
	const china = hours({
		holidays: ['2026-10-01', '2026-10-02', '2026-10-05', '2026-10-06', '2026-10-07'],
		workingDays: ['2026-10-10'],
	});

	test.each([
		['2026-09-30T18:00', 'Thu 2026-10-08T09:00'],
		['2026-10-09T18:00', 'Sat 2026-10-10T09:00'],
		['2026-10-10T18:00', 'Mon 2026-10-12T09:00'],
	])('%s waits until %s', (from, until) => {
		expect(told(nextActive(china, at(from)))).toBe(until);
	});

	test('a working day has the hours of the first day that has any, or of the day that is named', () => {
		const parts = hours({
			ranges: [
				{ weekdays: [2, 3, 4], from: '09:00', to: '18:00' },
				{ weekdays: [5], from: '09:00', to: '13:00' },
			],
			workingDays: ['2026-10-10'],
		});
		const saturday = at('2026-10-10T00:00');
		expect(told(nextActive(parts, saturday))).toBe('Sat 2026-10-10T09:00');
		expect(isActive(parts, at('2026-10-10T17:59'))).toBe(true);
		const likeFriday = { ...parts, workingDaysLike: 5 };
		expect(isActive(likeFriday, at('2026-10-10T12:59'))).toBe(true);
		expect(isActive(likeFriday, at('2026-10-10T13:00'))).toBe(false);
	});

	test('a working day keeps the hours that it has anyway', () => {
		const alsoSaturdays = hours({
			ranges: [
				{ weekdays: WEEKDAYS, from: '10:00', to: '12:00' },
				{ weekdays: [6], from: '08:00', to: '09:00' },
			],
			workingDays: ['2026-10-10'],
		});
		expect(told(nextActive(alsoSaturdays, at('2026-10-10T00:00')))).toBe('Sat 2026-10-10T08:00');
		expect(isActive(alsoSaturdays, at('2026-10-10T11:00'))).toBe(true);
	});

	test('a working day wins over a holiday', () => {
		const both = hours({ holidays: ['2026-10-10'], workingDays: ['2026-10-10'] });
		expect(isActive(both, at('2026-10-10T10:00'))).toBe(true);
	});

	test('the night before a holiday goes on into it', () => {
		const night = hours({
			ranges: [{ weekdays: EVERY_DAY, from: '22:00', to: '06:00' }],
			holidays: ['2026-10-01'],
		});
		expect(isActive(night, at('2026-10-01T05:00'))).toBe(true);
		expect(isActive(night, at('2026-10-01T23:00'))).toBe(false);
	});
});

describe('when the clocks change', () => {
	// Europe/Berlin: 2026-03-29 02:00 becomes 03:00, 2026-10-25 03:00 becomes 02:00.
	const zone = 'Europe/Berlin';
	const range = (from: string, to: string) =>
		hours({ timeZone: zone, ranges: [{ weekdays: EVERY_DAY, from, to }] });

	test('hours stay where the wall clock has them', () => {
		const office = range('09:00', '18:00');
		for (const day of ['2026-03-28', '2026-03-29', '2026-10-24', '2026-10-25']) {
			expect(told(nextActive(office, at(`${day}T00:00`, zone)), zone)).toContain(`${day}T09:00`);
		}
	});

	test('a time that is skipped is the moment after the gap', () => {
		expect(nextActive(range('02:30', '05:00'), at('2026-03-29T00:00', zone))).toBe(
			Date.parse('2026-03-29T01:00Z'),
		);
	});

	test.each([
		['02:10', '02:20'],
		['02:30', '03:00'],
	])('a range within the gap, from %s to %s, is left out on that day', (from, to) => {
		expect(told(nextActive(range(from, to), at('2026-03-29T00:00', zone)), zone)).toBe(
			`Mon 2026-03-30T${from}`,
		);
	});

	test('a range that begins in the gap is open from its end on', () => {
		// America/New_York, 2026-03-08: 02:00 becomes 03:00.
		const newYork = hours({
			timeZone: 'America/New_York',
			ranges: [{ weekdays: EVERY_DAY, from: '02:45', to: '03:30' }],
		});
		const opening = nextActive(newYork, Date.parse('2026-03-08T05:00Z'));
		expect(opening).toBe(Date.parse('2026-03-08T07:00Z'));
		expect(addActive(newYork, opening, 30 * MINUTE - 1)).toBe(Date.parse('2026-03-08T07:30Z') - 1);
		expect(isActive(newYork, Date.parse('2026-03-08T07:30Z'))).toBe(false);
	});

	test('a range within the gap moves no other', () => {
		// Africa/Cairo, 2026-04-24: 00:00 becomes 01:00.
		const cairo = hours({
			timeZone: 'Africa/Cairo',
			ranges: [
				{ weekdays: EVERY_DAY, from: '00:30', to: '01:00' },
				{ weekdays: EVERY_DAY, from: '09:00', to: '17:00' },
			],
		});
		const noon = Date.parse('2026-04-23T15:00Z');
		expect(told(nextActive(cairo, noon), 'Africa/Cairo')).toBe('Fri 2026-04-24T09:00');
	});

	test('an hour that comes twice counts twice', () => {
		const night = range('00:00', '06:00');
		expect(addActive(night, at('2026-10-25T00:00', zone), 6.5 * HOUR)).toBe(
			Date.parse('2026-10-25T04:30Z'),
		);
	});

	test('where midnight itself is skipped, the day is not', () => {
		// America/Sao_Paulo, 2018-11-04: 00:00 became 01:00.
		const saoPaulo = hours({
			timeZone: 'America/Sao_Paulo',
			ranges: [{ weekdays: EVERY_DAY, from: '00:00', to: '12:00' }],
		});
		const opening = nextActive(saoPaulo, Date.parse('2018-11-03T20:00Z'));
		expect(opening).toBe(Date.parse('2018-11-04T03:00Z'));
	});
});

/*
 * What the documents of others give as examples of a target in business hours:
 * Matrix42 Service Desk Guide, "Escalation points outside working times"; Eccentex
 * AppBase, "Business Hours"; Thulium, "How is SLA time calculated in tickets?"; AirClou
 * Helpdesk, "Business Hours". And of libraries that count them: the READMEs of
 * business-duration and biztime (PyPI), the tests of business_time (RubyGems).
 */
describe('as the examples of others have it', () => {
	const office = (from: string, to: string, holidays: string[] = []) =>
		hours({ timeZone: 'UTC', ranges: [{ weekdays: WEEKDAYS, from, to }], holidays });
	const matrix42 = office('08:00', '17:00', ['2009-05-01']);
	const utc = (text: string) => Date.parse(`${text}Z`);

	test.each([
		['Matrix42, medium', matrix42, '2009-04-30T12:00', 1, '2009-04-30T13:00'],
		['Matrix42, 8 hours', matrix42, '2009-04-30T12:00', 8, '2009-05-04T11:00'],
		['Matrix42, 12 hours', matrix42, '2009-04-30T12:00', 12, '2009-05-04T15:00'],
		['Matrix42, 24 hours', matrix42, '2009-04-30T12:00', 24, '2009-05-06T09:00'],
		['Matrix42, 48 hours', matrix42, '2009-04-30T12:00', 48, '2009-05-08T15:00'],
		// A Tuesday.
		['Eccentex', office('09:00', '17:00'), '2026-01-06T11:00', 8, '2026-01-07T11:00'],
		['Thulium', office('08:00', '16:00'), '2023-02-21T10:00', 12, '2023-02-22T14:00'],
		// A Friday.
		['AirClou', office('09:00', '17:00'), '2026-01-09T16:00', 4, '2026-01-12T12:00'],
	] as const)('%s', (_who, someHours, from, delay, until) => {
		expect(addActive(someHours, utc(from), delay * HOUR)).toBe(utc(until));
		expect(activeBetween(someHours, utc(from), utc(until))).toBe(delay * HOUR);
	});

	const christmas = office('09:00', '17:00', ['2018-12-24', '2018-12-25']);
	const saturdays = hours({
		timeZone: 'UTC',
		ranges: [
			{ weekdays: [1, 5], from: '09:00', to: '17:00' },
			{ weekdays: [6], from: '10:00', to: '15:00' },
		],
	});
	test.each([
		[
			'business-duration',
			office('07:00', '17:00', ['2017-07-04']),
			'2017-07-01T02:02',
			'2017-07-07T04:48',
			30,
		],
		['biztime', christmas, '2018-12-09T08:00', '2018-12-15T08:00', 40],
		['biztime, Christmas', christmas, '2018-12-23T08:00', '2018-12-29T08:00', 24],
		['business_time', saturdays, '2010-12-24T15:00', '2010-12-27T11:00', 9],
	] as const)('%s', (_who, someHours, from, to, expected) => {
		expect(activeBetween(someHours, utc(from), utc(to))).toBe(expected * HOUR);
	});
});

describe('counting active time', () => {
	test.each([
		['2026-01-05T17:50', 30 * MINUTE, 'Tue 2026-01-06T09:20'],
		['2026-01-05T20:00', 30 * MINUTE, 'Tue 2026-01-06T09:30'],
		['2026-01-09T17:00', 10 * HOUR, 'Tue 2026-01-13T09:00'],
		['2026-01-05T09:00', 9 * HOUR, 'Tue 2026-01-06T09:00'],
		['2026-01-05T09:00', 45 * HOUR, 'Mon 2026-01-12T09:00'],
	])('from %s, %s ms later is %s', (from, delay, until) => {
		expect(told(addActive(hours(), at(from), delay))).toBe(until);
	});
});

describe('the end of active hours', () => {
	test.each([
		['2026-01-05T09:00', 'Mon 2026-01-05T18:00'],
		['2026-01-05T17:59', 'Mon 2026-01-05T18:00'],
	])('of %s is %s', (time, end) => {
		expect(told(activeUntil(hours(), at(time)))).toBe(end);
	});

	test('is that of the last range that follows without a break', () => {
		const shifts = hours({
			ranges: [
				{ weekdays: EVERY_DAY, from: '22:00', to: '06:00' },
				{ weekdays: EVERY_DAY, from: '06:00', to: '08:00' },
				{ weekdays: EVERY_DAY, from: '07:00', to: '09:30' },
				{ weekdays: EVERY_DAY, from: '09:31', to: '10:00' },
			],
		});
		expect(told(activeUntil(shifts, at('2026-01-05T23:00')))).toBe('Tue 2026-01-06T09:30');
	});

	test.each(['2026-01-05T08:59', '2026-01-05T18:00', '2026-01-10T12:00'])(
		'of %s, which is not active, is none',
		(time) => {
			expect(activeUntil(hours(), at(time))).toBe(at(time));
			expect(activeUntil(hours({ ranges: [] }), at(time))).toBe(at(time));
		},
	);
});

describe('active time between two instants', () => {
	test.each([
		['2026-01-05T17:50', '2026-01-06T09:20', 30 * MINUTE],
		['2026-01-05T20:00', '2026-01-06T08:00', 0],
		['2026-01-09T17:00', '2026-01-13T09:00', 10 * HOUR],
		['2026-01-05T10:00', '2026-01-05T10:45', 45 * MINUTE],
		['2026-01-05T10:45', '2026-01-05T10:00', 0],
		['2026-01-05T09:00', '2026-01-19T09:00', 90 * HOUR],
	])('from %s to %s is %d ms', (from, to, expected) => {
		expect(activeBetween(hours(), at(from), at(to))).toBe(expected);
	});

	test('counts an hour that comes twice twice, and none that is skipped', () => {
		const always = hours({
			timeZone: 'Europe/Berlin',
			ranges: [{ weekdays: EVERY_DAY, from: '00:00', to: '06:00' }],
		});
		const on = (day: string) => at(`${day}T00:00`, 'Europe/Berlin');
		expect(activeBetween(always, on('2026-10-25'), on('2026-10-26'))).toBe(7 * HOUR);
		expect(activeBetween(always, on('2026-03-29'), on('2026-03-30'))).toBe(5 * HOUR);
	});

	test('of hours that never come all time counts', () => {
		const never = hours({ ranges: [] });
		expect(activeBetween(never, at('2026-01-05T09:00'), at('2026-01-05T09:05'))).toBe(5 * MINUTE);
	});
});

test('hours that never come silence nobody', () => {
	const never = hours({ ranges: [] });
	expect(addActive(never, at('2026-01-05T09:00'), 5 * MINUTE)).toBe(at('2026-01-05T09:05'));
});

describe('against counting minute by minute', () => {
	// In New York 6 October has not ended when the times below begin, and hours of the 5th may last.
	const OFF = ['04', '05', '06']
		.map((day) => `2026-04-${day}`)
		.concat('2026-10-05', '2026-10-06', '2026-10-07');
	const time = fc
		.record({ hour: fc.nat({ max: 23 }), minute: fc.constantFrom(0, 15, 30, 59) })
		.map(({ hour, minute }) => `${pad(hour)}:${pad(minute)}`);
	const anyHours: fc.Arbitrary<ActiveHours> = fc.record({
		timeZone: fc.constantFrom(
			'Asia/Shanghai',
			'Europe/Berlin',
			'America/New_York',
			'Australia/Lord_Howe',
			'Africa/Casablanca',
			'UTC',
		),
		ranges: fc.array(
			fc.record({ weekdays: fc.subarray(EVERY_DAY, { minLength: 3 }), from: time, to: time }),
			{ minLength: 1, maxLength: 3 },
		),
		calendar: fc.constantFrom(null, CHINA),
		holidays: fc.subarray(['2026-03-30', '2026-10-26', '2026-10-10']),
		workingDays: fc.subarray(['2026-03-29', '2026-10-25', '2026-04-06']),
		workingDaysLike: fc.constantFrom(null, 1, 7),
	});
	// Around the changes of the clocks.
	const start = fc
		.constantFrom(
			'2026-03-27T12:00Z',
			'2026-10-23T12:00Z',
			'2026-04-03T12:00Z',
			// In China off, and worked on a Saturday.
			'2026-10-07T00:00Z',
			'2026-07-01T00:00Z',
		)
		.chain((day) => fc.nat({ max: 4_000 }).map((minutes) => Date.parse(day) + minutes * MINUTE));

	/** Straight from the meaning of the words: is this minute in a range that began on a day that has it? */
	function isActiveByWords(
		{ timeZone, ranges, calendar, holidays, workingDays, workingDaysLike }: ActiveHours,
		time: number,
	): boolean {
		// The notice on the holidays of 2026, as far as the times above go.
		const [off, worked] = calendar === CHINA ? [OFF, ['2026-10-10']] : [[], []];
		const now = DateTime.fromMillis(time, { zone: timeZone });
		return [0, 1].some((daysAgo) => {
			const day = now.minus({ days: daysAgo });
			const date = day.toISODate()!;
			const isOwn = [...holidays, ...workingDays].includes(date);
			const isOff = isOwn ? !workingDays.includes(date) : off.includes(date);
			if (isOff) return false;
			const like = workingDaysLike ?? Math.min(...ranges.flatMap(({ weekdays }) => weekdays));
			const isMadeUp = isOwn || worked.includes(date);
			const days = isMadeUp ? [day.weekday, like] : [day.weekday];
			const clock = now.toFormat('HH:mm');
			return ranges.some(({ weekdays, from, to }) => {
				if (!days.some((one) => weekdays.includes(one))) return false;
				if (to > from) return daysAgo === 0 && clock >= from && clock < to;
				return daysAgo === 0 ? clock >= from : clock < to;
			});
		});
	}

	/** True where the wall clock is about to repeat or skip: there words do not decide, see the tests above. */
	function isNearChange({ timeZone }: ActiveHours, time: number): boolean {
		const offset = (instant: number) => DateTime.fromMillis(instant, { zone: timeZone }).offset;
		return offset(time - DAY) !== offset(time + DAY);
	}

	test('the next active instant is the same', () => {
		fc.assert(
			fc.property(anyHours, start, (someHours, from) => {
				let expected = from;
				while (!isActiveByWords(someHours, expected) && expected < from + 12 * DAY)
					expected += MINUTE;
				fc.pre(!isNearChange(someHours, from) && !isNearChange(someHours, expected));
				fc.pre(expected < from + 12 * DAY);
				expect(nextActive(someHours, from)).toBe(expected);
			}),
			{ numRuns: 60 },
		);
	});

	test('active time is the minutes that are active', () => {
		fc.assert(
			fc.property(anyHours, start, fc.nat({ max: 2_000 }), (someHours, from, minutes) => {
				const to = from + minutes * MINUTE;
				fc.pre(!isNearChange(someHours, from) && !isNearChange(someHours, to));
				let expected = 0;
				for (let minute = from; minute < to; minute += MINUTE) {
					if (isActiveByWords(someHours, minute)) expected += MINUTE;
				}
				expect(activeBetween(someHours, from, to)).toBe(expected);
			}),
			{ numRuns: 40 },
		);
	});

	test('also where the clocks change', () => {
		fc.assert(
			fc.property(anyHours, start, fc.nat({ max: 6_000 }), (someHours, from, minutes) => {
				const to = from + minutes * MINUTE;
				let expected = 0;
				for (let minute = from; minute < to; minute += MINUTE) {
					if (isActive(someHours, minute)) expected += MINUTE;
				}
				expect(activeBetween(someHours, from, to)).toBe(expected);
			}),
			{ numRuns: 40 },
		);
	});

	test('as much active time lies before an instant as was added', () => {
		fc.assert(
			fc.property(anyHours, start, fc.nat({ max: 10 * DAY }), (someHours, from, time) => {
				expect(activeBetween(someHours, from, addActive(someHours, from, time))).toBe(time);
			}),
			{ numRuns: 200 },
		);
	});

	test('adding active time ends in active time, not before as much has passed', () => {
		fc.assert(
			fc.property(anyHours, start, fc.nat({ max: 3_000 }), (someHours, from, minutes) => {
				const end = addActive(someHours, from, minutes * MINUTE);
				expect(end - from).toBeGreaterThanOrEqual(minutes * MINUTE);
				fc.pre(end < from + 30 * DAY);
				expect(isActive(someHours, end)).toBe(true);
			}),
			{ numRuns: 200 },
		);
	});
});

function pad(number: number): string {
	return String(number).padStart(2, '0');
}
