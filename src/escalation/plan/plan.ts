import { levelIndex, type Level } from '../level';
import { allowedAt, firstReminderAt, giveUpAt, nextReminderAt, type Policy } from '../policy';
import { DAY } from '../../time/duration';
import { iso } from '../readable';

/** A reminder that leaves when nobody replies. `at`: ms since 1970. */
export interface PlannedReminder {
	output: 'reminder';
	number: number;
	at: number;
}
type PlannedOutput = PlannedReminder | { output: 'exhausted'; at: number };

/** Enough to see how it goes on. */
const MOST_SHOWN = 20;

/** The outputs of a message that nobody replies to, in order: without end where the policy has none. */
export function* plannedOutputs(
	policy: Policy,
	writtenAt: number,
	now: number,
): Generator<PlannedOutput, void> {
	const end = giveUpAt(policy, now);
	const maximum = policy.maximumReminders || Infinity;
	const allowed = (dueAt: number, number: number) => allowedAt(policy, dueAt, number, dueAt);
	let at = allowed(firstReminderAt(policy, writtenAt, now), 1);
	let number = 1;
	for (; number <= maximum && at < end; number += 1) {
		yield { output: 'reminder', number, at };
		at = nextReminderAt(policy, { number, plannedFor: at, gatedAt: at }, at);
	}
	yield { output: 'exhausted', at: allowed(Math.min(at, end), number) };
}

/** As many reminders as a policy may have with a number. */
const MOST_COUNTED = 1_000;
/** What comes later than that nobody who looks at a plan waits for, and each day of active hours takes its time. */
const LONGEST = 400 * DAY;

export interface WholePlan {
	reminders: PlannedReminder[];
	/** When it leaves by Exhausted, in ms since 1970; undefined where it was not looked at so far. */
	exhaustedAt: number | undefined;
}

/** All of it, as far as can be worked out in a moment. */
export function wholePlan(policy: Policy, writtenAt: number, now: number): WholePlan {
	const reminders: PlannedReminder[] = [];
	for (const planned of plannedOutputs(policy, writtenAt, now)) {
		if (planned.output === 'exhausted') return { reminders, exhaustedAt: planned.at };
		if (reminders.length === MOST_COUNTED || planned.at > now + LONGEST) break;
		reminders.push(planned);
	}
	return { reminders, exhaustedAt: undefined };
}

/** When the outputs come of a message that nobody replies to, as JSON. */
export function planOf(
	policy: Policy,
	levels: Level[],
	writtenAt: number,
	now: number,
): Array<Record<string, unknown>> {
	return plannedOutputs(policy, writtenAt, now)
		.take(MOST_SHOWN)
		.map((planned) =>
			planned.output === 'reminder'
				? {
						...planned,
						level: levelIndex(levels, planned.number) + 2,
						at: iso(planned.at),
					}
				: { ...planned, at: iso(planned.at) },
		)
		.toArray();
}
