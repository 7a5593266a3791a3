import { LEASE } from '../dispatch/lease';
import type { JobSource } from '../dispatch/jobSource';
import { jointJobSource } from '../dispatch/jointJobSource';
import { withinLease } from '../dispatch/passages';
import type { Store } from '../store/store';
import type { EscalationFilter, Transaction } from '../store/transaction';
import { STARTING } from '../store/retention';
import { DAY } from '../time/duration';
import { byToken } from './byToken';
import { changeConversation, changeEscalation, type ChangeResult } from './change';
import type { Change } from '../escalation/change';
import type { Escalation, EscalationWithEvent, TimelineEntry } from '../escalation/escalation';
import { escalationIdOf } from '../escalation/claimToken';
import { changeJobs, takeChanges } from './changeJobs';
import { ClaimedKeys } from './claimedKeys';
import { escalationJobs } from './escalationJobs';
import { forget, type Forgotten } from './forget';
import type { Level } from '../escalation/level';
import * as machine from '../escalation/machine';
import type { Step } from '../escalation/machine';
import type { Mute } from '../escalation/mute';
import type { EventCalendar } from '../time/calendar/timedEvents';
import type { RollUp } from '../escalation/statistics/rollUp';
import { endOrphan } from '../escalation/orphaned';
import {
	mutedIn,
	muteRecords,
	removeMute,
	saveMute,
	type MuteRecord,
	type WantedMute,
} from './mutes';
import { saveAll } from './save';
import { RecentStatistics } from './recentStatistics';
import { keepLevels, rollUpDays, statisticsOf } from './statistics';
import { trackAll, type TrackResult } from './tracking';
import { askWhoIsOnDuty, nobodyIn, tellNobody, type DutyQuestion } from './whoIsOnDuty';
import type { Incoming } from '../escalation/incoming';
import type { Whom } from './whom';
import type { GatedOutput, EscalationRecord, ChangeRecord } from '../escalation/record';

/** `scope`: only when it is of this node. */
export interface EscalationName {
	id: string;
	scope?: string;
}

export interface Overview {
	/** The longest open first. */
	waiting: EscalationWithEvent[];
	/** What is expected, and not overdue. */
	expected: EscalationWithEvent[];
	/** The last that ended first. */
	ended: EscalationWithEvent[];
	/** By the time at which the hour began. */
	remindersByHour: Map<number, number>;
	mutes: MuteRecord[];
	/** Until when those that wait are muted, by their ids. */
	mutedUntil: Map<string, number>;
}

/** A conversation that is overdue for so long is ended when no clock looks after it. */
const ORPHANED_AFTER = 7 * DAY;
const ORPHANS_AT_ONCE = 500;

/** The pure machine and a store: every public method but `forget` and those of statistics is one atomic commit. */
export class EscalationEngine {
	private readonly startedAt: number;

	private readonly claimedKeys: ClaimedKeys;

	private readonly recent: RecentStatistics;

	/** While the days that are over are counted: once for all nodes. */
	private counting: Promise<void> | undefined;

	constructor(
		private readonly store: Store,
		/** Names this process in claims. */
		private readonly owner: string,
		/** Whether the clock of this node runs in this process. */
		private readonly isRunning: (scope: string) => boolean = () => true,
	) {
		this.startedAt = store.clock.now();
		this.claimedKeys = new ClaimedKeys(store);
		this.recent = new RecentStatistics(store);
	}

	/** Takes in what arrived at a node, in order. */
	async track(scope: string, arrivals: Incoming[]): Promise<TrackResult[]> {
		const keys = arrivals.map(({ conversationKey }) => conversationKey);
		return await this.store.transaction(
			async (transaction) => await trackAll(transaction, scope, arrivals),
			keys,
		);
	}

	/** What somebody does to a conversation, in every node that tracks it. */
	async change(conversationKey: string, change: Change): Promise<EscalationWithEvent[]> {
		return await this.store.transaction(
			async (transaction) => await changeConversation(transaction, conversationKey, change),
			[conversationKey],
		);
	}

	/**
	 * The same, for the conversation of one escalation, if it is still open.
	 *
	 * @param which is looked up first where only its name is given.
	 * @param delivery by which it is known again when it is delivered twice: then nothing is changed.
	 */
	async changeOne(
		which: EscalationName | Escalation,
		change: Change,
		delivery?: string,
	): Promise<ChangeResult> {
		// Of what was found before only this is used: its id and its key never change.
		const found = 'conversationKey' in which ? which : await this.findOne(which);
		if (!found) return { before: undefined, changed: [] };
		const result = await this.store.transaction(
			async (transaction) => await changeEscalation(transaction, found, change, delivery),
			[found.conversationKey],
		);
		if (result.changed.length > 0) this.recent.outdate();
		return result;
	}

	/** Nothing is to be done about it, nor where it is delivered again. */
	async noteDelivery({ scope }: { scope: string }, delivery: string): Promise<void> {
		await this.store.transaction(
			async ({ deliveries, now }) => await deliveries.record(scope, delivery, now),
		);
	}

	/** One escalation, whatever became of it. */
	async findOne({ id, scope }: EscalationName): Promise<EscalationWithEvent | undefined> {
		const escalation = await this.store.transaction(
			async (transaction) => await transaction.lookups.escalation(id),
		);
		const isOfNode = scope === undefined || escalation?.scope === scope;
		return isOfNode ? escalation : undefined;
	}

	/** What has happened to one escalation, in order. */
	async timelineOf({ id }: { id: string }): Promise<TimelineEntry[]> {
		const found = await this.store.transaction(
			async ({ lookups }) => await lookups.timelines([id]),
		);
		return found.get(id) ?? [];
	}

	/**
	 * Reminders of the conversations that are meant go out no more for a time, in
	 * every node.
	 *
	 * @param read what its calendar says.
	 * @returns it as it is now, and how many wait that are meant, of the thousand that have waited longest.
	 */
	async mute(
		wanted: WantedMute,
		read?: EventCalendar,
	): Promise<MuteRecord & { conversations: number }> {
		return await this.store.transaction(
			async (transaction) => await saveMute(transaction, wanted, read),
		);
	}

	/** Until when the reminders of an escalation are muted, in ms since 1970; undefined where they are not. */
	async mutedUntil(escalation: EscalationWithEvent): Promise<number | undefined> {
		const found = await this.store.transaction(
			async (transaction) => await mutedUntilOf(transaction, [escalation]),
		);
		return found.get(escalation.id);
	}

	/** They go out again, within a minute. Gives the mute; undefined where it is not known. */
	async unmute(id: string): Promise<Mute | undefined> {
		return await this.store.transaction(async (transaction) => await removeMute(transaction, id));
	}

	/** Those that hold now first. */
	async mutes(): Promise<MuteRecord[]> {
		return await this.store.transaction(muteRecords);
	}

	/**
	 * What happened in the hours of UTC that begin from `from` to before `to`: also
	 * of what is forgotten since. Not one commit but many, so that nobody waits for it.
	 */
	async statistics(from: number, to: number, workflowId?: string): Promise<RollUp> {
		return await statisticsOf(this.store, from, to, workflowId);
	}

	/** The same of the last two weeks and today, as it was known lately. */
	async recentStatistics(workflowId?: string): Promise<RollUp> {
		return await this.recent.of(workflowId);
	}

	/** Erases what is stored of somebody. Not one commit but many, so that nobody waits for it. */
	async forget(whom: Whom): Promise<Forgotten> {
		return await forget(this.store, whom);
	}

	/** What waits, what ended lately, and what came of it, read at once. */
	async overview(
		workflowId: string | undefined,
		given: {
			waiting: number;
			expected: number;
			ended: number;
			remindersSince: number;
		},
	): Promise<Overview> {
		return await this.store.transaction(async (transaction) => {
			const waiting = await transaction.lookups.waiting(given.waiting, workflowId);
			return {
				waiting,
				mutes: await muteRecords(transaction),
				mutedUntil: await mutedUntilOf(transaction, waiting),
				expected: await transaction.lookups.find(
					{ states: ['expected'], workflowId },
					given.expected,
					0,
				),
				ended: await transaction.lookups.ended(given.ended, workflowId),
				remindersByHour: await transaction.lookups.remindersByHour(
					given.remindersSince,
					workflowId,
				),
			};
		});
	}

	/** Those that match, the latest first, each with its history. */
	async find(filter: EscalationFilter, limit: number, offset = 0): Promise<EscalationRecord[]> {
		return await this.store.transaction(async (transaction) => {
			const escalations = await transaction.lookups.find(filter, limit, offset);
			const ids = escalations.map(({ id }) => id);
			const timelines = await transaction.lookups.timelines(ids);
			const sent = await transaction.lookups.sentMessages(ids);
			const open = escalations.filter(({ endedAt }) => endedAt === null);
			const muted = await mutedUntilOf(transaction, open);
			return escalations.map((escalation) => ({
				escalation,
				mutedUntil: muted.get(escalation.id) ?? null,
				timeline: timelines.get(escalation.id) ?? [],
				sentMessages: sent.get(escalation.id) ?? [],
			}));
		});
	}

	/**
	 * Lets each claim that is still valid pass, once, unless an answer is stored
	 * already and only has not come to its node. The result is in the order of the tokens.
	 *
	 * @param triggers by which such an answer may have come, see `triggerNamed`.
	 * @param duty whose reminders they are; not asked where it is not given.
	 * @throws {TooLateError} where the leases may be over by the time that it is known.
	 */
	async passGate(
		scope: string,
		tokens: string[],
		triggers: readonly string[] = [],
		duty?: DutyQuestion,
	): Promise<Array<GatedOutput | undefined>> {
		const keys = await this.claimedKeys.of(tokens);
		const pass = async (transaction: Transaction) =>
			await letPass(transaction, scope, tokens, triggers, duty);
		return await withinLease(async () => await this.store.transaction(pass, keys));
	}

	/**
	 * What became of conversations of this node, to be told now, in the order of the
	 * tokens. That a target is missed is told to nobody once there is an answer.
	 *
	 * @param triggers by which such an answer may have come, see `triggerNamed`.
	 */
	async takeChanges(
		scope: string,
		tokens: string[],
		triggers: readonly string[] = [],
	): Promise<Array<ChangeRecord | undefined>> {
		const keys = await this.claimedKeys.of(tokens);
		const take = async (transaction: Transaction) =>
			await takeChanges(transaction, scope, tokens, triggers);
		return await withinLease(async () => await this.store.transaction(take, keys));
	}

	/**
	 * The job source of one escalation node, with the levels that it has.
	 *
	 * @param triggers before it, see `triggerNamed`: an answer that came by one of them is on its way to it.
	 * @param hasChangesOutput whether it has the output Changes.
	 */
	jobSourceOf(
		scope: string,
		levels: Level[] = [],
		triggers: readonly string[] = [],
		hasChangesOutput = false,
	): JobSource {
		const { store, owner, startedAt } = this;
		const endOrphans = async () => await this.endOrphans();
		const rollUpDays = async () => await this.rollUpDays(scope, levels);
		const outputs = escalationJobs({
			store,
			owner,
			scope,
			levels,
			triggers,
			startedAt,
			endOrphans,
			rollUpDays,
			claimedKeys: this.claimedKeys,
		});
		// They are few, and however many reminders are due do not keep them waiting.
		return hasChangesOutput ? jointJobSource(changeJobs(store, owner, scope), outputs) : outputs;
	}

	/** All nodes of a process do so at the same minute, and none of them is to forget before. */
	private async rollUpDays(scope: string, levels: Level[]): Promise<void> {
		await keepLevels(this.store, scope, levels);
		this.counting ??= rollUpDays(this.store).finally(() => (this.counting = undefined));
		await this.counting;
	}

	/** Ends what no clock will ever look at again, announcements too: its workflow or its node was deleted. */
	private async endOrphans(): Promise<void> {
		if (this.store.clock.now() - this.startedAt < STARTING) return;
		await this.store.transaction(async (transaction) => {
			const { now } = transaction;
			const overdue = await transaction.escalations.overdue(
				now - ORPHANED_AFTER,
				now,
				ORPHANS_AT_ONCE,
			);
			await saveAll(
				transaction,
				overdue
					.filter(({ scope }) => !this.isRunning(scope))
					.map((escalation) => endOrphan(escalation, now)),
			);
		});
	}
}

async function letPass(
	transaction: Transaction,
	scope: string,
	tokens: string[],
	triggers: readonly string[],
	duty: DutyQuestion | undefined,
): Promise<Array<GatedOutput | undefined>> {
	const { now } = transaction;
	const [found, events] = await Promise.all([
		transaction.escalations.byClaims(tokens),
		transaction.lookups.events(tokens.map(escalationIdOf)),
	]);
	const ours = found.filter((escalation) => escalation.scope === scope);
	const heldBack = await heldBackIn(transaction, ours, events, triggers);
	const claimed = byToken(ours.filter((escalation) => !heldBack.has(escalation)));
	const passages = tokens.map((token) => {
		const before = claimed.get(token);
		claimed.delete(token);
		if (!before?.claim) return undefined;
		const step = machine.gate(before, token, { until: now + LEASE / 2 }, now);
		return step && { step, claim: before.claim };
	});
	const leaving = passages.map(
		(passage) => passage && { escalation: passage.step.escalation, claim: passage.claim },
	);
	const onDuty = await askWhoIsOnDuty(transaction, leaving, duty);
	const nobody = leaving.map((each, index) => (each ? nobodyIn(onDuty[index], each, now) : []));
	const steps = passages.flatMap((passage, index) =>
		passage ? [{ ...passage.step, timeline: [...passage.step.timeline, ...nobody[index]] }] : [],
	);
	await saveAll(transaction, [...steps, ...heldBack.values()]);
	// A reminder tells nothing of what was before it, however long that is.
	const announced = steps.filter(({ escalation: { claim } }) => claim?.reminderNumber === null);
	const timelines = await transaction.lookups.timelines(
		announced.map(({ escalation }) => escalation.id),
	);
	const gatedOutputs = passages.map((passage, index): GatedOutput | undefined => {
		if (!passage) return undefined;
		const { claim, step } = passage;
		const { id } = step.escalation;
		const escalation = { ...step.escalation, event: events.get(id) ?? {} };
		return { escalation, claim, timeline: timelines.get(id) ?? [], onDuty: onDuty[index] };
	});
	for (const [index, gatedOutput] of gatedOutputs.entries()) {
		if (!gatedOutput?.onDuty || nobody[index].length === 0) continue;
		await tellNobody(transaction, gatedOutput.escalation, gatedOutput.onDuty);
	}
	return gatedOutputs;
}

/**
 * What must not leave now, given back: a reply to it is stored that has not come to
 * its node, its time is over, or it is muted.
 */
async function heldBackIn(
	transaction: Transaction,
	claimed: Escalation[],
	events: ReadonlyMap<string, Record<string, unknown>>,
	triggers: readonly string[],
): Promise<Map<Escalation, Step>> {
	const { now } = transaction;
	const keys = claimed.map(({ conversationKey }) => conversationKey);
	const [answered, muted] = await Promise.all([
		transaction.inbox.repliesWaiting(keys, triggers, now),
		mutedIn(transaction, claimed, events),
	]);
	const heldBack = new Map<Escalation, Step>();
	for (const escalation of claimed) {
		const isReplied = answered.has(escalation.conversationKey);
		const step = isReplied
			? machine.holdBack(escalation, now)
			: machine.giveBack(escalation, now, muted.get(escalation.id));
		if (step) heldBack.set(escalation, step);
	}
	return heldBack;
}

async function mutedUntilOf(
	transaction: Transaction,
	escalations: EscalationWithEvent[],
): Promise<Map<string, number>> {
	const events = new Map(escalations.map(({ id, event }) => [id, event]));
	const muted = await mutedIn(transaction, escalations, events);
	return new Map([...muted].map(([id, { until }]) => [id, until]));
}
