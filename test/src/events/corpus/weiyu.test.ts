import { detectSource } from '../../../../src/events/detect';
import { eventSources } from '../../../../src/events/sources';
import { weiyu } from '../../../../src/events/sources/weiyu';
import { weiyuLines, weiyuTable } from '../../../support/sources/corpus/weiyu.mts';
import { eventIn, eventRequest } from '../../../support/sources/eventRequest.mts';
import { inDingTalk, inFeishu, inWeCom } from '../../../support/sources/groupRobot.mts';

const all = Object.values(eventSources).filter(({ id }) => id !== 'custom');

it.each(weiyuTable)('reads "$payload" as $kind, $effect', ({ payload, kind, effect, key }) => {
	const text = `### ${payload}\n\n${weiyuLines(key)}`;
	for (const body of [inWeCom(text), inFeishu(text), inDingTalk(text, payload)]) {
		const event = eventIn(weiyu, { body });
		expect(event).toMatchObject({ kind, title: payload, conversation: { effect } });
		expect(event.conversation!.key).toMatch(key === '-' ? /^weiyu:text:/ : new RegExp(`^${key}$`));
		// Where nobody has said that it is Weiyu that sends.
		const detection = detectSource(eventRequest({ body }), all);
		expect(detection.ok && detection.source.id).toBe(key === '-' ? 'groupRobot' : 'weiyu');
	}
});

it.each(['工单已解决', '工单已关闭', 'Ticket resolved'])(
	'"%s" opens nothing where nobody has said that it is Weiyu, nor which ticket it is',
	(title) => {
		const body = inWeCom(`### ${title}\n\n- 处理人: 李雷\n- 地点: 杭州`);
		const request = eventRequest({ body });
		const detection = detectSource(request, all);
		const parsed = detection.ok && detection.source.parse(request, {});
		expect(parsed).toMatchObject({
			events: [{ kind: 'ticket.closed', conversation: { effect: 'ends' } }],
		});
	},
);

describe('an alert without an id', () => {
	const eventOf = (title: string, lines = '- **服务**: 订单\n- **级别**: 严重') =>
		eventIn(weiyu, { body: inWeCom(`### ${title}\n\n${lines}`) });

	it.each([
		['系统异常通知', '系统异常恢复通知'],
		['系统异常通知', '系统恢复通知'],
		['系统异常：数据库连接失败', '系统异常已恢复：数据库连接失败'],
		['性能监控报警', '性能监控恢复正常'],
		['安全事件通知', '安全事件已解除'],
		['System Exception Notification', 'System Exception Recovered'],
		['System failure detected', 'System has recovered'],
		['Performance warning', 'Performance is back to normal'],
		['Security Event', 'Security event resolved'],
	])('is over by the word of it: %s, %s', (firing, resolved) => {
		const [opened, ended] = [eventOf(firing), eventOf(resolved)];
		expect(opened).toMatchObject({ kind: 'alert.firing', conversation: { effect: 'opens' } });
		expect(ended).toMatchObject({ kind: 'alert.resolved', conversation: { effect: 'ends' } });
		expect(ended.conversation!.key).toBe(opened.conversation!.key);
		expect(opened.notice).toBeUndefined();
		// What is measured and when is no part of it.
		const more = '- **服务**: 订单\n- **恢复时间**: 2025-07-26 17:45:33\n- **当前值**: 12';
		expect(eventOf(resolved, more).conversation!.key).toBe(opened.conversation!.key);
	});

	it('is another by what it is about', () => {
		const key = (title: string, service: string) =>
			eventOf(title, `- **服务**: ${service}\n- **级别**: 严重`).conversation!.key;
		expect(key('系统异常通知', '订单')).toBe('weiyu:alert:name=系统 服务%3D订单');
		expect(key('系统异常通知', '支付')).not.toBe(key('系统异常通知', '订单'));
		expect(key('安全事件通知', '订单')).not.toBe(key('系统异常通知', '订单'));
	});

	it('is a separate one where nothing says what it is about', () => {
		expect(eventOf('报警通知', '请查看')).toMatchObject({
			conversation: { key: expect.stringMatching(/^weiyu:text:/), effect: 'opens' },
			notice: expect.stringContaining('No line'),
		});
	});
});
