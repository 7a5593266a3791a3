import type { Store, Warn } from '../../../../src/store/store';
import type { Transaction } from '../../../../src/store/transaction';
import type { Clock } from '../../../../src/time/clock';
import { T0 } from '../../../support/model/escalations.mts';
import { FakeClock } from '../../../support/time/fakeClock.mts';

/** A place where a store may be opened: empty before each test. */
export interface StorePlace {
	/** Opens what is there. @param warn what whoever runs n8n is told. */
	open(clock: Clock, warn: Warn): Promise<Store>;
	/** Puts something that is no JSON where JSON belongs, past the store. */
	damage(store: Store, table: string, column: string, id: string): Promise<void>;
	/** Removes what is there. No store is open. */
	clear(): Promise<void>;
	/** What the tables of deliveries and of alerts have as ids. */
	digests(store: Store): Promise<string[]>;
}

/** The store under test, opened before and closed after each test. */
export class OpenStore {
	store!: Store;

	/** Stands still. */
	clock!: FakeClock;

	warnings: string[] = [];

	constructor(private readonly place: StorePlace) {
		beforeEach(async () => {
			await place.clear();
			this.clock = new FakeClock(T0);
			this.warnings = [];
			this.store = await this.opened();
		});
		afterEach(async () => await this.store.close());
	}

	async reopen(): Promise<void> {
		await this.store.close();
		this.store = await this.opened();
	}

	async damage(table: string, column: string, id: string): Promise<void> {
		await this.place.damage(this.store, table, column, id);
	}

	private async opened(): Promise<Store> {
		return await this.place.open(this.clock, (message) => this.warnings.push(message));
	}

	async run<Result>(work: (transaction: Transaction) => Promise<Result>): Promise<Result> {
		return await this.store.transaction(work);
	}
}
