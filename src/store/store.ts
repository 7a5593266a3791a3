import { ExplainedError } from '../explainedError';
import type { Clock } from '../time/clock';
import type { Transaction } from './transaction';

/** What a transaction does. It may be asked to do it again from the beginning, when nothing of the first time stays. */
export type Work<Result> = (transaction: Transaction) => Promise<Result>;

/** Hints between processes. Where one is lost, a clock finds out when it looks by itself. */
export interface OtherProcesses {
	/** Tells them that something may be due in this scope. Never fails. */
	wake(scope: string): void;
	/** Calls `listener` with every scope that another process names. */
	onWake(listener: (scope: string) => void): void;
}

export type Priority = 'urgent';

/** Tells whoever runs n8n what they should see to, though the store works. */
export type Warn = (message: string) => void;

/** Where escalations and unprocessed events live. */
export interface Store {
	/** The time that it goes by. Where several machines share a store it is not the machine's. */
	readonly clock: Clock;
	/**
	 * Runs `work` atomically and resolves when it is durable. When `work`
	 * rejects, nothing of it stays.
	 *
	 * @param conversations keys by which the work finds conversations, to open,
	 * answer, change or end them. Of the transactions that name the same, one is done
	 * before the next begins; all others may interleave.
	 * @param priority `urgent`: somebody waits for the answer, so that it never queues behind
	 * other work for a connection.
	 */
	transaction<Result>(
		work: Work<Result>,
		conversations?: string[],
		priority?: Priority,
	): Promise<Result>;
	/** Where other processes may use the store at the same time: how they wake one another's clocks. */
	readonly others?: OtherProcesses;
	/** Waits for what was asked before. Closing twice is closing once. */
	close(): Promise<void>;
}

/**
 * The store cannot be used, with words for the person who runs n8n. Where it
 * fails at work, the message begins with "The escalation store ": n8n hands on
 * nothing else by which the trigger knows that the event is to be delivered again.
 */
export class StoreError extends ExplainedError {
	constructor(message: string, advice: string, options?: ErrorOptions) {
		super(message, advice, options);
		this.name = 'StoreError';
	}
}

/** What was given is at fault, not the store: to deliver it again would not help. */
export class NotKeptError extends StoreError {}

export function notKept(store: string, error: unknown): NotKeptError {
	const { message } = error as Error;
	return new NotKeptError(
		`This cannot be stored in ${store.replace(/^The/, 'the')}: ${message}`,
		'Look for something unusual in the event, such as a text of many megabytes or a conversation key with broken characters.',
		{ cause: error },
	);
}
