import { Dispatcher, type Emit } from '../../../src/dispatch/dispatcher.ts';
import type { Job, JobSource, JobOutcome } from '../../../src/dispatch/jobSource.ts';
import { EscalationEngine } from '../../../src/engine/engine.ts';
import type { Incoming } from '../../../src/escalation/incoming.ts';
import type { ServiceEvent } from '../../../src/events/serviceEvent.ts';
import { Inbox } from '../../../src/inbox/inbox.ts';
import { openSqliteStore } from '../../../src/store/sqlite/store.ts';
import type { Clock } from '../../../src/time/clock.ts';
import { DAY, HOUR, MINUTE, SECOND } from '../../../src/time/duration.ts';
import { FakeClock } from '../time/fakeClock.mts';
import { isForgotten, Ledger, type WatchedEscalation } from './ledger.mts';
import { mortals } from './mortalProcess.mts';
import { CAME_BY } from '../store/acceptedEvents.mts';
import { seeded } from './random.mts';
import { readTables, type TableRow } from '../store/storeTables.mts';
import { WatchedStore } from '../store/watchedStore.mts';
import { WEEK_BEGINS, weekOf, type SourceEvent } from './eventsOfAWeek.mts';

const TRIGGER = 'workflow:trigger';
const NODE = 'workflow:node';
/** Sources send in between; n8n answers in its turn. */
const TICK = 30 * SECOND;
const CRASHES = 12;
/** Of executions of reminders. */
const FAILING = 0.02;
/** What is left of the last Sunday leaves on Monday, and what fails then is tried again. */
const LONGEST_REST = 3 * DAY;
const NEVER = new AbortController().signal;

/** What became of a week, the same for the same seed. */
export interface Outcome {
	events: number;
	conversations: number;
	replied: number;
	exhausted: number;
	superseded: number;
	reminders: number;
	executions: number;
	crashes: number;
}

/** A week of many conversations: real inbox, engine, store and dispatchers, and an n8n that is killed now and then. */
export class Week {
	private readonly clock: FakeClock;

	private readonly store: WatchedStore;

	private readonly ledger: Ledger;

	private readonly random: () => number;

	private readonly events: SourceEvent[];

	/** Ids that the inbox took, and those that the node has taken in since. */
	private readonly accepted = new Set<string>();

	private readonly taken = new Set<string>();

	private readonly became = {
		conversations: 0,
		replied: 0,
		exhausted: 0,
		superseded: 0,
		reminders: 0,
	};

	private executions = 0;

	private processes = 0;

	private running!: { kill: () => void; inbox: Inbox; trigger: Dispatcher };

	constructor(seed: number, conversations: number) {
		this.random = seeded(seed);
		this.events = weekOf(conversations, this.random);
		this.clock = new FakeClock(WEEK_BEGINS, async () => await this.store.idle());
		this.ledger = new Ledger(this.clock, true);
		this.store = new WatchedStore(openSqliteStore(':memory:', this.clock), (row, reminders) =>
			this.ledger.changed(row, reminders as unknown as TableRow[]),
		);
		this.begin();
	}

	/** Lives through it, checking every promise at every transaction, and until all is over. */
	async live(): Promise<Outcome> {
		const crashes = Array.from({ length: CRASHES }, () => WEEK_BEGINS + this.random() * 7 * DAY);
		const end = WEEK_BEGINS + 7 * DAY + HOUR;
		let next = 0;
		while (this.clock.now() < end) {
			if (this.clock.now() % HOUR < TICK) this.forget();
			const arrived: SourceEvent[] = [];
			while (next < this.events.length && this.events[next].at < this.clock.now() + TICK) {
				arrived.push(this.events[next]);
				next += 1;
			}
			await this.send(arrived);
			await this.clock.advance(TICK);
			if (crashes.some((at) => at <= this.clock.now() && at > this.clock.now() - TICK)) {
				await this.crash();
			}
		}
		return await this.comeToRest();
	}

	private async send(events: SourceEvent[]): Promise<void> {
		if (events.length === 0) return;
		await Promise.all(
			events.map(async ({ arrival }) => {
				const { conversationKey: key, eventId: id, type } = arrival;
				const conversation = { key, effect: type === 'reply' ? 'ends' : 'opens' };
				const event = { id, conversation, arrival } as unknown as ServiceEvent;
				await this.running.inbox.accept(TRIGGER, [event], { cameBy: CAME_BY });
				this.accepted.add(id);
			}),
		);
		this.running.trigger.wake();
	}

	/** Kill -9; the next process begins some time later, and sources that were refused have come back by then. */
	private async crash(): Promise<void> {
		this.running.kill();
		this.ledger.orphan();
		this.clock.jump(Math.floor(this.random() * 20 * MINUTE));
		this.begin();
	}

	private begin(): void {
		this.processes += 1;
		const { store, clock, kill } = mortals(this.store, this.clock);
		const owner = `process-${this.processes}`;
		const engine = new EscalationEngine(store, owner);
		const inbox = new Inbox(store, owner);
		const node = this.start(
			this.watched(engine.jobSourceOf(NODE, [], [CAME_BY])),
			clock,
			async (items) => {
				const tokens = items.map(({ token }) => token);
				this.ledger.left(tokens, await engine.passGate(NODE, tokens, [CAME_BY]));
				if (this.random() < FAILING) throw new Error('The robot is gone');
			},
		);
		const trigger = this.start(inbox.jobSourceOf(TRIGGER), clock, async (items) => {
			await this.takeIn(engine, items);
			node.wake();
		});
		this.running = { kill, inbox, trigger };
	}

	private start(
		jobSource: JobSource,
		clock: Clock,
		execute: (items: Job[]) => Promise<void>,
	): Dispatcher {
		const emit: Emit = async (items) => {
			this.executions += 1;
			await clock.sleep(Math.floor(this.random() * 500), NEVER);
			await execute(items);
			await clock.sleep(Math.floor(this.random() * 2 * SECOND), NEVER);
			return items.map(({ token }): JobOutcome => ({ token, result: 'sent' }));
		};
		const onError = (error: unknown) => {
			throw error;
		};
		const dispatcher = new Dispatcher({
			jobSource,
			clock,
			emit,
			onError,
			pollAtLeastEvery: MINUTE,
		});
		dispatcher.start();
		return dispatcher;
	}

	private watched(jobSource: JobSource): JobSource {
		const settle = async (outcomes: JobOutcome[]) => {
			await jobSource.settle(outcomes);
			this.ledger.settled(outcomes);
		};
		return { ...jobSource, settle };
	}

	private async takeIn(engine: EscalationEngine, items: Job[]): Promise<void> {
		const arrivals = items.map(({ json }) => json.arrival as Incoming);
		const results = await engine.track(NODE, arrivals);
		arrivals.forEach(({ eventId = '' }, index) => {
			if (this.taken.has(eventId) && results[index] !== 'duplicate') {
				throw new Error(`${eventId} was taken in twice: ${results[index]}`);
			}
			this.taken.add(eventId);
		});
	}

	private async comeToRest(): Promise<Outcome> {
		for (let waited = 0; waited < LONGEST_REST; waited += HOUR) {
			if (this.ledger.escalations.every(({ dueAt }) => dueAt === null)) break;
			await this.clock.advance(HOUR);
		}
		this.ledger.checkAtTheEnd();
		for (const id of this.accepted) {
			if (!this.taken.has(id)) throw new Error(`${id} was accepted and never taken in`);
		}
		this.running.kill();
		this.forget();
		await this.compare();
		await this.store.close();
		this.ledger.escalations.forEach((row) => this.count(row));
		return {
			...this.became,
			events: this.accepted.size,
			executions: this.executions,
			crashes: this.processes - 1,
		};
	}

	/** What the store has forgotten meanwhile is only counted from now on. */
	private forget(): void {
		const forgotten = this.ledger.forget(this.clock.now());
		this.store.forget(forgotten.map(({ id }) => id));
		forgotten.forEach((row) => this.count(row));
	}

	private count({ state, endedBecause, reminders }: WatchedEscalation): void {
		this.became.conversations += 1;
		this.became.reminders += reminders.length;
		if (state === 'replied' || state === 'exhausted') this.became[state] += 1;
		if (endedBecause === 'superseded') this.became.superseded += 1;
	}

	/** The tables say what was checked; what is over is gone from them in time. */
	private async compare(): Promise<void> {
		const { escalations, reminders } = await this.store.transaction(readTables);
		const stored = Map.groupBy(reminders, ({ escalation_id: id }) => String(id));
		const watched = new Map(this.ledger.escalations.map((row) => [row.id, row]));
		for (const { id, state, due_at: due } of escalations) {
			const row = watched.get(String(id));
			const numbers = (stored.get(String(id)) ?? []).map(({ number }) => Number(number));
			if (
				!row ||
				row.state !== state ||
				row.dueAt !== due ||
				row.reminders.join() !== numbers.join()
			) {
				throw new Error(`${String(id)} is stored otherwise than it was told`);
			}
			watched.delete(String(id));
		}
		const soon = this.clock.now() + 2 * HOUR;
		const lost = [...watched.values()].filter((row) => !isForgotten(row, soon));
		if (lost.length > 0) throw new Error(`Escalations were lost: ${lost.length}`);
	}
}
