import type { RollUp } from '../escalation/statistics/rollUp';
import { RecentMap } from '../recentMap';
import type { Store } from '../store/store';
import { DAY, HOUR, SECOND } from '../time/duration';
import { statisticsOf } from './statistics';

/** Two weeks of any time zone, with today. */
const BACK = 15 * DAY;
/** Numbers that are cheap to read are hardly older than the list above them. */
const AT_LEAST = 10 * SECOND;
/** To read takes no more than this part of the time; more where somebody waits to see what is new. */
const SHARE = 50;
const SHARE_FOR_NEWS = 2;
/** Workflows whose boards somebody looks at. */
const MOST = 50;

interface Read {
	rollUp: RollUp;
	/** ms since 1970. */
	readAt: number;
	/** How long that took, in ms. */
	took: number;
	/** How many presses there had been before it was read. */
	presses: number;
}

/**
 * What happened in the last two weeks, as it was known lately: boards are
 * open all day on many screens, and all of them ask for the same.
 */
export class RecentStatistics {
	private readonly known = new RecentMap<Read>({ keepFor: HOUR, most: MOST });

	private readonly reading = new Map<string, Promise<Read>>();

	private presses = 0;

	constructor(private readonly store: Store) {}

	/** @param workflowId undefined for all. */
	async of(workflowId?: string): Promise<RollUp> {
		const name = workflowId ?? '';
		const now = this.store.clock.now();
		const known = this.known.get(name, now);
		if (known && Math.abs(now - known.readAt) < this.goodFor(known)) return known.rollUp;
		const reading =
			this.reading.get(name) ?? this.read(workflowId, now).finally(() => this.reading.delete(name));
		this.reading.set(name, reading);
		return (await reading).rollUp;
	}

	/** Somebody has changed a conversation, and looks what became of it. */
	outdate(): void {
		this.presses += 1;
	}

	private goodFor({ rollUp, took, presses }: Read): number {
		// Whoever has just set it up looks at the board, and is not told that nothing happened.
		const isAwaited = rollUp.length === 0 || presses !== this.presses;
		return isAwaited ? took * SHARE_FOR_NEWS : Math.max(AT_LEAST, took * SHARE);
	}

	private async read(workflowId: string | undefined, now: number): Promise<Read> {
		const from = now - (now % HOUR) - BACK;
		const { presses } = this;
		const rollUp = await statisticsOf(this.store, from, Infinity, workflowId);
		const took = this.store.clock.now() - now;
		const read = { rollUp, readAt: now, took, presses };
		this.known.set(workflowId ?? '', read, now);
		return read;
	}
}
