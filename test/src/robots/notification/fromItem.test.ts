import { itemNotification } from '../../../../src/robots/notification/fromItem';
import type { NotificationContext } from '../../../../src/robots/notification/fromEvent';
import { tidied } from '../../../../src/robots/notification/notification';
import {
	escalationItem,
	escalationItems,
	serviceEvents,
} from '../../../support/sources/serviceEvents.mts';

const english = { language: 'en', timeZone: 'Asia/Shanghai' } as const;
const chinese = { language: 'zh', timeZone: 'Asia/Shanghai' } as const;
const of = (item: Record<string, unknown>, context: NotificationContext = english) =>
	tidied(itemNotification(item, context));
const eventOf = (kind: string) => ({ ...serviceEvents.find((event) => event.kind === kind)! });

describe('the notification of an item', () => {
	it.each([
		['reminder first', 'No reply to Visitor15 for 4 min 49 s (reminder 1 of 4)', 'warning'],
		['reminder last', 'No reply to Visitor15 for 4 min 49 s (reminder 4 of 4)', 'critical'],
		['replied', 'Visitor15 got a reply after 4 min 49 s', 'success'],
		['exhausted', 'Still no reply to Visitor15 after 4 min 49 s and 4 reminders', 'critical'],
		[
			'exhausted, reminder failed',
			'No reply to Visitor15 for 4 min 49 s, and reminder 2 could not be sent',
			'critical',
		],
	])('of Repeat Until Replied: %s', (name, title, severity) => {
		expect(of(escalationItems[name])).toMatchObject({
			title,
			severity,
			quote: 'Where is my order?\nIt was due on *Monday*.',
			source: 'TWT Chat',
		});
	});

	it.each([
		[
			'after one reminder',
			{ state: 'exhausted', reminderCount: 1, endedBecause: 'maximumReminders' },
			'Still no reply to Visitor15 after 4 min 49 s and 1 reminder',
		],
		[
			'in time, though a reminder had failed before',
			{
				state: 'exhausted',
				reminderCount: 2,
				endedBecause: 'timeLimit',
				failing: { reminderNumber: 3, reason: 'The robot is gone' },
			},
			'Still no reply to Visitor15 after 4 min 49 s and 2 reminders',
		],
		[
			'by a reminder of which nothing else is known',
			{ state: 'exhausted', reminderCount: 2, endedBecause: 'reminderFailed', failing: null },
			'No reply to Visitor15 for 4 min 49 s, and reminder 3 could not be sent',
		],
		[
			'not yet, but reminders fail',
			{ state: 'reminding', failing: { reminderNumber: 2, reason: 'The robot is gone' } },
			'No reply to Visitor15 for 4 min 49 s, and reminder 2 could not be sent',
		],
	])('that is over %s', (_how, escalation, title) => {
		expect(of(escalationItem({ escalation }))).toMatchObject({ title, severity: 'critical' });
	});

	it.each([
		// In Shanghai it is 16:00 when it is 08:00 UTC.
		[
			{ heldUntil: '2025-12-11T08:30:00.000Z' },
			'Visitor15: Ann is on it until 16:30 UTC+8',
			'Visitor15：Ann 正在跟进（至 16:30 UTC+8）',
		],
		[
			{ heldUntil: '2025-12-11T16:30:00.000Z' },
			'Visitor15: Ann is on it until 2025-12-12 00:30 UTC+8',
			'Visitor15：Ann 正在跟进（至 2025-12-12 00:30 UTC+8）',
		],
		[{ heldUntil: null }, 'Visitor15: Ann was on it', 'Visitor15：Ann 曾跟进'],
		[
			{ change: 'snoozed', changedBy: null, heldUntil: '2025-12-11T08:30:00.000Z' },
			'Visitor15: someone snoozed reminders until 16:30 UTC+8',
			'Visitor15：有人已暂停提醒（至 16:30 UTC+8）',
		],
		[
			{ change: 'markedReplied' },
			'Visitor15: Ann marked it as replied',
			'Visitor15：Ann 已标记为已回复',
		],
		[
			{ change: 'cancelled' },
			'Visitor15: Ann cancelled the reminders',
			'Visitor15：Ann 已取消提醒',
		],
	])('says what somebody did: %j', (given, inEnglish, inChinese) => {
		const item = {
			...escalationItem({ escalation: { state: 'acknowledged', idempotencyKey: 'x:1' } }),
			change: 'acknowledged',
			changedBy: 'Ann',
			changedAt: '2025-12-11T08:00:00.000Z',
			...given,
		};
		expect(of(item)).toMatchObject({ title: inEnglish, waits: undefined, idempotencyKey: 'x:1' });
		expect(of(item, chinese).title).toBe(inChinese);
	});

	it.each([
		[
			{
				change: 'warning',
				target: { kind: 'firstReply', state: 'warning', seconds: 1_800, usedPercent: 80 },
			},
			'Visitor15: 80% of the first reply target (30 min) used',
			'Visitor15：首次回复时限 30 分钟已用 80%',
			'warning',
		],
		[
			{
				change: 'breached',
				target: { kind: 'nextReply', state: 'breached', seconds: 5_400, usedPercent: 101 },
			},
			'Visitor15: next reply target of 1 h 30 min missed',
			'Visitor15：已超过后续回复时限 1 小时 30 分钟',
			'critical',
		],
		[
			{
				change: 'breached',
				target: { kind: 'resolution', state: 'breached', seconds: 28_800, usedPercent: 100 },
			},
			'Visitor15: resolution target of 8 h missed',
			'Visitor15：已超过解决时限 8 小时',
			'critical',
		],
	])('says what became of a target: %j', (given, inEnglish, inChinese, severity) => {
		const item = { ...escalationItem({ escalation: { state: 'open' } }), ...given };
		expect(of(item)).toMatchObject({ title: inEnglish, severity });
		expect(of(item).fields.map(({ name }) => name)).not.toContain('First reply target');
		expect(of(item, chinese).title).toBe(inChinese);
	});

	it.each([
		['running', 43, '43% of 30 min used', '30 分钟，已用 43%'],
		['breached', 150, '30 min, missed', '30 分钟，已超时'],
		['met', 50, '30 min, met', '30 分钟，已达标'],
	])('says of a target that is %s how far it is', (state, usedPercent, inEnglish, inChinese) => {
		const item = {
			...escalationItem({ escalation: { state: 'open' } }),
			targets: [
				{ kind: 'nextReply', state, seconds: 1_800, usedPercent },
				{ kind: 'resolution', state: 'running', seconds: 3_600, usedPercent: 10 },
			],
		};
		expect(of(item).fields).toContainEqual({ name: 'Next reply target', value: inEnglish });
		expect(of(item).fields).toContainEqual({ name: 'Resolution target', value: '10% of 1 h used' });
		expect(of(item, chinese).fields).toContainEqual({ name: '后续回复时限', value: inChinese });
	});

	it('passes over a target that is none', () => {
		const item = {
			...escalationItem({ escalation: { state: 'open' } }),
			target: 'soon',
			targets: 7,
		};
		const names = of(item).fields.map(({ name }) => name);
		expect(names.filter((name) => /target/i.test(name))).toEqual([]);
	});

	it('carries the links of the conversation, and the name as plain text', () => {
		const links = {
			acknowledge: 'https://a.example',
			snooze: 'https://b.example',
			snoozeMinutes: 30,
			markReplied: 'https://c.example',
		};
		const item = {
			...escalationItem({ escalation: { state: 'replied', endedBy: 'Bob' } }),
			change: 'acknowledged',
			changedBy: '**Ann**',
			links,
		};
		const { title, fields, links: buttons } = of(item);
		expect(title).toBe('Visitor15: **Ann** was on it');
		expect(fields.map(({ name }) => name)).not.toContain('Replied by');
		expect(buttons.map(({ text }) => text)).toContain("I'm on it");
	});

	it('tells how many messages wait, where they are several', () => {
		const told = (count: number) =>
			of(
				escalationItem({
					reminder: { number: 1, maximum: 4 },
					escalation: {},
					messages: { count },
				}),
			).fields;
		expect(told(2)).toContainEqual({ name: 'Messages', value: '2' });
		expect(told(1).map(({ name }) => name)).not.toContain('Messages');
	});

	it.each([
		[{ since: '2025-12-11T07:54:12.000Z', seconds: 1 }, Date.parse('2025-12-11T07:54:12.000Z')],
		[{ seconds: 1 }, undefined],
	])('of a reminder began when the waiting did: %j', (waiting, at) => {
		const item = escalationItem({ reminder: { number: 1, maximum: 4 }, escalation: {}, waiting });
		expect(of(item).at).toBe(at);
	});

	it('of several reminders is a digest', () => {
		const reminder = escalationItems['reminder first'];
		const item = { digest: { by: 'my-shop', count: 2 }, conversations: [reminder, reminder] };
		expect(of(item).title).toBe('2 conversations are waiting for a reply');
	});

	it.each([
		[english, 'No reply to Visitor15 for 4 min 49 s (reminder 7)'],
		[chinese, 'Visitor15 已等待 4 分钟 49 秒，仍无人回复（第 7 次提醒）'],
	])('names no maximum where there is none', (context, title) => {
		const reminder = { number: 7, maximum: null };
		expect(of(escalationItem({ reminder, escalation: {} }), context).title).toBe(title);
	});

	it.each([
		[english, 'acknowledged', 'Li Lei', 'On it', 'Li Lei (until 2025-12-11 16:00 UTC+8)'],
		[english, 'snoozed', null, 'Snoozed', 'until 2025-12-11 16:00 UTC+8'],
		[chinese, 'acknowledged', 'Li Lei', '跟进人', 'Li Lei（至 2025-12-11 16:00 UTC+8）'],
		[chinese, 'snoozed', null, '暂停提醒', '至 2025-12-11 16:00 UTC+8'],
	])('tells who was on it before, and until when', (context, kind, by, name, value) => {
		const lastHold = { kind, by, at: '2025-12-11T07:30:00Z', until: '2025-12-11T08:00:00Z' };
		const reminder = { number: 2, maximum: 4 };
		const { fields } = of(escalationItem({ reminder, lastHold, escalation: {} }), context);
		expect(fields).toContainEqual({ name, value });
	});

	it.each([
		// In Shanghai it is 16:00 when it is 08:00 UTC.
		[
			{ reminder: { number: 2, maximum: 4, sentAt: '2025-12-11T08:00:00Z' } },
			'张三（至 16:00 UTC+8）',
		],
		[
			{ reminder: { number: 2, maximum: 4, sentAt: '2025-12-12T01:00:00Z' } },
			'张三（至 2025-12-11 16:00 UTC+8）',
		],
		[{ reminder: { number: 2, maximum: 4, sentAt: 'today' } }, '张三（至 2025-12-11 16:00 UTC+8）'],
		[
			{ escalation: { state: 'exhausted', endedAt: '2025-12-11T15:59:00Z' } },
			'张三（至 16:00 UTC+8）',
		],
	])('names the day of a hold where it is another one: %j', (part, value) => {
		const lastHold = {
			kind: 'snoozed',
			by: '张三',
			at: '2025-12-11T07:30:00Z',
			until: '2025-12-11T08:00:00Z',
		};
		const { fields } = of(escalationItem({ lastHold, escalation: {}, ...part }), chinese);
		expect(fields).toContainEqual({ name: '暂停提醒', value });
	});

	it.each([
		[english, 'Visitor15: nothing more from the source after 4 min 49 s, which counts as a reply'],
		[chinese, 'Visitor15：等待 4 分钟 49 秒后来源不再发送事件，视为已回复'],
	])('claims no reply where the source fell silent', (context, title) => {
		const escalation = { state: 'replied', endedBecause: 'silence' };
		expect(of(escalationItem({ escalation }), context)).toMatchObject({ title });
	});

	it.each([
		[english, {}, 'A customer is waiting for a reply'],
		[english, { visitor: { name: '{project}' } }, '{project} is waiting for a reply'],
		[chinese, {}, '客户正在等待回复'],
		[chinese, { visitor: { name: '王芳' } }, '王芳正在等待回复'],
		[chinese, { visitor: { name: 'Ann' } }, 'Ann 正在等待回复'],
	])('of an event names the customer, where a name is known', (context, part, title) => {
		expect(of({ kind: 'message.unreplied', ...part }, context).title).toBe(title);
	});

	it.each([
		[english, 'No reply to a customer for 1 min (reminder 1 of 4)'],
		[chinese, '客户已等待 1 分钟，仍无人回复（第 1 次提醒，共 4 次）'],
	])('of a reminder of which nothing is known', (context, title) => {
		const item = { reminder: { number: 1, maximum: 4 }, waiting: { seconds: 60 }, escalation: {} };
		expect(of(item, context).title).toBe(title);
	});

	it.each([
		[english, ["I'm on it", 'Snooze 45 min', 'Mark as replied', 'Open']],
		[chinese, ['我来处理', '45 分钟后再提醒', '标记为已回复', '查看']],
	])('links to what a person may do', (context, labels) => {
		const item = escalationItem({
			reminder: { number: 2, maximum: 4 },
			links: {
				acknowledge: 'https://n8n.example.com/a',
				snooze: 'https://n8n.example.com/s',
				snoozeMinutes: 45,
				markReplied: 'https://n8n.example.com/r',
			},
			escalation: {},
			event: { visitor: { name: 'Ann' }, url: 'https://chat.example.com/' },
		});
		const { links } = of(item, context);
		expect(links.map(({ text }) => text)).toEqual(labels);
		expect(links.map(({ url }) => url.at(-1))).toEqual(['a', 's', 'r', '/']);
		expect(links.map(({ isAction }) => isAction)).toEqual([true, true, true, undefined]);
	});

	it('says how long in the words of its language', () => {
		expect(of(escalationItems['reminder first'], chinese).title).toBe(
			'Visitor15 已等待 4 分钟 49 秒，仍无人回复（第 1 次提醒，共 4 次）',
		);
	});

	it.each([
		['Asia/Shanghai', '2025-12-11 15:54 UTC+8'],
		['Asia/Kolkata', '2025-12-11 13:24 UTC+5:30'],
		['America/St_Johns', '2025-12-11 04:24 UTC-3:30'],
		['UTC', '2025-12-11 07:54 UTC'],
	])('tells the time of the workflow in %s, and when that is anywhere', (timeZone, value) => {
		const { fields } = of(escalationItems['reminder first'], { ...english, timeZone });
		const at = Date.parse('2025-12-11T07:54:12.000Z');
		expect(fields).toContainEqual({ name: 'Waiting since', value, at });
	});

	it('says first who answers for it', () => {
		const namesOf = (name: string) =>
			of(escalationItems[name])
				.fields.slice(0, 2)
				.map((fact) => fact.name);
		expect(namesOf('reminder, links')).toEqual(['On it', 'Agent']);
		expect(namesOf('replied')).toEqual(['Replied by', 'Agent']);
		expect(namesOf('exhausted')).toEqual(['Agent', 'Customer']);
	});

	it.each([
		['Ann', 'Ann', false],
		['Ann', 'Anna', true],
		['Ann', 'Jo-Ann', false],
		['李雷', '李雷雷', false],
		['4', 'Li 4', true],
	])('has no fact %j besides a title that names it: %j', (project, customer, isTold) => {
		const event = {
			kind: 'message.unreplied',
			visitor: { name: customer },
			project: { name: project },
			agent: { name: customer },
		};
		const told = of(event).fields.map(({ name }) => name);
		// Who answers may have the name of who asks.
		expect(told).toEqual(isTold ? ['Agent', 'Project'] : ['Agent']);
	});

	it('names the conversation where nobody knows the customer', () => {
		const item = escalationItem({
			reminder: { number: 1, maximum: 4 },
			escalation: {},
			conversation: { key: 'order-4711' },
			event: {},
		});
		expect(of(item)).toMatchObject({
			title: 'No reply to a customer for 4 min 49 s (reminder 1 of 4)',
			fields: expect.arrayContaining([{ name: 'Conversation', value: 'order-4711' }]),
		});
	});

	it('says what a conversation is about that has only a title', () => {
		const item = escalationItem({
			reminder: { number: 1, maximum: 4 },
			escalation: {},
			event: { kind: 'message.unreplied', title: 'Build fails', visitor: { name: 'Ann' } },
		});
		expect(of(item).fields).toContainEqual({ name: 'Subject', value: 'Build fails' });
	});

	it.each([
		['issue.opened', 'Issue opened: Build fails on arm64 #12', 'info'],
		['alert.firing', 'Alert firing: KubePodCrashLooping', 'critical'],
		['alert.resolved', 'Alert resolved: KubePodCrashLooping', 'success'],
		['code.pushed', 'Code pushed to openeuler/infra', 'info'],
		['user.deleted', 'User deleted', 'info'],
		['notice', '值班提醒', 'info'],
	])('of an event of kind %s', (kind, title, severity) => {
		expect(of(eventOf(kind))).toMatchObject({ title, severity });
	});

	it('quotes customers, and not what the team or a system says', () => {
		expect(of(eventOf('ticket.created'))).toMatchObject({
			quote: '请尽快处理我的退款。',
			body: undefined,
		});
		expect(of(eventOf('alert.firing')).quote).toBeUndefined();
		expect(of(eventOf('alert.firing')).body).toBeDefined();
	});

	it('knows whether somebody waits', () => {
		expect(of(eventOf('message.unreplied')).waits).toBe('customer');
		expect(of(eventOf('message.replied')).waits).toBeUndefined();
		expect(of(eventOf('user.created')).waits).toBeUndefined();
	});

	it('began when its event happened, if that is known', () => {
		expect(of(eventOf('notice')).at).toBe(Date.parse('2025-12-11T07:54:12.000Z'));
		expect(of({ kind: 'notice' }).at).toBeUndefined();
	});

	it('tells a fact once', () => {
		const event = {
			kind: 'code.pushed',
			title: ' v1.2.0 ',
			text: ' Fix the build ',
			branch: 'master',
			visitor: { nickname: 'Xiao Ming' },
			fields: [
				{ name: 'Tag', value: 'v1.2.0' },
				{ name: 'Commit', value: 'Fix the build' },
			],
		};
		expect(of(event).fields).toEqual([
			{ name: 'Customer', value: 'Xiao Ming' },
			{ name: 'Branch', value: 'master' },
		]);
	});

	it('has no words where there are only blanks', () => {
		const { quote, body } = of({ kind: 'notice', text: ' \n' });
		expect([quote, body]).toEqual([undefined, undefined]);
		expect(of({ subject: ' ', name: 'Backup', host: ' ', message: ' ' })).toMatchObject({
			title: 'Backup',
			body: undefined,
			fields: [],
		});
	});

	it('says long times in the words of its language', () => {
		const waiting = { seconds: 12 * 3_600 + 34 * 60 };
		const item = escalationItem({ reminder: { number: 1, maximum: 4 }, escalation: {}, waiting });
		expect(of(item, chinese).title).toContain('12 小时 34 分钟');
	});

	it('links to where a person can look at it, if that is a web page', () => {
		expect(of(eventOf('issue.opened')).links).toEqual([
			{ text: 'Open', url: 'https://gitee.com/openeuler/infra/issues/I12' },
		]);
		expect(of({ ...eventOf('issue.opened'), url: 'javascript:alert(1)' }).links).toEqual([]);
	});

	it('passes over parts of an event that are not what they should be', () => {
		const broken = {
			kind: 'issue.opened',
			title: 7,
			visitor: 'x',
			fields: {},
			project: { name: 'p' },
		};
		expect(of(broken)).toMatchObject({
			title: 'Issue opened',
			fields: [{ name: 'Project', value: 'p' }],
		});
	});

	it('of any other node has its title, its text and its facts', () => {
		expect(
			of({
				subject: 'Backup',
				message: 'It failed.',
				host: 'db-1',
				tries: 3,
				ok: false,
				nested: {},
			}),
		).toMatchObject({
			title: 'Backup',
			body: { children: [{ type: 'paragraph' }] },
			fields: [
				{ name: 'host', value: 'db-1' },
				{ name: 'tries', value: '3' },
				{ name: 'ok', value: 'false' },
			],
		});
	});

	it('of an item without anything still has a title', () => {
		expect(of({})).toMatchObject({ title: 'Notification', fields: [] });
		expect(of({ kind: 'notice', title: ' \n' }).title).toBe('Notice');
	});

	it('is kept to what a platform can show', () => {
		const { title, fields, links } = of({
			title: `${'long '.repeat(100)}\nand two lines`,
			...Object.fromEntries(Array.from({ length: 50 }, (_, index) => [`k${index}`, 'v\nv'])),
		});
		expect([...title].length).toBeLessThanOrEqual(160);
		expect(title.endsWith('…')).toBe(true);
		expect(fields).toHaveLength(21);
		expect(fields[0].value).toBe('v v');
		expect(links).toEqual([]);
	});
});

describe('the notification of an item that left by an error output', () => {
	const error = 'The robot was removed from the group';

	it('of a node that says nothing else', () => {
		expect(of({ error })).toMatchObject({
			title: 'A step of the workflow failed',
			severity: 'critical',
			fields: [{ name: 'Error', value: error }],
		});
		expect(of({ error }, chinese)).toMatchObject({
			title: '工作流的某个步骤执行失败',
			fields: [{ name: '错误', value: error }],
		});
	});

	it('with what the item was about', () => {
		expect(of({ ...escalationItems['reminder first'], error })).toMatchObject({
			title: 'No reply to Visitor15 for 4 min 49 s (reminder 1 of 4)',
			severity: 'critical',
			fields: expect.arrayContaining([{ name: 'Error', value: error }]),
		});
		expect(of({ ...eventOf('message.unreplied'), error }).fields[0]).toEqual({
			name: 'Error',
			value: error,
		});
		expect(of({ name: 'Order 4711', total: 12, error })).toMatchObject({
			title: 'Order 4711',
			fields: [
				{ name: 'Error', value: error },
				{ name: 'total', value: '12' },
			],
		});
	});

	// As n8n's HTTP Request and Code nodes leave it with On Error: Continue.
	it.each([
		[
			{ message: 'Bad request', description: 'The key is wrong', stack: 'Error: …' },
			'Bad request. The key is wrong',
		],
		[{ message: 'It failed.', description: 'It failed.' }, 'It failed'],
		[{ name: 'AxiosError', code: 'ECONNREFUSED' }, 'AxiosError'],
	])('that is an object: %j', (thrown, told) => {
		expect(of({ error: thrown }).fields).toEqual([{ name: 'Error', value: told }]);
	});

	it.each([false, null, undefined, '', 0, {}, []])(
		'is none where there is no error: %j',
		(none) => {
			expect(of({ error: none, text: 'Hello' })).toMatchObject({
				title: 'Notification',
				severity: 'info',
			});
		},
	);
});
