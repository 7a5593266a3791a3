import type { Transaction } from '../store/transaction';
import type { Change } from './change';
import type { Escalation } from './escalation';

/** What people do to a conversation, as the Changes output calls it. */
export const changes = ['acknowledged', 'snoozed', 'markedReplied', 'cancelled'] as const;
export type ChangeName = (typeof changes)[number];

const NAMES = {
	acknowledge: 'acknowledged',
	snooze: 'snoozed',
	markReplied: 'markedReplied',
	cancel: 'cancelled',
} satisfies Record<Change['action'], ChangeName>;

/** Kept in the inbox of the node until its Changes output has told of it. Times in ms since 1970. */
export interface ChangeNotice {
	escalationId: string;
	change: ChangeName;
	/** Who it was, as far as we were told. */
	by: string | null;
	at: number;
	/** Until when no push goes out; null where the conversation ended. */
	until: number | null;
	/** By these two whoever is forgotten is found, see `isOf`. */
	conversation: { key: string };
	visitor?: unknown;
}

/** @param escalation as the change has left it. */
export function noticeOf(escalation: Escalation, change: Change, now: number): ChangeNotice {
	return {
		escalationId: escalation.id,
		change: NAMES[change.action],
		by: change.actor,
		at: now,
		until: escalation.endedAt === null ? escalation.snoozedUntil : null,
		conversation: { key: escalation.conversationKey },
		visitor: escalation.event.visitor,
	};
}

/** In the transaction of the change itself, so that neither is there without the other. */
export async function noteChanges(
	{ inbox, now }: Transaction,
	changed: Escalation[],
	change: Change,
): Promise<void> {
	for (const escalation of changed) {
		if (!escalation.policy.announceChanges) continue;
		const event = JSON.stringify(noticeOf(escalation, change, now));
		await inbox.add(escalation.scope, [{ event }], now);
	}
}
