import { openSqliteStore } from '../../../src/store/sqlite/store.ts';
import type { Store } from '../../../src/store/store.ts';
import type { Clock } from '../../../src/time/clock.ts';
import { emptyTables } from './storeTables.mts';

/** A clock that is another's for as long as a test has the store. */
class BorrowedClock implements Clock {
	lender!: Clock;

	now(): number {
		return this.lender.now();
	}

	async sleep(milliseconds: number, signal: AbortSignal): Promise<void> {
		await this.lender.sleep(milliseconds, signal);
	}
}

const free: Array<{ store: Store; clock: BorrowedClock }> = [];

/**
 * An empty store in memory. One that was closed is emptied and used again:
 * making the tables and preparing the statements takes longer than most
 * histories do.
 */
export function inMemory(lender: Clock): Store {
	const borrowed = free.pop() ?? fresh();
	const { store, clock } = borrowed;
	clock.lender = lender;
	return {
		clock,
		transaction: async (work, conversations) => await store.transaction(work, conversations),
		async close() {
			await store.transaction(emptyTables);
			free.push(borrowed);
		},
	};
}

function fresh() {
	const clock = new BorrowedClock();
	return { clock, store: openSqliteStore(':memory:', clock) };
}
