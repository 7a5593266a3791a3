import type { Incoming } from '../chatApps/incoming';
import type { EscalationWithEvent, Hold } from '../escalation/escalation';
import type { ConversationAction } from '../web/link/token';
import type { Reminded } from './find';

/** Why somebody's answer is not taken. */
export type AnswerRefusal =
	/** Of another organization, and guests may not. */
	| 'guest'
	/** Not among those who may. */
	| 'notAllowed'
	/** The chat is not among those that answers are taken from. */
	| 'otherChat'
	/** A button that is not of this message, this chat or this app: it was copied, or forwarded. */
	| 'otherMessage'
	/** A value that we have not signed. */
	| 'invalid'
	/** Of a button that has become too old, or was revoked. */
	| 'expired'
	| 'revoked';

/**
 * What came of what somebody said in a chat. `over`: it had ended before;
 * `escalation` says by whom. `help`, `list`: they ask how it works, and who
 * waits. `ambiguous`: one of `among` is meant. `unknown`: about nothing that is
 * known here. `ignored`: it was not for us.
 */
export type ChatAnswer = { incoming: Incoming } & (
	| {
			outcome: 'done';
			action: ConversationAction;
			/** How long reminders are held; 0 of `markReplied`. */
			minutes: number;
			/** As it is now. */
			escalation: EscalationWithEvent;
			/** Who was on it until then, where that was somebody else. */
			takenOverFrom: Hold | null;
	  }
	| { outcome: 'over'; action: ConversationAction; escalation: EscalationWithEvent }
	| { outcome: 'refused'; why: AnswerRefusal }
	| { outcome: 'ambiguous'; among: Reminded[] }
	| { outcome: 'list'; among: Reminded[] }
	| { outcome: 'help' | 'unknown' | 'ignored' }
);

/** Who may say what, as a node is set to. */
export interface AnswerRules {
	/** How long `acknowledge` and `snooze` hold where a word does not say. */
	acknowledgeMinutes: number;
	snoozeMinutes: number;
	/** What is added to the words that are built in. */
	words: Partial<Record<ConversationAction, string[]>>;
	/** Of words that mean nothing, in reply to a reminder: who talks of it is on it; or is told how it works; or nothing. */
	otherWords: 'acknowledge' | 'help' | 'ignore';
	/** Ids of people; empty for everybody. */
	mayAnswer: string[];
	guests: 'refuse' | 'allow';
	/** Ids of chats; empty for all. */
	chats: string[];
}

/** Whether somebody may say something here. */
export function refusalOf(
	{ by, chat }: Incoming,
	{ mayAnswer, guests, chats }: AnswerRules,
): AnswerRefusal | undefined {
	if (chats.length > 0 && !chats.includes(chat)) return 'otherChat';
	if (by.isGuest && guests === 'refuse') return 'guest';
	return mayAnswer.length > 0 && !mayAnswer.includes(by.id) ? 'notAllowed' : undefined;
}
