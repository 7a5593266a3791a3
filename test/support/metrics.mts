import type { Metrics } from '../../src/engine/metrics.ts';
import { openStates } from '../../src/escalation/escalation.ts';
import { HOUR, MINUTE, SECOND } from '../../src/time/duration.ts';
import { count, type Histogram } from '../../src/escalation/statistics/histogram.ts';

/** Some metrics, changed as given. */
export function someMetrics(changes: Partial<Metrics> = {}): Metrics {
	const robot = {
		platform: 'carrierPigeon',
		workflowId: '7bsOPdJcCLcVbxCC',
		node: 'Service group',
	};
	return {
		open: new Map(openStates.map((state, index) => [state, index])),
		opened: 20,
		exhausted: 2,
		cancelled: 1,
		other: 0,
		firstReply: histogramOf([30 * SECOND, 10 * MINUTE, 10 * MINUTE, 3 * HOUR, 1_000 * HOUR]),
		nextReply: {},
		sent: [{ ...robot, count: 40 }],
		failed: [{ ...robot, count: 3 }],
		lateness: histogramOf([0, 40, 20 * SECOND]),
		inbox: { events: 3, bytes: 1_200 },
		overdue: 1_500,
		...changes,
	};
}

function histogramOf(times: number[]): Histogram {
	const histogram: Histogram = {};
	for (const time of times) count(histogram, time);
	return histogram;
}

/** Names of nodes that would break what writes them without care. */
export const hostileNames = [
	'quote " and backslash \\ and both \\"',
	'ends in a backslash \\',
	'} 1\n# TYPE x counter',
	'客服群 😀',
	'{a="b"}',
	'\\n',
	'# EOF',
	'\u2028\u0007\t',
	'',
	' ',
];
