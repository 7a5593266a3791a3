/** What happens when, in simulated milliseconds. */
export class Agenda {
	private readonly callbacks = new Map<number, Array<() => void>>();

	private readonly end: number;

	now = 0;

	/** @param end when the simulation is over, in ms; whatever is planned for later never happens. */
	constructor(end: number) {
		this.end = end;
	}

	/** Acts of the same millisecond happen in the order in which they were planned. */
	at(time: number, callback: () => void): void {
		const tick = Math.max(Math.ceil(time), this.now);
		const callbacks = this.callbacks.get(tick);
		if (callbacks) callbacks.push(callback);
		else this.callbacks.set(tick, [callback]);
	}

	run(): void {
		for (; this.now <= this.end; this.now += 1) {
			// An output may plan another one for this same millisecond: the loop comes to it.
			for (const callback of this.callbacks.get(this.now) ?? []) callback();
			this.callbacks.delete(this.now);
		}
	}
}
