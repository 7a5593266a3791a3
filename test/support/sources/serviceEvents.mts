import type { IDataObject } from 'n8n-workflow';

import type { EventKind, ServiceEvent } from '../../../src/events/serviceEvent.ts';

type Part = Partial<Omit<ServiceEvent, 'kind'>>;

const chat: Part = {
	source: 'twtChat',
	conversation: {
		key: 'twt:test:name=Visitor15',
		effect: 'opens',
		subject: 'New Conversation',
		status: 'unreplied',
		pushTimes: 4,
		timeoutSeconds: 289,
	},
	visitor: { name: 'Visitor15', nickname: 'visitor nickname' },
	agent: { name: 'ctccccd' },
	project: { name: 'test' },
	text: 'Where is my order?\nIt was due on *Monday*.',
};
const ticket: Part = {
	source: 'weiyu',
	conversation: { key: 'weiyu:ticket:7', effect: 'opens', subject: '退款 #7' },
	visitor: { name: '王芳' },
	agent: { name: '李雷' },
	title: '退款 #7',
	text: '请尽快处理我的退款。',
	url: 'https://desk.example.com/tickets/7',
};
const user: Part = { source: 'dce', actor: { name: 'admin' }, text: 'lilei' };
const repository: Part = {
	source: 'gitee',
	project: { name: 'openeuler/infra', url: 'https://gitee.com/openeuler/infra' },
	actor: { name: 'zhang_wei' },
};
const issue: Part = {
	...repository,
	title: 'Build fails on arm64 #12',
	text: 'gcc says `error: unknown type`.',
	url: 'https://gitee.com/openeuler/infra/issues/I12',
};
const pullRequest: Part = {
	...repository,
	title: 'Fix the build !34',
	text: 'Adds the missing header.',
	url: 'https://gitee.com/openeuler/infra/pulls/34',
};
const alert: Part = {
	source: 'dceInsight',
	title: 'KubePodCrashLooping',
	text: 'Pod default/web-0 restarts again and again.',
	severity: 'critical',
	project: { name: 'cluster-1' },
	fields: [
		{ name: 'namespace', value: 'default' },
		{ name: 'pod', value: 'web-0' },
	],
	url: 'https://grafana.example.com/d/1',
};

const parts: Record<EventKind, Part> = {
	'message.unreplied': chat,
	'message.replied': {
		...chat,
		conversation: { ...chat.conversation!, effect: 'ends', status: 'replied' },
	},
	'form.preChat': chat,
	'form.offline': { ...chat, text: 'Please call me: 138 0000 1111' },
	'customer.updated': { source: 'weiyu', visitor: { name: '王芳' }, actor: { name: '李雷' } },
	'lead.created': { source: 'weiyu', visitor: { name: '王芳' }, text: '想了解报价' },
	'ticket.created': ticket,
	'ticket.updated': ticket,
	'ticket.dueSoon': ticket,
	'ticket.escalated': ticket,
	'ticket.closed': {
		...ticket,
		conversation: { ...ticket.conversation!, effect: 'ends' },
	},
	'user.created': user,
	'user.updated': user,
	'user.deleted': user,
	'user.loggedIn': user,
	'user.loggedOut': user,
	'code.pushed': {
		...repository,
		text: 'Fix the build\nand the tests',
		fields: [{ name: 'Branch', value: 'master' }],
		url: 'https://gitee.com/openeuler/infra/compare/1...2',
	},
	'code.tagPushed': { ...repository, title: 'v1.2.0' },
	'code.commented': {
		...repository,
		text: 'Why not here?',
		url: 'https://gitee.com/openeuler/infra/commit/1',
	},
	'issue.opened': issue,
	'issue.updated': issue,
	'issue.commented': { ...issue, text: 'Same here.' },
	'issue.closed': issue,
	'pullRequest.opened': pullRequest,
	'pullRequest.updated': pullRequest,
	'pullRequest.commented': { ...pullRequest, text: 'Looks good to me.' },
	'pullRequest.merged': pullRequest,
	'pullRequest.closed': pullRequest,
	'alert.firing': alert,
	'alert.resolved': alert,
	notice: { source: 'groupRobot', title: '值班提醒', text: '今晚 8 点换班。' },
	test: { source: 'gitee', project: { name: 'openeuler/infra' } },
	other: { source: 'weiyu', title: '系统公告', text: '今晚维护。' },
};

/** One event of every kind, as its source normalises it. */
export const serviceEvents: ServiceEvent[] = Object.entries(parts).map(([kind, part]) => ({
	id: `test:${kind}`,
	source: 'test',
	type: kind,
	kind: kind as EventKind,
	occurredAt: '2025-12-11T07:54:12.000Z',
	raw: {},
	...part,
}));

/** The links of a reminder, as long as they are in practice. */
const reminderLinks = Object.fromEntries(
	['acknowledge.30', 'snooze.30', 'markReplied.0'].map((action) => [
		action.split('.')[0],
		`https://n8n.example.com/webhook/0b9f3c1e-7a5d-4f7e-9f55-0f6f2f9f1c11/page?t=${action}.t6x1c0.0mie5x2k1a0123456789abcdef.${'A'.repeat(43)}`,
	]),
);

/** What those have who hear that nobody replied. */
const BOARD = `https://n8n.example.com/webhook/0b9f3c1e-7a5d-4f7e-9f55-0f6f2f9f1c11/page?t=board.t6x1c0.${'B'.repeat(43)}`;

/** The items of Repeat Until Replied: reminders, a reply, both ways to be exhausted, and a reminder that fails. */
export const escalationItems: Record<string, IDataObject> = {
	'reminder first': escalationItem({
		reminder: reminder(1, 4),
		escalation: { state: 'reminding', reminderCount: 0 },
	}),
	'reminder, links': escalationItem({
		reminder: reminder(2, 4),
		lastHold: {
			kind: 'acknowledged',
			by: 'Li Lei',
			at: '2025-12-11T07:30:00.000Z',
			until: '2025-12-11T08:00:00.000Z',
		},
		links: { ...reminderLinks, snoozeMinutes: 30, expiresAt: '2025-12-14T07:59:01.000Z' },
		escalation: { state: 'reminding', reminderCount: 1 },
	}),
	'reminder last': escalationItem({
		reminder: reminder(4, 4),
		escalation: { state: 'reminding', reminderCount: 3 },
	}),
	replied: escalationItem({
		escalation: {
			state: 'replied',
			reminderCount: 2,
			endedBy: 'Ann',
			idempotencyKey: 'e1:replied',
		},
	}),
	exhausted: escalationItem({
		links: { board: BOARD },
		escalation: {
			state: 'exhausted',
			reminderCount: 4,
			endedBecause: 'maximumReminders',
			idempotencyKey: 'e1:exhausted',
		},
	}),
	'exhausted, reminder failed': escalationItem({
		escalation: {
			state: 'exhausted',
			reminderCount: 1,
			endedBecause: 'reminderFailed',
			failing: { reminderNumber: 2, reason: 'The robot is gone' },
			idempotencyKey: 'e2:exhausted',
		},
	}),
	failing: escalationItem({
		links: { board: BOARD },
		escalation: {
			state: 'reminding',
			reminderCount: 1,
			failing: { reminderNumber: 2, reason: 'The robot is gone' },
			idempotencyKey: 'e3:failing',
		},
	}),
	'reminder without maximum': escalationItem({
		reminder: reminder(7, null),
		escalation: { state: 'reminding', reminderCount: 6 },
	}),
};

/** What can wait, other than a customer, as its source tells of it. */
export const waitingEvents: Record<string, Part & { kind?: EventKind; missing?: object }> = {
	// Prometheus, "Alerting rules": annotations are written by the team, labels name the target.
	alert: {
		kind: 'alert.firing',
		source: 'alertmanager',
		conversation: {
			key: 'alertmanager:e94c744ae3d44df8',
			effect: 'opens',
			subject: 'DiskFull',
			status: 'firing',
		},
		title: 'Disk of db1 is 97 % full',
		text: '**/var** grows by 2 GB an hour.\n\n1. Run `df -h`\n2. See [the runbook](https://runbooks.example.com/disk)',
		severity: 'critical',
		fields: [
			{ name: 'alertname', value: 'DiskFull' },
			{ name: 'instance', value: 'db1' },
			{ name: 'job', value: 'node' },
		],
		url: 'https://prometheus.example.com/graph?g0.expr=disk',
	},
	ticket: { ...ticket, kind: 'ticket.created' },
	issue: {
		...issue,
		kind: 'issue.opened',
		source: 'github',
		conversation: { key: 'github:o/r#12', effect: 'opens', subject: 'Build fails on arm64' },
		visitor: { id: 'octocat' },
		actor: { id: 'octocat', name: 'octocat' },
		title: 'Build fails on arm64',
		text: 'gcc says `error: unknown type`:\n\n```\nmake: *** [all] Error 2\n```',
		url: 'https://github.com/o/r/issues/12',
	},
	'pull request': {
		...pullRequest,
		kind: 'pullRequest.opened',
		source: 'gitlab',
		conversation: { key: 'gitlab:o/r!34', effect: 'opens', subject: 'Fix the build' },
		visitor: { id: 'zhang_wei', name: '张伟' },
		agent: { name: 'Ann' },
		title: 'Fix the build',
		url: 'https://gitlab.com/o/r/-/merge_requests/34',
	},
	user: {
		...user,
		kind: 'user.created',
		visitor: { id: '7', name: '李雷' },
		title: 'User created',
	},
	notice: { kind: 'notice', source: 'groupRobot', title: '值班提醒', text: '今晚 8 点换班。' },
	message: {
		kind: 'message.unreplied',
		source: 'custom',
		conversation: { key: 'custom:heartbeat-7', effect: 'opens' },
		title: 'Backup has sent no heartbeat',
		text: 'Last seen at 07:40.',
	},
	// As Expect Event says it: of no kind, since it did not come.
	missing: {
		conversation: { key: 'nightly-backup', effect: 'opens' },
		title: 'Nightly backup',
		project: { name: 'db1' },
		missing: {
			expectedAt: '2025-12-11T07:54:12.000Z',
			lastSeenAt: '2025-12-10T07:54:12.000Z',
			periodSeconds: 86_400,
			graceSeconds: 3_600,
		},
	},
};

/** Of each of them all that Repeat Until Replied puts out. */
export const waitingItems: Record<string, IDataObject> = Object.fromEntries(
	Object.entries(waitingEvents).flatMap(([name, part]) => {
		const event = { id: `test:${name}`, occurredAt: '2025-12-11T07:54:12.000Z', raw: {}, ...part };
		const conversation = part.conversation ?? { key: `test:${name}` };
		return ['reminder', 'replied', 'exhausted', 'failing'].map((output) => [
			`${name}, ${output}`,
			{
				...escalationItems[output === 'reminder' ? 'reminder, links' : output],
				...(output === 'reminder' ? { lastHold: undefined } : {}),
				conversation,
				messages: { count: 1 },
				event,
			} as IDataObject,
		]);
	}),
);

function reminder(number: number, maximum: number | null) {
	return {
		number,
		maximum,
		isFirst: number === 1,
		isLast: number === maximum,
		idempotencyKey: `e1:${number}`,
	};
}

export function escalationItem(part: Record<string, unknown>): IDataObject {
	const event = serviceEvents.find(({ kind }) => kind === 'message.unreplied')!;
	return {
		text: 'No reply to Visitor15 for 4 min 49 s',
		conversation: event.conversation,
		waiting: { since: '2025-12-11T07:54:12.000Z', seconds: 289, readable: '4 min 49 s' },
		messages: { count: 2, latestAt: '2025-12-11T07:55:00.000Z' },
		event,
		...part,
	} as IDataObject;
}
