import type { Escalation } from '../escalation';
import type { TargetChange } from '../policy';
import { isAfter, type Said } from '../order';
import { dueTargetChanges } from '../target';
import { finished, isOver, waitingState, type Step } from './step';

/**
 * Notes what has become of its targets by now, each once; nothing where there is
 * nothing new. It is no output: it claims nothing, and neither a reminder on its way
 * nor a hold keeps it back.
 */
export function noteTargets(escalation: Escalation, now: number): Step {
	const toldTargets = dueTargetChanges(escalation, now);
	if (toldTargets.length === 0) return { escalation, timeline: [] };
	const noted = Object.fromEntries(toldTargets.map(({ kind, change }) => [kind, change]));
	const told = { ...escalation, targetsTold: { ...escalation.targetsTold, ...noted } };
	// What is lost is handed out again when it was to be.
	const isWaiting = told.claim === null && !isOver(told);
	return {
		escalation: isWaiting ? { ...told, ...waitingState(told) } : told,
		timeline: toldTargets.map(({ kind, change }) => ({ at: now, what: change, target: kind })),
		toldTargets,
	};
}

/** What is over, and is to be resolved in time: the clock looks at it for that alone. */
export function isAwaited({ resolution }: Escalation): boolean {
	return resolution?.isAwaited === true;
}

/** The clock found it due while it waits for nothing but its resolution. */
export function awaitResolution(escalation: Escalation, now: number): Step {
	const noted = noteTargets(escalation, now);
	return { ...noted, escalation: finished(noted.escalation) };
}

/** What a conversation has of the escalation before. */
export interface Unresolved {
	since: number;
	told?: TargetChange;
}

/** Undefined where it is resolved, where nobody is to hear of it any more, and where nobody will know. */
export function unresolvedOf({
	resolution,
	state,
	endedBecause,
	targetsTold,
}: Escalation): Unresolved | undefined {
	const isGivenUp = state === 'cancelled' && endedBecause !== 'superseded';
	if (!resolution || resolution.resolvedAt !== null || isGivenUp) return undefined;
	const { resolution: told } = targetsTold;
	return { since: resolution.since, ...(told ? { told } : {}) };
}

/** What is over, and of whose conversation a later escalation looks after the resolution. */
export function handOn(escalation: Escalation): Step {
	const { resolution, ...rest } = escalation;
	const dueAt = resolution?.isAwaited ? null : rest.dueAt;
	return { escalation: { ...rest, dueAt }, timeline: [] };
}

/** With the time at which we heard that it is resolved. */
export function withResolution(escalation: Escalation, now: number): Escalation {
	const { resolution } = escalation;
	if (!resolution) return escalation;
	return { ...escalation, resolution: { ...resolution, resolvedAt: now } };
}

/**
 * Its source says that what is over is resolved, too. One that was said before the
 * newest message is of another time.
 */
export function resolve(
	escalation: Escalation,
	said: Said & { actor: string | null },
	now: number,
): Step | undefined {
	const { latestMessageAt, latestSequence: sequence } = escalation;
	// A time that is still to come was taken before the clock was set back.
	const newest = { at: Math.min(latestMessageAt, now), sequence };
	const isNewer = isAfter(said, newest) ?? said.at >= newest.at;
	if (!isNewer || !unresolvedOf(escalation)) return undefined;
	const resolved = withResolution(escalation, now);
	const actor = said.actor ?? undefined;
	return {
		escalation: isAwaited(escalation) ? finished(resolved) : resolved,
		timeline: [{ at: now, what: 'resolved', actor }],
	};
}
