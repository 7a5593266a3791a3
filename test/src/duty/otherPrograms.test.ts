import { readDutyCalendar } from '../../../src/duty/dutyCalendar';

/* Calendars as other programs have written them, from the tests of open-source parsers. */

const event = (...lines: string[]) => ['BEGIN:VEVENT', ...lines, 'END:VEVENT'].join('\r\n');
const read = (now: string, ...lines: string[]) =>
	readDutyCalendar(
		['BEGIN:VCALENDAR', ...lines, 'END:VCALENDAR'].join('\r\n'),
		'Asia/Shanghai',
		Date.parse(now),
	);
const iso = (time: number) => new Date(time).toISOString().slice(0, 16);
const stretches = (now: string, ...lines: string[]) => {
	const { events, unreadable } = read(now, ...lines);
	expect(unreadable).toBe(0);
	return events.slice(0, 3).map(({ from, to }) => `${iso(from)} ${iso(to)}`);
};

const EXCHANGE_RULES = [
	'BEGIN:STANDARD',
	'DTSTART:16010101T030000',
	'TZOFFSETFROM:+0200',
	'TZOFFSETTO:+0100',
	'RRULE:FREQ=YEARLY;WKST=MO;INTERVAL=1;BYMONTH=10;BYDAY=-1SU',
	'END:STANDARD',
	'BEGIN:DAYLIGHT',
	'DTSTART:16010101T020000',
	'TZOFFSETFROM:+0100',
	'TZOFFSETTO:+0200',
	'RRULE:FREQ=YEARLY;WKST=MO;INTERVAL=1;BYMONTH=3;BYDAY=-1SU',
	'END:DAYLIGHT',
];
const zone = (id: string, ...rules: string[]) => [
	'BEGIN:VTIMEZONE',
	`TZID:${id}`,
	...rules,
	'END:VTIMEZONE',
];

describe('times', () => {
	// ical4j, samples/valid/2207678.ics.
	test('Outlook: a zone with a comma in its name', () => {
		const singapore = zone(
			'Kuala Lumpur\\, Singapore',
			'BEGIN:STANDARD',
			'DTSTART:16010101T000000',
			'TZOFFSETFROM:+0900',
			'TZOFFSETTO:+0800',
			'END:STANDARD',
		);
		const reboot = event(
			'DTEND;TZID="Kuala Lumpur, Singapore":20081031T094000',
			'DTSTART;TZID="Kuala Lumpur, Singapore":20081031T093000',
			'RRULE:FREQ=WEEKLY;BYDAY=FR',
		);
		expect(stretches('2008-10-31T00:00Z', ...singapore, reboot).slice(0, 2)).toEqual([
			'2008-10-31T01:30 2008-10-31T01:40',
			'2008-11-07T01:30 2008-11-07T01:40',
		]);
	});

	// node-ical, test/fixtures/test_with_int_tzid.ics.
	test('a zone with a blank before its name', () => {
		const meeting = event('DTSTART;TZID= 1:20240108T110000', 'DTEND;TZID= 1:20240108T120000');
		expect(stretches('2024-01-08T00:00Z', ...zone(' 1', ...EXCHANGE_RULES), meeting)).toEqual([
			'2024-01-08T10:00 2024-01-08T11:00',
		]);
	});

	// collective/icalendar, tests/calendars/issue_165_missing_event.ics: weekdays until the 22nd of July, from a Friday on.
	test('Exchange: a rule with blanks', () => {
		const id = 'GMT +0100 (Standard) / GMT +0200 (Daylight)';
		const standup = event(
			`DTSTART;TZID="${id}":20150703T100000`,
			`DTEND;TZID="${id}":20150703T103000`,
			'RRULE:FREQ=DAILY;UNTIL=20150722T080000Z;INTERVAL=1;BYDAY=MO, TU, WE, TH, FR',
		);
		expect(stretches('2015-07-03T00:00Z', ...zone(id, ...EXCHANGE_RULES), standup)).toEqual([
			'2015-07-03T08:00 2015-07-03T08:30',
			'2015-07-06T08:00 2015-07-06T08:30',
			'2015-07-07T08:00 2015-07-07T08:30',
		]);
	});

	// ical4j, samples/valid/google_aus_holidays.ics.
	test('Google: a date with a zone, and a day in seconds', () => {
		const christmas = event('DTSTART;TZID=America/Los_Angeles:20041225', 'DURATION:PT86400S');
		expect(stretches('2004-12-24T00:00Z', 'X-WR-TIMEZONE:America/Los_Angeles', christmas)).toEqual([
			'2004-12-25T08:00 2004-12-26T08:00',
		]);
	});

	// An end of a date that is not later (RFC 5545, 3.8.2.2, does not allow it) is one that its program counts in.
	test.each(['DTEND;VALUE=DATE:20041225', 'DTEND;VALUE=DATE:20041224', 'DURATION:PT1H'])(
		'a day lasts a day: %s',
		(end) => {
			const day = event('DTSTART;VALUE=DATE:20041225', end);
			expect(stretches('2004-12-24T00:00Z', day)).toEqual(['2004-12-24T16:00 2004-12-25T16:00']);
		},
	);

	// ical4j, samples/valid/lotr.ics.
	test('Apple: the zone of the calendar, and that it is a text', () => {
		const day = event('DTSTART;VALUE=DATE:20030325', 'DTEND;VALUE=DATE:20030326');
		expect(
			stretches('2003-03-24T00:00Z', 'X-WR-TIMEZONE;VALUE=TEXT:America/New_York', day),
		).toEqual(['2003-03-25T05:00 2003-03-26T05:00']);
	});
});
