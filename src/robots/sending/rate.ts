import { MINUTE } from '../../time/duration';
import type { RateLimit } from './platform';

/** The way of a request takes now longer and now less: the platform may see two closer together than they left. */
const MARGIN = 1.02;

/** A clock that was set back must not keep a robot silent for longer; DingTalk blocks for ten minutes. */
const LONGEST_HOLD = 60 * MINUTE;

/** What one robot has of its rate. Times in ms since 1970. */
export interface Rate {
	/** When its last requests left, the latest last: as many as the limits ask about. */
	departures: readonly number[];
	/** Its platform wants no request before then. */
	heldUntil: number;
}

/** Of a robot that has sent nothing yet. */
export const UNUSED: Rate = { departures: [], heldUntil: 0 };

/** When the next request may leave: now, unless the limits or the platform say otherwise. */
export function nextDeparture(
	{ departures, heldUntil }: Rate,
	limits: RateLimit[],
	now: number,
): number {
	let at = heldUntil - now > LONGEST_HOLD ? now : Math.max(now, heldUntil);
	for (const limit of limits) {
		const before = departures.at(-limit.count);
		// What is still to come left before the clock was set back.
		if (before !== undefined && before <= now) at = Math.max(at, before + limit.interval * MARGIN);
	}
	return at;
}

/** With a request that leaves at `at`. */
export function afterDeparture(rate: Rate, limits: RateLimit[], at: number): Rate {
	const most = Math.max(...limits.map(({ count }) => count));
	return { ...rate, departures: [...rate.departures, at].slice(-most) };
}

/** That its platform wants no request before then. */
export function withHold(rate: Rate, until: number): Rate {
	return { ...rate, heldUntil: Math.max(rate.heldUntil, until) };
}

/** Whether nothing of it matters any more. */
export function isOver({ departures, heldUntil: until }: Rate, limits: RateLimit[], now: number) {
	return now > until && now - (departures.at(-1) ?? -Infinity) > longestOf(limits);
}

/** ms. */
export const longestOf = (limits: RateLimit[]) =>
	Math.max(...limits.map(({ interval }) => interval));

/** How many of its requests its platform still counts. */
export function countedOf({ departures }: Rate, limits: RateLimit[], now: number): number {
	const since = now - longestOf(limits) * MARGIN;
	return departures.filter((at) => at > since).length;
}

/** How many requests robots with these rates may send until then, at most `most`. */
export function roomUntil(
	rates: Rate[],
	limits: RateLimit[],
	{ now, until, most }: { now: number; until: number; most: number },
): number {
	let room = 0;
	for (const rate of rates) {
		let left = rate;
		for (let at = now; room < most; room += 1) {
			at = nextDeparture(left, limits, at);
			if (at > until) break;
			left = afterDeparture(left, limits, at);
		}
	}
	return room;
}
