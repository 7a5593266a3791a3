import { readFileSync } from 'node:fs';

import { chinaCalendar } from '../../../../src/time/calendar/chinaCalendar';
import { readICalendar } from '../../../../src/time/calendar/iCalendar';

/** ms that reading has taken, whatever machine the tests run on. */
let mockTaken = 0;
jest.mock('../../../../src/time/ownWork', () => ({ measureOwnWork: () => () => mockTaken }));
afterEach(() => (mockTaken = 0));

const NOW = Date.parse('2026-11-01T12:00:00Z');

/** As servers send it. */
const calendar = (events: string[], product = '-//Example//EN') =>
	['BEGIN:VCALENDAR', 'VERSION:2.0', `PRODID:${product}`, ...events, 'END:VCALENDAR', ''].join(
		'\r\n',
	);
const event = (...lines: string[]) => ['BEGIN:VEVENT', ...lines, 'END:VEVENT'].join('\r\n');
const read = (events: string[], product?: string) => readICalendar(calendar(events, product), NOW);
const daysOff = (...lines: string[]) => read([event(...lines)]).daysOff;

describe('which days an event fills', () => {
	// RFC 5545, 3.6.1: the end is not included; without one, a date lasts for its day.
	test.each<[string, string[], string[]]>([
		['one day', ['DTSTART;VALUE=DATE:20261225', 'DTEND;VALUE=DATE:20261226'], ['2026-12-25']],
		[
			'several',
			['DTSTART;VALUE=DATE:20261230', 'DTEND;VALUE=DATE:20270102'],
			['2026-12-30', '2026-12-31', '2027-01-01'],
		],
		['without an end', ['DTSTART;VALUE=DATE:20261225'], ['2026-12-25']],
		[
			'that ends when it begins',
			['DTSTART;VALUE=DATE:20261225', 'DTEND;VALUE=DATE:20261225'],
			['2026-12-25'],
		],
		['that lasts', ['DTSTART;VALUE=DATE:20261225', 'DURATION:P2D'], ['2026-12-25', '2026-12-26']],
		['that does not say that it is a date', ['DTSTART:20261225', 'DTEND:20261226'], ['2026-12-25']],
		[
			'of Outlook, from midnight to midnight in a zone of Windows',
			[
				'DTSTART;TZID="W. Europe Standard Time":20261225T000000',
				'DTEND;TZID="W. Europe Standard Time":20261227T000000',
				'X-MICROSOFT-CDO-ALLDAYEVENT:TRUE',
			],
			['2026-12-25', '2026-12-26'],
		],
		[
			'over the change of the clocks',
			['DTSTART;TZID=Europe/Berlin:20270327T000000', 'DTEND;TZID=Europe/Berlin:20270329T000000'],
			['2027-03-27', '2027-03-28'],
		],
		[
			'of the last week',
			['DTSTART;VALUE=DATE:20261025', 'DTEND;VALUE=DATE:20261026'],
			['2026-10-25'],
		],
		['that is long over', ['DTSTART;VALUE=DATE:20250101'], []],
	])('%s', (_, lines, dates) => {
		expect(daysOff(...lines)).toEqual(dates);
	});

	test.each<[string, string[]]>([
		['an hour', ['DTSTART:20261225T100000Z', 'DTEND:20261225T110000Z']],
		['from midnight to noon', ['DTSTART:20261225T000000', 'DTEND:20261225T120000']],
		[
			'midnight in UTC is another time where people are',
			['DTSTART:20261225T000000Z', 'DTEND:20261226T000000Z'],
		],
		['without a beginning', ['SUMMARY:Some day']],
	])('none: %s', (_, lines) => {
		const { daysOff: dates, leftOut } = read([event(...lines)]);
		expect({ dates, leftOut }).toEqual({
			dates: [],
			leftOut: { timed: 1, observances: 0, unreadable: 0 },
		});
	});
});

describe('what repeats', () => {
	test.each<[string, string[], string[]]>([
		// 5 U.S.C. § 6103(a): the fourth Thursday in November, the last Monday in May.
		[
			'Thanksgiving',
			['DTSTART;VALUE=DATE:20001123', 'RRULE:FREQ=YEARLY;BYMONTH=11;BYDAY=4TH'],
			['2026-11-26', '2027-11-25', '2028-11-23'],
		],
		[
			'Memorial Day',
			['DTSTART;VALUE=DATE:20010528', 'RRULE:FREQ=YEARLY;BYMONTH=5;BYDAY=-1MO'],
			['2027-05-31', '2028-05-29'],
		],
		// RFC 5545, 3.8.5.3: U.S. Presidential Election day.
		[
			'election day',
			[
				'DTSTART;VALUE=DATE:19961105',
				'RRULE:FREQ=YEARLY;INTERVAL=4;BYMONTH=11;BYDAY=TU;BYMONTHDAY=2,3,4,5,6,7,8',
			],
			['2028-11-07'],
		],
		['until', ['DTSTART;VALUE=DATE:20200101', 'RRULE:FREQ=YEARLY;UNTIL=20270101'], ['2027-01-01']],
		[
			'until, in UTC',
			['DTSTART;VALUE=DATE:20200101', 'RRULE:FREQ=YEARLY;UNTIL=20270630T000000Z'],
			['2027-01-01'],
		],
		['so many times', ['DTSTART;VALUE=DATE:20251224', 'RRULE:FREQ=YEARLY;COUNT=2'], ['2026-12-24']],
		[
			'but for one',
			['DTSTART;VALUE=DATE:20201224', 'RRULE:FREQ=YEARLY', 'EXDATE;VALUE=DATE:20261224'],
			['2027-12-24', '2028-12-24'],
		],
		[
			'and on other days',
			['DTSTART;VALUE=DATE:20261224', 'RDATE;VALUE=DATE:20270105,20270301'],
			['2026-12-24', '2027-01-05', '2027-03-01'],
		],
		[
			'and on other days, but not the first',
			['DTSTART:20261224', 'RDATE:20270105', 'EXDATE:20261224'],
			['2027-01-05'],
		],
	])('%s', (_, lines, dates) => {
		expect(daysOff(...lines)).toEqual(dates);
	});

	test('one of them is cancelled, another one is moved', () => {
		const yearly = ['UID:1', 'DTSTART;VALUE=DATE:20201224', 'RRULE:FREQ=YEARLY'];
		const cancelled = [
			'UID:1',
			'RECURRENCE-ID;VALUE=DATE:20261224',
			'DTSTART;VALUE=DATE:20261224',
			'STATUS:CANCELLED',
		];
		const moved = [
			'UID:1',
			'RECURRENCE-ID;VALUE=DATE:20271224',
			'DTSTART;VALUE=DATE:20271227',
			'DTEND;VALUE=DATE:20271228',
		];
		const events = [event(...cancelled), event(...yearly), event(...moved)];
		expect(read(events).daysOff).toEqual(['2027-12-27', '2028-12-24']);
	});

	test('what was changed of a series that the calendar does not have stands for itself', () => {
		const only = ['UID:1', 'RECURRENCE-ID;VALUE=DATE:20261210', 'DTSTART;VALUE=DATE:20261210'];
		expect(daysOff(...only)).toEqual(['2026-12-10']);
	});

	test('a rule that never comes is read, and one without end is cut off', () => {
		// 30 February, and https://github.com/kewisch/ical.js/issues/509.
		const never = [
			'RRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30',
			'RRULE:FREQ=MONTHLY;BYDAY=1TH;BYSETPOS=2',
		];
		const events = never.map((rule) => event('DTSTART;VALUE=DATE:20150111', rule));
		const endless = event('DTSTART;VALUE=DATE:20150111', 'RRULE:FREQ=SECONDLY');
		const { leftOut, daysOff: dates } = read([
			...events,
			endless,
			event('DTSTART;VALUE=DATE:20261225'),
		]);
		expect(dates).toContain('2026-12-25');
		expect(leftOut.unreadable).toBe(1);
	});
});

describe('what an event says of its days', () => {
	test('a cancelled one says nothing', () => {
		expect(daysOff('DTSTART;VALUE=DATE:20261225', 'STATUS:CANCELLED')).toEqual([]);
	});

	test('Google’s calendars of holidays have observances, in any language, which are worked', () => {
		const google = (uid: string, description: string, day: string) =>
			event(`DTSTART;VALUE=DATE:${day}`, `UID:${uid}@google.com`, `DESCRIPTION:${description}`);
		const events = [
			google('20261126_a', 'Public holiday', '20261126'),
			google(
				'20270214_b',
				'Observance\\nTo hide observances\\, go to Google Calendar Setting\r\n s > Holidays in United States',
				'20270214',
			),
			google(
				'20270509_c',
				'Gedenktag\\nWenn du Gedenktage ausblenden möchtest\\, öffne die Google Kalender-Einstellungen',
				'20270509',
			),
			// Somebody's own.
			google('4pfh824gvims850j0gar361t04', 'Offsite\\, on Google Meet', '20270601'),
		];
		expect(read(events, '-//Google Inc//Google Calendar 70.9054//EN')).toEqual({
			daysOff: ['2026-11-26', '2027-06-01'],
			workingDays: [],
			leftOut: { timed: 0, observances: 2, unreadable: 0 },
		});
	});

	test('Apple’s calendar of China marks the days that are off and those that are worked', () => {
		const apple = (day: string, end: string, ...lines: string[]) =>
			event(`DTSTART;VALUE=DATE:${day}`, `DTEND;VALUE=DATE:${end}`, ...lines);
		const events = [
			apple(
				'20270101',
				'20270104',
				'SUMMARY;LANGUAGE=zh_CN:元旦（休）',
				'X-APPLE-SPECIAL-DAY:WORK-HOLIDAY',
			),
			apple(
				'20270109',
				'20270110',
				'SUMMARY;LANGUAGE=zh_CN:元旦（班）',
				'X-APPLE-SPECIAL-DAY:ALTERNATE-WORKDAY',
			),
			apple('20270105', '20270106', 'SUMMARY;LANGUAGE=zh_CN:小寒'),
		];
		expect(read(events)).toEqual({
			daysOff: ['2027-01-01', '2027-01-02', '2027-01-03'],
			workingDays: ['2027-01-09'],
			leftOut: { timed: 0, observances: 1, unreadable: 0 },
		});
	});

	test.each(['holidays.ics', 'holidays.en.ics'])(
		'%s of chinese-days has what the notices say',
		(file) => {
			const text = readFileSync(require.resolve(`chinese-days/dist/${file}`), 'utf8');
			const within = (dates: Iterable<string>) =>
				[...dates].filter((date) => date >= '2025-12-25' && date < '2027-01-01').sort();
			const { daysOff: off, workingDays } = readICalendar(text, Date.parse('2026-01-01T00:00:00Z'));
			// Those are compared with the notices themselves.
			expect(off).toEqual(within(chinaCalendar.daysOff));
			expect(workingDays).toEqual(within(chinaCalendar.workingDays));
		},
	);
});

describe('what comes from outside', () => {
	test('lines are folded anywhere, begin in any case and end in any way', () => {
		const text =
			'\uFEFFbegin:vcalendar\nBEGIN:vevent\ndtst\n art;value=date\n\t:20261225\nsummary:Christ\n mas\nend:VEVENT\n';
		expect(readICalendar(text, NOW).daysOff).toEqual(['2026-12-25']);
	});

	test('an alarm of an event is no event', () => {
		const alarm = [
			'BEGIN:VALARM',
			'TRIGGER;VALUE=DATE-TIME:20120802T233000Z',
			'SUMMARY:班｜',
			'END:VALARM',
		];
		expect(daysOff('DTSTART;VALUE=DATE:20261225', ...alarm)).toEqual(['2026-12-25']);
	});

	test('one that cannot be read keeps out no other', () => {
		const { daysOff: dates, leftOut } = read([
			event('DTSTART;VALUE=DATE:20261399'),
			event('DTSTART;VALUE=DATE:20261224', 'RRULE:FREQ=SOMETIMES'),
			event('DTSTART;VALUE=DATE:20261225', 'this line is no property', 'X-Y;Z:1'),
			event('DTSTART;VALUE=DATE:20261226'),
		]);
		expect(dates).toEqual(expect.arrayContaining(['2026-12-25', '2026-12-26']));
		expect(leftOut.unreadable).toBeGreaterThan(0);
	});

	test.each([
		['a page', '<!doctype html><html><title>Sign in</title></html>'],
		['nothing', ''],
		['a list', '[{"date":"2026-12-25"}]'],
		['a card', 'BEGIN:VCARD\r\nVERSION:4.0\r\nEND:VCARD'],
	])('is no iCalendar: %s', (_, text) => {
		expect(() => readICalendar(text, NOW)).toThrow('does not lead to an iCalendar');
	});

	test.each([
		'RRULE:FREQ=SECONDLY;BYMONTH=2;BYMONTHDAY=30',
		'RRULE:FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30',
		'RRULE:BYDAY=MO;INTERVAL=7;FREQ=DAILY',
		'RRULE:FREQ=DAILY;INTERVAL=99999999',
		'DURATION:P99999999W',
		`EXDATE:${'20261225,'.repeat(100_000)}20261225`,
		`DTEND${';A="'.repeat(100_000)}:20261226`,
	])('is not searched for ever: %.60s', (line) => {
		const events = [event('DTSTART:20200107', line), event('DTSTART:20261224')];
		const { daysOff: dates, leftOut } = read(events);
		expect(dates).toEqual(['2026-12-24']);
		expect(leftOut.unreadable).toBe(1);
	});

	test('every day of a month, and every weekday, are rules as others are', () => {
		const january = daysOff('DTSTART:20200101', 'RRULE:FREQ=DAILY;BYMONTH=1;UNTIL=20270131');
		expect([january.length, january[0], january.at(-1)]).toEqual([31, '2027-01-01', '2027-01-31']);
		const fridays = daysOff('DTSTART:20261106', 'RRULE:FREQ=DAILY;INTERVAL=1;BYDAY=FR;COUNT=2');
		expect(fridays).toEqual(['2026-11-06', '2026-11-13']);
	});

	test('keeps n8n for two seconds at most', () => {
		mockTaken = 1_999;
		expect(daysOff('DTSTART;VALUE=DATE:20261225')).toEqual(['2026-12-25']);
		mockTaken = 2_000;
		// Not as one event that cannot be read.
		expect(() => daysOff('DTSTART;VALUE=DATE:20261225')).toThrow('takes too long to read');
	});

	test('has a bounded number of events', () => {
		const many = Array.from({ length: 20_001 }, () => event('DTSTART:20261225T100000Z'));
		expect(() => read(many)).toThrow('more than 20000 events');
	});
});
