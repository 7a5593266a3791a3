import type { Escalation, Push } from '../../src/escalation/escalation.ts';
import type { SqliteStatements } from '../../src/store/sqliteTransaction.ts';
import type { Store, Transaction, Work } from '../../src/store/store.ts';
import type { Clock } from '../../src/time/clock.ts';
import type { Tables, TableRow } from './storeTables.mts';

/** A store that tells after each transaction what its tables say of every escalation that was touched. */
export class TouchingStore implements Store {
	readonly clock: Clock;

	/** Transactions that were asked for and not answered. */
	private pending = 0;

	private readonly store: Store;

	private readonly afterEach: (touched: Tables) => void;

	constructor(store: Store, afterEach: (touched: Tables) => void) {
		this.store = store;
		this.clock = store.clock;
		this.afterEach = afterEach;
	}

	async transaction<Result>(work: Work<Result>, conversations?: string[]): Promise<Result> {
		this.pending += 1;
		try {
			return await this.store.transaction(async (transaction) => {
				const touched = new Set<string>();
				const result = await work(watched(transaction, touched));
				if (touched.size > 0) this.afterEach(rowsOf(transaction, touched));
				return result;
			}, conversations);
		} finally {
			this.pending -= 1;
		}
	}

	/** Resolves when nothing is asked of the store, and nothing more comes of its answers. */
	async idle(): Promise<void> {
		for (let quiet = 0; quiet < 2; quiet += 1) {
			await new Promise((resolve) => setImmediate(resolve));
			if (this.pending > 0) quiet = -1;
		}
	}

	async close(): Promise<void> {
		await this.store.close();
	}
}

function watched(transaction: Transaction, touched: Set<string>): Transaction {
	const watching = Object.create(transaction) as Transaction;
	watching.saveEscalations = async (escalations: Escalation[], now) => {
		for (const { id } of escalations) touched.add(id);
		await transaction.saveEscalations(escalations, now);
	};
	watching.savePushes = async (pushes: Push[]) => {
		for (const { escalationId } of pushes) touched.add(escalationId);
		await transaction.savePushes(pushes);
	};
	return watching;
}

function rowsOf(transaction: Transaction, touched: Set<string>): Tables {
	const { statements } = transaction as unknown as { statements: SqliteStatements };
	const escalation = statements.prepare('SELECT id, data, due_at FROM escalations WHERE id = ?');
	const push = statements.prepare(
		"SELECT escalation_id, number, token, state FROM pushes WHERE escalation_id = ? AND state <> 'failed' ORDER BY number",
	);
	const escalations: TableRow[] = [];
	const pushes: TableRow[] = [];
	for (const id of touched) {
		escalations.push(escalation.get(id) as TableRow);
		pushes.push(...(push.all(id) as TableRow[]));
	}
	return { escalations, pushes };
}
