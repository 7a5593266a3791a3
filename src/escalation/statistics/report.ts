import { DateTime } from 'luxon';

import { quantile, type Histogram } from './histogram';
import { addCounts, noCounts, type Counts, type Group, type Replies, type RollUp } from './rollUp';

export const dimensions = [
	'none',
	'project',
	'agent',
	'source',
	'level',
	'day',
	'weekday',
	'hour',
] as const;
type Dimension = (typeof dimensions)[number];

/**
 * How well was answered, for each value of a dimension: what opened and how it
 * ended, and the times from the first message to the reply. Days, weekdays (ISO 8601)
 * and hours are those of the zone, of when it opened or ended.
 *
 * @returns as JSON; times of days in their order, names by how much opened. One for all, also where nothing was counted.
 */
export function reportOf(
	rollUp: RollUp,
	by: Dimension,
	zone: string,
): Array<Record<string, unknown>> {
	const values = new Map<string | number | null, Counts>();
	if (by === 'none') values.set(null, noCounts());
	for (const group of rollUp) {
		const value = valueOf(group, by, zone);
		const counts = values.get(value) ?? noCounts();
		values.set(value, counts);
		addCounts(counts, group);
	}
	const isOfTime = by === 'day' || by === 'weekday' || by === 'hour';
	return [...values]
		.toSorted(([one, counts], [other, others]) =>
			isOfTime ? compared(one, other) : others.opened - counts.opened,
		)
		.map(([value, counts]) => ({
			...(by === 'none' ? {} : { by, value }),
			...countsJson(counts),
		}));
}

function compared(one: string | number | null, other: string | number | null): number {
	if (typeof one === 'number' && typeof other === 'number') return one - other;
	return String(one) < String(other) ? -1 : 1;
}

function valueOf(group: Group, by: Dimension, zone: string): string | number | null {
	const at = () => DateTime.fromMillis(group.hour, { zone });
	switch (by) {
		case 'none':
			return null;
		case 'day':
			return at().toISODate();
		case 'weekday':
			return at().weekday;
		case 'hour':
			return at().hour;
		default:
			return group[by];
	}
}

function countsJson(counts: Counts): Record<string, unknown> {
	const { opened, answered, exhausted, cancelled, other, firstReply, nextReply } = counts;
	return {
		opened,
		answered,
		exhausted,
		cancelled,
		endedOtherwise: other,
		firstReply: timesJson(firstReply.clock),
		firstReplyInWorkingTime: timesJson(firstReply.working),
		nextReply: timesJson(nextReply.clock),
		nextReplyInWorkingTime: timesJson(nextReply.working),
		targets: { firstReply: metJson(firstReply), nextReply: metJson(nextReply) },
	};
}

function metJson({ targets, met, within }: Replies): Record<string, unknown> {
	return { count: targets, met, percent: percentOf(met, targets), withinSeconds: usualOf(within) };
}

/** To a tenth; 100 only where it was all of them, and 0 only where it was none. Null of nothing. */
function percentOf(part: number, all: number): number | null {
	if (all === 0) return null;
	const rounded = Math.round((part / all) * 1_000) / 10;
	if (part === all || part === 0) return rounded;
	return Math.min(Math.max(rounded, 0.1), 99.9);
}

/** The target that most of them had, in seconds; null where none had one. */
function usualOf(within: Replies['within']): number | null {
	const times = Object.entries(within).toSorted(([, one], [, other]) => other - one);
	return times.length === 0 ? null : Math.round(Number(times[0][0]) / 1_000);
}

/** Within how many seconds half and nine tenths were, within 5 %. */
function timesJson(histogram: Histogram): Record<string, unknown> {
	const seconds = (part: number) => {
		const time = quantile(histogram, part);
		return time === null ? null : Math.round(time / 1_000);
	};
	return { p50Seconds: seconds(0.5), p90Seconds: seconds(0.9) };
}
