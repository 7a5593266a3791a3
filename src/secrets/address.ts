/** What is longer, and has letters and digits, was not made for people to read. */
const LONGEST_READABLE = 11;

/** What is secret in an address, whoever wrote it: the password, and what looks random in path and query. */
export function secretsInAddress(address: string): string[] {
	if (!URL.canParse(address)) return [];
	const { username, password, pathname, searchParams } = new URL(address);
	const parts = [...pathname.split('/').map(decoded), ...searchParams.values()].filter(
		(part) => part.length > LONGEST_READABLE && /\d/.test(part) && /[a-z]/i.test(part),
	);
	// Some take a token in place of a user with a password.
	return [decoded(password || username), ...parts].filter((part) => part !== '');
}

function decoded(part: string): string {
	try {
		return decodeURIComponent(part);
	} catch {
		return part;
	}
}
