import type { Clock } from '../../../src/time/clock.ts';
import type { Store, Work } from '../../../src/store/store.ts';
import type { Transaction } from '../../../src/store/transaction.ts';

/**
 * `before`: nothing of it happened. `after`: all of it happened, and the
 * caller was told that it had failed, as when a connection breaks at the commit.
 */
export type Fault = 'before' | 'after';

/** Whether the test asked for it. */
export function isFault(error: unknown): boolean {
	return error instanceof Error && error.message.startsWith('The disk was gone');
}

/** A store whose next transactions fail as the test says. */
export class FaultyStore implements Store {
	readonly clock: Clock;

	private readonly store: Store;

	private readonly faults: Fault[] = [];

	/** Transactions that were asked for and not answered. */
	private pending = 0;

	private readonly afterEach: (transaction: Transaction) => Promise<void>;

	/** @param afterEach looks at what a transaction leaves, within it. */
	constructor(store: Store, afterEach: (transaction: Transaction) => Promise<void>) {
		this.store = store;
		this.clock = store.clock;
		this.afterEach = afterEach;
	}

	failNext(fault: Fault): void {
		this.faults.push(fault);
	}

	heal(): void {
		this.faults.length = 0;
	}

	/** Resolves when nothing is asked of the store, and nothing more comes of its answers. */
	async idle(): Promise<void> {
		for (let quiet = 0; quiet < 3; quiet += 1) {
			await new Promise((resolve) => setImmediate(resolve));
			if (this.pending > 0) quiet = 0;
		}
	}

	async transaction<Result>(work: Work<Result>, conversations?: string[]): Promise<Result> {
		this.pending += 1;
		try {
			return await this.withFault(work, conversations);
		} finally {
			this.pending -= 1;
		}
	}

	private async withFault<Result>(work: Work<Result>, conversations?: string[]): Promise<Result> {
		const fault = this.faults.shift();
		if (fault === 'before') throw new Error('The disk was gone before the commit');
		const result = await this.store.transaction(async (transaction) => {
			const answer = await work(transaction);
			await this.afterEach(transaction);
			return answer;
		}, conversations);
		if (fault === 'after') throw new Error('The disk was gone after the commit');
		return result;
	}

	async close(): Promise<void> {
		await this.store.close();
	}
}
