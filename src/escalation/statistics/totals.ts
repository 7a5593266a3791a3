import { askedSince, type Waited } from '../readable';
import type { Escalation } from '../escalation';
import { addAll, count, sizeOf, type Histogram } from './histogram';
import type { Counts } from './rollUp';

/** What has ended, of whatever project and node. */
export interface Totals {
	exhausted: number;
	cancelled: number;
	/** See `Counts.other`. */
	other: number;
	/** Those that were answered: from the first message without a reply to the reply, by the clock. */
	firstReply: Histogram;
	/** The same of those in whose conversation somebody had answered before. */
	nextReply: Histogram;
}

export const noTotals = (): Totals => ({
	exhausted: 0,
	cancelled: 0,
	other: 0,
	firstReply: {},
	nextReply: {},
});

export function addGroup(totals: Totals, group: Counts): void {
	addTotals(totals, totalsOf(group));
}

/** What was added is taken back. */
export function removeGroup(totals: Totals, group: Counts): void {
	addTotals(totals, totalsOf(group), -1);
}

function totalsOf({ firstReply, nextReply, ...counts }: Counts): Totals {
	return { ...counts, firstReply: firstReply.clock, nextReply: nextReply.clock };
}

/** @param times how often; -1 takes it back. */
export function addTotals(totals: Totals, other: Totals, times = 1): void {
	totals.exhausted += times * other.exhausted;
	totals.cancelled += times * other.cancelled;
	totals.other += times * other.other;
	addAll(totals.firstReply, other.firstReply, times);
	addAll(totals.nextReply, other.nextReply, times);
}

/** The same for one that is over, as `Counting.ended` counts it. */
export function addEnded(
	totals: Totals,
	escalation: Waited & Pick<Escalation, 'state' | 'endedAt' | 'endedBecause' | 'wasAnswered'>,
): void {
	const { endedAt, endedBecause, state, wasAnswered } = escalation;
	if (endedAt === null) return;
	if (state === 'exhausted') totals.exhausted += 1;
	else if (endedBecause === 'cancelled') totals.cancelled += 1;
	else if (state !== 'replied') totals.other += 1;
	else {
		const waited = Math.max(0, endedAt - askedSince(escalation));
		count(wasAnswered ? totals.nextReply : totals.firstReply, waited);
	}
}

/** Those that were answered. */
export function answeredIn({
	firstReply,
	nextReply,
}: Pick<Totals, 'firstReply' | 'nextReply'>): number {
	return sizeOf(firstReply) + sizeOf(nextReply);
}

/** All that have ended. */
export function numberOf(totals: Totals): number {
	return answeredIn(totals) + totals.exhausted + totals.cancelled + totals.other;
}

/** Of two, the larger of each: what was counted once stays counted. */
export function largerOf(one: Totals, other: Totals): Totals {
	return {
		exhausted: Math.max(one.exhausted, other.exhausted),
		cancelled: Math.max(one.cancelled, other.cancelled),
		other: Math.max(one.other, other.other),
		firstReply: largerHistogram(one.firstReply, other.firstReply),
		nextReply: largerHistogram(one.nextReply, other.nextReply),
	};
}

function largerHistogram(one: Histogram, other: Histogram): Histogram {
	const buckets = [...Object.keys(one), ...Object.keys(other)].map(Number);
	return Object.fromEntries(
		buckets.map((bucket) => [bucket, Math.max(one[bucket] ?? 0, other[bucket] ?? 0)]),
	);
}
