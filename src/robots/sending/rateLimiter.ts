import PQueue from 'p-queue';

import { ExplainedError } from '../../explainedError';
import type { Clock } from '../../time/clock';
import type { RateLimit } from './platform';

/** The way of a request takes now longer and now less: the platform may see two closer together than they left. */
const MARGIN = 1.02;

/** It would take longer than the caller waits until the robot may send again. */
export class RobotBusyError extends ExplainedError {
	constructor(
		/** ms since 1970. */
		readonly tryAgainAt: number,
	) {
		super(
			`Rate limited, try again at ${new Date(tryAgainAt).toISOString()}`,
			'The robot would have to wait longer than "Wait at Most" allows. Raise it, send reminders less often, lower Digest From, or use several robots.',
			{ code: 'rateLimited', isTemporary: true },
		);
		this.name = 'RobotBusyError';
	}
}

/**
 * The way to one robot: messages go one behind the other, never more of them
 * than the platform takes in any interval.
 */
export class RateLimiter {
	/** Whose messages go next. */
	private readonly turns = new PQueue({ concurrency: 1 });

	/** When the next request may go: it passes each of these, the one with the longest interval first. */
	private readonly windows: PQueue[];

	/** When the last requests went, in ms since 1970: as many as the limits ask about. */
	private departures: number[] = [];

	private heldUntil = 0;

	private usedAt: number;

	/** How many have their turn or wait for it, or for their slot. */
	private users = 0;

	constructor(
		private readonly limits: RateLimit[],
		private readonly clock: Clock,
	) {
		// Who asks for it now uses it only in a moment, and has to share it until then.
		this.usedAt = clock.now();
		this.windows = limits
			.toSorted((one, other) => other.interval - one.interval)
			.map(
				({ count, interval }) =>
					new PQueue({
						concurrency: 1,
						intervalCap: count,
						interval: interval * MARGIN,
						strict: true,
					}),
			);
	}

	/** Waits until the work of those before is done. @throws {RobotBusyError} at the deadline. */
	async turn<Result>(deadline: number, work: () => Promise<Result>): Promise<Result> {
		return await this.used(async () => await this.pass(this.turns, deadline, work));
	}

	/** Waits until a request may go. @throws {RobotBusyError} at the deadline, or at once when it is bound to be missed. */
	async slot<Result>(deadline: number, request: () => Promise<Result>): Promise<Result> {
		return await this.used(async () => {
			for (;;) {
				await this.untilFree(deadline);
				const sent = await this.throughWindows(deadline, async () => {
					// Held back while it waited.
					if (this.isHeld) return undefined;
					this.noteDeparture();
					return { result: await request() };
				});
				if (sent) return sent.result;
			}
		});
	}

	/** How many requests may go until then, if no other has its turn before: not more than `most` are counted. */
	roomUntil(deadline: number, most: number): number {
		const times = [...this.departures];
		let at = Math.max(this.clock.now(), this.heldUntil);
		for (let count = 0; count < most; count += 1) {
			for (const limit of this.limits) {
				const before = times.at(-limit.count);
				if (before !== undefined) at = Math.max(at, before + limit.interval * MARGIN);
			}
			if (at > deadline) return count;
			times.push(at);
		}
		return most;
	}

	/** Lets no request go before then: the platform said so. */
	hold(until: number): void {
		this.heldUntil = Math.max(this.heldUntil, until);
	}

	/** Until when it is held; ms since 1970. */
	get freeAt(): number {
		return this.heldUntil;
	}

	/** Whether nothing of its past matters any more. */
	get isForgettable(): boolean {
		const longest = Math.max(...this.limits.map(({ interval }) => interval));
		const now = this.clock.now();
		return this.users === 0 && now > this.heldUntil && now - this.usedAt > longest;
	}

	/** When a new request would certainly have its turn; ms since 1970. */
	get nextChance(): number {
		const ahead = this.turns.size + this.turns.pending;
		const waits = this.limits.map(
			({ count, interval }) => Math.max(1, Math.ceil(ahead / count)) * interval,
		);
		return Math.max(this.heldUntil, this.clock.now() + Math.max(...waits));
	}

	private async used<Result>(use: () => Promise<Result>): Promise<Result> {
		this.users += 1;
		try {
			return await use();
		} finally {
			this.users -= 1;
			this.usedAt = this.clock.now();
		}
	}

	private noteDeparture(): void {
		const most = Math.max(...this.limits.map(({ count }) => count));
		this.departures = [...this.departures, this.clock.now()].slice(-most);
	}

	private get isHeld(): boolean {
		return this.clock.now() < this.heldUntil;
	}

	private async untilFree(deadline: number): Promise<void> {
		while (this.isHeld) {
			if (this.heldUntil > deadline) throw new RobotBusyError(this.heldUntil);
			await this.clock.sleep(this.heldUntil - this.clock.now(), new AbortController().signal);
		}
	}

	private async throughWindows<Result>(
		deadline: number,
		request: () => Promise<Result>,
	): Promise<Result> {
		const through = this.windows.reduce<() => Promise<Result>>(
			(next, window) => async () => await this.pass(window, deadline, next),
			request,
		);
		return await through();
	}

	private async pass<Result>(
		queue: PQueue,
		deadline: number,
		work: () => Promise<Result>,
	): Promise<Result> {
		const waiting = new AbortController();
		const isServed = new AbortController();
		void this.clock.sleep(deadline - this.clock.now(), isServed.signal).then(() => {
			if (!isServed.signal.aborted) waiting.abort(new RobotBusyError(this.nextChance));
		});
		return await queue.add(
			async () => {
				isServed.abort();
				return await work();
			},
			{ signal: waiting.signal },
		);
	}
}
