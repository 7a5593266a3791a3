import type { Clock } from '../../../src/time/clock.ts';

interface Sleeper {
	/** By the steady time, which nobody can set. */
	wakesAt: number;
	wake: () => void;
}

/**
 * Time that passes only when the test says so. Like a real machine it has two
 * times: the one that `now` tells can be set, the one that wakes sleepers only
 * goes forward.
 */
export class FakeClock implements Clock {
	private steady = 0;

	private offset: number;

	/** By how much the clock was ever set forward, in all. */
	setForward = 0;

	/** Whether it was ever set. */
	wasSet = false;

	private readonly sleepers = new Set<Sleeper>();

	private readonly settle: () => Promise<void>;

	/** @param settle resolves when everything has happened that can happen without time passing. */
	constructor(start: number | string = '2026-01-05T09:00:00Z', settle = settled) {
		this.offset = new Date(start).getTime();
		this.settle = settle;
	}

	now(): number {
		return this.offset + this.steady;
	}

	async sleep(milliseconds: number, signal: AbortSignal): Promise<void> {
		if (signal.aborted || milliseconds <= 0) return;
		await new Promise<void>((resolve) => {
			const sleeper: Sleeper = {
				wakesAt: this.steady + milliseconds,
				wake: () => {
					this.sleepers.delete(sleeper);
					signal.removeEventListener('abort', sleeper.wake);
					resolve();
				},
			};
			this.sleepers.add(sleeper);
			signal.addEventListener('abort', sleeper.wake);
		});
	}

	/** Lets time pass, waking every sleeper at its instant and letting it do its work before time goes on. */
	async advance(milliseconds: number): Promise<void> {
		const end = this.steady + milliseconds;
		await this.settle();
		for (;;) {
			const next = this.nextSleeper();
			if (!next || next.wakesAt > end) break;
			this.steady = Math.max(this.steady, next.wakesAt);
			next.wake();
			await this.settle();
		}
		this.steady = end;
		await this.settle();
	}

	/** Lets time pass without anybody's work: the machine was asleep. */
	jump(milliseconds: number): void {
		this.steady += Math.max(0, milliseconds);
	}

	/** What an administrator does: another time of day, while no time passes. Negative sets it back. */
	set(milliseconds: number): void {
		this.offset += milliseconds;
		this.wasSet = true;
		this.setForward += Math.max(0, milliseconds);
	}

	/** Milliseconds that have really passed, whatever the clock was set to. */
	get elapsed(): number {
		return this.steady;
	}

	/** How many wait for time to pass. */
	get sleeping(): number {
		return this.sleepers.size;
	}

	private nextSleeper(): Sleeper | undefined {
		return [...this.sleepers].sort((a, b) => a.wakesAt - b.wakesAt)[0];
	}
}

/** Resolves when every chain of promises that waits for nothing else has come to its end. */
export async function settled(): Promise<void> {
	for (let turn = 0; turn < 3; turn += 1) {
		await new Promise((resolve) => setImmediate(resolve));
	}
}
