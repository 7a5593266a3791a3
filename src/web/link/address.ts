/** Names and addresses by which only programs of the same machine reach it (RFC 6761, RFC 1122). */
const OWN_MACHINE = /^(localhost|.+\.localhost|127(\.\d+){3}|0\.0\.0\.0|\[::1?\])$/i;

/** Of links of the user's, those that a message is to have. */
export function shownLinks<Link extends { url: string }>(
	links: Link[],
	when: 'auto' | 'always' | 'never',
): Link[] {
	if (when === 'never') return [];
	return when === 'always' ? links : links.filter(({ url }) => isReachable(url));
}

/** Whether somebody at another machine can open this URL. An address of the company's network counts: people are in it. */
export function isReachable(url: string): boolean {
	try {
		return !OWN_MACHINE.test(new URL(url).hostname);
	} catch {
		return false;
	}
}
