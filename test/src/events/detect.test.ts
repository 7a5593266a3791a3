import { detectSource } from '../../../src/events/detect';
import { eventSources } from '../../../src/events/sources';
import { alertGroup } from '../../support/sources/alerts.mts';
import { conversationEvent, statusChanged } from '../../support/sources/chatwoot.mts';
import { deliveries } from '../../support/sources/deliveries.mts';
import { eventRequest, type RequestOptions } from '../../support/sources/eventRequest.mts';
import { dingTalk, feishu, inWeCom, slack, weCom } from '../../support/sources/groupRobot.mts';
import {
	offlineFormExample,
	preChatFormExample,
	unreplied,
} from '../../support/sources/twtChat.mts';

const sources = Object.values(eventSources).filter(({ id }) => id !== 'custom');
const detected = (options: RequestOptions) => detectSource(eventRequest(options), sources);
const sourceOf = (options: RequestOptions) => {
	const detection = detected(options);
	return detection.ok ? detection.source.id : detection.problem;
};

describe('the source of a request', () => {
	it.each(Object.entries(deliveries).filter(([id]) => id !== 'custom'))(
		'is %s by what that sends',
		(id, { headers, query, body }) => {
			expect(sourceOf({ headers, query, body })).toBe(id);
		},
	);

	it.each([preChatFormExample, offlineFormExample])('is TWT Chat by its forms', (body) => {
		expect(sourceOf({ body })).toBe('twtChat');
	});

	it.each([...Object.values(weCom), ...Object.values(dingTalk), ...Object.values(feishu)])(
		'is a group robot by message %#',
		(body) => {
			expect(sourceOf({ body })).toBe('groupRobot');
		},
	);

	it.each(Object.values(slack))('is a group robot by message %# of Slack', (body) => {
		expect(sourceOf({ body })).toBe('groupRobot');
	});

	it('is Chatwoot by a conversation, whose fields are others than a message’s', () => {
		expect(sourceOf({ body: statusChanged('resolved', 'open') })).toBe('chatwoot');
		expect(sourceOf({ body: conversationEvent('conversation_updated') })).toBe('chatwoot');
	});

	it('is DCE 5.0 by the action in the URL, where the body is that of a robot', () => {
		expect(sourceOf({ body: weCom.text, query: { action: 'create' } })).toBe('dceUsers');
		expect(sourceOf({ method: 'GET', query: { action: 'login', id: '1' } })).toBe('dceUsers');
		expect(sourceOf({ body: weCom.text, query: { action: 'send' } })).toBe('groupRobot');
	});

	it('is a group robot where Gitee speaks to one', () => {
		const headers = { 'X-Gitee-Event': 'Push Hook', 'X-Gitee-Token': 'x' };
		const body = { hook_name: 'push_hooks', hook_id: 1, hook_url: 'x', ...weCom.markdown };
		expect(sourceOf({ headers, body })).toBe('groupRobot');
	});

	it('is what a header says, whatever the body', () => {
		expect(sourceOf({ headers: { 'X-Gitee-Event': 'Push Hook' }, body: {} })).toBe('gitee');
		expect(sourceOf({ headers: { 'X-GitHub-Event': 'push' }, body: alertGroup })).toBe('github');
		expect(sourceOf({ headers: { 'X-Chat-Signature': 'x' }, body: inWeCom('x') })).toBe('twtChat');
	});
});

describe('two sources that fit', () => {
	const noticeFor = (options: RequestOptions) => {
		const detection = detected(options);
		return detection.ok ? detection.notice : undefined;
	};

	it('are told of', () => {
		const headers = { 'X-GitHub-Event': 'push', 'X-Gitlab-Event': 'Push Hook' };
		expect(sourceOf({ headers, body: {} })).toBe('github');
		expect(noticeFor({ headers, body: {} })).toMatch(/GitHub, but .*GitLab.*choose that source/);
	});

	it.each(Object.entries(deliveries).filter(([id]) => id !== 'custom'))(
		'are none by what %s sends',
		(_, { headers, query, body }) => {
			expect(noticeFor({ headers, query, body })).toBeUndefined();
		},
	);
});

describe('a request of no source', () => {
	it.each<[string, object]>([
		['a text among other fields', { text: 'Is anybody there?', user: 42 }],
		['a title and a text among others', { title: 'a', text: 'b', id: '1790000000000000001' }],
		['a name of attachments', { attachments: [], subject: 'a', from: 'b' }],
		['a type of its own', { msgtype: 'order', id: 7 }],
		['a type without its part', { msg_type: 'text', text: 'hello' }],
	])('may have %s: one mark of a robot’s message is not enough', (_, body) => {
		expect(sourceOf({ body })).toMatchObject({
			message: expect.stringContaining('comes closest'),
			advice: expect.stringContaining('Custom'),
		});
	});

	it('lists what was tried', () => {
		expect(sourceOf({ body: { hello: 1 } })).toMatchObject({
			field: '',
			message: expect.stringMatching(
				/TWT Chat, Gitee, Weiyu.*GitHub, GitLab, Zammad, Intercom, Zendesk, Grafana/,
			),
			advice: expect.stringContaining('Custom'),
		});
	});

	it('names the closest misfit and what does not fit there', () => {
		const body = JSON.parse(unreplied());
		delete body.content;
		expect(sourceOf({ body })).toMatchObject({
			field: 'content',
			message: expect.stringContaining('TWT Chat comes closest, but content:'),
		});
		const { groupKey, ...group } = alertGroup;
		expect(groupKey).toBeTruthy();
		expect(sourceOf({ body: { ...group, alerts: {} } })).toMatchObject({
			field: 'alerts',
			message: expect.stringContaining('Prometheus Alertmanager comes closest'),
		});
	});

	it.each([[''], ['[]'], ['null'], ['1'], ['text'], ['"text"'], ['{}']])('may be %p', (body) => {
		expect(sourceOf({ body })).toMatchObject({ message: expect.stringContaining('none of') });
	});
});
