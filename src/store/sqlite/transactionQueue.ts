/** How the queue talks to the one connection that it serialises. */
export interface Connection {
	begin(): void;
	commit(): void;
	/** Resolves when everything that was committed so far is durable. */
	flush(): Promise<void>;
	/** Undoes what is not committed; does nothing when there is nothing to undo. Never throws. */
	rollback(): void;
	/**
	 * Runs `work` so that only its own changes are undone when it throws.
	 *
	 * @throws {TransactionLost} when the whole transaction was undone with it.
	 */
	nested<Result>(work: () => Promise<Result>): Promise<Result>;
}

/** The database has undone the whole transaction, as it does when the disk is full. */
export class TransactionLost extends Error {
	constructor(readonly reason: unknown) {
		super('The transaction was undone by the database');
		this.name = 'TransactionLost';
	}
}

/** After callers have shared a commit, so many of the next wait for more of them. */
const GATHERINGS = 10;

interface Waiting {
	/** Does the work, in a savepoint of its own unless it is alone; the returned function tells the caller, once it is durable. */
	run(isAlone: boolean): Promise<() => void>;
	reject(error: unknown): void;
}

/**
 * Gathers what many callers want while the disk is busy with what came before
 * into one commit, so that a disk which needs milliseconds for each still takes
 * thousands of events in a second. The event loop, which is n8n's too, never
 * waits for it.
 *
 * Where many callers come close together, a commit waits for a few more of
 * them, as with Postgres's `commit_delay`: that saves more time than it takes.
 */
export class TransactionQueue {
	private waiting: Waiting[] = [];

	private draining: Promise<void> | undefined;

	/** Why the disk did not take what was committed: what it holds since then is not known. */
	private failure: { error: unknown } | undefined;

	/** How many commits will wait for more callers. */
	private gatherings = 0;

	/** @param wait how long a commit waits for more callers, where many come. */
	constructor(
		private readonly connection: Connection,
		private readonly wait?: () => Promise<void>,
	) {}

	async add<Result>(work: () => Promise<Result>): Promise<Result> {
		return await new Promise<Result>((resolve, reject) => {
			this.waiting.push({
				run: async (isAlone) => {
					const result = isAlone ? await work() : await this.connection.nested(work);
					return () => resolve(result);
				},
				reject,
			});
			this.draining ??= this.drain();
		});
	}

	/** Resolves when everything that was added has been committed or refused. */
	async settled(): Promise<void> {
		await this.draining;
	}

	private async drain(): Promise<void> {
		do {
			await this.gather();
			const batch = this.waiting;
			this.waiting = [];
			this.gatherings = batch.length > 1 ? GATHERINGS : Math.max(0, this.gatherings - 1);
			await this.commit(batch);
		} while (this.waiting.length > 0);
		this.draining = undefined;
	}

	private async gather(): Promise<void> {
		if (this.gatherings > 0) await this.wait?.();
		await new Promise((resolve) => setImmediate(resolve));
	}

	private async commit(batch: Waiting[]): Promise<void> {
		const answers: Array<() => void> = [];
		const isAlone = batch.length === 1;
		try {
			if (this.failure) throw this.failure.error;
			this.connection.begin();
			for (const { run, reject } of batch) {
				try {
					answers.push(await run(isAlone));
				} catch (error) {
					if (isAlone) throw error;
					if (error instanceof TransactionLost) throw error.reason;
					answers.push(() => reject(error));
				}
			}
			this.connection.commit();
		} catch (error) {
			this.connection.rollback();
			for (const { reject } of batch) reject(error);
			return;
		}
		try {
			await this.connection.flush();
		} catch (error) {
			this.failure = { error };
			for (const { reject } of batch) reject(error);
			return;
		}
		for (const answer of answers) answer();
	}
}
