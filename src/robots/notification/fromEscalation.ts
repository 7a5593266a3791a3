import { readableDuration } from '../../time/duration';
import {
	aboutFields,
	customerOf,
	filled,
	linksOf,
	sourceName,
	timeField,
	unsaid,
	type EventLike,
	type NotificationContext,
} from './fromEvent';
import type { Notification } from './notification';
import { durationInWords, wordsOf, type Words } from './words';

/** What Repeat Until Replied puts out, as far as a notification needs to know it. */
export interface EscalationLike {
	/** What somebody did; only of an item that tells of that. */
	change?: keyof Words['changes'];
	changedBy?: string | null;
	changedAt?: string;
	/** Of a hold that holds still. */
	heldUntil?: string | null;
	conversation?: { key: string };
	reminder?: { number: number; maximum: number | null; isLast?: boolean; idempotencyKey?: string };
	waiting: { since?: string; seconds: number };
	messages?: { count: number };
	lastHold?: { kind: 'acknowledged' | 'snoozed'; by: string | null; until: string };
	/** Where a person says what becomes of it, see `reminderLinks`. */
	links?: {
		acknowledge?: string;
		snooze?: string;
		snoozeMinutes?: number;
		markReplied?: string;
		board?: string;
	};
	escalation: {
		state?: string;
		reminderCount?: number;
		endedBy?: string | null;
		endedBecause?: string | null;
		failing?: { reminderNumber: number; reason: string } | null;
		idempotencyKey?: string;
	};
	event?: EventLike;
}

/** The default notification of a reminder, and of the end of an escalation. */
export function escalationNotification(
	item: EscalationLike,
	context: NotificationContext,
): Notification {
	const words = wordsOf(context.language);
	const { reminder, change, waiting, messages, lastHold, escalation, event = {} } = item;
	const hasEnded = escalation.state === 'replied';
	const saysWho = hasEnded || change !== undefined;
	const count = messages?.count ?? 1;
	return {
		title: titleOf(item, words, context),
		severity: severityOf(item),
		quote: event.text,
		fields: [
			...aboutFields({ ...event, conversation: conversationOf(event) }, words),
			...filled([
				[words.fields.conversation, customerOf(event) ? undefined : item.conversation?.key],
				[
					words.fields.repliedBy,
					hasEnded && !change ? (escalation.endedBy ?? undefined) : undefined,
				],
				[words.fields.reminders, hasEnded ? String(escalation.reminderCount ?? 0) : undefined],
				[words.fields.messages, count > 1 ? String(count) : undefined],
				[words.fields.reason, hasEnded ? undefined : escalation.failing?.reason],
			]),
			...(saysWho ? [] : holdField(lastHold, words, context)),
			...timeField(waiting.since, words.fields.waitingSince, context),
			...unsaid(event.fields ?? [], event),
		],
		links: [...linksOf(event, words), ...actionLinks(item.links, words)],
		source: sourceName(event),
		at: waiting.since === undefined ? undefined : Date.parse(waiting.since),
		isWaiting: !saysWho,
		idempotencyKey: reminder?.idempotencyKey ?? escalation.idempotencyKey,
	};
}

function actionLinks(links: EscalationLike['links'], words: Words): Notification['links'] {
	if (!links) return [];
	const { acknowledge, snooze, snoozeMinutes = 0, markReplied, board } = links;
	const each: Array<[text: string, url: string | undefined]> = [
		[words.links.acknowledge, acknowledge],
		[words.links.snooze(snoozeMinutes), snooze],
		[words.links.markReplied, markReplied],
	];
	return [
		...each.flatMap(([text, url]) => (url === undefined ? [] : [{ text, url }])),
		...(board === undefined
			? []
			: [{ text: words.links.board, url: board, isCommon: true } as const]),
	];
}

/** Who was on it, or wanted to hear nothing, and until when. */
function holdField(
	hold: EscalationLike['lastHold'],
	words: Words,
	context: NotificationContext,
): Notification['fields'] {
	if (!hold) return [];
	return timeField(hold.until, words.fields[hold.kind], context).map(({ name, value }) => ({
		name,
		value: words.heldUntil(value, hold.by),
	}));
}

function titleOf(item: EscalationLike, words: Words, context: NotificationContext): string {
	const { reminder, change, waiting, escalation, event = {}, conversation } = item;
	const who = customerOf(event) ?? conversation?.key ?? words.aCustomer;
	const waited = durationInWords(readableDuration(waiting.seconds * 1_000), words);
	const reminderCount = escalation.reminderCount ?? 0;
	if (change) {
		const by = item.changedBy?.trim() || words.somebody;
		return words.changes[change](who, by, untilWhen(item, context));
	}
	if (reminder) return words.noReply(who, waited, reminder.number, reminder.maximum);
	if (escalation.state === 'replied') return words.replied(who, waited);
	const isExhausted = escalation.state === 'exhausted';
	const isFailing = isExhausted ? escalation.endedBecause === 'reminderFailed' : escalation.failing;
	return isFailing
		? words.reminderFailed(who, waited, escalation.failing?.reminderNumber ?? reminderCount + 1)
		: words.exhausted(who, waited, reminderCount);
}

/** The time of day, with the date where that is another one. */
function untilWhen(
	{ heldUntil, changedAt }: EscalationLike,
	context: NotificationContext,
): string | undefined {
	const [until] = timeField(heldUntil ?? undefined, '', context).map(({ value }) =>
		value.split(' '),
	);
	if (!until) return undefined;
	const [at] = timeField(changedAt, '', context).map(({ value }) => value.split(' '));
	return at?.[0] === until[0] ? until[1] : until.join(' ');
}

function severityOf({ reminder, change, escalation }: EscalationLike): Notification['severity'] {
	if (change) return change === 'markedReplied' ? 'success' : 'info';
	if (reminder) return reminder.isLast ? 'critical' : 'warning';
	return escalation.state === 'replied' ? 'success' : 'critical';
}

/** How long and how often is the escalation's to say, not the source's; what it is about may be its title. */
function conversationOf({ conversation, title }: EventLike): EventLike['conversation'] {
	const { key = '', effect = 'opens', subject = title } = conversation ?? {};
	return { key, effect, subject };
}
