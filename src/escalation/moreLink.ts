/**
 * A link of the user's own. Whoever opens it may have decided something: the
 * resume URL of a waiting execution is a secret of those who get the message.
 */
export interface MoreLink {
	text: string;
	url: string;
}
