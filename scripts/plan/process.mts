/** An n8n process: one thread that does one thing after the other. */
export class Process {
	private freeAt = 0;

	private worked = 0;

	/** Takes work of so many ms on; returns when it will be done. */
	work(now: number, cost: number): number {
		this.freeAt = Math.max(now, this.freeAt) + cost;
		this.worked += cost;
		return this.freeAt;
	}

	/** How long somebody who comes now waits for his turn, in ms. */
	backlog(now: number): number {
		return Math.max(0, this.freeAt - now);
	}

	/** The share of the time in which it had something to do; above 1 it falls behind. */
	busy(duration: number): number {
		return this.worked / duration;
	}
}

/** The one with the least to do. */
export function idlest(processes: Process[], now: number): Process {
	return processes.reduce((best, one) => (one.backlog(now) < best.backlog(now) ? one : best));
}
