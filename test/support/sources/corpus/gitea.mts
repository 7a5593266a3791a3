import { factsOf, rowsOf } from './table.mts';

/*
 * The payloads of Gitea that go-scm publishes (scm/driver/gitea/testdata), and
 * what Gitea and Forgejo send besides by their source (modules/structs/hook.go,
 * services/webhook/notifier.go): the facts that tell what each is, in our own
 * writing, with its author as `author`.
 */
export const giteaFacts = factsOf(String.raw`
branch_create {"ref": "feature", "ref_type": "branch", "repository": {"full_name": "gogits/hello-world"}, "sender": {"login": "author"}}
branch_delete {"ref": "feature", "ref_type": "branch", "pusher_type": "user", "repository": {"full_name": "gogits/hello-world"}, "sender": {"login": "author"}}
issue_comment_created {"action": "created", "issue": {"number": 1, "state": "open", "user": {"login": "author"}, "pull_request": null}, "comment": {"id": 43, "user": {"login": "author"}}, "repository": {"full_name": "gogits/hello-world"}, "sender": {"login": "author"}}
issue_comment_deleted {"action": "deleted", "issue": {"number": 1, "state": "open", "user": {"login": "author"}, "pull_request": null}, "comment": {"id": 43, "user": {"login": "author"}}, "repository": {"full_name": "gogits/hello-world"}, "sender": {"login": "author"}}
issue_comment_edited {"action": "edited", "issue": {"number": 1, "state": "open", "user": {"login": "author"}, "pull_request": null}, "comment": {"id": 43, "user": {"login": "author"}}, "changes": {"body": {"from": "Got it"}}, "repository": {"full_name": "gogits/hello-world"}, "sender": {"login": "author"}}
issues_closed {"action": "closed", "number": 1, "issue": {"number": 1, "state": "closed", "user": {"login": "author"}, "pull_request": null}, "repository": {"full_name": "gogits/hello-world"}, "sender": {"login": "author"}}
issues_opened {"action": "opened", "number": 1, "issue": {"number": 1, "state": "open", "user": {"login": "author"}, "pull_request": null}, "repository": {"full_name": "gogits/hello-world"}, "sender": {"login": "author"}}
pull_request_closed {"secret": "12345", "action": "closed", "number": 1, "pull_request": {"number": 1, "state": "closed", "merged": false, "title": "Add LICENSE File", "user": {"login": "author"}}, "repository": {"full_name": "jcitizen/my-repo"}, "sender": {"login": "author"}}
pull_request_comment_created {"action": "created", "issue": {"number": 2, "state": "open", "user": {"login": "author"}, "pull_request": {"merged": false}}, "comment": {"id": 45, "user": {"login": "author"}}, "repository": {"full_name": "gogits/hello-world"}, "sender": {"login": "author"}}
pull_request_comment_deleted {"action": "deleted", "issue": {"number": 2, "state": "open", "user": {"login": "author"}, "pull_request": {"merged": false}}, "comment": {"id": 45, "user": {"login": "author"}}, "repository": {"full_name": "gogits/hello-world"}, "sender": {"login": "author"}}
pull_request_comment_edited {"action": "edited", "issue": {"number": 2, "state": "open", "user": {"login": "author"}, "pull_request": {"merged": false}}, "comment": {"id": 45, "user": {"login": "author"}}, "changes": {"body": {"from": "run gofmt"}}, "repository": {"full_name": "gogits/hello-world"}, "sender": {"login": "author"}}
pull_request_edited {"secret": "12345", "action": "edited", "number": 1, "pull_request": {"number": 1, "state": "open", "merged": false, "title": "Add LICENSE File", "user": {"login": "author"}}, "changes": {"title": {"from": "Add License File"}}, "repository": {"full_name": "jcitizen/my-repo"}, "sender": {"login": "author"}}
pull_request_merged {"secret": "12345", "action": "closed", "number": 1, "pull_request": {"number": 1, "state": "closed", "merged": true, "title": "Add LICENSE File", "user": {"login": "author"}}, "repository": {"full_name": "jcitizen/my-repo"}, "sender": {"login": "author"}}
pull_request_opened {"secret": "12345", "action": "opened", "number": 1, "pull_request": {"number": 1, "state": "open", "merged": false, "title": "Add License File", "user": {"login": "author"}}, "repository": {"full_name": "jcitizen/my-repo"}, "sender": {"login": "author"}}
pull_request_reopened {"secret": "12345", "action": "reopened", "number": 1, "pull_request": {"number": 1, "state": "open", "merged": false, "title": "Add LICENSE File", "user": {"login": "author"}}, "repository": {"full_name": "jcitizen/my-repo"}, "sender": {"login": "author"}}
pull_request_synchronized {"secret": "12345", "action": "synchronized", "number": 1, "pull_request": {"number": 1, "state": "open", "merged": false, "title": "Add License File", "user": {"login": "author"}}, "repository": {"full_name": "jcitizen/my-repo"}, "sender": {"login": "author"}}
push {"ref": "refs/heads/master", "before": "9836a96a253cce25d17988fcf41b8c4205cf779f", "after": "4522cbcefc20728a5b72b3a86af35e608622c514", "commits": [{"id": "4522cbcefc20728a5b72b3a86af35e608622c514"}], "repository": {"full_name": "gogits/hello-world"}, "sender": {"login": "author"}}
tag_create {"ref": "v1.0.0", "ref_type": "tag", "sha": "599d25c67b05717269f50ac082b34f176d085179", "repository": {"full_name": "gogits/hello-world"}, "sender": {"login": "author"}}
tag_delete {"ref": "v1.0.0", "ref_type": "tag", "pusher_type": "user", "repository": {"full_name": "gogits/hello-world"}, "sender": {"login": "author"}}
issues, reopened {"action": "reopened", "number": 1, "issue": {"number": 1, "state": "open", "user": {"login": "author"}, "pull_request": null}, "repository": {"full_name": "gogits/hello-world"}, "sender": {"login": "maintainer"}}
issues, assigned {"action": "assigned", "number": 1, "issue": {"number": 1, "state": "open", "user": {"login": "author"}, "pull_request": null}, "repository": {"full_name": "gogits/hello-world"}, "sender": {"login": "maintainer"}}
issues, labelled {"action": "label_updated", "number": 1, "issue": {"number": 1, "state": "open", "user": {"login": "author"}, "pull_request": null}, "repository": {"full_name": "gogits/hello-world"}, "sender": {"login": "maintainer"}}
issues, deleted {"action": "deleted", "number": 1, "issue": {"number": 1, "state": "open", "user": {"login": "author"}, "pull_request": null}, "repository": {"full_name": "gogits/hello-world"}, "sender": {"login": "maintainer"}}
comment by a maintainer {"action": "created", "issue": {"number": 1, "state": "open", "user": {"login": "author"}, "pull_request": null}, "comment": {"id": 46, "user": {"login": "maintainer"}}, "repository": {"full_name": "gogits/hello-world"}, "sender": {"login": "maintainer"}, "is_pull": false}
comment by a maintainer on a pull request {"action": "created", "issue": {"number": 1, "state": "open", "user": {"login": "author"}, "pull_request": null}, "comment": {"id": 46, "user": {"login": "maintainer"}}, "repository": {"full_name": "gogits/hello-world"}, "sender": {"login": "maintainer"}, "is_pull": true}
comment by a workflow {"action": "created", "issue": {"number": 1, "state": "open", "user": {"login": "author"}, "pull_request": null}, "comment": {"id": 46, "user": {"login": "gitea-actions"}}, "repository": {"full_name": "gogits/hello-world"}, "sender": {"login": "gitea-actions"}, "is_pull": false}
comment by the author on a closed issue {"action": "created", "issue": {"number": 1, "state": "closed", "user": {"login": "author"}, "pull_request": null}, "comment": {"id": 46, "user": {"login": "author"}}, "repository": {"full_name": "gogits/hello-world"}, "sender": {"login": "author"}, "is_pull": false}
review, approved {"action": "reviewed", "number": 2, "pull_request": {"number": 2, "state": "open", "merged": false, "title": "Add License File", "user": {"login": "author"}}, "review": {"type": "pull_request_review_approved", "content": ""}, "repository": {"full_name": "gogits/hello-world"}, "sender": {"login": "maintainer"}}
review, rejected {"action": "reviewed", "number": 2, "pull_request": {"number": 2, "state": "open", "merged": false, "title": "Add License File", "user": {"login": "author"}}, "review": {"type": "pull_request_review_rejected", "content": "No"}, "repository": {"full_name": "gogits/hello-world"}, "sender": {"login": "maintainer"}}
review, comment {"action": "reviewed", "number": 2, "pull_request": {"number": 2, "state": "open", "merged": false, "title": "Add License File", "user": {"login": "author"}}, "review": {"type": "pull_request_review_comment", "content": "See below"}, "repository": {"full_name": "gogits/hello-world"}, "sender": {"login": "maintainer"}}
review by the author {"action": "reviewed", "number": 2, "pull_request": {"number": 2, "state": "open", "merged": false, "title": "Add License File", "user": {"login": "author"}}, "review": {"type": "pull_request_review_comment", "content": "Any news?"}, "repository": {"full_name": "gogits/hello-world"}, "sender": {"login": "author"}}
review by the author without words {"action": "reviewed", "number": 2, "pull_request": {"number": 2, "state": "open", "merged": false, "title": "Add License File", "user": {"login": "author"}}, "review": {"type": "pull_request_review_comment", "content": ""}, "repository": {"full_name": "gogits/hello-world"}, "sender": {"login": "author"}}
review by a workflow {"action": "reviewed", "number": 2, "pull_request": {"number": 2, "state": "open", "merged": false, "title": "Add License File", "user": {"login": "author"}}, "review": {"type": "pull_request_review_approved", "content": ""}, "repository": {"full_name": "gogits/hello-world"}, "sender": {"login": "forgejo-actions"}}
review is requested {"action": "review_requested", "number": 2, "pull_request": {"number": 2, "state": "open", "merged": false, "title": "Add License File", "user": {"login": "author"}}, "requested_reviewer": {"login": "maintainer"}, "repository": {"full_name": "gogits/hello-world"}, "sender": {"login": "maintainer"}}
draft is opened {"action": "opened", "number": 2, "pull_request": {"number": 2, "state": "open", "merged": false, "title": "WIP: Add License File", "user": {"login": "author"}}, "repository": {"full_name": "gogits/hello-world"}, "sender": {"login": "author"}}
draft is ready {"action": "edited", "number": 2, "pull_request": {"number": 2, "state": "open", "merged": false, "title": "Add License File", "user": {"login": "author"}}, "changes": {"title": {"from": "[WIP] Add License File"}}, "repository": {"full_name": "gogits/hello-world"}, "sender": {"login": "author"}}
is made a draft {"action": "edited", "number": 2, "pull_request": {"number": 2, "state": "open", "merged": false, "title": "wip: Add License File", "user": {"login": "author"}}, "changes": {"title": {"from": "Add License File"}}, "repository": {"full_name": "gogits/hello-world"}, "sender": {"login": "author"}}
text is edited {"action": "edited", "number": 2, "pull_request": {"number": 2, "state": "open", "merged": false, "title": "Add License File", "user": {"login": "author"}}, "changes": {"body": {"from": "Using"}}, "repository": {"full_name": "gogits/hello-world"}, "sender": {"login": "author"}}
push of a tag {"ref": "refs/tags/v1", "before": "0000000000000000000000000000000000000000", "after": "599d25c67b05717269f50ac082b34f176d085179", "commits": [], "repository": {"full_name": "gogits/hello-world"}}
test delivery {"ref": "refs/heads/master", "before": "4522cbcefc20728a5b72b3a86af35e608622c514", "after": "4522cbcefc20728a5b72b3a86af35e608622c514", "commits": [{"id": "4522cbcefc20728a5b72b3a86af35e608622c514"}], "total_commits": 1, "repository": {"full_name": "gogits/hello-world"}}
release {"action": "published", "release": {"id": 1}, "repository": {"full_name": "gogits/hello-world"}}
fork {"forkee": {"id": 2}, "repository": {"full_name": "gogits/hello-world"}}
wiki {"action": "created", "page": "Home", "repository": {"full_name": "gogits/hello-world"}}
repository {"action": "created", "repository": {"full_name": "gogits/hello-world"}}
package {"action": "created", "package": {"id": 1}, "repository": {"full_name": "gogits/hello-world"}}
status {"sha": "4522", "state": "success", "context": "ci", "repository": {"full_name": "gogits/hello-world"}}
workflow run {"action": "completed", "workflow_run": {"id": 1}, "repository": {"full_name": "gogits/hello-world"}}
`);

/** What is not in the table is `other`, and of no conversation. */
export const giteaTable = rowsOf(`
issue_comment_created                     | 1 | issue.commented       | opens     | gitea:{repository.full_name}#{issue.number}
issue_comment_deleted                     | 1 | issue.commented       | continues | gitea:{repository.full_name}#{issue.number}
issue_comment_edited                      | 1 | issue.commented       | continues | gitea:{repository.full_name}#{issue.number}
issues_closed                             | 1 | issue.closed          | ends      | gitea:{repository.full_name}#{issue.number}
issues_opened                             | 1 | issue.opened          | opens     | gitea:{repository.full_name}#{issue.number}
pull_request_closed                       | 1 | pullRequest.closed    | ends      | gitea:{repository.full_name}#{pull_request.number}
pull_request_comment_created              | 1 | pullRequest.commented | opens     | gitea:{repository.full_name}#{issue.number}
pull_request_comment_deleted              | 1 | pullRequest.commented | continues | gitea:{repository.full_name}#{issue.number}
pull_request_comment_edited               | 1 | pullRequest.commented | continues | gitea:{repository.full_name}#{issue.number}
pull_request_edited                       | 1 | pullRequest.updated   | continues | gitea:{repository.full_name}#{pull_request.number}
pull_request_merged                       | 1 | pullRequest.merged    | ends      | gitea:{repository.full_name}#{pull_request.number}
pull_request_opened                       | 1 | pullRequest.opened    | opens     | gitea:{repository.full_name}#{pull_request.number}
pull_request_reopened                     | 1 | pullRequest.opened    | opens     | gitea:{repository.full_name}#{pull_request.number}
pull_request_synchronized                 | 1 | pullRequest.updated   | continues | gitea:{repository.full_name}#{pull_request.number}
push                                      | 1 | code.pushed           | -         | -
issues, reopened                          | 1 | issue.opened          | opens     | gitea:{repository.full_name}#{issue.number}
issues, assigned                          | 1 | issue.updated         | continues | gitea:{repository.full_name}#{issue.number}
issues, labelled                          | 1 | issue.updated         | continues | gitea:{repository.full_name}#{issue.number}
issues, deleted                           | 1 | issue.closed          | ends      | gitea:{repository.full_name}#{issue.number}
comment by a maintainer                   | 1 | issue.commented       | ends      | gitea:{repository.full_name}#{issue.number}
comment by a maintainer on a pull request | 1 | pullRequest.commented | ends      | gitea:{repository.full_name}#{issue.number}
comment by a workflow                     | 1 | issue.commented       | continues | gitea:{repository.full_name}#{issue.number}
comment by the author on a closed issue   | 1 | issue.commented       | continues | gitea:{repository.full_name}#{issue.number}
review, approved                          | 1 | pullRequest.commented | ends      | gitea:{repository.full_name}#{pull_request.number}
review, rejected                          | 1 | pullRequest.commented | ends      | gitea:{repository.full_name}#{pull_request.number}
review, comment                           | 1 | pullRequest.commented | ends      | gitea:{repository.full_name}#{pull_request.number}
review by the author                      | 1 | pullRequest.commented | opens     | gitea:{repository.full_name}#{pull_request.number}
review by the author without words        | 1 | pullRequest.commented | continues | gitea:{repository.full_name}#{pull_request.number}
review by a workflow                      | 1 | pullRequest.commented | continues | gitea:{repository.full_name}#{pull_request.number}
review is requested                       | 1 | pullRequest.updated   | continues | gitea:{repository.full_name}#{pull_request.number}
draft is opened                           | 1 | pullRequest.opened    | continues | gitea:{repository.full_name}#{pull_request.number}
draft is ready                            | 1 | pullRequest.opened    | opens     | gitea:{repository.full_name}#{pull_request.number}
is made a draft                           | 1 | pullRequest.updated   | ends      | gitea:{repository.full_name}#{pull_request.number}
text is edited                            | 1 | pullRequest.updated   | continues | gitea:{repository.full_name}#{pull_request.number}
push of a tag                             | 1 | code.tagPushed        | -         | -
test delivery                             | 1 | test                  | -         | -
`);
