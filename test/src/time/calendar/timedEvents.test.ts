import { readTimedEvents } from '../../../../src/time/calendar/timedEvents';

// Whatever machine the tests run on.
jest.mock('../../../../src/time/ownWork', () => ({ measureOwnWork: () => () => 0 }));

const NOW = Date.parse('2026-11-01T12:00:00Z');
const ZONE = 'Asia/Shanghai';

const calendar = (...lines: string[]) =>
	['BEGIN:VCALENDAR', 'VERSION:2.0', ...lines, 'END:VCALENDAR', ''].join('\r\n');
const event = (...lines: string[]) => ['BEGIN:VEVENT', ...lines, 'END:VEVENT'].join('\r\n');
const read = (...lines: string[]) => readTimedEvents(calendar(...lines), ZONE, NOW, 'shifts');
const iso = (time: number) => new Date(time).toISOString().slice(0, 16);
/** The first few, by UTC. */
const stretches = (...lines: string[]) =>
	read(...lines)
		.events.slice(0, 4)
		.map(({ from, to }) => `${iso(from)} ${iso(to)}`);

describe('when a shift is', () => {
	test.each<[string, string[], string[]]>([
		[
			'in UTC',
			['DTSTART:20261102T220000Z', 'DTEND:20261103T080000Z'],
			['2026-11-02T22:00 2026-11-03T08:00'],
		],
		[
			'in a zone of the database',
			['DTSTART;TZID=Europe/Berlin:20261102T090000', 'DTEND;TZID=Europe/Berlin:20261102T170000'],
			['2026-11-02T08:00 2026-11-02T16:00'],
		],
		[
			'in a zone behind a path',
			[
				'DTSTART;TZID=/mozilla.org/20050126_1/America/Argentina/Buenos_Aires:20261102T090000',
				'DURATION:PT8H',
			],
			['2026-11-02T12:00 2026-11-02T20:00'],
		],
		[
			'in no zone: in that of the layer',
			['DTSTART:20261102T090000', 'DTEND:20261102T170000'],
			['2026-11-02T01:00 2026-11-02T09:00'],
		],
		[
			'a day: from midnight to midnight there',
			['DTSTART;VALUE=DATE:20261102', 'DTEND;VALUE=DATE:20261103'],
			['2026-11-01T16:00 2026-11-02T16:00'],
		],
		['a day without an end', ['DTSTART:20261102'], ['2026-11-01T16:00 2026-11-02T16:00']],
		['a moment is none', ['DTSTART:20261102T090000Z'], []],
		['that is over', ['DTSTART:20261001T090000Z', 'DTEND:20261002T090000Z'], []],
		['cancelled', ['DTSTART:20261102T090000Z', 'DTEND:20261102T170000Z', 'STATUS:CANCELLED'], []],
		// RFC 5545, 3.3.5: a time that the clocks skip is read by the offset before the gap.
		[
			'that begins in the gap of spring',
			[
				'DTSTART;TZID=America/New_York:20270314T023000',
				'DTEND;TZID=America/New_York:20270314T090000',
			],
			['2027-03-14T07:30 2027-03-14T13:00'],
		],
		// The same: of a time that comes twice, the first is meant.
		[
			'that begins in the hour that comes twice',
			[
				'DTSTART;TZID=America/New_York:20261101T013000',
				'DTEND;TZID=America/New_York:20261101T090000',
			],
			['2026-11-01T05:30 2026-11-01T14:00'],
		],
	])('%s', (_, lines, expected) => {
		expect(stretches(event('UID:1', ...lines))).toEqual(expected);
	});

	test('in the zone of the calendar', () => {
		const shift = event('DTSTART:20261102T090000', 'DTEND:20261102T170000');
		expect(stretches('X-WR-TIMEZONE:Europe/Berlin', shift)).toEqual([
			'2026-11-02T08:00 2026-11-02T16:00',
		]);
	});

	// As Outlook writes its zones.
	const OUTLOOK = [
		'BEGIN:VTIMEZONE',
		'TZID:W. Europe Standard Time',
		'BEGIN:STANDARD',
		'DTSTART:16010101T030000',
		'TZOFFSETFROM:+0200',
		'TZOFFSETTO:+0100',
		'RRULE:FREQ=YEARLY;INTERVAL=1;BYDAY=-1SU;BYMONTH=10',
		'END:STANDARD',
		'BEGIN:DAYLIGHT',
		'DTSTART:16010101T020000',
		'TZOFFSETFROM:+0100',
		'TZOFFSETTO:+0200',
		'RRULE:FREQ=YEARLY;INTERVAL=1;BYDAY=-1SU;BYMONTH=3',
		'END:DAYLIGHT',
		'END:VTIMEZONE',
	];
	const inOutlook = (date: string) =>
		event(
			`DTSTART;TZID="W. Europe Standard Time":${date}T090000`,
			`DTEND;TZID="W. Europe Standard Time":${date}T170000`,
		);

	test('in a zone that only the calendar knows', () => {
		expect(stretches(...OUTLOOK, inOutlook('20261102'), inOutlook('20270405'))).toEqual([
			'2026-11-02T08:00 2026-11-02T16:00',
			'2027-04-05T07:00 2027-04-05T15:00',
		]);
	});

	test('in a zone that nobody knows is told', () => {
		const readable = event('DTSTART:20261102T090000Z', 'DURATION:PT1H');
		const { events, unreadable } = read(inOutlook('20261102'), readable);
		expect([events.length, unreadable]).toEqual([1, 1]);
		// Once a second for ever.
		const endless = OUTLOOK.map((line) => line.replace('FREQ=YEARLY', 'FREQ=SECONDLY'));
		expect(read(...endless, inOutlook('20261102'))).toEqual({ events: [], unreadable: 1 });
	});
});

describe('what repeats', () => {
	test('keeps its time on the wall, and so does its end', () => {
		const weekly = event(
			'DTSTART;TZID=Europe/Berlin:20261012T090000',
			'DTEND;TZID=Europe/Berlin:20261019T090000',
			'RRULE:FREQ=WEEKLY',
		);
		expect(stretches(weekly)).toEqual([
			'2026-10-19T07:00 2026-10-26T08:00',
			'2026-10-26T08:00 2026-11-02T08:00',
			'2026-11-02T08:00 2026-11-09T08:00',
			'2026-11-09T08:00 2026-11-16T08:00',
		]);
	});

	// A start that is as many whole patterns later says the same of the present.
	test.each([
		['FREQ=DAILY', '20160104', '20260706'],
		['FREQ=DAILY;INTERVAL=3', '20160104', '20260731'],
		['FREQ=DAILY;BYDAY=MO,TU,WE,TH,FR;BYMONTH=11,12', '20160104', '20260706'],
		['FREQ=WEEKLY;BYDAY=MO,WE', '20160104', '20260706'],
		['FREQ=WEEKLY;INTERVAL=3;BYDAY=MO,WE,SU;WKST=SU', '20160104', '20260511'],
		['FREQ=WEEKLY;INTERVAL=2;WKST=MO;BYDAY=TU,SU', '20160105', '20260707'],
		['FREQ=WEEKLY;UNTIL=20261202T000000Z', '20160105', '20260707'],
		// On a day that is none of its own.
		['FREQ=WEEKLY;INTERVAL=2;BYDAY=FR', '20160105', '20260707'],
	])('%s for ten years is what it is for some months', (rule, start, later) => {
		const from = (day: string) =>
			read(
				event(
					`DTSTART;TZID=America/New_York:${day}T220000`,
					`DTEND;TZID=America/New_York:${day}T233000`,
					`RRULE:${rule}`,
					'EXDATE;TZID=America/New_York:20261109T220000',
					'SUMMARY:Li',
				),
			).events;
		expect(from(start)).toEqual(from(later));
		expect(from(start).length).toBeGreaterThan(3);
	});

	test('a rule that counts is counted from its beginning', () => {
		const last = (count: number) => {
			const rule = `RRULE:FREQ=DAILY;COUNT=${count}`;
			const { events } = read(event('DTSTART:20160104T090000Z', 'DURATION:PT1H', rule));
			return events.length > 0 && iso(events.at(-1)!.from);
		};
		// 2026-11-03 is the 3,957th day.
		expect([last(3_957), last(100)]).toEqual(['2026-11-03T09:00', false]);
	});

	// RFC 5545, 3.3.10: UNTIL is in UTC where the event has a zone, and includes what begins then.
	test('until a time in UTC', () => {
		const daily = event(
			'DTSTART;TZID=Asia/Shanghai:20261102T090000',
			'DTEND;TZID=Asia/Shanghai:20261102T170000',
			'RRULE:FREQ=DAILY;UNTIL=20261103T010000Z',
		);
		expect(stretches(daily)).toEqual([
			'2026-11-02T01:00 2026-11-02T09:00',
			'2026-11-03T01:00 2026-11-03T09:00',
		]);
	});

	test('but for what was moved, called otherwise, left out and cancelled', () => {
		const zone = 'TZID=Europe/Berlin';
		const times = (date: string) => [
			`DTSTART;${zone}:${date}T090000`,
			`DTEND;${zone}:${date}T170000`,
		];
		const { events } = read(
			event(
				'UID:1',
				'SUMMARY:Li',
				...times('20261102'),
				'RRULE:FREQ=DAILY;COUNT=4',
				`EXDATE;${zone}:20261103T090000`,
			),
			event('UID:1', 'SUMMARY:Han', ...times('20261110'), `RECURRENCE-ID;${zone}:20261104T090000`),
			event(
				'UID:1',
				'STATUS:CANCELLED',
				...times('20261105'),
				`RECURRENCE-ID;${zone}:20261105T090000`,
			),
		);
		expect(events.map(({ title, from }) => `${title} ${iso(from)}`)).toEqual([
			'Li 2026-11-02T08:00',
			'Han 2026-11-10T08:00',
		]);
	});
});

describe('whom it names', () => {
	// A feed of PagerDuty, as published with a parser (oyanglul.us/icalparser).
	test('PagerDuty', () => {
		const { events } = readTimedEvents(
			calendar(
				'PRODID;X-RICAL-TZSOURCE=TZINFO:-//com.denhaven2/NONSGML ri_cal gem//EN',
				'CALSCALE:GREGORIAN',
				'X-WR-CALNAME:On Call Schedule',
				event(
					'DTEND;VALUE=DATE-TIME:20170123T080000Z',
					'DTSTART;VALUE=DATE-TIME:20170122T220000Z',
					'ATTENDEE:lego@example.com',
					'UID:Q3DNWZL0W9JV04',
					'URL:https://example.com/schedules#PFWMMZA',
					'SUMMARY:On Call - Li Lei - Lego Master',
				),
			),
			ZONE,
			Date.parse('2017-01-22T00:00:00Z'),
			'shifts',
		);
		expect(events).toEqual([
			{
				from: Date.parse('2017-01-22T22:00:00Z'),
				to: Date.parse('2017-01-23T08:00:00Z'),
				title: 'On Call - Li Lei - Lego Master',
				attendees: ['lego@example.com'],
			},
		]);
	});

	test('attendees, but for those who declined', () => {
		const [{ title, attendees }] = read(
			event(
				'DTSTART:20261102T090000Z',
				'DURATION:PT1H',
				'SUMMARY:  On call\\, primary ',
				'ATTENDEE;CN=Li Lei;PARTSTAT=ACCEPTED:mailto:li@example.com',
				'ATTENDEE;CN="Han; Meimei";PARTSTAT=DECLINED:MAILTO:han@example.com',
			),
		).events;
		expect({ title, attendees }).toEqual({
			title: 'On call, primary',
			attendees: ['Li Lei', 'li@example.com'],
		});
	});
});

describe('bounds', () => {
	test.each<[string, string[], RegExp]>([
		[
			'more shifts than anybody has',
			Array.from({ length: 20 }, (_, index) =>
				event(`UID:${index}`, 'DTSTART:20261102T000000Z', 'DURATION:PT1H', 'RRULE:FREQ=DAILY'),
			),
			/more than 2000 events/,
		],
		[
			'more events than anybody has',
			Array.from({ length: 20_001 }, () => event('DTSTART:20200101T000000Z')),
			/more than 20000 events/,
		],
	])('%s', (_, events, message) => {
		expect(() => read(...events)).toThrow(message);
	});

	test('a page is no calendar', () => {
		expect(() => readTimedEvents('<html></html>', ZONE, NOW, 'shifts')).toThrow(
			/not lead to an iCalendar/,
		);
	});

	test('many attendees are cut, and the shift is read', () => {
		const attendees = Array.from(
			{ length: 1_000 },
			(_, index) => `ATTENDEE:mailto:${index}@example.com`,
		);
		const [first] = read(event('DTSTART:20261102T090000Z', 'DURATION:PT1H', ...attendees)).events;
		expect(first.attendees).toHaveLength(20);
	});

	test('a rule that never finds a day is refused', () => {
		const never = event(
			'DTSTART:20261102T090000Z',
			'DURATION:PT1H',
			'RRULE:FREQ=DAILY;BYMONTHDAY=31;BYMONTH=2',
		);
		expect(read(never)).toEqual({ events: [], unreadable: 1 });
	});
});
