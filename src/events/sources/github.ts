import { hmacProof } from '../signature/hmac';
import { commentsBy } from '../mapping/comments';
import {
	actionsOf,
	commentParts,
	ISSUE,
	issueParts as issue,
	PULL_REQUEST,
	pullRequestParts as pullRequest,
} from '../mapping/githubForm';
import { mappedSource } from '../mapping/mappedSource';
import type { Condition, EventMapping } from '../mapping/mapping';

/*
 * GitHub Docs, "Webhook events and payloads" and "Validating webhook
 * deliveries". Discussions share their numbers with the issues and pull
 * requests of their repository.
 */

const DISCUSSION = '{repository.full_name}#{discussion.number}';

/** Nobody who is known to be a bot. */
const byPerson: Condition[] = [
	{ at: 'sender.type', isNot: ['Bot'] },
	{ at: 'sender.login', isPerson: true },
];

const comments = commentsBy(byPerson);

const issues = actionsOf('issues');
const pullRequests = actionsOf('pull_request');
const discussions = actionsOf('discussion');

const onPullRequest: Condition = { at: 'issue.pull_request', isPresent: true };
const isDraft: Condition = { at: 'pull_request.draft', is: ['true'] };

const issueComment = { ...issue, ...commentParts };
const review = { ...pullRequest, text: 'review.body', url: 'review.html_url' };
const reviewComment = { ...pullRequest, ...commentParts };
const discussion = {
	title: 'discussion.title',
	text: 'discussion.body',
	url: 'discussion.html_url',
	status: 'discussion.state',
	subject: 'discussion.title',
	visitorId: 'discussion.user.login',
};
const discussionComment = { ...discussion, ...commentParts };
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
	marks: {
		headers: ['x-github-event', 'x-hub-signature-256'],
		// Gitea and Forgejo send those of GitHub too.
		withoutHeaders: ['x-gitea-event', 'x-forgejo-event', 'x-gogs-event'],
	},
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
	type: {
		header: 'x-github-event',
		detail: 'action',
		// A proxy may have taken the header away.
		shapes: [
			{ fields: ['zen', 'hook_id'], type: 'ping' },
			{ fields: ['comment', 'issue'], type: 'issue_comment' },
			{ fields: ['comment', 'pull_request'], type: 'pull_request_review_comment' },
			{ fields: ['review', 'pull_request'], type: 'pull_request_review' },
			{ fields: ['thread', 'pull_request'], type: 'pull_request_review_thread' },
			{ fields: ['comment', 'discussion'], type: 'discussion_comment' },
			{ fields: ['issue', 'action'], type: 'issues' },
			{ fields: ['pull_request', 'action'], type: 'pull_request' },
			{ fields: ['discussion', 'action'], type: 'discussion' },
			{ fields: ['comment', 'action'], type: 'commit_comment' },
			{ fields: ['ref', 'commits'], type: 'push' },
		],
	},
	// By which hook it came: one of the repository, of the organisation, of an app.
	identity: { without: ['organization', 'installation', 'enterprise'] },
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
		...[
			{ when: [onPullRequest], kind: 'pullRequest.updated' as const },
			{ kind: 'issue.updated' as const },
		].map(
			(about): EventMapping => ({
				...about,
				types: issues(
					...['assigned', 'unassigned', 'edited', 'labeled', 'unlabeled'],
					...['milestoned', 'demilestoned'],
				),
				effect: 'continues',
				conversationKey: ISSUE,
				parts: { ...issue, occurredAt: 'issue.updated_at' },
			}),
		),
		...comments('issue', {
			types: ['issue_comment.created'],
			when: [onPullRequest],
			kind: 'pullRequest.commented',
			conversationKey: ISSUE,
			parts: { ...issueComment, occurredAt: 'comment.created_at' },
		}),
		...comments('issue', {
			types: ['issue_comment.created'],
			kind: 'issue.commented',
			conversationKey: ISSUE,
			parts: { ...issueComment, occurredAt: 'comment.created_at' },
		}),
		{
			types: ['issue_comment.edited'],
			when: [onPullRequest],
			kind: 'pullRequest.commented',
			effect: 'continues',
			conversationKey: ISSUE,
			parts: { ...issueComment, occurredAt: 'comment.updated_at' },
		},
		{
			types: ['issue_comment.edited'],
			kind: 'issue.commented',
			effect: 'continues',
			conversationKey: ISSUE,
			parts: { ...issueComment, occurredAt: 'comment.updated_at' },
		},
		{
			// What nobody is to look at yet. Once it is ready, its reviewers are waited for.
			types: ['pull_request.opened', 'pull_request.reopened'],
			when: [isDraft],
			kind: 'pullRequest.opened',
			effect: 'continues',
			conversationKey: PULL_REQUEST,
			parts: { ...pullRequest, occurredAt: 'pull_request.updated_at' },
		},
		{
			types: ['pull_request.opened'],
			kind: 'pullRequest.opened',
			effect: 'opens',
			conversationKey: PULL_REQUEST,
			parts: { ...pullRequest, occurredAt: 'pull_request.created_at' },
		},
		{
			// What was said of a draft is no answer.
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
			types: ['pull_request.converted_to_draft'],
			kind: 'pullRequest.updated',
			effect: 'ends',
			conversationKey: PULL_REQUEST,
			parts: { ...pullRequest, occurredAt: 'pull_request.updated_at' },
		},
		{
			types: pullRequests(
				...['assigned', 'unassigned', 'edited', 'labeled', 'unlabeled', 'milestoned'],
				...['demilestoned', 'review_requested', 'review_request_removed', 'synchronize'],
			),
			kind: 'pullRequest.updated',
			effect: 'continues',
			conversationKey: PULL_REQUEST,
			parts: { ...pullRequest, occurredAt: 'pull_request.updated_at' },
		},
		...comments(
			'pull_request',
			{
				types: ['pull_request_review.submitted'],
				kind: 'pullRequest.commented',
				conversationKey: PULL_REQUEST,
				parts: { ...review, status: 'review.state', occurredAt: 'review.submitted_at' },
			},
			// Of one's own comments on lines GitHub makes a review without a word besides.
			[{ at: 'review.body', isPresent: true }],
		),
		...comments('pull_request', {
			types: ['pull_request_review_comment.created'],
			kind: 'pullRequest.commented',
			conversationKey: PULL_REQUEST,
			parts: { ...reviewComment, occurredAt: 'comment.created_at' },
		}),
		{
			types: ['discussion.created', 'discussion.reopened', 'discussion.unanswered'],
			kind: 'issue.opened',
			effect: 'opens',
			conversationKey: DISCUSSION,
			parts: { ...discussion, occurredAt: 'discussion.updated_at' },
		},
		{
			types: discussions('answered', 'closed', 'deleted', 'transferred'),
			kind: 'issue.closed',
			effect: 'ends',
			conversationKey: DISCUSSION,
			parts: { ...discussion, occurredAt: 'discussion.updated_at' },
		},
		{
			types: discussions('edited', 'labeled', 'unlabeled', 'category_changed'),
			kind: 'issue.updated',
			effect: 'continues',
			conversationKey: DISCUSSION,
			parts: { ...discussion, occurredAt: 'discussion.updated_at' },
		},
		...comments('discussion', {
			types: ['discussion_comment.created'],
			kind: 'issue.commented',
			conversationKey: DISCUSSION,
			parts: { ...discussionComment, occurredAt: 'comment.created_at' },
		}),
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
