import { eventSources } from '../../events/sources';
import type { EventKind, ServiceEvent } from '../../events/serviceEvent';
import { own } from '../../own';
import { plainParagraph, rootOf } from '../markdown/build';
import type { Fact, Notification, NotificationSeverity } from './notification';
import { SECOND } from '../../time/duration';
import { durationInWords } from '../../words/duration';
import { vocabularyOf, type Language } from '../../words/language';
import { fill, nameFor, type Text } from '../../words/text';
import type { Vocabulary } from '../../words/vocabulary';

export interface NotificationContext {
	language: Language;
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
	const words = vocabularyOf(context.language);
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
			...timeField(event.occurredAt, words.messages.facts.time, context),
		],
		links: linksOf(event, words),
		source: sourceName(event),
		at: event.occurredAt === undefined ? undefined : Date.parse(event.occurredAt),
		isWaiting: event.conversation?.effect === 'opens',
		idempotencyKey: event.id,
	};
}

function titleOf(event: EventLike, kind: EventKind, { shared, messages }: Vocabulary): string {
	// Has a place for one of them, or for none.
	const text = messages.kinds[kind] as Text<'who' | 'project'>;
	const says = fill(text, {
		who: nameFor(text, 'who', customerOf(event), shared.customer),
		project: event.project?.name ?? messages.aProject,
	});
	const title = event.title?.trim();
	// What sources call the acts of users says the same again.
	if (!title || kind.startsWith('user.')) return says;
	return kind === 'notice' || kind === 'other' ? title : `${says}${shared.colon}${title}`;
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
export function unsaid(fields: Fact[], { title, text }: EventLike): Fact[] {
	const said = [title?.trim(), text?.trim()];
	return fields.filter(({ value }) => !said.includes(value));
}

/** Who and where. */
export function aboutFields(event: EventLike, { shared, messages }: Vocabulary): Fact[] {
	const { visitor, project, agent, actor, conversation } = event;
	const name = customerOf(event);
	const nickname = visitor?.nickname && visitor.nickname !== name ? ` (${visitor.nickname})` : '';
	return filled([
		[shared.facts.customer, name && `${name}${nickname}`],
		[shared.facts.project, project?.name],
		[messages.facts.branch, event.branch],
		[shared.facts.agent, agent?.name ?? agent?.nickname ?? agent?.id],
		[messages.facts.actor, actor?.name ?? actor?.nickname ?? actor?.id],
		[messages.facts.subject, conversation?.subject],
		[messages.facts.status, conversation?.status],
		[
			shared.facts.waiting,
			conversation?.timeoutSeconds === undefined || conversation.effect === 'ends'
				? undefined
				: durationInWords(conversation.timeoutSeconds * SECOND, shared.units),
		],
	]);
}

export function timeField(
	at: string | undefined,
	name: string,
	context: NotificationContext,
): Fact[] {
	const parts = dateAndTime(at, context);
	return parts ? [{ name, value: parts.join(' ') }] : [];
}

/** `2026-11-21` and `14:05`, which everybody reads the same; undefined for what is no time. */
export function dateAndTime(
	at: string | undefined,
	{ timeZone }: NotificationContext,
): [date: string, time: string] | undefined {
	const time = at === undefined ? NaN : Date.parse(at);
	if (Number.isNaN(time)) return undefined;
	// Swedish writes dates and times as ISO 8601 does.
	const [date, clock] = new Intl.DateTimeFormat('sv-SE', {
		timeZone,
		dateStyle: 'short',
		timeStyle: 'short',
	})
		.format(time)
		.split(' ');
	return [date, clock];
}

export function linksOf({ url }: EventLike, { messages }: Vocabulary): Notification['links'] {
	return url ? [{ text: messages.open, url }] : [];
}

export function sourceName({ source }: EventLike): string | undefined {
	return source && (own(eventSources, source)?.displayName ?? source);
}

export function filled(entries: Array<[name: string, value: string | undefined]>): Fact[] {
	return entries.flatMap(([name, value]) => (value ? [{ name, value }] : []));
}
