import type { Duty } from './duty';

/** A duty that is, at every call, the one that `current` gives then. */
export function relayedDuty(current: () => Duty): Duty {
	return {
		claimDue: async (limit) => await current().claimDue(limit),
		renew: async (tokens) => await current().renew(tokens),
		settle: async (outcomes) => await current().settle(outcomes),
		nextDueAt: async () => await current().nextDueAt(),
		tidy: async () => await current().tidy(),
		recover: async () => await current().recover(),
	};
}
