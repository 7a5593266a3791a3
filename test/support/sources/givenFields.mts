import type { SourceSettings } from '../../../src/events/source.ts';
import { alertGroup, grafanaGroup } from './alerts.mts';
import { message, reply, statusChanged } from './chatwoot.mts';
import { githubComment, githubIssue, gitlabIssue, gitlabNote } from './codeHosting.mts';
import { defaultBody, insightAlert, insightText, insightTextResolved } from './dce.mts';
import type { RequestOptions } from './eventRequest.mts';
import { giteaComment, giteaIssue, giteaPullRequest } from './gitea.mts';
import { giteeHeaders, issueComment, issueHook } from './gitee.mts';
import { inDingTalk, inFeishu, inWeCom, weiyuText, weiyuTextWithStatus } from './groupRobot.mts';
import { intercomNext, intercomQuestion, intercomReply, intercomTicket } from './intercom.mts';
import { nightingaleAlert } from './nightingale.mts';
import { unreplied } from './twtChat.mts';
import { monitorDown } from './uptimeKuma.mts';
import { zabbixProblem } from './zabbix.mts';
import { zammadArticle, zammadReply } from './zammad.mts';
import { zendeskComment, zendeskMessage, zendeskReply, zendeskTicket } from './zendesk.mts';

/** A place in what a source sends where words of customers stand, or of anybody else. */
export interface GivenField {
	/** Where it is. */
	name: string;
	/** What the source sends with these words there. */
	request(words: string): RequestOptions;
	settings?: SourceSettings;
	/** The key is made of the words; then only the rest of it has to stay. */
	isInKey?: true;
	/**
	 * Nothing tells the words from the source's own lines. Where they contradict
	 * these, the event may be a conversation of its own, which says why.
	 */
	isAmongLines?: true;
}

const text = { 'Content-Type': 'text/plain; charset=utf-8' };
const quoted = (words: string) =>
	words
		.split(/\r\n|[\n\v\f\r\u0085\u2028\u2029]/)
		.map((line) => `> ${line}`)
		.join('\n');

const twtField = (name: string, more: object = {}): GivenField => ({
	name,
	request: (words) => ({ body: unreplied({ status: '1', ...more, [name]: words }) }),
});

const insightLines = insightText.replaceAll('\\n', '\n');

const robotLines = {
	settings: {
		conversationLine: 'Alert ID',
		statusLine: 'State',
		repliedWords: ['resolved', '已恢复', 'REPLIED', '已关闭', 'CLOSED', '4'],
	},
};
const ticket = (words: string, rest = '') =>
	`### 新工单通知\n\n- **工单ID**: 42\n- **工单状态**: NEW\n- **优先级**: HIGH\n- **描述**: ${words}${rest}`;

const alertWith = (group: { alerts: object[] }, words: string, place: string) => ({
	body: {
		...group,
		alerts: [
			{
				...group.alerts[0],
				[place]: {
					...(group.alerts[0] as Record<string, object>)[place],
					instance: words,
					summary: words,
					description: words,
				},
			},
		],
	},
});

/**
 * For each source, by its id, where the words of others stand in what it sends.
 * A source of which nothing is listed here may take them for facts.
 */
export const givenFields: Record<string, GivenField[]> = {
	twtChat: [
		twtField('message_content'),
		twtField('visitor_nickname'),
		twtField('subject'),
		{ ...twtField('visitor_name'), isInKey: true },
		{ ...twtField('sbs'), isInKey: true },
		{
			name: 'message_content of a reply',
			request: (words) => ({ body: unreplied({ status: '4', message_content: words }) }),
		},
	],
	gitee: [
		...(['title', 'body'] as const).map((name) => ({
			name: `issue.${name}`,
			request: (words: string) => ({
				headers: giteeHeaders('Issue Hook'),
				body: issueHook('open', { [name]: words }),
			}),
		})),
		{
			name: 'comment.body',
			request: (words) => {
				const body = issueComment('maintainer') as { comment: object; note?: string };
				return {
					headers: giteeHeaders('Note Hook'),
					body: { ...body, note: words, comment: { ...body.comment, body: words } },
				};
			},
		},
	],
	weiyu: [
		{
			name: 'the words, quoted',
			request: (words) => ({ body: inWeCom(weiyuText.replace('> 留言测试', () => quoted(words))) }),
		},
		{
			name: 'the words, quoted, above a status',
			request: (words) => ({
				body: inFeishu(weiyuTextWithStatus().replace('> 留言测试', () => quoted(words))),
			}),
		},
		{
			name: 'the words, of which the first line is quoted',
			request: (words) => ({ body: inDingTalk(weiyuText.replace('留言测试', () => words)) }),
			isAmongLines: true,
		},
		{
			name: 'the words, likewise, above a status',
			request: (words) => ({
				body: inWeCom(weiyuTextWithStatus().replace('留言测试', () => words)),
			}),
			isAmongLines: true,
		},
		{
			name: 'the address',
			request: (words) => ({ body: inWeCom(weiyuText.replace('13311156272', () => words)) }),
			isAmongLines: true,
		},
		{
			name: 'the address behind a status',
			request: (words) => ({
				body: inWeCom(weiyuTextWithStatus().replace('13311156272', () => words)),
			}),
			isAmongLines: true,
		},
		{
			name: 'the description of a ticket',
			request: (words) => ({ body: inWeCom(ticket(words)) }),
		},
		{
			name: 'the description of a ticket above other lines',
			request: (words) => ({ body: inWeCom(ticket(words, '\n- **处理人**: 李雷')) }),
		},
	],
	dceInsight: [
		{
			name: 'the description of a text',
			request: (words) => ({
				headers: text,
				body: insightLines.replace(/描述: .*/, () => `描述: ${words}`),
			}),
		},
		{
			name: 'the description of a text of the second version',
			request: (words) => ({
				body: inWeCom(
					`[1] firing\n\n${insightTextResolved
						.replace(/^\[1\] resolved\n/, '')
						.replace(/Ends At: .*\n/, '')
						.replace(/Description: .*/, () => `Description: ${words}`)}\n`,
				),
			}),
		},
		{
			name: 'the value of a text',
			request: (words) => ({
				headers: text,
				body: insightLines.replace('触发值: 1', () => `触发值: ${words}`),
			}),
			isAmongLines: true,
		},
		{
			name: 'annotations of an alert',
			request: (words) => ({
				body: {
					...insightAlert,
					annotations: { description: words, value: words, customanno1: words },
				},
			}),
		},
	],
	dceUsers: [
		...(['last_name', 'first_name'] as const).map((name) => ({
			name,
			request: (words: string) => ({
				query: { action: 'update' },
				body: { ...defaultBody, [name]: words },
			}),
		})),
		{
			name: 'username without id',
			request: (words) => ({
				query: { action: 'update' },
				body: { ...defaultBody, id: '', username: words },
			}),
			isInKey: true,
		},
		{
			name: 'the text for a robot',
			request: (words) => ({
				query: { action: 'create' },
				body: { msgtype: 'text', text: { content: words } },
			}),
			isInKey: true,
		},
	],
	chatwoot: [
		...[message, reply].map((made, index) => ({
			name: index === 0 ? 'content' : 'content of a reply',
			request: (words: string) => ({ body: made({ content: words }) }),
		})),
		{
			name: 'sender.name',
			request: (words) => ({ body: message({ sender: { id: 14, name: words, type: 'contact' } }) }),
		},
		{
			name: 'meta.sender.name',
			request: (words) => ({
				body: { ...statusChanged('open'), meta: { sender: { id: 14, name: words } } },
			}),
		},
	],
	intercom: [
		{
			name: 'source.body',
			request: (words) => ({
				body: intercomQuestion({ source: { body: words, subject: words } }),
			}),
		},
		{
			name: 'title',
			request: (words) => ({ body: intercomQuestion({ title: words }) }),
		},
		{
			name: 'body of a part',
			request: (words) => ({ body: intercomNext({ body: words }) }),
		},
		{
			name: 'body of a reply',
			request: (words) => ({ body: intercomReply({ body: words }) }),
		},
		{
			name: 'name and e-mail address of a customer',
			request: (words) => ({
				body: intercomNext({ author: { type: 'user', id: '1', name: words, email: words } }),
			}),
		},
		{
			name: 'what a ticket is about',
			request: (words) => ({
				body: intercomTicket('ticket.created', {
					ticket_attributes: { _default_title_: words, _default_description_: words },
				}),
			}),
		},
	],
	gitea: [
		...(['title', 'body'] as const).flatMap((name) => [
			{
				name: `issue.${name}`,
				request: (words: string) => ({ body: giteaIssue('opened', { [name]: words }) }),
			},
			{
				name: `pull_request.${name} of one that is closed`,
				request: (words: string) => ({
					body: giteaPullRequest('closed', { [name]: words, state: 'closed' }),
				}),
			},
		]),
		{
			name: 'comment.body',
			request: (words) => {
				const body = giteaComment();
				return { body: { ...body, comment: { ...body.comment, body: words } } };
			},
		},
	],
	github: [
		...(['title', 'body'] as const).map((name) => ({
			name: `issue.${name}`,
			request: (words: string) => ({
				headers: { 'X-GitHub-Event': 'issues' },
				body: githubIssue('opened', { [name]: words }),
			}),
		})),
		{
			name: 'comment.body',
			request: (words) => {
				const body = githubComment({ login: 'someone' });
				return {
					headers: { 'X-GitHub-Event': 'issue_comment' },
					body: { ...body, comment: { ...body.comment, body: words } },
				};
			},
		},
	],
	gitlab: [
		...(['title', 'description'] as const).map((name) => ({
			name: `object_attributes.${name}`,
			request: (words: string) => ({ body: gitlabIssue('open', { [name]: words }) }),
		})),
		{
			name: 'object_attributes.note',
			request: (words) => ({ body: gitlabNote(1, { note: words }) }),
		},
	],
	grafana: (['annotations', 'labels'] as const).map((place) => ({
		name: place,
		request: (words: string) => alertWith(grafanaGroup, words, place),
	})),
	alertmanager: (['annotations', 'labels'] as const).map((place) => ({
		name: place,
		request: (words: string) => alertWith(alertGroup, words, place),
	})),
	nightingale: (['annotations', 'tags_map'] as const).map((place) => ({
		name: place,
		request: (words: string) => ({
			body: [{ ...nightingaleAlert, [place]: { description: words, summary: words } }],
		}),
	})),
	uptimeKuma: [
		{
			name: 'what the monitored site says',
			request: (words) => ({
				body: {
					...monitorDown,
					heartbeat: { ...monitorDown.heartbeat, msg: words },
					msg: `[test] [🔴 Down] ${words}`,
				},
			}),
		},
		{
			name: 'monitor.name',
			request: (words) => ({
				body: { ...monitorDown, monitor: { ...monitorDown.monitor, name: words } },
			}),
		},
		{
			name: 'the name in a certificate',
			request: (words) => ({
				body: {
					heartbeat: null,
					monitor: null,
					msg: `[test][https://example.com] server certificate ${words} will expire in 7 days`,
				},
			}),
			isInKey: true,
		},
	],
	zabbix: [
		...(['event_name', 'event_opdata', 'trigger_description', 'host_name'] as const).map(
			(name) => ({
				name,
				request: (words: string) => ({ body: { ...zabbixProblem, [name]: words } }),
			}),
		),
		{
			name: 'event_update_message',
			request: (words) => ({
				body: {
					...zabbixProblem,
					event_update_status: '1',
					event_update_action: 'commented',
					event_update_message: words,
				},
			}),
		},
	],
	zammad: [
		...[zammadArticle, zammadReply].flatMap((made, index) =>
			(['text/html', 'text/plain'] as const).map((type) => ({
				name: `body of ${index === 0 ? 'a customer' : 'an agent'}, ${type}`,
				request: (words: string) => ({ body: made({ body: words, content_type: type }) }),
			})),
		),
		{
			name: 'ticket.title',
			request: (words) => ({ body: zammadArticle({}, { title: words }) }),
		},
		{
			name: 'article.from',
			request: (words) => ({ body: zammadArticle({ from: words }) }),
		},
	],
	zendesk: [
		...(['subject', 'description'] as const).map((name) => ({
			name,
			request: (words: string) => ({ body: zendeskTicket({ [name]: words }) }),
		})),
		...[zendeskComment, zendeskReply].map((made, index) => ({
			name: `body of ${index === 0 ? 'a customer' : 'an agent'}`,
			request: (words: string) => ({ body: made({ body: words }) }),
		})),
		{
			name: 'name of a customer',
			request: (words) => ({ body: zendeskComment({}, { name: words }) }),
		},
		...(['end_user', 'agent'] as const).map((type) => ({
			name: `message of ${type}`,
			request: (words: string) => ({ body: zendeskMessage(type, {}, words) }),
		})),
	],
	groupRobot: [
		{
			name: 'a line of text',
			request: (words) => ({
				body: { msgtype: 'text', text: { content: `Alert ID: 42\nState: firing\n${words}` } },
			}),
			isAmongLines: true,
			...robotLines,
		},
		{
			name: 'the value of a line',
			request: (words) => ({ body: { text: `Alert ID: 42\nMessage: ${words}\nState: firing` } }),
			isAmongLines: true,
			...robotLines,
		},
		{
			name: 'a quotation',
			request: (words) => ({ body: inWeCom(`Alert ID: 42\n${quoted(words)}\nState: firing`) }),
			...robotLines,
		},
		{
			name: 'code',
			request: (words) => ({
				body: inDingTalk(
					`# Alert\nAlert ID: 42\nState: firing\n\`\`\`\`\`\`\n${words}\n\`\`\`\`\`\``,
				),
			}),
			...robotLines,
		},
	],
	custom: [
		{
			name: 'the text',
			request: (words) => ({ body: { chat: 42, state: 'open', said: words } }),
			settings: {
				mapping: {
					conversationKey: { path: 'chat' },
					parts: { text: { path: 'said' }, status: { path: 'state' } },
					repliedStatuses: ['closed'],
					waitingStatuses: [],
				},
			},
		},
	],
};
