import { MINUTE } from '../../time/duration';
import { KeyWriter } from '../conversationKey';
import { identityOf } from '../identity';
import { severityFrom } from '../mapping/event';
import type { EventRequest } from '../request';
import {
	cutNotice,
	inFields,
	ownFacts,
	readNotice,
	withoutProof,
	wordsOf,
} from '../groupRobot/notice';
import { says } from '../groupRobot/says';
import { robotSignature } from '../groupRobot/signature';
import type { ConversationEffect, EventKind } from '../serviceEvent';
import type { EventSource, ParsedBody } from '../source';
import { dateTime } from '../timestamp';
import {
	isOwnName,
	otherFields,
	weiyuFacts,
	type WeiyuFacts,
	type WeiyuPart,
} from '../weiyu/facts';

/*
 * Weiyu (Bytedesk), "Webhook": it posts to the group robots of WeCom, Feishu
 * and DingTalk, as text whose lines are `- **name**: value`. Published is the
 * text of a new message alone; what else it announces (customer information,
 * alerts, tickets) is recognised by the words of its title. The statuses are
 * those of its MessageLeaveStatus and TicketStatus.
 */

/** Statuses after which nobody waits any more. The others: somebody still does. */
const ANSWERED = [
	'REPLIED',
	'RESOLVED',
	'CLOSED',
	'CANCELLED',
	'VERIFIED_OK',
	'SPAM',
	'INVALID',
	'REJECTED',
	'已回复',
	'已解决',
	'已关闭',
	'已取消',
];

interface Understood {
	kind: EventKind;
	effect: ConversationEffect;
}

interface Subject {
	/** What the title or, for want of it, the names of the lines have to say. */
	words: RegExp;
	key: readonly WeiyuPart[];
	understand(title: string, answered: boolean): Understood;
}

/** What stands in the key before the value of the line. */
const PREFIXES: Partial<Record<WeiyuPart, string>> = {
	threadId: 'thread',
	messageId: 'message',
	ticketId: 'ticket',
	customerId: 'customer',
	alertId: 'alert',
};

/** In this order: a ticket may have been made of a message, and a message by a customer. */
const SUBJECTS: Subject[] = [
	{
		words: /工单|ticket/i,
		key: ['ticketId'],
		understand(title, answered) {
			if (answered || says(title, ['关闭', '已解决', '完成', 'closed', 'resolved'])) {
				return { kind: 'ticket.closed', effect: 'ends' };
			}
			if (/超时|逾期|到期|timeout|time out|overdue|due/i.test(title)) {
				return { kind: 'ticket.dueSoon', effect: 'opens' };
			}
			if (/升级|escalat/i.test(title)) return { kind: 'ticket.escalated', effect: 'opens' };
			if (/更新|变更|修改|updated|changed/i.test(title)) {
				return { kind: 'ticket.updated', effect: 'continues' };
			}
			return { kind: 'ticket.created', effect: 'opens' };
		},
	},
	{
		words: /留言|未读|离线消息|未回复|leave.?message|offline message|unread|unreplied/i,
		key: ['threadId', 'messageId'],
		understand: (title, answered) =>
			answered || says(title, ['已回复', 'replied'])
				? { kind: 'message.replied', effect: 'ends' }
				: { kind: 'message.unreplied', effect: 'opens' },
	},
	{
		words: /警报|告警|报警|异常|alert|alarm|exception/i,
		key: ['alertId'],
		understand: (title, answered) =>
			answered || says(title, ['恢复', '解除', 'recovered', 'resolved'])
				? { kind: 'alert.resolved', effect: 'ends' }
				: { kind: 'alert.firing', effect: 'opens' },
	},
	{
		words: /客户|线索|留资|customer|lead/i,
		key: ['customerId', 'contact'],
		understand(title, answered) {
			const isUpdate = /更新|变更|updated|changed/i.test(title);
			const effect = answered ? 'ends' : isUpdate ? 'continues' : 'opens';
			return { kind: 'customer.updated', effect };
		},
	},
];

/** Its times have no zone: they are those of its servers, in China. */
const localTime = dateTime('+08:00');

const { key } = new KeyWriter('weiyu');

const DOUBT =
	'Lines of this message contradict each other, or a customer may have written them. They are ignored for its conversation and status, so the message is a separate conversation.';
const NAMELESS = 'No line identifies the conversation, so the message is a separate one.';

function parse(request: EventRequest): ParsedBody {
	const reading = readNotice(request);
	if (!reading.ok) return reading;
	const { notice } = reading;
	const { title = '' } = notice;
	const facts = weiyuFacts(notice);
	const subject = subjectOf(title, facts);
	const named = subject && facts.keyIn(subject.key);
	const isDoubtful = named === 'doubtful' || facts.isDoubtful('status');
	const line = isDoubtful ? undefined : named;
	const status = isDoubtful ? undefined : facts.value('status', line);
	const understood = meaningOf(subject, title, status, isDoubtful);
	const words = wordsOf(notice);
	const own = (part: WeiyuPart) => facts.value(part, line);
	// What names itself is told once for each status; what does not, once a minute.
	const minute = line ? undefined : Math.floor(request.receivedAt / MINUTE);
	const occurredAt = timeOf(understood, own) ?? request.receivedAt;
	const notices = [
		isDoubtful ? DOUBT : subject && !line ? NAMELESS : undefined,
		cutNotice({ isCut: notice.isCut, entries: facts.fields }),
	].filter((part) => part !== undefined);
	return {
		ok: true,
		events: [
			{
				id: `weiyu:${identityOf(understood.kind, words, minute)}`,
				source: weiyu.id,
				type: notice.title ?? notice.type,
				kind: understood.kind,
				occurredAt: new Date(occurredAt).toISOString(),
				conversation: {
					key: line ? key`${PREFIXES[line.part] ?? line.part}:${line.value}` : key`text:${words}`,
					effect: understood.effect,
					subject: notice.title,
					status,
				},
				visitor: personOf(own('customerId'), facts.said('visitor') ?? facts.said('contact')),
				agent: personOf(undefined, facts.said('agent')),
				severity: severityFrom(own('priority')),
				title: notice.title,
				text: facts.text,
				fields: inFields(otherFields(facts)),
				url: notice.url,
				notice: notices.length > 0 ? notices.join(' ') : undefined,
				raw: withoutProof(request),
			},
		],
	};
}

function meaningOf(
	subject: Subject | undefined,
	title: string,
	status: string | undefined,
	isDoubtful: boolean,
): Understood {
	const answered = status !== undefined && ANSWERED.includes(status.toUpperCase());
	const understood: Understood = subject?.understand(title, answered) ?? {
		kind: 'notice',
		effect: answered ? 'ends' : 'opens',
	};
	if (!isDoubtful) return understood;
	// Whose waiting is over is not known: somebody has to look.
	const kind = understood.effect === 'ends' ? 'notice' : understood.kind;
	return { kind, effect: 'opens' };
}

/** When it happened, where the lines say so: mostly they tell when the question was asked. */
function timeOf(
	{ kind, effect }: Understood,
	line: (part: WeiyuPart) => string | undefined,
): number | undefined {
	if (effect !== 'opens') return undefined;
	// Asked long ago, and on the agenda again.
	const isOld = kind === 'ticket.dueSoon' || kind === 'ticket.escalated';
	const time = localTime.safeParse(
		isOld ? line('updatedAt') : (line('createdAt') ?? line('updatedAt')),
	);
	return time.success ? time.data : undefined;
}

function subjectOf(title: string, facts: WeiyuFacts): Subject | undefined {
	const names = facts.names().join('\n');
	return (
		SUBJECTS.find(({ words }) => words.test(title)) ??
		SUBJECTS.find(({ words }) => words.test(names))
	);
}

function personOf(id: string | undefined, name: string | undefined) {
	return id === undefined && name === undefined ? undefined : { id, name };
}

export const weiyu: EventSource = {
	id: 'weiyu',
	displayName: 'Weiyu (Bytedesk)',
	summary: 'Messages left by customers, customer information, tickets and alerts',
	setup: 'in Weiyu: Settings > WebHook, as the address of a WeCom, Feishu or DingTalk robot',
	kinds: [
		'message.unreplied',
		'message.replied',
		'customer.updated',
		'ticket.created',
		'ticket.updated',
		'ticket.dueSoon',
		'ticket.escalated',
		'ticket.closed',
		'alert.firing',
		'alert.resolved',
		'notice',
	],
	respondsAsRobot: true,
	signature: robotSignature,
	resemblance(request) {
		const reading = readNotice(request);
		return reading.ok && ownFacts(reading.notice).some(({ name }) => isOwnName(name)) ? 1 : 0;
	},
	parse,
};
