import { isWebAddress } from '../../text/webAddress';
import { hostsIn } from './namedHosts';
import { pageLink } from './pageLink';

/** The only schemes a message may link to: others start programs (`dingtalk://…`) or run scripts. */
const SCHEMES = new Set(['http:', 'https:', 'mailto:']);

/**
 * The address in the form in which it may stand inside any robot's markup, or
 * undefined when it is not one that a message may link to.
 */
export function linkTarget(address: string): string | undefined {
	const trimmed = address.trim();
	const page = pageLink(trimmed);
	// Of a page only: it would not open another one of its own.
	if (page) return pageLink(page.url) ? undefined : webUrl(page.url);
	if (!URL.canParse(trimmed)) return undefined;
	const url = new URL(trimmed);
	if (!SCHEMES.has(url.protocol)) return undefined;
	// Of `https://bank.com@evil.example` people read the beginning.
	url.username = '';
	url.password = '';
	return url.href.replace(
		// The last: what a client may read as an entity, such as &#60; for <.
		/[()<>[\]{}"'`*_~|\\^\s]|&(?=#?\w+;)/g,
		(character) => `%${character.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`,
	);
}

/** Like `linkTarget`, of the web only: what a button or a picture takes. */
export function webUrl(address: string | undefined): string | undefined {
	const target = address === undefined ? undefined : linkTarget(address);
	return target !== undefined && isWebAddress(target) ? target : undefined;
}

/** Whether a link's label names a host that the link does not lead to. */
export function isMisleading(label: string, target: string): boolean {
	const host = hostOf(target);
	const leadsTo = (named: string) => host === named || host.endsWith(`.${named}`);
	return hostsIn(label).some(
		(readings) => !readings.some((named) => leadsTo(hostOf(`https://${named}`))),
	);
}

function hostOf(address: string): string {
	if (!URL.canParse(address)) return '';
	const { protocol, hostname, pathname, search } = new URL(address);
	if (protocol === 'mailto:') {
		// To one address, and a copy to none ("The 'mailto' URI Scheme", RFC 6068): else it is at several hosts.
		const [, host = ''] = /^[^@]*@([^@/\\:,;]+)$/.exec(pathname) ?? [];
		return /@|%40/.test(search) ? '' : hostOf(`https://${host}`);
	}
	return hostname.replace(/^www\./i, '').replace(/\.$/, '');
}
