import { hmacProof } from '../signature/hmac';
import { mappedSource } from '../mapping/mappedSource';
import type { Condition } from '../mapping/mapping';

/*
 * GitHub Docs, "Webhook events and payloads" and "Validating webhook
 * deliveries". Issues, pull requests and discussions of one repository share
 * their numbers, so that number and repository name a conversation.
 */

const ISSUE = '{repository.full_name}#{issue.number}';
const PULL_REQUEST = '{repository.full_name}#{pull_request.number}';
const DISCUSSION = '{repository.full_name}#{discussion.number}';

/** Somebody else than the author, and nobody who is known to be a bot. */
const bySomebodyElse = (author: string): Condition[] => [
	{ at: 'sender.login', differsFrom: author },
	{ at: 'sender.type', isNot: ['Bot'] },
	{ at: 'sender.login', isPerson: true },
];

const issue = {
	title: 'issue.title',
	text: 'issue.body',
	url: 'issue.html_url',
	status: 'issue.state',
	subject: 'issue.title',
	visitorId: 'issue.user.login',
	agentName: 'issue.assignee.login',
};
const issueComment = { ...issue, text: 'comment.body', url: 'comment.html_url' };
const pullRequest = {
	title: 'pull_request.title',
	text: 'pull_request.body',
	url: 'pull_request.html_url',
	status: 'pull_request.state',
	subject: 'pull_request.title',
	visitorId: 'pull_request.user.login',
	agentName: 'pull_request.assignee.login',
	branch: 'pull_request.base.ref',
};
const review = { ...pullRequest, text: 'review.body', url: 'review.html_url' };
const reviewComment = { ...pullRequest, text: 'comment.body', url: 'comment.html_url' };
const discussion = {
	title: 'discussion.title',
	text: 'discussion.body',
	url: 'discussion.html_url',
	status: 'discussion.state',
	subject: 'discussion.title',
	visitorId: 'discussion.user.login',
};
const discussionComment = { ...discussion, text: 'comment.body', url: 'comment.html_url' };
const push = {
	branch: 'ref',
	text: 'head_commit.message',
	url: 'compare',
	// Not that of the commit, which may be from years ago, or any that its author liked.
	occurredAt: 'repository.pushed_at',
};

export const github = mappedSource({
	id: 'github',
	displayName: 'GitHub',
	summary: 'Issues, pull requests, discussions, comments and pushes',
	setup: 'in GitHub: Settings > Webhooks, with the content type application/json',
	projects: 'repositories',
	documentation: 'GitHub Docs, Webhook events and payloads, content type application/json',
	marks: { headers: ['x-github-event', 'x-hub-signature-256'] },
	signature: {
		secret: 'the Secret of the webhook (GitHub: Settings > Webhooks)',
		hasTime: false,
		bearers: { headers: ['x-hub-signature-256'] },
		proofIn: (request, context) =>
			hmacProof(
				request,
				{
					header: 'x-hub-signature-256',
					prefix: 'sha256=',
					algorithm: 'sha256',
					encoding: 'hex',
					signed: '{body}',
				},
				context,
			),
	},
	type: { header: 'x-github-event', detail: 'action' },
	parts: {
		projectName: 'repository.full_name',
		projectUrl: 'repository.html_url',
		actorId: 'sender.login',
		actorName: 'sender.login',
	},
	mappings: [
		{
			types: ['issues.opened'],
			kind: 'issue.opened',
			effect: 'opens',
			conversationKey: ISSUE,
			parts: { ...issue, occurredAt: 'issue.created_at' },
		},
		{
			types: ['issues.reopened'],
			kind: 'issue.opened',
			effect: 'opens',
			conversationKey: ISSUE,
			parts: { ...issue, occurredAt: 'issue.updated_at' },
		},
		{
			types: ['issues.closed', 'issues.deleted', 'issues.transferred'],
			kind: 'issue.closed',
			effect: 'ends',
			conversationKey: ISSUE,
			parts: { ...issue, occurredAt: ['issue.closed_at', 'issue.updated_at'] },
		},
		{
			types: ['assigned', 'unassigned', 'edited', 'labeled', 'unlabeled', 'milestoned'].map(
				(action) => `issues.${action}`,
			),
			kind: 'issue.updated',
			effect: 'continues',
			conversationKey: ISSUE,
			parts: { ...issue, occurredAt: 'issue.updated_at' },
		},
		{
			types: ['issue_comment.created'],
			when: bySomebodyElse('issue.user.login'),
			kind: 'issue.commented',
			effect: 'ends',
			conversationKey: ISSUE,
			parts: { ...issueComment, occurredAt: 'comment.created_at' },
		},
		{
			types: ['issue_comment.created', 'issue_comment.edited'],
			kind: 'issue.commented',
			effect: 'continues',
			conversationKey: ISSUE,
			parts: { ...issueComment, occurredAt: 'comment.updated_at' },
		},
		{
			types: ['pull_request.opened'],
			kind: 'pullRequest.opened',
			effect: 'opens',
			conversationKey: PULL_REQUEST,
			parts: { ...pullRequest, occurredAt: 'pull_request.created_at' },
		},
		{
			// A draft is opened too: what was said of it then is no answer.
			types: ['pull_request.reopened', 'pull_request.ready_for_review'],
			kind: 'pullRequest.opened',
			effect: 'opens',
			conversationKey: PULL_REQUEST,
			parts: { ...pullRequest, occurredAt: 'pull_request.updated_at' },
		},
		{
			types: ['pull_request.closed'],
			when: [{ at: 'pull_request.merged', is: ['true'] }],
			kind: 'pullRequest.merged',
			effect: 'ends',
			conversationKey: PULL_REQUEST,
			parts: { ...pullRequest, occurredAt: 'pull_request.merged_at' },
		},
		{
			types: ['pull_request.closed'],
			kind: 'pullRequest.closed',
			effect: 'ends',
			conversationKey: PULL_REQUEST,
			parts: { ...pullRequest, occurredAt: ['pull_request.closed_at', 'pull_request.updated_at'] },
		},
		{
			types: ['assigned', 'edited', 'labeled', 'review_requested', 'synchronize', 'unlabeled'].map(
				(action) => `pull_request.${action}`,
			),
			kind: 'pullRequest.updated',
			effect: 'continues',
			conversationKey: PULL_REQUEST,
			parts: { ...pullRequest, occurredAt: 'pull_request.updated_at' },
		},
		{
			types: ['pull_request_review.submitted'],
			when: bySomebodyElse('pull_request.user.login'),
			kind: 'pullRequest.commented',
			effect: 'ends',
			conversationKey: PULL_REQUEST,
			parts: { ...review, status: 'review.state', occurredAt: 'review.submitted_at' },
		},
		{
			types: ['pull_request_review_comment.created'],
			when: bySomebodyElse('pull_request.user.login'),
			kind: 'pullRequest.commented',
			effect: 'ends',
			conversationKey: PULL_REQUEST,
			parts: { ...reviewComment, occurredAt: 'comment.created_at' },
		},
		{
			types: ['pull_request_review.submitted', 'pull_request_review_comment.created'],
			kind: 'pullRequest.commented',
			effect: 'continues',
			conversationKey: PULL_REQUEST,
			parts: {
				...pullRequest,
				text: ['review.body', 'comment.body'],
				url: ['review.html_url', 'comment.html_url'],
				occurredAt: ['review.submitted_at', 'comment.created_at'],
			},
		},
		{
			types: ['discussion.created', 'discussion.reopened'],
			kind: 'issue.opened',
			effect: 'opens',
			conversationKey: DISCUSSION,
			parts: { ...discussion, occurredAt: 'discussion.updated_at' },
		},
		{
			types: ['discussion.answered', 'discussion.closed', 'discussion.deleted'],
			kind: 'issue.closed',
			effect: 'ends',
			conversationKey: DISCUSSION,
			parts: { ...discussion, occurredAt: 'discussion.updated_at' },
		},
		{
			types: ['discussion_comment.created'],
			when: bySomebodyElse('discussion.user.login'),
			kind: 'issue.commented',
			effect: 'ends',
			conversationKey: DISCUSSION,
			parts: { ...discussionComment, occurredAt: 'comment.created_at' },
		},
		{
			types: ['discussion_comment.created'],
			kind: 'issue.commented',
			effect: 'continues',
			conversationKey: DISCUSSION,
			parts: { ...discussionComment, occurredAt: 'comment.created_at' },
		},
		{
			types: ['commit_comment.created'],
			kind: 'code.commented',
			parts: {
				text: 'comment.body',
				url: 'comment.html_url',
				occurredAt: 'comment.created_at',
			},
		},
		{
			types: ['push'],
			when: [{ at: 'ref', startsWith: 'refs/tags/' }],
			kind: 'code.tagPushed',
			parts: push,
		},
		{
			types: ['push'],
			kind: 'code.pushed',
			parts: push,
		},
		{ types: ['ping'], kind: 'test', parts: { text: 'zen', url: 'hook.url' } },
	],
});
