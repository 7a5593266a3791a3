import { countWithin, quantile, sizeOf } from '../../escalation/statistics/histogram';
import { totalOf, type RollUp } from '../../escalation/statistics/rollUp';
import { HOUR, MINUTE } from '../../time/duration';

/** How soon was replied for the first time: by the clock, in ms from the first message, within 5 %. */
export interface ReplyTimes {
	count: number;
	median: number | null;
	/** Counts by `REPLY_BUCKETS`. */
	buckets: number[];
}

/** Upper limits, in ms, of the bars of the times to a reply; the last bar has none. */
export const REPLY_BUCKETS = [
	MINUTE,
	5 * MINUTE,
	15 * MINUTE,
	30 * MINUTE,
	HOUR,
	4 * HOUR,
] as const;

export function replyTimesOf(rollUp: RollUp): ReplyTimes {
	const { clock } = totalOf(rollUp).firstReply;
	const count = sizeOf(clock);
	const within = [...REPLY_BUCKETS.map((limit) => countWithin(clock, limit)), count];
	return {
		count,
		median: quantile(clock, 0.5),
		buckets: within.map((many, index) => many - (within[index - 1] ?? 0)),
	};
}
