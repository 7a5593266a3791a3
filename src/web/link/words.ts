import type { EndedBecause } from '../../escalation/escalation';
import type { Refusal } from '../signature';
import type { LinkAction } from './token';
import type { PageLanguage } from '../pageLanguage';

/** `unknown`: of a conversation that is forgotten. `unavailable`: the store cannot be reached. */
export type PageRefusal = Refusal | 'unknown' | 'unavailable';

/** What the page of a link says. Times and durations come in words already. */
export interface LinkWords {
	aCustomer: string;
	/** Heads the page before the button is pressed. */
	waits: (who: string) => string;
	nameLabel: string;
	buttons: Record<LinkAction, (time: string) => string>;
	hints: Record<LinkAction, (time: string) => string>;
	done: Record<LinkAction, string>;
	/** Until when nothing goes out. */
	doneUntil: Record<Exclude<LinkAction, 'markReplied'>, (until: string) => string>;
	doneReplied: string;
	over: Record<EndedBecause, string>;
	by: (who: string, time: string) => string;
	at: (time: string) => string;
	refused: Record<PageRefusal, { heading: string; lead: string }>;
	facts: {
		customer: string;
		project: string;
		waiting: string;
		reminders: string;
		acknowledged: string;
		snoozed: string;
	};
	reminders: (count: number, maximum: number | null) => string;
	heldUntil: (by: string | null, time: string) => string;
}

export const linkWords: Record<PageLanguage, LinkWords> = {
	en: {
		aCustomer: 'A customer',
		waits: (who) => `${who} waits for a reply`,
		nameLabel: 'Your name (optional)',
		buttons: {
			acknowledge: () => 'I am on it',
			snooze: (time) => `Snooze for ${time}`,
			markReplied: () => 'Somebody has replied',
		},
		hints: {
			acknowledge: (time) =>
				`No reminder for ${time}. If there is no reply by then, the reminders go on and say who was on it.`,
			snooze: (time) => `No reminder for ${time}. Then they go on.`,
			markReplied: () => 'The reminders end.',
		},
		done: {
			acknowledge: 'You are on it',
			snooze: 'Snoozed',
			markReplied: 'Marked as replied',
		},
		doneUntil: {
			acknowledge: (until) =>
				`No reminder until ${until}. If there is no reply by then, the reminders go on.`,
			snooze: (until) => `No reminder until ${until}. Then they go on.`,
		},
		doneReplied: 'The reminders have ended.',
		over: {
			reply: 'Already answered',
			markedReplied: 'Already answered',
			silence: 'No longer open: the source had no more to say of it',
			maximumReminders: 'No longer open: nobody replied, and the last reminder has been sent',
			timeLimit: 'No longer open: nobody replied in time',
			reminderFailed: 'No longer open: the reminders could not be sent',
			cancelled: 'The reminders were cancelled',
			superseded: 'No longer open: there is a newer message of this customer',
			orphaned: 'No longer open: its workflow is gone',
		},
		by: (who, time) => `By ${who}, ${time}`,
		at: (time) => `Since ${time}`,
		refused: {
			expired: {
				heading: 'This link has expired',
				lead: 'Nothing was changed. Take a link of the newest reminder in the chat.',
			},
			revoked: {
				heading: 'This link has been revoked',
				lead: 'Nothing was changed. Take a link of a newer reminder in the chat, or ask for a new one.',
			},
			unknown: {
				heading: 'This conversation is no longer known',
				lead: 'It ended long ago, or was forgotten. Nothing was changed.',
			},
			invalid: {
				heading: 'This link is not valid',
				lead: 'Perhaps a part of it is missing. Open it from the chat, by its button.',
			},
			unavailable: {
				heading: 'That did not work',
				lead: 'Nothing was changed. Try again in a minute.',
			},
		},
		facts: {
			customer: 'Customer',
			project: 'Project',
			waiting: 'Waiting',
			reminders: 'Reminders',
			acknowledged: 'On it',
			snoozed: 'Snoozed',
		},
		reminders: (count, maximum) => (maximum === null ? `${count}` : `${count} of ${maximum}`),
		heldUntil: (by, time) => (by ? `${by}, until ${time}` : `until ${time}`),
	},
	zh: {
		aCustomer: '客户',
		waits: (who) => `${who} 正在等待回复`,
		nameLabel: '您的姓名（选填）',
		buttons: {
			acknowledge: () => '我来处理',
			snooze: (time) => `${time}后再提醒`,
			markReplied: () => '已经回复客户',
		},
		hints: {
			acknowledge: (time) => `${time}内不再提醒。届时仍未回复，将继续提醒并注明跟进人。`,
			snooze: (time) => `${time}内不再提醒，之后继续。`,
			markReplied: () => '不再提醒。',
		},
		done: { acknowledge: '您正在处理', snooze: '已暂停提醒', markReplied: '已标记为已回复' },
		doneUntil: {
			acknowledge: (until) => `${until} 之前不再提醒。届时仍未回复，将继续提醒。`,
			snooze: (until) => `${until} 之前不再提醒，之后继续。`,
		},
		doneReplied: '不再提醒。',
		over: {
			reply: '已有人回复',
			markedReplied: '已有人回复',
			silence: '已结束：来源没有后续消息',
			maximumReminders: '已结束：无人回复，最后一次提醒已发出',
			timeLimit: '已结束：超过时限仍无人回复',
			reminderFailed: '已结束：提醒无法发送',
			cancelled: '提醒已取消',
			superseded: '已结束：该客户有新的消息',
			orphaned: '已结束：工作流已不存在',
		},
		by: (who, time) => `${who}，${time}`,
		at: (time) => `${time} 起`,
		refused: {
			expired: { heading: '链接已过期', lead: '没有任何更改。请使用群里最新一条提醒中的链接。' },
			revoked: {
				heading: '链接已被撤销',
				lead: '没有任何更改。请使用群里更新的提醒中的链接，或索取新链接。',
			},
			unknown: { heading: '找不到该会话', lead: '会话早已结束，或已被删除。没有任何更改。' },
			invalid: { heading: '链接无效', lead: '链接可能不完整。请在群里点击按钮打开。' },
			unavailable: { heading: '操作失败', lead: '没有任何更改。请稍后再试。' },
		},
		facts: {
			customer: '客户',
			project: '项目',
			waiting: '已等待',
			reminders: '提醒次数',
			acknowledged: '跟进人',
			snoozed: '已暂停',
		},
		reminders: (count, maximum) => (maximum === null ? `${count}` : `${count}/${maximum}`),
		heldUntil: (by, time) => (by ? `${by}，至 ${time}` : `至 ${time}`),
	},
};
