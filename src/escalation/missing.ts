import type { Escalation } from './escalation';
import { iso } from './readable';

/** What did not come, as its event says it: see `missing` of `toldEventSchema`. */
export interface Missing {
	/** When it should have come, ISO 8601. */
	expectedAt: string;
	/** When it came last, ISO 8601. */
	lastSeenAt: string;
	periodSeconds: number;
	graceSeconds: number;
}

/** What is told of something that is expected, when it has not come. */
export function withMissing(
	event: Record<string, unknown>,
	expected: Escalation,
): Record<string, unknown> {
	const missing = missingOf(expected);
	return missing ? { ...event, missing } : event;
}

/** Undefined where nothing is expected. */
export function missingOf({ expectation, policy, lastHeardAt }: Escalation): Missing | undefined {
	if (!expectation || !policy.expects) return undefined;
	return {
		expectedAt: iso(expectation.expectedAt),
		lastSeenAt: iso(lastHeardAt),
		periodSeconds: policy.expects.period / 1_000,
		graceSeconds: policy.expects.grace / 1_000,
	};
}
