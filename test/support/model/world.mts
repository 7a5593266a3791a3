import type { Job, JobSource, JobOutcome } from '../../../src/dispatch/jobSource.ts';
import { isTargetChange, type ChangeName } from '../../../src/escalation/changeNotice.ts';
import { isChangeToken } from '../../../src/escalation/claimToken.ts';
import { EscalationEngine } from '../../../src/engine/engine.ts';
import type { WantedMute } from '../../../src/engine/mutes.ts';
import type { GatedOutput } from '../../../src/escalation/record.ts';
import type { Escalation } from '../../../src/escalation/escalation.ts';
import { withoutResolution, type Policy } from '../../../src/escalation/policy.ts';
import type { TrackResult } from '../../../src/engine/tracking.ts';
import type { IncomingWord } from '../../../src/escalation/incoming.ts';
import type { ServiceEvent } from '../../../src/events/serviceEvent.ts';
import { Inbox, type Acceptance } from '../../../src/inbox/inbox.ts';
import type { Received } from '../../../src/inbox/received.ts';
import { REPLY_COUNTS_FOR } from '../../../src/store/rows.ts';
import { CLOCK_TOLERANCE } from '../../../src/store/setBackWatch.ts';
import type { Store } from '../../../src/store/store.ts';
import type { Clock } from '../../../src/time/clock.ts';
import { DAY, MINUTE } from '../../../src/time/duration.ts';
import { FakeClock } from '../time/fakeClock.mts';
import { FaultyStore, isFault, type Fault } from '../store/faultyStore.mts';
import { inMemory } from '../store/inMemory.mts';
import { alertArrival, AlertWords, isAlert } from './alertWords.mts';
import { aComing } from './escalations.mts';
import { ConversationWatch } from './conversationWatch.mts';
import { ChatAnswers, CHAT_HOLD, type SaidInChat } from './chatAnswers.mts';
import { LastWords } from './lastWords.mts';
import { Ledger } from './ledger.mts';
import { CAME_BY } from '../store/acceptedEvents.mts';

/** An execution of n8n that was begun and has not ended. */
interface Execution {
	jobSource: JobSource;
	items: Job[];
	/** Only for events: what is in them. */
	events?: IncomingWord[];
	hasRun: boolean;
	/** Only for reminders: whether any item has left our node. */
	hasLeft: boolean;
}

/** How an execution ends, in the words of a test. `failedAt`: at this item, those before it were sent. */
export type Ending =
	| 'sent'
	| 'failed'
	| 'failedAtFirst'
	| 'failedAtLast'
	| 'neverStarted'
	| 'vanished';

/** From Friday evening to Monday morning, twice: a delay may begin in one and end in another. */
const LONGEST_CLOSED = 6 * DAY;
/** Of a retry, or of somebody who snoozes. */
const LONGEST_WAIT = 30 * MINUTE;
const TRIGGER = 'workflow:trigger';
const NODES = ['workflow:node', 'another:node'];

/** What a node expects is to come so often. */
const EXPECTS = { period: 5 * MINUTE, grace: MINUTE };

const ACTIONS: Record<Exclude<ChangeName, 'nobodyOnDuty'>, string> = {
	acknowledged: 'acknowledge',
	snoozed: 'snooze',
	markedReplied: 'markReplied',
	cancelled: 'cancel',
};

/**
 * A source, an n8n with one trigger and two escalation nodes, and a group that
 * listens: everything that may happen to them, one thing at a time.
 */
export class World {
	readonly clock = new FakeClock();

	readonly ledger = new Ledger(this.clock);

	private readonly conversations = new ConversationWatch(this.clock);

	private readonly store: FaultyStore;

	private readonly policy: Policy;

	private process = 0;

	private engine!: EscalationEngine;

	private inbox!: Inbox;

	private inboxJobs!: JobSource;

	private reminderJobs: JobSource[] = [];

	private executions: Execution[] = [];

	/** Events that were answered with 200, by id, and those that a node has taken in. */
	private readonly accepted = new Map<string, IncomingWord>();

	private readonly taken = new Set<string>();

	/** What people did and were told was done, and which of it was told, by escalation and change. */
	private readonly changed = new Set<string>();

	private readonly maybeChanged = new Set<string>();

	private readonly told = new Set<string>();

	private readonly lastWords = new LastWords();

	private readonly alertWords: AlertWords;

	private readonly chatAnswers: ChatAnswers;

	/** Replies that were answered with 200 and whose execution has not ended, by id. */
	private readonly answers = new Map<string, { key: string; at: number }>();

	private comings = 0;

	/** Ids of events by the token that they were handed out with. */
	private readonly handedOut = new Map<string, string>();

	/** Whether other processes share the store. */
	private readonly isShared: boolean;

	constructor(
		policy: Policy,
		{ openStore = inMemory as (clock: Clock) => Store, isShared = false } = {},
	) {
		this.policy = policy;
		this.isShared = isShared;
		this.alertWords = new AlertWords(this.clock);
		this.store = new FaultyStore(openStore(this.clock), this.ledger.observe);
		this.chatAnswers = new ChatAnswers(
			this.store,
			this.clock,
			this.ledger,
			async (work) => await this.attempt(work),
		);
		this.begin();
	}

	/** A source sends a delivery. What it is not told was accepted, it may send again. */
	async post(
		id: string,
		event: {
			conversation: string;
			isReply: boolean;
			isResolution: boolean;
			age: number;
			resolution: number;
		},
	): Promise<void> {
		const saidAt = this.clock.now() - event.age;
		const at = saidAt - (saidAt % event.resolution);
		const arrival: IncomingWord = event.isReply
			? {
					type: 'reply',
					eventId: id,
					conversationKey: event.conversation,
					repliedAt: at,
					actor: null,
					...(event.isResolution ? { isResolution: true } : {}),
				}
			: {
					type: 'message',
					eventId: id,
					conversationKey: event.conversation,
					writtenAt: at,
					event: {},
					policy: this.policy,
					opens: true,
				};
		const effect = event.isReply ? 'ends' : 'opens';
		const delivery = {
			id,
			arrival,
			conversation: { key: event.conversation, effect },
		} as unknown as ServiceEvent;
		const counts = await this.accept(delivery);
		if (counts && !this.accepted.has(id)) this.accepted.set(id, arrival);
	}

	/** A source says that an alert fires, or that it is over, and of the same firing always the same. */
	async tellAlert(alert: string, isOver: boolean): Promise<void> {
		// A source takes longer than that to say two things of one alert.
		this.clock.jump(1);
		const event = this.alertWords.next(alert, isOver, this.policy);
		this.alertWords.told(event, await this.accept(event));
	}

	/** What a node expects has come. It is handed to the node again until that is stored. */
	async come(conversationKey: string): Promise<void> {
		this.comings += 1;
		const coming = aComing({
			eventId: `coming ${this.comings}`,
			conversationKey,
			writtenAt: this.clock.now(),
			policy: {
				...withoutResolution(this.policy),
				firstReminderAfter: 0,
				endWhenSilentFor: null,
				expects: EXPECTS,
			},
		});
		this.ledger.came(conversationKey);
		while (!(await this.attempt(this.engine.track(NODES[0], [coming]))));
	}

	/** What came of it; false where nobody knows. */
	private async accept(event: ServiceEvent): Promise<Acceptance | false> {
		const counts = await this.attempt(this.inbox.accept(TRIGGER, [event], { cameBy: CAME_BY }));
		const { key, effect } = event.conversation!;
		// A duplicate may have left the inbox.
		if (effect === 'ends' && counts && counts.accepted > 0) {
			this.answers.set(event.id, { key, at: this.clock.now() });
		}
		return counts;
	}

	/** Somebody says that it was answered, or that nobody is to hear of it any more. */
	async endAll(conversation: string, action: 'markReplied' | 'cancel'): Promise<void> {
		const change = { action, actor: 'somebody' };
		const changed = await this.attempt(this.engine.change(conversation, change));
		this.noteChange(conversation, action, changed);
		// Also where nobody waits: a word of the source may come late.
		if (action === 'markReplied') {
			this.conversations.markedReplied(conversation, NODES, changed === false);
		}
	}

	/** Somebody is on it, or wants to hear nothing for a while. */
	async hold(
		conversation: string,
		action: 'acknowledge' | 'snooze',
		milliseconds: number,
	): Promise<void> {
		const change = { action, milliseconds, actor: null };
		const held = await this.attempt(this.engine.change(conversation, change));
		this.noteChange(conversation, action, held);
		if (!held) this.ledger.maybeSnoozed(conversation, milliseconds);
		else for (const { id } of held) this.ledger.snoozed(id, milliseconds);
	}

	/** Somebody answers in a chat. */
	async sayInChat(said: SaidInChat): Promise<void> {
		this.noteAnswer(await this.chatAnswers.say(this.engine, said));
	}

	/** A platform delivers again what was said there. */
	async hearAgain(number: number): Promise<void> {
		this.noteAnswer(await this.chatAnswers.hearAgain(this.engine, number));
	}

	private noteAnswer(answer: Awaited<ReturnType<ChatAnswers['say']>>): void {
		if (!answer) return;
		const { said, changed } = answer;
		const { conversation, action } = said;
		this.noteChange(conversation, action, changed);
		if (action === 'markReplied') return;
		if (!changed) this.ledger.maybeSnoozed(conversation, CHAT_HOLD);
		else for (const { id } of changed) this.ledger.snoozed(id, CHAT_HOLD);
	}

	/** Nobody wants to hear of a conversation for a while, whichever escalation it is. */
	async mute(conversation: string, milliseconds: number): Promise<void> {
		const now = this.clock.now();
		const wanted: WantedMute = {
			filter: {
				projects: [],
				agents: [],
				kinds: [],
				conversationKeys: [conversation],
				workflowId: null,
			},
			from: now,
			until: now + milliseconds,
			weekly: null,
			calendar: null,
			by: null,
			reason: null,
		};
		const made = await this.attempt(this.engine.mute(wanted));
		if (made) this.ledger.muted(conversation, now + milliseconds);
	}

	async unmuteAll(): Promise<void> {
		this.ledger.unmuted();
		for (const { mute } of (await this.attempt(this.engine.mutes())) || []) {
			await this.attempt(this.engine.unmute(mute.id));
		}
	}

	/** What was not answered may have been stored all the same. */
	private noteChange(conversation: string, action: string, changed: Escalation[] | false): void {
		// A store that fails after a commit does not say what it has stored.
		if (action === 'markReplied' && (changed === false || changed.length > 0)) {
			this.conversations.markedReplied(conversation, NODES, changed === false);
		}
		if (action === 'cancel') {
			for (const scope of NODES) this.conversations.cancelled(scope, conversation, changed);
		}
		if (changed === false) this.maybeChanged.add(`${conversation} ${action}`);
		for (const { id } of changed || []) this.changed.add(`${id} ${action}`);
	}

	/** The clock of a node looks once: the trigger's, or one of the escalation nodes'. */
	async look(node: number, isSingly: boolean): Promise<void> {
		const jobSource = this.jobSourceOf(node);
		const found = await this.attempt(jobSource.poll(50));
		const items = found ? found.jobs : [];
		const groups = isSingly
			? items.map((item) => [item])
			: [...Map.groupBy(items, ({ group }) => group).values()];
		for (const group of groups) {
			const events =
				jobSource === this.inboxJobs ? group.map(({ json }) => arrivalIn(json)) : undefined;
			for (const { token, json } of group) {
				this.handedOut.set(token, String(json.said ?? json.id));
				this.alertWords.handedOut(json);
			}
			this.executions.push({
				jobSource,
				items: group,
				events,
				hasRun: false,
				hasLeft: false,
			});
		}
	}

	/** One execution comes to our node, which does its part. Twice, when a user lets n8n retry it. */
	async run(index: number): Promise<void> {
		const execution = this.pick(index);
		if (execution) await this.runIt(execution);
	}

	/** One execution ends, and n8n tells how, unless it never does. */
	async end(index: number, ending: Ending): Promise<void> {
		const execution = this.pick(index);
		if (!execution) return;
		this.drop(execution);
		if (ending === 'vanished') return;
		// An execution of events that has ended well has run; n8n may reject one that had begun.
		const hasNotRun = ['failed', 'neverStarted'].includes(ending);
		if (execution.events && !execution.hasRun && !hasNotRun) await this.runIt(execution);
		// Also when n8n was to continue on fail, or to try again: see `reminderOutcomes`.
		const isEmpty = !execution.events && execution.hasRun && !execution.hasLeft;
		const outcomes = outcomesOf(execution.items, isEmpty ? 'failed' : ending);
		// The dispatcher tries until it is told that it was stored.
		while (!(await this.settle(execution.jobSource, outcomes)));
	}

	async renew(): Promise<void> {
		for (const { jobSource, items } of this.executions) {
			await this.attempt(jobSource.renew(items.map(({ token }) => token)));
		}
	}

	async tidy(): Promise<void> {
		await this.attempt(this.inboxJobs.tidy());
	}

	/** Kill -9: every execution is gone, another process begins. */
	async crash(): Promise<void> {
		this.executions = [];
		this.begin();
		await this.recover();
		// Where others share the store, nobody knows which process is gone: the leases end by themselves.
		if (!this.isShared) this.ledger.checkRecovered();
	}

	/** The workflow is published again, in the same process; executions run on. */
	async republish(): Promise<void> {
		this.makeJobSources();
		await this.recover();
	}

	failNext(fault: Fault): void {
		this.store.failNext(fault);
	}

	/** From now on everything works: all that is left comes to its end. Then the promises are checked. */
	async comeToRest(): Promise<void> {
		this.store.heal();
		await this.unmuteAll();
		const { accepted, taken } = this;
		// Every clock looks first: what was planned when the time was another is moved then.
		let due = [...this.reminderJobs.keys(), NODES.length];
		for (let round = 0; round < 300; round += 1) {
			for (const node of due) await this.look(node, false);
			for (const execution of [...this.executions]) {
				if (!execution.hasRun) await this.runIt(execution);
				await this.end(this.executions.indexOf(execution), 'sent');
			}
			const times = await this.nextDueTimes();
			const next = Math.min(...times);
			if (next === Infinity) {
				this.ledger.checkAtTheEnd();
				this.conversations.checkAtTheEnd(this.ledger.escalations);
				// Words that are told of a time which is no more have no order.
				if (!this.clock.wasSet) {
					this.lastWords.check(this.ledger.escalations);
					this.alertWords.check(this.ledger.escalations, NODES);
				}
				const lost = [...accepted.keys()].filter((id) => !taken.has(`${NODES[0]} ${id}`));
				if (lost.length > 0) throw new Error(`Accepted and never delivered: ${lost.join()}`);
				this.checkChanges();
				await this.store.close();
				return;
			}
			this.checkPatience(next);
			this.clock.jump(Math.max(0, next - this.clock.now()));
			const now = this.clock.now();
			due = [...times.keys()].filter((node) => times[node] <= now);
		}
		throw new Error('Something is due again and again');
	}

	/** Where people are to hear of it, they have: unless the robot failed as often as it is tried. */
	private checkChanges(): void {
		if (!this.policy.announceChanges) {
			if (this.told.size > 0) throw new Error('A change was told that nobody wants to hear of');
			return;
		}
		const silent = [...this.changed].filter((change) => !this.told.has(change));
		if (silent.length > 0) throw new Error(`Changed, and never told: ${silent.join()}`);
	}

	/** However the clock was set: nothing waits longer than the longest delay there is. */
	private checkPatience(next: number): void {
		const { firstReminderAfter, intervals, longestInterval, activeHours } = this.policy;
		const closed = activeHours ? LONGEST_CLOSED : 0;
		const longest =
			Math.max(
				...[firstReminderAfter, ...intervals, longestInterval, LONGEST_WAIT],
				EXPECTS.period + EXPECTS.grace,
				this.policy.targets?.within.resolution ?? 0,
			) +
			closed +
			// So far a clock that is set back goes unnoticed.
			CLOCK_TOLERANCE;
		const wait = next - this.clock.now();
		if (wait > longest) throw new Error(`The next is due only in ${wait} ms`);
	}

	/** By node; Infinity where nothing is due. */
	private async nextDueTimes(): Promise<number[]> {
		const times: number[] = [];
		for (const jobSource of [this.inboxJobs, ...this.reminderJobs]) {
			times.push((await jobSource.poll(0)).nextDueAt ?? Infinity);
		}
		return times;
	}

	private async runIt(execution: Execution): Promise<void> {
		execution.hasRun = true;
		const { jobSource, items, events } = execution;
		if (events) {
			// A failed execution is shown by n8n, and its user retries it.
			for (const scope of NODES) await this.track(scope, events);
			return;
		}
		const tokens = items.map(({ token }) => token);
		if (tokens.some(isChangeToken)) {
			await this.tell(execution, tokens);
			return;
		}
		const open = this.ledger.escalations.filter(({ endedAt }) => endedAt === null);
		const gatedOutputs = await this.attempt(
			this.engine.passGate(this.scopeOf(jobSource), tokens, [CAME_BY]),
		);
		if (!gatedOutputs) return;
		execution.hasLeft ||= gatedOutputs.some(Boolean);
		this.ledger.left(tokens, gatedOutputs);
		this.checkReplies(gatedOutputs, new Set(open.map(({ id }) => id)));
	}

	/** Each that is told was done, and has the word of the one who did it. */
	private async tell(execution: Execution, tokens: string[]): Promise<void> {
		const scope = this.scopeOf(execution.jobSource);
		const told = await this.attempt(this.engine.takeChanges(scope, tokens, [CAME_BY]));
		if (!told) return;
		execution.hasLeft ||= told.some(Boolean);
		for (const change of told) {
			if (!change) continue;
			const { id, conversationKey } = change.escalation;
			const { change: what, at } = change.notice;
			if (isTargetChange(what)) {
				const { target = 'firstReply' } = change.notice;
				if (target === 'resolution') {
					this.conversations.toldResolution(change.escalation, what);
				} else {
					this.ledger.toldTarget(id, target, what, at);
				}
				this.checkUnanswered(change.escalation);
				continue;
			}
			// These nodes do not ask who is on duty.
			if (what === 'nobodyOnDuty') throw new Error(`${id} was told to have nobody on duty`);
			const action = ACTIONS[what];
			const isKnown =
				this.changed.has(`${id} ${action}`) ||
				this.maybeChanged.has(`${conversationKey} ${action}`);
			if (!isKnown) throw new Error(`${id} was told to be ${what}, and is not`);
			this.told.add(`${id} ${action}`);
		}
	}

	/** Nobody is told to be late while an answer is on its way to its node. */
	private checkUnanswered({ id, conversationKey, endedAt }: Escalation): void {
		if (endedAt !== null || !this.answersWaiting().has(conversationKey)) return;
		throw new Error(`${id} was told to be late while an answer was in the inbox`);
	}

	/**
	 * Nothing leaves while an answer is on its way to its node, unless that takes too long.
	 *
	 * @param open ids of those that were not over. What comes of an end is heard in any case.
	 */
	private checkReplies(gatedOutputs: Array<GatedOutput | undefined>, open: Set<string>): void {
		const answered = this.answersWaiting();
		for (const gatedOutput of gatedOutputs) {
			if (!gatedOutput || !open.has(gatedOutput.escalation.id)) continue;
			if (!answered.has(gatedOutput.escalation.conversationKey)) continue;
			throw new Error(
				`${gatedOutput.escalation.id} passed the gate while an answer was in the inbox`,
			);
		}
	}

	/** Keys of conversations whose answer is stored, and counts. */
	private answersWaiting(): Set<string> {
		const now = this.clock.now();
		return new Set(
			[...this.answers.values()]
				.filter(({ at }) => at <= now && now <= at + REPLY_COUNTS_FOR)
				.map(({ key }) => key),
		);
	}

	private async track(scope: string, events: IncomingWord[]): Promise<void> {
		let results: TrackResult[] | false = false;
		for (let tries = 0; !results; tries += 1) {
			results = await this.attempt(this.engine.track(scope, events));
			if (tries > 0) this.conversations.trackedAgain(scope, events);
		}
		events.forEach(({ eventId }, index) => {
			const known = `${scope} ${eventId}`;
			if (this.taken.has(known) && results[index] !== 'duplicate') {
				throw new Error(`${known} was taken in twice: ${results[index]}`);
			}
			this.taken.add(known);
		});
		this.conversations.took(scope, events, results, this.ledger.escalations);
		this.lastWords.took(scope, events, this.clock.now());
	}

	private async settle(jobSource: JobSource, outcomes: JobOutcome[]): Promise<boolean> {
		const isStored = await this.attempt(jobSource.settle(outcomes).then(() => true));
		if (isStored && jobSource !== this.inboxJobs) this.ledger.settled(outcomes);
		for (const { token, result } of isStored ? outcomes : []) {
			if (result !== 'failed') this.answers.delete(this.handedOut.get(token) ?? '');
		}
		return Boolean(isStored);
	}

	private begin(): void {
		this.process += 1;
		this.ledger.begun();
		const owner = `process-${this.process}`;
		this.engine = new EscalationEngine(this.store, owner);
		this.inbox = new Inbox(this.store, owner);
		this.makeJobSources();
	}

	private readonly scopes = new Map<JobSource, string>();

	private makeJobSources(): void {
		this.inboxJobs = this.inbox.jobSourceOf(TRIGGER);
		this.reminderJobs = NODES.map((scope) => {
			const jobSource = this.engine.jobSourceOf(scope, [], [CAME_BY], this.policy.announceChanges);
			this.scopes.set(jobSource, scope);
			return jobSource;
		});
	}

	private async recover(): Promise<void> {
		for (const jobSource of [this.inboxJobs, ...this.reminderJobs]) {
			while (!(await this.attempt(jobSource.recover().then(() => true))));
		}
	}

	private jobSourceOf(node: number): JobSource {
		return [this.inboxJobs, ...this.reminderJobs][node % (NODES.length + 1)];
	}

	private scopeOf(jobSource: JobSource): string {
		return this.scopes.get(jobSource) ?? '';
	}

	private pick(index: number): Execution | undefined {
		return this.executions[index % Math.max(1, this.executions.length)];
	}

	private drop(execution: Execution): void {
		this.executions = this.executions.filter((other) => other !== execution);
	}

	/** The answer, or false when the store failed. */
	private async attempt<Result>(work: Promise<Result>): Promise<Result | false> {
		try {
			return await work;
		} catch (error) {
			if (isFault(error)) return false;
			throw error;
		}
	}
}

/** With the order in which it was accepted, as the node reads it from its item. */
function arrivalIn(json: Record<string, unknown>): IncomingWord {
	const { arrival, received } = json as { arrival: IncomingWord; received: Received };
	return { ...(isAlert(json) ? alertArrival(json) : arrival), sequence: received.sequence };
}

function outcomesOf(items: Job[], ending: Ending): JobOutcome[] {
	const failing = ending === 'failedAtFirst' ? 0 : items.length - 1;
	return items.map(({ token }, index): JobOutcome => {
		switch (ending) {
			case 'failed':
				return { token, result: 'failed', reason: 'The execution failed' };
			case 'failedAtFirst':
			case 'failedAtLast':
				if (index === failing) return { token, result: 'failed', reason: 'This item failed' };
				return { token, result: index < failing ? 'sent' : 'untouched' };
			case 'neverStarted':
				return { token, result: 'notStarted', reason: 'n8n rejected it' };
			default:
				return { token, result: 'sent' };
		}
	});
}
