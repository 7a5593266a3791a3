/*
 * Bodies of GitHub and GitLab, cut down to the fields that say something. The
 * values are those of the examples in their documentation: GitHub Docs,
 * "Webhook events and payloads"; GitLab Docs, "Webhook events".
 */

const githubRepository = {
	full_name: 'Codertocat/Hello-World',
	html_url: 'https://github.com/Codertocat/Hello-World',
};
const codertocat = { login: 'Codertocat', id: 21031067, type: 'User' };

const githubIssueObject = {
	html_url: 'https://github.com/Codertocat/Hello-World/issues/1',
	number: 1,
	title: 'Spelling error in the README file',
	user: codertocat,
	state: 'open',
	assignee: codertocat,
	created_at: '2019-05-15T15:20:18Z',
	updated_at: '2019-05-15T15:20:18Z',
	closed_at: null as string | null,
	body: "It looks like you accidently spelled 'commit' with two 't's.",
};

export const githubIssue = (action: string, changes: object = {}) => ({
	action,
	issue: { ...githubIssueObject, ...changes },
	repository: githubRepository,
	sender: codertocat,
});

export const githubComment = (commenter: object = {}, changes: object = {}) => ({
	action: 'created',
	issue: githubIssueObject,
	comment: {
		html_url: 'https://github.com/Codertocat/Hello-World/issues/1#issuecomment-492700400',
		id: 492700400,
		user: { ...codertocat, ...commenter },
		created_at: '2019-05-15T15:20:21Z',
		updated_at: '2019-05-15T15:20:21Z',
		body: "You are totally right! I'll get this fixed right away.",
	},
	repository: githubRepository,
	sender: { ...codertocat, ...commenter },
	...changes,
});

export const githubPullRequest = (action: string, changes: object = {}, top: object = {}) => ({
	action,
	number: 2,
	pull_request: {
		html_url: 'https://github.com/Codertocat/Hello-World/pull/2',
		number: 2,
		state: 'open',
		title: 'Update the README with new information.',
		user: codertocat,
		body: 'This is a pretty simple change that we need to pull into master.',
		created_at: '2019-05-15T15:20:33Z',
		updated_at: '2019-05-15T15:20:33Z',
		closed_at: null,
		merged_at: null,
		merged: false,
		assignee: null,
		base: { ref: 'master' },
		...changes,
	},
	repository: githubRepository,
	sender: codertocat,
	...top,
});

export const githubReview = (reviewer: string, state = 'commented') => ({
	...githubPullRequest('submitted'),
	review: {
		user: { login: reviewer },
		body: 'Looks good',
		submitted_at: '2019-05-15T15:20:38Z',
		state,
		html_url: 'https://github.com/Codertocat/Hello-World/pull/2#pullrequestreview-237895671',
	},
	sender: { login: reviewer, type: 'User' },
});

export const githubPush = {
	ref: 'refs/heads/simple-branch',
	before: '0000000000000000000000000000000000000000',
	after: '6113728f27ae82c7b1a177c8d03f9e96e0adf246',
	// Of all events a push alone has whole seconds here.
	repository: { ...githubRepository, pushed_at: 1557933657 },
	sender: codertocat,
	compare: 'https://github.com/Codertocat/Hello-World/compare/6113728f27ae',
	head_commit: {
		id: '6113728f27ae82c7b1a177c8d03f9e96e0adf246',
		message: 'Adding a .gitignore file',
		timestamp: '1970-01-01T00:00:00Z',
	},
};

export const githubPing = {
	zen: 'Keep it logically awesome.',
	hook_id: 109948940,
	repository: githubRepository,
	sender: codertocat,
};

const gitlabProject = {
	id: 1,
	name: 'Gitlab Test',
	web_url: 'http://example.com/gitlabhq/gitlab-test',
	path_with_namespace: 'gitlabhq/gitlab-test',
};
const administrator = { id: 1, name: 'Administrator', username: 'root' };

export const gitlabIssue = (action: string, changes: object = {}) => ({
	object_kind: 'issue',
	event_type: 'issue',
	user: administrator,
	project: gitlabProject,
	object_attributes: {
		id: 301,
		title: 'New API: create/update/delete file',
		author_id: 51,
		created_at: '2013-12-03T17:15:43Z',
		updated_at: '2013-12-03T17:15:43Z',
		description: 'Create new API for manipulations with repository',
		iid: 23,
		url: 'http://example.com/diaspora/issues/23',
		state: 'opened',
		action,
		severity: 'high',
		...changes,
	},
	assignees: [{ name: 'User1', username: 'user1' }],
});

/** The documented comment is by user 1, as the issue is; the author of the issue can be changed. */
export const gitlabNote = (issueAuthor = 1, changes: object = {}, user: object = {}) => ({
	object_kind: 'note',
	event_type: 'note',
	user: { ...administrator, ...user },
	project_id: 5,
	project: gitlabProject,
	object_attributes: {
		id: 1241,
		note: 'Hello world',
		noteable_type: 'Issue',
		author_id: 1,
		created_at: '2015-05-17 17:06:40 UTC',
		updated_at: '2015-05-17 17:06:40 UTC',
		system: false,
		action: 'create',
		url: 'http://example.com/gitlab-org/gitlab-test/issues/17#note_1241',
		...changes,
	},
	issue: { id: 92, title: 'test', author_id: issueAuthor, state: 'closed', iid: 17 },
});

export const gitlabMergeRequest = (action: string, changes: object = {}, user: object = {}) => ({
	object_kind: 'merge_request',
	event_type: 'merge_request',
	user: { ...administrator, ...user },
	project: gitlabProject,
	object_attributes: {
		id: 99,
		iid: 1,
		target_branch: 'master',
		source_branch: 'ms-viewport',
		author_id: 51,
		title: 'MS-Viewport',
		created_at: '2013-12-03T17:23:34Z',
		updated_at: '2013-12-03T17:23:34Z',
		state: 'opened',
		description: '',
		url: 'http://example.com/diaspora/merge_requests/1',
		action,
		...changes,
	},
});

export const gitlabMergeRequestNote = (author = 8) => ({
	...gitlabNote(),
	object_attributes: {
		id: 1244,
		note: 'This MR needs work.',
		noteable_type: 'MergeRequest',
		author_id: 1,
		created_at: '2015-05-17 18:21:36 UTC',
		system: false,
		action: 'create',
		url: 'http://example.com/gitlab-org/gitlab-test/merge_requests/1#note_1244',
	},
	issue: undefined,
	merge_request: {
		id: 7,
		target_branch: 'markdown',
		author_id: author,
		title: 'Tempora et eos debitis quae laborum et.',
		state: 'opened',
		iid: 1,
	},
});

export const gitlabPush = {
	object_kind: 'push',
	event_name: 'push',
	ref: 'refs/heads/master',
	user_id: 4,
	user_name: 'John Smith',
	user_username: 'jsmith',
	project: { ...gitlabProject, path_with_namespace: 'mike/diaspora' },
	commits: [
		{
			id: 'b6568db1bc1dcd7f8b4d5a946b0b91f9dacd7327',
			message: 'Update Catalan translation to e38cb41.',
			url: 'http://example.com/mike/diaspora/commit/b6568db1bc1dcd7f8b4d5a946b0b91f9dacd7327',
		},
	],
	total_commits_count: 4,
};
