import { SECOND } from '../time/duration';

/**
 * Milliseconds. Transactions at the same time read the clock at the same time:
 * one that waits for another finds a plan that is younger than its own now. Only
 * what lies further ahead says that the clock was set back. Longer than a
 * transaction waits for locks.
 */
export const CLOCK_TOLERANCE = 10 * SECOND;

/** Sees that the clock of a store was set back, by the times of its transactions, which else only grow. */
export class SetBackWatch {
	/** As far as this process has seen. Who comes before may have seen more. */
	private latest = Infinity;

	/** Whether what is stored may have been planned by a clock that was ahead of `now`. */
	isSetBack(now: number): boolean {
		return now < this.latest - CLOCK_TOLERANCE;
	}

	/** After a transaction that began at `now`, and moved the plans where it had to. */
	note(now: number): void {
		this.latest = this.isSetBack(now) ? now : Math.max(now, this.latest);
	}
}
