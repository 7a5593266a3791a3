import { randomUUID } from 'node:crypto';

import type { JobSource, Poll } from '../dispatch/jobSource';
import { claimDue, recoverClaims, renewClaims, settleClaims } from './claims';
import type { ServiceEvent } from '../events/serviceEvent';
import { AlertHearing, keysOfAlerts, type HeardEvent } from './alerts';
import { forgetAbandoned, forgetOld } from '../store/retention';
import type { Store } from '../store/store';
import type { InboxSize, Transaction } from '../store/transaction';
import { receivedOf } from './received';
import { splitCommon, withCommon } from './common';
import { countThatFit, DEFAULT_QUOTA, type Quota } from './quota';

export interface Acceptance {
	/** Events stored now. */
	accepted: number;
	/** Events that had been stored before. */
	duplicates: number;
	/** Events for which there was no room: to be sent again later. */
	withoutRoom: number;
	/** Whether this is the first time that there is no room, since there was some. */
	hasBecomeFull: boolean;
}

/** Events of one transaction: others are not to wait for it for seconds. */
const MOST_AT_ONCE = 10_000;
/** Conversations that it answers: each is a lock, of which a server has some thousands for all. */
const MOST_ANSWERED_AT_ONCE = 500;
/** Events that are written without a break for what else n8n does. */
const BATCH = 1_000;

/** Keeps accepted events until the execution that they started has ended. */
export class Inbox {
	private readonly startedAt: number;

	/** Scopes without room. */
	private readonly full = new Set<string>();

	constructor(
		private readonly store: Store,
		/** Names this process in claims. */
		private readonly owner: string,
	) {
		this.startedAt = store.clock.now();
	}

	/**
	 * Stores what is new, as far as there is room. What is counted as accepted or
	 * as a duplicate is on the disk when this resolves; what was stored before an
	 * error is a duplicate when it is sent again.
	 *
	 * @param cameBy names the trigger for the nodes behind it, see `triggerNamed`.
	 */
	async accept(
		scope: string,
		events: ServiceEvent[],
		{ cameBy = '', quota = DEFAULT_QUOTA }: { cameBy?: string; quota?: Quota } = {},
	): Promise<Acceptance> {
		let accepted = 0;
		let duplicates = 0;
		const request = { scope, cameBy, quota, receivedAt: this.store.clock.now() };
		for (const some of transactionsOf(events)) {
			const stored = await this.store.transaction(
				async (transaction) => await acceptAll(transaction, some, request),
				some.flatMap(keyOfAnswer),
				'urgent',
			);
			accepted += stored.accepted;
			duplicates += stored.duplicates;
			if (stored.accepted + stored.duplicates < some.length) break;
		}
		const withoutRoom = events.length - accepted - duplicates;
		const hasBecomeFull = withoutRoom > 0 && !this.full.has(scope);
		if (withoutRoom > 0) this.full.add(scope);
		else if (accepted > 0) this.full.delete(scope);
		return { accepted, duplicates, withoutRoom, hasBecomeFull };
	}

	/** What waits for its execution. */
	async sizeOf(scope: string): Promise<InboxSize> {
		return await this.store.transaction(async ({ inbox }) => await inbox.size(scope));
	}

	/** The job source of one trigger node. */
	jobSourceOf(scope: string): JobSource {
		const { store, owner, startedAt } = this;
		return {
			async poll(limit): Promise<Poll> {
				return await store.transaction(async (transaction) => {
					const tokenFor = () => randomUUID();
					const claimed = await claimDue(transaction, { scope, owner, limit, tokenFor });
					return {
						jobs: claimed.map(({ token, entry }) => ({
							token,
							json: { ...withCommon(entry.event, entry.common), received: receivedOf(entry) },
							group: 'event',
						})),
						nextDueAt: await transaction.inbox.nextDueAt(scope, transaction.now),
					};
				});
			},
			async renew(tokens) {
				await store.transaction(async (transaction) => await renewClaims(transaction, tokens));
			},
			async settle(outcomes) {
				await store.transaction(async (transaction) => await settleClaims(transaction, outcomes));
			},
			async tidy() {
				await forgetOld(store);
				await forgetAbandoned(store, startedAt);
			},
			async recover() {
				await store.transaction(
					async (transaction) => await recoverClaims(transaction, scope, owner),
				);
			},
		};
	}
}

/**
 * The conversation that an event answers: while a gate decides about it, the
 * answer waits, and the other way round.
 */
function keyOfAnswer({ conversation }: ServiceEvent): string[] {
	return conversation?.effect === 'ends' ? [conversation.key] : [];
}

/** As many events in one transaction as it may have. */
function* transactionsOf(events: ServiceEvent[]): Generator<ServiceEvent[]> {
	let start = 0;
	let answered = 0;
	for (const [index, event] of events.entries()) {
		const answers = keyOfAnswer(event).length;
		const isFull = index - start >= MOST_AT_ONCE || answered + answers > MOST_ANSWERED_AT_ONCE;
		if (isFull) {
			yield events.slice(start, index);
			[start, answered] = [index, 0];
		}
		answered += answers;
	}
	if (start < events.length) yield events.slice(start);
}

type Stored = Pick<Acceptance, 'accepted' | 'duplicates'>;

interface Request {
	scope: string;
	cameBy: string;
	quota: Quota;
	/** By the store's clock. */
	receivedAt: number;
}

/** Ends where there is no more room. */
async function acceptAll(
	transaction: Transaction,
	events: ServiceEvent[],
	request: Request,
): Promise<Stored> {
	const all = { accepted: 0, duplicates: 0 };
	for (const some of portionsOf(events, BATCH)) {
		const { accepted, duplicates } = await acceptBatch(transaction, some, request);
		all.accepted += accepted;
		all.duplicates += duplicates;
		if (accepted + duplicates < some.length) break;
	}
	return all;
}

async function acceptBatch(
	transaction: Transaction,
	events: ServiceEvent[],
	request: Request,
): Promise<Stored> {
	const { deliveries, alerts, inbox, now } = transaction;
	const { scope, cameBy, quota } = request;
	const fresh = await freshOf(transaction, events, request);
	const { common, own } = splitCommon(fresh.map(({ event }) => event));
	const kept = fresh.map(({ event: { conversation } }, index) => ({
		event: JSON.stringify(own[index]),
		repliesTo: conversation?.effect === 'ends' ? { key: conversation.key, cameBy } : undefined,
	}));
	const accepted = countThatFit(
		await inbox.size(scope),
		kept.map(({ event }) => Buffer.byteLength(event)),
		quota,
	);
	await inbox.add(scope, kept.slice(0, accepted), now, common && JSON.stringify(common));
	const [stored, left] = [fresh.slice(0, accepted), fresh.slice(accepted)];
	await alerts.save(scope, new Map(stored.flatMap(({ alert }) => (alert ? [alert] : []))));
	await deliveries.forget(
		scope,
		left.filter(({ isKnown }) => !isKnown).map(({ id }) => id),
	);
	const taken = new Set(fresh.map(({ index }) => index));
	const leftIds = new Set(left.map(({ id }) => id));
	const again = events.filter(({ id }, index) => !taken.has(index) && !leftIds.has(id));
	return { accepted, duplicates: again.length };
}

/** An event that is to be kept. */
interface Fresh extends HeardEvent {
	/** The id that it came by, and whether that was seen before. */
	id: string;
	isKnown: boolean;
	/** Its place in the request. */
	index: number;
}

/** What is new of these events, with the ids that they came by. */
async function freshOf(
	{ deliveries, alerts, now }: Transaction,
	events: ServiceEvent[],
	{ scope, receivedAt }: Request,
): Promise<Fresh[]> {
	const ids = new Set(events.map(({ id }) => id));
	const [unseen, known] = await Promise.all([
		deliveries.recordAll(scope, [...ids], now),
		alerts.states(scope, keysOfAlerts(events)),
	]);
	const hearing = new AlertHearing(known, receivedAt, now);
	// The first of those that have the same id.
	return events.flatMap((event, index) => {
		const { id } = event;
		const isKnown = !unseen.delete(id);
		const heard = hearing.hear(event, isKnown);
		return heard ? [{ ...heard, id, isKnown, index }] : [];
	});
}

function* portionsOf<Entry>(entries: Entry[], length: number): Generator<Entry[]> {
	for (let start = 0; start < entries.length; start += length) {
		yield entries.slice(start, start + length);
	}
}
