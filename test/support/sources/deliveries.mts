import { alertGroup, grafanaGroup } from './alerts.mts';
import { message } from './chatwoot.mts';
import { githubIssue, gitlabIssue } from './codeHosting.mts';
import { defaultBody, insightText } from './dce.mts';
import { giteaHeaders, giteaIssue } from './gitea.mts';
import { giteeHeaders, issueHook } from './gitee.mts';
import { inFeishu, weCom, weiyuText } from './groupRobot.mts';
import { intercomQuestion } from './intercom.mts';
import { nightingaleAlert } from './nightingale.mts';
import { unrepliedExample } from './twtChat.mts';
import { monitorDown } from './uptimeKuma.mts';
import { zabbixProblem } from './zabbix.mts';
import { zammadArticle } from './zammad.mts';
import { zendeskComment } from './zendesk.mts';

export interface Delivery {
	headers: Record<string, string>;
	/** Behind the URL. */
	query?: Record<string, string>;
	body: string;
	/** What is said there, to be found again in the output. */
	text: string;
	/** The parameters that the source needs besides itself. */
	parameters?: Record<string, unknown>;
}

const json = { 'Content-Type': 'application/json' };

/** One delivery of each source that opens a conversation, by the source's id. */
export const deliveries: Record<string, Delivery> = {
	twtChat: { headers: json, body: unrepliedExample, text: 'Visitor15' },
	gitee: {
		headers: giteeHeaders('Issue Hook'),
		body: JSON.stringify(issueHook('open')),
		text: 'test issue hook',
	},
	weiyu: { headers: json, body: JSON.stringify(inFeishu(weiyuText)), text: '留言测试' },
	dceInsight: {
		headers: { 'Content-Type': 'text/plain; charset=utf-8' },
		body: insightText,
		text: '这是一条测试规则',
	},
	dceUsers: {
		headers: json,
		query: { action: 'create' },
		body: JSON.stringify(defaultBody),
		text: '张 三',
	},
	chatwoot: { headers: json, body: JSON.stringify(message()), text: 'little-haze-776' },
	intercom: {
		headers: json,
		body: JSON.stringify(intercomQuestion()),
		text: 'Is anybody there?',
	},
	gitea: {
		headers: giteaHeaders('issues'),
		body: JSON.stringify(giteaIssue('opened')),
		text: 'Found a bug',
	},
	github: {
		headers: { ...json, 'X-GitHub-Event': 'issues' },
		body: JSON.stringify(githubIssue('opened')),
		text: 'It looks like you accidently spelled',
	},
	gitlab: {
		headers: { ...json, 'X-Gitlab-Event': 'Issue Hook' },
		body: JSON.stringify(gitlabIssue('open')),
		text: 'Create new API for manipulations',
	},
	grafana: {
		headers: json,
		body: JSON.stringify(grafanaGroup),
		text: 'The system has high memory usage',
	},
	alertmanager: {
		headers: json,
		body: JSON.stringify(alertGroup),
		text: 'has been down for over 5m',
	},
	nightingale: {
		headers: json,
		// As the channel Callback sends it.
		body: JSON.stringify([nightingaleAlert]),
		text: '测试事件回调',
	},
	uptimeKuma: {
		headers: json,
		body: JSON.stringify(monitorDown),
		text: 'timeout of 16000ms exceeded',
	},
	zabbix: {
		headers: json,
		body: JSON.stringify(zabbixProblem),
		text: 'Zabbix agent is not available',
	},
	zammad: {
		headers: { ...json, 'X-Zammad-Trigger': 'until replied' },
		body: JSON.stringify(zammadArticle()),
		text: 'This is a simple Webhook Test.',
	},
	zendesk: {
		headers: json,
		body: JSON.stringify(zendeskComment()),
		text: 'Is anybody there?',
	},
	groupRobot: { headers: json, body: JSON.stringify(weCom.text), text: '广州今日天气' },
	custom: {
		headers: json,
		body: '{"chat":{"id":42},"said":"Is anybody there?"}',
		text: 'Is anybody there?',
		parameters: { conversationKey: 'chat.id', text: 'said' },
	},
};
