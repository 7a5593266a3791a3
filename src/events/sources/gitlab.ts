import { mappedSource } from '../mapping/mappedSource';
import type { Condition, EventMapping } from '../mapping/mapping';
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

/** Of a person, and no note of what GitLab did. */
const byPerson: Condition[] = [
	{ at: 'object_attributes.system', isNot: ['true'] },
	{ at: 'user.username', isPerson: true },
];
/** For members of the project alone: a customer cannot see it. */
const isPublic: Condition[] = [
	{ at: 'object_attributes.internal', isNot: ['true'] },
	{ at: 'object_attributes.confidential', isNot: ['true'] },
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
const isDraft: Condition = {
	at: ['object_attributes.draft', 'object_attributes.work_in_progress'],
	is: ['true'],
};
const onIssue: Condition = { at: 'object_attributes.noteable_type', is: ['Issue', 'WorkItem'] };
const onMergeRequest: Condition = { at: 'object_attributes.noteable_type', is: ['MergeRequest'] };
// Before 16.11 a note had no action, and was sent when it was made.
const newNote = ['note.create', 'note'];

/**
 * Notes on an issue or a merge request. One of somebody else answers. One of
 * the author asks: anew, where it was answered; what is closed or a draft
 * waits for nobody. With Service Desk the author is GitLab's Support Bot, who
 * writes what customers answer by e-mail ("Service Desk").
 */
function notesOn(
	of: 'issue' | 'merge_request',
	what: Condition,
	shared: Pick<EventMapping, 'kind' | 'conversationKey'>,
): EventMapping[] {
	const parts = {
		title: `${of}.title`,
		subject: `${of}.title`,
		status: `${of}.state`,
		text: 'object_attributes.note',
		url: 'object_attributes.url',
		occurredAt: 'object_attributes.created_at',
		...(of === 'merge_request' ? { branch: 'merge_request.target_branch' } : {}),
	};
	const author = `${of}.author_id`;
	const asks: Condition[] = [
		what,
		...isPublic,
		{ at: 'object_attributes.author_id', equals: author },
		{ at: `${of}.state`, isNot: ['closed', 'merged', 'locked'] },
		{ at: [`${of}.draft`, `${of}.work_in_progress`], isNot: ['true'] },
	];
	const supportBot: Condition[] = [
		{ at: 'object_attributes.system', isNot: ['true'] },
		{ at: 'user.username', is: ['support-bot'] },
	];
	return [
		{
			...shared,
			parts,
			types: newNote,
			when: [
				what,
				...isPublic,
				...byPerson,
				{ at: 'object_attributes.author_id', differsFrom: author },
			],
			effect: 'ends',
		},
		...[byPerson, supportBot].map(
			(by): EventMapping => ({
				...shared,
				parts,
				types: newNote,
				when: [...asks, ...by],
				effect: 'opens',
			}),
		),
		{ ...shared, parts, types: [...newNote, 'note.update'], when: [what], effect: 'continues' },
	];
}
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
	// Of members, projects and subgroups of a group the other one tells.
	type: { field: ['object_kind', 'event_name'], detail: 'object_attributes.action' },
	// Four failures in a row, and it sends nothing for a while ("Webhooks", auto-disabled).
	ignoresUnknown: true,
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
			// What nobody is to look at yet. Once it is ready, its reviewers are waited for.
			types: mergeRequests('open', 'reopen'),
			when: [isDraft],
			kind: 'pullRequest.opened',
			effect: 'continues',
			conversationKey: MERGE_REQUEST,
			parts: { ...mergeRequest, occurredAt: 'object_attributes.updated_at' },
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
			when: [
				{ at: 'user.id', differsFrom: 'object_attributes.author_id' },
				{ at: 'user.username', isPerson: true },
			],
			kind: 'pullRequest.updated',
			effect: 'ends',
			conversationKey: MERGE_REQUEST,
			parts: { ...mergeRequest, occurredAt: 'object_attributes.updated_at' },
		},
		{
			types: mergeRequests('update'),
			when: [{ at: 'changes.draft.current', is: ['false'] }],
			kind: 'pullRequest.opened',
			effect: 'opens',
			conversationKey: MERGE_REQUEST,
			parts: { ...mergeRequest, occurredAt: 'object_attributes.updated_at' },
		},
		{
			types: mergeRequests('update'),
			when: [{ at: 'changes.draft.current', is: ['true'] }],
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
		...notesOn('issue', onIssue, { kind: 'issue.commented', conversationKey: ISSUE_OF_NOTE }),
		...notesOn('merge_request', onMergeRequest, {
			kind: 'pullRequest.commented',
			conversationKey: MERGE_REQUEST_OF_NOTE,
		}),
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
			// Of its commits, which are in the order in which they were made, the newest.
			parts: { branch: 'ref', text: 'commits.-1.message', url: 'commits.-1.url' },
		},
		{
			types: ['tag_push'],
			kind: 'code.tagPushed',
			parts: { branch: 'ref', text: 'message' },
		},
		{
			// "Test" of the webhook's settings in older versions: of an issue that exists nothing happened.
			types: ['issue', 'work_item', 'merge_request'],
			kind: 'test',
			parts: item,
		},
	],
});
