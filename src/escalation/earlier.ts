import type { Escalation } from './escalation';
import type { Policy } from './policy';

/** What was added since the first version of the schema, with what it says of those from before. */
const ADDED = {
	lastHold: null,
	missedPushes: 0,
	failing: null,
} satisfies Partial<Escalation>;

/** The same of policies: they go on as they did when there was no choice yet. */
const ADDED_TO_POLICY = {
	countFrom: 'arrival',
	attempts: 10,
	whenPushesFail: 'giveUp',
	resendInterrupted: true,
	digest: null,
} satisfies Partial<Policy>;

type Lacking<Whole, Added extends keyof Whole> = Omit<Whole, Added> & Partial<Pick<Whole, Added>>;

/** What a store keeps of an escalation as JSON, the rest is in columns. An earlier version may have written it. */
export type StoredEscalation = Lacking<
	Omit<Escalation, 'dueAt' | 'pushCount' | 'policy'>,
	keyof typeof ADDED
> & { policy: Lacking<Policy, keyof typeof ADDED_TO_POLICY> };

/** As this version would have stored it. */
export function broughtUpToDate(stored: StoredEscalation): Omit<Escalation, 'dueAt' | 'pushCount'> {
	const policy: Policy = { ...ADDED_TO_POLICY, ...stored.policy };
	return { ...ADDED, ...stored, policy };
}
