import { readBody, type EventRequest } from '../../../src/events/request';
import type { ServiceEvent } from '../../../src/events/serviceEvent';
import { eventSources } from '../../../src/events/sources';
import { instant, isNoTime } from '../../../src/events/timestamp';
import { deliveries, type Delivery } from '../../support/sources/deliveries.mts';
import { githubIssue } from '../../support/sources/codeHosting.mts';
import { insightText } from '../../support/sources/dce.mts';
import { RECEIVED_AT } from '../../support/sources/eventRequest.mts';

/*
 * What systems send for a time that was never set: Go's `time.Time{}` and
 * .NET's `DateTime.MinValue`, also in a zone of the summer of year 1; MySQL's
 * zero date, and what PHP makes of it; the zero of unix time.
 */
const ZEROS = [
	'0001-01-01T00:00:00Z',
	'0001-01-01T00:00:00',
	'0001-01-01 00:00:00 +0000 UTC',
	'0001-01-01T08:05:43+08:05',
	'0000-12-31T19:03:58-04:56',
	'0000-00-00 00:00:00',
	'-0001-11-30T00:00:00+00:00',
	'1970-01-01T00:00:00Z',
	'1970-01-01T00:00:00.000Z',
	'1970-01-01 00:00:00 UTC',
	0,
	'0',
	-62135596800,
	-62135596800000,
	'',
	' ',
	null,
];

test.each(ZEROS)('%p is no time', (zero) => {
	expect(isNoTime(zero)).toBe(true);
});

test.each([
	'2025-12-11T08:00:00Z',
	'1970-01-02T00:00:00Z',
	1,
	'1765439941',
	'never',
	{},
	[],
	false,
])('%p is something else', (value) => {
	expect(isNoTime(value)).toBe(false);
});

/** The body with `zero` in place of every time. */
function withoutTimes(value: unknown, zero: unknown): unknown {
	if (typeof value === 'object' && value !== null) {
		const entries = Object.entries(value).map(([name, child]) => [name, withoutTimes(child, zero)]);
		return Array.isArray(value)
			? entries.map(([, child]) => child)
			: Object.fromEntries(entries as Array<[string, unknown]>);
	}
	if (instant.safeParse(value).success) return zero;
	// Lines of text.
	return typeof value === 'string'
		? value.replace(/\d{4}-\d\d-\d\d \d\d:\d\d:\d\d/g, String(zero))
		: value;
}

function eventsOf(source: string, { headers, query = {} }: Delivery, body: string): ServiceEvent[] {
	const lowerCase = Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]);
	const rawBody = Buffer.from(body);
	const request: EventRequest = {
		method: 'POST',
		headers: Object.fromEntries(lowerCase) as EventRequest['headers'],
		query,
		rawBody,
		body: readBody(rawBody),
		receivedAt: RECEIVED_AT,
	};
	const mapping = {
		conversationKey: { path: 'chat.id' },
		parts: { occurredAt: { path: 'at' } },
		repliedStatuses: [],
		waitingStatuses: [],
	};
	const parsed = eventSources[source].parse(request, source === 'custom' ? { mapping } : {});
	if (!parsed.ok) throw new Error(`${parsed.problem.field}: ${parsed.problem.message}`);
	expect(parsed.refused).toBeUndefined();
	return parsed.events;
}

const withTime: Array<[string, Delivery]> = Object.entries(deliveries).map(([source, delivery]) =>
	source === 'custom'
		? [source, { ...delivery, body: '{"chat":{"id":42},"at":1765439941}' }]
		: [source, delivery],
);

/** What they send says no time. */
const TIMELESS = ['groupRobot', 'zabbix'];

describe.each(withTime)('%s', (source, delivery) => {
	it.each(ZEROS)('takes %p for no time, and the event for one of now', (zero) => {
		const isJson = /^[[{]/.test(delivery.body);
		const body = isJson
			? JSON.stringify(withoutTimes(JSON.parse(delivery.body), zero))
			: String(withoutTimes(delivery.body, zero));
		if (!TIMELESS.includes(source)) expect(body).not.toBe(delivery.body);
		const whatCounts = ({ kind, conversation }: ServiceEvent) => ({ kind, conversation });
		const events = eventsOf(source, delivery, body);
		expect(events.map(whatCounts)).toEqual(
			eventsOf(source, delivery, delivery.body).map(whatCounts),
		);
		for (const { occurredAt } of events) expect(Date.parse(occurredAt)).toBe(RECEIVED_AT);
	});
});

test('an alert of Insight whose end is zero has not ended', () => {
	const ending = (end: string) =>
		eventsOf(
			'dceInsight',
			deliveries.dceInsight,
			insightText.replace('描述', `结束时间: ${end}\\n描述`),
		)[0].kind;
	expect(ending('2023-04-20 16:10:00')).toBe('alert.resolved');
	expect(ending('0001-01-01 00:00:00')).toBe('alert.firing');
});

test('of several times the first that is one counts', () => {
	const closed = { ...deliveries.github, body: JSON.stringify(githubIssue('closed')) };
	const issue = JSON.parse(closed.body) as { issue: object };
	const zero = { ...issue, issue: { ...issue.issue, closed_at: ZEROS[0] } };
	const [event] = eventsOf('github', closed, JSON.stringify(zero));
	expect(event.occurredAt).toBe(
		new Date((issue.issue as { updated_at: string }).updated_at).toISOString(),
	);
});
