import { Dispatcher } from '../../../src/dispatch/dispatcher.ts';
import type { Job, JobSource, JobOutcome } from '../../../src/dispatch/jobSource.ts';
import { EscalationEngine } from '../../../src/engine/engine.ts';
import type { Incoming } from '../../../src/escalation/incoming.ts';
import type { Store } from '../../../src/store/store.ts';
import type { Clock } from '../../../src/time/clock.ts';
import { HOUR, MINUTE } from '../../../src/time/duration.ts';
import { FakeClock } from '../time/fakeClock.mts';
import { FaultyStore, isFault, type Fault } from '../store/faultyStore.mts';
import { inMemory } from '../store/inMemory.mts';
import { Ledger } from './ledger.mts';
import { mortals } from './mortalProcess.mts';

const SCOPE = 'workflow:node';
/** A few reminders that are given up after ten attempts each. */
const LONGEST = 24 * HOUR;

/** How one execution goes: how long until it comes to our node, how long after it, and how it ends. */
export interface Course {
	before: number;
	after: number;
	ending: 'sent' | 'failed' | 'lastItemFailed';
}

/**
 * The clock of one escalation node at work, with executions that take their
 * time: the real dispatcher and engine, a clock and a store of the test's.
 */
export class Simulation {
	readonly clock = new FakeClock(undefined, async () => await this.store.idle());

	readonly store: FaultyStore;

	readonly ledger = new Ledger(this.clock, true);

	/** What the dispatcher was told went wrong. */
	readonly errors: unknown[] = [];

	private readonly courses: Course[];

	private executions = 0;

	private processes = 0;

	/** With both, the dispatcher that was stopped and the one that began may wake in any order. */
	private isRepublished = false;

	private hasSkipped = false;

	private running!: {
		clock: Clock;
		kill: () => void;
		engine: EscalationEngine;
		dispatcher: Dispatcher;
	};

	/** @param courses of the executions, in the order in which they begin, over and over. */
	constructor(courses: Course[], openStore: (clock: Clock) => Store = inMemory) {
		this.courses = courses;
		this.store = new FaultyStore(openStore(this.clock), this.ledger.observe);
		this.begin();
	}

	async track(arrival: Incoming): Promise<void> {
		// A failed execution is retried by its user, at once.
		for (;;) {
			try {
				await this.running.engine.track(SCOPE, [arrival]);
				this.running.dispatcher.wake();
				return;
			} catch (error) {
				if (!isFault(error)) throw error;
				this.errors.push(error);
			}
		}
	}

	failNext(fault: Fault): void {
		this.store.failNext(fault);
	}

	/** The machine was asleep, or its clock was set. */
	skip(work: (clock: FakeClock) => void): void {
		work(this.clock);
		this.hasSkipped = true;
		if (this.isRepublished) this.ledger.orphan();
	}

	/** Kill -9, and another process begins. */
	crash(): void {
		this.running.kill();
		this.ledger.orphan();
		this.begin();
	}

	/** The workflow is published again: executions run on, another dispatcher begins. */
	async republish(): Promise<void> {
		const { engine, clock, kill, dispatcher } = this.running;
		await dispatcher.stop();
		this.isRepublished = true;
		if (this.hasSkipped) this.ledger.orphan();
		this.running = { engine, clock, kill, dispatcher: this.startDispatcher(engine, clock) };
	}

	/** Lets everything come to its end, and checks the promises. */
	async comeToRest(): Promise<void> {
		this.store.heal();
		for (let waited = 0; waited < LONGEST; waited += 5 * MINUTE) {
			if (this.ledger.escalations.every(({ dueAt }) => dueAt === null)) break;
			await this.clock.advance(5 * MINUTE);
		}
		this.ledger.checkAtTheEnd();
		const strange = this.errors.find((error) => !isFault(error));
		if (strange !== undefined) throw strange;
		await this.running.dispatcher.stop();
		await this.store.close();
	}

	private begin(): void {
		this.processes += 1;
		const mortal = mortals(this.store, this.clock);
		const engine = new EscalationEngine(mortal.store, `process-${this.processes}`);
		const dispatcher = this.startDispatcher(engine, mortal.clock);
		const { clock, kill } = mortal;
		this.running = { engine, clock, kill, dispatcher };
	}

	private startDispatcher(engine: EscalationEngine, clock: Clock): Dispatcher {
		const dispatcher = new Dispatcher({
			jobSource: this.watched(engine.jobSourceOf(SCOPE)),
			clock,
			emit: async (items) => await this.execute(engine, clock, items),
			onError: (error) => this.errors.push(error),
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

	private async execute(
		engine: EscalationEngine,
		clock: Clock,
		items: Job[],
	): Promise<JobOutcome[]> {
		const course = this.courses[this.executions % this.courses.length];
		this.executions += 1;
		await clock.sleep(course.before, NEVER);
		const tokens = items.map(({ token }) => token);
		// A store that fails fails the execution.
		this.ledger.left(tokens, await engine.passGate(SCOPE, tokens));
		await clock.sleep(course.after, NEVER);
		return tokens.map((token, index): JobOutcome => {
			const isFailing = course.ending === 'failed' || index === tokens.length - 1;
			return course.ending === 'sent' || !isFailing
				? { token, result: 'sent' }
				: { token, result: 'failed', reason: 'The robot failed' };
		});
	}
}

const NEVER = new AbortController().signal;
