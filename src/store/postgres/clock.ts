import { systemClock, type Clock } from '../../time/clock';

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
