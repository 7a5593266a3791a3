import { readTimedEvents } from '../../../../src/time/calendar/timedEvents';

/*
 * Calendars of maintenance as others write them: the forms are of published
 * clients, standards and test suites, the times are around one day.
 */

const NOW = Date.parse('2026-06-22T12:00:00Z');
const ZONE = 'Asia/Shanghai';

const event = (...lines: string[]) => ['BEGIN:VEVENT', ...lines, 'END:VEVENT'];
const windows = (...lines: string[]) => {
	const text = ['BEGIN:VCALENDAR', 'VERSION:2.0', ...lines, 'END:VCALENDAR', ''].join('\r\n');
	const { events, unreadable } = readTimedEvents(text, ZONE, NOW, 'maintenance windows');
	expect(unreadable).toBe(0);
	const iso = (time: number) => new Date(time).toISOString().slice(0, 16);
	return events.slice(0, 3).map(({ from, to, title }) => `${iso(from)} ${iso(to)} ${title}`);
};

test.each<[string, string[], string[]]>([
	[
		'a cloud of quantum computers (Rigetti QCS)',
		event(
			...['UID:maint-1@qcs.rigetti.com', 'SUMMARY:Scheduled Maintenance'],
			...['DTSTART:20260623T080000Z', 'DTEND:20260623T120000Z'],
		),
		['2026-06-23T08:00 2026-06-23T12:00 Scheduled Maintenance'],
	],
	[
		'a network provider (BCOP Maintenance Notification)',
		event(
			...['SUMMARY:Maint Note Example', 'DTSTART;VALUE=DATE-TIME:20260623T080000Z'],
			...['DTEND;VALUE=DATE-TIME:20260623T100000Z', 'UID:42', 'SEQUENCE:1'],
			'X-MAINTNOTE-OBJECT-ID;X-MAINTNOTE-OBJECT-IMPACT=NO-IMPACT:acme-widgets-as-a-service',
			...['X-MAINTNOTE-STATUS:TENTATIVE', 'ORGANIZER;CN="Example NOC":mailto:noone@example.com'],
		),
		['2026-06-23T08:00 2026-06-23T10:00 Maint Note Example'],
	],
	[
		'the same without a zone, by the clock of the workflow',
		event(
			...['SUMMARY:Maint Note Example', 'DTSTART;VALUE=DATE-TIME:20260623T200000'],
			...['DTEND;VALUE=DATE-TIME:20260623T210000', 'UID:42'],
		),
		['2026-06-23T12:00 2026-06-23T13:00 Maint Note Example'],
	],
	[
		'the same, cancelled by a later notification',
		[
			...event(
				...['UID:42', 'SEQUENCE:1', 'DTSTART:20260623T080000Z', 'DTEND:20260623T100000Z'],
				...['SUMMARY:Maint', 'X-MAINTNOTE-STATUS:CONFIRMED'],
			),
			...event(
				...['UID:42', 'SEQUENCE:2', 'DTSTART:20260623T080000Z', 'DTEND:20260623T100000Z'],
				...['SUMMARY:Maint', 'X-MAINTNOTE-STATUS:CANCELLED'],
			),
		],
		[],
	],
	[
		'a status page, with one that was cancelled',
		[
			...event(
				...['UID:maintenance-1@s.test', 'DTSTAMP:20260601T120000Z', 'SEQUENCE:0'],
				...['DTSTART:20260623T200000Z', 'DTEND:20260623T213000Z'],
				...['SUMMARY:Maintenance — Database\\; upgrade', 'URL:https://s.test/incidents/1'],
			),
			...event(
				...['UID:maintenance-2@s.test', 'SEQUENCE:1', 'DTSTART:20260624T200000Z'],
				...['DTEND:20260624T210000Z', 'SUMMARY:Cancelled one', 'STATUS:CANCELLED'],
			),
		],
		['2026-06-23T20:00 2026-06-23T21:30 Maintenance — Database; upgrade'],
	],
	[
		'AWS Systems Manager Change Calendar',
		[
			...[
				'PRODID:-//AWS//Change Calendar 1.0//EN',
				'X-CALENDAR-TYPE:DEFAULT_OPEN',
				'X-WR-CALDESC:',
			],
			...event(
				...['DTSTART;TZID=US/Eastern:20260623T100000', 'DTEND;TZID=US/Eastern:20260623T120000'],
				...['SUMMARY:Patching', 'UID:7c3c8f6b', 'RRULE:FREQ=WEEKLY;COUNT=2'],
			),
		],
		['2026-06-23T14:00 2026-06-23T16:00 Patching', '2026-06-30T14:00 2026-06-30T16:00 Patching'],
	],
	[
		'every Sunday by the wall clock, as Google writes it',
		[
			'X-WR-TIMEZONE:Europe/Paris',
			...event(
				...['DTSTART;TZID=Europe/Paris:20260104T020000', 'DTEND;TZID=Europe/Paris:20260104T040000'],
				...['RRULE:FREQ=WEEKLY;BYDAY=SU', 'SUMMARY:Batch jobs', 'TRANSP:TRANSPARENT', 'UID:g'],
			),
		],
		[
			'2026-06-21T00:00 2026-06-21T02:00 Batch jobs',
			'2026-06-28T00:00 2026-06-28T02:00 Batch jobs',
			'2026-07-05T00:00 2026-07-05T02:00 Batch jobs',
		],
	],
	[
		'days without VALUE=DATE, of a calendar of rooms',
		event('UID:test-event-1', 'DTSTART:20260624', 'DTEND:20260626', 'SUMMARY:Maintenance'),
		['2026-06-23T16:00 2026-06-25T16:00 Maintenance'],
	],
	[
		'the second Tuesday of the month, of Outlook with its own zone',
		[
			...['BEGIN:VTIMEZONE', 'TZID:W. Europe Standard Time', 'BEGIN:STANDARD'],
			...['DTSTART:16010101T030000', 'TZOFFSETFROM:+0200', 'TZOFFSETTO:+0100'],
			...['RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10', 'END:STANDARD', 'BEGIN:DAYLIGHT'],
			...['DTSTART:16010101T020000', 'TZOFFSETFROM:+0100', 'TZOFFSETTO:+0200'],
			...['RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3', 'END:DAYLIGHT', 'END:VTIMEZONE'],
			...event(
				...['UID:patch', 'SUMMARY:Patch Tuesday', 'RRULE:FREQ=MONTHLY;BYDAY=2TU'],
				'DTSTART;TZID=W. Europe Standard Time:20260113T220000',
				'DTEND;TZID=W. Europe Standard Time:20260114T020000',
			),
		],
		[
			'2026-07-14T20:00 2026-07-15T00:00 Patch Tuesday',
			'2026-08-11T20:00 2026-08-12T00:00 Patch Tuesday',
			'2026-09-08T20:00 2026-09-09T00:00 Patch Tuesday',
		],
	],
	[
		'a window that was moved this time, and one that was left out',
		[
			...event(
				...['UID:w', 'DTSTART:20260622T220000Z', 'DURATION:PT2H', 'RRULE:FREQ=DAILY;COUNT=3'],
				...['EXDATE:20260624T220000Z', 'SUMMARY:Nightly'],
			),
			...event(
				...['UID:w', 'RECURRENCE-ID:20260623T220000Z', 'DTSTART:20260623T230000Z'],
				...['DURATION:PT1H', 'SUMMARY:Nightly (later)'],
			),
		],
		[
			'2026-06-22T22:00 2026-06-23T00:00 Nightly',
			'2026-06-23T23:00 2026-06-24T00:00 Nightly (later)',
		],
	],
	['nothing planned', [], []],
])('%s', (_, lines, expected) => {
	expect(windows(...lines)).toEqual(expected);
});
