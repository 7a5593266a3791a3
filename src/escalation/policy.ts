import { addActive, isOpening, nextActive, type ActiveHours } from '../time/activeHours';
import { DAY, SECOND } from '../time/duration';

/**
 * What happens to a reminder that is planned for a time outside the active hours.
 * `wait`: it goes out at the next opening. `skip`: it does not go out, and is
 * not counted; the next planned time within the hours is taken. `pause`: delays
 * count active time only, as if the clock stood still outside.
 */
export type OutsideActiveHours = 'wait' | 'skip' | 'pause';

/**
 * What a new message does to the reminders of a conversation that waits already.
 * `keep`: nothing. `restart`: the next reminder waits for its delay anew, for three
 * times that delay at most. `separate`: it is a waiting of its own, with reminder 1
 * first, and the former ends unheard.
 */
export type OnNewMessage = 'keep' | 'restart' | 'separate';

/**
 * What follows when a planned reminder could not be sent, however often it was
 * tried. `goOn`: the Failing output says so, and the reminder is tried again at the
 * next planned time, as often in a row as there may be reminders. `giveUp`: it is
 * exhausted.
 */
export type WhenRemindersFail = 'goOn' | 'giveUp';

/** What should come again and again. All in milliseconds. */
export interface Expects {
	/** From one arrival to the next. */
	period: number;
	/** How much later it may come before it is missing. */
	grace: number;
}

/** Since when the delay of reminder 1 is counted: the event's arrival, or when the customer wrote. */
export type CountFrom = 'arrival' | 'message';

/** Reminders that leave together become one item. */
export interface Digest {
	/** Only those with the same key. */
	key: string;
	/** Times are planned on multiples of so many milliseconds, so that reminders meet. */
	within: number;
}

/**
 * What is to be done in time. `firstReply`: somebody answers who has not answered in
 * this conversation before. `nextReply`: somebody answers again. Both from what the
 * customer wrote first since the last answer. `resolution`: the source says that it is
 * resolved, from what the customer wrote first at all. The metrics of the service level
 * policies of Zendesk ("Defining SLA policies") and Chatwoot (EvaluateAppliedSlaService).
 */
export const targetKinds = ['firstReply', 'nextReply', 'resolution'] as const;
export type TargetKind = (typeof targetKinds)[number];
export type ReplyKind = Exclude<TargetKind, 'resolution'>;

/** In which time it is to be done. */
export interface Targets {
	/** Milliseconds of active hours, or of any time where there are none. What is left out has no target. */
	within: Partial<Record<TargetKind, number>>;
	/** After which part of that it is told that time runs out, above 0; 1 for never. */
	warnAt: number;
}

/** What becomes of a target while it is not met. */
export const targetChanges = ['warning', 'breached'] as const;
export type TargetChange = (typeof targetChanges)[number];

/** For a conversation of which nobody tells when it is resolved. */
export function withoutResolution(policy: Policy): Policy {
	if (policy.targets?.within.resolution === undefined) return policy;
	const { resolution, ...within } = policy.targets.within;
	const isAny = Object.keys(within).length > 0;
	return { ...policy, targets: isAny ? { ...policy.targets, within } : null };
}

/** When reminders go out. Frozen into an escalation when it opens, so that an edited node changes only new ones. */
export interface Policy {
	/** Milliseconds to reminder 1. */
	firstReminderAfter: number;
	countFrom: CountFrom;
	/** Milliseconds between reminders 1 and 2, 2 and 3, …, and from the last one to Exhausted. The last interval repeats. */
	intervals: number[];
	/** Each repetition of the last interval is this many times as long as the one before. */
	growthFactor: number;
	/** However much they grow, intervals are not longer than this, in milliseconds. */
	longestInterval: number;
	/** Reminders before the escalation is exhausted; 0 for as many as there is time for. */
	maximumReminders: number;
	/** Failed executions in a row after which a planned reminder is missed. */
	attempts: number;
	whenRemindersFail: WhenRemindersFail;
	/** Whether a reminder is sent again when nobody knows what became of its execution. */
	resendInterrupted: boolean;
	digest: Digest | null;
	/** Milliseconds from the opening after which it is exhausted, however many reminders are left; null for never. */
	giveUpAfter: number | null;
	activeHours: (ActiveHours & { outside: OutsideActiveHours }) | null;
	/** Milliseconds without an event of the conversation after which it is taken as answered; null for never. */
	endWhenSilentFor: number | null;
	onNewMessage: OnNewMessage;
	/** Milliseconds that it is remembered after its end. */
	keepEndedFor: number;
	/** Whether the Replied output also speaks of conversations that were answered before any reminder. */
	announceEveryReply: boolean;
	/** Whether the Changes output tells what people do to it, and what becomes of its targets. */
	announceChanges: boolean;
	targets: Targets | null;
	/** Of a node that expects something; none where people wait. */
	expects?: Expects;
}

/** For what has none that anybody knows. */
export const NO_POLICY: Policy = {
	firstReminderAfter: 0,
	intervals: [0],
	growthFactor: 1,
	longestInterval: 0,
	maximumReminders: 1,
	giveUpAfter: null,
	activeHours: null,
	endWhenSilentFor: null,
	onNewMessage: 'keep',
	keepEndedFor: 0,
	announceEveryReply: true,
	announceChanges: false,
	targets: null,
	countFrom: 'arrival',
	attempts: 1,
	whenRemindersFail: 'giveUp',
	resendInterrupted: true,
	digest: null,
};

/** A reminder that leaves this late still counts as punctual, so that the schedule does not drift. */
const PUNCTUAL = SECOND;

const LONGEST_SKIP = 28 * DAY;

/** Milliseconds before output number 1, 2, 3 …: the reminders, and Exhausted behind the last one. */
export function delayBefore(policy: Policy, number: number): number {
	if (number <= 1) return policy.firstReminderAfter;
	const { intervals, growthFactor, longestInterval } = policy;
	const position = Math.min(number - 2, intervals.length - 1);
	const repetitions = number - 2 - position;
	const grown = intervals[position] * growthFactor ** repetitions;
	// Stores keep whole milliseconds.
	return Math.round(Math.min(grown, Math.max(longestInterval, intervals[position])));
}

/** When the first reminder is due for a message that was written at `writtenAt` and arrives now. */
export function firstReminderAt(policy: Policy, writtenAt: number, now: number): number {
	const from = policy.countFrom === 'message' ? Math.min(writtenAt, now) : now;
	return Math.max(now, plan(policy, from, 1));
}

/**
 * When the next output after a reminder is due. On time, it follows from the plan;
 * late (the machine was down), from the time that the reminder left: one reminder
 * stands for all that were missed, and the schedule goes on from there. Where
 * a time lies ahead, the clock was set back: then it follows from now.
 */
export function nextReminderAt(
	policy: Policy,
	reminder: { number: number; plannedFor: number; gatedAt: number },
	now: number,
): number {
	const isPunctual = Math.abs(reminder.gatedAt - reminder.plannedFor) <= PUNCTUAL;
	const anchor = isPunctual ? reminder.plannedFor : reminder.gatedAt;
	return plan(policy, Math.min(anchor, now), reminder.number + 1);
}

/** When the next reminder is due after a new message restarted the timer. */
export function restartedAt(
	policy: Policy,
	before: { reminderCount: number; nextReminderAt: number; latestReminderAt: number },
	now: number,
): number {
	const latest = Math.max(before.latestReminderAt, before.nextReminderAt);
	return Math.min(plan(policy, now, before.reminderCount + 1), latest);
}

/** When an escalation is exhausted for want of time, in ms since 1970. */
export function giveUpAt(policy: Policy, openedAt: number): number {
	return openedAt + (policy.giveUpAfter ?? Infinity);
}

/** For output `number`, which is due: the time from which on it may leave. Not later than now when it may leave. */
export function allowedAt(policy: Policy, dueAt: number, number: number, now: number): number {
	const { activeHours } = policy;
	if (!activeHours) return now;
	const next = nextActive(activeHours, now);
	if (next <= now || activeHours.outside !== 'skip') return next;
	return skipToActive(policy, activeHours, dueAt, number, now);
}

/** Whether active hours begin at this time, so that what is planned for it may have had to wait. */
export function isAtOpening({ activeHours }: Policy, at: number): boolean {
	return activeHours !== null && isOpening(activeHours, at);
}

/** When output `number` is due, by its delay after `from`. */
function plan(policy: Policy, from: number, number: number): number {
	const { activeHours } = policy;
	const delay = delayBefore(policy, number);
	const planned = onGrid(policy, from + delay);
	if (!activeHours) return planned;
	switch (activeHours.outside) {
		case 'wait':
			return nextActive(activeHours, planned);
		case 'pause':
			return nextActive(activeHours, onGrid(policy, addActive(activeHours, from, delay)));
		case 'skip':
			return skipToActive(policy, activeHours, planned, number, planned);
	}
}

/** Never earlier. */
function onGrid({ digest }: Policy, at: number): number {
	return digest ? Math.ceil(at / digest.within) * digest.within : at;
}

/**
 * The first of the times `planned`, one interval later, two intervals later …
 * that is active and not before `from`. A schedule that misses the active
 * hours for weeks waits for them to open.
 */
function skipToActive(
	policy: Policy,
	hours: ActiveHours,
	planned: number,
	number: number,
	from: number,
): number {
	const step = delayBefore(policy, Math.max(2, number));
	let at = planned;
	while (at < from + LONGEST_SKIP) {
		const opening = nextActive(hours, Math.max(at, from));
		const steps = Math.max(0, Math.ceil((opening - at) / step));
		if (steps === 0) return at;
		at += steps * step;
	}
	return nextActive(hours, from);
}

/** Failed executions in a row after which nobody hears of the end of an escalation, or that it is failing. */
export const ANNOUNCEMENT_ATTEMPTS = 10;
