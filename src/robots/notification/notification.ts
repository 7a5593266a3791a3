import type { Person } from '../../events/serviceEvent';
import type { Root } from '../markdown/tree';
import type { Mentioned } from '../mentions/mentioned';
import type { OnDutyPeople } from '../mentions/onDuty';
import { shortened } from '../../text/characters';
import { cleanText, inOneLine } from '../../text/utf8';
import { pageLink, type PageLink } from '../markdown/pageLink';
import { webUrl } from '../markdown/webUrl';
import type { Matter } from '../../words/matter';

/** In ascending order. */
export const notificationSeverities = ['info', 'success', 'warning', 'critical'] as const;
export type NotificationSeverity = (typeof notificationSeverities)[number];

export interface Fact {
	name: string;
	/** Of a time: with its zone, for platforms that do not show times in the zone of whoever reads. */
	value: string;
	/** ms since 1970, of what is a time and nothing else. */
	at?: number;
}

export interface Button {
	text: string;
	url: string;
	/** Where it opens, if its author has said so, see `pageLink`. */
	opensIn?: PageLink['opensIn'];
	/** Who follows it does something about what waits; any other only shows a page. */
	isAction?: true;
	/** It may do so as soon as it is opened: so only where people press it, and nothing else leads there. */
	isImmediate?: true;
	/** It leads to what all have in common, so that a list has it once. */
	isCommon?: true;
}

/** What people say of what waits by pressing a button of a message. */
export type AnswerAction = 'acknowledge' | 'snooze' | 'markReplied';

/** A button that tells the chat app who pressed it, and opens nothing. */
export interface PressButton {
	action: AnswerAction;
	text: string;
	/** What the platform hands back when it is pressed. */
	value: string;
}

/** What a robot says, whatever its platform. All strings are plain text; only `body` and `above` have formatting. */
export interface Notification {
	/** One line. */
	title: string;
	/** What stands before the title: that it was only tried. */
	mark?: string;
	severity: NotificationSeverity;
	/** The words of a customer or whoever else the notification is about. */
	quote?: string;
	body?: Root;
	/** What its user says before all else. */
	above?: Root;
	/** Whether the body is the author's own: a list must not shorten it. */
	hasOwnBody?: boolean;
	/** Whether somebody wrote it out, field by field: then the limits are those of the platform. */
	isDefined?: boolean;
	fields: Fact[];
	links: Button[];
	/** In place of the links that are actions, where people answer in the chat itself. */
	buttons?: PressButton[];
	/** What people call the conversation by in the chat: `7KQ`. */
	code?: string;
	/** The escalation that it is about, where the store knows it. */
	escalationId?: string;
	/** Where it comes from, for example `TWT Chat`. */
	source?: string;
	/** ms since 1970: when that began which the notification is about. */
	at?: number;
	/** What waits; undefined where nothing does. */
	waits?: Matter;
	/** Who is to answer, by the names that the source has. */
	agents?: Person[];
	/** Who is on duty; undefined where that is not said. */
	onDuty?: OnDutyPeople;
	/** Those of them whom the message mentions. */
	mentioned?: Mentioned;
	/** The same when the same thing is sent again; undefined for what is sent each time. */
	idempotencyKey?: string;
}

/** UTF-16 code units, and how many. What is longer ends in an ellipsis. */
interface Measures {
	title: number;
	name: number;
	value: number;
	fields: number;
	label: number;
	links: number;
}

/** With what waits, how long, and which reminder it is. */
export const LONGEST_TITLE = 160;
/** Of what is made of an item: a message that one sees at a glance. */
const AUTOMATIC: Measures = {
	title: LONGEST_TITLE,
	name: 40,
	value: 400,
	fields: 20,
	label: 40,
	// Three of ours, the page and the board, and as many of the user's.
	links: 10,
};
/** Of what somebody wrote. A title stands in every part of a message; the least that a platform takes for a button is 75, and 25 of them. */
const DEFINED: Measures = {
	title: 300,
	name: 100,
	value: 10_000,
	fields: 100,
	label: 75,
	links: 25,
};
export const MOST_DEFINED_LINKS = DEFINED.links;
/** With those of the item. */
export const MOST_FURTHER_LINKS = DEFINED.links - AUTOMATIC.links;
/** Of an address, in UTF-16 code units. */
export const LONGEST_URL = 2_000;

/** The notification within measures that every platform can show, without what is empty. */
export function tidied(notification: Notification): Notification {
	const most = notification.isDefined ? DEFINED : AUTOMATIC;
	const fields = notification.fields
		.map(({ name, value, ...rest }) => ({
			...rest,
			name: oneLine(name, most.name),
			value: notification.isDefined
				? shortened(cleanText(value).trim(), most.value)
				: oneLine(value, most.value),
		}))
		.filter(({ name, value }) => name !== '' && value !== '');
	const more = fields.length - most.fields;
	return {
		...notification,
		// No platform takes a message without a title.
		title: oneLine(`${notification.mark ?? ''}${notification.title}`, most.title) || '…',
		quote: notification.quote?.trim() ? cleanText(notification.quote).trim() : undefined,
		fields: [
			...fields.slice(0, most.fields),
			...(more > 0 ? [{ name: '…', value: `+${more}` }] : []),
		],
		links: notification.links
			.flatMap(({ text, url, ...rest }) => {
				const target = webUrl(url);
				if (!target || target.length > LONGEST_URL) return [];
				const label = oneLine(text, most.label) || new URL(target).hostname;
				const opensIn = pageLink(url.trim())?.opensIn;
				return [{ ...rest, ...(opensIn ? { opensIn } : {}), text: label, url: target }];
			})
			.slice(0, most.links),
		source: notification.source && oneLine(notification.source, 60),
	};
}

function oneLine(value: string, length: number): string {
	return shortened(inOneLine(value), length);
}

/** What a message may lead to as a whole, or a title: whoever touches it has not decided anything. */
export function isHarmless({ isImmediate }: Button): boolean {
	return !isImmediate;
}

/** The page of what it is about; undefined where no link leads there. */
export function pageOf(links: Button[]): Button | undefined {
	return links.find(({ isAction, isCommon }) => !isAction && !isCommon);
}

export function worst(severities: NotificationSeverity[]): NotificationSeverity {
	const rank = (severity: NotificationSeverity) => notificationSeverities.indexOf(severity);
	return severities.reduce((one, other) => (rank(other) > rank(one) ? other : one), 'info');
}
