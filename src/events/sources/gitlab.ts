import { mappedSource } from '../mapping/mappedSource';
import type { Condition } from '../mapping/mapping';
import { missing, wrong } from '../signature/signature';
import { STANDARD_WEBHOOKS_HEADERS, standardWebhooksProof } from '../signature/standardWebhooks';
import { equalSecrets } from '../../secrets/equalSecrets';

/*
 * GitLab Docs, "Webhooks" and "Webhook events". A webhook has a secret token,
 * which GitLab sends as it is, or (newer) a signing token, by which it signs as
 * the Standard Webhooks specification says.
 */

const ISSUE = '{project.path_with_namespace}#{object_attributes.iid}';
const ISSUE_OF_NOTE = '{project.path_with_namespace}#{issue.iid}';
const MERGE_REQUEST = '{project.path_with_namespace}!{object_attributes.iid}';
const MERGE_REQUEST_OF_NOTE = '{project.path_with_namespace}!{merge_request.iid}';

/** A comment of a person that is not the author's own, and no note of what GitLab did. */
const bySomebodyElse = (author: string): Condition[] => [
	{ at: 'object_attributes.author_id', differsFrom: author },
	{ at: 'object_attributes.system', isNot: ['true'] },
	{ at: 'user.username', isPerson: true },
];

const item = {
	title: 'object_attributes.title',
	subject: 'object_attributes.title',
	text: 'object_attributes.description',
	url: 'object_attributes.url',
	status: 'object_attributes.state',
	agentName: 'assignees.0.name',
	severity: 'object_attributes.severity',
};
/** Who opens it is its author; later events name the author by a number alone. */
const opener = { visitorId: 'user.username', visitorName: 'user.name' };
const mergeRequest = { ...item, branch: 'object_attributes.target_branch' };
const note = (of: 'issue' | 'merge_request') => ({
	title: `${of}.title`,
	subject: `${of}.title`,
	status: `${of}.state`,
	text: 'object_attributes.note',
	url: 'object_attributes.url',
	occurredAt: 'object_attributes.created_at',
	...(of === 'merge_request' ? { branch: 'merge_request.target_branch' } : {}),
});
const onIssue: Condition = { at: 'object_attributes.noteable_type', is: ['Issue', 'WorkItem'] };
const onMergeRequest: Condition = { at: 'object_attributes.noteable_type', is: ['MergeRequest'] };
// Before 16.11 a note had no action, and was sent when it was made.
const newNote = ['note.create', 'note'];
const issues = (...actions: string[]) =>
	actions.flatMap((action) => [`issue.${action}`, `work_item.${action}`]);
const mergeRequests = (...actions: string[]) => actions.map((action) => `merge_request.${action}`);

export const gitlab = mappedSource({
	id: 'gitlab',
	displayName: 'GitLab',
	summary: 'Issues, merge requests, comments and pushes',
	setup: 'in GitLab: Settings > Webhooks',
	projects: 'repositories',
	documentation: 'GitLab Docs, Webhook events',
	marks: { headers: ['x-gitlab-event', 'x-gitlab-token'], fields: ['object_kind', 'project'] },
	signature: {
		secret: 'the signing token or the secret token of the webhook (GitLab: Settings > Webhooks)',
		hasTime: true,
		bearers: { headers: ['x-gitlab-token', ...STANDARD_WEBHOOKS_HEADERS] },
		proofIn(request, context) {
			const token = request.headers['x-gitlab-token'];
			const signed = standardWebhooksProof(request, context);
			if (token === undefined && !signed.ok) {
				const isUnsigned = signed.field === STANDARD_WEBHOOKS_HEADERS[0];
				return isUnsigned ? missing('x-gitlab-token') : signed;
			}
			return {
				ok: true,
				check(secret) {
					if (token !== undefined && equalSecrets(token, secret)) return { ok: true };
					if (!signed.ok) return wrong('x-gitlab-token');
					// A secret token, which is sent as it is, is no key.
					return secret.startsWith('whsec_')
						? signed.check(secret)
						: wrong(STANDARD_WEBHOOKS_HEADERS[0]);
				},
			};
		},
	},
	type: { field: 'object_kind', detail: 'object_attributes.action' },
	parts: {
		projectName: 'project.path_with_namespace',
		projectUrl: 'project.web_url',
		actorId: ['user.username', 'user_username'],
		actorName: ['user.name', 'user_name'],
	},
	mappings: [
		{
			types: issues('open'),
			kind: 'issue.opened',
			effect: 'opens',
			conversationKey: ISSUE,
			parts: { ...item, ...opener, occurredAt: 'object_attributes.created_at' },
		},
		{
			types: issues('reopen'),
			kind: 'issue.opened',
			effect: 'opens',
			conversationKey: ISSUE,
			parts: { ...item, occurredAt: 'object_attributes.updated_at' },
		},
		{
			types: issues('close'),
			kind: 'issue.closed',
			effect: 'ends',
			conversationKey: ISSUE,
			parts: {
				...item,
				occurredAt: ['object_attributes.closed_at', 'object_attributes.updated_at'],
			},
		},
		{
			types: issues('update'),
			kind: 'issue.updated',
			effect: 'continues',
			conversationKey: ISSUE,
			parts: { ...item, occurredAt: 'object_attributes.updated_at' },
		},
		{
			types: mergeRequests('open'),
			kind: 'pullRequest.opened',
			effect: 'opens',
			conversationKey: MERGE_REQUEST,
			parts: { ...mergeRequest, ...opener, occurredAt: 'object_attributes.created_at' },
		},
		{
			types: mergeRequests('reopen'),
			kind: 'pullRequest.opened',
			effect: 'opens',
			conversationKey: MERGE_REQUEST,
			parts: { ...mergeRequest, occurredAt: 'object_attributes.updated_at' },
		},
		{
			types: mergeRequests('merge'),
			kind: 'pullRequest.merged',
			effect: 'ends',
			conversationKey: MERGE_REQUEST,
			parts: { ...mergeRequest, occurredAt: 'object_attributes.updated_at' },
		},
		{
			types: mergeRequests('close'),
			kind: 'pullRequest.closed',
			effect: 'ends',
			conversationKey: MERGE_REQUEST,
			parts: { ...mergeRequest, occurredAt: 'object_attributes.updated_at' },
		},
		{
			types: mergeRequests('approved', 'approval'),
			when: [{ at: 'user.id', differsFrom: 'object_attributes.author_id' }],
			kind: 'pullRequest.updated',
			effect: 'ends',
			conversationKey: MERGE_REQUEST,
			parts: { ...mergeRequest, occurredAt: 'object_attributes.updated_at' },
		},
		{
			types: mergeRequests('update', 'approved', 'approval', 'unapproved', 'unapproval'),
			kind: 'pullRequest.updated',
			effect: 'continues',
			conversationKey: MERGE_REQUEST,
			parts: { ...mergeRequest, occurredAt: 'object_attributes.updated_at' },
		},
		{
			types: newNote,
			when: [onIssue, ...bySomebodyElse('issue.author_id')],
			kind: 'issue.commented',
			effect: 'ends',
			conversationKey: ISSUE_OF_NOTE,
			parts: note('issue'),
		},
		{
			types: [...newNote, 'note.update'],
			when: [onIssue],
			kind: 'issue.commented',
			effect: 'continues',
			conversationKey: ISSUE_OF_NOTE,
			parts: note('issue'),
		},
		{
			types: newNote,
			when: [onMergeRequest, ...bySomebodyElse('merge_request.author_id')],
			kind: 'pullRequest.commented',
			effect: 'ends',
			conversationKey: MERGE_REQUEST_OF_NOTE,
			parts: note('merge_request'),
		},
		{
			types: [...newNote, 'note.update'],
			when: [onMergeRequest],
			kind: 'pullRequest.commented',
			effect: 'continues',
			conversationKey: MERGE_REQUEST_OF_NOTE,
			parts: note('merge_request'),
		},
		{
			types: newNote,
			kind: 'code.commented',
			parts: {
				text: 'object_attributes.note',
				url: 'object_attributes.url',
				occurredAt: 'object_attributes.created_at',
			},
		},
		{
			types: ['push'],
			kind: 'code.pushed',
			parts: { branch: 'ref', text: 'commits.0.message', url: 'commits.0.url' },
		},
		{
			types: ['tag_push'],
			kind: 'code.tagPushed',
			parts: { branch: 'ref', text: 'message' },
		},
	],
});
