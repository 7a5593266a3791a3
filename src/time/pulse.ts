import { SECOND } from './duration';

/**
 * One instant by two clocks, in ms. `steady` is set by nobody, and on Linux
 * stands still while the machine is suspended (CLOCK_MONOTONIC, "clock_gettime");
 * `wall` is ms since 1970, and goes on then.
 */
export interface Instant {
	steady: number;
	wall: number;
}

export const systemInstant = (): Instant => ({ steady: performance.now(), wall: Date.now() });

/** Milliseconds between two instants, by the clock that says more. One that was set forward counts as time that has passed. */
export function passedBetween(earlier: Instant, later: Instant): number {
	return Math.max(later.steady - earlier.steady, later.wall - earlier.wall);
}

const BEAT_EVERY = 5 * SECOND;

/**
 * Knows whether this process has run all the time, or stood still: because it
 * was stopped, its machine slept, or something kept its event loop.
 */
export class Pulse {
	private last: Instant;

	private pauses = 0;

	private isBeating = false;

	/**
	 * @param longestPause ms that it may stand still without anybody taking note.
	 * @param instant in place of the machine's clocks, for tests.
	 */
	constructor(
		private readonly longestPause: number,
		private readonly instant = systemInstant,
	) {
		this.last = instant();
	}

	/** How often it has stood still so far: as long as that stays the same, it has run. */
	count(): number {
		if (!this.isBeating) setInterval(() => this.beat(), BEAT_EVERY).unref();
		this.isBeating = true;
		this.beat();
		return this.pauses;
	}

	/** Also asked for, so that a process which goes on knows of it before its timers do. */
	private beat(): void {
		const now = this.instant();
		if (passedBetween(this.last, now) > this.longestPause) this.pauses += 1;
		this.last = now;
	}
}
