import { customerOf, type ToldEvent } from '../../events/toldEvent';
import { MINUTE, SECOND } from '../../time/duration';
import { durationInWords } from '../../words/duration';
import {
	changeHeadline,
	headline,
	isRepliedTo,
	targetHeadline,
	type Said,
	type SaidChange,
} from '../../words/headline';
import { vocabularyOf } from '../../words/language';
import { matterOf } from '../../words/matter';
import { nameMatter, partsOfName, unsaidSubject } from '../../words/namedMatter';
import { targetInWords } from '../../words/target';
import { fill } from '../../words/text';
import type { Vocabulary } from '../../words/vocabulary';
import {
	aboutFields,
	agentsOf,
	filled,
	linksOf,
	momentInWords,
	momentOf,
	sourceName,
	timeField,
	unsaid,
	wordsOf,
	type NotificationContext,
} from './fromEvent';
import { rootOf } from '../markdown/build';
import { LONGEST_TITLE, type Notification } from './notification';
import { shortened } from '../../text/characters';
import { inOneLine } from '../../text/utf8';

/** As long as what stands before a title can be. */
const MARK = 10;

type TargetChange = 'warning' | 'breached';

/** One of the times in which something is to be done. */
interface SaidTarget {
	kind: keyof Vocabulary['shared']['targets'];
	state: string;
	seconds: number;
	usedPercent: number;
}

/** What Repeat Until Replied puts out, as far as a notification needs to know it. */
export interface EscalationLike {
	/** What somebody did, what became of its target, or that nobody is on duty; only of an item that tells of that. */
	change?: SaidChange['change'] | TargetChange;
	changedBy?: string | null;
	changedAt?: string;
	/** Of a hold that holds still. */
	heldUntil?: string | null;
	conversation?: { key: string };
	reminder?: {
		number: number;
		maximum: number | null;
		isLast?: boolean;
		sentAt?: string;
		/** When active hours began, where it was planned for that moment. */
		openedAt?: string;
		idempotencyKey?: string;
	};
	waiting: { since?: string; seconds: number };
	messages?: { count: number };
	/** Of a change that tells of one: that one. */
	target?: SaidTarget | null;
	targets?: SaidTarget[];
	lastHold?: { kind: 'acknowledged' | 'snoozed'; by: string | null; until: string };
	/** Where a person says what becomes of it, see `reminderLinks`. */
	links?: {
		acknowledge?: string;
		snooze?: string;
		snoozeMinutes?: number;
		markReplied?: string;
		muteProject?: string;
		muteMinutes?: number;
		more?: Array<{ text: string; url: string }>;
		board?: string;
	};
	escalation: {
		state?: string;
		reminderCount?: number;
		endedAt?: string | null;
		endedBy?: string | null;
		endedBecause?: string | null;
		failing?: { reminderNumber: number; reason: string } | null;
		idempotencyKey?: string;
	};
	event?: ToldEvent;
}

/** The default notification of a reminder, and of the end of an escalation. */
export function escalationNotification(
	item: EscalationLike,
	context: NotificationContext,
): Notification {
	const vocabulary = vocabularyOf(context.language);
	const { shared, messages: words } = vocabulary;
	const { reminder, change, waiting, messages, escalation, event = {} } = item;
	const hasEnded = escalation.state === 'replied';
	const saysWho = hasEnded || (change !== undefined && !isTargetChange(change));
	const count = messages?.count ?? 1;
	const matter = matterOf(event);
	const isReplied = isRepliedTo({ matter });
	const title = titleOf(item, vocabulary, context);
	// What customers are called may stand in anything.
	const shown = matter === 'customer' ? '' : shortened(inOneLine(title), LONGEST_TITLE - MARK);
	const parts = partsOfName(event, shown);
	const { quote, body } = wordsOf(event, event.kind ?? 'message.unreplied');
	return {
		title,
		severity: severityOf(item),
		quote,
		body: body && rootOf(body),
		fields: [
			...filled([
				[
					isReplied ? shared.facts.repliedBy : shared.facts.handledBy,
					hasEnded && !change ? (escalation.endedBy ?? undefined) : undefined,
				],
			]),
			...(saysWho ? [] : holdField(item, vocabulary, context)),
			...aboutFields({ ...event, conversation: conversationOf(event, shown) }, vocabulary, title),
			...filled([
				// Only where nothing else tells which one it is.
				[
					shared.facts.conversation,
					matter === 'customer' && !customerOf(event) ? item.conversation?.key : undefined,
				],
				[
					shared.facts.reminders,
					hasEnded
						? fill(shared.reminders.all, { count: escalation.reminderCount ?? 0 })
						: undefined,
				],
				[words.facts.messages, count > 1 ? String(count) : undefined],
				[words.facts.reason, hasEnded ? undefined : escalation.failing?.reason],
			]),
			...(event.missing
				? missingFields(event.missing, vocabulary, context)
				: timeField(waiting.since, words.facts.waitingSince, context)),
			...timeField(reminder?.openedAt, shared.facts.opened, context),
			...targetFields(item, vocabulary),
			...unsaid(event.fields ?? [], event),
		].filter(({ value }) => !parts.includes(value)),
		links: [
			...moreLinks(item.links),
			...actionLinks(item.links, vocabulary, isReplied),
			...linksOf(event, vocabulary),
			...boardLink(item.links, vocabulary),
		],
		source: sourceName(event),
		at: waiting.since === undefined ? undefined : Date.parse(waiting.since),
		waits: saysWho ? undefined : matter,
		agents: agentsOf(event),
		idempotencyKey: reminder?.idempotencyKey ?? escalation.idempotencyKey,
	};
}

/** Since when it is missing, when it came last, and how often it should. */
function missingFields(
	{ expectedAt, lastSeenAt, periodSeconds }: NonNullable<ToldEvent['missing']>,
	{ shared }: Vocabulary,
	context: NotificationContext,
): Notification['fields'] {
	const { facts, units } = shared;
	return [
		...timeField(expectedAt, facts.expected, context),
		...timeField(lastSeenAt, facts.lastSeen, context),
		{ name: facts.period, value: durationInWords(periodSeconds * SECOND, units) },
	];
}

/** Of the user's own: what waits for a decision is decided there. */
function moreLinks(links: EscalationLike['links']): Notification['links'] {
	const more = links?.more ?? [];
	return more.map(({ text, url }) => ({ text, url, isAction: true, isImmediate: true }) as const);
}

function actionLinks(
	links: EscalationLike['links'],
	{ shared }: Vocabulary,
	isReplied: boolean,
): Notification['links'] {
	if (!links) return [];
	const { acknowledge, snooze, snoozeMinutes = 0, markReplied } = links;
	const { muteProject, muteMinutes = 0 } = links;
	const inWords = (minutes: number) => durationInWords(minutes * MINUTE, shared.units);
	const each: Array<[text: string, url: string | undefined]> = [
		[shared.actions.acknowledge, acknowledge],
		[fill(shared.actions.snooze, { time: inWords(snoozeMinutes) }), snooze],
		[isReplied ? shared.actions.markReplied : shared.actions.markHandled, markReplied],
		[fill(shared.actions.muteProject, { time: inWords(muteMinutes) }), muteProject],
	];
	return each.flatMap(([text, url]) =>
		url === undefined ? [] : [{ text, url, isAction: true } as const],
	);
}

function boardLink(
	links: EscalationLike['links'],
	{ messages }: Vocabulary,
): Notification['links'] {
	const { board } = links ?? {};
	return board === undefined ? [] : [{ text: messages.board, url: board, isCommon: true }];
}

/** Who was on it, or wanted to hear nothing, and until when. */
function holdField(
	{ lastHold, reminder, escalation }: EscalationLike,
	{ shared }: Vocabulary,
	context: NotificationContext,
): Notification['fields'] {
	if (!lastHold) return [];
	const said = reminder?.sentAt ?? escalation.endedAt ?? undefined;
	const time = untilWhen(lastHold.until, said, context);
	if (!time) return [];
	const who = lastHold.by?.trim();
	const value = who ? fill(shared.held.by, { who, time }) : fill(shared.held.unknown, { time });
	return [{ name: shared.facts[lastHold.kind], value }];
}

/** How much of each is used, unless the title says what became of one. */
function targetFields(
	{ target, targets = target ? [target] : [], change }: EscalationLike,
	vocabulary: Vocabulary,
): Notification['fields'] {
	if (change !== undefined) return [];
	return targets.map(({ kind, state, seconds, usedPercent: share }) => ({
		name: vocabulary.shared.targets[kind].name,
		value: targetInWords({ state, within: seconds * SECOND, share }, vocabulary),
	}));
}

function isTargetChange(change: NonNullable<EscalationLike['change']>): change is TargetChange {
	return change === 'warning' || change === 'breached';
}

function titleOf(
	item: EscalationLike,
	vocabulary: Vocabulary,
	context: NotificationContext,
): string {
	const { change, waiting, event = {}, heldUntil, changedAt } = item;
	const waits = nameMatter(event, vocabulary);
	if (change && isTargetChange(change)) {
		const { kind: target = 'firstReply', seconds = 0, usedPercent: share = 0 } = item.target ?? {};
		return targetHeadline({ change, target, waits, within: seconds * SECOND, share }, vocabulary);
	}
	if (change) {
		const until = untilWhen(heldUntil ?? undefined, changedAt, context);
		const by = item.changedBy?.trim() || undefined;
		return changeHeadline({ change, waits, by, hold: until ? { until } : undefined }, vocabulary);
	}
	return headline(saidBy(item), { waits, waited: waiting.seconds * SECOND }, vocabulary);
}

function saidBy({ reminder, escalation, lastHold }: EscalationLike): Said {
	const { state, endedBecause, failing, reminderCount = 0 } = escalation;
	if (reminder) {
		const { number, maximum } = reminder;
		const wasAcknowledged = lastHold?.kind === 'acknowledged';
		return { what: 'reminder', number, maximum, wasAcknowledged };
	}
	if (state === 'replied') {
		if (endedBecause === 'silence') return { what: 'silence' };
		return { what: 'replied', isMarked: endedBecause === 'markedReplied' };
	}
	const isFailing = state === 'exhausted' ? endedBecause === 'reminderFailed' : failing;
	return isFailing
		? { what: 'reminderFailed', number: failing?.reminderNumber ?? reminderCount + 1 }
		: { what: 'exhausted', count: reminderCount };
}

/** The time of day, with the date where that is another one than when it is said. Both times are ISO 8601. */
function untilWhen(
	until: string | undefined,
	said: string | undefined,
	context: NotificationContext,
): string | undefined {
	const moment = momentOf(until, context);
	if (!moment) return undefined;
	const isThatDay = momentOf(said, context)?.date === moment.date;
	return isThatDay ? `${moment.clock} ${moment.zone}` : momentInWords(moment);
}

function severityOf({ reminder, change, escalation }: EscalationLike): Notification['severity'] {
	if (change === 'warning') return 'warning';
	if (change === 'breached' || change === 'nobodyOnDuty') return 'critical';
	if (change) return change === 'markedReplied' ? 'success' : 'info';
	if (reminder) return reminder.isLast ? 'critical' : 'warning';
	return escalation.state === 'replied' ? 'success' : 'critical';
}

/** How long and how often is the escalation's to say, not the source's; what it is about may be its title. */
function conversationOf(event: ToldEvent, shown: string): ToldEvent['conversation'] {
	const { key = '', effect = 'opens' } = event.conversation ?? {};
	return { key, effect, subject: unsaidSubject(event, shown) };
}
