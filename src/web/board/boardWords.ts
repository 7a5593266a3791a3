import { chinese } from '../../robots/notification/chinese';
import { english } from '../../robots/notification/english';
import type { PageLanguage } from '../pageLanguage';

const en = {
	title: 'Waiting customers',
	name: 'Your name (optional)',
	waiting: 'Waiting now',
	nobody: 'Nobody waits for a reply.',
	replies: 'Time to first reply, 7 days',
	reminders: 'Reminders per hour, 24 hours',
	ended: 'Ended lately',
	needsScript: 'This page needs JavaScript.',
	units: english.units,
	actions: {
		acknowledge: 'I am on it',
		snooze: 'Snooze 30 min',
		markReplied: 'Replied',
		cancel: 'Cancel',
	},
	sure: { markReplied: 'Really replied?', cancel: 'Really cancel?' },
	done: {
		acknowledge: '{who}: you are on it. No reminder for 30 min.',
		snooze: '{who}: no reminder for 30 min.',
		markReplied: '{who}: marked as replied.',
		cancel: '{who}: cancelled.',
	},
	failed: {
		over: '{who}: no longer open. Nothing was changed.',
		notAllowed: 'This link is for looking only.',
		invalid: 'That was not understood. Reload the page.',
		offline: 'n8n does not answer. Trying again …',
	},
	reminderCount: 'Reminders: {reminders}',
	next: 'next reminder in {time}',
	nextNow: 'next reminder is due',
	reminding: 'a reminder is on its way',
	notPublished: 'no reminders: publish its workflow (again, if it was archived)',
	trouble: 'Reminders cannot be sent: {why}',
	hold: {
		acknowledged: { by: '{who} is on it until {time}', unknown: 'somebody is on it until {time}' },
		snoozed: { by: 'snoozed until {time} by {who}', unknown: 'snoozed until {time}' },
	},
	states: {
		replied: { by: 'answered after {time} by {who}', unknown: 'answered after {time}' },
		exhausted: { by: 'no reply in {time}', unknown: 'no reply in {time}' },
		cancelled: { by: 'cancelled after {time} by {who}', unknown: 'ended after {time}' },
	},
	noReplies: 'No reply yet.',
	median: 'Replies: {count}, half of them within {time}',
	reminderSum: '{count} in all',
	buckets: ['< 1 min', '< 5', '< 15', '< 30', '< 1 h', '< 4 h', 'more'],
};

/** What the board says; `{…}` are filled in by the browser. */
export type BoardWords = typeof en;

const zh: BoardWords = {
	title: '等待中的客户',
	name: '您的姓名（选填）',
	waiting: '正在等待',
	nobody: '没有客户在等待回复。',
	replies: '首次回复时间（7 天）',
	reminders: '每小时提醒次数（24 小时）',
	ended: '最近结束',
	needsScript: '此页面需要 JavaScript。',
	units: chinese.units,
	actions: {
		acknowledge: '我来处理',
		snooze: '30 分钟后提醒',
		markReplied: '已回复',
		cancel: '取消提醒',
	},
	sure: { markReplied: '确认已回复？', cancel: '确认取消？' },
	done: {
		acknowledge: '{who}：您正在处理，30 分钟内不再提醒。',
		snooze: '{who}：30 分钟内不再提醒。',
		markReplied: '{who}：已标记为已回复。',
		cancel: '{who}：已取消提醒。',
	},
	failed: {
		over: '{who}：会话已结束，没有任何更改。',
		notAllowed: '此链接只能查看。',
		invalid: '无法识别该操作，请刷新页面。',
		offline: 'n8n 没有响应，正在重试……',
	},
	reminderCount: '提醒 {reminders} 次',
	next: '{time}后再次提醒',
	nextNow: '即将提醒',
	reminding: '正在发送提醒',
	notPublished: '不会提醒：请发布工作流（取消归档后需重新发布）',
	trouble: '无法发送提醒：{why}',
	hold: {
		acknowledged: { by: '{who} 正在处理，至 {time}', unknown: '有人正在处理，至 {time}' },
		snoozed: { by: '{who} 暂停提醒至 {time}', unknown: '暂停提醒至 {time}' },
	},
	states: {
		replied: { by: '{who} 在 {time}后回复', unknown: '{time}后得到回复' },
		exhausted: { by: '{time}内无人回复', unknown: '{time}内无人回复' },
		cancelled: { by: '{who} 在 {time}后取消', unknown: '{time}后结束' },
	},
	noReplies: '尚无回复。',
	median: '共 {count} 次回复，半数在 {time}以内',
	reminderSum: '共 {count} 次',
	buckets: ['< 1 分', '< 5', '< 15', '< 30', '< 1 时', '< 4 时', '更久'],
};

export const boardWords: Record<PageLanguage, BoardWords> = { en, zh };
