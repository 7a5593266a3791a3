import type { JobSource } from './jobSource';

/** A job source that is, at every call, the one that `current` gives then. */
export function currentJobSource(current: () => JobSource): JobSource {
	return {
		poll: async (limit, awakeSince) => await current().poll(limit, awakeSince),
		renew: async (tokens) => await current().renew(tokens),
		settle: async (outcomes) => await current().settle(outcomes),
		tidy: async () => await current().tidy(),
		recover: async () => await current().recover(),
	};
}
