import type { Escalation, EscalationState, Push, TimelineEntry } from '../escalation/escalation';

/** An event that was answered with 200 and still has to reach its workflow. All times in ms since 1970. */
export interface InboxEntry {
	/** Ascending in the order of acceptance. */
	sequence: number;
	scope: string;
	event: Record<string, unknown>;
	receivedAt: number;
	/** When the clock has to look at it: at once, or when the lease of its claim ends. */
	dueAt: number;
	claimToken: string | null;
	claimOwner: string | null;
	failures: number;
}

/** What is given has to match. Times in ms since 1970, `openedBefore` not included. */
export interface EscalationFilter {
	conversationKey?: string;
	workflowId?: string;
	states?: readonly EscalationState[];
	openedFrom?: number;
	openedBefore?: number;
}

/** Where something falls due. */
export type DueTable = 'inbox' | 'escalations';

/** What happens in one transaction: all of it, durably, or nothing. Callers await nothing else inside. */
export interface Transaction {
	/** Notes that a delivery was seen. False when it was seen before. */
	recordDelivery(scope: string, id: string, at: number): boolean;

	/** Due at once. `answers`: the key of the conversation that the event answers, if any. */
	addToInbox(scope: string, event: Record<string, unknown>, now: number, answers?: string): void;
	dueInbox(scope: string, now: number, limit: number): InboxEntry[];
	inboxByClaim(token: string): InboxEntry[];
	saveInbox(entry: InboxEntry, now: number): void;
	removeFromInbox(sequence: number): void;

	/** Inserts or replaces. A second open escalation of one scope and key is an error. */
	saveEscalation(escalation: Escalation, now: number): void;
	/*
	 * What these give was planned by a clock that said no more than now, see
	 * `setBack`: where it was ahead since, the plan is moved.
	 */

	/** Those of this conversation that have not ended, in one scope or (undefined) in all. */
	openEscalations(conversationKey: string, now: number, scope?: string): Escalation[];
	/** Whatever became of it. */
	escalation(id: string): Escalation | undefined;
	escalationByClaim(token: string, now: number): Escalation | undefined;
	/** Without those that are answered by an event which came in a moment ago and still waits in the inbox. */
	dueEscalations(scope: string, now: number, limit: number): Escalation[];
	/** Those whose plan had to be moved: to be saved, so that they are found when they are due. */
	movedEscalations(scope: string, now: number, limit: number): Escalation[];

	/** The one that opened last, but not later than now, whatever became of it. */
	latestEscalation(scope: string, conversationKey: string, now: number): Escalation | undefined;
	/** Those that match, the latest first. */
	findEscalations(filter: EscalationFilter, limit: number, offset: number): Escalation[];
	/** Those that wait still and were due before `time`, in any scope. */
	overdueEscalations(time: number, limit: number): Escalation[];
	savePush(push: Push): void;
	/** Settles a push whose escalation has ended meanwhile, unless it was settled before. */
	settlePush(token: string, state: Push['state'], now: number): void;
	addToTimeline(escalationId: string, entry: TimelineEntry): void;
	timeline(escalationId: string): TimelineEntry[];

	/** Keeps the latest; `undefined` scope means everywhere. */
	recordReply(
		conversationKey: string,
		scope: string | undefined,
		repliedAt: number,
		now: number,
	): void;
	/** When the conversation was last answered. A time that is still to come, after the clock was set back, says nothing. */
	lastReply(conversationKey: string, scope: string, now: number): number | undefined;

	/** What is kept under a name: what all who share the store have to agree on. */
	setting(name: string): string | undefined;
	saveSetting(name: string, value: string): void;
	/** Keeps `value` where nothing was kept before. Gives what is kept. */
	makeSetting(name: string, value: string): string;

	/** The earliest time at which anything of this scope is due. */
	nextDueAt(table: DueTable, scope: string, now: number): number | undefined;
	/** Gives the claimed entries that `keepOwner` did not make back to the clock, due at `now`. */
	releaseClaims(table: DueTable, scope: string, keepOwner: string, now: number): void;
	/** Postpones the end of the leases of these claims. */
	renewClaims(table: DueTable, tokens: string[], until: number, now: number): void;
	/** Where the clock was set back since an event was planned: what was to be due in so many milliseconds still is. */
	replanInbox(scope: string, now: number): void;
	/** Forgets escalations whose time is over, and what was delivered or answered before `time`. */
	forget(now: number, time: number): void;
}

/** Where escalations and unprocessed events live. */
export interface Store {
	/**
	 * Runs `work` atomically and resolves when it is durable. Transactions of
	 * one store never interleave. When `work` throws, nothing of it stays.
	 */
	transaction<Result>(work: (transaction: Transaction) => Result): Promise<Result>;
	/** Waits for what was asked before. Closing twice is closing once. */
	close(): Promise<void>;
}

/** The store cannot be used, with words for the person who runs n8n. */
export class StoreError extends Error {
	constructor(
		message: string,
		/** What to do about it. */
		readonly hint: string,
		options?: ErrorOptions,
	) {
		super(message, options);
		this.name = 'StoreError';
	}
}
