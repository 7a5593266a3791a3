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

/** When the next request of each robot of a group may leave: now, unless a limit or the platform says otherwise. */
export function nextDepartures(rates: Rate[], limits: RateLimit[], now: number): number[] {
	const ofGroup = limits.filter(({ isOfGroup }) => isOfGroup);
	const ofEach = limits.filter(({ isOfGroup }) => !isOfGroup);
	const departures = rates.flatMap((rate) => rate.departures).toSorted((a, b) => a - b);
	const together = nextDeparture({ departures, heldUntil: 0 }, ofGroup, now);
	return rates.map((rate) => Math.max(together, nextDeparture(rate, ofEach, now)));
}

function nextDeparture({ departures, heldUntil }: Rate, limits: RateLimit[], now: number): number {
	let at = heldUntil - now > LONGEST_HOLD ? now : Math.max(now, heldUntil);
	// What is still to come left before the clock was set back.
	const past = departures.filter((time) => time <= now);
	for (const { count, interval } of limits) {
		const before = past.at(-count);
		if (before !== undefined) at = Math.max(at, before + interval * MARGIN);
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

/** How many requests these of the robots of a group may send until then, at most `most`. */
export function roomUntil(
	rates: Rate[],
	robots: number[],
	limits: RateLimit[],
	{ now, until, most }: { now: number; until: number; most: number },
): number {
	const left = [...rates];
	let at = now;
	for (let room = 0; room < most; room += 1) {
		const next = nextDepartures(left, limits, at);
		const first = robots.toSorted((one, other) => next[one] - next[other])[0];
		at = next[first];
		if (at > until) return room;
		left[first] = afterDeparture(left[first], limits, at);
	}
	return most;
}
