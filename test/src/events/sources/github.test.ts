import { github } from '../../../../src/events/sources/github';
import { eventIn, eventRequest, problemIn } from '../../../support/sources/eventRequest.mts';
import {
	githubComment,
	githubIssue,
	githubPing,
	githubPullRequest,
	githubPush,
	githubReview,
} from '../../../support/sources/codeHosting.mts';
import { githubSignatureVector } from '../../../support/sources/signatureVectors.mts';
import { verdictOf } from '../../../support/sources/verdict.mts';

const eventOf = (event: string, body: unknown, settings = {}) =>
	eventIn(github, { headers: { 'X-GitHub-Event': event }, body }, settings);
const ISSUE = 'github:Codertocat/Hello-World#1';
const PULL_REQUEST = 'github:Codertocat/Hello-World#2';

describe('the documented examples', () => {
	it('an issue that was opened', () => {
		expect(eventOf('issues', githubIssue('opened'))).toMatchObject({
			source: 'github',
			type: 'issues.opened',
			kind: 'issue.opened',
			occurredAt: '2019-05-15T15:20:18.000Z',
			conversation: { key: ISSUE, effect: 'opens', status: 'open' },
			visitor: { id: 'Codertocat' },
			agent: { name: 'Codertocat' },
			actor: { id: 'Codertocat' },
			project: {
				name: 'Codertocat/Hello-World',
				url: 'https://github.com/Codertocat/Hello-World',
			},
			title: 'Spelling error in the README file',
			text: "It looks like you accidently spelled 'commit' with two 't's.",
			url: 'https://github.com/Codertocat/Hello-World/issues/1',
		});
	});

	it('a pull request that was opened', () => {
		expect(eventOf('pull_request', githubPullRequest('opened'))).toMatchObject({
			kind: 'pullRequest.opened',
			conversation: { key: PULL_REQUEST, effect: 'opens' },
			branch: 'master',
		});
	});

	it('a push and a ping', () => {
		expect(eventOf('push', githubPush)).toMatchObject({
			type: 'push',
			kind: 'code.pushed',
			branch: 'simple-branch',
			text: 'Adding a .gitignore file',
			conversation: undefined,
		});
		// When it was pushed, not when its commit was made.
		expect(eventOf('push', githubPush).occurredAt).toBe('2019-05-15T15:20:57.000Z');
		expect(eventOf('push', { ...githubPush, ref: 'refs/tags/v1' })).toMatchObject({
			kind: 'code.tagPushed',
			branch: 'v1',
		});
		expect(eventOf('ping', githubPing)).toMatchObject({
			kind: 'test',
			text: 'Keep it logically awesome.',
		});
	});
});

describe('what answers', () => {
	it('is a comment of somebody else, not of the author or of a bot', () => {
		const comment = (commenter: object, settings = {}) =>
			eventOf('issue_comment', githubComment(commenter), settings).conversation;
		expect(comment({ login: 'octocat' })).toMatchObject({ key: ISSUE, effect: 'ends' });
		expect(comment({})).toMatchObject({ key: ISSUE, effect: 'opens' });
		expect(comment({ login: 'renovate[bot]', type: 'Bot' })?.effect).toBe('continues');
		const settings = { botAccounts: ['*-ci'] };
		expect(comment({ login: 'acme-CI' }, settings)?.effect).toBe('continues');
	});

	it('is no word of the author on what is closed, nor of an author that is a bot', () => {
		const on = (issue: object, sender: object = {}) =>
			eventOf('issue_comment', {
				...githubComment(sender),
				issue: { ...githubComment().issue, ...issue },
			}).conversation?.effect;
		expect(on({})).toBe('opens');
		expect(on({ state: 'closed' })).toBe('continues');
		const dependabot = { login: 'dependabot[bot]', type: 'Bot' };
		expect(on({ user: dependabot }, dependabot)).toBe('continues');
	});

	it('is a comment on a pull request, which comes as one on an issue', () => {
		const on = (issue: object, commenter: object = {}) =>
			eventOf('issue_comment', {
				...githubComment(commenter),
				issue: { ...githubComment().issue, pull_request: { url: 'https://x' }, ...issue },
			});
		expect(on({}, { login: 'octocat' })).toMatchObject({
			kind: 'pullRequest.commented',
			conversation: { key: ISSUE, effect: 'ends' },
		});
		expect(on({})).toMatchObject({ conversation: { effect: 'opens' } });
		expect(on({ draft: true })).toMatchObject({ conversation: { effect: 'continues' } });
		const edited = { ...githubComment(), action: 'edited' };
		const body = { ...edited, issue: { ...edited.issue, pull_request: {} } };
		expect(eventOf('issue_comment', body)).toMatchObject({
			kind: 'pullRequest.commented',
			conversation: { effect: 'continues' },
		});
	});

	it('is a draft’s author, who takes it back', () => {
		const effect = (action: string, draft: boolean) =>
			eventOf('pull_request', githubPullRequest(action, { draft })).conversation?.effect;
		expect(effect('opened', true)).toBe('continues');
		expect(effect('reopened', true)).toBe('continues');
		expect(effect('ready_for_review', false)).toBe('opens');
		expect(effect('opened', false)).toBe('opens');
		expect(effect('converted_to_draft', true)).toBe('ends');
	});

	it('is closing an issue', () => {
		const body = githubIssue('closed', { state: 'closed', closed_at: '2019-05-15T16:00:00Z' });
		expect(eventOf('issues', body)).toMatchObject({
			kind: 'issue.closed',
			occurredAt: '2019-05-15T16:00:00.000Z',
			conversation: { key: ISSUE, effect: 'ends' },
		});
	});

	it('is a review of somebody else', () => {
		const review = (reviewer: string) => eventOf('pull_request_review', githubReview(reviewer));
		expect(review('octocat')).toMatchObject({
			kind: 'pullRequest.commented',
			occurredAt: '2019-05-15T15:20:38.000Z',
			conversation: { key: PULL_REQUEST, effect: 'ends' },
			text: 'Looks good',
		});
		expect(review('Codertocat').conversation?.effect).toBe('opens');
	});

	it.each([
		['merged', { merged: true, merged_at: '2019-05-15T16:00:00Z' }, 'pullRequest.merged'],
		['closed', { merged: false, closed_at: '2019-05-15T16:00:00Z' }, 'pullRequest.closed'],
	])('is a pull request that was %s', (_, changes, kind) => {
		expect(eventOf('pull_request', githubPullRequest('closed', changes))).toMatchObject({
			kind,
			occurredAt: '2019-05-15T16:00:00.000Z',
			conversation: { effect: 'ends' },
		});
	});
});

describe('what else happens', () => {
	it('opens again, goes on, or is new to us', () => {
		const updated = { updated_at: '2020-01-01T00:00:00Z' };
		expect(eventOf('issues', githubIssue('reopened', updated))).toMatchObject({
			kind: 'issue.opened',
			occurredAt: '2020-01-01T00:00:00.000Z',
			conversation: { effect: 'opens' },
		});
		const ready = githubPullRequest('ready_for_review', { updated_at: '2020-01-01T00:00:00Z' });
		expect(eventOf('pull_request', ready)).toMatchObject({
			kind: 'pullRequest.opened',
			// After all that was said of the draft.
			occurredAt: '2020-01-01T00:00:00.000Z',
			conversation: { effect: 'opens' },
		});
		expect(eventOf('issues', githubIssue('labeled')).conversation?.effect).toBe('continues');
		expect(eventOf('star', { action: 'created' })).toMatchObject({
			type: 'star.created',
			kind: 'other',
			conversation: undefined,
		});
	});
});

describe('a delivery', () => {
	it('is known by its bytes: X-GitHub-Delivery is not signed', () => {
		const id = (delivery: string, body: unknown = githubIssue('opened')) =>
			eventIn(github, {
				headers: { 'X-GitHub-Event': 'issues', 'X-GitHub-Delivery': delivery },
				body,
			}).id;
		expect(id('1')).toBe(id('2'));
		expect(id('1', githubIssue('edited'))).not.toBe(id('1'));
	});

	it('is the same under another X-GitHub-Event, which is not signed either', () => {
		const id = (event: string) => eventOf(event, githubComment({}, { action: 'deleted' })).id;
		expect(id('issues')).toBe(id('issue_comment'));
		expect(id('anything')).toBe(id('issue_comment'));
	});
});

describe('a body that is not GitHub’s', () => {
	it('is refused by the name of what is missing', () => {
		const headers = { 'X-GitHub-Event': 'issues' };
		expect(problemIn(github, { body: { foo: 1 } }).field).toBe('x-github-event');
		expect(problemIn(github, { headers, body: { action: 'opened' } }).field).toBe(
			'repository.full_name',
		);
		expect(problemIn(github, { headers, body: [] }).message).toBe('must be an object');
	});
});

describe('the signature', () => {
	it('is the published one', () => {
		const { body, secret, signature } = githubSignatureVector;
		const request = eventRequest({ body, headers: { 'X-Hub-Signature-256': signature } });
		expect(verdictOf(github, request, secret, { now: 0 })).toEqual({ ok: true });
		expect(verdictOf(github, request, 'other', { now: 0 })).toMatchObject({
			reason: 'wrong',
		});
	});
});
