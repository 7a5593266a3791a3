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

	private heldUntil = 0;

	private usedAt = 0;

	constructor(
		private readonly limits: RateLimit[],
		private readonly clock: Clock,
	) {
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
		return await this.pass(this.turns, deadline, work);
	}

	/** Waits until a request may go. @throws {RobotBusyError} at the deadline, or at once when it is bound to be missed. */
	async slot<Result>(deadline: number, request: () => Promise<Result>): Promise<Result> {
		for (;;) {
			await this.untilFree(deadline);
			const sent = await this.throughWindows(deadline, async () =>
				// Held back while it waited.
				this.isHeld ? undefined : { result: await request() },
			);
			if (sent) return sent.result;
		}
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
		const isIdle = this.turns.size + this.turns.pending === 0;
		return isIdle && now > this.heldUntil && now - this.usedAt > longest;
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
			if (!isServed.signal.aborted) waiting.abort(new RobotBusyError(this.nextChance()));
		});
		return await queue.add(
			async () => {
				isServed.abort();
				this.usedAt = this.clock.now();
				return await work();
			},
			{ signal: waiting.signal },
		);
	}

	/** When a new request would certainly have its turn. */
	private nextChance(): number {
		const ahead = this.turns.size + this.turns.pending;
		const waits = this.limits.map(
			({ count, interval }) => Math.max(1, Math.ceil(ahead / count)) * interval,
		);
		return Math.max(this.heldUntil, this.clock.now() + Math.max(...waits));
	}
}
