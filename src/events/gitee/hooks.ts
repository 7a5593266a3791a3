import { KeyWriter } from '../conversationKey';
import type { PartValues } from '../eventPart';
import { matchesPattern } from '../pattern';
import type { ConversationEffect, EventKind } from '../serviceEvent';
import type { SourceSettings } from '../source';
import { instant } from '../timestamp';
import type { GiteeBody, GiteeIssue, GiteePullRequest, GiteeUser } from './schema';

/** What one of Gitee's hooks says, or the field without which that cannot be told. */
export type Understood =
	| {
			kind: EventKind;
			action?: string;
			/** What is the same for every delivery of the same thing; the hook's own id is not. */
			identity: Array<string | number | undefined>;
			conversation?: { key: string; effect: ConversationEffect };
			parts: PartValues;
			fields?: Array<{ name: string; value: string }>;
	  }
	| { missing: string };

/** The top level may say closed while the issue says rejected. */
const CLOSED_STATES = ['closed', 'rejected', 'merged'];

export function fromIssue(body: GiteeBody): Understood {
	const { issue } = body;
	if (!issue) return { missing: 'issue' };
	const action = body.action ?? 'open';
	const isOver = action === 'delete' || isClosed(issue) || isClosed(body);
	const opens = action === 'open' || action === 'reopen' || isBackToOpen(action, issue);
	const kind = isOver ? 'issue.closed' : opens ? 'issue.opened' : 'issue.updated';
	const conversation = issueKey(body, issue);
	return {
		kind,
		action,
		identity: [issue.id ?? conversation, issue.updated_at ?? undefined, issue.state ?? undefined],
		conversation: {
			key: conversation,
			effect: isOver ? 'ends' : opens ? 'opens' : 'continues',
		},
		parts: {
			...issueParts(issue),
			occurredAt: action === 'open' ? issue.created_at : issue.updated_at,
		},
		fields: issueFields(issue),
	};
}

/** A state change to the first state of all: a closed issue was opened again. */
function isBackToOpen(action: string, issue: GiteeIssue): boolean {
	return action === 'state_change' && issue.state === 'open';
}

export function fromPullRequest(body: GiteeBody, settings: SourceSettings = {}): Understood {
	const { pull_request: pullRequest } = body;
	if (!pullRequest) return { missing: 'pull_request' };
	const action = body.action ?? 'open';
	const state = body.state ?? pullRequest.state;
	const conversation = pullRequestKey(body, pullRequest);
	const outcome = pullRequestOutcome(action, state ?? undefined, {
		isDraft: pullRequest.draft === true,
		isAnswer: answers(body.sender, pullRequest.user ?? body.author, settings),
	});
	return {
		...outcome,
		action,
		identity: [
			pullRequest.id ?? conversation,
			pullRequest.updated_at ?? undefined,
			pullRequest.head?.sha ?? undefined,
			body.action_desc ?? undefined,
		],
		conversation: { key: conversation, effect: outcome.effect },
		parts: {
			...pullRequestParts(body, pullRequest),
			occurredAt:
				action === 'open'
					? pullRequest.created_at
					: (pullRequest.merged_at ?? pullRequest.closed_at ?? pullRequest.updated_at),
		},
	};
}

function pullRequestOutcome(
	action: string,
	state: string | undefined,
	{ isDraft, isAnswer }: { isDraft: boolean; isAnswer: boolean },
): { kind: EventKind; effect: ConversationEffect } {
	if (action === 'merge' || state === 'merged') {
		return { kind: 'pullRequest.merged', effect: 'ends' };
	}
	if (action === 'close' || state === 'closed') {
		return { kind: 'pullRequest.closed', effect: 'ends' };
	}
	if (action === 'open' || action === 'reopen') {
		return { kind: 'pullRequest.opened', effect: isDraft ? 'continues' : 'opens' };
	}
	// A review or a test that was passed is as good as a comment.
	const isReview = action === 'approved' || action === 'tested';
	return { kind: 'pullRequest.updated', effect: isReview && isAnswer ? 'ends' : 'continues' };
}

export function fromComment(body: GiteeBody, settings: SourceSettings): Understood {
	const { comment, issue, pull_request: pullRequest } = body;
	if (!comment) return { missing: 'comment' };
	const action = body.action ?? 'comment';
	const commenter = comment.user ?? body.author ?? body.sender;
	const shared = {
		action,
		identity: [comment.id ?? undefined, comment.updated_at ?? undefined],
	};
	const parts = {
		text: comment.body ?? body.note,
		url: comment.html_url ?? body.url,
		occurredAt: comment.created_at,
		actorId: login(commenter),
		actorName: commenter?.name,
	};
	const effectFor = (
		author: GiteeUser | null | undefined,
		isWaitedFor: boolean,
	): ConversationEffect => {
		if (action !== 'comment' || !isPerson(commenter, settings)) return 'continues';
		if (!sameUser(commenter, author)) return 'ends';
		// The author asks: anew, where it was answered.
		return isWaitedFor ? 'opens' : 'continues';
	};

	if (issue) {
		return {
			...shared,
			kind: 'issue.commented',
			conversation: { key: issueKey(body, issue), effect: effectFor(issue.user, !isClosed(issue)) },
			parts: { ...issueParts(issue), ...parts },
		};
	}
	if (pullRequest) {
		return {
			...shared,
			kind: 'pullRequest.commented',
			conversation: {
				key: pullRequestKey(body, pullRequest),
				effect: effectFor(pullRequest.user, !isClosed(pullRequest) && pullRequest.draft !== true),
			},
			parts: { ...pullRequestParts(body, pullRequest), ...parts },
		};
	}
	return { ...shared, kind: 'code.commented', parts: { ...parts, title: body.title } };
}

/** Whether a person did it who is not the one who asked. */
function answers(
	actor: GiteeUser | null | undefined,
	author: GiteeUser | null | undefined,
	settings: SourceSettings,
): boolean {
	return isPerson(actor, settings) && !sameUser(actor, author);
}

function isPerson(
	actor: GiteeUser | null | undefined,
	{ botAccounts = [] }: SourceSettings,
): boolean {
	const name = login(actor);
	return name !== undefined && !matchesPattern(name, botAccounts);
}

const isClosed = ({ state }: { state?: string }) => CLOSED_STATES.includes(state ?? '');

export function fromPush(body: GiteeBody): Understood {
	const { ref, before, after, commits, head_commit: head } = body;
	if (!ref) return { missing: 'ref' };
	const count = body.total_commits_count ?? commits?.length ?? 0;
	const what = body.deleted ? 'deleted' : body.created ? 'created' : 'pushed';
	return {
		kind: ref.startsWith('refs/tags/') ? 'code.tagPushed' : 'code.pushed',
		action: what,
		identity: [repositoryOf(body), ref, before ?? undefined, after ?? undefined],
		parts: {
			branch: ref,
			title: `${ref.replace(/^refs\/(heads|tags)\//, '')} ${what}`,
			text: head?.message?.trim(),
			url: head?.url ?? body.compare,
			// A commit may be from before Git, or of a clock that was wrong.
			occurredAt: instant.safeParse(head?.timestamp).data,
		},
		fields: count > 0 ? [{ name: 'commits', value: String(count) }] : undefined,
	};
}

const { key } = new KeyWriter('gitee', '#!');

/** An issue of an enterprise may belong to no repository; its number is unique all the same. */
function issueKey(body: GiteeBody, issue: GiteeIssue): string {
	return key`${repositoryOf(body) ?? 'issue'}#${issue.number}`;
}

function pullRequestKey(body: GiteeBody, pullRequest: GiteePullRequest): string {
	return key`${repositoryOf(body) ?? 'pull'}!${pullRequest.number}`;
}

function repositoryOf({ repository, project }: GiteeBody): string | undefined {
	return (
		repository?.path_with_namespace ??
		project?.path_with_namespace ??
		repository?.full_name ??
		undefined
	);
}

function issueParts(issue: GiteeIssue): PartValues {
	return {
		title: issue.title,
		subject: issue.title,
		text: issue.body,
		url: issue.html_url,
		status: issue.state_name ?? issue.state,
		visitorId: login(issue.user),
		visitorName: issue.user?.name,
		agentName: issue.assignee?.name,
	};
}

function issueFields(issue: GiteeIssue): Array<{ name: string; value: string }> | undefined {
	const labels = (issue.labels ?? []).flatMap(({ name }) => name ?? []).join(', ');
	const fields = [
		{ name: 'type', value: issue.type_name ?? '' },
		{ name: 'labels', value: labels },
	].filter(({ value }) => value !== '');
	return fields.length > 0 ? fields : undefined;
}

function pullRequestParts(body: GiteeBody, pullRequest: GiteePullRequest): PartValues {
	const reviewers = (pullRequest.assignees ?? []).flatMap(({ name }) => name ?? []);
	return {
		title: pullRequest.title,
		subject: pullRequest.title,
		text: pullRequest.body,
		url: pullRequest.html_url,
		status: pullRequest.state,
		branch: body.target_branch ?? pullRequest.base?.ref,
		visitorId: login(pullRequest.user),
		visitorName: pullRequest.user?.name,
		agentName: pullRequest.assignee?.name ?? (reviewers.join(', ') || undefined),
	};
}

/** Names change and repeat; the name in the address of the account does not. */
function login(user: GiteeUser | null | undefined): string | undefined {
	return user?.login ?? user?.username ?? user?.user_name ?? undefined;
}

function sameUser(one: GiteeUser | null | undefined, other: GiteeUser | null | undefined): boolean {
	const name = login(one);
	return name !== undefined && name.toLowerCase() === login(other)?.toLowerCase();
}
