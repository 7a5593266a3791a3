import type { Claim, Escalation, Exhaustion, Output } from '../escalation';
import type { CurrentMute } from '../mute';
import { allowedAt, giveUpAt } from '../policy';
import { settleInterrupted, isLeftAlone, settle } from './settlement';
import { holdMuted, withoutMute } from './muting';
import { awaitResolution, isAwaited, noteTargets } from './target';
import {
	endAsReplied,
	exhaust,
	exhaustionOf,
	followedBy,
	heldDueAt,
	isOver,
	silentAt,
	stillOnItsWay,
	takenBack,
	waitingState,
	type Step,
} from './step';

interface Lease {
	token: string;
	owner: string;
	until: number;
}

/**
 * The clock found the escalation due: notes what has become of its targets,
 * decides what to hand to an execution, and leases it. It may decide that there is
 * nothing to hand out: the source has been silent for too long, or people are not there
 * to be disturbed.
 *
 * @param listeningSince since when its source could be heard: silence before that says nothing.
 * @param mute that keeps its reminders back now.
 */
export function claim(
	due: Escalation,
	lease: Lease,
	now: number,
	listeningSince = -Infinity,
	mute?: CurrentMute,
): Step {
	// What ends now as answered is not told to be late.
	if (isEndedBySilence(due, now, listeningSince)) {
		return claimOutput(due, lease, now, listeningSince);
	}
	if (mute && (!isOver(due) || isAwaited(due))) return holdMuted(due, mute, now);
	if (isAwaited(due)) return awaitResolution(due, now);
	const noted = noteTargets(withoutMute(due), now);
	return followedBy(noted, claimOutput(noted.escalation, lease, now, listeningSince));
}

function claimOutput(due: Escalation, lease: Lease, now: number, listeningSince: number): Step {
	// Looked at for its target, or found lost, while somebody wants to hear nothing.
	if (isHeld(due, now)) {
		const waiting =
			due.claim === null ? waitingState(due) : { dueAt: heldDueAt(due, due.heldUntil) };
		return { escalation: { ...due, ...waiting }, timeline: [] };
	}
	// What was decided of an end by its silence stays decided.
	const escalation = isOver(due) ? due : listenedTo(awake(due), listeningSince);
	const lost = escalation.claim;
	if (isLeftAlone(escalation, lost)) return settleInterrupted(escalation, lost, now);
	const exhaustion = exhaustionOf(escalation, now);
	if (!isOver(escalation) && lost === null) {
		if (now >= silentAt(escalation)) return endAsReplied(escalation, 'silence', null, now);
		// A time limit had it looked at, which lies ahead again since the clock was set back.
		const isEarly = now < escalation.nextReminderAt && !isAlarmDue(escalation, now);
		if (isEarly && exhaustion === null) {
			return { escalation: { ...escalation, ...waitingState(escalation) }, timeline: [] };
		}
	}
	const next = lost ?? nextOutput(escalation, exhaustion, now);
	const allowed = isOver(escalation) ? now : allowedFrom(escalation, next, now);
	if (allowed > now) {
		return { escalation: { ...escalation, dueAt: heldDueAt(escalation, allowed) }, timeline: [] };
	}
	const isEnding = next.output === 'exhausted' && due.exhaustion === null;
	const isRedelivery = lost !== null && lost.gatedAt !== null;
	return {
		escalation: {
			...escalation,
			state: isOver(escalation) ? escalation.state : 'reminding',
			exhaustion: next.output === 'exhausted' ? exhaustion : null,
			// Those of a reminder say nothing of the announcement.
			failures: isEnding ? 0 : escalation.failures,
			claim: {
				token: lease.token,
				owner: lease.owner,
				output: next.output,
				reminderNumber: next.reminderNumber,
				plannedFor: next.plannedFor,
				leaseUntil: lease.until,
				gatedAt: null,
				redelivery: isRedelivery || (lost?.redelivery ?? false),
			},
		},
		timeline:
			isRedelivery && next.reminderNumber !== null
				? [{ at: now, what: 'reminderUnknown', number: next.reminderNumber }]
				: [],
		...stillOnItsWay(escalation),
	};
}

function isHeld(
	escalation: Escalation,
	now: number,
): escalation is Escalation & { heldUntil: number } {
	return escalation.heldUntil !== null && escalation.heldUntil > now;
}

function isEndedBySilence(due: Escalation, now: number, listeningSince: number): boolean {
	const isIdle = !isOver(due) && due.claim === null && !isHeld(due, now);
	return isIdle && now >= silentAt(listenedTo(due, listeningSince));
}

function awake(escalation: Escalation): Escalation {
	const isHeld = escalation.state === 'snoozed' || escalation.state === 'acknowledged';
	return { ...escalation, state: isHeld ? 'open' : escalation.state, heldUntil: null };
}

/** When what is missing came last, stays what it was. */
function listenedTo(escalation: Escalation, since: number): Escalation {
	if (escalation.expectation) return escalation;
	return { ...escalation, lastHeardAt: Math.max(escalation.lastHeardAt, since) };
}

type NextOutput = Pick<Claim, 'output' | 'reminderNumber' | 'plannedFor'>;

function allowedFrom(
	{ policy, reminderCount, dueAt }: Escalation,
	next: NextOutput,
	now: number,
): number {
	return allowedAt(policy, dueAt ?? now, next.reminderNumber ?? reminderCount + 1, now);
}

function isAlarmDue({ failing }: Escalation, now: number): boolean {
	return failing !== null && failing.announceAt !== null && now >= failing.announceAt;
}

function nextOutput(
	escalation: Escalation,
	exhaustion: Exhaustion | null,
	now: number,
): NextOutput {
	const plannedFor = escalation.dueAt ?? escalation.openedAt;
	const announcement = (output: Output) => ({ output, reminderNumber: null, plannedFor });
	if (escalation.state === 'replied' || escalation.state === 'exhausted') {
		return announcement(escalation.state);
	}
	if (exhaustion) return announcement('exhausted');
	if (isAlarmDue(escalation, now)) return announcement('failing');
	return { output: 'reminder', reminderNumber: escalation.reminderCount + 1, plannedFor };
}

/**
 * In place of the gate, while an event that answers the conversation is stored
 * but has not come to its node: whether anybody has to hear of it is known only
 * then. What may have been heard stays the same output, and a reminder its row. Returns
 * undefined where there is nothing to hold back, or it is over.
 */
export function holdBack(escalation: Escalation, now: number): Step | undefined {
	const { claim: held } = escalation;
	if (isOver(escalation) || held?.gatedAt !== null) return undefined;
	if (held.redelivery) return { escalation: takenBack(escalation, held, now), timeline: [] };
	return settle(escalation, held.token, { result: 'untouched' }, now);
}

/**
 * In place of the gate, where what was handed out may not leave any more: an
 * execution may have waited for hours, or somebody has muted it. The plan is as it was,
 * so that the clock decides anew what is due, and when; no attempt has failed. Returns
 * undefined where it may leave.
 */
export function giveBack(
	escalation: Escalation,
	now: number,
	mute?: CurrentMute,
): Step | undefined {
	const { claim: held } = escalation;
	if (held?.gatedAt !== null) return undefined;
	const isMuted = mute !== undefined && !isOver(escalation);
	if (!isMuted && mayLeave(escalation, held, now)) return undefined;
	if (held.redelivery) return { escalation: takenBack(escalation, held, now), timeline: [] };
	const released: Escalation = { ...escalation, claim: null };
	return { escalation: { ...released, ...waitingState(released) }, timeline: [] };
}

function mayLeave(escalation: Escalation, held: Claim, now: number): boolean {
	const { policy, openedAt, reminderCount } = escalation;
	if (isOver(escalation)) return true;
	const number = held.reminderNumber ?? reminderCount + 1;
	if (allowedAt(policy, held.plannedFor, number, now) > now) return false;
	// What may have been heard is finished, also when the time for it is over.
	const isDue = held.output === 'exhausted' || held.redelivery;
	return isDue || (now < giveUpAt(policy, openedAt) && now < silentAt(escalation));
}

/**
 * The last output of the execution before an item leaves the node, and the point
 * where a reminder becomes real. Returns undefined when it must not leave: it was
 * answered meanwhile, handed out anew, or has left before.
 */
export function gate(
	escalation: Escalation,
	token: string,
	lease: { until: number },
	now: number,
): Step | undefined {
	const { claim: held } = escalation;
	if (!held || held.token !== token || held.gatedAt !== null || held.isTakenBack) return undefined;
	// A lease that lasts long enough stays as it is.
	const leaseUntil = Math.max(held.leaseUntil, lease.until);
	const gated: Escalation = { ...escalation, claim: { ...held, leaseUntil, gatedAt: now } };
	if (held.reminderNumber === null) {
		const goesOn = isOver(gated) || held.output === 'failing';
		const ended = goesOn ? { escalation: gated, timeline: [] } : exhaust(gated, now);
		return {
			escalation: ended.escalation,
			timeline: [...ended.timeline, { at: now, what: 'announced', cause: held.output }],
		};
	}
	return {
		escalation: { ...gated, reminderCount: held.reminderNumber },
		timeline: [{ at: now, what: 'reminder', number: held.reminderNumber }],
	};
}
