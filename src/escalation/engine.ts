import { LEASE } from '../delivery/dispatcher';
import type { Duty } from '../delivery/duty';
import type { EscalationFilter, Store } from '../store/store';
import type { Clock } from '../time/clock';
import { DAY, HOUR } from '../time/duration';
import { changeConversation, changeEscalation, type Change, type ChangeResult } from './change';
import type { Claim, Escalation, TimelineEntry } from './escalation';
import { escalationDuty } from './escalationDuty';
import type { Level } from './level';
import * as machine from './machine';
import { save } from './save';
import { takeMessage, takeReply, type Incoming, type TrackResult } from './tracking';

/** What passed the gate and has to leave the node now. */
export interface GatedAct {
	escalation: Escalation;
	claim: Claim;
	timeline: TimelineEntry[];
}

/** An escalation with its history. */
export interface EscalationRecord {
	escalation: Escalation;
	timeline: TimelineEntry[];
}

/** A conversation that is overdue for so long is ended when no clock looks after it. */
const ORPHANED_AFTER = 7 * DAY;
/** By then n8n has started the clocks of all published workflows. */
const STARTING = HOUR;
const ORPHANS_AT_ONCE = 500;

/** The pure machine, a store and a clock: every public method is one atomic commit. */
export class EscalationEngine {
	private readonly startedAt: number;

	constructor(
		private readonly store: Store,
		private readonly clock: Clock,
		/** Names this process in claims. */
		private readonly owner: string,
		/** Whether the clock of this node runs in this process. */
		private readonly isRunning: (scope: string) => boolean = () => true,
	) {
		this.startedAt = clock.now();
	}

	/** Takes in what arrived at a node, in order. */
	async track(scope: string, arrivals: Incoming[]): Promise<TrackResult[]> {
		const now = this.clock.now();
		return await this.store.transaction((transaction) =>
			arrivals.map((arrival) => {
				if (arrival.eventId && !transaction.recordDelivery(scope, arrival.eventId, now)) {
					return 'duplicate';
				}
				return arrival.type === 'message'
					? takeMessage(transaction, scope, arrival, now)
					: takeReply(transaction, scope, arrival, now);
			}),
		);
	}

	/** What somebody does to a conversation, in every node that tracks it. */
	async change(conversationKey: string, change: Change): Promise<Escalation[]> {
		const now = this.clock.now();
		return await this.store.transaction((transaction) =>
			changeConversation(transaction, conversationKey, change, now),
		);
	}

	/** The same, for the conversation of one escalation of this node, if it is still open. */
	async changeOne(scope: string, id: string, change: Change): Promise<ChangeResult> {
		const now = this.clock.now();
		return await this.store.transaction((transaction) =>
			changeEscalation(transaction, { scope, id }, change, now),
		);
	}

	/** One escalation of this node, whatever became of it. */
	async findOne(scope: string, id: string): Promise<Escalation | undefined> {
		const escalation = await this.store.transaction((transaction) => transaction.escalation(id));
		return escalation?.scope === scope ? escalation : undefined;
	}

	/** Those that match, the latest first, each with its history. */
	async find(filter: EscalationFilter, limit: number, offset = 0): Promise<EscalationRecord[]> {
		return await this.store.transaction((transaction) =>
			transaction.findEscalations(filter, limit, offset).map((escalation) => ({
				escalation,
				timeline: transaction.timeline(escalation.id),
			})),
		);
	}

	/** Lets each claim that is still valid pass, once. The result is in the order of the tokens. */
	async passGate(scope: string, tokens: string[]): Promise<Array<GatedAct | undefined>> {
		const now = this.clock.now();
		return await this.store.transaction((transaction) =>
			tokens.map((token) => {
				const claimed = transaction.escalationByClaim(token, now);
				if (!claimed || claimed.scope !== scope || !claimed.claim) return undefined;
				const step = machine.gate(claimed, token, { until: now + LEASE }, now);
				if (!step) return undefined;
				const escalation = save(transaction, step, now);
				return {
					escalation,
					claim: claimed.claim,
					timeline: transaction.timeline(escalation.id),
				};
			}),
		);
	}

	/** The duty of one escalation node, with the levels that it has. */
	dutyOf(scope: string, levels: Level[] = []): Duty {
		const { store, clock, owner } = this;
		const endOrphans = async () => await this.endOrphans();
		return escalationDuty({ store, clock, owner, scope, levels, endOrphans });
	}

	/** Ends what no clock will ever look at again: its workflow or its node was deleted. */
	private async endOrphans(): Promise<void> {
		const now = this.clock.now();
		if (now - this.startedAt < STARTING) return;
		await this.store.transaction((transaction) => {
			for (const overdue of transaction.overdueEscalations(now - ORPHANED_AFTER, ORPHANS_AT_ONCE)) {
				if (this.isRunning(overdue.scope)) continue;
				save(transaction, machine.cancel(overdue, { because: 'orphaned', actor: null }, now), now);
			}
		});
	}
}
