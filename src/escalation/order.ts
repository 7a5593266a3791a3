import { SECOND } from '../time/duration';

/** A word of a customer, or an answer to it. */
export interface Said {
	/** By the source's clock, in ms since 1970. Many sources tell whole seconds: then it was said within that second. */
	at: number;
	/** Ascending in the order in which the trigger accepted the events; undefined where nobody knows. */
	sequence?: number;
}

/**
 * Whether `one` was said after `other`: as the source's times have it or, where
 * these cannot tell, as they arrived here. Undefined where that is not known either.
 */
export function isAfter(one: Said, other: Said): boolean | undefined {
	const [second, otherSecond] = [one, other].map(({ at }) => Math.floor(at / SECOND));
	if (second !== otherSecond) return second > otherSecond;
	const areExact = one.at % SECOND !== 0 && other.at % SECOND !== 0;
	if (areExact && one.at !== other.at) return one.at > other.at;
	if (one.sequence === undefined || other.sequence === undefined) return undefined;
	return one.sequence > other.sequence;
}

/** Both as one: what was said after both was said after this. */
export function latestOf(one: Said, other: Said | undefined): Said {
	if (!other) return one;
	const [second, otherSecond] = [one, other].map(({ at }) => Math.floor(at / SECOND));
	if (second !== otherSecond) return second > otherSecond ? one : other;
	const known = [one.sequence, other.sequence].filter((sequence) => sequence !== undefined);
	return {
		at: Math.max(one.at, other.at),
		...(known.length > 0 ? { sequence: Math.max(...known) } : {}),
	};
}
