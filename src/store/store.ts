import type { Escalation, EscalationState, Push, TimelineEntry } from '../escalation/escalation';
import type { Clock } from '../time/clock';

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
	/** Only those that come after this one: what opened or was forgotten meanwhile moves no other. */
	after?: Pick<Escalation, 'id' | 'openedAt'>;
}

/** What a node knows of one conversation. */
export interface Conversation {
	/** The one that has not ended. */
	open?: Escalation;
	/** That one, or else the one that opened last, see `latestEscalation`. */
	latest?: Escalation;
	/** See `lastReply`. */
	repliedAt?: number;
}

/** Where something falls due. */
export type DueTable = 'inbox' | 'escalations';

/**
 * What happens in one transaction: all of it, durably, or nothing. Callers
 * await nothing else inside. Those that take lists do for all of it in one go
 * what they say of one; no escalation, push or event stands twice in a list.
 */
export interface Transaction {
	/**
	 * The time by the store's clock when the transaction began: when it has its
	 * conversations for itself, so that whoever comes later has a later time.
	 */
	readonly now: number;

	/** Notes that a delivery was seen. False when it was seen before. */
	recordDelivery(scope: string, id: string, at: number): Promise<boolean>;

	/** Notes that deliveries were seen. Gives those that were not seen before. */
	recordDeliveries(scope: string, ids: string[], at: number): Promise<Set<string>>;

	/** Due at once. `answers`: the key of the conversation that the event answers, if any. */
	addToInbox(
		scope: string,
		event: Record<string, unknown>,
		now: number,
		answers?: string,
	): Promise<void>;
	/**
	 * For this transaction alone: what another has taken at the same time is
	 * left out. Fewer where they are large, see `MOST_TAKEN`.
	 */
	dueInbox(scope: string, now: number, limit: number): Promise<InboxEntry[]>;
	inboxByClaims(tokens: string[]): Promise<InboxEntry[]>;
	saveInbox(entries: InboxEntry[], now: number): Promise<void>;
	removeFromInbox(sequences: number[]): Promise<void>;

	/**
	 * Inserts or replaces. A second open escalation of one scope and key is an error.
	 *
	 * @param timelines what happened, by the escalation's id, in order: added to what happened before.
	 */
	saveEscalations(
		escalations: Escalation[],
		now: number,
		timelines?: Map<string, TimelineEntry[]>,
	): Promise<void>;
	/*
	 * What these give was planned by a clock that said no more than now, see
	 * `setBack`: where it was ahead since, the plan is moved. No other
	 * transaction changes it before this one has ended.
	 */

	/** What a node knows of conversations; every key that was asked for has an entry. */
	conversations(
		scope: string,
		conversationKeys: string[],
		now: number,
	): Promise<Map<string, Conversation>>;
	/** Those of this conversation that have not ended, in one scope or (undefined) in all. */
	openEscalations(conversationKey: string, now: number, scope?: string): Promise<Escalation[]>;
	/** Those whose claims these are, in any order. */
	escalationsByClaims(tokens: string[], now: number): Promise<Escalation[]>;
	/**
	 * Without those that are answered by an event which came in a moment ago and
	 * still waits in the inbox, and without what another transaction has at work.
	 */
	dueEscalations(scope: string, now: number, limit: number): Promise<Escalation[]>;
	/** Which of these conversations are answered by such an event. */
	answersWaiting(conversationKeys: string[], now: number): Promise<Set<string>>;
	/** Those whose plan had to be moved: to be saved, so that they are found when they are due. */
	movedEscalations(scope: string, now: number, limit: number): Promise<Escalation[]>;
	/** Those that were due before `time` and still are, in any scope: also what has ended and was not announced. */
	overdueEscalations(time: number, limit: number): Promise<Escalation[]>;

	/** Whatever became of it. To be looked at only. */
	escalation(id: string): Promise<Escalation | undefined>;
	/** The one that opened last, but not later than now, whatever became of it. To be looked at only. */
	latestEscalation(
		scope: string,
		conversationKey: string,
		now: number,
	): Promise<Escalation | undefined>;
	/** Those that match, the latest first. To be looked at only. */
	findEscalations(filter: EscalationFilter, limit: number, offset: number): Promise<Escalation[]>;
	/** Those that have not ended, the longest open first. To be looked at only. */
	waitingEscalations(limit: number, workflowId?: string): Promise<Escalation[]>;
	/** Those that ended last, of the latest ten thousand of all workflows. To be looked at only. */
	endedEscalations(limit: number, workflowId?: string): Promise<Escalation[]>;
	/** Inserts or replaces, by the escalation and the number. */
	savePushes(pushes: Push[]): Promise<void>;
	removePushes(pushes: Array<Pick<Push, 'escalationId' | 'number'>>): Promise<void>;
	/** Those that left with these claims, where the escalation has ended since. */
	removePushesOf(tokens: string[]): Promise<void>;
	/** By the escalation's id; every id that was asked for has a list. */
	timelines(escalationIds: string[]): Promise<Map<string, TimelineEntry[]>>;

	/** Keeps the latest; `undefined` scope means everywhere. */
	recordReply(
		conversationKey: string,
		scope: string | undefined,
		repliedAt: number,
		now: number,
	): Promise<void>;
	/** The same for many of one scope. */
	recordReplies(scope: string, repliedAt: Map<string, number>, now: number): Promise<void>;
	/** When the conversation was last answered. A time that is still to come, after the clock was set back, says nothing. */
	lastReply(conversationKey: string, scope: string, now: number): Promise<number | undefined>;

	/** Milliseconds from the opening to the reply, of what was replied to since `time`; of the latest ten thousand. */
	replyTimes(time: number, workflowId?: string): Promise<number[]>;
	/** How many pushes left since `time`, by the time at which the hour of UTC began. */
	pushesByHour(time: number, workflowId?: string): Promise<Map<number, number>>;

	/** What is kept under a name: what all who share the store have to agree on. */
	setting(name: string): Promise<string | undefined>;
	saveSetting(name: string, value: string): Promise<void>;
	/** Keeps `value` where nothing was kept before. Gives what is kept. */
	makeSetting(name: string, value: string): Promise<string>;

	/** The earliest time at which anything of this scope is due. */
	nextDueAt(table: DueTable, scope: string, now: number): Promise<number | undefined>;
	/**
	 * Gives the claimed entries that `keepOwner` did not make back to the clock,
	 * due at `now`, where the store knows that their owner is gone. Where it does
	 * not know, their leases end by themselves.
	 *
	 * @param latest when the leases end at the latest: what is due later is no lease, and is left alone.
	 */
	releaseClaims(
		table: DueTable,
		scope: string,
		keepOwner: string,
		now: number,
		latest: number,
	): Promise<void>;
	/** Postpones the end of the leases of these claims. */
	renewClaims(table: DueTable, tokens: string[], until: number, now: number): Promise<void>;
	/** Where the clock was set back since an event was planned: what was to be due in so many milliseconds still is. */
	replanInbox(scope: string, now: number): Promise<void>;
	/** Forgets events that were due before `time` and that nobody has taken since: their workflow or node was deleted. */
	forgetInbox(time: number): Promise<void>;
	/** Forgets escalations whose time is over, and what was delivered or answered before `time`. */
	forget(now: number, time: number): Promise<void>;
}

/** What a transaction does. It may be asked to do it again from the beginning, when nothing of the first time stays. */
export type Work<Result> = (transaction: Transaction) => Promise<Result>;

/** Hints between processes. Where one is lost, a clock finds out when it looks by itself. */
export interface OtherProcesses {
	/** Tells them that something may be due in this scope. Never fails. */
	wake(scope: string): void;
	/** Calls `listener` with every scope that another process names. */
	onWake(listener: (scope: string) => void): void;
}

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
	 */
	transaction<Result>(work: Work<Result>, conversations?: string[]): Promise<Result>;
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

/** What was given is at fault, not the store: to deliver it again would not help. */
export function notKept(store: string, error: unknown): StoreError {
	const { message } = error as Error;
	return new StoreError(
		`This does not fit into ${store.replace(/^The/, 'the')}: ${message}`,
		'Look for what is unusual in the event: a text of many megabytes, or a conversation key with broken characters.',
		{ cause: error },
	);
}
