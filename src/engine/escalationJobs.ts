import type { JobSource, JobOutcome, Poll } from '../dispatch/jobSource';
import { isBreak } from '../dispatch/break';
import { LEASE } from '../dispatch/lease';
import { forgetAbandoned, forgetOld } from '../store/retention';
import type { Store } from '../store/store';
import type { Transaction } from '../store/transaction';
import { levelIndex, type Level } from '../escalation/level';
import type { Escalation } from '../escalation/escalation';
import * as machine from '../escalation/machine';
import type { Step } from '../escalation/machine';
import { byToken } from './byToken';
import type { ClaimedKeys } from './claimedKeys';
import { newId } from './newId';
import { newClaimToken } from '../escalation/claimToken';
import { reopenEndedAhead } from './reopen';
import { countMuted, mutedIn } from './mutes';
import { saveAll } from './save';

/** The job source of one escalation node: what falls due of its conversations. */
export function escalationJobs(context: {
	store: Store;
	/** Names this process in claims. */
	owner: string;
	scope: string;
	/** Reminders of different levels never share an execution. */
	levels: Level[];
	/** Before the node, see `triggerNamed`. */
	triggers: readonly string[];
	/** Since when the source can be heard where the clock does not say it, in ms since 1970. */
	startedAt: number;
	/** Both called every hour, the latter before anything is forgotten. */
	endOrphans: () => Promise<void>;
	rollUpDays: () => Promise<void>;
	/** Told whose conversations are handed out. */
	claimedKeys: ClaimedKeys;
}): JobSource {
	const { store, owner, scope, levels, triggers, startedAt, claimedKeys } = context;
	let listeningSince = startedAt;
	let brokenAt = -Infinity;
	// The first look finds what was ended before this process began.
	let lookedAt = Infinity;
	return {
		async poll(limit, awakeSince = listeningSince): Promise<Poll> {
			const askedAt = store.clock.now();
			if (askedAt < lookedAt - machine.AHEAD) await reopenEndedAhead(store, scope);
			lookedAt = askedAt;
			return await store.transaction(async (transaction) => {
				const { now } = transaction;
				// The machine slept, or the store was away, as only the store's clock shows.
				brokenAt = isBreak(askedAt, now) ? now : Math.min(brokenAt, now);
				const due = await transaction.escalations.due(scope, now, limit, triggers);
				// A time that is still to come was taken before the clock was set back.
				listeningSince = Math.min(Math.max(awakeSince, brokenAt), now);
				const expected = due.filter(machine.isExpecting);
				await takeOverdue(transaction, expected, listeningSince);
				const waiting = due.filter((escalation) => !machine.isExpecting(escalation));
				const muted = await mutedIn(transaction, waiting);
				const steps = waiting.map((escalation) => {
					const token = newClaimToken(escalation.id);
					const lease = { token, owner, until: now + LEASE };
					const mute = muted.get(escalation.id);
					return { token, ...machine.claim(escalation, lease, now, listeningSince, mute) };
				});
				await saveAll(transaction, steps);
				await countMuted(transaction, scope, steps);
				const jobs = steps.flatMap(({ token, escalation: { claim, policy, conversationKey } }) => {
					// There may be nothing to hand out, only something to note.
					if (claim?.token !== token) return [];
					claimedKeys.note(token, conversationKey);
					const level = levelIndex(levels, claim.reminderNumber ?? 0);
					const isTogether = policy.digest !== null;
					const group = `${claim.output} ${level} ${isTogether}`;
					return { token, json: { claim: token }, group, isTogether };
				});
				const hasNotices = steps.some(
					({ toldTargets, escalation: { policy } }) => toldTargets && policy.announceChanges,
				);
				const nextDueAt = await transaction.escalations.nextDueAt(scope, now, triggers);
				// What is to be told of targets is another job source's, which has looked already.
				return { jobs, nextDueAt: hasNotices ? now : nextDueAt };
			});
		},
		async renew(tokens) {
			await store.transaction(async (transaction) => {
				const { now } = transaction;
				await transaction.escalations.renewClaims(tokens, now + LEASE, now);
			});
		},
		async settle(outcomes) {
			await store.transaction(async (transaction) => await settleAll(transaction, outcomes));
		},
		async tidy() {
			await context.endOrphans();
			// What is forgotten cannot be counted any more.
			await context.rollUpDays();
			await forgetOld(store);
			// Changes that nobody tells of, since the output was switched off or its node is gone.
			await forgetAbandoned(store, startedAt);
		},
		async recover() {
			await store.transaction(async (transaction) => {
				const { now } = transaction;
				await transaction.escalations.releaseClaims(scope, owner, now, now + LEASE);
			});
		},
	};
}

/** What should have come: passed over, or a conversation in its place, of which the next look may hand out a reminder. */
async function takeOverdue(
	transaction: Transaction,
	expected: Escalation[],
	listeningSince: number,
): Promise<void> {
	if (expected.length === 0) return;
	const { escalations, lookups, now } = transaction;
	const events = await lookups.events(expected.map(({ id }) => id));
	const steps = expected.map((one) => {
		const context = { id: newId(now), listeningSince, now };
		return { id: one.id, ...machine.overdue(one, events.get(one.id) ?? {}, context) };
	});
	await escalations.erase(steps.flatMap((step) => ('opened' in step ? [step.id] : [])));
	await saveAll(
		transaction,
		steps.map((step) => ('opened' in step ? step.opened : step.skipped)),
	);
}

async function settleAll(transaction: Transaction, outcomes: JobOutcome[]): Promise<void> {
	const { now } = transaction;
	const claimed = byToken(
		await transaction.escalations.byClaims(outcomes.map(({ token }) => token)),
	);
	const steps: Step[] = [];
	const ended: JobOutcome[] = [];
	for (const outcome of outcomes) {
		const escalation = claimed.get(outcome.token);
		claimed.delete(outcome.token);
		const step = escalation && machine.settle(escalation, outcome.token, outcome, now);
		if (step) steps.push(step);
		else ended.push(outcome);
	}
	await saveAll(transaction, steps);
	// Ended while they were on their way: they are no reminders, where nobody got them.
	const unsent = ended.filter(({ result }) => result !== 'sent');
	await transaction.reminders.removeOfEnded(unsent.map(({ token }) => token));
}
