/**
 * Whether somebody is of another organization, as in a chat that several share.
 * What the platform does not say counts for nothing.
 *
 * @param further organizations that the people of the app may be of; each may be empty, too.
 */
export function isOfAnother(theirs: string, ours: string, ...further: string[]): boolean {
	return theirs !== '' && ours !== '' && ![ours, ...further].includes(theirs);
}
