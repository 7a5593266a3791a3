import type { Root } from '../markdown/tree';
import { shortened } from '../../text/characters';
import { cleanText, inOneLine } from '../../text/utf8';
import { webUrl } from '../markdown/webUrl';

/** In ascending order. */
export const notificationSeverities = ['info', 'success', 'warning', 'critical'] as const;
export type NotificationSeverity = (typeof notificationSeverities)[number];

export interface Fact {
	name: string;
	value: string;
}

export interface Button {
	text: string;
	url: string;
	/** It leads to what all have in common, so that a list has it once. */
	isCommon?: true;
}

/** What a robot says, whatever its platform. All strings are plain text; only `body` has formatting. */
export interface Notification {
	/** One line. */
	title: string;
	/** What stands before the title: that it was only tried. */
	mark?: string;
	severity: NotificationSeverity;
	/** The words of a customer or whoever else the notification is about. */
	quote?: string;
	body?: Root;
	/** Whether the body is the author's own: a list must not shorten it. */
	hasOwnBody?: boolean;
	fields: Fact[];
	links: Button[];
	/** Where it comes from, for example `TWT Chat`. */
	source?: string;
	/** ms since 1970: when that began which the notification is about. */
	at?: number;
	/** Whether somebody waits for an answer. */
	isWaiting?: boolean;
	/** The same when the same thing is sent again; undefined for what is sent each time. */
	idempotencyKey?: string;
}

const MOST_FIELDS = 20;
const MOST_LINKS = 5;

/** The notification within measures that every platform can show, without what is empty. */
export function tidied(notification: Notification): Notification {
	return {
		...notification,
		// No platform takes a message without a title.
		title: oneLine(`${notification.mark ?? ''}${notification.title}`, 120) || '…',
		quote: notification.quote?.trim() ? cleanText(notification.quote).trim() : undefined,
		fields: notification.fields
			.map(({ name, value }) => ({ name: oneLine(name, 40), value: oneLine(value, 400) }))
			.filter(({ name, value }) => name !== '' && value !== '')
			.slice(0, MOST_FIELDS),
		links: notification.links
			.flatMap(({ text, url, ...rest }) => {
				const target = webUrl(url);
				if (!target || target.length > 2_000) return [];
				return [{ text: oneLine(text, 40) || new URL(target).hostname, url: target, ...rest }];
			})
			.slice(0, MOST_LINKS),
		source: notification.source && oneLine(notification.source, 60),
	};
}

function oneLine(value: string, length: number): string {
	return shortened(inOneLine(value), length);
}

export function worst(severities: NotificationSeverity[]): NotificationSeverity {
	const rank = (severity: NotificationSeverity) => notificationSeverities.indexOf(severity);
	return severities.reduce((one, other) => (rank(other) > rank(one) ? other : one), 'info');
}
