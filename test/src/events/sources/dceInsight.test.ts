import { dceInsight } from '../../../../src/events/sources/dceInsight';
import { MINUTE } from '../../../../src/time/duration';
import {
	eventIn,
	eventRequest,
	eventsIn,
	problemIn,
	RECEIVED_AT,
} from '../../../support/sources/eventRequest.mts';
import { alertGroup } from '../../../support/sources/alerts.mts';
import {
	insightAlert,
	insightText,
	insightTextAsPrinted,
	insightTextResolved,
} from '../../../support/sources/dce.mts';
import { inDingTalk, inFeishu, inWeCom } from '../../../support/sources/groupRobot.mts';

const text = { headers: { 'Content-Type': 'text/plain' } };

describe('the built-in template', () => {
	const expected = {
		source: 'dceInsight',
		kind: 'alert.firing',
		// 2023-04-20 15:53:54 in China
		occurredAt: '2023-04-20T07:53:54.000Z',
		conversation: { effect: 'opens', status: 'firing', subject: 'test-rule' },
		severity: 'critical',
		project: { name: 'kpanda-global-cluster' },
		title: 'test-rule',
		text: '这是一条测试规则，10.6.152.85:6443 down',
		// What is said elsewhere is not said again.
		fields: [
			{ name: '策略名称', value: 'test-group' },
			{ name: '命名空间', value: 'default' },
			{ name: '资源类型', value: 'cluster' },
			{ name: '触发值', value: '1' },
			{ name: '发生时间', value: '2023-04-20 15:53:54' },
		],
	};

	it.each<[string, object]>([
		['as text with two characters for a line break', { ...text, body: insightText }],
		['as text that ends with a line break', { ...text, body: `${insightText}\n` }],
		['as text with line breaks', { ...text, body: insightText.replaceAll('\\n', '\n') }],
		['to WeCom', { body: inWeCom(insightText) }],
		['to DingTalk', { body: inDingTalk(insightText.replaceAll('\\n', '\n'), 'alert') }],
	])('is understood %s', (_, options) => {
		expect(eventIn(dceInsight, options)).toMatchObject(expected);
	});

	it('says that it is over by an end, in English as well', () => {
		const resolved = eventIn(dceInsight, { ...text, body: insightTextResolved });
		expect(resolved).toMatchObject({
			kind: 'alert.resolved',
			occurredAt: '2023-04-20T08:10:00.000Z',
			conversation: { effect: 'ends', status: 'resolved' },
			severity: 'warning',
		});
		expect(resolved.conversation?.key).toBe(
			eventIn(dceInsight, { ...text, body: insightText }).conversation?.key,
		);
	});

	it('is over by its end alone, whatever the first line is', () => {
		const body = insightTextResolved.replace('[1] resolved\n', '');
		expect(eventIn(dceInsight, { ...text, body }).kind).toBe('alert.resolved');
	});

	it('reads the same as the documentation prints it, and as a field of JSON', () => {
		const eventOf = (body: unknown) => eventIn(dceInsight, { ...text, body });
		const { raw, ...expected } = eventOf(insightText);
		expect(raw).toBe(insightText);
		const printed = insightTextAsPrinted(insightText);
		expect(printed).toContain('规则名称: test-rule \\n\n策略名称');
		for (const body of [
			printed,
			printed.replaceAll('\n', '\r\n'),
			...['content', 'message'].flatMap((name) => [
				{ [name]: insightText },
				{ [name]: printed, title: 'Insight' },
			]),
		]) {
			expect(eventOf(body)).toMatchObject(expected);
			expect(dceInsight.resemblance(eventRequest({ ...text, body }))).toBe(1);
		}
		const over = insightText.replace('描述', '结束时间: 2023-04-20 16:10:00\\n描述');
		expect(eventOf(insightTextAsPrinted(over))).toMatchObject({
			kind: 'alert.resolved',
			conversation: { key: expected.conversation!.key, effect: 'ends' },
		});
	});

	it('counts once an hour, and anew when it starts or ends again', () => {
		const id = (body: string, receivedAt = RECEIVED_AT) =>
			eventIn(dceInsight, { ...text, body, receivedAt }).id;
		const startsLater = insightText.replace('15:53:54', '15:53:59');
		expect(id(insightText, RECEIVED_AT + 59 * MINUTE)).toBe(id(insightText));
		expect(id(insightText, RECEIVED_AT + 60 * MINUTE)).not.toBe(id(insightText));
		expect(id(startsLater)).not.toBe(id(insightText));
		const endsLater = insightTextResolved.replace('16:10:00', '16:11:00');
		expect(id(endsLater)).not.toBe(id(insightTextResolved));
	});

	it('is kept without the signature that was meant for a robot', () => {
		const signed = { ...inFeishu(insightText), timestamp: '1599360473', sign: 'secret' };
		expect(eventIn(dceInsight, { body: signed }).raw).toEqual(inFeishu(insightText));
	});

	it('says so by the line of its group, not by a word of its description', () => {
		const kind = (body: string) => eventIn(dceInsight, { ...text, body }).kind;
		const lines = insightText.replaceAll('\\n', '\n');
		for (const first of ['[1] resolved', 'Resolved', '[RESOLVED] cpu', '# [2] resolved']) {
			expect(kind(`${first}\n${lines}`)).toBe('alert.resolved');
		}
		expect(kind(`[1] firing\n${lines}\nname cannot be resolved`)).toBe('alert.firing');
	});
});

describe('the documented forms of the template', () => {
	const printed = (lines: string[]) => lines.map((line) => `${line} \\n`).join('\n');
	// "配置通知模板": each line ends with a backslash, an n and a line break; colons of either kind.
	const chinese = [
		'规则名称：test-rule',
		'策略名称：test-group',
		'告警级别：critical',
		'集群：kpanda',
		'',
		'资源类型：cluster',
		'触发值：1',
		'发生时间：2023-04-20T07:53:54.637363473Z',
		'描述：这是一条测试规则',
	];
	// "Configure Notification Templates", of the same version in English.
	const english = [
		'Rule Name: test-rule',
		'Policy Name: test-group',
		'Alert level: critical',
		'Cluster: kpanda',
		'Node: node-1',
		'Resource Type: node',
		'Resource Name: node-1',
		'Trigger Value: 1',
		'Occurred Time: 2023-04-20T07:53:54Z',
		'End Time: 2023-04-20T08:10:00Z',
		'Description: over',
	];

	it('are understood', () => {
		expect(eventIn(dceInsight, { ...text, body: printed(chinese) })).toMatchObject({
			kind: 'alert.firing',
			occurredAt: '2023-04-20T07:53:54.637Z',
			conversation: { key: 'dceInsight:rule:test-rule:test-group:kpanda:::cluster:' },
			severity: 'critical',
			text: '这是一条测试规则',
		});
		expect(eventIn(dceInsight, { ...text, body: printed(english) })).toMatchObject({
			kind: 'alert.resolved',
			occurredAt: '2023-04-20T08:10:00.000Z',
			conversation: {
				key: 'dceInsight:rule:test-rule:test-group:kpanda::node-1:node:node-1',
				effect: 'ends',
			},
			severity: 'critical',
			text: 'over',
		});
	});

	// "Enabling Insight Alert Notifications (v1alpha2)": several alerts below their number and status.
	const several = (...alerts: string[][]) =>
		`[${alerts.length}] firing\n\n${alerts.map((alert) => alert.join('\n')).join('\n\n')}\n`;
	const alert = (target: string, ...more: string[]) => [
		'Rule Name:   pods',
		'Group Name:  apps',
		'Severity:    warning',
		'Cluster:     kpanda',
		'Namespace:  default',
		'Target Type: deployment',
		`Target:  ${target}`,
		'Value:       1',
		'Starts At:   2023-04-20T07:53:54Z',
		...more,
		'Description: not ready',
	];
	const ended = 'Ends At:     2023-04-20T08:10:00Z';

	it('are several alerts in the second version', () => {
		const body = several(alert('web'), alert('api', ended), alert('db'));
		const events = eventsIn(dceInsight, { body: inWeCom(body) });
		expect(events).toMatchObject([
			{ kind: 'alert.firing', conversation: { key: expect.stringMatching(/:web$/) } },
			{ kind: 'alert.resolved', conversation: { key: expect.stringMatching(/:api$/) } },
			{ kind: 'alert.firing', conversation: { key: expect.stringMatching(/:db$/) } },
		]);
		// Each keeps its own lines: with all of them in each, a thousand would be stored a thousand times.
		expect(events.map(({ raw }) => String(raw).split('\n').length)).toEqual([10, 11, 10]);
		expect(new Set(events.map(({ id }) => id)).size).toBe(3);
	});

	it('are fewer alerts than it says where a platform has cut the message', () => {
		const body = several(alert('web'), alert('api')).replace('[2]', '[9]');
		expect(eventsIn(dceInsight, { ...text, body })).toHaveLength(2);
	});

	it('end nothing when there are more than it says: one of them is part of a description', () => {
		const body = several(alert('web'), alert('api', ended), alert('db')).replace('[3]', '[2]');
		for (const event of eventsIn(dceInsight, { ...text, body })) {
			expect(event).toMatchObject({
				kind: 'alert.firing',
				conversation: { key: expect.stringMatching(/^dceInsight:text:/), effect: 'opens' },
				notice: expect.stringContaining('separate conversation'),
			});
		}
	});
});

describe('what others wrote', () => {
	const lines = insightText.replaceAll('\\n', '\n');
	const { conversation } = eventIn(dceInsight, { ...text, body: lines });

	it.each([
		['another rule', '规则名称: other'],
		['an end', '结束时间: 2023-04-20 16:10:00'],
		['an end, in English', 'Ends At: 2023-04-20 16:10:00'],
		['a status', '[1] resolved'],
		['a whole alert', lines.replace('test-rule', 'other')],
		['a whole alert that is over', insightTextResolved],
		['a severity', '告警级别: info'],
	])('in the description is no fact: %s', (_, words) => {
		const event = eventIn(dceInsight, { ...text, body: `${lines}\n${words}` });
		expect(event).toMatchObject({ kind: 'alert.firing', conversation, severity: 'critical' });
		expect(event.text).toBe(
			`这是一条测试规则，10.6.152.85:6443 down\n${words.replaceAll('# ', '')}`,
		);
		expect(event.notice).toBeUndefined();
	});

	it('as a value is no fact either', () => {
		const event = eventIn(dceInsight, {
			...text,
			body: lines.replace('触发值: 1', '触发值: 1\n结束时间: 2023-04-20 16:10:00\n集群: other'),
		});
		expect(event).toMatchObject({ kind: 'alert.firing', conversation });
	});

	it('ends nothing, however much of the form it forges', () => {
		const forged = '触发值: 1\n发生时间: 2023\n结束时间: 2024\n描述: x';
		expect(
			eventIn(dceInsight, { ...text, body: lines.replace('触发值: 1', forged) }),
		).toMatchObject({
			kind: 'alert.firing',
			conversation: { key: expect.stringMatching(/^dceInsight:text:/), effect: 'opens' },
			notice: expect.any(String),
		});
	});

	it('is not known in a template of one’s own that has the description in the middle', () => {
		const own = '规则名称: a\n描述: b\n集群: c';
		expect(eventIn(dceInsight, { ...text, body: own })).toMatchObject({
			kind: 'alert.firing',
			conversation: { key: expect.stringMatching(/^dceInsight:text:/), effect: 'opens' },
			notice: expect.stringContaining('make the description the last line'),
		});
		const last = '告警级别: warning\n规则名称: a\n集群: c\n结束时间: 2023-04-20 16:10:00\n描述: b';
		expect(eventIn(dceInsight, { ...text, body: last })).toMatchObject({
			kind: 'alert.resolved',
			conversation: { key: 'dceInsight:rule:a::c::::', effect: 'ends' },
			severity: 'warning',
			text: 'b',
			notice: undefined,
		});
		const twice = '规则名称: a\n集群: c\n集群: d\n描述: b';
		expect(eventIn(dceInsight, { ...text, body: twice }).notice).toBeDefined();
	});
});

describe('a template that writes JSON', () => {
	it('gives the alert of the documentation', () => {
		expect(eventIn(dceInsight, { body: insightAlert })).toMatchObject({
			kind: 'alert.firing',
			occurredAt: '2023-04-20T07:53:54.637Z',
			conversation: { key: 'dceInsight:25c8d93d5bf58ac4', effect: 'opens' },
			severity: 'critical',
			title: 'test-rule',
			text: '这是一条测试规则，10.6.152.85:6443 down',
			url: insightAlert.generatorURL,
			fields: expect.arrayContaining([{ name: 'instance', value: '10.6.152.85:6443' }]),
		});
	});

	it('says that it is over by its status', () => {
		const body = { ...insightAlert, status: 'resolved', endsAt: '2023-04-20T08:10:00Z' };
		expect(eventIn(dceInsight, { body })).toMatchObject({
			kind: 'alert.resolved',
			occurredAt: '2023-04-20T08:10:00.000Z',
			conversation: { key: 'dceInsight:25c8d93d5bf58ac4', effect: 'ends' },
		});
	});

	it('counts once an hour, and anew when it starts or ends again', () => {
		const id = (changes: object, receivedAt = RECEIVED_AT) =>
			eventIn(dceInsight, { body: { ...insightAlert, ...changes }, receivedAt }).id;
		expect(id({}, RECEIVED_AT + 59 * MINUTE)).toBe(id({}));
		expect(id({}, RECEIVED_AT + 60 * MINUTE)).not.toBe(id({}));
		expect(id({ startsAt: '2023-04-21T00:00:00Z' })).not.toBe(id({}));
		const over = { status: 'resolved', endsAt: '2023-04-21T00:00:00Z' };
		expect(id({ ...over, endsAt: '2023-04-22T00:00:00Z' })).not.toBe(id(over));
	});

	it('may give a whole group, in Alertmanager’s format', () => {
		expect(eventIn(dceInsight, { body: alertGroup })).toMatchObject({
			source: 'dceInsight',
			kind: 'alert.firing',
			conversation: { key: 'dceInsight:1a30ba71cca2921f@http://prometheus.example.org:9093' },
		});
	});
});

describe('what is no alert', () => {
	it.each<[string, object, string]>([
		['other text', { ...text, body: 'hello' }, ''],
		['another message for a robot', { body: inWeCom('hello') }, ''],
		['JSON without fingerprint', { body: { ...insightAlert, fingerprint: '' } }, 'fingerprint'],
		['another status', { body: { ...insightAlert, status: 'odd' } }, 'status'],
		['a list', { body: [] }, ''],
		['null', { body: 'null' }, ''],
	])('%s is refused', (_, options, field) => {
		expect(problemIn(dceInsight, options)).toMatchObject({
			field,
			advice: expect.stringContaining('Insight'),
		});
	});
});

describe('recognising it', () => {
	it('goes by the names of its lines or the shape of its alert', () => {
		const resemblance = (options: object) => dceInsight.resemblance(eventRequest(options));
		expect(resemblance({ body: insightText })).toBe(1);
		expect(resemblance({ body: inWeCom(insightTextResolved) })).toBe(1);
		expect(resemblance({ body: insightAlert })).toBe(1);
		expect(resemblance({ body: inWeCom('hello') })).toBe(0);
		expect(resemblance({ body: alertGroup })).toBe(0);
	});
});
