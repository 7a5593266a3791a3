import type { Clock } from '../../time/clock';
import type { Notification } from '../notification/notification';
import type { RateLimit } from './platform';
import { RateLimiter, type Robot } from './rateLimiter';

/** A message that is in the group. */
export interface Named<Result> {
	result: Result;
	/** How many of the notifications it names: those that come next. */
	count: number;
}

/** What became of a submission. */
export interface Delivered<Result> {
	/** Of the last message that names one of its notifications; undefined when none does. */
	message: Named<Result> | undefined;
	/** Which of its notifications no message names, by index: there was no time for them. */
	leftOut: number[];
}

export interface Submission<Result> {
	/** One, or several that belong together. */
	notifications: Notification[];
	/** Only notifications of one group may share a message: same form, language and mentions. */
	group: string;
	/** ms: the longest it waits once those before it of its execution are dealt with. */
	wait: number;
	/** From this many waiting notifications on they share messages; 0 for never. */
	digestFrom: number;
	/** Whether it goes by itself, whatever waits with it. */
	isAlone: boolean;
	/** Whether its execution has stopped meanwhile: then it is not sent any more. */
	isWithdrawn(): boolean;
	/** Sends these, the oldest first, as far as there is time until the deadline (ms since 1970). */
	deliver(notifications: Notification[], deadline: number): AsyncIterable<Named<Result>>;
	/** Told as soon as all of it is in the group: n8n may end the execution while others wait. */
	onSent(): void;
}

/** It was not sent because its execution had stopped at an earlier one. */
export class WithdrawnError extends Error {}

/** A submission until it is dealt with. */
class Waiting<Result> {
	/** Whether a message has it, or it was given up: no other may take it. */
	isTaken = false;

	private readonly leftOut: number[] = [];

	private message: Named<Result> | undefined;

	private open: number;

	private readonly ended = Promise.withResolvers<Delivered<Result>>();

	constructor(readonly submission: Submission<Result>) {
		this.open = submission.notifications.length;
		// Whoever waits for it hears of it; it may be told before.
		this.ended.promise.catch(() => undefined);
	}

	get outcome(): Promise<Delivered<Result>> {
		return this.ended.promise;
	}

	named(message: Named<Result>): void {
		this.message = message;
		this.close();
	}

	left(index: number): void {
		this.leftOut.push(index);
		this.close();
	}

	fail(error: unknown): void {
		this.ended.reject(error);
	}

	private close(): void {
		this.open -= 1;
		if (this.open > 0) return;
		const { message, leftOut } = this;
		if (leftOut.length === 0) this.submission.onSent();
		this.ended.resolve({ message, leftOut });
	}
}

/** The rate limiter of a group's robots, and the notifications that wait for it, whichever execution they are of. */
export class OutgoingQueue {
	readonly rateLimiter: RateLimiter;

	private readonly waiting = new Set<Waiting<unknown>>();

	constructor(
		limits: RateLimit[],
		private readonly clock: Clock,
		robots?: Robot[],
	) {
		this.rateLimiter = new RateLimiter(limits, clock, robots);
	}

	/**
	 * What becomes of each, in their order. All of them wait from now on, so that
	 * any may share a message; each is waited for when it is asked for.
	 */
	async *submit<Result>(
		submissions: Array<Submission<Result>>,
	): AsyncGenerator<PromiseSettledResult<Delivered<Result>>, void> {
		const mine = submissions.map((submission) => new Waiting(submission));
		for (const one of mine) this.waiting.add(one as Waiting<unknown>);
		try {
			for (const one of mine) {
				const [outcome] = await Promise.allSettled([this.serve(one)]);
				this.waiting.delete(one as Waiting<unknown>);
				yield outcome;
			}
		} finally {
			for (const one of mine) this.waiting.delete(one as Waiting<unknown>);
		}
	}

	private async serve<Result>(one: Waiting<Result>): Promise<Delivered<Result>> {
		if (!one.isTaken) {
			if (one.submission.isWithdrawn()) throw new WithdrawnError();
			const deadline = this.clock.now() + one.submission.wait;
			const turn = this.rateLimiter.turn(deadline, async () => {
				// Another's message may have it by now.
				if (!one.isTaken) await this.deliver(one, deadline);
			});
			turn.catch((error: unknown) => {
				if (one.isTaken) return;
				one.isTaken = true;
				one.fail(error);
			});
		}
		return await one.outcome;
	}

	private async deliver<Result>(first: Waiting<Result>, deadline: number): Promise<void> {
		const batch = this.batchOf(first);
		for (const each of batch) each.isTaken = true;
		const list = batch
			.flatMap((each) =>
				each.submission.notifications.map((notification, index) => ({ each, index, notification })),
			)
			.toSorted((one, other) => (one.notification.at ?? 0) - (other.notification.at ?? 0));
		let named = 0;
		try {
			const notifications = list.map(({ notification }) => notification);
			for await (const message of first.submission.deliver(notifications, deadline)) {
				const next = list.slice(named, named + message.count);
				named += next.length;
				for (const { each } of next) each.named(message);
			}
			for (const { each, index } of list.slice(named)) each.left(index);
		} catch (error) {
			for (const { each } of list.slice(named)) each.fail(error);
		}
	}

	/** Those that share its message. */
	private batchOf<Result>(first: Waiting<Result>): Array<Waiting<Result>> {
		const { group, digestFrom, isAlone } = first.submission;
		if (isAlone || digestFrom < 2) return [first];
		const together = [...this.waiting].filter(
			({ isTaken, submission }) =>
				submission.group === group && !submission.isAlone && !isTaken && !submission.isWithdrawn(),
		);
		const count = together.reduce(
			(sum, { submission }) => sum + submission.notifications.length,
			0,
		);
		return count >= digestFrom ? (together as Array<Waiting<Result>>) : [first];
	}
}
