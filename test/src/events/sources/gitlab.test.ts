import { createHmac } from 'node:crypto';

import { DEFAULT_BOT_ACCOUNTS } from '../../../../nodes/ServiceEventTrigger/parameters';
import { gitlab } from '../../../../src/events/sources/gitlab';
import { eventIn, eventRequest, problemIn } from '../../../support/sources/eventRequest.mts';
import {
	gitlabIssue,
	gitlabMergeRequest,
	gitlabMergeRequestNote,
	gitlabNote,
	gitlabPush,
} from '../../../support/sources/codeHosting.mts';
import { standardWebhooksVector } from '../../../support/sources/signatureVectors.mts';
import { verdictOf } from '../../../support/sources/verdict.mts';

const eventOf = (body: unknown, settings = {}) => eventIn(gitlab, { body }, settings);

describe('the documented examples', () => {
	it('an issue that was opened', () => {
		expect(eventOf(gitlabIssue('open'))).toMatchObject({
			source: 'gitlab',
			type: 'issue.open',
			kind: 'issue.opened',
			occurredAt: '2013-12-03T17:15:43.000Z',
			conversation: { key: 'gitlab:gitlabhq/gitlab-test#23', effect: 'opens', status: 'opened' },
			actor: { id: 'root', name: 'Administrator' },
			visitor: { id: 'root', name: 'Administrator' },
			agent: { name: 'User1' },
			severity: 'critical',
			project: { name: 'gitlabhq/gitlab-test' },
			title: 'New API: create/update/delete file',
			text: 'Create new API for manipulations with repository',
			url: 'http://example.com/diaspora/issues/23',
		});
	});

	it('a comment of the author', () => {
		expect(eventOf(gitlabNote())).toMatchObject({
			type: 'note.create',
			kind: 'issue.commented',
			occurredAt: '2015-05-17T17:06:40.000Z',
			conversation: { key: 'gitlab:gitlabhq/gitlab-test#17', effect: 'continues' },
			text: 'Hello world',
		});
	});

	it('a merge request and a push', () => {
		expect(eventOf(gitlabMergeRequest('open'))).toMatchObject({
			kind: 'pullRequest.opened',
			conversation: { key: 'gitlab:gitlabhq/gitlab-test!1', effect: 'opens' },
			branch: 'master',
		});
		expect(eventOf(gitlabPush)).toMatchObject({
			kind: 'code.pushed',
			branch: 'master',
			actor: { id: 'jsmith', name: 'John Smith' },
			project: { name: 'mike/diaspora' },
		});
	});

	it('a comment on a merge request of somebody else answers it', () => {
		expect(eventOf(gitlabMergeRequestNote())).toMatchObject({
			kind: 'pullRequest.commented',
			conversation: { key: 'gitlab:gitlabhq/gitlab-test!1', effect: 'ends' },
			branch: 'markdown',
		});
		expect(eventOf(gitlabMergeRequestNote(1)).conversation?.effect).toBe('opens');
	});
});

describe('what answers', () => {
	it('is a comment of somebody else, not a note of GitLab or of a bot', () => {
		const effect = (body: unknown, settings = {}) => eventOf(body, settings).conversation?.effect;
		expect(effect(gitlabNote(51))).toBe('ends');
		expect(effect(gitlabNote(51, { system: true }))).toBe('continues');
		expect(effect(gitlabNote(51, { action: 'update' }))).toBe('continues');
		// Before 16.11 there was no action.
		expect(effect(gitlabNote(51, { action: undefined }))).toBe('ends');
		const bot = gitlabNote(51, {}, { username: 'project_5_bot' });
		expect(effect(bot, { botAccounts: ['*_bot'] })).toBe('continues');
	});

	// GitLab Docs, "Project access tokens", "Group access tokens" and "Service accounts".
	it.each([
		'project_12_bot_abcdef0123',
		'group_3_bot_9f',
		'service_account_group_345_c46',
		'acme-bot',
	])(
		'is no comment and no approval of the bot %s, as Bot Accounts is set by default',
		(username) => {
			const settings = { botAccounts: DEFAULT_BOT_ACCOUNTS.split(', ') };
			const note = gitlabNote(51, {}, { username });
			const approval = gitlabMergeRequest('approved', {}, { username });
			expect(eventOf(note, settings).conversation?.effect).toBe('continues');
			expect(eventOf(approval, settings).conversation?.effect).toBe('continues');
		},
	);

	it('is no internal note, which the customer cannot see', () => {
		expect(eventOf(gitlabNote(51, { internal: true }))).toMatchObject({
			kind: 'issue.commented',
			conversation: { effect: 'continues' },
		});
		expect(eventOf(gitlabNote(51, { internal: false })).conversation?.effect).toBe('ends');
	});

	it('is no further question of the author, nor of a customer of Service Desk', () => {
		const on = (issue: object, user = {}, settings = {}) =>
			eventOf({ ...gitlabNote(1, {}, user), issue: { ...gitlabNote().issue, ...issue } }, settings)
				.conversation?.effect;
		expect(on({ state: 'opened' })).toBe('opens');
		expect(on({ state: 'closed' })).toBe('continues');
		const bots = { botAccounts: ['*-bot', 'robot'] };
		expect(on({ state: 'opened' }, { username: 'support-bot' }, bots)).toBe('opens');
		expect(on({ state: 'opened' }, { username: 'robot' }, bots)).toBe('continues');
	});

	it('is a draft’s author, who takes it back', () => {
		const effect = (action: string, changes: object, top = {}) =>
			eventOf({ ...gitlabMergeRequest(action, changes), ...top }).conversation?.effect;
		expect(effect('open', { draft: true })).toBe('continues');
		expect(effect('reopen', { work_in_progress: true })).toBe('continues');
		const became = (current: boolean) => ({ changes: { draft: { previous: !current, current } } });
		expect(effect('update', { draft: false }, became(false))).toBe('opens');
		expect(effect('update', { draft: true }, became(true))).toBe('ends');
		expect(effect('update', { draft: true })).toBe('continues');
	});

	it.each([
		[gitlabIssue('close'), 'issue.closed'],
		[gitlabMergeRequest('merge'), 'pullRequest.merged'],
		[gitlabMergeRequest('close'), 'pullRequest.closed'],
		[gitlabMergeRequest('approved'), 'pullRequest.updated'],
	])('is %#', (body, kind) => {
		expect(eventOf(body)).toMatchObject({ kind, conversation: { effect: 'ends' } });
	});

	it('is no approval of one’s own', () => {
		const body = gitlabMergeRequest('approved', {}, { id: 51 });
		expect(eventOf(body).conversation?.effect).toBe('continues');
	});
});

describe('work items, commits and what is new to us', () => {
	it('are told apart', () => {
		const task = { ...gitlabIssue('open'), object_kind: 'work_item' };
		expect(eventOf(task).kind).toBe('issue.opened');
		const onCommit = gitlabNote(1, { noteable_type: 'Commit' });
		expect(eventOf(onCommit)).toMatchObject({ kind: 'code.commented', conversation: undefined });
		expect(eventOf({ object_kind: 'pipeline', project: {} })).toMatchObject({ kind: 'other' });
		expect(problemIn(gitlab, { body: { project: {} } }).field).toBe('object_kind');
	});

	it('may be of no project, as an epic of a group', () => {
		const epic = {
			...gitlabIssue('open', { type: 'Epic' }),
			object_kind: 'work_item',
			project: null,
		};
		expect(eventOf(epic)).toMatchObject({
			type: 'work_item.open',
			kind: 'other',
			conversation: undefined,
			notice: expect.stringContaining('project.path_with_namespace'),
		});
	});

	it('may be a test, of which nothing happened', () => {
		for (const body of [gitlabIssue('x', { action: undefined }), gitlabMergeRequest('')]) {
			expect(eventOf(body)).toMatchObject({ kind: 'test', conversation: undefined });
		}
	});

	it('tell the newest of the commits that were pushed', () => {
		const commits = ['first', 'second'].map((message) => ({
			message,
			url: `https://x/${message}`,
		}));
		expect(eventOf({ ...gitlabPush, commits })).toMatchObject({
			text: 'second',
			url: 'https://x/second',
		});
		expect(eventOf({ ...gitlabPush, commits: [] }).text).toBeUndefined();
	});
});

describe('the secret', () => {
	const verify = (headers: Record<string, string>, secret: string, body = '{}', now = 0) =>
		verdictOf(gitlab, eventRequest({ headers, body }), secret, { now });

	it('may be the secret token', () => {
		expect(verify({ 'X-Gitlab-Token': 'token' }, 'token')).toEqual({ ok: true });
		expect(verify({ 'X-Gitlab-Token': 'guess' }, 'token')).toMatchObject({ reason: 'wrong' });
		expect(verify({}, 'token')).toMatchObject({ reason: 'missing', field: 'x-gitlab-token' });
	});

	it('may be the signing token, by the published vector of Standard Webhooks', () => {
		const { secret, id, timestamp, body, signature } = standardWebhooksVector;
		const headers = {
			'X-Gitlab-Token': 'some other secret token',
			'webhook-id': id,
			'webhook-timestamp': timestamp,
			'webhook-signature': signature,
		};
		const now = Number(timestamp) * 1_000;
		expect(verify(headers, secret, body, now)).toEqual({ ok: true });
		expect(verify(headers, secret, body, now + 299_000)).toEqual({ ok: true });
		expect(verify(headers, secret, `${body} `, now)).toMatchObject({ reason: 'wrong' });
		expect(verify(headers, secret, body, now + 301_000)).toMatchObject({ reason: 'stale' });
	});

	it.each([
		'密钥密钥密钥密钥',
		'=abcdefghijklmnopqrs',
		'correct=horse-battery-staple-2026',
		'whsec_YWJj',
	])('is no key for signatures, unless it is one: %s', (secret) => {
		const readAsBase64 = Buffer.from(secret.replace('whsec_', ''), 'base64');
		const signature = createHmac('sha256', readAsBase64).update('1.0.{}').digest('base64');
		const headers = {
			'webhook-id': '1',
			'webhook-timestamp': '0',
			'webhook-signature': `v1,${signature}`,
		};
		expect(verify(headers, secret)).toMatchObject({ reason: 'wrong' });
	});
});
