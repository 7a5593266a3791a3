import type { EventKind } from '../../events/serviceEvent';
import { chinese } from './chinese';
import { english } from './english';

export const notificationLanguages = ['en', 'zh'] as const;
export type NotificationLanguage = (typeof notificationLanguages)[number];

/** Everything that a default notification says by itself. */
export interface Words {
	/** By kind of event; `{who}` is the customer, `{project}` the project. */
	kinds: Record<EventKind, string>;
	/** Instead of a name that is not known. */
	aCustomer: string;
	aProject: string;
	notification: string;
	/** Before the title of what was only tried. */
	testMark: string;
	/** What an item says that has nothing but an error. */
	stepFailed: string;
	/** Between what happened and what it happened to. */
	colon: string;
	units: { d: string; h: string; min: string; s: string };
	noReply(who: string, waited: string, reminder: number, maximum: number | null): string;
	replied(who: string, waited: string): string;
	exhausted(who: string, waited: string, reminders: number): string;
	reminderFailed(who: string, waited: string, reminder: number): string;
	/** What somebody did to a conversation. `time`: of a hold that holds still. */
	changes: Record<
		'acknowledged' | 'snoozed' | 'markedReplied' | 'cancelled',
		(who: string, by: string, time: string | undefined) => string
	>;
	/** Instead of the name of whoever did it. */
	somebody: string;
	/** Of a hold that is over. */
	heldUntil(time: string, by: string | null): string;
	links: {
		acknowledge: string;
		snooze(minutes: number): string;
		markReplied: string;
		board: string;
	};
	waitingDigest(count: number): string;
	digest(count: number): string;
	fields: Record<
		| 'customer'
		| 'project'
		| 'branch'
		| 'agent'
		| 'actor'
		| 'subject'
		| 'status'
		| 'waited'
		| 'waitingSince'
		| 'time'
		| 'messages'
		| 'reminders'
		| 'acknowledged'
		| 'snoozed'
		| 'repliedBy'
		| 'conversation'
		| 'reason'
		| 'error',
		string
	>;
	open: string;
	truncated: string;
	more(count: number): string;
}

const languages: Record<NotificationLanguage, Words> = { en: english, zh: chinese };

export function wordsOf(language: NotificationLanguage): Words {
	return languages[language];
}

/** `90_000` becomes `1 min 30 s` or `1 分钟 30 秒`. */
export function durationInWords(readable: string, { units }: Words): string {
	return readable.replace(
		/(\d+) (d|h|min|s)\b/g,
		(_, count: string, unit: keyof Words['units']) => `${count} ${units[unit]}`,
	);
}
