import { SECOND } from '../time/duration';

/** When pushes go out. Frozen into an escalation when it opens, so that an edited node changes only new ones. */
export interface Policy {
	/** Milliseconds from the event's arrival to push 1. */
	firstPushAfter: number;
	/** Milliseconds between pushes, and from the last one to Exhausted. */
	repeatEvery: number;
	/** Pushes before the escalation is exhausted, at least 1. */
	maximumPushes: number;
	/** Whether the Replied output also speaks of conversations that were answered before any push. */
	announceEveryReply: boolean;
}

/** A push that leaves this late still counts as punctual, so that the schedule does not drift. */
const PUNCTUAL = SECOND;

/** When the first push is due for something that begins at `now`. */
export function firstPushAt(policy: Policy, now: number): number {
	return now + policy.firstPushAfter;
}

/**
 * When the next act after a push is due. On time, it follows from the plan;
 * late (the machine was down), from the time that the push left: one push
 * stands for all that were missed, and the schedule goes on from there. Where
 * a time lies ahead, the clock was set back: then it follows from now.
 */
export function nextPushAt(
	policy: Policy,
	push: { plannedFor: number; gatedAt: number },
	now: number,
): number {
	const isPunctual = Math.abs(push.gatedAt - push.plannedFor) <= PUNCTUAL;
	const anchor = isPunctual ? push.plannedFor : push.gatedAt;
	return Math.min(anchor, now) + policy.repeatEvery;
}

const FIRST_RETRY = 5 * SECOND;
const LONGEST_RETRY = 300 * SECOND;
/** Failed attempts in a row after which a push is given up and the escalation is exhausted. */
export const FAILURES_BEFORE_GIVING_UP = 10;

/** Milliseconds to wait after the given number of failures in a row: 5 s, doubling, at most 5 min. */
export function retryDelay(failures: number): number {
	return Math.min(FIRST_RETRY * 2 ** (failures - 1), LONGEST_RETRY);
}
