import { codeOf, codesIn } from './code';
import { readWord, type AddedWords, type Said } from './grammar';
import { normalized } from './normalized';

/** A conversation that a chat was reminded of. */
export interface Reminded {
	escalationId: string;
	/** The customer's, as the source names them: whatever they call themselves. */
	name: string | null;
}

export interface Context {
	/** Those whose message the word replies to, also if they are over. Several of a digest. */
	repliedTo: Reminded[];
	/** All that are open and of which this chat was reminded. */
	open: Reminded[];
	added?: AddedWords;
}

/**
 * What somebody says, and about which conversation. `ask`: which of these is
 * meant. `none`: none that is known.
 */
export type Found = { said: Said } & (
	| { which: 'one'; reminded: Reminded; by: 'reply' | 'code' | 'name' | 'only' }
	| { which: 'ask'; among: Reminded[] }
	| { which: 'none' }
);

/** Names that are looked for in one text. */
const MOST_NAMES = 500;
/** Characters of a name: a shorter one stands in too many words. */
const SHORTEST_NAME = 2;

/**
 * Finds what a word is about, by what says it most clearly: the message that it
 * replies to, a code, a customer's name, or that only one is open. Where two of
 * them contradict each other, or several are possible, it is not guessed.
 */
export function findConversation(
	{ text, quoted }: { text: string; quoted: string | null },
	{ repliedTo, open, added }: Context,
): Found {
	const { codes, rest } = codesIn(text);
	const said = readWord(rest, added);
	const known = repliedTo.length > 0 ? repliedTo : open;
	const one = (reminded: Reminded, by: 'reply' | 'code' | 'name' | 'only'): Found => ({
		said,
		which: 'one',
		reminded,
		by,
	});
	const choose = (among: Reminded[]): Found => ({ said, which: 'ask', among });

	if (codes.length > 0) {
		const meant = withCode(codes, unique([...repliedTo, ...open]));
		if (meant.length === 0) return { said, which: 'none' };
		// They reply to one, and name another.
		const isContradiction =
			repliedTo.length > 0 && !repliedTo.some((each) => isSame(each, meant[0]));
		return meant.length > 1 || isContradiction ? choose(meant) : one(meant[0], 'code');
	}
	if (repliedTo.length === 1) return one(repliedTo[0], 'reply');
	const quotedOnes = withCode(codesIn(quoted ?? '').codes, known);
	if (quotedOnes.length === 1) return one(quotedOnes[0], 'code');

	// Whoever says nothing but a word says no name, whatever customers are called.
	if (said.is === 'unknown') {
		const named = namedIn(rest, known, added);
		if (named.length === 1) {
			return { said: named[0].said, which: 'one', reminded: named[0].reminded, by: 'name' };
		}
		if (named.length > 1) {
			return { said: named[0].said, which: 'ask', among: named.map(({ reminded }) => reminded) };
		}
	}
	if (known.length === 0) return { said, which: 'none' };
	return known.length === 1 ? one(known[0], 'only') : choose(known);
}

function withCode(codes: string[], among: Reminded[]): Reminded[] {
	return among.filter(({ escalationId }) => codes.includes(codeOf(escalationId)));
}

const isSame = (one: Reminded, other: Reminded) => one.escalationId === other.escalationId;

function unique(all: Reminded[]): Reminded[] {
	return [...new Map(all.map((each) => [each.escalationId, each])).values()];
}

/** Those whose name stands in the text, where all the rest of it is a word. */
function namedIn(
	text: string,
	among: Reminded[],
	added: AddedWords | undefined,
): Array<{ reminded: Reminded; said: Said }> {
	const word = normalized(text);
	if (word === undefined) return [];
	return among.slice(0, MOST_NAMES).flatMap((reminded) => {
		const name = normalized(reminded.name ?? '') ?? '';
		if (name.length < SHORTEST_NAME) return [];
		const at = word.startsWith(name) ? 0 : word.endsWith(name) ? word.length - name.length : -1;
		if (at === -1) return [];
		const rest = at === 0 ? word.slice(name.length) : word.slice(0, at);
		// "annual" is not "Ann ual".
		if (isInsideWord(name, rest, at === 0)) return [];
		const said = readWord(rest, added);
		return said.is === 'unknown' ? [] : [{ reminded, said }];
	});
}

/** Whether the name goes on in the rest. Han characters are words of their own. */
function isInsideWord(name: string, rest: string, isFirst: boolean): boolean {
	const edges = isFirst ? [name.at(-1), rest.at(0)] : [name.at(0), rest.at(-1)];
	return edges.every(
		(edge) => edge !== undefined && /^(?!\p{Script=Han})[\p{L}\p{N}]$/u.test(edge),
	);
}
