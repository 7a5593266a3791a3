import { z } from 'zod';

import { asText } from '../mapping/path';
import { isNoTime } from '../timestamp';

/*
 * Gitee Help, "WebHook push data type". Its own examples leave out fields that
 * real deliveries have, and types differ from what is documented: so nothing is
 * required but the number by which an issue or a pull request is known, and
 * what is of another type counts as missing.
 */

const text = z
	.unknown()
	.optional()
	.transform((value) => asText(value));
/** As it came; one that stands for none is missing. */
const time = z
	.unknown()
	.optional()
	.transform((value) => (isNoTime(value) ? undefined : asText(value)));
const flag = z.boolean().nullish().catch(undefined);
const number = z.union([z.string().trim().min(1), z.number()], {
	error: 'is required to identify the conversation',
});

const userSchema = z.object({
	login: text,
	username: text,
	user_name: text,
	name: text,
});
export type GiteeUser = z.infer<typeof userSchema>;
const user = userSchema.nullish().catch(undefined);

const repositorySchema = z.object({
	path_with_namespace: text,
	full_name: text,
	html_url: text,
	url: text,
});

const issueSchema = z.object({
	id: text,
	/** Letters and digits, `I4CYEO`. */
	number,
	title: text,
	body: text,
	html_url: text,
	state: text,
	state_name: text,
	type_name: text,
	user,
	assignee: user,
	labels: z
		.array(z.object({ name: text }).catch({ name: undefined }))
		.nullish()
		.catch(undefined),
	created_at: time,
	updated_at: time,
});
export type GiteeIssue = z.infer<typeof issueSchema>;

const pullRequestSchema = z.object({
	id: text,
	number,
	title: text,
	body: text,
	html_url: text,
	state: text,
	user,
	assignee: user,
	assignees: z
		.array(userSchema.catch({} as never))
		.nullish()
		.catch(undefined),
	head: z.object({ ref: text, sha: text }).nullish().catch(undefined),
	base: z.object({ ref: text }).nullish().catch(undefined),
	draft: flag,
	created_at: time,
	updated_at: time,
	merged_at: time,
	closed_at: time,
});
export type GiteePullRequest = z.infer<typeof pullRequestSchema>;

const commentSchema = z.object({
	id: text,
	body: text,
	html_url: text,
	user,
	created_at: time,
	updated_at: time,
});

const commitSchema = z.object({
	id: text,
	message: text,
	/** When it was made, as its author's machine had it. */
	timestamp: time,
	url: text,
});

export const bodySchema = z.object({
	hook_name: text,
	hook_url: text,
	action: text,
	action_desc: text,
	state: text,
	sender: user,
	author: user,
	repository: repositorySchema.nullish().catch(undefined),
	project: repositorySchema.nullish().catch(undefined),
	issue: issueSchema.nullish(),
	pull_request: pullRequestSchema.nullish(),
	target_branch: text,
	comment: commentSchema.nullish(),
	note: text,
	url: text,
	title: text,
	ref: text,
	before: text,
	after: text,
	created: flag,
	deleted: flag,
	compare: text,
	commits: z.array(z.unknown()).nullish().catch(undefined),
	head_commit: commitSchema.nullish().catch(undefined),
	total_commits_count: z.number().nullish().catch(undefined),
});
export type GiteeBody = z.infer<typeof bodySchema>;
