import type {
	Claim,
	Escalation,
	ExhaustedBecause,
	Output,
	Push,
	TimelineEntry,
} from './escalation';
import {
	allowedAt,
	FAILURES_BEFORE_GIVING_UP,
	firstPushAt,
	giveUpAt,
	nextPushAt,
	retryDelay,
	type Policy,
} from './policy';

/*
 * The whole life of an escalation as pure functions: state and event in, new
 * state and what to write down out. No clock, no store, no n8n.
 */

/** What a transition leaves behind. `escalation` is the new state, to be stored with the rest in one commit. */
export interface Step {
	escalation: Escalation;
	timeline: TimelineEntry[];
	push?: Push;
}

/** Sources tell whole seconds, so a message may be up to this much later than it says. */
const SOURCE_RESOLUTION = 1_000;

/** Whether a message written at `writtenAt` was already answered by a reply given at `repliedAt`. */
export function isAnswered(writtenAt: number, repliedAt: number | undefined): boolean {
	return repliedAt !== undefined && writtenAt + SOURCE_RESOLUTION <= repliedAt;
}

export interface IncomingMessage {
	conversationKey: string;
	/** When the customer wrote it, by the source's clock, never later than now. */
	writtenAt: number;
	event: Record<string, unknown>;
}

export function open(
	message: IncomingMessage,
	context: { id: string; scope: string; policy: Policy; now: number },
): Step {
	const { id, scope, policy, now } = context;
	return {
		escalation: {
			id,
			scope,
			conversationKey: message.conversationKey,
			state: 'open',
			policy,
			openedAt: now,
			...whicheverIsFirst(firstPushAt(policy, now), giveUpAt(policy, now)),
			claim: null,
			pushCount: 0,
			failures: 0,
			waitingSince: message.writtenAt,
			latestMessageAt: message.writtenAt,
			messageCount: 1,
			endedAt: null,
			endedBy: null,
			event: message.event,
		},
		timeline: [{ at: now, what: 'opened' }],
	};
}

/** When the newest message was written. A time that is still to come was taken before the clock was set back. */
function newestMessageAt(escalation: Escalation, now: number): number {
	return Math.min(escalation.latestMessageAt, now);
}

/** Another event of the same conversation: the schedule goes on, the newest text is what pushes say. */
export function continueWith(escalation: Escalation, message: IncomingMessage, now: number): Step {
	const newest = newestMessageAt(escalation, now);
	const isNewMessage = message.writtenAt > newest;
	const isLatest = message.writtenAt >= newest;
	return {
		escalation: {
			...escalation,
			event: isLatest ? message.event : escalation.event,
			latestMessageAt: Math.max(newest, message.writtenAt),
			waitingSince: Math.min(escalation.waitingSince, message.writtenAt),
			messageCount: escalation.messageCount + (isNewMessage ? 1 : 0),
		},
		timeline: isNewMessage ? [{ at: now, what: 'message' }] : [],
	};
}

/** What is due next. That it is the end is noted now: a clock that is set back meanwhile could not tell. */
function whicheverIsFirst(
	pushAt: number,
	limit: number,
): Pick<Escalation, 'dueAt' | 'exhaustedBecause'> {
	return limit <= pushAt
		? { dueAt: limit, exhaustedBecause: 'timeLimit' }
		: { dueAt: pushAt, exhaustedBecause: null };
}

/** Somebody answered at `repliedAt`. A reply older than the newest message does not end the waiting. */
export function reply(
	escalation: Escalation,
	given: { repliedAt: number; actor: string | null },
	now: number,
): Step {
	if (given.repliedAt < newestMessageAt(escalation, now)) {
		return { escalation, timeline: [{ at: now, what: 'olderReply' }] };
	}
	const announce = escalation.pushCount > 0 || escalation.policy.announceEveryReply;
	return {
		escalation: {
			...escalation,
			state: 'replied',
			claim: null,
			dueAt: announce ? now : null,
			failures: 0,
			endedAt: now,
			endedBy: given.actor,
			exhaustedBecause: null,
		},
		timeline: [{ at: now, what: 'replied', note: given.actor ?? undefined }],
	};
}

/**
 * The clock found the escalation due: decides what to hand to an execution, and
 * leases it. Outside the active hours it only sets another time to look at it.
 */
export function claim(
	escalation: Escalation,
	lease: { token: string; owner: string; until: number },
	now: number,
): Step {
	const lost = escalation.claim;
	const isRedelivery = lost !== null && lost.gatedAt !== null;
	const exhaustedBecause = exhaustionOf(escalation, now);
	const act = lost ?? nextAct(escalation, exhaustedBecause);
	const allowed = isOver(escalation) ? now : allowedFrom(escalation, act, now);
	if (allowed > now) return { escalation: { ...escalation, dueAt: allowed }, timeline: [] };
	return {
		escalation: {
			...escalation,
			exhaustedBecause: act.output === 'exhausted' ? exhaustedBecause : null,
			state: isOver(escalation) ? escalation.state : 'pushing',
			dueAt: lease.until,
			claim: {
				token: lease.token,
				owner: lease.owner,
				output: act.output,
				pushNumber: act.pushNumber,
				plannedFor: act.plannedFor,
				gatedAt: null,
				redelivery: isRedelivery || (lost?.redelivery ?? false),
				settlesAtGate: false,
			},
		},
		timeline:
			isRedelivery && act.pushNumber !== null
				? [{ at: now, what: 'pushUnknown', number: act.pushNumber }]
				: [],
	};
}

function isOver({ endedAt }: Escalation): boolean {
	return endedAt !== null;
}

type Act = Pick<Claim, 'output' | 'pushNumber' | 'plannedFor'>;

function allowedFrom({ policy, pushCount, dueAt }: Escalation, act: Act, now: number): number {
	return allowedAt(policy, dueAt ?? now, act.pushNumber ?? pushCount + 1, now);
}

function exhaustionOf(
	{ exhaustedBecause, pushCount, policy, openedAt }: Escalation,
	now: number,
): ExhaustedBecause | null {
	if (exhaustedBecause) return exhaustedBecause;
	const { maximumPushes } = policy;
	if (maximumPushes > 0 && pushCount >= maximumPushes) return 'maximumPushes';
	return now >= giveUpAt(policy, openedAt) ? 'timeLimit' : null;
}

function nextAct(escalation: Escalation, exhaustedBecause: ExhaustedBecause | null): Act {
	const plannedFor = escalation.dueAt ?? escalation.openedAt;
	const announcement = (output: Output) => ({ output, pushNumber: null, plannedFor });
	if (escalation.state === 'replied' || escalation.state === 'exhausted') {
		return announcement(escalation.state);
	}
	if (exhaustedBecause) return announcement('exhausted');
	return { output: 'push', pushNumber: escalation.pushCount + 1, plannedFor };
}

/**
 * The last act of the execution before an item leaves the node, and the point
 * where a push becomes real. Returns undefined when it must not leave: it was
 * answered meanwhile, handed out anew, or has left before.
 */
export function gate(
	escalation: Escalation,
	token: string,
	lease: { until: number },
	now: number,
): Step | undefined {
	const { claim: held } = escalation;
	if (!held || held.token !== token || held.gatedAt !== null) return undefined;
	const passed = passGate(escalation, held, lease, now);
	if (!held.settlesAtGate) return passed;
	const settled = settle(passed.escalation, token, { result: 'sent' }, now);
	return settled && { ...settled, timeline: [...passed.timeline, ...settled.timeline] };
}

function passGate(
	escalation: Escalation,
	held: Claim,
	lease: { until: number },
	now: number,
): Step {
	const gated: Escalation = { ...escalation, dueAt: lease.until, claim: { ...held, gatedAt: now } };
	if (held.pushNumber === null) {
		const ended = isOver(gated) ? { escalation: gated, timeline: [] } : exhaust(gated, now);
		return {
			escalation: ended.escalation,
			timeline: [...ended.timeline, { at: now, what: 'announced', note: held.output }],
		};
	}
	return {
		escalation: { ...gated, pushCount: held.pushNumber },
		timeline: [{ at: now, what: 'push', number: held.pushNumber }],
		push: {
			escalationId: escalation.id,
			number: held.pushNumber,
			state: 'gated',
			plannedFor: held.plannedFor,
			gatedAt: now,
			settledAt: null,
			token: held.token,
		},
	};
}

/** From here on it is over, and a reply comes too late. */
function exhaust(escalation: Escalation, now: number): Step {
	const exhaustedBecause = escalation.exhaustedBecause ?? 'maximumPushes';
	return {
		escalation: { ...escalation, state: 'exhausted', endedAt: now, exhaustedBecause },
		timeline: [{ at: now, what: 'exhausted', note: exhaustedBecause }],
	};
}

/**
 * How the execution of a claim ended. `untouched`: before it was this item's
 * turn. `unconfirmed`: it was started, and nobody will tell how it ends.
 */
export type Settlement =
	| { result: 'sent' | 'untouched' | 'unconfirmed' }
	| { result: 'failed'; reason: string };

/** The execution of a claim has ended. Returns undefined when the claim is no longer held. */
export function settle(
	escalation: Escalation,
	token: string,
	settlement: Settlement,
	now: number,
): Step | undefined {
	const { claim: held } = escalation;
	if (!held || held.token !== token) return undefined;
	const { gatedAt } = held;

	if (settlement.result === 'unconfirmed' && gatedAt === null) {
		return { escalation: { ...escalation, claim: { ...held, settlesAtGate: true } }, timeline: [] };
	}
	const isSent = settlement.result === 'sent' || settlement.result === 'unconfirmed';
	return isSent && gatedAt !== null
		? settleSent(escalation, { ...held, gatedAt }, now)
		: settleFailed(escalation, held, settlement, now);
}

function settleSent(escalation: Escalation, held: Claim & { gatedAt: number }, now: number): Step {
	const released: Escalation = { ...escalation, claim: null, failures: 0 };
	const { pushNumber: number } = held;
	if (number === null) return { escalation: { ...released, dueAt: null }, timeline: [] };
	const { policy, openedAt } = escalation;
	const due = whicheverIsFirst(
		nextPushAt(policy, { ...held, number }, now),
		Math.max(now, giveUpAt(policy, openedAt)),
	);
	return {
		escalation: { ...released, state: 'open', ...due },
		timeline: [{ at: now, what: 'pushSent', number }],
		push: pushRow(escalation, held, 'sent', now),
	};
}

function settleFailed(
	escalation: Escalation,
	held: Claim,
	settlement: Settlement,
	now: number,
): Step {
	const isUntouched = settlement.result === 'untouched';
	const failures = isUntouched ? escalation.failures : escalation.failures + 1;
	const dueAt = isUntouched ? now : now + retryDelay(failures);
	const isGivenUp = failures >= FAILURES_BEFORE_GIVING_UP;
	const note = reasonOf(settlement);

	const state = isOver(escalation) ? escalation.state : 'open';
	const released: Escalation = { ...escalation, state, claim: null, failures, dueAt };

	if (held.pushNumber === null) {
		if (!isGivenUp) {
			return { escalation: released, timeline: [{ at: now, what: 'announcementFailed', note }] };
		}
		const ended = isOver(released)
			? { escalation: released, timeline: [] }
			: exhaust(released, now);
		return {
			escalation: { ...ended.escalation, dueAt: null },
			timeline: [...ended.timeline, { at: now, what: 'announcementGivenUp', note }],
		};
	}
	// Also when it was the lost execution before this one that had passed the gate.
	const hasRow = held.gatedAt !== null || held.redelivery;
	return {
		escalation: {
			...released,
			pushCount: held.pushNumber - 1,
			failures: isGivenUp ? 0 : failures,
			dueAt: isGivenUp ? now : dueAt,
			exhaustedBecause: isGivenUp ? 'pushFailed' : null,
		},
		timeline: [{ at: now, what: 'pushFailed', number: held.pushNumber, note }],
		push: hasRow ? pushRow(escalation, held, 'failed', now) : undefined,
	};
}

function reasonOf(settlement: Settlement): string {
	switch (settlement.result) {
		case 'failed':
			return settlement.reason;
		case 'untouched':
			return 'An earlier item of the same execution failed.';
		case 'sent':
		case 'unconfirmed':
			return 'The execution ended without this item passing the node.';
	}
}

function pushRow(escalation: Escalation, held: Claim, state: Push['state'], now: number): Push {
	return {
		escalationId: escalation.id,
		number: held.pushNumber ?? 0,
		state,
		plannedFor: held.plannedFor,
		gatedAt: held.gatedAt ?? now,
		settledAt: now,
		token: held.token,
	};
}
