import type {
	Escalation,
	EscalationState,
	EscalationWithEvent,
	Reminder,
	TimelineEntry,
} from '../escalation/escalation';
import type { Rate } from '../robots/sending/rate';

/** An event that is to be kept until its workflow has it. */
export interface NewEvent {
	/** JSON of an object. */
	event: string;
	/** The conversation that it answers, if any, and the trigger that it came by, as `triggerNamed` has it. */
	repliesTo?: { key: string; cameBy: string };
}

/** Which process has taken an event of the inbox, and how that went. All times in ms since 1970. */
export interface InboxClaim {
	/** Ascending in the order of acceptance. */
	sequence: number;
	receivedAt: number;
	/** When the clock has to look at it: at once, or when the lease of its claim ends. */
	dueAt: number;
	claimToken: string | null;
	claimOwner: string | null;
	failures: number;
}

/** An event that was answered with 200 and still has to reach its workflow. */
export interface InboxEntry extends InboxClaim {
	event: Record<string, unknown>;
	/** What it has in common with others that came with it, besides. */
	common?: Record<string, unknown>;
}

/** The same, of whichever trigger. */
export interface FoundEvent extends InboxEntry {
	scope: string;
}

/** What waits in an inbox. */
export interface InboxSize {
	events: number;
	/** Of their JSON. */
	bytes: number;
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
	/** That one, or else the one that opened last, but not later than now. */
	latest?: Escalation;
	/** See `ReplyTable.last`. */
	repliedAt?: number;
	/** Of that reply's event, see `Said`; undefined where it is not known. */
	replySequence?: number;
	/** Whether somebody has answered in it, which is more than that it is resolved. */
	wasAnswered?: boolean;
}

/** Of a search that goes on from where it stopped: what was found, and where that is; undefined at the end. */
export interface Portion<Found, Position> {
	found: Found[];
	last: Position | undefined;
}

/**
 * What happens in one transaction: all of it, durably, or nothing. Callers
 * await nothing else inside. Those that take lists do for all of it in one go
 * what they say of one; no escalation, reminder or event stands twice in a list.
 */
export interface Transaction {
	/**
	 * The time by the store's clock when the transaction began: when it has its
	 * conversations for itself, so that whoever comes later has a later time.
	 */
	readonly now: number;
	readonly deliveries: DeliveryTable;
	readonly alerts: AlertTable;
	readonly inbox: InboxTable;
	readonly escalations: EscalationTable;
	readonly reminders: ReminderTable;
	readonly replies: ReplyTable;
	readonly settings: SettingTable;
	readonly rates: RateTable;
	readonly sentMessages: SentMessageTable;
	readonly chatMessages: ChatMessageTable;
	readonly lookups: Lookups;
	/**
	 * Moves what was planned by a clock that was ahead, see `setBack`: what was to
	 * be due in so many milliseconds still is. The store does so by itself when it
	 * sees that the clock was set back, before anything else is read.
	 */
	moveBack(): Promise<void>;
	/** Forgets escalations whose time is over, and what was delivered, said of alerts, answered or sent by robots before `time`. */
	forget(now: number, time: number): Promise<void>;
	/** Sees to it that from the commit on what was removed is in no file any more, as far as the store has a say in it. */
	purge(): Promise<void>;
}

/** What sources have sent, by the ids that they gave it: kept as digests, from which nobody can be told. */
export interface DeliveryTable {
	/** Notes that a delivery was seen. False when it was seen before. */
	record(scope: string, id: string, at: number): Promise<boolean>;
	/** Notes that deliveries were seen. Gives those that were not seen before. */
	recordAll(scope: string, ids: string[], at: number): Promise<Set<string>>;
	/** As if they had never been seen. */
	forget(scope: string, ids: string[]): Promise<void>;
}

/** What a source said last of an alert. All times in ms since 1970. */
export interface AlertState {
	/** That it is over; else that it fires. */
	isOver: boolean;
	/** When that was so, by the source's clock. Of what was said later, it is later. */
	saidAt: number;
	/** When it began to fire the last time, by the source's clock; null where it was never heard to. */
	firedAt: number | null;
	/** When it was heard that it is over, or fires again, by the store's clock. */
	heardAt: number;
}

/** What sources said last of alerts, by digests of their conversation keys. */
export interface AlertTable {
	/** By the keys that were asked for; without what is not known. No other transaction changes them before this one has ended. */
	states(scope: string, conversationKeys: string[]): Promise<Map<string, AlertState>>;
	/** Of those that this transaction has asked for. */
	save(scope: string, states: ReadonlyMap<string, AlertState>): Promise<void>;
}

/** Where something falls due, and clocks claim it. */
export interface DueTable {
	/** The earliest time at which anything of this scope is due. */
	nextDueAt(scope: string, now: number): Promise<number | undefined>;
	/**
	 * Gives the claimed entries that `keepOwner` did not make back to the clock,
	 * due at `now`, where the store knows that their owner is gone. Where it does
	 * not know, their leases end by themselves.
	 *
	 * @param latest when the leases end at the latest, where a lease is a time at which something is due.
	 */
	releaseClaims(scope: string, keepOwner: string, now: number, latest: number): Promise<void>;
	/** Postpones the end of the leases of these claims. */
	renewClaims(tokens: string[], until: number, now: number): Promise<void>;
}

/** Events that still have to reach their workflow. */
export interface InboxTable extends DueTable {
	/**
	 * In their order, due at once.
	 *
	 * @param common JSON of what they all have in common besides. Kept once, until the last of them is removed.
	 */
	add(scope: string, events: NewEvent[], now: number, common?: string): Promise<void>;
	/** Known without counting. Where processes share the store, what another one adds at this moment is not in it. */
	size(scope: string): Promise<InboxSize>;
	/**
	 * For this transaction alone: what another has taken at the same time is
	 * left out. Fewer where they are large, see `MOST_TAKEN`.
	 */
	due(scope: string, now: number, limit: number): Promise<InboxEntry[]>;
	byClaims(tokens: string[]): Promise<InboxClaim[]>;
	/** The same with their events. */
	claimedEntries(tokens: string[]): Promise<InboxEntry[]>;
	save(claims: InboxClaim[], now: number): Promise<void>;
	remove(sequences: number[]): Promise<void>;
	/** The next behind `after` in whose JSON the text stands: of so many as take a moment, see `MOST_SEARCHED`. */
	mentioning(text: string, after: number): Promise<Portion<FoundEvent, number>>;
	/**
	 * Which of these conversations are answered by an event which came in a moment
	 * ago by one of these triggers, and still waits.
	 */
	repliesWaiting(
		conversationKeys: string[],
		triggers: readonly string[],
		now: number,
	): Promise<Set<string>>;
	/**
	 * As for all, but in the order of arrival: they are due at the time when they
	 * were received, see `dueAgainAt`.
	 */
	releaseClaims(scope: string, keepOwner: string, now: number, latest: number): Promise<void>;
	/** Forgets events that were due before `time` and that nobody has taken since: their workflow or node was deleted. */
	forget(time: number): Promise<void>;
}

/** What a transition leaves behind of one escalation. */
export interface ChangedEscalation {
	escalation: Escalation;
	/** What it is about from now on: given where it is new, or has a new event. */
	event?: Record<string, unknown> | undefined;
	/** What happened, in order: added to what happened before. */
	timeline?: TimelineEntry[];
}

/**
 * No other transaction changes what these give before this one has ended. A row
 * that cannot be read is ended as `unreadable`, and left out.
 */
export interface EscalationTable extends DueTable {
	/**
	 * Inserts those that are new and writes what has changed of the others, which
	 * this transaction has read. A second open escalation of one scope and key is an error.
	 */
	save(changed: ChangedEscalation[], now: number): Promise<void>;
	/** What a node knows of conversations; every key that was asked for has an entry. */
	conversations(
		scope: string,
		conversationKeys: string[],
		now: number,
	): Promise<Map<string, Conversation>>;
	/** Those of this conversation that have not ended, in one scope or (undefined) in all. */
	open(conversationKey: string, scope?: string): Promise<Escalation[]>;
	/** In any order; without what is not known. */
	byIds(ids: string[]): Promise<Escalation[]>;
	/** With their events, reminders, histories and what is known of messages about them. */
	erase(ids: string[]): Promise<void>;
	/** Those whose claims these are, in any order. */
	byClaims(tokens: string[]): Promise<Escalation[]>;
	/**
	 * The oldest first, fewer where their events are large, see `MOST_TAKEN`.
	 * Without those that are claimed, as long as the lease lasts. Without those that are answered by an event which came in a moment ago by one
	 * of these triggers and still waits in the inbox, and without what another
	 * transaction has at work.
	 */
	due(
		scope: string,
		now: number,
		limit: number,
		triggers?: readonly string[],
	): Promise<Escalation[]>;
	/** Without the same. */
	nextDueAt(scope: string, now: number, triggers?: readonly string[]): Promise<number | undefined>;
	/** Those that have ended after `time`, the next behind `after` by their ids; as they stand, whatever the clock was set to. */
	endedAfter(scope: string, time: number, after: string, limit: number): Promise<Escalation[]>;
	/** Those that were due before `time` and still are, in any scope: also what has ended and was not announced. */
	overdue(time: number, now: number, limit: number): Promise<Escalation[]>;
}

/** What passed the gate, and is on its way no more. */
export interface ReminderTable {
	/** Inserts or replaces, by the escalation and the number. That the former left too is still told by the history. */
	save(reminders: Reminder[]): Promise<void>;
	/** That each left is still told by the history. */
	remove(reminders: Array<Pick<Reminder, 'escalationId' | 'number'>>): Promise<void>;
	/** The same for those that left with these claims, where the escalation has ended since. */
	removeOfEnded(tokens: string[]): Promise<void>;
}

/** When conversations were last answered. */
export interface ReplyTable {
	/**
	 * Keeps the latest, and that somebody has answered once and for all; `undefined`
	 * scope means everywhere.
	 *
	 * @param isAnswer false where it is only said that it is resolved.
	 */
	record(
		conversationKey: string,
		scope: string | undefined,
		repliedAt: number,
		now: number,
		isAnswer?: boolean,
	): Promise<void>;
	/**
	 * The same for many of one scope.
	 *
	 * @param sequences of their events where they are known, see `Said`.
	 * @param answers those that are answers; all where it is not given.
	 */
	recordAll(
		scope: string,
		repliedAt: Map<string, number>,
		now: number,
		sequences?: Map<string, number>,
		answers?: ReadonlySet<string>,
	): Promise<void>;
	/** A time that is still to come, after the clock was set back, says nothing. */
	last(conversationKey: string, scope: string, now: number): Promise<number | undefined>;
	/**
	 * Erases those of nodes that have nothing else of this conversation, and
	 * those that count everywhere where no node has.
	 *
	 * @param workflowId only of the nodes of this one.
	 * @returns how many.
	 */
	eraseLeftOver(conversationKey: string, workflowId?: string): Promise<number>;
}

/** What is kept under a name: what all who share the store have to agree on. */
export interface SettingTable {
	get(name: string): Promise<string | undefined>;
	save(name: string, value: string): Promise<void>;
	/** The values of those whose names begin so, in their order. */
	beginningWith(beginning: string): Promise<Map<string, string>>;
	/** Nothing is kept under this name any more. */
	remove(name: string): Promise<void>;
	/** Adds whole numbers to those that are kept under these names, or to 0; what others add at the same time is not lost. */
	add(amounts: ReadonlyMap<string, number>): Promise<void>;
	/** Keeps `value` where nothing was kept before. Gives what is kept. */
	make(name: string, value: string): Promise<string>;
}

/** What robots have of their rates, for as long as it matters. */
export interface RateTable {
	/** By `robotDigest`; without those of which nothing is known. */
	of(robots: string[]): Promise<Map<string, Rate>>;
	save(rates: ReadonlyMap<string, Rate>, now: number): Promise<void>;
}

/** The first message about a conversation that a robot has sent to a group. */
export interface SentMessage {
	escalationId: string;
	/** As its makers spell it. */
	platform: string;
	/** See `robotDigest`. */
	robot: string;
	/** By what the platform knows it, in a form of the platform's own. */
	messageId: string;
	/** ms since 1970. */
	sentAt: number;
}

/** Where messages about conversations are, so that they can be answered and changed: as long as the conversation is known. */
export interface SentMessageTable {
	/** In place of the one of the same conversation and robot. False, and nothing is kept, where the conversation is not known. */
	save(message: SentMessage): Promise<boolean>;
	/** The one that one of these robots has sent, the latest where several have. */
	first(escalationId: string, robots: string[]): Promise<SentMessage | undefined>;
}

/** What an app has said in a chat about one conversation. */
export interface ChatMessage {
	/** The platform and its id of the app, as the buttons of the app are signed for it. */
	app: string;
	/** The platform's own ids. */
	chat: string;
	message: string;
	escalationId: string;
	/** ms since 1970. */
	sentAt: number;
	/** JSON of what was sent, for as long as the message has buttons; null of any other. */
	body: string | null;
	/** Until when it says that somebody holds reminders, in ms since 1970; 0 where it says nothing of that. */
	shownHold: number;
}

/** A message with buttons that says what is not so any more. */
export interface StaleChatMessage extends ChatMessage {
	/** Whether the chat has a later one with buttons about the same conversation. */
	isOlder: boolean;
}

/** Where people can answer: as long as the conversation is known. */
export interface ChatMessageTable {
	/** In place of what was known of the same message and conversation. False, and nothing is kept, where the conversation is not known. */
	save(message: ChatMessage): Promise<boolean>;
	/** All that a message is about; none of one that nobody noted. */
	of(app: string, chat: string, message: string): Promise<ChatMessage[]>;
	/** Escalations that have not ended and of which the chat was told, the longest open first. */
	openIn(app: string, chat: string, limit: number): Promise<string[]>;
	/**
	 * Those with buttons whose conversation has ended, is held otherwise than they
	 * say, or has a later message with buttons in the same chat; the latest first.
	 *
	 * @param only of these escalations; undefined for all.
	 */
	stale(
		app: string,
		now: number,
		limit: number,
		only?: string[] | undefined,
	): Promise<StaleChatMessage[]>;
}

/** One that has not ended. */
export type WaitingState = Pick<Escalation, 'id' | 'openedAt' | 'state'>;

/** What is to be looked at only: another transaction may change it at any time. */
export interface Lookups {
	/** Whatever became of it. */
	escalation(id: string): Promise<EscalationWithEvent | undefined>;
	/** The conversation keys of these escalations, in any order; without what is not known. */
	keysOf(ids: string[]): Promise<string[]>;
	/** Of these, by the escalation's id, in the order in which they were sent; those without have none. */
	sentMessages(escalationIds: string[]): Promise<Map<string, SentMessage[]>>;
	/** The events of these, by the escalation's id. */
	events(escalationIds: string[]): Promise<Map<string, Record<string, unknown>>>;
	/** Those that match, the latest first. */
	find(filter: EscalationFilter, limit: number, offset: number): Promise<EscalationWithEvent[]>;
	/** Those that have not ended, but what is expected, of which nobody waits; the longest open first. */
	waiting(limit: number, workflowId?: string): Promise<EscalationWithEvent[]>;
	/** In which states those are that have not ended: the next behind `after`, the longest open first. */
	waitingStates(limit: number, after?: WaitingState): Promise<WaitingState[]>;
	/** What waits in all inboxes together. Known without counting. */
	inboxSize(): Promise<InboxSize>;
	/** Those that ended last, of the latest ten thousand of all workflows. */
	ended(limit: number, workflowId?: string): Promise<EscalationWithEvent[]>;
	/**
	 * Those that ended from `from` to before `to`, in this order, the next behind
	 * `after`.
	 */
	endedBetween(
		from: number,
		to: number,
		limit: number,
		after?: Pick<Escalation, 'id' | 'endedAt'>,
	): Promise<EscalationWithEvent[]>;
	/** The next behind `after`, by their ids, in whose event the text stands, see `InboxTable.mentioning`. */
	mentioning(text: string, after: string): Promise<Portion<EscalationWithEvent, string>>;
	/** By the escalation's id; every id that was asked for has a list. */
	timelines(escalationIds: string[]): Promise<Map<string, TimelineEntry[]>>;
	/** How many reminders left since `time`, by the time at which the hour of UTC began. */
	remindersByHour(time: number, workflowId?: string): Promise<Map<number, number>>;
}
