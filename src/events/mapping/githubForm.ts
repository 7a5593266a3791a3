/*
 * The form in which GitHub sends issues and pull requests, and what is modelled
 * on it, such as Gitea. Those of one repository share their numbers, so that
 * number and repository name a conversation.
 */

export const ISSUE = '{repository.full_name}#{issue.number}';
export const PULL_REQUEST = '{repository.full_name}#{pull_request.number}';

/** The types of what happens to such a thing: its name and the action. */
export const actionsOf =
	(event: string) =>
	(...actions: string[]) =>
		actions.map((action) => `${event}.${action}`);

export const issueParts = {
	title: 'issue.title',
	text: 'issue.body',
	url: 'issue.html_url',
	status: 'issue.state',
	subject: 'issue.title',
	visitorId: 'issue.user.login',
	agentName: 'issue.assignee.login',
};

export const pullRequestParts = {
	title: 'pull_request.title',
	text: 'pull_request.body',
	url: 'pull_request.html_url',
	status: 'pull_request.state',
	subject: 'pull_request.title',
	visitorId: 'pull_request.user.login',
	agentName: 'pull_request.assignee.login',
	branch: 'pull_request.base.ref',
};

/** Where a comment stands, in place of what it is on. */
export const commentParts = { text: 'comment.body', url: 'comment.html_url' };
