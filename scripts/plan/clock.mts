import { EXECUTIONS_AT_ONCE, FEW, MOST_IN_ONE_EXECUTION } from '../../src/dispatch/pace.ts';
import type { Agenda } from './agenda.mts';
import type { Costs } from './costs.mts';
import { idlest, type Process } from './process.mts';

/** Something that is due, and what to do when the execution that carried it has ended. */
export interface DueItem {
	dueAt: number;
	done: (at: number) => void;
}

export interface ClockOptions {
	agenda: Agenda;
	costs: Costs;
	/** Where the clock runs. */
	main: Process;
	/** Where executions run. */
	workers: Process[];
	/** How long more is gathered once more than a few were due, in ms. */
	gatherFor: number;
}

/** The clock of one node: few due items go out one to an execution, more of them together. */
export class NodeClock {
	private readonly due: DueItem[] = [];

	private underWay = 0;

	private gatherUntil = 0;

	private isLooking = false;

	private readonly options: ClockOptions;

	constructor(options: ClockOptions) {
		this.options = options;
	}

	add(item: DueItem): void {
		const { agenda } = this.options;
		agenda.at(item.dueAt, () => {
			this.due.push(item);
			this.look();
		});
	}

	private look(): void {
		const { agenda, costs, main } = this.options;
		if (this.isLooking || this.due.length === 0 || this.underWay >= EXECUTIONS_AT_ONCE) return;
		this.isLooking = true;
		agenda.at(this.gatherUntil, () =>
			agenda.at(main.work(agenda.now, costs.look), () => this.handOut()),
		);
	}

	private handOut(): void {
		const { agenda, gatherFor } = this.options;
		this.isLooking = false;
		const items = this.due.splice(0, MOST_IN_ONE_EXECUTION);
		if (items.length > FEW) {
			this.gatherUntil = agenda.now + gatherFor;
			this.execute(items);
		} else for (const item of items) this.execute([item]);
		this.look();
	}

	private execute(items: DueItem[]): void {
		const { agenda, costs, main, workers } = this.options;
		this.underWay += 1;
		const worker = idlest(workers, agenda.now);
		const handedOverAt = worker === main ? agenda.now : main.work(agenda.now, costs.handOver);
		const endsAt = worker.work(handedOverAt, costs.execution + items.length * costs.item);
		agenda.at(endsAt, () => {
			this.underWay -= 1;
			for (const item of items) item.done(endsAt);
			this.look();
		});
	}
}
