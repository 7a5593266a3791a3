import type { Clock } from '../../time/clock';
import type { Notification } from '../notification/notification';
import { RateLimiter } from './rateLimiter';
import type { RateLimit } from './platform';

/** What became of the notifications that were sent as one. */
export interface Delivered<Result> {
	result: Result;
	/** How many notifications the message stands for. */
	count: number;
}

export interface Submission<Result> {
	notification: Notification;
	/** Only notifications of one group may share a message: same form, language and mentions. */
	group: string;
	/** ms since 1970: the longest it waits. */
	deadline: number;
	/** From this many waiting notifications on they go as one; 0 for never. */
	digestFrom: number;
	/** Whether its execution has stopped meanwhile: then it is not sent any more. */
	isWithdrawn(): boolean;
	/** Sends one notification, or a digest of several. */
	deliver(notifications: Notification[]): Promise<Result>;
}

/** It was not sent because its execution had stopped at an earlier one. */
export class WithdrawnError extends Error {}

interface Waiting extends Submission<unknown> {
	delivery?: Promise<Delivered<unknown>>;
}

/** One robot's rate limiter, and the notifications that wait for it, whichever execution they are of. */
export class OutgoingQueue {
	readonly rateLimiter: RateLimiter;

	private waiting: Waiting[] = [];

	constructor(limits: RateLimit[], clock: Clock) {
		this.rateLimiter = new RateLimiter(limits, clock);
	}

	/** The outcome of each, in their order. */
	submit<Result>(submissions: Array<Submission<Result>>): Array<Promise<Delivered<Result>>> {
		const entries: Waiting[] = submissions.map((submission) => ({ ...submission }));
		this.waiting.push(...entries);
		return entries.map((entry) => this.serve(entry) as Promise<Delivered<Result>>);
	}

	private async serve(entry: Waiting): Promise<Delivered<unknown>> {
		try {
			return await this.rateLimiter.turn(entry.deadline, async () => {
				if (!entry.delivery && entry.isWithdrawn()) throw new WithdrawnError();
				entry.delivery ??= this.deliver(entry);
				return await entry.delivery;
			});
		} catch (error) {
			// Its turn came too late, but another's message has it too.
			if (entry.delivery) return await entry.delivery;
			throw error;
		} finally {
			this.waiting = this.waiting.filter((other) => other !== entry);
		}
	}

	private deliver(entry: Waiting): Promise<Delivered<unknown>> {
		const together = this.waiting.filter(
			(other) =>
				other.group === entry.group && other.delivery === undefined && !other.isWithdrawn(),
		);
		const isDigest = entry.digestFrom > 1 && together.length >= entry.digestFrom;
		const batch = isDigest ? together : [entry];
		const delivery = entry
			.deliver(batch.map(({ notification }) => notification))
			.then((result) => ({ result, count: batch.length }));
		for (const one of batch) one.delivery = delivery;
		return delivery;
	}
}
