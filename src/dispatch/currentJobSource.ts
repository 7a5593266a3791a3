import type { Duty } from './jobSource';

/** A duty that is, at every call, the one that `current` gives then. */
export function relayedDuty(current: () => Duty): Duty {
	return {
		look: async (limit, awakeSince) => await current().look(limit, awakeSince),
		renew: async (tokens) => await current().renew(tokens),
		settle: async (outcomes) => await current().settle(outcomes),
		tidy: async () => await current().tidy(),
		recover: async () => await current().recover(),
	};
}
