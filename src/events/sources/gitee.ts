import { createHmac } from 'node:crypto';

import { own } from '../../own';
import { HOUR } from '../../time/duration';
import { fromComment, fromIssue, fromPullRequest, fromPush, type Understood } from '../gitee/hooks';
import { bodySchema, type GiteeBody } from '../gitee/schema';
import { isSurelyForRobot } from '../groupRobot/read';
import { identityOf } from '../identity';
import { bodyHash } from '../mapping/deliveryId';
import { buildEvent } from '../mapping/event';
import { lookInBody } from '../lookInBody';
import { bodyValue, type EventRequest } from '../request';
import { resemblanceBy } from '../resemblance';
import { checkAge, missing, wrong, type SignatureScheme } from '../signature/signature';
import { parsedBy, type EventSource, type ParsedBody, type SourceSettings } from '../source';
import { equalSecrets } from '../../secrets/equalSecrets';

/*
 * Gitee Help, "WebHook push data format", "WebHook push data type" and "How to
 * verify webhook keys"; gitee.com, gitee.ru and Gitee Enterprise send the same.
 */

const HINT =
	'Send the body unchanged, as Gitee documents it: Gitee Help, WebHooks, push data format.';

const readers: Record<string, (body: GiteeBody, settings: SourceSettings) => Understood> = {
	push_hooks: fromPush,
	tag_push_hooks: fromPush,
	issue_hooks: fromIssue,
	merge_request_hooks: fromPullRequest,
	pull_request_hooks: fromPullRequest,
	note_hooks: fromComment,
};

/** `Push Hook` of the header and `push_hooks` of the body are the same. */
function hookName(request: EventRequest, body: GiteeBody): string | undefined {
	const name =
		body.hook_name ??
		request.headers['x-gitee-event'] ??
		request.headers['x-git-oschina-event'] ??
		shapeOf(body);
	return name?.trim().toLowerCase().replaceAll(' ', '_').replace(/hook$/, 'hooks');
}

/** The documented examples tell by their shape alone. */
function shapeOf(body: GiteeBody): string | undefined {
	if (body.comment) return 'note_hooks';
	if (body.pull_request) return 'merge_request_hooks';
	if (body.issue) return 'issue_hooks';
	if (body.ref) return body.ref.startsWith('refs/tags/') ? 'tag_push_hooks' : 'push_hooks';
	return undefined;
}

function parse(request: EventRequest, settings: SourceSettings): ParsedBody {
	const parsed = parsedBy(bodySchema, bodyValue(request), HINT);
	if (!parsed.ok) return parsed;
	const body = parsed.value;
	const hook = hookName(request, body);
	if (!hook) {
		return {
			ok: false,
			problem: {
				field: 'hook_name',
				message: 'is required unless there is a header X-Gitee-Event',
				advice: HINT,
			},
		};
	}
	const isTest = request.headers['x-gitee-ping'] === 'true' || tellsOfSample(body);
	const understood: Understood = own(readers, hook)?.(body, settings) ?? {
		kind: 'other',
		identity: [bodyHash(request.rawBody)],
		parts: {},
	};
	if ('missing' in understood) {
		return {
			ok: false,
			problem: {
				field: understood.missing,
				message: `is required in a ${hook} event`,
				advice: HINT,
			},
		};
	}
	const { kind, action, identity, conversation, parts, fields } = understood;
	const repository = body.repository ?? body.project;
	const event = buildEvent(
		{
			id: `gitee:${identityOf(hook, action, isTest ? request.receivedAt : 0, ...identity)}`,
			source: gitee.id,
			type: action ? `${hook}.${action}` : hook,
			kind: isTest ? 'test' : kind,
			// A test tells of a repository of Gitee's own: nobody waits there.
			conversation: isTest ? undefined : conversation,
			fields,
			raw: withoutSecrets(request),
			receivedAt: request.receivedAt,
		},
		{
			projectName: repository?.path_with_namespace ?? repository?.full_name,
			projectUrl: repository?.html_url ?? repository?.url,
			actorId: loginOf(body),
			actorName: body.sender?.name,
			...parts,
		},
	);
	return { ok: true, events: [event] };
}

/** The repository that "Test" of any webhook tells of: Gitee's own. */
const SAMPLE = 'oschina/git-osc';

/** A proxy may have taken `X-Gitee-Ping` away. */
function tellsOfSample({ hook_url: hook, repository, project }: GiteeBody): boolean {
	const path = repository?.path_with_namespace ?? project?.path_with_namespace;
	return path === SAMPLE && hook !== undefined && !hook.includes(`/${SAMPLE}/hooks/`);
}

function loginOf({ sender }: GiteeBody): string | undefined {
	return sender?.login ?? sender?.username ?? sender?.user_name ?? undefined;
}

/** The password stands in the body too, and Gitee adds the query of the URL to its fields. */
function withoutSecrets(request: EventRequest): unknown {
	const { password, sign, ...rest } = bodyValue(request) as Record<string, unknown>;
	return Object.fromEntries(
		Object.entries(rest).filter(([name]) => !Object.hasOwn(request.query, name)),
	);
}

/** What Gitee sends as `X-Gitee-Token` for a signing key. */
function giteeSignature(timestamp: string, secret: string): string {
	return createHmac('sha256', secret).update(`${timestamp}\n${secret}`).digest('base64');
}

const signature: SignatureScheme = {
	secret: 'the WebHook password or the signing key (Gitee: Manage > WebHooks)',
	hasTime: true,
	bearers: { headers: ['x-gitee-token'], members: ['hook_name', 'hook_id', 'password'] },
	proofIn(request, { now, tolerance = HOUR }) {
		let token = request.headers['x-gitee-token'];
		let timestamp = request.headers['x-gitee-timestamp'];
		// A proxy may have taken the headers out; very old hooks have none.
		if (!token || !timestamp) {
			const look = lookInBody(request, ['sign', 'password', 'timestamp']);
			if (!token && !look.ok) return missing('x-gitee-token', look.message);
			const { sign, password, timestamp: time } = look.ok ? look.members : {};
			token ||= sign ?? password;
			timestamp ||= time;
		}
		if (!token) return missing('x-gitee-token');
		const given = token;
		return {
			ok: true,
			check(secret) {
				if (equalSecrets(given, secret)) return { ok: true };
				if (!timestamp) return missing('x-gitee-timestamp');
				const expected = giteeSignature(timestamp, secret);
				if (!equalSecrets(given, expected) && !equalSecrets(given, encodeURIComponent(expected))) {
					return wrong('x-gitee-token');
				}
				return checkAge('x-gitee-timestamp', timestamp, tolerance, now);
			},
		};
	},
};

const resembles = resemblanceBy({
	headers: ['x-gitee-event', 'x-git-oschina-event', 'x-gitee-token'],
	fields: ['hook_name', 'hook_id', 'hook_url'],
});

export const gitee: EventSource = {
	id: 'gitee',
	displayName: 'Gitee',
	summary: 'Issues, pull requests, comments and pushes of gitee.com, gitee.ru or Gitee Enterprise',
	setup: 'in Gitee: repository or enterprise > Manage > WebHooks > Add',
	kinds: [
		'issue.opened',
		'issue.updated',
		'issue.commented',
		'issue.closed',
		'pullRequest.opened',
		'pullRequest.updated',
		'pullRequest.commented',
		'pullRequest.merged',
		'pullRequest.closed',
		'code.pushed',
		'code.tagPushed',
		'code.commented',
		'test',
		'other',
	],
	projects: 'repositories',
	hasBotAccounts: true,
	signature,
	// To the host of a robot it speaks as one does to robots.
	resemblance: (request) => (isSurelyForRobot(bodyValue(request)) ? 0 : resembles(request)),
	parse,
};
