import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

// What n8n's list of nodes searches with, over displayName and codex.alias.
import { sublimeSearch } from '@n8n/utils/search/sublime-search';

import packageJson from '../../../package.json';
import { testedPlatforms } from '../../support/robots/testedPlatforms.mts';

const nodesFolder = join(__dirname, '../../../nodes');

interface Found {
	key: string;
	properties: { displayName: string; codex: { alias: string[] } };
}

const nodes = readdirSync(nodesFolder)
	.filter((name) => name !== 'shared')
	.map((name): Found => {
		const file = (ending: string) => readFileSync(join(nodesFolder, name, name + ending), 'utf8');
		const [, displayName] = /displayName: '([^']+)'/.exec(file('.node.ts'))!;
		return { key: name, properties: { displayName, codex: JSON.parse(file('.node.json')) } };
	});

/** The nodes that n8n's list offers for what somebody types, the best first. */
function found(words: string): string[] {
	// NodeCreator/NodeCreator.utils.ts of n8n's editor, searchNodes.
	const filter = words.toLowerCase().replace('trigger', '').trimEnd();
	return sublimeSearch(filter, nodes).map(({ item }) => item.key);
}

const robots = testedPlatforms.map(({ robots: [{ node }] }) => node.constructor.name);

describe("n8n's search for nodes", () => {
	it.each([
		'no reply',
		'noreply',
		'unanswered',
		'unreplied',
		'follow up',
		'follow-up',
		'followup',
		'response time',
		'on call',
		'on-call',
		'oncall',
		'remind',
		'Reminder',
		'SLA',
		'escalate',
		'human in the loop',
		'超时',
		'催办',
		'值班',
		'未回复',
		'响应时间',
		'提醒',
		'跟进',
		'无人回复',
		'未回复提醒',
		'超时提醒',
		'重复提醒',
		'定时提醒',
		'逐级提醒',
		'告警升级',
		'客户未回复',
		'超时未回复',
		'客服超时',
		'未响应',
		'回复超时',
		'工单超时',
		'未读消息',
		'催单',
		'循环提醒',
		'反复提醒',
		'持续提醒',
		'自动提醒',
		'看板',
	])('finds Repeat Until Replied for "%s"', (words) => {
		expect(found(words)).toContain('UntilReplied');
	});

	it.each([
		'on duty',
		'who is on duty',
		'on-call schedule',
		'roster',
		'rota',
		'rotation',
		'oncall',
		'值班',
		'值班表',
		'谁值班',
		'排班',
		'轮班',
		'换班',
	])('finds Who Is on Duty for "%s"', (words) => {
		expect(found(words)).toContain('WhoIsOnDuty');
	});

	it.each([
		'help desk',
		'helpdesk',
		'customer service',
		'live chat',
		'ticket',
		'客服',
		'工单',
		'告警',
		'报警',
		'在线客服',
		'留言',
		'离线表单',
		'码云',
		'微语',
		'告警通知',
		'访客留言',
		'在线聊天',
		'触发器',
		'监听',
		'接收webhook',
		'代码评审',
	])('finds the Service Event Trigger for "%s"', (words) => {
		expect(found(words)).toContain('ServiceEventTrigger');
	});

	it.each([
		'notify',
		'notification',
		'send message',
		'通知',
		'提醒',
		'发送消息',
		'发消息',
		'群消息',
		'群聊',
		'消息提醒',
		'消息通知',
	])('finds all robots for "%s"', (words) => {
		expect(found(words)).toEqual(expect.arrayContaining(robots));
	});

	it.each([
		['wechat', 'WeComRobot'],
		['wechat-work', 'WeComRobot'],
		['企业微信', 'WeComRobot'],
		['lark', 'FeishuRobot'],
		['企微', 'WeComRobot'],
		['企业微信机器人', 'WeComRobot'],
		['企业微信群机器人', 'WeComRobot'],
		['飞书', 'FeishuRobot'],
		['飞书机器人', 'FeishuRobot'],
		['飞书卡片', 'FeishuRobot'],
		['飞书通知', 'FeishuRobot'],
		['钉钉通知', 'DingTalkRobot'],
		['企业微信通知', 'WeComRobot'],
		['企业微信推送', 'WeComRobot'],
		['企业微信卡片', 'WeComRobot'],
		['企业微信告警', 'WeComRobot'],
		['微信通知', 'WeComRobot'],
		['钉钉告警', 'DingTalkRobot'],
		['钉钉消息', 'DingTalkRobot'],
		['飞书告警', 'FeishuRobot'],
		['钉钉', 'DingTalkRobot'],
		['钉钉机器人', 'DingTalkRobot'],
		['钉钉群机器人', 'DingTalkRobot'],
	])('finds first for "%s" the %s', (words, key) => {
		expect(found(words)[0]).toBe(key);
	});

	it('finds nothing of ours for what is not ours', () => {
		expect(found('spreadsheet')).toEqual([]);
		expect(found('postgres')).toEqual([]);
	});
});

it.each([
	'reminder',
	'sla',
	'human-in-the-loop',
	'approval',
	'incident',
	'alertmanager',
	'grafana',
	'chatwoot',
	'gitee',
	'wechat-work',
	'lark',
	'催办',
	'客服',
	'值班',
	'提醒',
	'未回复',
	'告警',
	'工单',
	'群机器人',
])('npm finds the package for %s', (keyword) => {
	expect(packageJson.keywords).toContain(keyword);
});
