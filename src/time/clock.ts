/** Where the engine gets time from. Tests step a clock of their own. */
export interface Clock {
	/** Milliseconds since 1970-01-01T00:00:00Z. */
	now(): number;
	/** Resolves after `milliseconds`, or as soon as `signal` aborts. Never rejects. */
	sleep(milliseconds: number, signal: AbortSignal): Promise<void>;
}

/** A timer of Node cannot wait longer than 2^31-1 ms; it fires at once instead. */
const LONGEST_TIMER = 2 ** 31 - 1;

export const systemClock: Clock = {
	now: () => Date.now(),
	async sleep(milliseconds, signal) {
		if (signal.aborted || milliseconds <= 0) return;
		await new Promise<void>((resolve) => {
			const wake = () => {
				clearTimeout(timer);
				signal.removeEventListener('abort', wake);
				resolve();
			};
			const timer = setTimeout(wake, Math.min(milliseconds, LONGEST_TIMER));
			signal.addEventListener('abort', wake);
		});
	},
};
