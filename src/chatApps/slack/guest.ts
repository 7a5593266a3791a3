/**
 * Whether somebody is of another workspace, as in a channel that two
 * organizations share ("Slack Connect"). What Slack does not say counts for
 * nothing; in an Enterprise organization people may belong to it as a whole.
 */
export function isOfAnotherTeam(theirs: string, ours: string, organization: string): boolean {
	return theirs !== '' && ours !== '' && theirs !== ours && theirs !== organization;
}
