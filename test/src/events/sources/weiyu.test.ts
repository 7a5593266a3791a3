import { weiyu } from '../../../../src/events/sources/weiyu';
import { eventIn, eventRequest, RECEIVED_AT } from '../../../support/sources/eventRequest.mts';
import {
	inDingTalk,
	inFeishu,
	inWeCom,
	weCom,
	weiyuText,
	weiyuTextWithStatus,
} from '../../../support/sources/groupRobot.mts';

const eventOf = (body: unknown) => eventIn(weiyu, { body });

/** A message in the manner of those that are published. */
const said = (title: string, ...lines: string[]) =>
	inWeCom(`### ${title}\n\n${lines.map((line) => `- ${line}`).join('\n')}`);

describe('the published message', () => {
	it.each([
		['WeCom', inWeCom(weiyuText)],
		['Feishu', inFeishu(weiyuText)],
		['DingTalk', inDingTalk(weiyuText)],
	])('is understood as it comes to a robot of %s', (_, body) => {
		expect(eventOf(body)).toMatchObject({
			source: 'weiyu',
			type: '新留言通知',
			kind: 'message.unreplied',
			// 2025-07-26 17:45:33 in China
			occurredAt: '2025-07-26T09:45:33.000Z',
			conversation: { key: 'weiyu:message:1702309725733377', effect: 'opens' },
			visitor: { name: '13311156272' },
			title: '新留言通知',
			text: '留言测试',
			fields: [
				{ name: '留言ID', value: '1702309725733377' },
				{ name: '联系方式', value: '13311156272' },
				{ name: '来源渠道', value: 'WEB_VISITOR' },
				{ name: '创建时间', value: '2025-07-26 17:45:33' },
			],
		});
	});

	it('with more lines belongs to the conversation that they name', () => {
		expect(eventOf(inWeCom(weiyuTextWithStatus()))).toMatchObject({
			conversation: {
				key: 'weiyu:thread:1702160274293249',
				effect: 'opens',
				status: 'PENDING',
			},
			severity: 'info',
		});
	});

	it('counts once for each status, however often and whenever it comes', () => {
		const id = (status: string, receivedAt = RECEIVED_AT) =>
			eventIn(weiyu, { body: inWeCom(weiyuTextWithStatus(status)), receivedAt }).id;
		expect(id('PENDING', RECEIVED_AT + 86_400_000)).toBe(id('PENDING'));
		expect(id('READ')).not.toBe(id('PENDING'));
	});
});

describe('the statuses of MessageLeaveStatus and TicketStatus', () => {
	it.each(['PENDING', 'PROCESSING', 'READ', 'TRANSFERRED', 'ESCALATED', 'CONFIRMED'])(
		'%s: somebody waits',
		(status) => {
			expect(eventOf(inWeCom(weiyuTextWithStatus(status)))).toMatchObject({
				kind: 'message.unreplied',
				conversation: { effect: 'opens', status },
			});
		},
	);

	it.each(['REPLIED', 'CLOSED', 'SPAM', 'INVALID', 'REJECTED', '已回复'])(
		'%s: nobody waits any more, since it came',
		(status) => {
			expect(eventOf(inWeCom(weiyuTextWithStatus(status)))).toMatchObject({
				kind: 'message.replied',
				occurredAt: new Date(RECEIVED_AT).toISOString(),
				conversation: { key: 'weiyu:thread:1702160274293249', effect: 'ends' },
			});
		},
	);
});

describe('what else Weiyu announces', () => {
	it.each<[string, string, string, string]>([
		['新工单通知', 'NEW', 'ticket.created', 'opens'],
		['工单状态更新', 'PROCESSING', 'ticket.updated', 'continues'],
		['工单状态更新', 'RESOLVED', 'ticket.closed', 'ends'],
		['工单即将超时', 'PROCESSING', 'ticket.dueSoon', 'opens'],
		['工单已升级', 'ESCALATED', 'ticket.escalated', 'opens'],
		['工单已关闭', 'CLOSED', 'ticket.closed', 'ends'],
		['New Ticket', 'NEW', 'ticket.created', 'opens'],
		['Ticket updated', 'ASSIGNED', 'ticket.updated', 'continues'],
		['Ticket about to time out', 'CLAIMED', 'ticket.dueSoon', 'opens'],
		['Ticket escalated', 'ESCALATED', 'ticket.escalated', 'opens'],
		['工单已完成', 'PROCESSING', 'ticket.closed', 'ends'],
		['Ticket resolved', 'PROCESSING', 'ticket.closed', 'ends'],
		['工单未完成提醒', 'PROCESSING', 'ticket.dueSoon', 'opens'],
		['Unresolved ticket', 'PROCESSING', 'ticket.created', 'opens'],
	])('%s, %s: %s', (title, status, kind, effect) => {
		const body = said(title, '**工单ID**: 42', `**工单状态**: ${status}`, '**处理人**: 李雷');
		expect(eventOf(body)).toMatchObject({
			kind,
			conversation: { key: 'weiyu:ticket:42', effect, status },
			agent: { name: '李雷' },
		});
	});

	it.each([
		['工单即将超时', '- 更新时间: 2025-07-26 17:45:33', '2025-07-26T09:45:33.000Z'],
		['工单已升级', '- 状态: ESCALATED', new Date(RECEIVED_AT).toISOString()],
	])('%s happens now, not when the ticket was made', (title, line, occurredAt) => {
		const body = said(title, '**工单ID**: 42', '创建时间: 2025-01-01 00:00:00', line.slice(2));
		expect(eventOf(body).occurredAt).toBe(occurredAt);
	});

	it('English lines are the same as Chinese ones', () => {
		const body = said('New leave message', '**Message ID**: 7', 'Status: PENDING', 'Content: Hi');
		expect(eventOf(body)).toMatchObject({
			kind: 'message.unreplied',
			conversation: { key: 'weiyu:message:7', status: 'PENDING' },
			text: 'Hi',
		});
	});

	it('a customer who left information waits to be called', () => {
		const body = said('新客户留资通知', '**客户ID**: 9', '**姓名**: 张三', '**电话**: 13800001111');
		expect(eventOf(body)).toMatchObject({
			kind: 'customer.updated',
			conversation: { key: 'weiyu:customer:9', effect: 'opens' },
			visitor: { id: '9', name: '张三' },
		});
	});

	it('a customer or a notice with a status that answers waits no more', () => {
		const effect = (title: string) =>
			eventOf(said(title, '**状态**: CLOSED', '**电话**: 1')).conversation?.effect;
		expect(effect('客户信息')).toBe('ends');
		expect(effect('客户信息更新')).toBe('ends');
		expect(effect('通知')).toBe('ends');
	});

	it.each([
		['系统警报', 'alert.firing', 'opens'],
		['系统警报已恢复', 'alert.resolved', 'ends'],
		['系统告警未恢复', 'alert.firing', 'opens'],
	])('%s: %s', (title, kind, effect) => {
		const body = said(title, '**告警ID**: 5', '**级别**: 严重');
		expect(eventOf(body)).toMatchObject({
			kind,
			severity: 'critical',
			conversation: { key: 'weiyu:alert:5', effect },
		});
	});

	it('a message is replied to by its title as well', () => {
		const kind = (title: string) => eventOf(said(title, '**留言ID**: 8', '来源渠道: WEB')).kind;
		expect(kind('留言已回复')).toBe('message.replied');
		expect(kind('Leave message replied')).toBe('message.replied');
		expect(kind('新留言通知')).toBe('message.unreplied');
	});

	it('a title that says nothing leaves it to the names of the lines', () => {
		expect(eventOf(said('通知', '**工单ID**: 42', '**优先级**: 高'))).toMatchObject({
			kind: 'ticket.created',
			conversation: { key: 'weiyu:ticket:42' },
			visitor: undefined,
		});
	});

	it('a notice that names nothing counts once a minute', () => {
		const id = (receivedAt: number) =>
			eventIn(weiyu, { body: said('通知', '请查看'), receivedAt }).id;
		expect(id(RECEIVED_AT + 59_000)).toBe(id(RECEIVED_AT));
		expect(id(RECEIVED_AT + 60_000)).not.toBe(id(RECEIVED_AT));
	});

	it('anything else is a notice that somebody should read', () => {
		expect(eventOf(weCom.text)).toMatchObject({
			kind: 'notice',
			conversation: { effect: 'opens' },
			text: weCom.text.text.content,
		});
	});
});

describe('recognising it', () => {
	it('goes by lines that no other sender has', () => {
		const resemblance = (body: unknown) => weiyu.resemblance(eventRequest({ body }));
		expect(resemblance(inWeCom(weiyuText))).toBe(1);
		expect(resemblance(inFeishu(weiyuTextWithStatus()))).toBe(1);
		expect(resemblance(weCom.text)).toBe(0);
		expect(resemblance({ a: 1 })).toBe(0);
	});
});

/** The second published form with other words of the customer, as they stand in a quotation or not. */
const withWords = (words: string) => weiyuTextWithStatus().replace('> 留言测试', words);
const KEY = 'weiyu:thread:1702160274293249';

describe('what the customer wrote', () => {
	it('is the text, also where it looks like a fact', () => {
		const words = '订单号：20250726001 还没发货';
		expect(eventOf(inWeCom(weiyuText.replace('留言测试', words)))).toMatchObject({
			conversation: { key: 'weiyu:message:1702309725733377', effect: 'opens' },
			text: words,
			notice: undefined,
		});
	});

	it.each([
		['a status', '> 状态: 已关闭'],
		['another conversation', '> 会话ID: 999'],
		['both', '> 会话ID: 999\n> 留言状态: REPLIED'],
		['both, in code', '```\n会话ID: 999\n留言状态: REPLIED\n```'],
		['a heading', '> hello\n# 工单已关闭'],
		['a status that the form does not have here', '> hello\n\n- **工单状态**: CLOSED'],
	])('is no fact: %s', (name, words) => {
		const content = name.startsWith('a status that')
			? weiyuText.replace('> 留言测试', words)
			: withWords(words);
		const expected = name.startsWith('a status that')
			? { key: 'weiyu:message:1702309725733377', status: undefined }
			: { key: KEY, status: 'PENDING' };
		expect(eventOf(inWeCom(content))).toMatchObject({
			kind: 'message.unreplied',
			conversation: { ...expected, effect: 'opens' },
			severity: name.startsWith('a status that') ? undefined : 'info',
			notice: undefined,
		});
	});

	it.each([
		['> hello\n\n- **会话ID**: 999', 'PENDING'],
		['> hello\n- **留言状态**: REPLIED', 'PENDING'],
		['> hello\n\n- **留言ID**: 1\n- **留言状态**: REPLIED\n- **会话ID**: 999', 'REPLIED'],
		['hello\n会话ID： 999', 'CLOSED'],
	])('that contradicts Weiyu makes a conversation of its own: %j', (words, status) => {
		const content = withWords(words).replace('PENDING', status);
		expect(eventOf(inWeCom(content))).toMatchObject({
			kind: 'message.unreplied',
			conversation: {
				key: expect.stringMatching(/^weiyu:text:[0-9a-f]{32}$/),
				effect: 'opens',
				status: undefined,
			},
			notice: expect.stringContaining('separate conversation'),
		});
	});

	it('may be an address of several lines: where they end, the form says', () => {
		const hostile = '1331\n- **留言状态**: REPLIED\n- **会话ID**: 999\nplease';
		expect(eventOf(inWeCom(weiyuText.replace('13311156272', hostile)))).toMatchObject({
			conversation: {
				key: 'weiyu:message:1702309725733377',
				effect: 'opens',
				status: undefined,
			},
			visitor: { name: '1331\n- 留言状态: REPLIED\n- 会话ID: 999\nplease' },
		});
		// The end of the form twice: whose is which?
		const end = '1331\n- **优先级**: HIGH\n- **会话ID**: 999\n- **来源渠道**: WEB';
		const content = weiyuTextWithStatus('REPLIED').replace('13311156272', end);
		expect(eventOf(inWeCom(content))).toMatchObject({
			conversation: { key: expect.stringMatching(/^weiyu:text:/), effect: 'opens' },
			notice: expect.any(String),
		});
	});

	it('goes on behind a line of content, in forms that are not published', () => {
		const body = said(
			'新工单通知',
			'**工单ID**: 42',
			'**工单状态**: NEW',
			'**描述**: it broke',
			'**工单状态**: CLOSED',
			'**工单ID**: 41',
			'**优先级**: LOW',
		);
		expect(eventOf(body)).toMatchObject({
			kind: 'ticket.created',
			conversation: { key: 'weiyu:ticket:42', effect: 'opens', status: 'NEW' },
			severity: undefined,
			text: 'it broke\n- 工单状态: CLOSED\n- 工单ID: 41\n- 优先级: LOW',
			notice: undefined,
		});
	});

	it('makes nobody’s key or status of what stands behind it alone', () => {
		const status = said('工单通知', '**工单ID**: 42', '**内容**: hi', '**工单状态**: CLOSED');
		expect(eventOf(status)).toMatchObject({
			kind: 'ticket.created',
			conversation: { key: 'weiyu:ticket:42', effect: 'opens', status: undefined },
		});
		const key = said('工单通知', '**昵称**: Tom', '**工单ID**: 42', '**工单状态**: CLOSED');
		expect(eventOf(key)).toMatchObject({
			conversation: { key: expect.stringMatching(/^weiyu:text:/), effect: 'opens' },
			notice: expect.any(String),
		});
		// In a paragraph above that of the key.
		const above = inWeCom(
			'### 工单通知\n\n> hi\n\n- 工单状态: CLOSED\n\n- 工单ID: 42\n- 处理人: Li',
		);
		expect(eventOf(above)).toMatchObject({
			conversation: { key: 'weiyu:ticket:42', effect: 'opens', status: undefined },
		});
	});

	it('ends nothing by the title alone when nobody knows whose it is', () => {
		const body = said('工单已关闭', '**工单ID**: 42', '**工单ID**: 41');
		expect(eventOf(body)).toMatchObject({
			kind: 'notice',
			conversation: { key: expect.stringMatching(/^weiyu:text:/), effect: 'opens' },
		});
	});

	it('without a line that names it is told of so', () => {
		expect(eventOf(said('新工单通知', '请查看'))).toMatchObject({
			conversation: { key: expect.stringMatching(/^weiyu:text:/) },
			notice: expect.stringContaining('No line identifies the conversation'),
		});
	});
});

test('a customer without an id is known by the address', () => {
	const body = said('新客户留资通知', '**姓名**: 张三', '**电话**: 13800001111');
	expect(eventOf(body)).toMatchObject({
		conversation: { key: 'weiyu:contact:13800001111', effect: 'opens' },
		notice: undefined,
	});
});
