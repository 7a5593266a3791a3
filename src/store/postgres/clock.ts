import { systemClock, type Clock } from '../../time/clock';
import { SECOND } from '../../time/duration';

/**
 * Milliseconds. What a transaction reads may have been planned after it began,
 * by one that it had to wait for: only what lies further ahead of its time says
 * that the clock was set back. Longer than a transaction waits for locks.
 */
export const CLOCK_TOLERANCE = 10 * SECOND;

/**
 * The time of the database server. It is asked in every transaction; in
 * between, time passes as fast as it does here, whatever the clock of this
 * machine is set to.
 */
export class PostgresClock implements Clock {
	private told = { time: systemClock.now(), at: performance.now() };

	/** What the server just said, in ms since 1970. */
	set(time: number): void {
		this.told = { time, at: performance.now() };
	}

	now(): number {
		return Math.round(this.told.time + performance.now() - this.told.at);
	}

	async sleep(milliseconds: number, signal: AbortSignal): Promise<void> {
		await systemClock.sleep(milliseconds, signal);
	}
}
