import { randomBytes, randomUUID } from 'node:crypto';

import type { ClaimedItem, Duty, ItemOutcome } from '../delivery/duty';
import { LEASE } from '../delivery/dispatcher';
import { forgetOld } from '../store/retention';
import type { Store, Transaction } from '../store/store';
import type { Clock } from '../time/clock';
import type { Claim, Escalation, TimelineEntry } from './escalation';
import { levelIndex, type Level } from './level';
import * as machine from './machine';
import type { IncomingMessage, Step } from './machine';
import type { Policy } from './policy';

/** Something that arrived at the node: a customer's message, or the word that somebody replied. */
export type Incoming =
	| ({
			type: 'message';
			eventId?: string;
			policy: Policy;
			/** False for a word that adds to a conversation which waits already, and starts no waiting. */
			opens: boolean;
	  } & IncomingMessage)
	| {
			type: 'reply';
			eventId?: string;
			conversationKey: string;
			repliedAt: number;
			actor: string | null;
	  };

/** `alreadyAnswered`, `alreadyExhausted`: a late or repeated word of a message that is settled. */
export type TrackResult =
	| 'opened'
	| 'continued'
	| 'replied'
	| 'noted'
	| 'duplicate'
	| 'alreadyAnswered'
	| 'alreadyExhausted';

/** What passed the gate and has to leave the node now. */
export interface GatedAct {
	escalation: Escalation;
	claim: Claim;
	timeline: TimelineEntry[];
}

/** The pure machine, a store and a clock: every public method is one atomic commit. */
export class EscalationEngine {
	constructor(
		private readonly store: Store,
		private readonly clock: Clock,
		/** Names this process in claims. */
		private readonly owner: string,
	) {}

	/** Takes in what arrived at a node, in order. */
	async track(scope: string, arrivals: Incoming[]): Promise<TrackResult[]> {
		const now = this.clock.now();
		return await this.store.transaction((transaction) =>
			arrivals.map((arrival) => {
				if (arrival.eventId && !transaction.recordDelivery(scope, arrival.eventId, now)) {
					return 'duplicate';
				}
				return arrival.type === 'message'
					? this.message(transaction, scope, arrival, now)
					: this.reply(transaction, scope, arrival, now);
			}),
		);
	}

	/**
	 * Ends every open escalation of a conversation, whichever node tracks it,
	 * and keeps a late word of the same message from opening another.
	 */
	async acknowledge(conversationKey: string, actor: string | null): Promise<Escalation[]> {
		const now = this.clock.now();
		return await this.store.transaction((transaction) => {
			transaction.recordReply(conversationKey, undefined, now, now);
			return transaction.openEscalations(conversationKey).map((escalation) => {
				// A person who acknowledges has seen all there is, whatever the source's clock says.
				const repliedAt = Math.max(now, escalation.latestMessageAt);
				return save(transaction, machine.reply(escalation, { repliedAt, actor }, now), now);
			});
		});
	}

	/** Lets each claim that is still valid pass, once. The result is in the order of the tokens. */
	async passGate(scope: string, tokens: string[]): Promise<Array<GatedAct | undefined>> {
		const now = this.clock.now();
		return await this.store.transaction((transaction) =>
			tokens.map((token) => {
				const claimed = transaction.escalationByClaim(token);
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

	/** The duty of one escalation node. Pushes of different levels never share an execution. */
	dutyOf(scope: string, levels: Level[] = []): Duty {
		const { store, clock, owner } = this;
		return {
			async claimDue(limit): Promise<ClaimedItem[]> {
				const now = clock.now();
				return await store.transaction((transaction) => {
					transaction.replan('escalations', scope, now);
					return transaction.dueEscalations(scope, now, limit).flatMap((due) => {
						const token = randomUUID();
						const lease = { token, owner, until: now + LEASE };
						const { claim } = save(transaction, machine.claim(due, lease, now), now);
						// Outside its active hours it was only put off.
						if (claim?.token !== token) return [];
						const level = levelIndex(levels, claim.pushNumber ?? 0);
						return { token, json: { claim: token }, group: `${claim.output} ${level}` };
					});
				});
			},
			async renew(tokens) {
				const now = clock.now();
				await store.transaction((transaction) =>
					transaction.renewClaims('escalations', tokens, now + LEASE, now),
				);
			},
			async settle(outcomes: ItemOutcome[]) {
				const now = clock.now();
				await store.transaction((transaction) => {
					for (const outcome of outcomes) settleOne(transaction, outcome, now);
				});
			},
			async tidy() {
				await forgetOld(store, clock);
			},
			async nextDueAt() {
				return await store.transaction((transaction) =>
					transaction.nextDueAt('escalations', scope),
				);
			},
			async recover() {
				const now = clock.now();
				await store.transaction((transaction) =>
					transaction.releaseClaims('escalations', scope, owner, now),
				);
			},
		};
	}

	private message(
		transaction: Transaction,
		scope: string,
		message: Incoming & { type: 'message' },
		now: number,
	): TrackResult {
		const incoming: IncomingMessage = {
			conversationKey: message.conversationKey,
			writtenAt: Math.min(message.writtenAt, now),
			event: message.event,
		};
		const [current] = transaction.openEscalations(message.conversationKey, scope);
		if (current) {
			save(transaction, machine.continueWith(current, incoming, now), now);
			return 'continued';
		}
		if (!message.opens) return 'noted';
		const former = transaction.latestEscalation(scope, message.conversationKey, now);
		const isOldMessage =
			former !== undefined &&
			former.latestMessageAt <= now &&
			incoming.writtenAt <= former.latestMessageAt;
		if (isOldMessage && former.state === 'exhausted') return 'alreadyExhausted';
		const repliedAt = transaction.lastReply(message.conversationKey, scope, now);
		if (isOldMessage || machine.isAnswered(incoming.writtenAt, repliedAt)) return 'alreadyAnswered';
		save(
			transaction,
			machine.open(incoming, { id: newId(now), scope, policy: message.policy, now }),
			now,
		);
		return 'opened';
	}

	private reply(
		transaction: Transaction,
		scope: string,
		{ conversationKey, repliedAt, actor }: Incoming & { type: 'reply' },
		now: number,
	): TrackResult {
		const given = { repliedAt: Math.min(repliedAt, now), actor };
		transaction.recordReply(conversationKey, scope, given.repliedAt, now);
		const [current] = transaction.openEscalations(conversationKey, scope);
		if (!current) return 'noted';
		return save(transaction, machine.reply(current, given, now), now).state === 'replied'
			? 'replied'
			: 'noted';
	}
}

function save(transaction: Transaction, step: Step, now: number): Escalation {
	transaction.saveEscalation(step.escalation, now);
	if (step.push) transaction.savePush(step.push);
	for (const entry of step.timeline) transaction.addToTimeline(step.escalation.id, entry);
	return step.escalation;
}

function settleOne(transaction: Transaction, outcome: ItemOutcome, now: number): void {
	const claimed = transaction.escalationByClaim(outcome.token);
	const step = claimed && machine.settle(claimed, outcome.token, outcome, now);
	if (step) save(transaction, step, now);
	// Answered while it was on its way: only the record of the push is left to close.
	else transaction.settlePush(outcome.token, isSent(outcome) ? 'sent' : 'failed', now);
}

function isSent({ result }: ItemOutcome): boolean {
	return result === 'sent' || result === 'unconfirmed';
}

/** Ids that ascend in time keep the store's index in order. */
function newId(now: number): string {
	return `${now.toString(36).padStart(9, '0')}${randomBytes(8).toString('hex')}`;
}
