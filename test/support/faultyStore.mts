import { openSqliteStore } from '../../src/store/sqlite.ts';
import type { Store, Transaction } from '../../src/store/store.ts';

/**
 * `before`: nothing of it happened. `after`: all of it happened, and the
 * caller was told that it had failed, as when a connection breaks at the commit.
 */
export type Fault = 'before' | 'after';

/** A store in memory whose next transactions fail as the test says. */
export class FaultyStore implements Store {
	private readonly store = openSqliteStore(':memory:');

	private readonly faults: Fault[] = [];

	private readonly afterEach: (transaction: Transaction) => void;

	/** @param afterEach looks at what a transaction leaves, within it. */
	constructor(afterEach: (transaction: Transaction) => void) {
		this.afterEach = afterEach;
	}

	failNext(fault: Fault): void {
		this.faults.push(fault);
	}

	heal(): void {
		this.faults.length = 0;
	}

	async transaction<Result>(work: (transaction: Transaction) => Result): Promise<Result> {
		const fault = this.faults.shift();
		if (fault === 'before') throw new Error('The disk was gone before the commit');
		const result = await this.store.transaction((transaction) => {
			const answer = work(transaction);
			this.afterEach(transaction);
			return answer;
		});
		if (fault === 'after') throw new Error('The disk was gone after the commit');
		return result;
	}

	async close(): Promise<void> {
		await this.store.close();
	}
}
