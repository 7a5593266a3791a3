import { sleep } from 'n8n-workflow';

/** How the queue talks to the one connection that it serialises. */
export interface Connection {
	begin(): void;
	commit(): void;
	/** Undoes what is not committed; does nothing when there is nothing to undo. */
	rollback(): void;
	/** Runs `work` so that only its own changes are undone when it throws. */
	nested<Result>(work: () => Result): Result;
}

/** Milliseconds. Where several want to commit at once, a few more will in a moment: they share the wait for the disk. */
const GATHER_FOR = 10;

interface Waiting {
	/** Does the work; the returned function tells the caller, once it is durable. */
	run(): () => void;
	reject(error: unknown): void;
}

/**
 * Gathers what many callers want in the same turn of the event loop into one
 * commit, so that a disk which needs milliseconds for each still takes
 * thousands of events in a second.
 */
export class TransactionQueue {
	private waiting: Waiting[] = [];

	private draining: Promise<void> | undefined;

	constructor(private readonly connection: Connection) {}

	async add<Result>(work: () => Result): Promise<Result> {
		return await new Promise<Result>((resolve, reject) => {
			this.waiting.push({
				run: () => {
					const result = this.connection.nested(work);
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
		await sleep(0);
		do {
			const batch = this.waiting;
			this.waiting = [];
			this.commit(batch);
			await sleep(batch.length > 1 ? GATHER_FOR : 0);
		} while (this.waiting.length > 0);
		this.draining = undefined;
	}

	private commit(batch: Waiting[]): void {
		const answers: Array<() => void> = [];
		try {
			this.connection.begin();
			for (const { run, reject } of batch) {
				try {
					answers.push(run());
				} catch (error) {
					answers.push(() => reject(error));
				}
			}
			this.connection.commit();
		} catch (error) {
			this.connection.rollback();
			for (const { reject } of batch) reject(error);
			return;
		}
		for (const answer of answers) answer();
	}
}
