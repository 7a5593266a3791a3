import { eventSources } from '../../events/sources';
import type { EventKind, ServiceEvent } from '../../events/serviceEvent';
import { own } from '../../own';
import { readableDuration } from '../../time/duration';
import { plainParagraph, rootOf } from '../markdown/build';
import type { Field, Notification, NotificationSeverity } from './notification';
import { durationInWords, wordsOf, type NotificationLanguage, type Words } from './words';

export interface NotificationContext {
	language: NotificationLanguage;
	/** IANA name; the workflow's. */
	timeZone: string;
}

/** An event as far as a notification needs to know it: also one that some other node made up. */
export type EventLike = Partial<Omit<ServiceEvent, 'raw'>>;

const SEVERITIES: Partial<Record<EventKind, NotificationSeverity>> = {
	'message.unreplied': 'warning',
	'message.replied': 'success',
	'form.preChat': 'warning',
	'form.offline': 'warning',
	'ticket.created': 'warning',
	'ticket.dueSoon': 'warning',
	'ticket.escalated': 'critical',
	'ticket.closed': 'success',
	'issue.closed': 'success',
	'pullRequest.merged': 'success',
	'alert.firing': 'critical',
	'alert.resolved': 'success',
	test: 'success',
};

/** Kinds whose text are the words of a person. The text of others is the source's own. */
const SAID_BY_SOMEBODY = /^(message|form|ticket)\.|\.commented$|^(issue|pullRequest)\.opened$/;

/** The default notification of an event of any kind. */
export function eventNotification(event: EventLike, context: NotificationContext): Notification {
	const words = wordsOf(context.language);
	const kind = event.kind ?? 'other';
	const text = event.text?.trim() ? event.text : undefined;
	const isSaid = SAID_BY_SOMEBODY.test(kind);
	const own = [isSaid ? undefined : text, event.notice].filter((part) => part !== undefined);
	return {
		title: titleOf(event, kind, words),
		severity: severityOf(event, kind),
		quote: isSaid ? text : undefined,
		body: own.length > 0 ? rootOf(own.map(plainParagraph)) : undefined,
		fields: [
			...unsaid([...aboutFields(event, words), ...(event.fields ?? [])], event),
			...timeField(event.occurredAt, words.fields.time, context),
		],
		links: linksOf(event, words),
		source: sourceName(event),
		at: event.occurredAt === undefined ? undefined : Date.parse(event.occurredAt),
		isWaiting: event.conversation?.effect === 'opens',
		idempotencyKey: event.id,
	};
}

function titleOf(event: EventLike, kind: EventKind, words: Words): string {
	const says = words.kinds[kind]
		.replace('{who}', () => customerOf(event) ?? words.aCustomer)
		.replace('{project}', () => event.project?.name ?? words.aProject);
	const title = event.title?.trim();
	// What sources call the acts of users says the same again.
	if (!title || kind.startsWith('user.')) return says;
	return kind === 'notice' || kind === 'other' ? title : `${says}${words.colon}${title}`;
}

function severityOf(event: EventLike, kind: EventKind): NotificationSeverity {
	// What was critical is over.
	if (kind === 'alert.resolved') return 'success';
	return event.severity ?? SEVERITIES[kind] ?? 'info';
}

/** The name by which people know the customer. */
export function customerOf({ visitor }: EventLike): string | undefined {
	return visitor?.name || visitor?.nickname || visitor?.id || undefined;
}

/** Facts that neither title nor text tell already. */
export function unsaid(fields: Field[], { title, text }: EventLike): Field[] {
	const said = [title?.trim(), text?.trim()];
	return fields.filter(({ value }) => !said.includes(value));
}

/** Who and where. */
export function aboutFields(event: EventLike, words: Words): Field[] {
	const { visitor, project, agent, actor, conversation } = event;
	const name = customerOf(event);
	const nickname = visitor?.nickname && visitor.nickname !== name ? ` (${visitor.nickname})` : '';
	return filled([
		[words.fields.customer, name && `${name}${nickname}`],
		[words.fields.project, project?.name],
		[words.fields.branch, event.branch],
		[words.fields.agent, agent?.name ?? agent?.nickname ?? agent?.id],
		[words.fields.actor, actor?.name ?? actor?.nickname ?? actor?.id],
		[words.fields.subject, conversation?.subject],
		[words.fields.status, conversation?.status],
		[
			words.fields.waited,
			conversation?.timeoutSeconds === undefined || conversation.effect === 'ends'
				? undefined
				: durationInWords(readableDuration(conversation.timeoutSeconds * 1_000), words),
		],
	]);
}

export function timeField(
	at: string | undefined,
	name: string,
	{ timeZone, language }: NotificationContext,
): Field[] {
	const time = at === undefined ? NaN : Date.parse(at);
	if (Number.isNaN(time)) return [];
	// Swedish writes 2026-11-21 14:05, which everybody reads the same.
	const locale = language === 'zh' ? 'zh-CN' : 'sv-SE';
	const format = new Intl.DateTimeFormat(locale, {
		timeZone,
		dateStyle: 'short',
		timeStyle: 'short',
	});
	return [{ name, value: format.format(time) }];
}

export function linksOf({ url }: EventLike, words: Words): Notification['links'] {
	return url ? [{ text: words.open, url }] : [];
}

export function sourceName({ source }: EventLike): string | undefined {
	return source && (own(eventSources, source)?.displayName ?? source);
}

export function filled(entries: Array<[name: string, value: string | undefined]>): Field[] {
	return entries.flatMap(([name, value]) => (value ? [{ name, value }] : []));
}
