const author = { id: 1, login: 'unknwon', full_name: '', username: 'unknwon' };
export const maintainer = { id: 6641, login: 'jcitizen', full_name: 'Jane', username: 'jcitizen' };
const repository = {
	id: 61,
	name: 'hello-world',
	full_name: 'gogits/hello-world',
	html_url: 'http://try.gitea.io/gogits/hello-world',
};
const issue = {
	id: 47,
	number: 1,
	user: author,
	title: 'Problem',
	body: 'Found a bug',
	state: 'open',
	created_at: '2017-12-09T01:30:43Z',
	updated_at: '2017-12-09T01:39:10Z',
	pull_request: null,
};

/** An issue of Gitea as published in the tests of drone/go-scm, with the parts that matter. */
export const giteaIssue = (action: string, changes: object = {}) => ({
	action,
	number: 1,
	issue: { ...issue, ...changes },
	repository,
	sender: author,
});

/** A comment on it, likewise. */
export const giteaComment = (sender: object = author, changes: object = {}) => ({
	action: 'created',
	issue,
	comment: {
		id: 43,
		html_url: 'http://try.gitea.io/gogits/hello-world/issues/1#issuecomment-43',
		user: sender,
		body: 'Got it',
		created_at: '2017-12-09T01:40:43Z',
		updated_at: '2017-12-09T01:40:43Z',
	},
	repository,
	sender,
	...changes,
});

/** A pull request, likewise. */
export const giteaPullRequest = (action: string, changes: object = {}, more: object = {}) => ({
	action,
	number: 2,
	pull_request: {
		id: 473,
		number: 2,
		user: author,
		title: 'Add License File',
		body: 'Using a BSD License',
		state: 'open',
		html_url: 'https://try.gitea.io/gogits/hello-world/pulls/2',
		merged: false,
		merged_at: null,
		base: { ref: 'master' },
		created_at: '2018-07-06T00:37:47Z',
		updated_at: '2018-07-06T01:34:08Z',
		closed_at: null,
		...changes,
	},
	repository,
	sender: author,
	...more,
});

/** The headers of Forgejo; Gitea has no X-Forgejo-Event. */
export const giteaHeaders = (event: string) => ({
	'Content-Type': 'application/json',
	'X-Forgejo-Event': event,
	'X-Gitea-Event': event,
	'X-Gogs-Event': event,
	'X-GitHub-Event': event,
});
