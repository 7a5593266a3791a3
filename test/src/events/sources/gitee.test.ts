import { gitee } from '../../../../src/events/sources/gitee';
import {
	eventIn,
	eventRequest,
	problemIn,
	RECEIVED_AT,
} from '../../../support/sources/eventRequest.mts';
import {
	caught,
	documentedIssue,
	giteeHeaders,
	issueComment,
	issueHook,
	push,
	tagDeleted,
} from '../../../support/sources/gitee.mts';
import { giteeSignatureVectors } from '../../../support/sources/signatureVectors.mts';
import { verdictOf } from '../../../support/sources/verdict.mts';

const eventOf = (body: unknown, headers = {}) => eventIn(gitee, { body, headers });
const ISSUE = 'gitee:kit/drone-yml-test#I4CYEO';

describe('caught deliveries', () => {
	it('reads a pull request that was opened', () => {
		expect(eventOf(caught.pullRequestOpened)).toMatchObject({
			source: 'gitee',
			type: 'merge_request_hooks.open',
			kind: 'pullRequest.opened',
			occurredAt: '2021-01-05T09:25:43.000Z',
			conversation: {
				key: 'gitee:open-euler/syncbot-example!23',
				effect: 'opens',
				subject: 'remove bar.txt, add and update BAR.txt',
				status: 'open',
			},
			visitor: { id: 'contributor', name: 'contributor' },
			actor: { id: 'contributor' },
			project: {
				name: 'open-euler/syncbot-example',
				url: 'https://gitee.com/open-euler/syncbot-example',
			},
			branch: 'master',
			title: 'remove bar.txt, add and update BAR.txt',
			url: 'https://gitee.com/open-euler/syncbot-example/pulls/23',
		});
	});

	it.each([
		['merged', caught.pullRequestMerged, 'pullRequest.merged', '!23'],
		['closed', caught.pullRequestClosed, 'pullRequest.closed', '!16'],
	])('takes a pull request that was %s for answered', (_, body, kind, number) => {
		expect(eventOf(body)).toMatchObject({
			kind,
			conversation: { key: `gitee:open-euler/syncbot-example${number}`, effect: 'ends' },
		});
	});

	it('reads a comment of the author himself, which is a further question', () => {
		expect(eventOf(caught.pullRequestComment)).toMatchObject({
			type: 'note_hooks.comment',
			kind: 'pullRequest.commented',
			occurredAt: '2021-01-05T09:26:51.000Z',
			conversation: { key: 'gitee:open-euler/syncbot-example!23', effect: 'opens' },
			text: '/sync branch1 branch2',
			url: 'https://gitee.com/open-euler/syncbot-example/pulls/23#note_4008458',
		});
	});

	it.each([
		['Issue Hook', caught.issueTest],
		['Push Hook', caught.pushTest],
	])('takes a press of the Test button, %s, for a test that nobody waits with', (event, body) => {
		const headers = { ...giteeHeaders(event), 'X-Gitee-Ping': 'true' };
		expect(eventOf(body, headers)).toMatchObject({ kind: 'test', conversation: undefined });
		const again = eventIn(gitee, { body, headers, receivedAt: RECEIVED_AT + 1_000 });
		expect(again.id).not.toBe(eventOf(body, headers).id);
		// A proxy may have taken the header away.
		expect(eventOf(body)).toMatchObject({ kind: 'test', conversation: undefined });
	});

	it.each(Object.entries(caught))('lets no password or signature of %s through', (_, body) => {
		const { raw } = eventOf(body);
		expect(raw).not.toHaveProperty('password');
		expect(raw).not.toHaveProperty('sign');
		expect(JSON.stringify(raw)).not.toContain('Secret');
	});
});

describe('an issue', () => {
	it('opens a conversation', () => {
		expect(eventOf(issueHook('open'))).toMatchObject({
			type: 'issue_hooks.open',
			kind: 'issue.opened',
			occurredAt: '2021-10-08T08:08:32.000Z',
			conversation: { key: ISSUE, effect: 'opens', status: '待办的' },
			visitor: { id: 'author' },
			fields: [{ name: 'type', value: '任务' }],
			text: 'test issue hook',
		});
	});

	it.each(['assign', 'unassign', 'update'])('that somebody did "%s" to goes on', (action) => {
		const body = issueHook(action, { state: 'progressing', state_name: '进行中' });
		expect(eventOf(body)).toMatchObject({
			kind: 'issue.updated',
			conversation: { key: ISSUE, effect: 'continues' },
		});
	});

	it('goes on when it is in progress, and opens again when it is set back', () => {
		const updated = { updated_at: '2021-10-08T16:27:14+08:00' };
		expect(
			eventOf(issueHook('state_change', { ...updated, state: 'progressing' })).conversation,
		).toMatchObject({ effect: 'continues' });
		expect(eventOf(issueHook('state_change', updated))).toMatchObject({
			kind: 'issue.opened',
			occurredAt: '2021-10-08T08:27:14.000Z',
			conversation: { effect: 'opens' },
		});
	});

	it.each<[string, object, object]>([
		['closed', { state: 'closed' }, { state: 'closed' }],
		['rejected, while the top level says closed', { state: 'rejected' }, { state: 'closed' }],
	])('that is %s is answered', (_, changes, top) => {
		expect(eventOf(issueHook('state_change', changes, top))).toMatchObject({
			kind: 'issue.closed',
			conversation: { key: ISSUE, effect: 'ends' },
		});
	});

	it('that was deleted is answered, though it keeps its last state', () => {
		expect(eventOf(issueHook('delete', { state: 'progressing' })).conversation).toMatchObject({
			effect: 'ends',
		});
	});

	it('of an enterprise without repository has a conversation all the same', () => {
		const body = issueHook('open', {}, { repository: null, project: null });
		expect(eventOf(body)).toMatchObject({
			conversation: { key: 'gitee:issue#I4CYEO' },
			project: undefined,
		});
	});
});

describe('a comment', () => {
	it('answers when somebody else than the author wrote it', () => {
		expect(eventOf(issueComment('maintainer'))).toMatchObject({
			kind: 'issue.commented',
			occurredAt: '2021-10-08T08:45:08.000Z',
			conversation: { key: ISSUE, effect: 'ends' },
			actor: { id: 'maintainer', name: "maintainer's name" },
			visitor: { id: 'author' },
		});
	});

	it.each(['author', 'AUTHOR'])('of the author (%s) asks anew, unless it is over', (commenter) => {
		const body = issueComment(commenter);
		expect(eventOf(body).conversation).toMatchObject({ effect: 'opens' });
		const closed = { ...body, issue: { ...body.issue, state: 'closed' } };
		expect(eventOf(closed).conversation).toMatchObject({ effect: 'continues' });
		const settings = { botAccounts: ['author'] };
		expect(eventIn(gitee, { body }, settings).conversation?.effect).toBe('continues');
	});

	it('of a bot answers nobody', () => {
		const settings = { botAccounts: ['*-bot'] };
		const body = issueComment('openeuler-ci-bot');
		expect(eventIn(gitee, { body }, settings).conversation?.effect).toBe('continues');
		expect(eventIn(gitee, { body }).conversation?.effect).toBe('ends');
	});

	it.each(['edited', 'deleted'])('that was %s answers nobody', (action) => {
		expect(eventOf(issueComment('maintainer', { action })).conversation?.effect).toBe('continues');
	});

	it('on a commit belongs to no conversation', () => {
		const body = issueComment('maintainer', { noteable_type: 'Commit', issue: null });
		expect(eventOf(body)).toMatchObject({ kind: 'code.commented', conversation: undefined });
	});
});

describe('a review of a pull request', () => {
	const review = (sender: string, action: string) => ({
		...caught.pullRequestOpened,
		action,
		sender: { login: sender },
	});

	it('answers when somebody else than the author approves', () => {
		expect(eventOf(review('maintainer', 'approved')).conversation?.effect).toBe('ends');
		expect(eventOf(review('contributor', 'approved')).conversation?.effect).toBe('continues');
		expect(eventOf(review('maintainer', 'assign')).conversation?.effect).toBe('continues');
	});

	it.each(['approved', 'tested'])('is none when a bot %s it', (action) => {
		const effect = (sender: string) =>
			eventIn(gitee, { body: review(sender, action) }, { botAccounts: ['*-ci', '*-bot'] })
				.conversation?.effect;
		expect(effect('openharmony-ci')).toBe('continues');
		expect(effect('openeuler-ci-bot')).toBe('continues');
		expect(effect('maintainer')).toBe('ends');
	});
});

describe('a push', () => {
	it('tells the branch and the last commit', () => {
		expect(eventOf(push)).toMatchObject({
			type: 'push_hooks.pushed',
			kind: 'code.pushed',
			occurredAt: '2021-10-08T09:53:12.000Z',
			conversation: undefined,
			branch: 'feat-2-1',
			title: 'feat-2-1 pushed',
			text: 'feat-2-1',
			fields: [{ name: 'commits', value: '1' }],
			url: expect.stringContaining('/commit/9921e45e'),
		});
	});

	it('may delete a tag, of which nothing is left', () => {
		expect(eventOf(tagDeleted)).toMatchObject({
			type: 'tag_push_hooks.deleted',
			kind: 'code.tagPushed',
			branch: '1.3',
			occurredAt: new Date(RECEIVED_AT).toISOString(),
		});
	});
});

describe('what the hook is', () => {
	it('is known from the documented examples, which have no action', () => {
		expect(eventOf(documentedIssue)).toMatchObject({
			kind: 'issue.opened',
			conversation: { key: 'gitee:oschina/gitee#IG6E9', effect: 'opens' },
			fields: [{ name: 'labels', value: 'bug' }],
		});
	});

	it('is known from the body, else from either header, else from the shape', () => {
		const { hook_name: name, ...nameless } = documentedIssue;
		for (const headers of [
			{ 'X-Gitee-Event': 'Issue Hook' },
			{ 'X-Git-Oschina-Event': 'Issue Hook' },
			// Seen in a test delivery of 2023.
			{ 'X-Gitee-Event': 'issue_hooks' },
			{},
		]) {
			expect(eventOf(nameless, headers)).toMatchObject({ type: 'issue_hooks.open' });
		}
		expect(name).toBe('issue_hooks');
	});

	it('does not depend on the host: gitee.ru and an enterprise send the same', () => {
		const body = JSON.parse(JSON.stringify(documentedIssue).replaceAll('gitee.com', 'gitee.ru'));
		expect(eventOf(body)).toMatchObject({
			conversation: { key: 'gitee:oschina/gitee#IG6E9' },
			url: 'https://gitee.ru/oschina/gitee/issues/IG6E9',
		});
	});

	it('may be new to us', () => {
		const body = { hook_name: 'pipeline_hooks', timestamp: '1633680515785' };
		expect(eventOf(body)).toMatchObject({ type: 'pipeline_hooks', kind: 'other' });
	});
});

describe('a side field', () => {
	it.each<[string, object]>([
		['a title that is no text', { title: {} }],
		['a number for the text', { body: 42 }],
		['a time that cannot be read', { created_at: 'now' }],
		['the zero of Go for a time', { created_at: '0001-01-01T00:00:00Z' }],
		['an author that is a name', { user: 'author' }],
		['labels that are texts', { labels: ['bug', null] }],
		['an id beyond 2^53', { id: '1790000000000000001' }],
		['a number instead of letters', { number: 42 }],
	])('refuses nobody: %s', (_, changes) => {
		expect(eventOf(issueHook('open', changes))).toMatchObject({
			kind: 'issue.opened',
			conversation: { effect: 'opens' },
		});
	});
});

describe('identity of a delivery', () => {
	it('is the same from a hook of the repository and one of the enterprise', () => {
		const body = issueHook('open');
		expect(eventOf({ ...body, hook_id: 1, timestamp: '1' }).id).toBe(eventOf(body).id);
	});

	it('is another for what happened later', () => {
		const ids = [
			issueHook('open'),
			issueHook('assign'),
			issueHook('assign', { updated_at: '2021-10-08T17:00:00+08:00' }),
			issueComment('maintainer'),
			issueComment('maintainer', { action: 'deleted' }),
			push,
			tagDeleted,
		].map((body) => eventOf(body).id);
		expect(new Set(ids).size).toBe(ids.length);
	});
});

describe('the query of the URL, which Gitee copies into the body', () => {
	it('does not reach the output', () => {
		const body = { ...issueHook('open'), token: 'abc', channel: 'x' };
		const { raw } = eventIn(gitee, { body, query: { token: 'abc' } });
		expect(raw).not.toHaveProperty('token');
		expect(raw).toHaveProperty('channel', 'x');
	});
});

describe('a body that is not Gitee’s', () => {
	it.each<[string, unknown, string]>([
		['nothing that says what it is', { repository: {} }, 'hook_name'],
		['no issue', { hook_name: 'issue_hooks' }, 'issue'],
		['no pull request', { hook_name: 'merge_request_hooks' }, 'pull_request'],
		['no comment', { hook_name: 'note_hooks' }, 'comment'],
		['no ref', { hook_name: 'push_hooks' }, 'ref'],
		['an issue without number', issueHook('open', { number: undefined }), 'issue.number'],
		['a list', [], ''],
	])('%s is refused by the name of the field', (_, body, field) => {
		expect(problemIn(gitee, { body })).toMatchObject({
			field,
			advice: expect.stringContaining('Gitee Help'),
		});
	});
});

describe('X-Gitee-Token', () => {
	const verify = (
		headers: Record<string, string>,
		secret: string,
		now: number,
		body: unknown = '{}',
	) => verdictOf(gitee, eventRequest({ headers, body }), secret, { now });

	it.each(giteeSignatureVectors)(
		'is right at $timestamp as $token',
		({ timestamp, secret, token }) => {
			const now = Number(timestamp);
			const headers = { 'X-Gitee-Token': token, 'X-Gitee-Timestamp': timestamp };
			expect(verify(headers, secret, now)).toEqual({ ok: true });
			const encoded = { ...headers, 'X-Gitee-Token': encodeURIComponent(token) };
			expect(verify(encoded, secret, now)).toEqual({ ok: true });
			const later = { ...headers, 'X-Gitee-Timestamp': String(now + 1) };
			expect(verify(later, secret, now)).toMatchObject({ reason: 'wrong' });
			expect(verify(headers, `${secret}x`, now)).toMatchObject({ reason: 'wrong' });
		},
	);

	it('counts for an hour, unless another limit is set', () => {
		const [{ timestamp, secret, token }] = giteeSignatureVectors;
		const headers = { 'X-Gitee-Token': token, 'X-Gitee-Timestamp': timestamp };
		const signedAt = Number(timestamp);
		expect(verify(headers, secret, signedAt + 3_600_000)).toEqual({ ok: true });
		expect(verify(headers, secret, signedAt + 3_601_000)).toMatchObject({ reason: 'stale' });
		expect(verify(headers, secret, signedAt - 3_601_000)).toMatchObject({ reason: 'stale' });
		const request = eventRequest({ headers, body: '{}' });
		const context = { now: signedAt + 3_601_000, tolerance: 7_200_000 };
		expect(verdictOf(gitee, request, secret, context)).toEqual({ ok: true });
	});

	it('may be the password, as in the deliveries that were caught', () => {
		expect(verify({ 'X-Gitee-Token': 'Secret' }, 'Secret', RECEIVED_AT)).toEqual({ ok: true });
		expect(verify({ 'X-Gitee-Token': 'secret' }, 'Secret', RECEIVED_AT)).toMatchObject({
			ok: false,
		});
	});

	it('is looked for in the body when a proxy took the headers away', () => {
		const [{ timestamp, secret, token }] = giteeSignatureVectors;
		for (const written of [timestamp, Number(timestamp)]) {
			const body = { timestamp: written, sign: token };
			expect(verify({}, secret, Number(timestamp), body)).toEqual({ ok: true });
		}
		expect(verify({}, 'Secret', RECEIVED_AT, caught.pullRequestOpened)).toEqual({ ok: true });
		expect(verify({}, 'Secret', RECEIVED_AT)).toMatchObject({ reason: 'missing' });
	});

	it('is never right when there is none, as when no password was set', () => {
		expect(verify({ 'X-Gitee-Token': '' }, 'Secret', RECEIVED_AT, caught.issueTest)).toMatchObject({
			reason: 'missing',
		});
	});
});
