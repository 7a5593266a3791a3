import { MINUTE } from '../../time/duration';
import { identityOf } from '../identity';
import { severityFrom } from '../mapping/event';
import { bodyValue, type EventRequest } from '../request';
import {
	lineValue,
	otherLines,
	readNotice,
	withoutSignature,
	type Notice,
} from '../robotMessage/notice';
import { says } from '../robotMessage/says';
import { robotSignature } from '../robotMessage/signature';
import type { ConversationEffect, EventKind } from '../serviceEvent';
import type { EventSource, ParsedBody } from '../source';
import { dateTime } from '../timestamp';

/*
 * Weiyu (Bytedesk), "Webhook": it posts to the group robots of WeCom, Feishu
 * and DingTalk, as text whose lines are `- **name**: value`. Published is the
 * text of a new message alone; what else it announces (customer information,
 * alerts, tickets) is recognised by the words of its title. The statuses are
 * those of its MessageLeaveStatus and TicketStatus.
 */

const LINES = {
	messageId: ['留言ID', '消息ID', 'Message ID', 'Leave Message ID'],
	threadId: ['会话ID', 'Thread ID', 'Session ID', 'Conversation ID'],
	ticketId: ['工单ID', '工单号', '工单编号', 'Ticket ID', 'Ticket No', 'Ticket Number'],
	customerId: ['客户ID', '线索ID', '访客ID', 'Customer ID', 'Lead ID', 'Visitor ID'],
	alertId: ['告警ID', '警报ID', '报警ID', 'Alert ID'],
	status: ['留言状态', '工单状态', '状态', 'Status', 'Message Status', 'Ticket Status'],
	createdAt: ['创建时间', '发生时间', 'Created At', 'Time'],
	updatedAt: ['更新时间', 'Updated At'],
	contact: ['联系方式', '电话', '手机', '邮箱', 'Contact', 'Phone', 'Mobile', 'Email'],
	visitor: ['访客', '客户', '客户名称', '昵称', '姓名', 'Visitor', 'Customer', 'Nickname', 'Name'],
	agent: ['处理人', '客服', '负责人', '指派给', 'Assignee', 'Agent', 'Handler'],
	content: ['内容', '留言内容', '描述', 'Content', 'Message', 'Description'],
	priority: ['优先级', '级别', 'Priority', 'Severity', 'Level'],
} as const;

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
	key: readonly string[];
	prefix: string;
	understand(title: string, answered: boolean): Understood;
}

/** In this order: a ticket may have been made of a message, and a message by a customer. */
const SUBJECTS: Subject[] = [
	{
		words: /工单|ticket/i,
		key: LINES.ticketId,
		prefix: 'ticket',
		understand(title, answered) {
			if (answered || says(title, ['关闭', '已解决', '完成', 'closed', 'resolved'])) {
				return { kind: 'ticket.closed', effect: 'answers' };
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
		key: [...LINES.threadId, ...LINES.messageId],
		prefix: 'message',
		understand: (title, answered) =>
			answered || says(title, ['已回复', 'replied'])
				? { kind: 'message.replied', effect: 'answers' }
				: { kind: 'message.unreplied', effect: 'opens' },
	},
	{
		words: /警报|告警|报警|异常|alert|alarm|exception/i,
		key: LINES.alertId,
		prefix: 'alert',
		understand: (title, answered) =>
			answered || says(title, ['恢复', '解除', 'recovered', 'resolved'])
				? { kind: 'alert.resolved', effect: 'answers' }
				: { kind: 'alert.firing', effect: 'opens' },
	},
	{
		words: /客户|线索|留资|customer|lead/i,
		key: [...LINES.customerId, ...LINES.contact],
		prefix: 'customer',
		understand(title, answered) {
			const isUpdate = /更新|变更|updated|changed/i.test(title);
			const effect = answered ? 'answers' : isUpdate ? 'continues' : 'opens';
			return { kind: 'customer.updated', effect };
		},
	},
];

/** Its times have no zone: they are those of its servers, in China. */
const localTime = dateTime('+08:00');

function parse(request: EventRequest): ParsedBody {
	const reading = readNotice(request);
	if (!reading.ok) return reading;
	const { notice } = reading;
	const line = (name: keyof typeof LINES) => lineValue(notice, LINES[name]);
	const subject = subjectOf(notice);
	const status = line('status');
	const answered = status !== undefined && ANSWERED.includes(status.toUpperCase());
	const understood: Understood = subject?.understand(notice.title ?? '', answered) ?? {
		kind: 'notice',
		effect: answered ? 'answers' : 'opens',
	};
	const said = identityOf(
		notice.title,
		notice.quote,
		notice.text,
		...notice.fields.flatMap(({ name, value }) => [name, value]),
	);
	const key = subject && lineValue(notice, subject.key);
	const text = [notice.quote ?? line('content'), notice.text].filter(Boolean).join('\n');
	// What names itself is told once for each status; what does not, once a minute.
	const minute = key ? undefined : Math.floor(request.receivedAt / MINUTE);
	const occurredAt = timeOf(understood, line) ?? request.receivedAt;
	return {
		ok: true,
		events: [
			{
				id: `weiyu:${identityOf(understood.kind, said, minute)}`,
				source: weiyu.id,
				type: notice.title ?? notice.type,
				kind: understood.kind,
				occurredAt: new Date(occurredAt).toISOString(),
				conversation: {
					key: `weiyu:${subject?.prefix ?? 'notice'}:${key ?? said}`,
					effect: understood.effect,
					subject: notice.title,
					status,
				},
				visitor: personOf(line('customerId'), line('visitor') ?? line('contact')),
				agent: personOf(undefined, line('agent')),
				severity: severityFrom(line('priority')),
				title: notice.title,
				text: text || undefined,
				fields: otherLines(notice, [LINES.content, LINES.status, LINES.agent]),
				url: notice.url,
				raw: withoutSignature(bodyValue(request)),
			},
		],
	};
}

/** When it happened, where the lines say so: mostly they tell when the question was asked. */
function timeOf(
	{ kind, effect }: Understood,
	line: (name: keyof typeof LINES) => string | undefined,
): number | undefined {
	if (effect !== 'opens') return undefined;
	// Asked long ago, and on the agenda again.
	const isOld = kind === 'ticket.dueSoon' || kind === 'ticket.escalated';
	const time = localTime.safeParse(
		isOld ? line('updatedAt') : (line('createdAt') ?? line('updatedAt')),
	);
	return time.success ? time.data : undefined;
}

function subjectOf({ title, fields }: Notice): Subject | undefined {
	const names = fields.map(({ name }) => name).join('\n');
	return (
		SUBJECTS.find(({ words }) => words.test(title ?? '')) ??
		SUBJECTS.find(({ words }) => words.test(names))
	);
}

function personOf(id: string | undefined, name: string | undefined) {
	return id === undefined && name === undefined ? undefined : { id, name };
}

/** The lines that no other system has. */
const OWN_LINES = [...LINES.messageId, ...LINES.threadId, '留言状态', '来源渠道'];

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
	answersAsRobot: true,
	signature: robotSignature,
	resemblance(request) {
		const reading = readNotice(request);
		return reading.ok && lineValue(reading.notice, OWN_LINES) !== undefined ? 1 : 0;
	},
	parse,
};
