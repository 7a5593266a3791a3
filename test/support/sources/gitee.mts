import { createHmac } from 'node:crypto';

import issueTest from './gitee/issueTest.json' with { type: 'json' };
import pullRequestClosed from './gitee/pullRequestClosed.json' with { type: 'json' };
import pullRequestComment from './gitee/pullRequestComment.json' with { type: 'json' };
import pullRequestMerged from './gitee/pullRequestMerged.json' with { type: 'json' };
import pullRequestOpened from './gitee/pullRequestOpened.json' with { type: 'json' };
import pushTest from './gitee/pushTest.json' with { type: 'json' };

/**
 * Deliveries that were caught by public projects: the pull requests and the
 * comment by openeuler-mirror/sync-bot (Mulan PSL v2, in password mode), the
 * two tests of Gitee's "Test" button by wildfirechat/github_webhook (MIT).
 * People are replaced by "contributor" and "sync-bot".
 */
export const caught = {
	issueTest,
	pullRequestClosed,
	pullRequestComment,
	pullRequestMerged,
	pullRequestOpened,
	pushTest,
};

const user = (login: string) => ({
	id: 1,
	login,
	username: login,
	user_name: login,
	name: `${login}'s name`,
	email: `${login}@example.com`,
	html_url: `https://gitee.com/${login}`,
});

const repository = {
	id: 14836026,
	name: 'drone-yml-test',
	full_name: 'kit/drone-yml-test',
	path_with_namespace: 'kit/drone-yml-test',
	html_url: 'https://gitee.com/kit/drone-yml-test',
	url: 'https://gitee.com/kit/drone-yml-test',
};

const envelope = {
	hook_id: 788005,
	hook_url: 'https://gitee.com/kit/drone-yml-test/hooks/788005/edit',
	password: '',
	timestamp: '1633680515785',
	sign: '8v2uENuUH9QeZVl3olFEA3aPE/5fECC6RkmmsJV62DQ=',
	enterprise: null,
	project: repository,
	repository,
};

const issue = {
	assignee: null,
	body: 'test issue hook',
	comments: 0,
	created_at: '2021-10-08T16:08:32+08:00',
	html_url: 'https://gitee.com/kit/drone-yml-test/issues/I4CYEO',
	id: 7322928,
	labels: [] as Array<{ id: number; name: string; color: string }>,
	number: 'I4CYEO',
	state: 'open',
	state_name: '待办的',
	title: 'test issue hook',
	type_name: '任务',
	updated_at: '2021-10-08T16:08:32+08:00',
	user: user('author'),
};

/** An Issue Hook in the shape and with the values of issue_hook_open.json of the public project drone/go-scm; people renamed. */
export function issueHook(action: string, changes: object = {}, top: object = {}) {
	return {
		...envelope,
		hook_name: 'issue_hooks',
		action,
		iid: 'I4CYEO',
		state: 'open',
		sender: user('author'),
		user: user('author'),
		issue: { ...issue, ...changes },
		...top,
	};
}

/** A Note Hook on that issue, after note_hook_issue_comment.json of the same project. */
export function issueComment(commenter: string, changes: object = {}) {
	return {
		...envelope,
		hook_name: 'note_hooks',
		action: 'comment',
		noteable_type: 'Issue',
		noteable_id: 7322928,
		per_iid: '#I4CYEO',
		note: 'test issue comment hook\r\n\r\n',
		title: 'test issue hook',
		url: 'https://gitee.com/kit/drone-yml-test/issues/I4CYEO#note_6933558',
		author: user(commenter),
		sender: user(commenter),
		comment: {
			body: 'test issue comment hook\r\n\r\n',
			created_at: '2021-10-08T16:45:08+08:00',
			html_url: 'https://gitee.com/kit/drone-yml-test/issues/I4CYEO#note_6933558',
			id: 6933558,
			updated_at: '2021-10-08T16:45:08+08:00',
			user: user(commenter),
		},
		issue,
		pull_request: null,
		...changes,
	};
}

/** A Push Hook and a Tag Push Hook, after push.json and tag_delete.json of the same project. */
export const push = {
	...envelope,
	hook_name: 'push_hooks',
	after: '9921e45e570db8e57e544650baf837932fb2100f',
	before: '6168d9dae737b47f00c59fafca10c913a6850c3a',
	ref: 'refs/heads/feat-2-1',
	created: false,
	deleted: false,
	compare:
		'https://gitee.com/kit/drone-yml-test/compare/6168d9dae737b47f00c59fafca10c913a6850c3a...9921e45e570db8e57e544650baf837932fb2100f',
	commits: [
		{
			id: '9921e45e570db8e57e544650baf837932fb2100f',
			message: 'feat-2-1\n',
			timestamp: '2021-10-08T17:53:12+08:00',
			url: 'https://gitee.com/kit/drone-yml-test/commit/9921e45e570db8e57e544650baf837932fb2100f',
			author: { name: 'author', email: 'author@example.com' },
		},
	],
	head_commit: {
		id: '9921e45e570db8e57e544650baf837932fb2100f',
		message: 'feat-2-1\n',
		timestamp: '2021-10-08T17:53:12+08:00',
		url: 'https://gitee.com/kit/drone-yml-test/commit/9921e45e570db8e57e544650baf837932fb2100f',
		author: { name: 'author', email: 'author@example.com' },
	},
	total_commits_count: 1,
	commits_more_than_ten: false,
	sender: user('author'),
	user: user('author'),
};
export const tagDeleted = {
	...push,
	hook_name: 'tag_push_hooks',
	after: '0000000000000000000000000000000000000000',
	before: 'aa9d11518a64dcd0d591a2a4eb35dfb4d91d49d5',
	ref: 'refs/tags/1.3',
	deleted: true,
	commits: [],
	head_commit: null,
	total_commits_count: null,
	commits_more_than_ten: null,
};

/** The documented examples leave out `action` and more: Gitee Help, "WebHook push data format", Issue Hooks. */
export const documentedIssue = {
	hook_name: 'issue_hooks',
	password: 'pwd',
	hook_id: 1,
	hook_url: 'http://gitee.com/liwen/gitos/hooks/1/edit',
	timestamp: '1576754827988',
	sign: 'rLEHLuZRIQHuTPeXMib9Czoq9dVXO4TsQcmQQHtjXHA=',
	issue: {
		html_url: 'https://gitee.com/oschina/gitee/issues/IG6E9',
		id: 295024870,
		number: 'IG6E9',
		title: 'IE browser, js error',
		body: 'New task JS error',
		state: 'open',
		comments: 0,
		created_at: '2018-02-07T23:46:46+08:00',
		updated_at: '2018-02-07T23:46:46+08:00',
		user: { id: 1, login: 'robot', name: 'robot', username: 'robot', user_name: 'robot' },
		labels: [{ id: 827033694, name: 'bug', color: 'd73a4a' }],
		assignee: { id: 1, login: 'robot', name: 'robot' },
	},
	repository: {
		id: 120249025,
		name: 'Gitee',
		full_name: 'Open Source China/Gitee',
		path_with_namespace: 'oschina/gitee',
		html_url: 'https://gitee.com/oschina/gitee',
	},
	sender: { id: 1, login: 'robot', name: 'robot' },
	enterprise: { name: 'Open Source China', url: 'https://gitee.com/oschina' },
};

/** The headers of a delivery, as they were caught in 2022 by rothub/php. */
export function giteeHeaders(event: string, token = '', timestamp = '1646657144174') {
	return {
		'X-Git-Oschina-Event': event,
		'X-Gitee-Event': event,
		'X-Gitee-Ping': 'false',
		'X-Gitee-Timestamp': timestamp,
		'X-Gitee-Token': token,
		'Content-Type': 'application/json',
		'User-Agent': 'git-oschina-hook',
		Accept: '*/*',
	};
}

/** `X-Gitee-Token` for a signing key, as "How to verify webhook keys" has it. */
export function giteeToken(timestamp: string, secret: string): string {
	return createHmac('sha256', secret).update(`${timestamp}\n${secret}`).digest('base64');
}
