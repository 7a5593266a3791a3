import type { Metrics } from '../../engine/metrics';
import type { RobotCount } from '../../engine/tally';
import { countWithin, sizeOf, sumOf, type Histogram } from '../../escalation/statistics/histogram';
import { answeredIn } from '../../escalation/statistics/totals';
import { DAY, HOUR, MINUTE, SECOND } from '../../time/duration';

/** `text`: Prometheus' text format 0.0.4. `openMetrics`: OpenMetrics 1.0. */
export type Format = 'text' | 'openMetrics';

/** As "Exposition formats" (prometheus.io) and "OpenMetrics 1.0" name them. */
export const CONTENT_TYPES: Readonly<Record<Format, string>> = {
	text: 'text/plain; version=0.0.4; charset=utf-8',
	openMetrics: 'application/openmetrics-text; version=1.0.0; charset=utf-8',
};

/** The one that whoever asks can read best, by their header Accept. */
export function formatFor(accept: string): Format {
	const weights = weightsIn(accept);
	const openMetrics = weights.get('application/openmetrics-text') ?? 0;
	return openMetrics > 0 && openMetrics >= (weights.get('text/plain') ?? 0)
		? 'openMetrics'
		: 'text';
}

/** How much each media type is wanted, of several variants the most: RFC 9110, 12.4.2 and 12.5.1. */
function weightsIn(accept: string): Map<string, number> {
	const weights = new Map<string, number>();
	for (const range of accept.toLowerCase().split(',')) {
		const [type, ...parameters] = range.split(';').map((part) => part.trim());
		const given = parameters.find((parameter) => parameter.startsWith('q='));
		const weight = given === undefined ? 1 : Number(given.slice(2)) || 0;
		weights.set(type, Math.max(weight, weights.get(type) ?? 0));
	}
	return weights;
}

/** Upper limits of what is waited for, in ms. */
const REPLIED_WITHIN = [
	...[MINUTE, 5 * MINUTE, 15 * MINUTE, 30 * MINUTE],
	...[HOUR, 2 * HOUR, 4 * HOUR, 8 * HOUR, DAY, 3 * DAY, 7 * DAY],
];
const LATE_BY = [SECOND, 5 * SECOND, 15 * SECOND, MINUTE, 5 * MINUTE, 30 * MINUTE, HOUR, 6 * HOUR];

interface Family {
	/** Without what a format puts behind it. */
	name: string;
	type: 'counter' | 'gauge' | 'histogram';
	help: string;
	/** OpenMetrics' UNIT: the end of the name. */
	unit?: 'seconds' | 'bytes';
	samples: Sample[];
}

interface Sample {
	/** Behind the name of the family. */
	suffix?: string;
	labels?: Record<string, string>;
	value: number;
}

/** Metrics as a program reads them. */
export function exposition(metrics: Metrics, format: Format): string {
	const lines = familiesOf(metrics).flatMap((family) => linesOf(family, format));
	return [...lines, ...(format === 'openMetrics' ? ['# EOF'] : [])]
		.map((line) => `${line}\n`)
		.join('');
}

function familiesOf(metrics: Metrics): Family[] {
	const { open, opened, exhausted, cancelled, other, firstReply, nextReply } = metrics;
	return [
		{
			name: 'conversations_open',
			type: 'gauge',
			help: 'Conversations that have not ended, by state.',
			samples: [...open].map(([state, value]) => ({ labels: { state }, value })),
		},
		counter('conversations_opened', 'Conversations that were opened.', [{ value: opened }]),
		counter('conversations_ended', 'Conversations that have ended, by outcome.', [
			{ labels: { outcome: 'answered' }, value: answeredIn(metrics) },
			{ labels: { outcome: 'exhausted' }, value: exhausted },
			{ labels: { outcome: 'cancelled' }, value: cancelled },
			{ labels: { outcome: 'other' }, value: other },
		]),
		{
			name: 'first_reply_seconds',
			type: 'histogram',
			unit: 'seconds',
			help: 'From the first message to the first reply, by the clock, within 5 percent.',
			samples: histogramSamples(firstReply, REPLIED_WITHIN),
		},
		{
			name: 'next_reply_seconds',
			type: 'histogram',
			unit: 'seconds',
			help: 'From a message to the reply, where someone had replied before, by the clock, within 5 percent.',
			samples: histogramSamples(nextReply, REPLIED_WITHIN),
		},
		counter('reminders_sent', 'Reminders that a robot has sent.', metrics.sent.map(ofRobot)),
		counter(
			'reminders_failed',
			'Reminders that a robot could not send; each attempt counts.',
			metrics.failed.map(ofRobot),
		),
		{
			name: 'reminder_lateness_seconds',
			type: 'histogram',
			unit: 'seconds',
			help: 'How much later than planned the reminders left that robots have sent, within 5 percent.',
			samples: histogramSamples(metrics.lateness, LATE_BY),
		},
		{
			name: 'overdue_seconds',
			type: 'gauge',
			unit: 'seconds',
			help: 'For how long what is due in published workflows has waited to be handed out, the longest.',
			samples: [{ value: metrics.overdue / 1_000 }],
		},
		{
			name: 'inbox_events',
			type: 'gauge',
			help: 'Events that were accepted and have not come to their workflow.',
			samples: [{ value: metrics.inbox.events }],
		},
		{
			name: 'inbox_bytes',
			type: 'gauge',
			unit: 'bytes',
			help: 'Size of these events.',
			samples: [{ value: metrics.inbox.bytes }],
		},
	];
}

function counter(name: string, help: string, samples: Sample[]): Family {
	return {
		name,
		type: 'counter',
		help,
		samples: samples.map((sample) => ({ ...sample, suffix: '_total' })),
	};
}

function ofRobot({ platform, workflowId, node, count }: RobotCount): Sample {
	return { labels: { platform, workflow_id: workflowId, node }, value: count };
}

function histogramSamples(histogram: Histogram, limits: number[]): Sample[] {
	const total = sizeOf(histogram);
	return [
		...limits.map((limit) => ({
			suffix: '_bucket',
			labels: { le: floatOf(limit / 1_000) },
			value: countWithin(histogram, limit),
		})),
		{ suffix: '_bucket', labels: { le: '+Inf' }, value: total },
		{ suffix: '_sum', value: Math.round(sumOf(histogram)) / 1_000 },
		{ suffix: '_count', value: total },
	];
}

/** OpenMetrics wants the limits of buckets to be written as numbers with a point. */
function floatOf(value: number): string {
	return Number.isInteger(value) ? `${value}.0` : String(value);
}

function linesOf({ name, type, help, unit, samples }: Family, format: Format): string[] {
	const full = `until_replied_${name}`;
	// The text format calls a counter as its samples are called.
	const called = format === 'text' && type === 'counter' ? `${full}_total` : full;
	return [
		`# HELP ${called} ${help}`,
		`# TYPE ${called} ${type}`,
		...(format === 'openMetrics' && unit ? [`# UNIT ${called} ${unit}`] : []),
		...samples.map(
			({ suffix = '', labels = {}, value }) => `${full}${suffix}${labelsOf(labels)} ${value}`,
		),
	];
}

function labelsOf(labels: Record<string, string>): string {
	const pairs = Object.entries(labels).map(([name, value]) => `${name}="${escaped(value)}"`);
	return pairs.length === 0 ? '' : `{${pairs.join(',')}}`;
}

/** "Exposition formats", Comments, help text, and type information. */
function escaped(value: string): string {
	return value.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n');
}
