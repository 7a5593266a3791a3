import PQueue from 'p-queue';

import { ExplainedError } from '../../explainedError';
import type { Clock } from '../../time/clock';
import { MINUTE, SECOND } from '../../time/duration';
import type { RateLimit } from './platform';
import {
	afterDeparture,
	countedOf,
	isOver,
	longestOf,
	nextDepartures,
	roomUntil,
	UNUSED,
	withHold,
	type Rate,
} from './rate';
import type { RateStore, UseOfRates } from './rateStore';
import type { RobotFailure } from './response';

/** So long a robot that was refused for good is left out, before it is tried again. */
const REFUSED_FOR = 10 * MINUTE;
/** A store that takes longer is no use: the message matters more. */
const LONGEST_WAIT_FOR_STORE = 5 * SECOND;
/** So long a store that has failed is not asked. */
const STORE_RESTS_FOR = 30 * SECOND;

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

/** What this process knows of one robot, whoever sends by it. */
export interface Robot {
	/** See `robotDigest`. */
	readonly digest: string;
	rate: Rate;
	/** Why its platform does not take anything from it, and until when it is left out for that. */
	refusal?: { failure: RobotFailure; until: number };
}

/** Which of the robots may be taken. */
export interface Choice {
	/** This one alone. */
	only?: number;
	/** Not these. */
	except?: ReadonlySet<number>;
}

/** @param digest see `robotDigest`; empty for one of which nobody else needs to know. */
export const newRobot = (digest = ''): Robot => ({ digest, rate: UNUSED });

/**
 * The way to a group by its robots, of which there is one mostly: messages go
 * one behind the other, never more of them by one robot than the platform takes
 * in any interval.
 */
export class RateLimiter {
	/** Where the rates are counted for others too, as long as it answers. */
	private store: RateStore | undefined;

	private storeRestsUntil = 0;

	/** Whose messages go next. */
	private readonly turns = new PQueue({ concurrency: 1 });

	/** Whose request goes next. */
	private readonly requests = new PQueue({ concurrency: 1 });

	private usedAt: number;

	/** How many have their turn or wait for it, or for their slot. */
	private users = 0;

	constructor(
		private readonly limits: RateLimit[],
		private readonly clock: Clock,
		private readonly robots: Robot[] = [newRobot()],
	) {
		// Who asks for it now uses it only in a moment, and has to share it until then.
		this.usedAt = clock.now();
	}

	/** From now on the rates are counted there, too. */
	countIn(store: RateStore): void {
		this.store = store;
	}

	/** Waits until the work of those before is done. @throws {RobotBusyError} at the deadline. */
	async turn<Result>(deadline: number, work: () => Promise<Result>): Promise<Result> {
		return await this.used(async () => await this.pass(this.turns, deadline, work));
	}

	/**
	 * Waits until a request may go, by the robot that may first.
	 *
	 * @param request is given the index of its robot.
	 * @throws {RobotBusyError} at the deadline, or at once when it is bound to be missed.
	 */
	async slot<Result>(
		deadline: number,
		request: (robot: number) => Promise<Result>,
		choice: Choice = {},
	): Promise<Result> {
		const send = async () => await request(await this.departing(deadline, choice));
		return await this.used(async () => await this.pass(this.requests, deadline, send));
	}

	/** How many requests may go until then, if no other has its turn before: not more than `most` are counted. */
	async roomUntil(deadline: number, most: number): Promise<number> {
		const { limits } = this;
		const candidates = this.candidates();
		const wait = deadline - this.clock.now();
		const room = (rates: Rate[], now: number) =>
			roomUntil(rates, candidates, limits, { now, until: now + wait, most });
		const own = room(this.rates, this.clock.now());
		const all = await this.inStore((rates, now) => ({ result: room(rates, now) }));
		return Math.min(own, all ?? own);
	}

	/** Lets no request go by this robot before then: the platform said so. */
	hold(until: number, robot = 0): void {
		const held = this.robots[robot];
		held.rate = withHold(held.rate, until);
		const wait = until - this.clock.now();
		void this.inStore((rates, now) => ({
			result: undefined,
			rates: rates.with(robot, withHold(rates[robot], now + wait)),
		}));
	}

	/** Leaves this robot out for a while, where there are others: its platform takes nothing from it. */
	dismiss(robot: number, failure: RobotFailure): void {
		this.robots[robot].refusal = { failure, until: this.clock.now() + REFUSED_FOR };
	}

	/** Of a robot whose platform has taken something from it. */
	takeBack(robot: number): void {
		this.robots[robot].refusal = undefined;
	}

	/** Those that are left out, by their index. */
	get refusals(): Array<{ robot: number; failure: RobotFailure }> {
		const now = this.clock.now();
		// Not for longer either where the clock was set back.
		const isLeftOut = (until: number) => until > now && until <= now + REFUSED_FOR;
		return this.robots.flatMap(({ refusal }, robot) =>
			refusal && isLeftOut(refusal.until) ? [{ robot, failure: refusal.failure }] : [],
		);
	}

	/** How many robots there are. */
	get size(): number {
		return this.robots.length;
	}

	/** Until when all of them are held; ms since 1970. */
	get freeAt(): number {
		return Math.min(...this.robots.map(({ rate }) => rate.heldUntil));
	}

	/** Whether nothing of its past matters any more. */
	get isForgettable(): boolean {
		const now = this.clock.now();
		return (
			this.users === 0 &&
			now - this.usedAt > longestOf(this.limits) &&
			this.robots.every(({ rate }) => isOver(rate, this.limits, now))
		);
	}

	/** When a new request would certainly have its turn; ms since 1970. */
	get nextChance(): number {
		const ahead = this.turns.size + this.turns.pending;
		const waits = this.limits.map(({ count, interval, isOfGroup }) => {
			const together = isOfGroup ? count : count * this.robots.length;
			return Math.max(1, Math.ceil(ahead / together)) * interval;
		});
		return Math.max(this.freeAt, this.clock.now() + Math.max(...waits));
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

	/** The robot whose request leaves now. */
	private async departing(deadline: number, choice: Choice): Promise<number> {
		for (;;) {
			const { robot, wait } = await this.depart(this.candidates(choice));
			const now = this.clock.now();
			if (wait <= 0) return robot;
			if (now + wait > deadline) throw new RobotBusyError(now + wait);
			await this.clock.sleep(wait, new AbortController().signal);
		}
	}

	/** Notes that a request leaves; or tells how many ms it has to wait, when nothing is noted. */
	private async depart(candidates: number[]): Promise<{ robot: number; wait: number }> {
		const { limits } = this;
		const now = this.clock.now();
		const waits = nextDepartures(this.rates, limits, now).map((at) => at - now);
		const leave = (rates: Rate[], at: number) => {
			const next = nextDepartures(rates, limits, at);
			const [first] = candidates
				.map((robot) => ({
					robot,
					// What was sent before anything was counted in the store counts, too.
					wait: Math.max(next[robot] - at, waits[robot]),
					counted: countedOf(rates[robot], limits, at),
					lastAt: rates[robot].departures.at(-1) ?? 0,
				}))
				// Of those that may at once, the one that has sent least, and has rested longest.
				.toSorted(
					(one, other) =>
						one.wait - other.wait || one.counted - other.counted || one.lastAt - other.lastAt,
				);
			const { robot, wait } = first;
			if (wait > 0) return { result: { robot, wait } };
			const left = afterDeparture(rates[robot], limits, at);
			return { result: { robot, wait }, rates: rates.with(robot, left) };
		};
		const own = leave(this.rates, now).result;
		// It need not be asked while this process has sent too much by itself.
		const isAsked = this.usableStore && own.wait <= 0;
		const chosen = isAsked ? ((await this.inStore(leave)) ?? own) : own;
		if (chosen.wait <= 0) {
			const robot = this.robots[chosen.robot];
			robot.rate = afterDeparture(robot.rate, limits, this.clock.now());
		}
		return chosen;
	}

	/** Those of which one may be taken: where all were refused, each is as good as the others. */
	private candidates({ only, except }: Choice = {}): number[] {
		if (only !== undefined) return [only];
		const all = [...this.robots.keys()].filter((robot) => !except?.has(robot));
		const refused = new Set(this.refusals.map(({ robot }) => robot));
		const living = all.filter((robot) => !refused.has(robot));
		return living.length > 0 ? living : all;
	}

	private get rates(): Rate[] {
		return this.robots.map(({ rate }) => rate);
	}

	private get usableStore(): RateStore | undefined {
		return this.clock.now() < this.storeRestsUntil ? undefined : this.store;
	}

	/** Undefined where there is no store, or it does not answer. */
	private async inStore<Result>(use: UseOfRates<Result>): Promise<Result | undefined> {
		const { usableStore: store, clock } = this;
		if (!store) return undefined;
		const answered = new AbortController();
		const silence = clock.sleep(LONGEST_WAIT_FOR_STORE, answered.signal).then(() => {
			if (!answered.signal.aborted) throw new Error('The store did not answer in time');
			return undefined;
		});
		try {
			const digests = this.robots.map(({ digest }) => digest);
			return await Promise.race([store.withRates(digests, use), silence]);
		} catch {
			this.storeRestsUntil = clock.now() + STORE_RESTS_FOR;
			return undefined;
		} finally {
			answered.abort();
		}
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
