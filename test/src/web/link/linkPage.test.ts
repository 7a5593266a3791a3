import { linkPage } from '../../../../src/web/link/linkPage';
import type { Link } from '../../../../src/web/link/token';
import { HOUR, MINUTE } from '../../../../src/time/duration';
import { anEscalation, T0 } from '../../../support/model/escalations.mts';

const textIn = (html: string) =>
	html
		.replace(/<style>[^]*<\/style>/, '')
		.replace(/<[^>]*>/g, ' ')
		.replace(/\s+/g, ' ')
		.replaceAll('&#39;', "'");

// T0 is 17:00 in Shanghai.
const context = { timeZone: 'Asia/Shanghai', now: T0 + MINUTE, name: null, isConfirmed: true };
const held = anEscalation({
	event: { visitor: { name: '王芳' } },
	reminderCount: 1,
	lastHold: { kind: 'snoozed', by: '张三', at: T0, until: T0 + HOUR },
	heldUntil: T0 + HOUR,
});

test.each([
	['en', 'acknowledge', "You're on it No reminders until Jan 5, 18:00 GMT+8."],
	['zh', 'acknowledge', '已由您跟进 1月5日 18:00 GMT+8 之前不再提醒。'],
	['en', 'snooze', 'Snoozed 张三 (until Jan 5, 18:00 GMT+8)'],
	['zh', 'snooze', '暂停提醒 张三（至 1月5日 18:00 GMT+8）'],
	['en', 'markReplied', 'Reminders 1 of 4'],
	['zh', 'markReplied', '提醒次数 1 次，共 4 次'],
] as const)('in %s, after %s, the page says "%s"', (language, action, said) => {
	const link = { action, minutes: 60 } as Link;
	const { html } = linkPage({ kind: 'done', link, escalation: held }, { ...context, language });
	expect(textIn(html)).toContain(said);
});

test.each([
	['en', 'The project is muted No reminders about this project until Jan 5, 18:00 GMT+8.'],
	['zh', '项目已静音 1月5日 18:00 GMT+8 之前不再发出该项目的提醒'],
	['en', 'Muted until Jan 5, 18:00 GMT+8'],
	['zh', '静音 至 1月5日 18:00 GMT+8'],
] as const)('in %s, after muting, the page says "%s"', (language, said) => {
	const link = { action: 'muteProject', minutes: 60 } as Link;
	const outcome = {
		kind: 'done',
		link,
		escalation: anEscalation(),
		mutedUntil: T0 + HOUR,
	} as const;
	expect(textIn(linkPage(outcome, { ...context, language }).html)).toContain(said);
});

test.each([
	['en', 'By Ann, Jan 5, 17:00 GMT+8'],
	['zh', 'Ann，1月5日 17:00 GMT+8'],
] as const)('in %s, what is over names who ended it: %s', (language, said) => {
	const escalation = anEscalation({ endedAt: T0, endedBy: 'Ann', endedBecause: 'markedReplied' });
	const { html } = linkPage({ kind: 'over', escalation }, { ...context, language });
	expect(textIn(html)).toContain(said);
});
