import { foreignWords } from '../secrets/foreignWords';
import type { Clock } from '../time/clock';
import { HOUR, MINUTE, SECOND } from '../time/duration';
import { isBreak } from './break';
import type { Job, JobSource, JobOutcome } from './jobSource';
import { EXECUTIONS_AT_ONCE, FEW, MOST_IN_ONE_EXECUTION } from './pace';
import { LEASE } from './lease';
import { watched } from './watchdog';

/**
 * Starts one execution with these items and resolves, when it has ended, with what became of each.
 * @throws {WorkflowNotRunError}
 */
export type Emit = (items: Job[]) => Promise<JobOutcome[]>;
/** How long nothing is handed out after n8n refused to run the workflow: longer each time. */
const FIRST_REST = 5 * SECOND;
const LONGEST_REST = MINUTE;
const RENEW_EVERY = LEASE / 3;
const TIDY_EVERY = HOUR;
/** How often the store is asked even when nobody called: other processes write to it too. */
const POLL_AT_LEAST_EVERY = 5 * SECOND;

/**
 * After its database or its queue was gone, n8n may never tell how an execution
 * ended. Then it is tried again, and its former claim passes no gate.
 */
const LONGEST_EXECUTION = HOUR;

/** For an hour. */
const TRIES_TO_SETTLE = HOUR / POLL_AT_LEAST_EVERY;
const NEVER = new AbortController().signal;
/** Without a reason every abort makes an error, with its stack. */
const WOKEN = 'woken';

/** n8n does not run the workflow, whatever it is given. The message says why, and what to do. */
export class WorkflowNotRunError extends Error {}

export interface DispatcherOptions {
	jobSource: JobSource;
	emit: Emit;
	clock: Clock;
	/** Items in one execution at most; 500 unless given. */
	mostInOneExecution?: number;
	/** How often the store is asked at least, in ms; every 5 s unless given. */
	pollAtLeastEvery?: number;
	/**
	 * How long, in ms, more is gathered for the next execution once more than a
	 * few were due at one look: an execution costs n8n as much as many items do.
	 * Not at all unless given.
	 */
	gatherFor?: number;
	/** Told of a store or n8n that fails; the dispatcher itself goes on trying. */
	onError: (error: unknown) => void;
	/** Told why n8n does not run the workflow when that begins, and `undefined` when it is over. */
	onStandstill?: (reason: string | undefined) => void;
	/** Told of each execution that ends after the stop: another clock may look after the same by then, and has to look again. */
	onLateEnd?: () => void;
	/** Milliseconds after which an execution that nobody has heard of counts as failed. The sleep of the machine does not count. */
	longestExecution?: number;
}

interface UnderWay {
	/** Of the items that it carries. */
	tokens: string[];
	/** How often its leases were renewed. */
	renewals: number;
	/** Nobody will tell any more how it ended. */
	giveUp(): void;
}

/**
 * The clock of a node: looks what is due, hands it to executions, waits until
 * the next is due. `step` is one look, so that a test can take them one by one.
 */
export class Dispatcher {
	private readonly stopping = new AbortController();

	private nap = new AbortController();

	private isWoken = false;

	private running: Promise<void> | undefined;

	/** Executions on their way. */
	private readonly underWay = new Map<Promise<void>, UnderWay>();

	private renewedAt: number;

	/** Since when it has stepped without a break, and when it did last. */
	private awakeSince: number;

	private steppedAt: number;

	private tidiedAt = 0;

	/** When more than a few were due last. */
	private manyAt = -Infinity;

	/** When n8n refused to run the workflow last, and how long to rest since. */
	private refusedAt = -Infinity;

	private rest = 0;

	/** Why n8n does not run the workflow; undefined while it does. */
	standstill: string | undefined;

	private readonly pollAtLeastEvery: number;

	private readonly options: DispatcherOptions;

	constructor(given: DispatcherOptions) {
		const options = { ...given, jobSource: watched(given.jobSource, given.clock) };
		this.options = options;
		this.pollAtLeastEvery = options.pollAtLeastEvery ?? POLL_AT_LEAST_EVERY;
		const now = options.clock.now();
		[this.renewedAt, this.awakeSince, this.steppedAt] = [now, now, now];
	}

	start(): void {
		this.running ??= this.run();
	}

	/** Something may be due earlier than we knew. */
	wake(): void {
		this.isWoken = true;
		this.nap.abort(WOKEN);
	}

	/** Hands out nothing more. Executions on their way end by themselves, keep their leases until then, and are settled. */
	async stop(): Promise<void> {
		this.stopping.abort();
		this.wake();
		await this.running;
		void this.attendToTheRest();
	}

	/** Resolves when no execution is on its way. */
	async idle(): Promise<void> {
		while (this.underWay.size > 0) await Promise.all(this.underWay.keys());
	}

	/** Hands out everything that is due, as far as executions are free. Returns when to look again. */
	async step(): Promise<number> {
		const { jobSource, clock, mostInOneExecution = MOST_IN_ONE_EXECUTION } = this.options;
		this.noteBreak();
		// First of all: after a sleep of the machine, our own leases are over.
		await this.renewLeases();
		const pause = Math.max(
			this.restOf(this.options.gatherFor ?? 0, this.manyAt),
			this.restOf(this.rest, this.refusedAt),
		);
		if (pause > 0) return clock.now() + pause;
		let nextDueAt: number | undefined;
		while (this.underWay.size < EXECUTIONS_AT_ONCE && !this.stopping.signal.aborted) {
			const { jobs, nextDueAt: next } = await jobSource.poll(mostInOneExecution, this.awakeSince);
			nextDueAt = next;
			if (jobs.length > FEW) this.manyAt = clock.now();
			for (const group of groupsOf(jobs)) {
				const isFew = group.length <= FEW && !group[0].isTogether;
				if (isFew) for (const item of group) this.execute([item]);
				else this.execute(group);
			}
			// Else there was nothing more.
			if (jobs.length < mostInOneExecution) break;
		}
		await this.tidy();
		this.steppedAt = clock.now();
		const latest = clock.now() + this.pollAtLeastEvery;
		// With every execution taken, the end of one of them wakes us.
		if (this.underWay.size >= EXECUTIONS_AT_ONCE) return latest;
		return Math.min(nextDueAt ?? latest, latest);
	}

	private async run(): Promise<void> {
		const { jobSource, clock, onError } = this.options;
		let isRecovered = false;
		while (!this.stopping.signal.aborted) {
			this.isWoken = false;
			this.nap = new AbortController();
			let pause = POLL_AT_LEAST_EVERY;
			try {
				if (!isRecovered) await jobSource.recover();
				isRecovered = true;
				pause = Math.min((await this.step()) - clock.now(), this.pollAtLeastEvery);
			} catch (error) {
				onError(error);
			}
			if (!this.isWoken) await clock.sleep(pause, this.nap.signal);
		}
	}

	/** After the end: an execution that outlives its clock must not be taken for lost. */
	private async attendToTheRest(): Promise<void> {
		while (this.underWay.size > 0) {
			this.nap = new AbortController();
			await this.renewLeases().catch(this.options.onError);
			await this.options.clock.sleep(POLL_AT_LEAST_EVERY, this.nap.signal);
		}
	}

	private noteBreak(): void {
		const now = this.options.clock.now();
		// What sources say while n8n does not run the workflow is refused, too.
		const isBroken = this.standstill !== undefined || isBreak(this.steppedAt, now);
		this.awakeSince = isBroken ? now : Math.min(this.awakeSince, now);
	}

	/** What is left of a pause that began then, in ms; 0 also when the clock was set back since. */
	private restOf(pause: number, since: number): number {
		const rest = since + pause - this.options.clock.now();
		return rest <= pause ? Math.max(rest, 0) : 0;
	}

	private execute(items: Job[]): void {
		const tokens = items.map(({ token }) => token);
		const { promise: givenUp, resolve: giveUp } = Promise.withResolvers<void>();
		const execution = this.emitAndSettle(items, givenUp).finally(() => {
			this.underWay.delete(execution);
			this.wake();
			if (this.stopping.signal.aborted) this.options.onLateEnd?.();
		});
		this.underWay.set(execution, { tokens, giveUp, renewals: 0 });
	}

	private async emitAndSettle(items: Job[], givenUp: Promise<void>): Promise<void> {
		const { jobSource, clock } = this.options;
		const ended = await Promise.race([
			this.emit(items),
			givenUp.then(() => failed(items, 'n8n never told how the execution ended.')),
		]);
		const outcomes = ended.map(withoutSecrets);
		// Forgetting how it ended would send it again when the lease ends.
		for (let tries = 0; tries < TRIES_TO_SETTLE; tries += 1) {
			if (await this.isDone(jobSource.settle(outcomes))) return;
			await clock.sleep(POLL_AT_LEAST_EVERY, NEVER);
		}
	}

	private async emit(items: Job[]): Promise<JobOutcome[]> {
		try {
			const outcomes = await this.options.emit(items);
			this.noteRun();
			return outcomes;
		} catch (error) {
			if (!(error instanceof WorkflowNotRunError)) {
				this.noteRun();
				return failed(items, messageOf(error));
			}
			const { message: reason } = error;
			this.noteRefusal();
			this.noteStandstill(foreignWords(reason));
			return items.map(({ token }) => ({ token, result: 'notStarted', reason }));
		}
	}

	/** Also where the execution was cancelled on its way: n8n had begun it. */
	private noteRun(): void {
		this.rest = 0;
		this.noteStandstill(undefined);
	}

	/** Several may be refused at a time. */
	private noteRefusal(): void {
		if (this.restOf(this.rest, this.refusedAt) > 0) return;
		this.refusedAt = this.options.clock.now();
		this.rest = this.rest === 0 ? FIRST_REST : Math.min(2 * this.rest, LONGEST_REST);
	}

	private noteStandstill(reason: string | undefined): void {
		if (reason === this.standstill) return;
		this.standstill = reason;
		this.options.onStandstill?.(reason);
	}

	private async isDone(work: Promise<void>): Promise<boolean> {
		try {
			await work;
			return true;
		} catch (error) {
			this.options.onError(error);
			return false;
		}
	}

	private async renewLeases(): Promise<void> {
		const now = this.options.clock.now();
		if (Math.abs(now - this.renewedAt) < RENEW_EVERY) return;
		const executions = [...this.underWay.values()];
		const tokens = executions.flatMap((execution) => execution.tokens);
		if (tokens.length > 0) await this.options.jobSource.renew(tokens);
		this.renewedAt = now;
		const { longestExecution = LONGEST_EXECUTION } = this.options;
		for (const execution of executions) {
			execution.renewals += 1;
			if (execution.renewals * RENEW_EVERY > longestExecution) execution.giveUp();
		}
	}

	private async tidy(): Promise<void> {
		const now = this.options.clock.now();
		if (Math.abs(now - this.tidiedAt) < TIDY_EVERY) return;
		this.tidiedAt = now;
		await this.options.jobSource.tidy();
	}
}

function failed(items: Job[], reason: string): JobOutcome[] {
	return items.map(({ token }) => ({ token, result: 'failed', reason }));
}

function groupsOf(items: Job[]): Job[][] {
	const groups = new Map<string, Job[]>();
	for (const item of items) {
		const group = groups.get(item.group);
		if (group) group.push(item);
		else groups.set(item.group, [item]);
	}
	return [...groups.values()];
}

/** A reason is stored, shown in timelines and told to another group: any node may have said it. */
function withoutSecrets(outcome: JobOutcome): JobOutcome {
	if (!('reason' in outcome)) return outcome;
	return { ...outcome, reason: foreignWords(outcome.reason) };
}

function messageOf(error: unknown): string {
	return error instanceof Error ? error.message : String(error);
}
