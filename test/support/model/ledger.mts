import type { JobOutcome } from '../../../src/dispatch/jobSource.ts';
import type { GatedOutput } from '../../../src/escalation/record.ts';
import type { Claim, Escalation } from '../../../src/escalation/escalation.ts';
import type { Transaction } from '../../../src/store/transaction.ts';
import { LEASE } from '../../../src/dispatch/lease.ts';
import {
	delayBefore,
	giveUpAt,
	targetChanges,
	targetKinds,
	type ReplyKind,
	type TargetChange,
} from '../../../src/escalation/policy.ts';
import { isActive } from '../../../src/time/activeHours.ts';
import { HOUR, SECOND } from '../../../src/time/duration.ts';
import type { FakeClock } from '../time/fakeClock.mts';
import { isInOrder } from './reminderNumbers.mts';
import {
	escalationIn,
	readTables,
	writesOf,
	type TableRow,
	type Tables,
} from '../store/storeTables.mts';

/** What the ledger knows of one claim. `lost`: another one was made for the same output. */
interface ClaimRecord {
	token: string;
	escalationId: string;
	/** The reminder number, or the output. */
	output: number | string;
	/** Planned reminders in a row that had been missed: the next of the same number is another reminder. */
	missedReminders: number;
	status: 'held' | 'sent' | 'failed' | 'lost' | 'unknown';
	hasPassed: boolean;
	hasLeft: boolean;
	/** Its process is gone, so that nobody can say what became of it. */
	isOrphan: boolean;
}

/** As the store has it, with the numbers of its reminders that did not fail. */
export type WatchedEscalation = Escalation & { reminders: number[] };

interface Passage {
	output: number | string;
	/** Time that has really passed, and that the clock was set forward, until then. */
	elapsed: number;
	setForward: number;
}

/**
 * Watches everything that happens to the escalations of a store from outside
 * and compares it with what was promised (docs: the invariants). Throws at the
 * first promise that is broken.
 */
export class Ledger {
	private readonly claims = new Map<string, ClaimRecord>();

	/** The same by escalation, in their order. */
	private readonly claimsById = new Map<string, ClaimRecord[]>();

	private readonly openedAt = new Map<string, Passage>();

	/** How long the customer had waited when it opened, in ms. */
	private readonly waitedBefore = new Map<string, number>();

	/** The same, however long ago it was said to be. */
	private readonly waitedAtMost = new Map<string, number>();

	/** When that was noted which was told of targets, by the escalation and what it is. */
	private readonly targets = new Map<string, number>();

	/** What was to be told of a target while it was over by a wrong clock is told no more. */
	private readonly reopened = new Set<string>();

	private readonly passages = new Map<string, Passage[]>();

	private readonly replied = new Set<string>();

	/** The time, as the clock believes, at which the process began that runs now. */
	private begunAt = 0;

	/** The time that has to pass, as the clock believes, before anything leaves. */
	private readonly heldUntil = new Map<string, number>();

	/** When what is expected came last, by conversation. */
	private readonly cameAt = new Map<string, number>();

	/** By conversation. */
	private readonly mutedUntil = new Map<string, number>();

	/** Those that are over, with when and why. */
	private readonly ended = new Map<string, Pick<Escalation, 'endedAt' | 'endedBecause'>>();

	private readonly rows = new Map<string, WatchedEscalation>();

	/** What had been written when the tables were read. */
	private writes: unknown;

	/** What was read of each, to tell what has changed. */
	private readonly seen = new Map<string, string>();

	private readonly clock: FakeClock;

	private readonly isStrict: boolean;

	private violation: unknown;

	/** @param isStrict what left the node is not handed out again while its process lives. */
	constructor(clock: FakeClock, isStrict = false) {
		this.clock = clock;
		this.isStrict = isStrict;
	}

	/** Another process begins: what was sent to the one before may not have been heard. */
	begun(): void {
		this.begunAt = this.believed();
	}

	/** Nobody will ever say what became of the executions on their way. */
	orphan(): void {
		for (const record of this.claims.values()) record.isOrphan = true;
	}

	/** Reads the tables themselves after each transaction, not by the store's own methods. */
	readonly observe = async (transaction: Transaction): Promise<void> => {
		const writes = writesOf(transaction);
		if (writes !== undefined && writes === this.writes) return;
		this.writes = writes;
		this.read(await readTables(transaction));
	};

	/** Looks at what has changed of these rows; others may have been left out. */
	read({ reminders, escalations }: Tables): void {
		this.noting(() => {
			const remindersOf = Map.groupBy(reminders, ({ escalation_id: id }) => String(id));
			for (const row of escalations) this.readOne(row, remindersOf.get(String(row.id)) ?? []);
		});
	}

	private readOne(row: TableRow, reminders: TableRow[]): void {
		const seen = `${Object.values(row).join(' ')} ${reminders.map(({ token }) => token).join()}`;
		if (this.seen.get(String(row.id)) === seen) return;
		this.seen.set(String(row.id), seen);
		this.changed(escalationIn(row), reminders);
	}

	/**
	 * An escalation as a transaction leaves it.
	 *
	 * @param reminders by number; one that was left alone has no token.
	 */
	changed(escalation: Escalation, reminders: TableRow[]): void {
		this.noting(() => {
			const row = { ...escalation, reminders: reminders.map(({ number }) => Number(number)) };
			this.rows.set(row.id, row);
			const tokens = new Set(reminders.map(({ token }) => String(token)));
			const leftAlone = new Set(
				reminders.filter(({ token }) => token === '').map(({ number }) => Number(number)),
			);
			this.noteReleases(row, ({ token, output }) => {
				if (tokens.has(token)) return 'sent';
				return leftAlone.has(Number(output)) ? 'unknown' : 'failed';
			});
			this.check(row);
			// A reminder that settles as it passes leaves no claim to look at.
			for (const token of tokens) {
				const record = this.claims.get(token);
				if (record && !record.hasPassed) this.pass(record);
			}
		});
	}

	/** The first broken promise is told at the end, also when the product took it for a store that fails. */
	private noting(work: () => void): void {
		try {
			work();
		} catch (error) {
			this.violation ??= error;
			throw error;
		}
	}

	/** All that are stored now. */
	get escalations(): WatchedEscalation[] {
		return [...this.rows.values()];
	}

	/** An execution let these items leave the node. */
	left(tokens: string[], gatedOutputs: Array<GatedOutput | undefined>): void {
		this.noting(() => {
			tokens.forEach((token, index) => {
				const gatedOutput = gatedOutputs[index];
				if (gatedOutput) this.leftOne(token, gatedOutput);
			});
		});
	}

	private leftOne(token: string, gatedOutput: GatedOutput): void {
		const record = this.claims.get(token);
		assert(record, `An item left with a token that was never handed out: ${token}`);
		if (!record.hasPassed) this.pass(record);
		assert(!record.hasLeft, `${nameOf(record)} left twice with one claim`);
		record.hasLeft = true;
		assert(
			gatedOutput.claim.redelivery || !this.maybeSeenBefore(record),
			`${nameOf(record)} is not marked as one that may have been seen`,
		);
	}

	/** Somebody asked for silence, and was told that it is granted. */
	snoozed(escalationId: string, milliseconds: number): void {
		this.heldUntil.set(escalationId, this.believed() + milliseconds);
	}

	/** The same, but nobody was told: the silence that was granted before may have become a shorter one. */
	maybeSnoozed(conversationKey: string, milliseconds: number): void {
		const until = this.believed() + milliseconds;
		for (const row of this.rows.values()) {
			const before = this.heldUntil.get(row.id);
			if (row.conversationKey !== conversationKey || before === undefined) continue;
			this.heldUntil.set(row.id, Math.min(before, until));
		}
	}

	/**
	 * The Changes output told what became of the target of a reply.
	 *
	 * @param notedAt the same however often it is handed out.
	 */
	toldTarget(escalationId: string, kind: ReplyKind, change: TargetChange, notedAt: number): void {
		this.noting(() => {
			const name = `${escalationId} ${kind} ${change}`;
			const row = this.rows.get(escalationId);
			const { targets } = row?.policy ?? {};
			const within = targets?.within[kind];
			assert(row && targets && within !== undefined, `${name}: it has no target`);
			assert(kind === replyKindOf(row), `${name}: it is another reply`);
			assert(!this.replied.has(escalationId), `${name}: told after the reply`);
			assert(row.state !== 'cancelled', `${name}: told after it was cancelled`);
			const before = this.targets.get(name) ?? notedAt;
			assert(before === notedAt, `${name}: noted twice`);
			this.targets.set(name, notedAt);
			const part = change === 'warning' ? targets.warnAt : 1;
			const worked = this.workedAtMost(row);
			assert(worked >= within * part - 1, `${name}: told after ${worked} ms of working time`);
		});
	}

	/** Whether what the store has noted of the target of a reply was told, where it had to be. */
	checkTargetTold(row: WatchedEscalation): void {
		const { id, targetsTold, policy, state } = row;
		const kind = replyKindOf(row);
		const told = targetsTold[kind];
		if (!policy.announceChanges || told === undefined) return;
		const isSettled = state === 'replied' || state === 'cancelled';
		assert(
			isSettled || this.reopened.has(id) || this.targets.has(`${id} ${kind} ${told}`),
			`${id}: ${told}, and never told`,
		);
	}

	/** Time in which people worked since the customer wrote: hour by hour, since they begin and end on the hour. */
	private workedAtMost({ id, policy, waitingSince }: WatchedEscalation): number {
		const opened = this.openedAt.get(id);
		const believed = this.believed() - (opened ? opened.elapsed + opened.setForward : 0);
		const all = believed + (this.waitedAtMost.get(id) ?? 0);
		// Of times that are no more there are no hours.
		if (!policy.activeHours || this.clock.wasSet) return all;
		const now = this.clock.now();
		let worked = 0;
		for (let hour = waitingSince - (waitingSince % HOUR); hour < now; hour += HOUR) {
			const part = Math.min(now, hour + HOUR) - Math.max(waitingSince, hour);
			if (isActive(policy.activeHours, hour)) worked += part;
		}
		return Math.min(all, worked);
	}

	/** Before anything else is handed out, what has become of the target is noted. */
	private checkTargetNoted(row: WatchedEscalation): void {
		const { id, policy, targetsTold, waitingSince, openedAt, expectation } = row;
		const kind = replyKindOf(row);
		const within = policy.targets?.within[kind];
		// What counts as answered by silence is not late.
		if (within === undefined || policy.activeHours || policy.endWhenSilentFor !== null) return;
		// Of what is missing nobody knew before.
		const since = expectation?.isMissing ? openedAt : waitingSince;
		const isLate = this.clock.now() - since >= within;
		assert(!isLate || targetsTold[kind] === 'breached', `${id} is late, which nobody noted`);
	}

	/** What is expected comes: it is missing no more, and not before its time. */
	came(conversationKey: string): void {
		this.cameAt.set(conversationKey, this.clock.now());
	}

	/** Where the clock is set, nobody knows how long ago it came. */
	private checkMissing({ id, conversationKey, policy }: WatchedEscalation): void {
		const { period, grace } = policy.expects!;
		const cameAt = this.cameAt.get(conversationKey);
		assert(cameAt !== undefined, `${id} is missing, and was never there`);
		const late = this.clock.now() - cameAt >= period + grace;
		assert(late || this.clock.wasSet, `${id} is missing before its time`);
	}

	/** What is expected no more is missing: its row went when the conversation opened. */
	private checkReplaced({ id, conversationKey, lastHeardAt }: WatchedEscalation): void {
		const missing = this.escalations.filter(
			(row) => row.conversationKey === conversationKey && row.expectation?.isMissing,
		);
		const isReplaced = missing.some((row) => this.clock.wasSet || row.lastHeardAt === lastHeardAt);
		assert(isReplaced, `${id} did not come again, and nothing is missing`);
	}

	/** Somebody muted a conversation, and was told so. Where the clock is set, nobody knows how long that is. */
	muted(conversationKey: string, until: number): void {
		this.mutedUntil.set(conversationKey, until);
	}

	/** From now on nothing has to be muted. */
	unmuted(): void {
		this.mutedUntil.clear();
	}

	private checkMute(record: ClaimRecord): void {
		const row = this.rows.get(record.escalationId);
		if (!row || row.endedAt !== null || this.clock.wasSet) return;
		const until = this.mutedUntil.get(row.conversationKey) ?? 0;
		assert(this.clock.now() >= until, `${nameOf(record)} passed the gate while it was muted`);
	}

	/** A settlement was stored: it has to say what was said. */
	settled(outcomes: JobOutcome[]): void {
		this.noting(() => {
			for (const { token, result } of outcomes) {
				const record = this.claims.get(token);
				if (!record?.hasLeft || this.ended.has(record.escalationId)) continue;
				if (record.status !== 'sent' && record.status !== 'failed') continue;
				// Whether it was told or given up, nothing is left to say.
				if (isAlarm(record.output)) continue;
				const isSent = result === 'sent';
				assert(
					(record.status === 'sent') === isSent,
					`${nameOf(record)} ended as "${result}" and was stored as ${record.status}`,
				);
			}
		});
	}

	/** When everything that was due has been done and no execution is on its way. */
	checkAtTheEnd(): void {
		if (this.violation !== undefined) throw this.violation;
		for (const row of this.rows.values()) {
			this.checkEnded(row);
			this.checkTargetTold(row);
		}
	}

	/** Checks what the store has forgotten by now, and forgets it too. Gives it. */
	forget(now: number): WatchedEscalation[] {
		const forgotten = [...this.rows.values()].filter((row) => isForgotten(row, now));
		for (const row of forgotten) {
			this.checkEnded(row);
			for (const { token } of this.claimsOf(row.id)) this.claims.delete(token);
			this.checkTargetTold(row);
			for (const one of [this.claimsById, this.openedAt, this.waitedBefore, this.passages]) {
				one.delete(row.id);
			}
			this.waitedAtMost.delete(row.id);
			for (const kind of targetKinds) {
				for (const change of targetChanges) this.targets.delete(`${row.id} ${kind} ${change}`);
			}
			this.reopened.delete(row.id);
			for (const one of [this.replied, this.ended, this.heldUntil, this.rows, this.seen]) {
				one.delete(row.id);
			}
		}
		return forgotten;
	}

	private checkEnded(row: WatchedEscalation): void {
		const { id, state, dueAt, policy } = row;
		if (state === 'expected') {
			this.checkReplaced(row);
			return;
		}
		assert(row.endedAt !== null, `${id} never ended: ${state}`);
		assert(dueAt === null, `${id} has ended and is due still`);
		const announcements = this.claimsOf(id).filter(
			({ output, hasLeft }) => typeof output === 'string' && !isAlarm(output) && hasLeft,
		);
		const outputs = new Set(announcements.map(({ output }) => output));
		assert(outputs.size <= 1, `${id} left by ${[...outputs].join(' and ')}`);
		assert(state !== 'cancelled' || outputs.size === 0, `${id} was cancelled and announced`);
		if (state === 'exhausted') {
			assert(outputs.has('exhausted'), `${id} was exhausted and nobody heard`);
			const isHopeless =
				row.missedReminders >=
				(policy.whenRemindersFail === 'giveUp' ? 1 : policy.maximumReminders);
			assert(
				isHopeless || row.endedBecause !== 'reminderFailed',
				`${id} was given up after ${row.missedReminders} reminders were missed`,
			);
			const isComplete = row.reminders.length === policy.maximumReminders;
			assert(
				isComplete || row.endedBecause !== 'maximumReminders',
				`${id} was exhausted after reminders ${row.reminders.join()}`,
			);
		}
		if (state === 'replied' && row.reminders.length > 0) {
			assert(outputs.has('replied'), `${id} was replied to and nobody heard`);
		}
	}

	private check(row: WatchedEscalation): void {
		const { id, reminders, policy, claim, state } = row;
		if (!this.openedAt.has(id)) {
			this.openedAt.set(id, this.passageNow('opened'));
			this.waitedBefore.set(id, row.openedAt - row.waitingSince);
			if (row.expectation?.isMissing) this.checkMissing(row);
		}
		const waited = Math.max(this.waitedAtMost.get(id) ?? 0, row.openedAt - row.waitingSince);
		this.waitedAtMost.set(id, waited);
		assert(
			isInOrder(reminders) && row.reminderCount === reminders.length,
			`${id} has reminders ${reminders.join()} and counts ${row.reminderCount}`,
		);
		const maximum = policy.maximumReminders || Infinity;
		assert(reminders.length <= maximum, `${id} has ${reminders.length} reminders`);
		assert(row.dueAt !== null || row.endedAt !== null, `${id} waits and is never looked at again`);
		this.checkEnd(row);
		const isAnnounced = this.passages.get(id)?.some((passage) => passage.output === 'exhausted');
		assert(
			!(state === 'exhausted' && claim && claim.gatedAt === null && !isAnnounced),
			`${id} was exhausted before its announcement passed the gate`,
		);
		if (claim) this.noteClaim(id, claim, state);
	}

	private checkEnd(row: Escalation): void {
		const { id, state, endedAt, endedBecause, policy } = row;
		assert(
			endedBecause !== 'silence' ||
				this.ended.has(id) ||
				this.believed() - this.begunAt >= (policy.endWhenSilentFor ?? Infinity),
			`${id} ended by a silence that nobody could hear`,
		);
		const isOver = state === 'replied' || state === 'exhausted' || state === 'cancelled';
		assert(isOver === (endedAt !== null), `${id} is ${state} and ended at ${endedAt}`);
		if (!isOver && this.ended.has(id)) this.noteReopened(id, state);
		assert(state === 'replied' || !this.replied.has(id), `${id} was replied to and is ${state}`);
		if (isOver) this.ended.set(id, { endedAt, endedBecause });
		if (state === 'replied') this.replied.add(id);
	}

	/** Only what time has ended by a clock that has been set back since. What was told of its end may be told again. */
	private noteReopened(id: string, state: string): void {
		const { endedAt = null, endedBecause = null } = this.ended.get(id) ?? {};
		const isByTime = ['maximumReminders', 'timeLimit', 'silence', 'orphaned'].includes(
			String(endedBecause),
		);
		const isAhead = endedAt !== null && endedAt > this.clock.now();
		assert(isByTime && isAhead, `${id} had ended by ${endedBecause} and is ${state}`);
		this.ended.delete(id);
		this.replied.delete(id);
		this.reopened.add(id);
		const kept = this.claimsOf(id).filter(({ output }) => typeof output === 'number');
		this.claimsById.set(id, kept);
		const passages = this.passages.get(id) ?? [];
		this.passages.set(
			id,
			passages.filter(({ output }) => typeof output === 'number'),
		);
	}

	/** A claim that is gone, and not replaced by another, was settled or taken back. */
	private noteReleases(
		{ id, claim, dueAt, failing, policy }: Escalation,
		endingOf: (record: ClaimRecord) => 'sent' | 'unknown' | 'failed',
	): void {
		for (const record of this.claimsOf(id)) {
			if (record.status !== 'held') continue;
			if (claim?.token === record.token && claim.isTakenBack) record.status = 'failed';
			if (claim !== null) continue;
			const isTold = isAlarm(record.output) ? failing?.announceAt === null : dueAt === null;
			const isAnnounced = typeof record.output === 'string' && record.hasPassed && isTold;
			const ending = isAnnounced ? 'sent' : endingOf(record);
			assert(
				ending !== 'unknown' || !policy.resendInterrupted,
				`${nameOf(record)} was left alone and had to be sent again`,
			);
			record.status = ending;
		}
	}

	private noteClaim(escalationId: string, claim: Claim, state: string): void {
		let record = this.claims.get(claim.token);
		if (!record) {
			const output = outputOf(claim, this.rows.get(escalationId));
			this.checkRetry(escalationId, output);
			for (const other of this.claimsOf(escalationId)) {
				assert(
					!(other.output === output && other.status === 'sent'),
					`${nameOf(other)} was sent and is handed out again`,
				);
				if (other.status !== 'held') continue;
				other.status = 'lost';
				assert(
					!this.isStrict || other.isOrphan || !other.hasLeft || other.output !== output,
					`${nameOf(other)} was on its way and is handed out again`,
				);
			}
			record = {
				token: claim.token,
				escalationId,
				output,
				missedReminders: this.rows.get(escalationId)?.missedReminders ?? 0,
				status: 'held',
				hasPassed: false,
				hasLeft: false,
				isOrphan: false,
			};
			this.claims.set(claim.token, record);
			this.claimsById.set(escalationId, [...this.claimsOf(escalationId), record]);
			assert(
				output === 'replied' || state !== 'replied',
				`${nameOf(record)} was handed out after the reply`,
			);
			this.checkHours(record, 'was handed out');
			const row = this.rows.get(escalationId);
			if (row && row.endedAt === null) this.checkTargetNoted(row);
		}
		if (claim.gatedAt !== null && !record.hasPassed) this.pass(record);
	}

	private checkHours(record: ClaimRecord, what: string): void {
		const row = this.rows.get(record.escalationId);
		if (!row?.policy.activeHours || row.endedAt !== null) return;
		assert(
			isActive(row.policy.activeHours, this.clock.now()),
			`${nameOf(record)} ${what} outside the active hours`,
		);
	}

	/** However long its execution waited for its turn. What may have been heard is finished. */
	private checkTime(record: ClaimRecord): void {
		this.checkHours(record, 'passed the gate');
		const row = this.rows.get(record.escalationId);
		if (!row || typeof record.output !== 'number' || row.claim?.redelivery) return;
		assert(
			this.clock.now() < giveUpAt(row.policy, row.openedAt),
			`${nameOf(record)} passed the gate when the time for it was over`,
		);
	}

	/** What failed or was lost is tried again before anything else, unless the end came. */
	private checkRetry(escalationId: string, output: number | string): void {
		const row = this.rows.get(escalationId);
		if (isAlarm(output)) {
			assert(row?.failing, `${escalationId} is told to be failing and is not`);
			return;
		}
		const before = this.claimsOf(escalationId).findLast((other) => !isAlarm(other.output));
		if (!before || before.status === 'sent' || before.status === 'unknown') return;
		if (output === 'replied' || output === before.output) return;
		const isGivenUp = row?.exhaustion !== 'maximumReminders';
		assert(
			output === 'exhausted' && isGivenUp,
			`${nameOf(before)} was ${before.status}, and ${output} came next`,
		);
	}

	/** After a restart nobody waits for a lease of the process that is gone. What waits for longer waits for its hours, or is snoozed. */
	checkRecovered(): void {
		const now = this.clock.now();
		for (const { id, claim } of this.rows.values()) {
			const isLeased = claim !== null && claim.leaseUntil > now && claim.leaseUntil <= now + LEASE;
			assert(!isLeased, `${id} waits for a process that is gone`);
		}
	}

	/** The instant at which an output becomes real. */
	private pass(record: ClaimRecord): void {
		const { escalationId, output } = record;
		assert(
			record.status !== 'lost',
			`${nameOf(record)} passed the gate with a claim that was lost`,
		);
		assert(
			output === 'replied' || !this.replied.has(escalationId),
			`${nameOf(record)} passed the gate after the reply`,
		);
		assert(
			output === 'replied' || this.believed() >= (this.heldUntil.get(escalationId) ?? 0),
			`${nameOf(record)} passed the gate while it was snoozed`,
		);
		this.checkTime(record);
		this.checkMute(record);
		record.hasPassed = true;
		const passages = this.passages.get(escalationId) ?? [];
		const passage = this.passageNow(output);
		if (typeof output === 'number') this.checkGap(escalationId, passages, passage, output);
		this.passages.set(escalationId, [...passages, passage]);
	}

	private checkGap(id: string, passages: Passage[], passage: Passage, number: number): void {
		const row = this.rows.get(id);
		const before =
			number === 1
				? this.openedAt.get(id)
				: passages.findLast(({ output }) => output === number - 1);
		assert(row && before, `${id} skipped a reminder before ${number}`);
		if (passages.some(({ output }) => output === number)) return;
		const isFromMessage = number === 1 && row.policy.countFrom === 'message';
		const waitedBefore = isFromMessage ? (this.waitedBefore.get(id) ?? 0) : 0;
		const delay = delayBefore(row.policy, number) - waitedBefore;
		const believed = passage.elapsed - before.elapsed + (passage.setForward - before.setForward);
		assert(
			believed >= delay - SECOND,
			`${id}: reminder ${number} came ${believed} ms after the one before, not ${delay}`,
		);
	}

	/** Where an announcement is told again, nothing says so. */
	private maybeSeenBefore({ escalationId, output, missedReminders, token }: ClaimRecord): boolean {
		if (typeof output === 'string') return false;
		return this.claimsOf(escalationId).some(
			(other) =>
				other.output === output &&
				other.missedReminders === missedReminders &&
				other.token !== token &&
				other.status === 'lost' &&
				other.hasLeft,
		);
	}

	private claimsOf(escalationId: string): ClaimRecord[] {
		return this.claimsById.get(escalationId) ?? [];
	}

	private believed(): number {
		return this.clock.elapsed + this.clock.setForward;
	}

	private passageNow(output: number | string): Passage {
		return { output, elapsed: this.clock.elapsed, setForward: this.clock.setForward };
	}
}

function replyKindOf({ wasAnswered }: Escalation): ReplyKind {
	return wasAnswered ? 'nextReply' : 'firstReply';
}

/** Whether a store that tidies up every hour has forgotten it. */
export function isForgotten({ endedAt, dueAt, policy }: Escalation, now: number): boolean {
	const isOver = endedAt !== null && dueAt === null;
	return isOver && endedAt + policy.keepEndedFor < now - 2 * HOUR;
}

/** There may be several alarms, each of its own time. */
function outputOf(claim: Claim, row: Escalation | undefined): number | string {
	if (claim.output === 'failing') return `failing since ${row?.failing?.since}`;
	return claim.reminderNumber ?? claim.output;
}

function isAlarm(output: number | string): boolean {
	return String(output).startsWith('failing');
}

function nameOf({ escalationId, output }: ClaimRecord): string {
	return `${typeof output === 'number' ? `reminder ${output}` : output} of ${escalationId}`;
}

function assert(condition: unknown, message: string): asserts condition {
	if (!condition) throw new Error(message);
}
