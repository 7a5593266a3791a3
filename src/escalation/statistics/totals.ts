import { waitedFor } from '../readable';
import type { Escalation } from '../escalation';
import { addAll, count, sizeOf, type Histogram } from './histogram';
import type { Counts } from './rollUp';

/** What has ended, of whatever project and node. */
export interface Totals {
	exhausted: number;
	cancelled: number;
	/** See `Counts.other`. */
	other: number;
	/** Those that were answered: from the first message to the reply, by the clock. */
	replies: Histogram;
}

export const noTotals = (): Totals => ({ exhausted: 0, cancelled: 0, other: 0, replies: {} });

export function addToTotals(
	totals: Totals,
	{
		exhausted,
		cancelled,
		other,
		clock,
	}: Pick<Counts, 'exhausted' | 'cancelled' | 'other' | 'clock'>,
): void {
	totals.exhausted += exhausted;
	totals.cancelled += cancelled;
	totals.other += other;
	addAll(totals.replies, clock);
}

/** The same for one that is over, as `Counting.ended` counts it. */
export function addEnded(
	totals: Totals,
	escalation: Pick<Escalation, 'state' | 'endedAt' | 'endedBecause' | 'waitingSince'>,
): void {
	const { endedAt, endedBecause, state } = escalation;
	if (endedAt === null) return;
	if (state === 'exhausted') totals.exhausted += 1;
	else if (endedBecause === 'cancelled') totals.cancelled += 1;
	else if (state !== 'replied') totals.other += 1;
	else count(totals.replies, waitedFor(escalation, endedAt));
}

/** All that have ended. */
export function numberOf({ replies, exhausted, cancelled, other }: Totals): number {
	return sizeOf(replies) + exhausted + cancelled + other;
}

/** Of two, the larger of each: what was counted once stays counted. */
export function largerOf(one: Totals, other: Totals): Totals {
	const buckets = [...Object.keys(one.replies), ...Object.keys(other.replies)].map(Number);
	return {
		exhausted: Math.max(one.exhausted, other.exhausted),
		cancelled: Math.max(one.cancelled, other.cancelled),
		other: Math.max(one.other, other.other),
		replies: Object.fromEntries(
			buckets.map((bucket) => [
				bucket,
				Math.max(one.replies[bucket] ?? 0, other.replies[bucket] ?? 0),
			]),
		),
	};
}
