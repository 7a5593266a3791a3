import type { Clock } from '../time/clock';
import { HOUR, SECOND } from '../time/duration';
import type { ClaimedItem, Duty, ItemOutcome } from './duty';

/** Starts one execution with these items and resolves, when it has ended, with what became of each. */
export type Emit = (items: ClaimedItem[]) => Promise<ItemOutcome[]>;

/** How long a claim is valid unless it is renewed; how long an execution that died stays unnoticed at most. */
export const LEASE = 60 * SECOND;
const RENEW_EVERY = LEASE / 3;
const TIDY_EVERY = HOUR;
/** How often the store is asked even when nobody called: other processes write to it too. */
const LOOK_AT_LEAST_EVERY = 5 * SECOND;

/**
 * After something was handed out, what falls due within this time goes out
 * together: an execution costs n8n more than the items in it. What comes when
 * it is quiet goes out at once.
 */
const GATHER_FOR = SECOND / 2;

/** Up to this many go out one to an execution, each with a history of its own. */
const FEW = 5;
const MOST_IN_ONE_EXECUTION = 200;
const EXECUTIONS_AT_ONCE = 5;

export interface DispatcherOptions {
	duty: Duty;
	emit: Emit;
	clock: Clock;
	/** Told of a store or n8n that fails; the dispatcher itself goes on trying. */
	onError: (error: unknown) => void;
}

/**
 * The clock of a node: looks what is due, hands it to executions, waits until
 * the next is due. `step` is one look, so that a test can take them one by one.
 */
export class Dispatcher {
	private readonly stopping = new AbortController();

	private nap = new AbortController();

	private isWoken = false;

	private hasHandedOut = false;

	private running: Promise<void> | undefined;

	/** Executions on their way, each with the tokens that it carries. */
	private readonly underWay = new Map<Promise<void>, string[]>();

	private renewedAt: number;

	private tidiedAt = 0;

	constructor(private readonly options: DispatcherOptions) {
		this.renewedAt = options.clock.now();
	}

	start(): void {
		this.running ??= this.run();
	}

	/** Something may be due earlier than we knew. */
	wake(): void {
		this.isWoken = true;
		if (!this.nap.signal.aborted) this.nap.abort();
	}

	/** Hands out nothing more. Executions on their way end by themselves and are settled then. */
	async stop(): Promise<void> {
		this.stopping.abort();
		this.wake();
		await this.running;
	}

	/** Resolves when no execution is on its way. */
	async idle(): Promise<void> {
		while (this.underWay.size > 0) await Promise.all(this.underWay.keys());
	}

	/** Hands out everything that is due, as far as executions are free. Returns when to look again. */
	async step(): Promise<number> {
		const { duty, clock } = this.options;
		await this.doUpkeep();
		while (this.underWay.size < EXECUTIONS_AT_ONCE && !this.stopping.signal.aborted) {
			const items = await duty.claimDue(MOST_IN_ONE_EXECUTION);
			if (items.length === 0) break;
			for (const group of groupsOf(items)) {
				if (group.length <= FEW) for (const item of group) this.execute([item]);
				else this.execute(group);
			}
		}
		const latest = clock.now() + LOOK_AT_LEAST_EVERY;
		// With every execution taken, the end of one of them wakes us.
		if (this.underWay.size >= EXECUTIONS_AT_ONCE) return latest;
		return Math.min((await duty.nextDueAt()) ?? latest, latest);
	}

	private async run(): Promise<void> {
		const { duty, clock, onError } = this.options;
		let isRecovered = false;
		while (!this.stopping.signal.aborted) {
			this.isWoken = false;
			this.nap = new AbortController();
			let lookAgainAt: number;
			try {
				if (!isRecovered) await duty.recover();
				isRecovered = true;
				lookAgainAt = await this.step();
			} catch (error) {
				onError(error);
				lookAgainAt = clock.now() + LOOK_AT_LEAST_EVERY;
			}
			if (this.hasHandedOut) await clock.sleep(GATHER_FOR, this.stopping.signal);
			this.hasHandedOut = false;
			if (!this.isWoken) await clock.sleep(lookAgainAt - clock.now(), this.nap.signal);
		}
	}

	private execute(items: ClaimedItem[]): void {
		this.hasHandedOut = true;
		const tokens = items.map(({ token }) => token);
		const execution = this.emitAndSettle(items).finally(() => {
			this.underWay.delete(execution);
			this.wake();
		});
		this.underWay.set(execution, tokens);
	}

	private async emitAndSettle(items: ClaimedItem[]): Promise<void> {
		const { duty, emit, onError } = this.options;
		const outcomes = await emit(items).catch((error: unknown) =>
			items.map(({ token }) => ({ token, result: 'failed' as const, reason: messageOf(error) })),
		);
		// Losing this is harmless: the lease ends and the clock finds the item again.
		await duty.settle(outcomes).catch(onError);
	}

	private async doUpkeep(): Promise<void> {
		const { duty, clock } = this.options;
		const now = clock.now();
		if (Math.abs(now - this.renewedAt) >= RENEW_EVERY) {
			this.renewedAt = now;
			await duty.renew([...this.underWay.values()].flat());
		}
		if (Math.abs(now - this.tidiedAt) >= TIDY_EVERY) {
			this.tidiedAt = now;
			await duty.tidy();
		}
	}
}

function groupsOf(items: ClaimedItem[]): ClaimedItem[][] {
	const groups = new Map<string, ClaimedItem[]>();
	for (const item of items) {
		const group = groups.get(item.group);
		if (group) group.push(item);
		else groups.set(item.group, [item]);
	}
	return [...groups.values()];
}

function messageOf(error: unknown): string {
	return error instanceof Error ? error.message : String(error);
}
