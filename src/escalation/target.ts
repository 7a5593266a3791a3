import { activeBetween, addActive } from '../time/activeHours';
import { readableDuration } from '../time/duration';
import type { Escalation } from './escalation';
import type { Policy, TargetChange, TargetKind } from './policy';
import { askedSince, iso, type Waited } from './readable';

/**
 * How far the time of a target is. `running`, `warning`, `breached`: it is not met yet.
 * `met`: in time; too late it is `breached`. `unmet`: the conversation ended before that
 * time, and it was not met.
 */
type TargetState = 'running' | 'warning' | 'breached' | 'met' | 'unmet';

/** A target at one moment. Times in ms. */
export interface TargetUse {
	kind: TargetKind;
	within: number;
	/** When it is breached, in ms since 1970. */
	dueAt: number;
	/** Of the working time, as far as it counts. */
	used: number;
	state: TargetState;
}

/** What has become of a target. */
export interface ToldTarget {
	kind: TargetKind;
	change: TargetChange;
}

/** One of a conversation. Times in ms since 1970. */
interface Target {
	kind: TargetKind;
	/** In ms of working time. */
	within: number;
	since: number;
	/** From when on it is not watched any more; null while it is. */
	until: number | null;
	isMet: boolean;
}

type Targeted = Waited &
	Pick<Escalation, 'policy' | 'targetsTold' | 'wasAnswered' | 'state' | 'endedAt' | 'resolution'>;

/** At most two: that of the reply that is waited for first, then that of the resolution. */
function targetsIn(escalation: Targeted): Target[] {
	const { policy, wasAnswered, state, endedAt, resolution } = escalation;
	const { firstReply, nextReply, resolution: resolvedWithin } = policy.targets?.within ?? {};
	const kind = wasAnswered ? 'nextReply' : 'firstReply';
	const within = wasAnswered ? nextReply : firstReply;
	const targets: Target[] = [];
	if (within !== undefined) {
		const isMet = state === 'replied';
		targets.push({ kind, within, since: askedSince(escalation), until: endedAt, isMet });
	}
	if (resolvedWithin !== undefined && resolution) {
		const { since, resolvedAt } = resolution;
		const until = resolvedAt ?? (state === 'cancelled' ? endedAt : null);
		const isMet = resolvedAt !== null;
		targets.push({ kind: 'resolution', within: resolvedWithin, since, until, isMet });
	}
	return targets;
}

/** When there is something to tell of its targets next, in ms since 1970; never, where there is not. */
export function nextTargetAt(escalation: Targeted): number {
	return Math.min(...targetsIn(escalation).map((target) => tellAt(escalation, target)));
}

function tellAt({ policy, targetsTold }: Targeted, target: Target): number {
	const told = targetsTold[target.kind];
	if (target.until !== null || told === 'breached') return Infinity;
	const part = told === undefined ? Math.min(policy.targets?.warnAt ?? 1, 1) : 1;
	return after(policy, target.since, target.within * part);
}

/** When a target is breached that counts from then on, in ms since 1970; never, where there is none of the kind. */
export function targetDueAt(policy: Policy, kind: TargetKind, since: number): number {
	const within = policy.targets?.within[kind];
	return within === undefined ? Infinity : after(policy, since, within);
}

/** What has become of its targets, and was not noted yet. */
export function dueTargetChanges(escalation: Targeted, now: number): ToldTarget[] {
	return targetsIn(escalation).flatMap((target): ToldTarget[] => {
		if (now < tellAt(escalation, target)) return [];
		const { kind, since, within } = target;
		const isBreached = now >= after(escalation.policy, since, within);
		return [{ kind, change: isBreached ? 'breached' : 'warning' }];
	});
}

/**
 * When the clock looks at it next for anything but its targets, in ms since 1970;
 * null where nothing is left to do.
 */
export function outputDueAt(escalation: Escalation): number | null {
	const { dueAt, nextReminderAt, heldUntil } = escalation;
	if (dueAt === null || dueAt !== nextTargetAt(escalation)) return dueAt;
	return Math.max(nextReminderAt, heldUntil ?? nextReminderAt);
}

/** That of the reply first, then that of the resolution; none where it has none. */
export function targetUsesOf(escalation: Targeted, now: number): TargetUse[] {
	const { policy } = escalation;
	const warnAt = policy.targets?.warnAt ?? 1;
	return targetsIn(escalation).map(({ kind, within, since, until: over, isMet }) => {
		const until = over ?? now;
		const dueAt = after(policy, since, within);
		const state = (): TargetState => {
			if (until >= dueAt) return 'breached';
			if (over !== null) return isMet ? 'met' : 'unmet';
			return until >= after(policy, since, within * warnAt) ? 'warning' : 'running';
		};
		return { kind, within, dueAt, used: between(policy, since, until), state: state() };
	});
}

/** The part of a target that is used, in whole percent: 100 only where it is. */
export function usedPercent({ used, within }: Pick<TargetUse, 'used' | 'within'>): number {
	return Math.floor((used / within) * 100);
}

/** As JSON, in the order of `targetUsesOf`. */
export function targetsOf(escalation: Targeted, now: number): Array<Record<string, unknown>> {
	return targetUsesOf(escalation, now).map((use) => ({
		kind: use.kind,
		state: use.state,
		seconds: Math.round(use.within / 1_000),
		readable: readableDuration(use.within),
		dueAt: iso(use.dueAt),
		usedSeconds: Math.round(use.used / 1_000),
		usedPercent: usedPercent(use),
	}));
}

/** When so many ms of working time have passed. Stores keep whole milliseconds. */
function after({ activeHours }: Policy, from: number, time: number): number {
	const whole = Math.round(time);
	return activeHours ? addActive(activeHours, from, whole) : from + whole;
}

function between({ activeHours }: Policy, from: number, to: number): number {
	return activeHours ? activeBetween(activeHours, from, to) : Math.max(0, to - from);
}
