/** What happens when, in simulated milliseconds. */
export class Agenda {
	private readonly acts = new Map<number, Array<() => void>>();

	private readonly end: number;

	now = 0;

	/** @param end when the simulation is over, in ms; whatever is planned for later never happens. */
	constructor(end: number) {
		this.end = end;
	}

	/** Acts of the same millisecond happen in the order in which they were planned. */
	at(time: number, act: () => void): void {
		const tick = Math.max(Math.ceil(time), this.now);
		const acts = this.acts.get(tick);
		if (acts) acts.push(act);
		else this.acts.set(tick, [act]);
	}

	run(): void {
		for (; this.now <= this.end; this.now += 1) {
			// An act may plan another one for this same millisecond: the loop comes to it.
			for (const act of this.acts.get(this.now) ?? []) act();
			this.acts.delete(this.now);
		}
	}
}
