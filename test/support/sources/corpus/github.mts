import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

import { rowsOf } from './table.mts';

/*
 * The payloads of @octokit/webhooks-examples (MIT): what GitHub's users have
 * caught of github.com and of GitHub Enterprise Server 3.1 to 3.5.
 */

export interface GithubPayload {
	/** `X-GitHub-Event`. */
	event: string;
	body: Record<string, unknown>;
}

const require = createRequire(import.meta.url);
const folder = dirname(require.resolve('@octokit/webhooks-examples/package.json'));
const RELEASES = ['api.github.com', 'ghes-31', 'ghes-32', 'ghes-33', 'ghes-34', 'ghes-35'];

export const githubPayloads: GithubPayload[] = RELEASES.flatMap((release) => {
	const definitions = JSON.parse(
		readFileSync(join(folder, release, 'index.json'), 'utf8'),
	) as Array<{
		name: string;
		examples: Array<Record<string, unknown>>;
	}>;
	return definitions.flatMap(({ name, examples }) =>
		examples.map((body) => ({ event: name, body })),
	);
});

/** Which line of the table a payload is about. */
export function githubPayloadName({ event, body }: GithubPayload): string {
	const type = body.action === undefined ? event : `${event}.${String(body.action)}`;
	const { issue, ref } = body as { issue?: { pull_request?: object }; ref?: string };
	if (issue?.pull_request) return `${type} on a pull request`;
	if (event === 'push' && ref?.startsWith('refs/tags/')) return `${type} of a tag`;
	return type;
}

/**
 * In all of these payloads, whoever acts is who has opened what it is about: a
 * comment is a further question, and a review without a word is none. What is
 * not in the table is `other`, and of no conversation.
 */
export const githubTable = rowsOf(`
issues.opened                              |  6 | issue.opened          | opens     | github:{repository.full_name}#{issue.number}
issues.reopened                            |  1 | issue.opened          | opens     | github:{repository.full_name}#{issue.number}
issues.edited                              | 10 | issue.updated         | continues | github:{repository.full_name}#{issue.number}
issues.assigned                            |  5 | issue.updated         | continues | github:{repository.full_name}#{issue.number}
issues.unassigned                          |  4 | issue.updated         | continues | github:{repository.full_name}#{issue.number}
issues.labeled                             |  4 | issue.updated         | continues | github:{repository.full_name}#{issue.number}
issues.unlabeled                           |  4 | issue.updated         | continues | github:{repository.full_name}#{issue.number}
issues.milestoned on a pull request        |  4 | pullRequest.updated   | continues | github:{repository.full_name}#{issue.number}
issues.demilestoned on a pull request      |  4 | pullRequest.updated   | continues | github:{repository.full_name}#{issue.number}
issues.deleted                             |  1 | issue.closed          | ends      | github:{repository.full_name}#{issue.number}
issues.transferred                         |  1 | issue.closed          | ends      | github:{repository.full_name}#{issue.number}
issue_comment.created                      | 12 | issue.commented       | opens     | github:{repository.full_name}#{issue.number}
issue_comment.edited                       |  4 | issue.commented       | continues | github:{repository.full_name}#{issue.number}
pull_request.opened                        | 11 | pullRequest.opened    | opens     | github:{repository.full_name}#{pull_request.number}
pull_request.reopened                      |  2 | pullRequest.opened    | opens     | github:{repository.full_name}#{pull_request.number}
pull_request.ready_for_review              |  3 | pullRequest.opened    | opens     | github:{repository.full_name}#{pull_request.number}
pull_request.converted_to_draft            |  3 | pullRequest.updated   | ends      | github:{repository.full_name}#{pull_request.number}
pull_request.closed                        |  4 | pullRequest.closed    | ends      | github:{repository.full_name}#{pull_request.number}
pull_request.assigned                      |  4 | pullRequest.updated   | continues | github:{repository.full_name}#{pull_request.number}
pull_request.unassigned                    |  4 | pullRequest.updated   | continues | github:{repository.full_name}#{pull_request.number}
pull_request.labeled                       |  4 | pullRequest.updated   | continues | github:{repository.full_name}#{pull_request.number}
pull_request.unlabeled                     |  4 | pullRequest.updated   | continues | github:{repository.full_name}#{pull_request.number}
pull_request.review_requested              |  1 | pullRequest.updated   | continues | github:{repository.full_name}#{pull_request.number}
pull_request.review_request_removed        |  1 | pullRequest.updated   | continues | github:{repository.full_name}#{pull_request.number}
pull_request.synchronize                   |  1 | pullRequest.updated   | continues | github:{repository.full_name}#{pull_request.number}
pull_request_review.submitted              | 10 | pullRequest.commented | continues | github:{repository.full_name}#{pull_request.number}
pull_request_review_comment.created        | 10 | pullRequest.commented | opens     | github:{repository.full_name}#{pull_request.number}
discussion.created                         |  2 | issue.opened          | opens     | github:{repository.full_name}#{discussion.number}
discussion.unanswered                      |  1 | issue.opened          | opens     | github:{repository.full_name}#{discussion.number}
discussion.answered                        |  1 | issue.closed          | ends      | github:{repository.full_name}#{discussion.number}
discussion.transferred                     |  1 | issue.closed          | ends      | github:{repository.full_name}#{discussion.number}
discussion.edited                          |  2 | issue.updated         | continues | github:{repository.full_name}#{discussion.number}
discussion.labeled                         |  2 | issue.updated         | continues | github:{repository.full_name}#{discussion.number}
discussion.unlabeled                       |  1 | issue.updated         | continues | github:{repository.full_name}#{discussion.number}
discussion.category_changed                |  1 | issue.updated         | continues | github:{repository.full_name}#{discussion.number}
discussion_comment.created                 |  2 | issue.commented       | opens     | github:{repository.full_name}#{discussion.number}
commit_comment.created                     | 12 | code.commented        | -         | -
push                                       |  2 | code.pushed           | -         | -
push of a tag                              | 12 | code.tagPushed        | -         | -
ping                                       | 11 | test                  | -         | -
`);
