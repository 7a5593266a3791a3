import { readTimedEvents } from '../../../src/time/calendar/timedEvents';

/* Calendars as other programs have written them, from the tests of open-source parsers. */

const event = (...lines: string[]) => ['BEGIN:VEVENT', ...lines, 'END:VEVENT'].join('\r\n');
const read = (now: string, ...lines: string[]) =>
	readTimedEvents(
		['BEGIN:VCALENDAR', ...lines, 'END:VCALENDAR'].join('\r\n'),
		'Asia/Shanghai',
		Date.parse(now),
		'shifts',
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

	// node-ical, test/fixtures/festival-multiday-rrule.ics: its zone is none, so that of the layer.
	test('times that say that they are dates', () => {
		const opened = event('DTEND;VALUE=DATE:20110804T140000', 'DTSTART;VALUE=DATE:20110804T120000');
		expect(stretches('2011-08-04T00:00Z', opened)).toEqual(['2011-08-04T04:00 2011-08-04T06:00']);
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

describe('until when', () => {
	const until = (zoneName: string, from: string, to: string, rule: string) =>
		stretches(
			'2021-12-01T00:00Z',
			event(`DTSTART;TZID=${zoneName}:${from}`, `DTEND;TZID=${zoneName}:${to}`, `RRULE:${rule}`),
		).at(-1);

	// node-ical's tests: the date is the last day in the zone of the event.
	test.each([
		['Europe/Oslo', '2021-12-16T17:00 2021-12-16T18:00'],
		['Pacific/Auckland', '2021-12-16T05:00 2021-12-16T06:00'],
	])('Google: a date, of times in %s', (zoneName, last) => {
		const rule = 'FREQ=WEEKLY;UNTIL=20211216';
		expect(until(zoneName, '20211202T180000', '20211202T190000', rule)).toBe(last);
	});

	// As an event in the threads of ical.js (America/Phoenix, UTC-7) has it: the wall clock of the event.
	test.each([
		['20211216T090000', '2021-12-16T16:00 2021-12-16T17:00'],
		['20211216T085959', '2021-12-09T16:00 2021-12-09T17:00'],
	])('a time without a zone: %s', (end, last) => {
		const rule = `FREQ=WEEKLY;UNTIL=${end}`;
		expect(until('America/Phoenix', '20211202T090000', '20211202T100000', rule)).toBe(last);
	});
});

test('properties that are empty say nothing', () => {
	const times = ['DTSTART:20260511T090000Z', 'DTEND:20260511T170000Z'];
	expect(
		stretches('2026-05-11T00:00Z', event(...times, 'RRULE:', 'EXDATE;TZID="Europe/Berlin":')),
	).toEqual(['2026-05-11T09:00 2026-05-11T17:00']);
});

// Expected: RFC 5545, 3.3.10, and what python-dateutil makes of it in a thread of ical.js.
describe('BYSETPOS', () => {
	const times = ['DTSTART:20150108T090000Z', 'DTEND:20150108T170000Z'];

	test.each([
		['FREQ=MONTHLY;COUNT=12;BYDAY=TH;BYSETPOS=2', '2015-02-12'],
		['BYSETPOS=2;BYDAY=TH;FREQ=YEARLY;BYMONTH=1', '2016-01-14'],
	])('%s', (rule, second) => {
		const found = stretches('2015-01-08T00:00Z', event(...times, `RRULE:${rule}`));
		expect(found[1]).toBe(`${second}T09:00 ${second}T17:00`);
	});

	test.each([
		'FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=1,-1',
		'FREQ=MONTHLY;BYMONTHDAY=28,29,30;BYSETPOS=-1',
		'FREQ=YEARLY;BYMONTH=1,2;BYDAY=TH;BYSETPOS=1',
		'FREQ=YEARLY;BYDAY=TH;BYSETPOS=1',
	])('%s is told, not taken for every day', (rule) => {
		const found = read('2015-01-08T00:00Z', event(...times, `RRULE:${rule}`));
		expect(found).toEqual({ events: [], unreadable: 1 });
	});
});

describe('changes', () => {
	// node-ical, test/fixtures/exchange_whole_day_moved_recurrence.ics and …_offset_tz.ics, and issue 459 there: the Thursday becomes a Friday.
	test.each(['W. Europe Standard Time', 'UTC+01'])('Exchange: of a day, by a time in %s', (id) => {
		const whole = event(
			'RRULE:FREQ=WEEKLY;UNTIL=20260817T220000Z;INTERVAL=1;BYDAY=TU,TH;WKST=MO',
			'UID:exchange-moved-recurrence',
			'DTSTART;VALUE=DATE:20260219',
			'DTEND;VALUE=DATE:20260220',
			`EXDATE;TZID=${id}:20260303T000000`,
		);
		const moved = event(
			'UID:exchange-moved-recurrence',
			`RECURRENCE-ID;TZID=${id}:20260226T000000`,
			'DTSTART;VALUE=DATE:20260227',
			'DTEND;VALUE=DATE:20260228',
		);
		expect(stretches('2026-03-01T04:00Z', whole, moved)).toEqual([
			'2026-02-23T16:00 2026-02-24T16:00',
			'2026-02-26T16:00 2026-02-27T16:00',
			'2026-03-04T16:00 2026-03-05T16:00',
		]);
	});

	// RFC 5545, 3.8.4.4: the time of the repetition, which is the same instant by whatever zone.
	test.each([
		'RECURRENCE-ID;TZID=America/New_York:20261103T030000',
		'RECURRENCE-ID:20261103T080000Z',
		'RECURRENCE-ID;VALUE=DATE:20261103',
		'RECURRENCE-ID;TZID=Europe/Berlin:20261103T090000',
	])('of a time, by %s', (of) => {
		const daily = event(
			'UID:daily',
			'RRULE:FREQ=DAILY;COUNT=2',
			'DTSTART;TZID=Europe/Berlin:20261102T090000',
			'DTEND;TZID=Europe/Berlin:20261102T170000',
		);
		const later = event(
			'UID:daily',
			of,
			'DTSTART;TZID=Europe/Berlin:20261103T120000',
			'DTEND;TZID=Europe/Berlin:20261103T200000',
		);
		expect(stretches('2026-11-01T00:00Z', later, daily)).toEqual([
			'2026-11-02T08:00 2026-11-02T16:00',
			'2026-11-03T11:00 2026-11-03T19:00',
		]);
	});

	test('one that nobody can read is told, and the others stay', () => {
		const daily = event(
			'UID:1',
			'RRULE:FREQ=DAILY;COUNT=2',
			'DTSTART:20261102T080000Z',
			'DURATION:PT8H',
		);
		const lost = event(
			'UID:1',
			'RECURRENCE-ID;TZID=Nowhere:20261103T080000',
			'DTSTART:20261103T120000Z',
			'DURATION:PT8H',
		);
		const { events, unreadable } = read('2026-11-01T00:00Z', daily, lost);
		expect([events.length, unreadable]).toEqual([2, 1]);
	});

	// Grafana OnCall, tests/calendars/modified_recurring_event.ics and test_filter_events_ical_duplicated_uid: both are events.
	test('Google: of a repetition that there is not', () => {
		const weekly = event(
			'DTSTART;VALUE=DATE:20230717',
			'DTEND;VALUE=DATE:20230725',
			'RRULE:FREQ=WEEKLY;WKST=MO;UNTIL=20230806;INTERVAL=3;BYDAY=MO',
			'UID:eventuid@google.com',
			'SEQUENCE:1',
		);
		const moved = event(
			'DTSTART;TZID=Europe/Warsaw:20230717T100000',
			'DTEND;TZID=Europe/Warsaw:20230724T100000',
			'UID:eventuid@google.com',
			'RECURRENCE-ID;TZID=Europe/Warsaw:19700101T010000',
			'SEQUENCE:2',
		);
		expect(stretches('2023-07-17T00:00Z', weekly, moved)).toEqual([
			'2023-07-16T16:00 2023-07-24T16:00',
			'2023-07-17T08:00 2023-07-24T08:00',
		]);
	});

	test('of an event whose rule is not in the calendar', () => {
		const first = event('UID:1', 'DTSTART:20261102T080000Z', 'DURATION:PT8H');
		const moved = (of: string) =>
			event('UID:1', `RECURRENCE-ID:${of}`, 'DTSTART:20261103T120000Z', 'DURATION:PT8H');
		expect(stretches('2026-11-01T00:00Z', first, moved('20261103T080000Z'))).toHaveLength(2);
		expect(stretches('2026-11-01T00:00Z', first, moved('20261102T080000Z'))).toEqual([
			'2026-11-03T12:00 2026-11-03T20:00',
		]);
	});

	test('of one that is left out: it stays so', () => {
		const daily = event(
			'UID:1',
			'RRULE:FREQ=DAILY;COUNT=2',
			'DTSTART:20261102T080000Z',
			'DURATION:PT8H',
			'EXDATE:20261103T080000Z',
		);
		const moved = event(
			'UID:1',
			'RECURRENCE-ID:20261103T080000Z',
			'DTSTART:20261103T120000Z',
			'DURATION:PT8H',
		);
		expect(stretches('2026-11-01T00:00Z', daily, moved)).toEqual([
			'2026-11-02T08:00 2026-11-02T16:00',
		]);
	});

	// node-ical, test/fixtures/duplicate-uid-sequence.ics and recurrence-sequence.ics: the higher number is the later revision.
	test('only the latest revision counts', () => {
		const revision = (sequence: number, hour: string, ...lines: string[]) =>
			event(
				'UID:sequence-test',
				`SEQUENCE:${sequence}`,
				`DTSTART:20240102T${hour}0000Z`,
				'DURATION:PT1H',
				...lines,
			);
		const now = '2024-01-02T00:00Z';
		expect(stretches(now, revision(2, '10'), revision(0, '14'))).toEqual([
			'2024-01-02T10:00 2024-01-02T11:00',
		]);
		const of = 'RECURRENCE-ID:20240102T100000Z';
		expect(
			stretches(
				now,
				revision(0, '10', 'RRULE:FREQ=DAILY;COUNT=1'),
				revision(3, '14', of),
				revision(1, '11', of),
			),
		).toEqual(['2024-01-02T14:00 2024-01-02T15:00']);
		// Whoever cancels it says so last.
		expect(stretches(now, revision(0, '10'), revision(1, '10', 'STATUS:CANCELLED'))).toEqual([]);
	});

	// node-ical, test/fixtures/festival-multiday-rrule.ics has no ids.
	test('without an id, every event is one of its own', () => {
		const shift = (sequence: number, hour: string) =>
			event(`SEQUENCE:${sequence}`, `DTSTART:20240102T${hour}0000Z`, 'DURATION:PT1H');
		expect(stretches('2024-01-02T00:00Z', shift(0, '10'), shift(1, '14'))).toHaveLength(2);
	});
});
