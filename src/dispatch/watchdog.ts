import { ExplainedError } from '../explainedError';
import type { Clock } from '../time/clock';
import { MINUTE } from '../time/duration';
import { inTime } from '../time/inTime';
import type { JobSource } from './jobSource';

/** Longer than a store takes that works, and longer than the limits of one that does not. */
export const LONGEST_WAIT = 2 * MINUTE;

/**
 * A job source that is waited for only so long, whatever keeps it: then the
 * clock hears of it, and goes on. What it had claimed comes again when its
 * lease ends, and what it had still to do it does meanwhile.
 */
export function watched(jobSource: JobSource, clock: Clock): JobSource {
	const answered = async <Result>(work: Promise<Result>) =>
		await inTime(work, LONGEST_WAIT, () => new SilentStoreError(), clock);
	return {
		poll: async (limit, awakeSince) => await answered(jobSource.poll(limit, awakeSince)),
		renew: async (tokens) => await answered(jobSource.renew(tokens)),
		settle: async (outcomes) => await answered(jobSource.settle(outcomes)),
		tidy: async () => await answered(jobSource.tidy()),
		recover: async () => await answered(jobSource.recover()),
	};
}

class SilentStoreError extends ExplainedError {
	constructor() {
		super(
			`The escalation store has not answered for ${LONGEST_WAIT / MINUTE} minutes`,
			'Check its disk or its database, and what else keeps n8n busy. The node asks it again.',
		);
	}
}
