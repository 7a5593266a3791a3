import type { Failing } from './escalation';
import type { Policy } from './policy';

/** What was added since the first version of the schema: those from before go on as they did when there was no choice yet. */
const ADDED = {
	countFrom: 'arrival',
	attempts: 10,
	whenRemindersFail: 'giveUp',
	resendInterrupted: true,
	digest: null,
	announceChanges: false,
} satisfies Partial<Policy>;

/** A policy as a store keeps it. An earlier version may have written it. */
export type StoredPolicy = Omit<Policy, keyof typeof ADDED> &
	Partial<Pick<Policy, keyof typeof ADDED>>;

/** The same of what says that reminders fail. */
export type StoredFailing = Omit<Failing, 'failures'> & Partial<Failing>;

/** As this version would have stored it. */
export function failingUpToDate(stored: StoredFailing): Failing {
	return { failures: 0, ...stored };
}

/** As this version would have stored it. */
export function broughtUpToDate(stored: StoredPolicy): Policy {
	return { ...ADDED, ...stored };
}
