import { LEASE } from '../dispatch/lease';
import { FIRST_RETRY } from '../dispatch/retryDelay';
import { NOT_PASSED, type JobSource, type JobOutcome, type Poll } from '../dispatch/jobSource';
import { claimDue, recoverClaims, renewClaims, settleClaims } from '../inbox/claims';
import type { Store } from '../store/store';
import type { InboxEntry, Transaction } from '../store/transaction';
import { isTargetChange, type ChangeNotice } from '../escalation/changeNotice';
import type { Escalation, EscalationWithEvent } from '../escalation/escalation';
import { unresolvedOf } from '../escalation/machine';
import {
	escalationIdOf,
	isChangeToken,
	newChangeToken,
	takenToken,
} from '../escalation/claimToken';
import { lookedAtAgain } from '../escalation/mute';
import { ANNOUNCEMENT_ATTEMPTS } from '../escalation/policy';
import { mutedIn } from './mutes';
import { saveAll } from './save';
import type { ChangeRecord } from '../escalation/record';

/**
 * The job source of one escalation node to tell what people do to its
 * conversations, and what becomes of their targets.
 * Apart from the reminders: a change is told while a reminder is on its way, while
 * reminders are held back, and after the end.
 *
 * @param owner names this process in claims.
 */
export function changeJobs(store: Store, owner: string, scope: string): JobSource {
	return {
		async poll(limit): Promise<Poll> {
			return await store.transaction(async (transaction) => {
				const claimed = await claimDue(transaction, {
					scope,
					owner,
					limit,
					tokenFor: ({ event }) => newChangeToken(String(event.escalationId)),
				});
				return {
					jobs: claimed.map(({ token }) => ({ token, json: { claim: token }, group: 'changes' })),
					nextDueAt: await transaction.inbox.nextDueAt(scope, transaction.now),
				};
			});
		},
		async renew(tokens) {
			const ours = tokens.filter(isChangeToken);
			if (ours.length === 0) return;
			const either = ours.flatMap((token) => [token, takenToken(token)]);
			await store.transaction(async (transaction) => await renewClaims(transaction, either));
		},
		async settle(outcomes) {
			const ours = outcomes.filter(({ token }) => isChangeToken(token));
			if (ours.length === 0) return;
			await store.transaction(async (transaction) => {
				const either = ours.flatMap(eitherOutcome);
				const givenUp = await settleClaims(transaction, either, ANNOUNCEMENT_ATTEMPTS);
				await noteGivenUp(transaction, givenUp);
			});
		},
		async tidy() {
			// The job source beside it tidies the whole store.
		},
		async recover() {
			await store.transaction(
				async (transaction) => await recoverClaims(transaction, scope, owner),
			);
		},
	};
}

/** What has not left the node was told to nobody, however its execution ended. */
function eitherOutcome(outcome: JobOutcome): JobOutcome[] {
	const { token } = outcome;
	// Had it not begun, it could not have left the node.
	const told: JobOutcome =
		outcome.result === 'notStarted' ? { ...outcome, result: 'failed' } : outcome;
	const reason = NOT_PASSED;
	const untold: JobOutcome =
		outcome.result === 'sent' ? { token, result: 'failed', reason } : outcome;
	return [untold, { ...told, token: takenToken(token) }];
}

/** In the history of the conversation: nobody has heard of the change. */
async function noteGivenUp(transaction: Transaction, givenUp: JobOutcome[]): Promise<void> {
	const { escalations, now } = transaction;
	const byEscalation = Map.groupBy(givenUp, ({ token }) => escalationIdOf(token));
	const found = await escalations.byIds([...byEscalation.keys()]);
	await saveAll(
		transaction,
		found.map((escalation) => ({
			escalation,
			// A line for each change: several may be given up at once.
			timeline: byEscalation.get(escalation.id)!.map((outcome) => ({
				at: now,
				what: 'announcementGivenUp',
				cause: 'reason' in outcome ? outcome.reason : undefined,
			})),
		})),
	);
}

/** A change that is on its way to its node. */
interface ClaimedChange {
	entry: InboxEntry;
	notice: ChangeNotice;
	escalation: EscalationWithEvent;
}

/**
 * What these tokens stand for, in their order, which leaves the node now;
 * undefined for one that has no claim any more, for what became of somebody who
 * was forgotten, and for a target of what was answered meanwhile. The word of a target
 * is kept while it may not leave; no attempt has failed.
 */
export async function takeChanges(
	transaction: Transaction,
	scope: string,
	tokens: string[],
	triggers: readonly string[],
): Promise<Array<ChangeRecord | undefined>> {
	const { inbox, lookups, now } = transaction;
	// Also those that have left it before: n8n tries a node again.
	const either = tokens.flatMap((token) => [token, takenToken(token)]);
	const entries = new Map(
		(await inbox.claimedEntries(either)).map((entry) => [entry.claimToken, entry]),
	);
	const obsolete: number[] = [];
	const claimed = new Map<string, ClaimedChange>();
	for (const token of tokens) {
		const entry = entries.get(token) ?? entries.get(takenToken(token));
		const notice = entry?.event as unknown as ChangeNotice | undefined;
		const escalation = notice && (await escalationOf(transaction, notice));
		const isTarget = notice !== undefined && isTargetChange(notice.change);
		const isObsolete = !escalation || (isTarget && isSettled(escalation, notice));
		if (entry && isObsolete) obsolete.push(entry.sequence);
		if (!entry || isObsolete || escalation.scope !== scope) continue;
		claimed.set(token, { entry, notice: notice!, escalation });
	}
	const kept = await keptBack(transaction, [...claimed.values()], triggers);
	const saved: InboxEntry[] = [];
	const found = tokens.map((token) => {
		const change = claimed.get(token);
		if (!change) return undefined;
		const { entry, notice, escalation } = change;
		const dueAt = isTargetChange(notice.change) ? kept.get(escalation.id) : undefined;
		if (dueAt !== undefined) {
			saved.push({ ...entry, dueAt, claimToken: null, claimOwner: null });
			return undefined;
		}
		saved.push({ ...entry, dueAt: now + LEASE, claimToken: takenToken(token) });
		return { notice, escalation };
	});
	await inbox.remove(obsolete);
	await inbox.save(saved, now);
	const ids = new Set(found.flatMap((change) => change?.escalation.id ?? []));
	const timelines = await lookups.timelines([...ids]);
	return found.map(
		(change) => change && { ...change, timeline: timelines.get(change.escalation.id) ?? [] },
	);
}

/**
 * Until when the words of targets may not leave, in ms since 1970, by their escalations: a
 * conversation is muted, or an answer is stored that has not come to the node.
 */
async function keptBack(
	transaction: Transaction,
	changes: readonly ClaimedChange[],
	triggers: readonly string[],
): Promise<Map<string, number>> {
	const { inbox, now } = transaction;
	const targets = changes.filter(({ notice }) => isTargetChange(notice.change));
	if (targets.length === 0) return new Map();
	const escalations = targets.map(({ escalation }) => escalation);
	const keys = new Set(escalations.map(({ conversationKey }) => conversationKey));
	const answered = await inbox.repliesWaiting([...keys], triggers, now);
	const events = new Map(escalations.map(({ id, event }) => [id, event]));
	const muted = await mutedIn(transaction, escalations, events);
	return new Map([
		...[...muted].map(([id, mute]) => [id, lookedAtAgain(mute, now)] as const),
		...escalations.flatMap(({ id, conversationKey }) =>
			answered.has(conversationKey) ? [[id, now + FIRST_RETRY] as const] : [],
		),
	]);
}

/** Of which it is told now: a later one may have taken over to look after the resolution. */
async function escalationOf(
	{ escalations, lookups, now }: Transaction,
	{ escalationId, target }: ChangeNotice,
): Promise<EscalationWithEvent | undefined> {
	const noted = await lookups.escalation(escalationId);
	if (!noted || target !== 'resolution' || noted.resolution) return noted;
	const { scope, conversationKey: key } = noted;
	const { latest } = (await escalations.conversations(scope, [key], now)).get(key) ?? {};
	return latest && (await lookups.escalation(latest.id));
}

/**
 * It was done meanwhile, or somebody has said that nobody is to hear of it. That
 * nobody answered is true of what is exhausted.
 */
function isSettled(escalation: Escalation, { target }: ChangeNotice): boolean {
	if (target === 'resolution') return unresolvedOf(escalation) === undefined;
	return escalation.endedAt !== null && escalation.state !== 'exhausted';
}
