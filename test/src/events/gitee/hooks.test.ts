import {
	fromComment,
	fromIssue,
	fromPullRequest,
	fromPush,
	type Understood,
} from '../../../../src/events/gitee/hooks';
import type { GiteeBody } from '../../../../src/events/gitee/schema';

/* What the caught and documented deliveries (sources/gitee.test.ts) do not show: older forms, missing parts, every action. */

const person = (login: string) => ({ login, name: `${login}'s name` });
const repository = { path_with_namespace: 'o/r' };
const pullRequest = {
	id: 7,
	number: 3,
	title: 'Fix',
	state: 'open',
	user: person('author'),
	created_at: '2021-01-01T00:00:00Z',
	updated_at: '2021-01-02T00:00:00Z',
	head: { sha: 'abc' },
	base: { ref: 'main' },
};
const body = (part: object) => ({ repository, ...part }) as unknown as GiteeBody;
const ofPullRequest = (part: object, changes: object = {}) =>
	fromPullRequest(body({ pull_request: { ...pullRequest, ...changes }, ...part })) as Exclude<
		Understood,
		{ missing: string }
	>;
const ofComment = (part: object, settings = {}) =>
	fromComment(body({ comment: { id: 9, body: 'Hi' }, ...part }), settings) as Exclude<
		Understood,
		{ missing: string }
	>;

describe('a pull request', () => {
	it.each([
		['open', 'open', 'pullRequest.opened', 'opens'],
		['reopen', 'open', 'pullRequest.opened', 'opens'],
		['merge', undefined, 'pullRequest.merged', 'ends'],
		['update', 'merged', 'pullRequest.merged', 'ends'],
		['close', undefined, 'pullRequest.closed', 'ends'],
		['update', 'closed', 'pullRequest.closed', 'ends'],
		['update', 'open', 'pullRequest.updated', 'continues'],
		['approved', 'open', 'pullRequest.updated', 'ends'],
		['tested', 'open', 'pullRequest.updated', 'ends'],
	])('with the action %s in the state %s: %s %s', (action, state, kind, effect) => {
		const read = ofPullRequest({ action, state, sender: person('reviewer') });
		expect(read).toMatchObject({ kind, conversation: { key: 'gitee:o/r!3', effect } });
	});

	it.each(['approved', 'tested'])('that its author %s himself is not answered', (action) => {
		const { conversation } = ofPullRequest({ action, sender: person('AUTHOR') });
		expect(conversation!.effect).toBe('continues');
	});

	it('says itself who its author and what its state is, or the body does', () => {
		const old = ofPullRequest(
			{ action: 'approved', author: person('old'), sender: person('old') },
			{ user: null },
		);
		expect(old.conversation!.effect).toBe('continues');
		expect(ofPullRequest({ action: 'update' }, { state: 'closed' }).kind).toBe(
			'pullRequest.closed',
		);
	});

	it('is known by itself, its time, its commit and what was done', () => {
		expect(ofPullRequest({ action_desc: 'update_label' }).identity).toEqual([
			7,
			'2021-01-02T00:00:00Z',
			'abc',
			'update_label',
		]);
		expect(ofPullRequest({}, { id: null, updated_at: null, head: null }).identity).toEqual([
			'gitee:o/r!3',
			undefined,
			undefined,
			undefined,
		]);
	});

	it('happened when it was opened, merged, closed or changed', () => {
		const at = (action: string, changes = {}) =>
			ofPullRequest({ action }, changes).parts.occurredAt;
		const closed = { closed_at: '2021-01-03T00:00:00Z' };
		expect(at('open')).toBe(pullRequest.created_at);
		expect(at('update')).toBe(pullRequest.updated_at);
		expect(at('close', closed)).toBe(closed.closed_at);
		expect(at('merge', { ...closed, merged_at: '2021-01-04T00:00:00Z' })).toBe(
			'2021-01-04T00:00:00Z',
		);
	});

	it('is for its assignee, or for those who are to review it', () => {
		const agent = (changes: object) => ofPullRequest({}, changes).parts.agentName;
		const assignees = [person('a'), { name: null }, person('b')];
		expect(agent({ assignee: person('c'), assignees })).toBe("c's name");
		expect(agent({ assignees })).toBe("a's name, b's name");
		expect(agent({ assignees: null })).toBeUndefined();
	});

	it('goes into the branch that the body names, or its base', () => {
		expect(ofPullRequest({ target_branch: 'release' }).parts.branch).toBe('release');
		expect(ofPullRequest({}).parts.branch).toBe('main');
		expect(ofPullRequest({}, { base: null }).parts.branch).toBeUndefined();
	});

	it('has to be there', () => {
		expect(fromPullRequest(body({}))).toEqual({ missing: 'pull_request' });
	});
});

describe('a comment', () => {
	const commented = { pull_request: pullRequest };

	it.each([
		['reviewer', {}, 'ends'],
		['author', {}, 'opens'],
		['author', { botAccounts: ['auth*'] }, 'continues'],
		['reviewer', { botAccounts: ['review*'] }, 'continues'],
	])('by %s with %j %s', (login, settings, effect) => {
		const { conversation } = ofComment({ ...commented, author: person(login) }, settings);
		expect(conversation).toEqual({ key: 'gitee:o/r!3', effect });
	});

	it('by nobody answers nobody, and neither does one that was only edited', () => {
		expect(ofComment(commented).conversation!.effect).toBe('continues');
		const edited = { ...commented, action: 'edited', sender: person('reviewer') };
		expect(ofComment(edited).conversation!.effect).toBe('continues');
	});

	it('names its writer, its words and its address, or the body does', () => {
		const own = {
			id: 9,
			user: { username: 'own', name: 'Own' },
			body: 'own words',
			html_url: 'https://a.example/own',
			updated_at: 'then',
		};
		const around = {
			author: { user_name: 'other', name: 'Other' },
			note: 'other words',
			url: 'https://a.example/other',
		};
		expect(ofComment({ comment: own, ...around })).toMatchObject({
			kind: 'code.commented',
			identity: [9, 'then'],
			parts: { actorId: 'own', actorName: 'Own', text: 'own words', url: 'https://a.example/own' },
		});
		expect(ofComment({ comment: {}, ...around, title: 'Commit' })).toMatchObject({
			identity: [undefined, undefined],
			parts: {
				actorId: 'other',
				actorName: 'Other',
				text: 'other words',
				url: 'https://a.example/other',
				title: 'Commit',
			},
		});
	});

	it('has to be there', () => {
		expect(fromComment(body({}), {})).toEqual({ missing: 'comment' });
	});
});

describe('an issue', () => {
	const issue = { id: 5, number: 'I1', title: 'Broken', state: 'open', user: person('author') };
	const ofIssue = (part: object, changes: object = {}) =>
		fromIssue(body({ issue: { ...issue, ...changes }, ...part })) as Exclude<
			Understood,
			{ missing: string }
		>;

	it.each([
		['open', 'open', 'opens'],
		['reopen', 'progressing', 'opens'],
		['state_change', 'open', 'opens'],
		['state_change', 'progressing', 'continues'],
		['assign', 'open', 'continues'],
		['state_change', 'rejected', 'ends'],
		['state_change', 'closed', 'ends'],
		['delete', 'open', 'ends'],
	])('with the action %s in the state %s %s', (action, state, effect) => {
		expect(ofIssue({ action }, { state }).conversation).toEqual({ key: 'gitee:o/r#I1', effect });
	});

	it('is closed when only the body says so, and counts as opened when nothing says what happened', () => {
		expect(ofIssue({ action: 'update', state: 'closed' }).kind).toBe('issue.closed');
		expect(ofIssue({}).kind).toBe('issue.opened');
	});

	it('has its type and its labels as facts', () => {
		const labels = [{ name: 'bug' }, { name: null }, { name: 'urgent' }];
		expect(ofIssue({}, { type_name: 'Task', labels }).fields).toEqual([
			{ name: 'type', value: 'Task' },
			{ name: 'labels', value: 'bug, urgent' },
		]);
		expect(ofIssue({}, { labels: null }).fields).toBeUndefined();
	});
});

describe('a push', () => {
	const ofPush = (part: object) =>
		fromPush(body({ ref: 'refs/heads/main', ...part })) as Exclude<Understood, { missing: string }>;

	it.each([
		[{}, 'main pushed', undefined],
		[{ created: true, commits: [{}, {}] }, 'main created', '2'],
		[{ deleted: true, commits: [{}], total_commits_count: 9 }, 'main deleted', '9'],
	])('with %j is called %j', (part, title, commits) => {
		const read = ofPush(part);
		expect(read.parts.title).toBe(title);
		expect(read.fields).toEqual(commits && [{ name: 'commits', value: commits }]);
	});

	it('is known by its repository, branch and both commits, and leads to its last commit', () => {
		const timestamp = '2024-05-01T12:00:00+08:00';
		const head = { message: ' Fix\n', url: 'https://a.example/c', timestamp };
		const repository = { path_with_namespace: 'a/fork' };
		const read = ofPush({ before: '1', after: '2', head_commit: head, compare: 'x', repository });
		expect(read).toMatchObject({
			kind: 'code.pushed',
			identity: ['a/fork', 'refs/heads/main', '1', '2'],
			parts: {
				text: 'Fix',
				url: 'https://a.example/c',
				occurredAt: Date.parse('2024-05-01T04:00:00Z'),
			},
		});
		expect(ofPush({ compare: 'https://a.example/compare' }).parts.url).toBe(
			'https://a.example/compare',
		);
		expect(ofPush({ ref: 'refs/tags/v1' }).kind).toBe('code.tagPushed');
	});

	it.each(['1970-01-01T00:00:00Z', 'long ago', ''])('may have a commit of %s', (timestamp) => {
		const commit = { timestamp };
		const read = ofPush({ commits: [commit], head_commit: commit });
		expect(read.parts.occurredAt).toBeUndefined();
	});
});
