import { tlds } from '@hapi/tlds';

/*
 * The hosts that somebody reads in a text, such as the label of a link. Whoever
 * wrote it may have wanted that they are read, and not found.
 */

/** Moldova's. A link that is called README.md goes to a file. */
const FILE_ENDING = 'md';

/** Octets ("Domain names - implementation and specification", RFC 1035, 2.3.4). */
const LONGEST_LABEL = 63;

/** What a host is made of, and what stands between: each piece is as long as it gets, so that nothing is tried twice. */
const PIECES = /[\p{L}\p{M}\p{N}_.-]+|[^\p{L}\p{M}\p{N}_.-]+/gu;
/** Behind a host this begins its path, which names none. */
const BEGINS_PATH = /^:?[/\\?#]/;
const ENDS_ADDRESS = /[\s()<>[\]{}"'，、；！？]/;
/** Scripts that put no blank between words, beside letters that may belong to a host. */
const BESIDE_UNSPACED =
	/(?<=[a-z\d])(?=[\p{sc=Han}\p{sc=Hira}\p{sc=Kana}\p{sc=Hang}])|(?<=[\p{sc=Han}\p{sc=Hira}\p{sc=Kana}\p{sc=Hang}])(?=[a-z\d])/u;

/**
 * The hosts that a text names, in lower case: each as what it may be read as,
 * where a script without blanks stands beside it.
 */
export function hostsIn(text: string): string[][] {
	const shown = visible(text);
	const found = (shown.match(/[\p{L}\p{N}:.]+/gu) ?? [])
		.filter((word) => word.includes(':') && URL.canParse(`https://[${word}]`))
		.map((word) => [`[${word}]`]);
	let place: 'text' | 'authority' | 'path' = 'text';
	/** Whether the word before named a host. */
	let wasHost = false;
	let before = '';
	/** Of an authority, which is a host whatever it is called. */
	let last: string | undefined;
	const leaveAuthority = () => {
		if (last !== undefined) found.push([last]);
		last = undefined;
	};
	for (const [piece] of shown.matchAll(PIECES)) {
		if (isWord(piece)) {
			if (place === 'path') continue;
			const isPort = (before === ':' || last !== undefined) && /^\d+$/.test(piece);
			if (place === 'authority' && isPort) continue;
			const hosts = hostsInWord(piece);
			wasHost = hosts.length > 0;
			if (wasHost) found.push(hosts);
			if (place === 'authority') last = wasHost ? undefined : piece;
		} else if (piece.startsWith('://')) {
			leaveAuthority();
			// An address without a name was found above.
			place = piece.includes('[') ? 'text' : 'authority';
		} else if (ENDS_ADDRESS.test(piece)) {
			leaveAuthority();
			place = 'text';
		} else if (BEGINS_PATH.test(piece) && (wasHost || place === 'authority')) {
			leaveAuthority();
			place = 'path';
		} else if (piece.startsWith('@')) {
			// What stood before was the name of a user.
			last = undefined;
		}
		before = piece;
	}
	leaveAuthority();
	return found;
}

const isWord = (piece: string) => /^[\p{L}\p{M}\p{N}_.-]/u.test(piece);

/** The text as people see it: dots of other scripts are dots, and what cannot be seen is not there. */
function visible(text: string): string {
	return (
		text
			// But for ligatures of Arabic, which become up to eighteen characters and no host.
			.replace(/[^\p{ASCII}\p{sc=Arab}]+/gu, (run) => run.normalize('NFKC'))
			.replace(/[\p{DI}\p{Cf}]/gu, '')
			.replace(/(?:%[\da-f]{2})+/gi, decoded)
			.replaceAll('。', '.')
			.toLowerCase()
	);
}

/** What may be part of a host; the rest of an address keeps its encoding. */
function decoded(encoded: string): string {
	try {
		const text = decodeURIComponent(encoded);
		return /^[\p{L}\p{M}\p{N}.-]+$/u.test(text) ? text : encoded;
	} catch {
		return encoded;
	}
}

function hostsInWord(word: string): string[] {
	const parts = [word, ...word.split(BESIDE_UNSPACED)].map((part) => part.replace(/^\.|\.$/g, ''));
	return [...new Set(parts)].filter(isHost);
}

function isHost(word: string): boolean {
	const dot = word.lastIndexOf('.');
	if (dot < 1) return false;
	if (word.startsWith('www.')) return true;
	const ending = word.slice(dot + 1);
	if (/^\d+$/.test(ending)) return /^(?:\d{1,3}\.){3}\d{1,3}$/.test(word);
	return ending !== FILE_ENDING && tlds.has(inAscii(ending));
}

/** Top-level domains in other scripts are listed in Punycode. */
function inAscii(ending: string): string {
	const address = `https://${ending.slice(0, LONGEST_LABEL)}`;
	return URL.canParse(address) ? new URL(address).hostname : ending;
}
