import { activeBetween, addActive } from '../time/activeHours';
import { readableDuration } from '../time/duration';
import type { Escalation } from './escalation';
import type { Policy, TargetChange } from './policy';
import { iso } from './readable';

/**
 * How far the time is in which somebody is to reply. `running`, `warning`,
 * `breached`: nobody has. `met`: somebody did in time; too late it is `breached`.
 * `unanswered`: it ended before that time without a reply.
 */
type TargetState = 'running' | 'warning' | 'breached' | 'met' | 'unanswered';

/** A target at one moment. Times in ms. */
export interface TargetUse {
	within: number;
	/** When it is breached, in ms since 1970. */
	dueAt: number;
	/** Of the working time, as far as it counts. */
	used: number;
	state: TargetState;
}

type Targeted = Pick<Escalation, 'policy' | 'waitingSince' | 'targetTold'>;

/** When there is something to tell of its target next, in ms since 1970; never, where there is not. */
export function nextTargetAt({ policy, waitingSince, targetTold }: Targeted): number {
	const { target } = policy;
	if (!target || targetTold === 'breached') return Infinity;
	const part = targetTold === null ? Math.min(target.warnAt, 1) : 1;
	return after(policy, waitingSince, target.within * part);
}

/** When its target is breached, in ms since 1970; never, where there is none. */
export function targetDueAt(policy: Policy, waitingSince: number): number {
	return nextTargetAt({ policy, waitingSince, targetTold: 'warning' });
}

/** What has become of its target, and was not noted yet. */
export function dueTargetChange(targeted: Targeted, now: number): TargetChange | undefined {
	if (now < nextTargetAt(targeted)) return undefined;
	return now >= targetDueAt(targeted.policy, targeted.waitingSince) ? 'breached' : 'warning';
}

/**
 * When the clock looks at it next for anything but its target, in ms since 1970;
 * null where nothing is left to do.
 */
export function outputDueAt(escalation: Escalation): number | null {
	const { dueAt, nextReminderAt, heldUntil } = escalation;
	if (dueAt === null || dueAt !== nextTargetAt(escalation)) return dueAt;
	return Math.max(nextReminderAt, heldUntil ?? nextReminderAt);
}

/** Undefined where it has no target. */
export function targetUseOf(escalation: Escalation, now: number): TargetUse | undefined {
	const { policy, waitingSince, endedAt } = escalation;
	const { target } = policy;
	if (!target) return undefined;
	const { within, warnAt } = target;
	const until = endedAt ?? now;
	const dueAt = after(policy, waitingSince, within);
	const state = (): TargetState => {
		if (until >= dueAt) return 'breached';
		if (escalation.state === 'replied') return 'met';
		if (endedAt !== null) return 'unanswered';
		return until >= after(policy, waitingSince, within * warnAt) ? 'warning' : 'running';
	};
	return { within, dueAt, used: between(policy, waitingSince, until), state: state() };
}

/** The part of a target that is used, in whole percent: 100 only where it is. */
export function usedPercent({ used, within }: Pick<TargetUse, 'used' | 'within'>): number {
	return Math.floor((used / within) * 100);
}

/** As JSON; null where there is no target. */
export function targetOf(escalation: Escalation, now: number): Record<string, unknown> | null {
	const use = targetUseOf(escalation, now);
	if (!use) return null;
	return {
		state: use.state,
		seconds: Math.round(use.within / 1_000),
		readable: readableDuration(use.within),
		dueAt: iso(use.dueAt),
		usedSeconds: Math.round(use.used / 1_000),
		usedPercent: usedPercent(use),
	};
}

/** When so many ms of working time have passed. Stores keep whole milliseconds. */
function after({ activeHours }: Policy, from: number, time: number): number {
	const whole = Math.round(time);
	return activeHours ? addActive(activeHours, from, whole) : from + whole;
}

function between({ activeHours }: Policy, from: number, to: number): number {
	return activeHours ? activeBetween(activeHours, from, to) : Math.max(0, to - from);
}
