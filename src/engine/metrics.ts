import { openStates, type EscalationState } from '../escalation/escalation';
import { isExpecting } from '../escalation/machine';
import {
	addEnded,
	addTotals,
	largerOf,
	noTotals,
	numberOf,
	type Totals,
} from '../escalation/statistics/totals';
import { chunksOf } from '../chunks';
import type { Store } from '../store/store';
import type { InboxSize, SettingTable, Transaction, WaitingState } from '../store/transaction';
import { MINUTE, SECOND } from '../time/duration';
import { totalsCounted } from './statistics';
import { counted, type Counted } from './tally';

/** What is measured, of all workflows of a store. Counters never go back. */
export interface Metrics extends Counted, Totals {
	/** In each state in which a conversation has not ended. */
	open: Map<EscalationState, number>;
	opened: number;
	inbox: InboxSize;
	/** For how long what is due has waited to be handed out, the longest, in ms. */
	overdue: number;
}

/** What was shown last, so that no counter goes back where something was erased, or went on after its end. */
const SHOWN = 'metricsShown';

const PAGE = 200;
const STATES_AT_ONCE = 2_000;
/** What has ended is stored by then, whichever process it was. */
const SETTLED_AFTER = MINUTE;
/** Nodes that are asked at once what is overdue. */
const NODES_AT_ONCE = 200;
/** Whoever asks more often gets the same again. */
const LEAST_AGE = 5 * SECOND;
/** So that no more than a twentieth of the time goes by with it, however much there is. */
const AGE_FOR_WORK = 20;

/**
 * Reads metrics: days that are over from the statistics, and what has ended since
 * then once, page by page. Nobody pays for it but whoever asks.
 */
export class MetricsReader {
	/** What has ended from `since` on and is settled, up to `last`. */
	private settled: { since: number; totals: Totals; last: Ended | undefined } | undefined;

	private latest: { metrics: Metrics; readAt: number; took: number } | undefined;

	private reading: Promise<Metrics> | undefined;

	/** @param published the scopes of nodes whose workflow is published. */
	constructor(
		private readonly store: Store,
		private readonly published: () => Promise<string[]>,
	) {}

	async read(): Promise<Metrics> {
		const now = this.store.clock.now();
		const { latest } = this;
		const isFresh =
			latest &&
			now >= latest.readAt &&
			now - latest.readAt < Math.max(LEAST_AGE, latest.took * AGE_FOR_WORK);
		if (isFresh) return latest.metrics;
		// One for all who ask meanwhile.
		this.reading ??= this.readNow(now).finally(() => (this.reading = undefined));
		return await this.reading;
	}

	private async readNow(readAt: number): Promise<Metrics> {
		const { store } = this;
		const totals = await this.totals();
		const open = await openByState(store);
		const waiting = [...open.values()].reduce((sum, many) => sum + many, 0);
		const overdue = await overdueIn(store, await this.published());
		const read = async ({ settings, lookups }: Transaction): Promise<Metrics> => ({
			...(await keepLarger(settings, totals, waiting)),
			...(await counted(settings)),
			open,
			inbox: await lookups.inboxSize(),
			overdue,
		});
		// So that what another process has shown meanwhile stays.
		const metrics = await store.transaction(read, [SHOWN]);
		this.latest = { metrics, readAt, took: Math.max(0, store.clock.now() - readAt) };
		return metrics;
	}

	/** Of all that has ended, ever. */
	private async totals(): Promise<Totals> {
		const { store } = this;
		const { until, totals } = await store.transaction(
			async ({ settings }) => await totalsCounted(settings),
		);
		const settledBefore = store.clock.now() - SETTLED_AFTER;
		// What ends after the clock was set back, ends before what was read last.
		const isAhead = (this.settled?.last?.endedAt ?? 0) > settledBefore;
		if (this.settled?.since !== until || isAhead) {
			this.settled = { since: until, totals: noTotals(), last: undefined };
		}
		const recent = noTotals();
		let last = this.settled.last;
		for (;;) {
			const after = last;
			const page = await store.transaction(
				async ({ lookups }) =>
					await lookups.endedBetween(until, Number.MAX_SAFE_INTEGER, PAGE, after),
			);
			for (const one of page) {
				const { id, endedAt } = one;
				// Nobody ever waited for what was expected, also where it was given up.
				if (isExpecting(one)) continue;
				const isSettled = endedAt !== null && endedAt < settledBefore;
				addEnded(isSettled ? this.settled.totals : recent, one);
				if (isSettled) this.settled.last = { id, endedAt };
			}
			last = page.at(-1);
			if (page.length < PAGE) break;
		}
		return sumOf([totals, this.settled.totals, recent]);
	}
}

type Ended = { id: string; endedAt: number | null };

function sumOf(all: Totals[]): Totals {
	const sum = noTotals();
	for (const one of all) addTotals(sum, one);
	return sum;
}

async function openByState(store: Store): Promise<Map<EscalationState, number>> {
	const open = new Map(openStates.map((state) => [state, 0]));
	let after: WaitingState | undefined;
	for (;;) {
		const before = after;
		const page = await store.transaction(
			async ({ lookups }) => await lookups.waitingStates(STATES_AT_ONCE, before),
		);
		for (const { state } of page) {
			// Nobody waits for what is expected.
			const many = open.get(state);
			if (many !== undefined) open.set(state, many + 1);
		}
		if (page.length < STATES_AT_ONCE) return open;
		after = page.at(-1);
	}
}

type Shown = Totals & { opened: number };

async function keepLarger(settings: SettingTable, ended: Totals, waiting: number): Promise<Shown> {
	const before = shownIn(await settings.get(SHOWN));
	const larger = largerOf(before, ended);
	// Whatever has ended was opened.
	const opened = Math.max(before.opened, numberOf(larger) + waiting);
	const shown = { ...larger, opened };
	const json = JSON.stringify(shown);
	if (json !== JSON.stringify(before)) await settings.save(SHOWN, json);
	return shown;
}

function shownIn(json: string | undefined): Shown {
	const nothing = { ...noTotals(), opened: 0 };
	try {
		return { ...nothing, ...(JSON.parse(json ?? '{}') as Partial<Shown>) };
	} catch {
		return nothing;
	}
}

async function overdueIn(store: Store, scopes: string[]): Promise<number> {
	let longest = 0;
	for (const some of chunksOf(scopes, NODES_AT_ONCE)) {
		await store.transaction(async ({ escalations, now }) => {
			for (const scope of some) {
				const dueAt = await escalations.nextDueAt(scope, now);
				longest = Math.max(longest, now - (dueAt ?? now));
			}
		});
	}
	return longest;
}
