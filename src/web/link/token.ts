import {
	readSigned,
	sign,
	SIGNATURE,
	TERMS,
	writeTerms,
	type Seal,
	type Reading,
	type Terms,
} from '../signature';
import { MINUTE } from '../../time/duration';

/** What somebody may do to a conversation: by a link, and by a button or a word in a chat. */
export const conversationActions = ['acknowledge', 'snooze', 'markReplied'] as const;
export type ConversationAction = (typeof conversationActions)[number];

/** What the holder of a link may do: one thing. */
export const linkActions = [...conversationActions, 'muteProject'] as const;
export type LinkAction = (typeof linkActions)[number];

/** What a link says. Nothing in it is secret. */
export interface Link extends Terms {
	action: LinkAction;
	/** How long reminders are held back by `acknowledge` and `snooze`, or muted; 0 for `markReplied`. */
	minutes: number;
	escalationId: string;
}

/** `action.minutes.expiry.generation.escalation.signature`, all of it fit for a URL as it is. */
const FORM = new RegExp(
	`^(?<action>${linkActions.join('|')})\\.(?<minutes>\\d{1,6})\\.${TERMS}\\.(?<escalationId>[0-9A-Za-z_-]{1,64})\\.${SIGNATURE}$`,
);

export function writeLink(seal: Seal, link: Link): string {
	const { action, minutes, escalationId } = link;
	return sign(seal, 'link', `${action}.${minutes}.${writeTerms(link)}.${escalationId}`);
}

export function readLink(seal: Seal, text: string, now: number): Reading<Link> {
	const reading = readSigned(seal, 'link', { form: FORM, text, now });
	if (!reading.ok) return reading;
	const { action, minutes, escalationId } = reading.said;
	return {
		ok: true,
		link: {
			action: action as LinkAction,
			minutes: Number(minutes),
			escalationId,
			...reading.terms,
		},
	};
}

/** Milliseconds that a link's minutes are. */
export function holdOf({ minutes }: { minutes: number }): number {
	return minutes * MINUTE;
}
