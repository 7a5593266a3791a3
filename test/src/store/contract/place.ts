import type { Store } from '../../../../src/store/store';
import type { Transaction } from '../../../../src/store/transaction';

/** A place where a store may be opened: empty before each test. */
export interface StorePlace {
	/** Opens what is there. */
	open(): Promise<Store>;
	/** Removes what is there. No store is open. */
	clear(): Promise<void>;
	/** What the table of deliveries has as ids. */
	deliveries(store: Store): Promise<string[]>;
}

/** The store under test, opened before and closed after each test. */
export class OpenStore {
	store!: Store;

	constructor(private readonly place: StorePlace) {
		beforeEach(async () => {
			await place.clear();
			this.store = await place.open();
		});
		afterEach(async () => await this.store.close());
	}

	async reopen(): Promise<void> {
		await this.store.close();
		this.store = await this.place.open();
	}

	async run<Result>(work: (transaction: Transaction) => Promise<Result>): Promise<Result> {
		return await this.store.transaction(work);
	}
}
