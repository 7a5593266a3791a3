import { exposition, formatFor } from '../../../../src/web/metrics/exposition';
import { hostileNames, someMetrics } from '../../../support/metrics.mts';

/*
 * That a parser of others reads it is tested end to end (test/e2e/metrics.test.mts):
 * here is what it says.
 */

const text = exposition(someMetrics(), 'text');
const openMetrics = exposition(someMetrics(), 'openMetrics');

test('says each number once, under its name', () => {
	const line = (beginning: string) =>
		text.split('\n').filter((one) => one.startsWith(`until_replied_${beginning}`));
	expect(line('conversations_open{state="open"}')).toEqual([
		'until_replied_conversations_open{state="open"} 0',
	]);
	expect(line('conversations_opened')).toEqual(['until_replied_conversations_opened_total 20']);
	expect(line('conversations_ended_total')).toEqual([
		'until_replied_conversations_ended_total{outcome="answered"} 5',
		'until_replied_conversations_ended_total{outcome="exhausted"} 2',
		'until_replied_conversations_ended_total{outcome="cancelled"} 1',
		'until_replied_conversations_ended_total{outcome="other"} 0',
	]);
	expect(line('reminders_sent')).toEqual([
		'until_replied_reminders_sent_total{platform="carrierPigeon",workflow_id="7bsOPdJcCLcVbxCC",node="Service group"} 40',
	]);
	expect(line('overdue')).toEqual(['until_replied_overdue_seconds 1.5']);
	expect(line('inbox')).toEqual(['until_replied_inbox_events 3', 'until_replied_inbox_bytes 1200']);
});

test('the buckets of a histogram go up, and the last has all', () => {
	const buckets = [...text.matchAll(/first_reply_seconds_bucket\{le="([^"]+)"\} (\d+)/g)];
	const counts = Object.fromEntries(buckets.map(([, le, count]) => [le, Number(count)]));
	expect(counts).toEqual({
		...{ '60.0': 1, '300.0': 1, '900.0': 3, '1800.0': 3, '3600.0': 3, '7200.0': 3 },
		...{ '14400.0': 4, '28800.0': 4, '86400.0': 4, '259200.0': 4, '604800.0': 4, '+Inf': 5 },
	});
	expect(text).toContain('until_replied_first_reply_seconds_count 5\n');
	// 30 s, 10 min twice, 3 h and 1,000 h, within 5 percent.
	const [, sum] = /first_reply_seconds_sum (\S+)/.exec(text)!;
	expect(Math.abs(Number(sum) / 3_612_030 - 1)).toBeLessThan(0.05);
});

test('is read as the format that was asked for', () => {
	expect(formatFor('')).toBe('text');
	expect(formatFor('*/*')).toBe('text');
	// What Prometheus 2.42 sends.
	expect(
		formatFor(
			'application/openmetrics-text;version=1.0.0,application/openmetrics-text;version=0.0.1;q=0.75,text/plain;version=0.0.4;q=0.5,*/*;q=0.1',
		),
	).toBe('openMetrics');
	expect(openMetrics.endsWith('\n# EOF\n')).toBe(true);
	expect(text).not.toContain('# EOF');
	expect(openMetrics).toContain('# TYPE until_replied_conversations_opened counter\n');
	expect(text).toContain('# TYPE until_replied_conversations_opened_total counter\n');
});

test.each([
	// RFC 9110, 12.4.2: 0 is not wanted at all, and types are written in any case.
	['application/openmetrics-text;version=1.0.0;q=0,text/plain', 'text'],
	['Application/OpenMetrics-Text; version=1.0.0', 'openMetrics'],
	['text/plain;q=1,application/openmetrics-text;q=0.1', 'text'],
	// What Prometheus 3 sends, of which we have no protobuf.
	[
		'application/vnd.google.protobuf;proto=io.prometheus.client.MetricFamily;encoding=delimited;q=0.7,application/openmetrics-text;version=1.0.0;escaping=allow-utf-8;q=0.6,application/openmetrics-text;version=0.0.1;q=0.5,text/plain;version=1.0.0;escaping=allow-utf-8;q=0.4,text/plain;version=0.0.4;q=0.3,*/*;q=0.2',
		'openMetrics',
	],
	['application/openmetrics-text;q=none', 'text'],
	[',;q=,;;', 'text'],
])('who accepts %j gets %s', (accept, format) => {
	expect(formatFor(accept)).toBe(format);
});

test.each(hostileNames)('a node may be called %j', (node) => {
	const count = { platform: 'slack', workflowId: 'w', node, count: 1 };
	const lines = exposition(someMetrics({ sent: [count] }), 'text').split('\n');
	const sent = lines.filter((line) => line.startsWith('until_replied_reminders_sent_total{'));
	expect(sent).toHaveLength(1);
	const [, quoted] = /node="((?:[^"\\]|\\["n\\])*)"\} 1$/.exec(sent[0])!;
	expect(JSON.parse(`"${quoted.replace(/\p{Cc}/gu, ' ')}"`)).toBe(
		node.replace(/(?!\n)\p{Cc}/gu, ' '),
	);
	expect(lines).toHaveLength(text.split('\n').length);
});
