import fc from 'fast-check';

import { KeyWriter } from '../../../src/events/conversationKey';
import { eventSources } from '../../../src/events/sources';
import { alertGroup, grafanaGroup } from '../../support/sources/alerts.mts';
import { message } from '../../support/sources/chatwoot.mts';
import { githubIssue, gitlabIssue } from '../../support/sources/codeHosting.mts';
import { defaultBody, insightAlert } from '../../support/sources/dce.mts';
import { eventIn, type RequestOptions } from '../../support/sources/eventRequest.mts';
import { giteaIssue, giteaPullRequest } from '../../support/sources/gitea.mts';
import { caught, giteeHeaders, issueHook } from '../../support/sources/gitee.mts';
import { inWeCom } from '../../support/sources/groupRobot.mts';
import { intercomQuestion } from '../../support/sources/intercom.mts';
import { nightingaleAlert } from '../../support/sources/nightingale.mts';
import { unreplied } from '../../support/sources/twtChat.mts';
import { monitorDown } from '../../support/sources/uptimeKuma.mts';
import { zabbixProblem } from '../../support/sources/zabbix.mts';
import { zammadArticle } from '../../support/sources/zammad.mts';
import { zendeskTicket } from '../../support/sources/zendesk.mts';

describe('a key', () => {
	const { key } = new KeyWriter('twt');

	it('says what it is made of', () => {
		expect(key`${'shop'}:name=${'Visitor15'}`).toBe('twt:shop:name=Visitor15');
		expect(key`${'店铺'}:sbs=${'li@example.com'}`).toBe('twt:店铺:sbs=li@example.com');
		expect(key`${7}`).toBe('twt:7');
	});

	// RFC 3986, 2.1.
	it.each([
		['shop:a', 'shop%3Aa'],
		['50%', '50%25'],
		['%3A', '%253A'],
		// Any text, where a key is entered to mute.
		['*', '%2A'],
		// What would get lost where somebody reads it, copies it or types it.
		[' a', '%20a'],
		['a ', 'a%20'],
		['a  b', 'a%20 b'],
		['a b', 'a b'],
		['a\nb', 'a%0Ab'],
		['a\u3000b', 'a%E3%80%80b'],
		['a\u202eb', 'a%E2%80%AEb'],
		['a\u0000', 'a%00'],
		['\ud800', '%ED%A0%80'],
		['👨‍👩‍👧', '👨‍👩‍👧'],
		['a=b#c!d', 'a=b#c!d'],
		// Unicode Standard Annex #15, figure 3: one spelling.
		['\u0065\u0301', '\u00e9'],
		['\u212b', '\u00c5'],
		['\u1100\u1161', '\uac00'],
	])('of %j has %j', (part, written) => {
		expect(key`${part}`).toBe(`twt:${written}`);
	});

	it('encodes what parts the keys of its source', () => {
		const { key: ofCode } = new KeyWriter('gitee', '#!');
		expect(ofCode`${'a#b!c'}#${'1!2'}`).toBe('gitee:a%23b%21c#1%212');
		const { key: strange } = new KeyWriter('x', '^]\\-');
		expect(strange`${'a^]\\-'}`).toBe('x:a%5E%5D%5C%2D');
	});

	it('survives the trimming of a field', () => {
		fc.assert(
			fc.property(fc.string({ unit: 'binary' }), (part) => {
				const written = key`${part}`;
				expect(written.trim()).toBe(written);
				expect(written.replace(/\s+/g, ' ')).toBe(written);
				expect(written.isWellFormed()).toBe(true);
			}),
		);
	});
});

/** Texts of what keys are parted by, and of what encodes that. */
const parting = fc
	.array(
		fc.constantFrom(
			...['a', 'b', ':', '%', '#', '!', '@', '=', '|', '/', '{', '3A', '%3A'],
			...[':name=', ':sbs=', 'user:', 'username=', 'group=', 'text=', ':create'],
		),
		{ minLength: 1, maxLength: 4 },
	)
	.map((pieces) => pieces.join(''));
/** The same as it may stand in a line of a message. */
const inLine = parting.map((text) => `v${text}`);
const maybe = (text: fc.Arbitrary<string>) => fc.option(text, { nil: undefined });
const repository = parting.map((name) => `group/${name}`);

interface Building {
	/** What the key is made of; what tells meanings apart is among it. */
	parts: fc.Arbitrary<unknown>;
	/** A request with these parts. */
	request(parts: any): RequestOptions;
	settings?(parts: any): object;
}

const ofAlerts = (body: object): Building => ({
	parts: fc.record({
		alert: fc.oneof(fc.record({ fingerprint: parting }), fc.record({ groupKey: parting })),
		externalURL: maybe(parting),
	}),
	request: ({ alert: { fingerprint, groupKey }, externalURL }) => ({
		body: { ...body, groupKey, externalURL, alerts: [{ status: 'firing', fingerprint }] },
	}),
});

const WEIYU_LINES = [
	['新留言通知', '会话ID'],
	['新留言通知', '留言ID'],
	['新工单通知', '工单ID'],
	['新客户', '客户ID'],
	['新客户', '电话'],
	['系统警报', '告警ID'],
];

/** Every way of every source to build a key. */
const buildings: Record<string, Building[]> = {
	twtChat: [
		{
			parts: fc.record({
				project: maybe(parting),
				visitor: fc.oneof(fc.record({ sbs: parting }), fc.record({ visitor_name: parting })),
			}),
			request: ({ project, visitor }) => ({
				body: unreplied({ property_name: project, sbs: '', visitor_name: '', ...visitor }),
			}),
		},
	],
	gitee: [
		{
			parts: fc.record({
				repository: maybe(repository),
				isIssue: fc.boolean(),
				number: parting,
			}),
			request({ repository: path, isIssue, number }) {
				const hook = (isIssue ? issueHook('open') : caught.pullRequestOpened) as any;
				const thing = isIssue ? 'issue' : 'pull_request';
				const of = path === undefined ? null : { path_with_namespace: path };
				return {
					headers: giteeHeaders(isIssue ? 'Issue Hook' : 'Merge Request Hook'),
					body: { ...hook, repository: of, project: of, [thing]: { ...hook[thing], number } },
				};
			},
		},
	],
	weiyu: [
		{
			parts: fc.record({ line: fc.constantFrom(...WEIYU_LINES), value: inLine }),
			request: ({ line: [title, name], value }) => ({
				body: inWeCom(`### ${title}\n\n- **${name}**: ${value}\n- 优先级: LOW`),
			}),
		},
	],
	dceInsight: [
		{
			parts: fc.oneof(
				fc.record({ fingerprint: parting }),
				fc.record({
					fingerprint: parting,
					externalURL: parting,
					isGroup: fc.constant(true),
				}),
				fc.record({
					names: fc.record(
						Object.fromEntries(
							['策略名称', '集群', '命名空间', '节点', '资源类型', '资源名称'].map((name) => [
								name,
								maybe(inLine),
							]),
						),
					),
					rule: inLine,
				}),
			),
			request({ names, rule, fingerprint, externalURL, isGroup }) {
				if (names) {
					const lines = Object.entries(names).flatMap(([name, value]) =>
						value === undefined ? [] : [`${name}: ${value}`],
					);
					const body = [`规则名称: ${rule}`, ...lines, '告警级别: info'].join('\n');
					return { headers: { 'Content-Type': 'text/plain' }, body };
				}
				const alert = { ...insightAlert, fingerprint };
				return { body: isGroup ? { ...alertGroup, externalURL, alerts: [alert] } : alert };
			},
		},
	],
	dceUsers: [
		{
			parts: fc.record({
				user: fc.oneof(
					fc.record({ id: parting }),
					fc.record({ username: parting }),
					fc.record({ email: parting }),
					fc.record({ content: parting }),
				),
				action: fc.constantFrom('create', 'update', 'delete', undefined),
			}),
			request: ({ user: { content, ...user }, action }) => ({
				query: action === undefined ? {} : { action },
				body:
					content === undefined
						? { ...defaultBody, id: '', username: '', email: '', ...user }
						: { msgtype: 'text', text: { content } },
			}),
		},
		{
			parts: fc.record({ key: parting }),
			request: ({ key }) => ({ body: { key } }),
			settings: () => ({ mapping: ownMapping }),
		},
	],
	chatwoot: [
		{
			parts: fc.record({ inbox: parting, conversation: parting }),
			request: ({ inbox, conversation }) => ({
				body: message({ conversation: { id: conversation, inbox_id: inbox } }),
			}),
		},
	],
	intercom: [
		{
			parts: fc.record({ id: parting, app_id: maybe(parting) }),
			request: ({ id, app_id }) => ({ body: { ...intercomQuestion({ id }), app_id } }),
		},
	],
	gitea: [
		{
			parts: fc.record({ repository, number: parting }),
			request: ({ repository: path, number }) => ({
				body: { ...giteaIssue('opened', { number }), repository: { full_name: path } },
			}),
		},
		{
			parts: fc.record({ repository, number: parting }),
			request: ({ repository: path, number }) => ({
				body: { ...giteaPullRequest('opened', { number }), repository: { full_name: path } },
			}),
		},
	],
	github: [
		{
			parts: fc.record({ repository, number: parting }),
			request: ({ repository: path, number }) => ({
				headers: { 'X-GitHub-Event': 'issues' },
				body: {
					...(githubIssue('opened') as object),
					repository: { full_name: path },
					issue: { number },
				},
			}),
		},
	],
	gitlab: [
		{
			parts: fc.record({
				repository,
				kind: fc.constantFrom('issue', 'merge_request'),
				number: parting,
			}),
			request: ({ repository: path, kind, number }) => ({
				body: {
					...(gitlabIssue('open') as object),
					object_kind: kind,
					project: { path_with_namespace: path },
					object_attributes: { action: 'open', iid: number },
				},
			}),
		},
	],
	grafana: [ofAlerts(grafanaGroup)],
	alertmanager: [ofAlerts(alertGroup)],
	nightingale: [
		{
			parts: fc.record({ hash: parting }),
			request: (parts) => ({ body: [{ ...nightingaleAlert, ...parts }] }),
		},
	],
	uptimeKuma: [
		{
			parts: fc.oneof(fc.record({ monitorID: parting }), fc.record({ msg: inLine })),
			request: ({ monitorID, msg }) => ({
				body:
					msg === undefined
						? { ...monitorDown, heartbeat: { ...monitorDown.heartbeat, monitorID } }
						: { heartbeat: null, monitor: null, msg },
			}),
		},
	],
	zabbix: [
		{
			parts: fc.record({ event_id: parting }),
			request: (parts) => ({ body: { ...zabbixProblem, ...parts } }),
		},
	],
	zammad: [
		{
			parts: fc.record({ number: parting }),
			request: (parts) => ({ body: zammadArticle({}, parts) }),
		},
	],
	zendesk: [
		{
			parts: fc.record({ id: parting, account_id: maybe(parting) }),
			request: ({ id, account_id }) => ({ body: { ...zendeskTicket({ id }), account_id } }),
		},
	],
	groupRobot: [
		{
			parts: fc.oneof(fc.record({ line: inLine }), fc.record({ content: inLine })),
			request: ({ line, content }) => ({
				body: { msgtype: 'text', text: { content: content ?? `Alert ID: ${line}` } },
			}),
			settings: () => ({ conversationLine: 'Alert ID' }),
		},
	],
	custom: [
		{
			parts: fc.record({ key: parting }),
			request: ({ key }) => ({ body: { key } }),
			settings: () => ({ mapping: ownMapping }),
		},
	],
};

const ownMapping = {
	conversationKey: { path: 'key' },
	parts: {},
	repliedStatuses: [],
	waitingStatuses: [],
};

test('every source says how it builds its keys', () => {
	expect(Object.keys(buildings).toSorted()).toEqual(Object.keys(eventSources).toSorted());
});

const keysOf = (id: string, count: number) =>
	buildings[id].map(({ parts, request, settings }) =>
		fc.sample(parts, count).map((made) => ({
			parts: JSON.stringify(made),
			key: eventIn(eventSources[id], request(made), settings?.(made)).conversation!.key,
		})),
	);

test.each(Object.keys(eventSources))('different parts make different keys of %s', (id) => {
	for (const made of keysOf(id, 1_000)) {
		const partsOf = new Map<string, string>();
		const keyOf = new Map<string, string>();
		for (const { parts, key } of made) {
			// Two of the same key are of the same parts, and two of the same parts have one key.
			expect({ key, parts: partsOf.get(key) ?? parts }).toEqual({ key, parts });
			expect({ parts, key: keyOf.get(parts) ?? key }).toEqual({ parts, key });
			partsOf.set(key, parts);
			keyOf.set(parts, key);
		}
	}
});

test('no two sources make the same key', () => {
	const words = Object.keys(eventSources).map((id) => {
		const [[{ key }]] = keysOf(id, 1);
		return key.split(':')[0];
	});
	expect(new Set(words).size).toBe(words.length);
});
