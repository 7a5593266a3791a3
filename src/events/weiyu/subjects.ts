import { says } from '../groupRobot/says';
import type { ConversationEffect, EventKind } from '../serviceEvent';
import type { WeiyuFacts, WeiyuPart } from './facts';

/*
 * What Weiyu (Bytedesk) announces, in the words of its documentation, "Webhook":
 * messages of customers, information that they leave and leads; system
 * exceptions, performance and security, and that these are over; tickets that
 * are created, change, are to be processed, run out of time or are escalated.
 * Its titles are Chinese, in either script, or English.
 */

/** Statuses of its MessageLeaveStatus, TicketStatus and alerts after which nobody waits any more. The others: somebody still does. */
const ANSWERED = [
	...['REPLIED', 'RESOLVED', 'CLOSED', 'CANCELLED', 'VERIFIED_OK', 'SPAM', 'INVALID', 'REJECTED'],
	...['COMPLETED', 'RECOVERED'],
	...['已回复', '已解决', '已关闭', '已取消', '已完成', '已恢复', '已解除'],
	...['已回覆', '已解決', '已關閉', '已恢復'],
];

export function isAnswered(status: string | undefined): boolean {
	return status !== undefined && ANSWERED.includes(status.trim().toUpperCase());
}

export interface Understood {
	kind: EventKind;
	effect: ConversationEffect;
}

export interface Subject {
	/** What the title or, for want of it, the names of the lines have to say. */
	words: RegExp;
	key: readonly WeiyuPart[];
	understand(title: string, answered: boolean): Understood;
}

const CLOSED = [
	...['关闭', '已解决', '完成', '已处理', '已取消', '關閉', '已解決', '已處理'],
	...['closed', 'resolved', 'completed', 'cancelled', 'canceled'],
];
const REPLIED = ['已回复', '已处理', '已回覆', '已處理', 'replied', 'answered', 'responded'];
const RECOVERED = [
	...['恢复', '解除', '恢復', '已解决', '已解決', '已处理', '已處理', '消除'],
	...['recovered', 'recovery', 'resolved', 'restored', 'cleared', 'back to normal'],
];
const HANDLED = ['已跟进', '已联系', '已转化', '已跟進', '已聯繫', 'contacted', 'converted'];
const UPDATED = /更新|变更|修改|變更|\bupdate|\bchange|\bmodif/i;

const TICKET: Subject = {
	words: /工单|工單|ticket/i,
	key: ['ticketId'],
	understand(title, answered) {
		if (answered || says(title, CLOSED)) return { kind: 'ticket.closed', effect: 'ends' };
		if (/升级|升級|escalat/i.test(title)) return { kind: 'ticket.escalated', effect: 'opens' };
		if (/超时|逾期|到期|超時|time.?out|timing out|overdue|\bdue\b/i.test(title)) {
			return { kind: 'ticket.dueSoon', effect: 'opens' };
		}
		if (/重新打开|重新打開|重开|reopen/i.test(title)) {
			return { kind: 'ticket.updated', effect: 'opens' };
		}
		if (UPDATED.test(title) || /状态|狀態|\bstatus\b/i.test(title)) {
			return { kind: 'ticket.updated', effect: 'continues' };
		}
		if (/新工单|新工單|新建|创建|創建|建立|\bnew\b|creat/i.test(title)) {
			return { kind: 'ticket.created', effect: 'opens' };
		}
		// "Sent when tickets are about to time out or need escalation."
		if (/提醒|催|remind/i.test(title)) return { kind: 'ticket.dueSoon', effect: 'opens' };
		return { kind: 'ticket.created', effect: 'opens' };
	},
};

const MESSAGE: Subject = {
	words:
		/留言|未读|未讀|离线消息|離線訊息|未回复|未回覆|(?:客户|客戶|访客|訪客|新)(?:消息|訊息)|[响響回]应提醒|回應提醒|unread|unreplied|leave.?message|\b(?:customer|visitor|offline|new|left)\s+messages?\b|\bmessages? (?:notification|content|id|from)\b|response reminder/i,
	key: ['threadId', 'messageId'],
	understand: (title, answered) =>
		answered || says(title, REPLIED)
			? { kind: 'message.replied', effect: 'ends' }
			: { kind: 'message.unreplied', effect: 'opens' },
};

export const ALERT: Subject = {
	words:
		/警报|告警|报警|预警|警告|异常|故障|错误|宕机|性能|安全|警報|報警|預警|異常|錯誤|效能|alert|alarm|warning|exception|failure|\bfault|\berror|outage|incident|系[统統].{0,4}恢[复復]|\bsystem\b.{0,10}\brecover|\bperformance\b|\bsecurity\b/i,
	key: ['alertId'],
	understand: (title, answered) =>
		answered || says(title.replace(/正在恢复|恢复中|正在恢復|恢復中/g, ''), RECOVERED)
			? { kind: 'alert.resolved', effect: 'ends' }
			: { kind: 'alert.firing', effect: 'opens' },
};

const aboutCustomer = (words: RegExp, created: EventKind): Subject => ({
	words,
	key: ['customerId', 'contact'],
	understand(title, answered) {
		if (answered || says(title, HANDLED)) return { kind: 'customer.updated', effect: 'ends' };
		return UPDATED.test(title)
			? { kind: 'customer.updated', effect: 'continues' }
			: { kind: created, effect: 'opens' };
	},
});

/** In this order: a ticket may have been made of a message, and a message by a customer. */
export const SUBJECTS: readonly Subject[] = [
	TICKET,
	MESSAGE,
	ALERT,
	aboutCustomer(/线索|線索|潜在客户|潛在客戶|\bleads?\b|potential customer/i, 'lead.created'),
	aboutCustomer(/客户|客戶|访客|訪客|留资|留資|customer|visitor/i, 'customer.updated'),
];

/** What the documentation announces, as it words it, with or without "notification". */
const ANNOUNCED =
	/^(?:\P{L})*(?:新留言|客户留言|留言内容同步|及时响应提醒|潜在客户信息|销售线索|新线索|客户留资|系统异常|系统故障|系统报警|系统恢复|性能监控|安全事件|新工单|工单升级|工单(?:创建|状态更新|处理提醒|即将超时|已解决|已关闭|已完成)|customer message|timely response|potential customer|sales lead|new lead|system (?:exception|failure|alert|recover)|performance (?:monitoring|warning|alert|recover)|security (?:event|alert)|new ticket|ticket (?:creat|status update|processing reminder|about to time ?out|escalat|resolved|closed))/iu;

/** Whether a title is one of those that the documentation has. */
export function isAnnounced(title: string): boolean {
	return ANNOUNCED.test(title);
}

/** What a title says of the state of an alert, and that it is one: not which. */
const STATE_WORDS =
	/已经|已|正在|发生|检测到|恢复正常|恢复|解除|消除|通知|提醒|报警|告警|警报|预警|警告|异常|故障|错误|恢復正常|恢復|報警|警報|預警|異常|錯誤|\b(?:has|have|been|is|are|back to normal|recovered|recovery|resolved|restored|cleared|detected|notification|notice|alerts?|alarms?|warning|exceptions?|failures?|faults?|errors?)\b/giu;

/**
 * What is the same in an alert and in the word that it is over, where no line
 * has an id: the title without what it says of the state, and the lines that
 * name what it is about. Undefined where nothing is left.
 */
export function alertName(title: string, facts: WeiyuFacts): string | undefined {
	const what = title
		.replace(STATE_WORDS, ' ')
		.replace(/[^\p{L}\p{N}]+/gu, ' ')
		.trim()
		.toLowerCase();
	const parts = [what, ...facts.values('target')].filter((part) => part !== '');
	return parts.length > 0 ? parts.join(' ') : undefined;
}
