import { shortened } from '../text/characters';

/** As long as an error of one line; some have a whole page in their words. */
const LONGEST = 500;

/** Of a file it is a place in a stack. */
const ADDRESS = /\b(?!file:)([a-z][a-z0-9+.-]{1,20}:(?:\\?\/){2})((?:\\\/|[^\s"'<>\\])+)/gi;
/** One that is a part of another. */
const ENCODED = /\b([a-z][a-z0-9+.-]{1,20}%3A(?:%2F){2})[^\s"'<>&]+/gi;
/** What follows is told to whoever asks for it: `Bearer …`, `token=…`, `"sign": "…"`. */
const SCHEME = /\b(Bearer|Basic|Digest)(\s+)[\w.~+/=-]{8,}/gi;
const NAMED =
	/\b((?:[\w-]*(?:secret|token|password|passwd|signature|api[_-]?key|authorization)|sign|key)\\?["']?\s?[=:]\s?\\?["']?)(?!\*\*\*)[^\s"'&,;<>\\]+/gi;

/** No word has so many letters and digits. */
const RANDOM = /(?<![\w-])(?=(?:[a-z_-]*\d){3})(?=[\d_-]*[a-z])[\w-]{20,}/gi;

/**
 * What some node or server said, for where others read it: a timeline, another
 * group. Its secrets are not known, so of addresses only the host is left, and
 * of what is named as a secret only the name, and nothing of what looks random.
 */
export function foreignWords(text: string): string {
	const told = text
		.slice(0, 4 * LONGEST)
		.replace(ADDRESS, (_, scheme: string, rest: string) => scheme + hostOf(rest))
		.replace(ENCODED, '$1***')
		.replace(SCHEME, '$1$2***')
		.replace(NAMED, '$1***')
		.replace(RANDOM, '***');
	return shortened(told, LONGEST);
}

/** And whatever stands behind a sentence. */
function hostOf(address: string): string {
	const withoutUser = address.slice(address.lastIndexOf('@', address.search(/[/?#\\]|$/)) + 1);
	const [, host, rest] = /^([^/?#\\]*)(.*)$/s.exec(withoutUser) ?? ['', '', ''];
	return /[^/\\.,;:)\]]/.test(rest) ? `${host}/***` : host + rest;
}
