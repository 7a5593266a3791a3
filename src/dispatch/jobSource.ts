/** One thing that is due and has to reach the workflow, leased to whoever claimed it. */
export interface Job {
	/** What the execution has to show; `json` is what the item carries. */
	token: string;
	json: Record<string, unknown>;
	/** Only items of one group share an execution. */
	group: string;
	/** True when those of its group belong together, however few they are. */
	isTogether?: boolean;
}

/**
 * How the execution that an item was in has ended. `untouched`: before it was
 * this item's turn. `notStarted`: n8n rejected it; whether it had begun, the gate tells.
 */
export type Settlement =
	| { result: 'sent' | 'untouched' }
	| { result: 'failed' | 'notStarted'; reason: string };

/** Why a job failed whose execution ended well, but without it. */
export const NOT_PASSED = 'The execution ended before this item passed the node.';

export type JobOutcome = { token: string } & Settlement;

/** What a clock finds when it looks. */
export interface Poll {
	/** What was due, leased, the oldest first. */
	jobs: Job[];
	/** When something is due next, in ms since 1970. */
	nextDueAt: number | undefined;
}

/** Something that falls due and is handed to executions: the inbox's events, the escalations' reminders. */
export interface JobSource {
	/**
	 * Leases what is due.
	 *
	 * @param awakeSince since when the clock has looked without a break, in ms since 1970.
	 */
	poll(limit: number, awakeSince?: number): Promise<Poll>;
	/** Extends the leases of what is still on its way. */
	renew(tokens: string[]): Promise<void>;
	settle(outcomes: JobOutcome[]): Promise<void>;
	/** Forgets what is long over. */
	tidy(): Promise<void>;
	/** Takes back what a process that is gone had leased. */
	recover(): Promise<void>;
}
