/** The only schemes a message may link to: others start programs (`dingtalk://…`) or run scripts. */
const SCHEMES = new Set(['http:', 'https:', 'mailto:']);

/**
 * The address in the form in which it may stand inside any robot's markup, or
 * undefined when it is not one that a message may link to.
 */
export function linkTarget(address: string): string | undefined {
	const trimmed = address.trim();
	if (!URL.canParse(trimmed)) return undefined;
	const { protocol, href } = new URL(trimmed);
	if (!SCHEMES.has(protocol)) return undefined;
	return href.replace(
		// The last: what a client may read as an entity, such as &#60; for <.
		/[()<>[\]{}"'`*_~|\\^\s]|&(?=#?\w+;)/g,
		(character) => `%${character.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`,
	);
}

/** Like `linkTarget`, of the web only: what a button or a picture takes. */
export function webUrl(address: string | undefined): string | undefined {
	const target = address === undefined ? undefined : linkTarget(address);
	return target?.startsWith('mailto:') ? undefined : target;
}

/**
 * `https://bank.com`, `www.bank.com` and `bank.com`, but neither `Node.js` nor
 * `README.md`. Whoever writes the label may make it long: what begins inside of
 * a scheme or of a host is not tried again.
 */
const HOST_IN_LABEL =
	/(?:[a-z](?<![a-z][+.-]*[a-z])[a-z+.-]*:\/\/(?:[^/@\s]*@)?|\bwww\.)([^\s/?#:]+)|(?<![\p{L}\p{N}-]\.?)((?:[\p{L}\p{N}-]+\.)+(?:com|net|org|cn|gov|edu|io|co|info|app|bank))\b/iu;

/** Words before a host, in scripts that put no blank between them. */
const WORDS_BEFORE = /^[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Hangul}]+(?=[a-z\d])/iu;

/** Whether a link's label names a host that the link does not lead to. */
export function isMisleading(label: string, target: string): boolean {
	const match = HOST_IN_LABEL.exec(label);
	const named = (match?.[1] ?? match?.[2]?.replace(WORDS_BEFORE, ''))
		?.replace(/^www\./i, '')
		.toLowerCase();
	if (!named) return false;
	const host = hostOf(target);
	return host !== hostOf(`https://${named}`) && !host.endsWith(`.${named}`);
}

function hostOf(address: string): string {
	if (!URL.canParse(address)) return '';
	const { protocol, hostname, pathname } = new URL(address);
	const host = protocol === 'mailto:' ? (pathname.split('@').at(-1) ?? '') : hostname;
	return host.replace(/^www\./i, '');
}
