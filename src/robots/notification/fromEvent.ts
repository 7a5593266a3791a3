import { eventSources } from '../../events/sources';
import type { EventKind } from '../../events/serviceEvent';
import { customerOf, type ToldEvent } from '../../events/toldEvent';
import { own } from '../../own';
import { inOneLine } from '../../text/utf8';
import { plainParagraph, rootOf } from '../markdown/build';
import { parseMarkdown } from '../markdown/parse';
import type { RootContent } from '../markdown/tree';
import type { Fact, Notification, NotificationSeverity } from './notification';
import { SECOND } from '../../time/duration';
import { durationInWords } from '../../words/duration';
import { zoneAt } from '../../time/zone';
import { vocabularyOf, type Language } from '../../words/language';
import { matterOf } from '../../words/matter';
import { eventTitle, roleNames } from '../../words/namedMatter';
import type { Vocabulary } from '../../words/vocabulary';

export interface NotificationContext {
	language: Language;
	/** IANA name; the workflow's. */
	timeZone: string;
	/** The title of what has none: the name of the workflow says more than that it is a notification. */
	untitled?: string;
}

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

/** Kinds whose text are the words of a customer. The text of others is the team's or the source's own. */
const SAID_BY_CUSTOMER = /^(message|form|ticket)\./;
/** Kinds whose text is Markdown: so annotations of alert rules, commits and comments are written. */
const IN_MARKDOWN = /^(alert|code|issue|pullRequest)\./;

/** The default notification of an event of any kind. */
export function eventNotification(event: ToldEvent, context: NotificationContext): Notification {
	const words = vocabularyOf(context.language);
	const kind = event.kind ?? 'other';
	const { quote, body = [] } = wordsOf(event, kind);
	const notice = event.notice === undefined ? [] : [plainParagraph(event.notice)];
	const contents = [...body, ...notice];
	const title = eventTitle(event, words);
	return {
		title,
		severity: severityOf(event, kind),
		quote,
		body: contents.length > 0 ? rootOf(contents) : undefined,
		fields: [
			...unsaid([...aboutFields(event, words, title), ...(event.fields ?? [])], event),
			...timeField(event.occurredAt, words.messages.facts.time, context),
		],
		links: linksOf(event, words),
		source: sourceName(event),
		at: event.occurredAt === undefined ? undefined : Date.parse(event.occurredAt),
		waits: event.conversation?.effect === 'opens' ? matterOf(event) : undefined,
		agents: agentsOf(event),
		idempotencyKey: event.id,
	};
}

/** The text of an event, as what it is: a customer's words are quoted as they are, a team's Markdown is shown. */
export function wordsOf(
	{ text }: ToldEvent,
	kind: EventKind,
): { quote?: string; body?: RootContent[] } {
	if (!text?.trim()) return {};
	if (SAID_BY_CUSTOMER.test(kind)) return { quote: text };
	return { body: IN_MARKDOWN.test(kind) ? parseMarkdown(text).children : [plainParagraph(text)] };
}

function severityOf(event: ToldEvent, kind: EventKind): NotificationSeverity {
	// What was critical is over.
	if (kind === 'alert.resolved') return 'success';
	return event.severity ?? SEVERITIES[kind] ?? 'info';
}

/** Facts that neither title nor text tell already. */
export function unsaid(fields: Fact[], { title, text }: ToldEvent): Fact[] {
	const said = [title?.trim(), text?.trim()];
	return fields.filter(({ value }) => !said.includes(value));
}

/**
 * Who answers for it first, then who and where.
 *
 * @param title whom or what it names is not told again.
 */
export function aboutFields(
	event: ToldEvent,
	{ shared, messages }: Vocabulary,
	title: string,
): Fact[] {
	const { visitor, project, agent, actor, conversation } = event;
	const name = customerOf(event);
	const nickname = visitor?.nickname && visitor.nickname !== name ? ` (${visitor.nickname})` : '';
	const { customer, agent: answers } = roleNames(matterOf(event), shared);
	const did = actor?.name ?? actor?.nickname ?? actor?.id;
	const unlessNamed = (value: string | undefined) =>
		value !== undefined && names(title, value) ? undefined : value;
	return filled([
		[answers, agent?.name ?? agent?.nickname ?? agent?.id],
		[customer, unlessNamed(name && `${name}${nickname}`)],
		[shared.facts.project, unlessNamed(project?.name)],
		[messages.facts.branch, unlessNamed(event.branch)],
		[messages.facts.actor, did === name ? undefined : did],
		[messages.facts.subject, unlessNamed(conversation?.subject)],
		[messages.facts.status, conversation?.status],
		[
			shared.facts.waiting,
			conversation?.timeoutSeconds === undefined || conversation.effect === 'ends'
				? undefined
				: durationInWords(conversation.timeoutSeconds * SECOND, shared.units),
		],
	]);
}

/** In scripts that put blanks between words. */
const LETTER = /^(?![\p{sc=Han}\p{sc=Hira}\p{sc=Kana}\p{sc=Hang}])[\p{L}\p{N}]/u;

/** Whether a text names something, and not only as a part of a longer word. A number may be any other. */
function names(text: string, name: string): boolean {
	const said = inOneLine(text);
	const named = inOneLine(name);
	if (!/\p{L}/u.test(named)) return false;
	for (let at = said.indexOf(named); at !== -1; at = said.indexOf(named, at + named.length)) {
		const before = [...said.slice(Math.max(0, at - 2), at)].at(-1) ?? '';
		const behind = said.slice(at + named.length);
		const isPart = LETTER.test(before) && LETTER.test(named);
		const goesOn = LETTER.test(behind) && LETTER.test([...named].at(-1)!);
		if (!isPart && !goesOn) return true;
	}
	return false;
}

export function timeField(
	at: string | undefined,
	name: string,
	context: NotificationContext,
): Fact[] {
	const moment = momentOf(at, context);
	return moment ? [{ name, value: momentInWords(moment), at: moment.at }] : [];
}

/** A time as everybody reads it the same. */
export interface Moment {
	/** ms since 1970. */
	at: number;
	/** `2026-11-21`. */
	date: string;
	/** `14:05`. */
	clock: string;
	/** `UTC+8`. */
	zone: string;
}

/** Undefined for what is no time. */
export function momentOf(
	time: string | undefined,
	{ timeZone }: NotificationContext,
): Moment | undefined {
	const at = time === undefined ? NaN : Date.parse(time);
	if (Number.isNaN(at)) return undefined;
	// Swedish writes dates and times as ISO 8601 does.
	const [date, clock] = new Intl.DateTimeFormat('sv-SE', {
		timeZone,
		dateStyle: 'short',
		timeStyle: 'short',
	})
		.format(at)
		.split(' ');
	return { at, date, clock, zone: zoneAt(at, timeZone) };
}

export function momentInWords({ date, clock, zone }: Moment): string {
	return `${date} ${clock} ${zone}`;
}

export function agentsOf({ agent }: ToldEvent): Notification['agents'] {
	return agent && [agent];
}

export function linksOf({ url }: ToldEvent, { messages }: Vocabulary): Notification['links'] {
	return url ? [{ text: messages.open, url }] : [];
}

export function sourceName({ source }: ToldEvent): string | undefined {
	return source && (own(eventSources, source)?.displayName ?? source);
}

export function filled(entries: Array<[name: string, value: string | undefined]>): Fact[] {
	return entries.flatMap(([name, value]) => (value ? [{ name, value }] : []));
}
