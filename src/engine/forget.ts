import type { Store } from '../store/store';
import type { Transaction } from '../store/transaction';
import type { Escalation } from '../escalation/escalation';
import { isOf, textIn, type Whom } from './whom';

/** How much was erased. */
export interface Forgotten {
	conversations: number;
	reminders: number;
	/** Events that had not come to their workflow. */
	events: number;
	/** When conversations were last answered. */
	replies: number;
	/** What an execution has already, and cannot be called back: reminders and announcements that have left the node; events. */
	onTheirWay: { reminders: number; events: number };
}

/** With its reminders, in one transaction. */
const ERASED_AT_ONCE = 100;

/**
 * Erases what is stored of somebody, in small transactions, so that nobody else
 * waits for it. Events first: one that arrives at its node meanwhile is found there.
 */
export async function forget(store: Store, whom: Whom): Promise<Forgotten> {
	const forgotten = [
		await forgetEvents(store, whom),
		whom.by === 'conversationKey'
			? await forgetConversation(store, whom)
			: await forgetVisitor(store, whom),
	].reduce(sum);
	await store.transaction(async (transaction) => await transaction.purge());
	return forgotten;
}

async function forgetEvents(store: Store, whom: Whom): Promise<Forgotten> {
	const text = textIn(whom);
	let forgotten = NOTHING;
	for (let after: number | undefined = -1; after !== undefined; ) {
		const from: number = after;
		const { last, part } = await store.transaction(async (transaction) => {
			const { found, last } = await transaction.inbox.mentioning(text, from);
			const theirs = found.filter(({ scope, event, common }) =>
				isOf(whom, { scope, event: { ...common, ...event } }),
			);
			await transaction.inbox.remove(theirs.map(({ sequence }) => sequence));
			const claimed = theirs.filter(({ claimToken }) => claimToken !== null);
			const onTheirWay = { reminders: 0, events: claimed.length };
			return { last, part: { ...NOTHING, events: theirs.length, onTheirWay } };
		});
		forgotten = sum(forgotten, part);
		after = last;
	}
	return forgotten;
}

/** Found by the index of keys. */
async function forgetConversation(store: Store, whom: Whom): Promise<Forgotten> {
	const { value: conversationKey, workflowId } = whom;
	let forgotten = NOTHING;
	for (let isMore = true; isMore; ) {
		const part = await store.transaction(
			async (transaction) => {
				const filter = { conversationKey, workflowId };
				const found = await transaction.lookups.find(filter, ERASED_AT_ONCE, 0);
				return await erase(transaction, found, [conversationKey], workflowId);
			},
			[conversationKey],
		);
		forgotten = sum(forgotten, part);
		isMore = part.conversations > 0;
	}
	return forgotten;
}

/** No index has them: all that is stored is looked through. */
async function forgetVisitor(store: Store, whom: Whom): Promise<Forgotten> {
	const text = textIn(whom);
	let forgotten = NOTHING;
	for (let after: string | undefined = ''; after !== undefined; ) {
		const from: string = after;
		const { found, last } = await store.transaction(
			async (transaction) => await transaction.lookups.mentioning(text, from),
		);
		const theirs = found.filter((escalation) => isOf(whom, escalation));
		for (let start = 0; start < theirs.length; start += ERASED_AT_ONCE) {
			const part = await forgetSome(store, whom, theirs.slice(start, start + ERASED_AT_ONCE));
			forgotten = sum(forgotten, part);
		}
		after = last;
	}
	return forgotten;
}

async function forgetSome(store: Store, whom: Whom, found: Escalation[]): Promise<Forgotten> {
	const keys = [...new Set(found.map(({ conversationKey }) => conversationKey))];
	return await store.transaction(async (transaction) => {
		const ids = found.map(({ id }) => id);
		// Somebody else may have written in the same conversation since.
		const now = await transaction.escalations.byIds(ids);
		const events = await transaction.lookups.events(ids);
		const theirs = now.filter(({ id, scope }) =>
			isOf(whom, { scope, event: events.get(id) ?? {} }),
		);
		return await erase(transaction, theirs, keys, whom.workflowId);
	}, keys);
}

/** With their reminders, and with the replies to conversations of which nothing is left. */
async function erase(
	transaction: Transaction,
	escalations: Escalation[],
	conversationKeys: string[],
	workflowId: string | undefined,
): Promise<Forgotten> {
	const ids = escalations.map(({ id }) => id);
	const erased = await transaction.escalations.byIds(ids);
	await transaction.escalations.erase(ids);
	let replies = 0;
	for (const conversationKey of conversationKeys) {
		replies += await transaction.replies.eraseLeftOver(conversationKey, workflowId);
	}
	return {
		...NOTHING,
		conversations: erased.length,
		reminders: erased.reduce((count, { reminderCount }) => count + reminderCount, 0),
		replies,
		onTheirWay: { reminders: erased.filter(hasLeft).length, events: 0 },
	};
}

/** What was handed out and has not passed the gate never will. */
function hasLeft({ claim }: Escalation): boolean {
	return claim !== null && claim.gatedAt !== null;
}

const NOTHING: Forgotten = {
	conversations: 0,
	reminders: 0,
	events: 0,
	replies: 0,
	onTheirWay: { reminders: 0, events: 0 },
};

function sum(one: Forgotten, other: Forgotten): Forgotten {
	return {
		conversations: one.conversations + other.conversations,
		reminders: one.reminders + other.reminders,
		events: one.events + other.events,
		replies: one.replies + other.replies,
		onTheirWay: {
			reminders: one.onTheirWay.reminders + other.onTheirWay.reminders,
			events: one.onTheirWay.events + other.onTheirWay.events,
		},
	};
}
