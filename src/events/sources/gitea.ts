import { commentsBy } from '../mapping/comments';
import {
	actionsOf,
	commentParts,
	ISSUE,
	issueParts,
	PULL_REQUEST,
	pullRequestParts,
} from '../mapping/githubForm';
import { mappedSource } from '../mapping/mappedSource';
import type { Condition, EventMapping } from '../mapping/mapping';
import { hmacProof } from '../signature/hmac';

/*
 * Gitea and Forgejo, "Webhooks"; modules/structs/hook.go and
 * services/webhook/notifier.go. Gogs, which both come from, sends the same.
 * They send the headers of GitHub besides their own.
 */

const SIGNATURES = ['x-gitea-signature', 'x-forgejo-signature', 'x-gogs-signature'];

/** The accounts in whose name workflows act (models/user/user_system.go). */
const byPerson: Condition[] = [
	{ at: 'sender.login', isNot: ['gitea-actions', 'forgejo-actions'] },
	{ at: 'sender.login', isPerson: true },
];
const comments = commentsBy(byPerson);

/** A pull request is a draft by its title (WORK_IN_PROGRESS_PREFIXES). */
const DRAFT = /^\s*(WIP:|\[WIP\])/i;
const READY = /^(?!\s*(WIP:|\[WIP\]))/i;

const issues = actionsOf('issues');
const pullRequests = actionsOf('pull_request');

const issue = { ...issueParts, visitorName: 'issue.user.full_name' };
const issueComment = { ...issue, ...commentParts };
const pullRequest = { ...pullRequestParts, visitorName: 'pull_request.user.full_name' };

const ofIssue = {
	conversationKey: ISSUE,
	parts: { ...issue, occurredAt: 'issue.updated_at' },
};
const ofPullRequest = {
	conversationKey: PULL_REQUEST,
	parts: { ...pullRequest, occurredAt: 'pull_request.updated_at' },
};
const push = {
	branch: 'ref',
	text: ['head_commit.message', 'commits.0.message'],
	url: 'compare_url',
};

/** Comments on the conversation of a pull request come as those on an issue. */
const commentKinds: Array<Pick<EventMapping, 'when' | 'kind'>> = [
	{ when: [{ at: 'is_pull', is: ['true'] }], kind: 'pullRequest.commented' },
	{ when: [{ at: 'issue.pull_request', isPresent: true }], kind: 'pullRequest.commented' },
	{ kind: 'issue.commented' },
];

export const gitea = mappedSource({
	id: 'gitea',
	displayName: 'Gitea / Forgejo',
	summary: 'Issues, pull requests, comments and pushes of Gitea, Forgejo, Codeberg or Gogs',
	setup: 'in Gitea or Forgejo: Settings > Webhooks, with the content type application/json',
	projects: 'repositories',
	documentation: 'Gitea Documentation, Webhooks, content type application/json',
	marks: {
		headers: [...SIGNATURES, 'x-gitea-event', 'x-forgejo-event', 'x-gogs-event'],
	},
	signature: {
		secret: 'the Secret of the webhook (Gitea, Forgejo: Settings > Webhooks)',
		hasTime: false,
		bearers: { headers: SIGNATURES },
		proofIn: (request, context) =>
			hmacProof(
				request,
				{
					header: SIGNATURES.find((name) => request.headers[name]) ?? SIGNATURES[0],
					algorithm: 'sha256',
					encoding: 'hex',
					signed: '{body}',
				},
				context,
			),
	},
	// By the body, which is signed, and not by the header, which is not.
	type: {
		detail: 'action',
		shapes: [
			{ fields: ['comment', 'issue'], type: 'issue_comment' },
			{ fields: ['issue'], type: 'issues' },
			{ fields: ['pull_request'], type: 'pull_request' },
			{ fields: ['ref', 'commits'], type: 'push' },
			{ fields: ['ref', 'after'], type: 'push' },
			{ fields: ['pusher_type'], type: 'delete' },
			{ fields: ['ref_type'], type: 'create' },
			{ fields: ['release'], type: 'release' },
			{ fields: ['forkee'], type: 'fork' },
			{ fields: ['page'], type: 'wiki' },
			{ fields: ['package'], type: 'package' },
			{ fields: ['workflow_job'], type: 'workflow_job' },
			{ fields: ['workflow_run'], type: 'workflow_run' },
			{ fields: ['sha', 'state'], type: 'status' },
			{ fields: ['repository'], type: 'repository' },
		],
	},
	// Gitea had it in the body until 1.13.
	secretFields: ['secret'],
	parts: {
		projectName: 'repository.full_name',
		projectUrl: 'repository.html_url',
		actorId: ['sender.login', 'pusher.login'],
		actorName: ['sender.full_name', 'sender.login', 'pusher.login'],
	},
	mappings: [
		{
			types: issues('opened'),
			kind: 'issue.opened',
			effect: 'opens',
			conversationKey: ISSUE,
			parts: { ...issue, occurredAt: 'issue.created_at' },
		},
		{
			...ofIssue,
			types: issues('reopened'),
			kind: 'issue.opened',
			effect: 'opens',
		},
		{
			types: issues('closed', 'deleted'),
			kind: 'issue.closed',
			effect: 'ends',
			conversationKey: ISSUE,
			parts: { ...issue, occurredAt: ['issue.closed_at', 'issue.updated_at'] },
		},
		{
			...ofIssue,
			types: issues(
				...['edited', 'assigned', 'unassigned', 'label_updated', 'label_cleared'],
				...['milestoned', 'demilestoned'],
			),
			kind: 'issue.updated',
			effect: 'continues',
		},
		...commentKinds.flatMap((about) =>
			comments('issue', {
				...about,
				types: ['issue_comment.created'],
				conversationKey: ISSUE,
				parts: { ...issueComment, occurredAt: 'comment.created_at' },
			}),
		),
		...commentKinds.map(
			(about): EventMapping => ({
				...about,
				types: ['issue_comment.edited', 'issue_comment.deleted'],
				effect: 'continues',
				conversationKey: ISSUE,
				parts: { ...issueComment, occurredAt: 'comment.updated_at' },
			}),
		),
		{
			// What nobody is to look at yet. Once it is ready, its reviewers are waited for.
			...ofPullRequest,
			types: pullRequests('opened', 'reopened'),
			when: [{ at: 'pull_request.title', matches: DRAFT }],
			kind: 'pullRequest.opened',
			effect: 'continues',
		},
		{
			types: pullRequests('opened'),
			kind: 'pullRequest.opened',
			effect: 'opens',
			conversationKey: PULL_REQUEST,
			parts: { ...pullRequest, occurredAt: 'pull_request.created_at' },
		},
		{
			...ofPullRequest,
			types: pullRequests('reopened'),
			kind: 'pullRequest.opened',
			effect: 'opens',
		},
		{
			...ofPullRequest,
			types: pullRequests('edited'),
			when: [
				{ at: 'changes.title.from', matches: DRAFT },
				{ at: 'pull_request.title', matches: READY },
				{ at: 'pull_request.state', isNot: ['closed'] },
			],
			kind: 'pullRequest.opened',
			effect: 'opens',
		},
		{
			...ofPullRequest,
			types: pullRequests('edited'),
			when: [
				{ at: 'changes.title.from', matches: READY },
				{ at: 'pull_request.title', matches: DRAFT },
			],
			kind: 'pullRequest.updated',
			effect: 'ends',
		},
		{
			types: pullRequests('closed'),
			when: [{ at: 'pull_request.merged', is: ['true'] }],
			kind: 'pullRequest.merged',
			effect: 'ends',
			conversationKey: PULL_REQUEST,
			parts: { ...pullRequest, occurredAt: ['pull_request.merged_at', 'pull_request.updated_at'] },
		},
		{
			types: pullRequests('closed', 'deleted'),
			kind: 'pullRequest.closed',
			effect: 'ends',
			conversationKey: PULL_REQUEST,
			parts: { ...pullRequest, occurredAt: ['pull_request.closed_at', 'pull_request.updated_at'] },
		},
		...comments(
			'pull_request',
			{
				types: pullRequests('reviewed'),
				kind: 'pullRequest.commented',
				conversationKey: PULL_REQUEST,
				parts: {
					...pullRequest,
					text: 'review.content',
					status: 'review.type',
					occurredAt: 'pull_request.updated_at',
				},
			},
			// Of one's own comments on lines a review without a word besides is made.
			[{ at: 'review.content', isPresent: true }],
		),
		{
			...ofPullRequest,
			types: pullRequests(
				...['edited', 'assigned', 'unassigned', 'label_updated', 'label_cleared'],
				...['milestoned', 'demilestoned', 'synchronized'],
				...['review_requested', 'review_request_removed'],
			),
			kind: 'pullRequest.updated',
			effect: 'continues',
		},
		{
			// "Test Delivery" tells of the newest commit as of a push that changed nothing.
			types: ['push'],
			when: [{ at: 'before', equals: 'after' }],
			kind: 'test',
			parts: push,
		},
		{
			types: ['push'],
			when: [{ at: 'ref', startsWith: 'refs/tags/' }],
			kind: 'code.tagPushed',
			parts: push,
		},
		{ types: ['push'], kind: 'code.pushed', parts: push },
	],
});
