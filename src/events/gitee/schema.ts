import { z } from 'zod';

import { instant, orNone } from '../timestamp';

/*
 * Gitee Help, "WebHook push data type". Its own examples leave out fields that
 * real deliveries have, so that next to nothing is required; what is there has
 * to be of its type.
 */

const text = z.string().nullish();
/** Digits where a number cannot hold them. */
const id = z.union([z.number(), z.string()]).nullish();
const NO_DATE = 'not a date with time';
const time = orNone(
	z.string().refine((value) => instant.safeParse(value).success, { message: NO_DATE }),
	NO_DATE,
).optional();

const userSchema = z.object({
	login: text,
	username: text,
	user_name: text,
	name: text,
});
export type GiteeUser = z.infer<typeof userSchema>;
const user = userSchema.nullish();

const repositorySchema = z.object({
	path_with_namespace: text,
	full_name: text,
	html_url: text,
	url: text,
});

const issueSchema = z.object({
	id,
	/** Letters and digits, `I4CYEO`. */
	number: z.union([z.string().min(1), z.number()]),
	title: text,
	body: text,
	html_url: text,
	state: text,
	state_name: text,
	type_name: text,
	user,
	assignee: user,
	labels: z.array(z.object({ name: text })).nullish(),
	created_at: time,
	updated_at: time,
});
export type GiteeIssue = z.infer<typeof issueSchema>;

const pullRequestSchema = z.object({
	id,
	number: z.union([z.string().min(1), z.number()]),
	title: text,
	body: text,
	html_url: text,
	state: text,
	user,
	assignee: user,
	assignees: z.array(userSchema).nullish(),
	head: z.object({ ref: text, sha: text }).nullish(),
	base: z.object({ ref: text }).nullish(),
	created_at: time,
	updated_at: time,
	merged_at: time,
	closed_at: time,
});
export type GiteePullRequest = z.infer<typeof pullRequestSchema>;

const commentSchema = z.object({
	id,
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
	timestamp: text,
	url: text,
	author: z.object({ name: text }).nullish(),
});

export const bodySchema = z.object({
	hook_name: text.transform((value) => value || undefined),
	timestamp: z.union([z.string(), z.number()]).nullish(),
	action: text,
	action_desc: text,
	state: text,
	sender: user,
	author: user,
	repository: repositorySchema.nullish(),
	project: repositorySchema.nullish(),
	issue: issueSchema.nullish(),
	pull_request: pullRequestSchema.nullish(),
	target_branch: text,
	comment: commentSchema.nullish(),
	note: text,
	noteable_type: text,
	url: text,
	title: text,
	ref: text,
	before: text,
	after: text,
	created: z.boolean().nullish(),
	deleted: z.boolean().nullish(),
	compare: text,
	commits: z.array(commitSchema).max(1_000).nullish(),
	head_commit: commitSchema.nullish(),
	total_commits_count: z.number().nullish(),
});
export type GiteeBody = z.infer<typeof bodySchema>;
