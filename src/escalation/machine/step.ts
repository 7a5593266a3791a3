import type { Claim, Escalation, Exhaustion, Reminder, TimelineEntry } from '../escalation';
import { withNews } from '../news';
import { giveUpAt } from '../policy';
import { nextTargetAt, type ToldTarget } from '../target';

/** What a transition leaves behind. `escalation` is the new state, to be stored with the rest in one commit. */
export interface Step {
	escalation: Escalation;
	timeline: TimelineEntry[];
	/** The event that it is about from now on; none where it stays what it was. */
	event?: Record<string, unknown>;
	/** What its source told of that event since, see `newsIn`. */
	news?: Record<string, unknown> | undefined;
	/** It has left the node, and its claim is over. */
	reminder?: Reminder;
	/** The number of a reminder that had left the node and was not sent. */
	unsent?: number;
	/** The mute that has begun to keep its reminders back. */
	mutedBy?: string;
	/** What became of its targets, to be told by the Changes output. */
	toldTargets?: ToldTarget[];
}

/** What two steps of one escalation leave behind together: what the former had to say is not lost where the latter has nothing of the kind. */
export function followedBy(former: Step, latter: Step): Step {
	const toldTargets = [...(former.toldTargets ?? []), ...(latter.toldTargets ?? [])];
	// None of the parts may be forgotten here.
	const both: { [Part in keyof Required<Step>]: Step[Part] } = {
		escalation: latter.escalation,
		timeline: [...former.timeline, ...latter.timeline],
		event: latter.event ?? former.event,
		// What was told of an event is over with it.
		news: latter.event ? latter.news : newsOfBoth(former.news, latter.news),
		reminder: latter.reminder ?? former.reminder,
		unsent: latter.unsent ?? former.unsent,
		mutedBy: latter.mutedBy ?? former.mutedBy,
		toldTargets: toldTargets.length > 0 ? toldTargets : undefined,
	};
	return both;
}

function newsOfBoth(former: Step['news'], latter: Step['news']): Step['news'] {
	return former && latter ? withNews(former, latter) : (latter ?? former);
}

/** Whether it is expected, and not overdue: nobody waits. */
export function isExpecting({ expectation }: Escalation): boolean {
	return expectation !== undefined && !expectation.isMissing;
}

export function isOver({ endedAt }: Escalation): boolean {
	return endedAt !== null;
}

/**
 * When the source has been silent for so long that the conversation is taken as
 * answered. Never, where the source told of it for the last time: then it would
 * be silent anyway.
 */
export function silentAt({ policy, lastHeardAt, isLastWord }: Escalation): number {
	if (policy.endWhenSilentFor === null || isLastWord) return Infinity;
	return lastHeardAt + policy.endWhenSilentFor;
}

/** The reminder that is on its way, where its claim is dropped before anything is known of its execution. */
export function stillOnItsWay({ id, claim }: Escalation): Pick<Step, 'reminder'> {
	if (!claim || claim.reminderNumber === null || claim.gatedAt === null) return {};
	const { reminderNumber: number, gatedAt, token } = claim;
	return { reminder: { escalationId: id, number, gatedAt, sentAt: null, token } };
}

/** Why there is nothing more to come but Exhausted; null while there is. */
export function exhaustionOf(escalation: Escalation, now: number): Exhaustion | null {
	if (isExpecting(escalation)) return null;
	const { exhaustion, reminderCount, missedReminders, policy, openedAt, nextReminderAt } =
		escalation;
	if (exhaustion) return exhaustion;
	const maximum = policy.maximumReminders || Infinity;
	if (now >= nextReminderAt) {
		if (reminderCount >= maximum) return 'maximumReminders';
		if (missedReminders >= maximum) return 'reminderFailed';
	}
	return now >= giveUpAt(policy, openedAt) ? 'timeLimit' : null;
}

/** Whether it is at its end at that time, so that no reminder follows. */
export function endsAt(escalation: Escalation, at: number): boolean {
	return exhaustionOf(escalation, at) !== null || at >= silentAt(escalation);
}

/** The state while it waits for `nextReminderAt`, and when the clock has to look at it. */
export function waitingState(escalation: Escalation): Pick<Escalation, 'state' | 'dueAt'> {
	const { nextReminderAt, policy, openedAt, heldUntil, failing, lastHold } = escalation;
	if (isExpecting(escalation)) return { state: 'expected', dueAt: nextReminderAt };
	const isEnding = escalation.exhaustion !== null;
	const outputAt = isEnding
		? nextReminderAt
		: Math.min(
				nextReminderAt,
				failing?.announceAt ?? Infinity,
				giveUpAt(policy, openedAt),
				silentAt(escalation),
			);
	// A hold keeps outputs back. The customer waits all the same.
	const targetAt = isEnding ? Infinity : nextTargetAt(escalation);
	return {
		state: heldUntil === null ? 'open' : (lastHold?.kind ?? 'snoozed'),
		dueAt: Math.min(Math.max(outputAt, heldUntil ?? outputAt), targetAt),
	};
}

/**
 * Of what is over, when everybody has heard of it who has to: nothing is left to do,
 * unless it is still to be resolved in time.
 */
export function finished(escalation: Escalation): Escalation {
	const { resolution } = escalation;
	const at = nextTargetAt(escalation);
	const dueAt = at === Infinity ? null : at;
	if (!resolution) return { ...escalation, dueAt };
	return { ...escalation, dueAt, resolution: { ...resolution, isAwaited: dueAt !== null } };
}

/** When the clock has to look at it while nothing may leave until then. */
export function heldDueAt(escalation: Escalation, heldUntil: number): number {
	return Math.min(heldUntil, nextTargetAt(escalation));
}

/**
 * With an output that an earlier execution may have brought to people, to be
 * handed out from `at` on as the same: what they saw is not taken back.
 */
export function takenBack(escalation: Escalation, held: Claim, at: number): Escalation {
	const { heldUntil } = escalation;
	const { state } = waitingState(escalation);
	const dueAt = heldUntil !== null && heldUntil > at ? heldDueAt(escalation, heldUntil) : at;
	const claim: Claim = { ...held, gatedAt: null, isTakenBack: true, leaseUntil: at };
	return { ...escalation, state, dueAt, claim };
}

/** Over, and announced by the Replied output where somebody has heard of it, or wants to hear of all. */
export function endAsReplied(
	escalation: Escalation,
	because: 'reply' | 'markedReplied' | 'silence',
	actor: string | null,
	now: number,
	actorId?: string,
): Step {
	const { reminderCount, failing, policy, claim } = escalation;
	const isAlarmOut = claim?.output === 'failing' && (claim.gatedAt !== null || claim.redelivery);
	const isKnown = reminderCount > 0 || failing?.announceAt === null || isAlarmOut;
	const announce = isKnown || policy.announceEveryReply;
	const ended: Escalation = {
		...escalation,
		state: 'replied',
		claim: null,
		dueAt: now,
		heldUntil: null,
		failures: 0,
		exhaustion: null,
		endedAt: now,
		endedBy: actor,
		...(actorId ? { endedById: actorId } : {}),
		endedBecause: because,
	};
	return {
		escalation: announce ? ended : finished(ended),
		timeline: [
			{
				at: now,
				what: 'replied',
				cause: because,
				actor: actor ?? undefined,
				...(actorId ? { actorId } : {}),
			},
		],
		...stillOnItsWay(escalation),
	};
}

/** From here on it is over, and a reply comes too late. */
export function exhaust(escalation: Escalation, now: number): Step {
	const because = escalation.exhaustion ?? 'maximumReminders';
	return {
		escalation: {
			...escalation,
			state: 'exhausted',
			heldUntil: null,
			endedAt: now,
			endedBecause: because,
		},
		timeline: [{ at: now, what: 'exhausted', cause: because }],
	};
}
