import { createHash } from 'node:crypto';

/** Without letters that look like digits (Crockford, "Base 32"). */
const LETTERS = 'ABCDEFGHJKMNPQRSTVWXYZ';
const DIGITS = '23456789';
const BOTH = DIGITS + LETTERS;

/**
 * What people call a conversation by where they cannot reply to its message:
 * `7KQ`, shown as `#7KQ`. A digit and a letter first, so that no number of an issue
 * and no word is one. Made of the id, so it is nowhere stored; where two that are
 * open in one chat have the same, they are asked which one they mean.
 */
export function codeOf(escalationId: string): string {
	const hash = createHash('sha256').update(`code ${escalationId}`).digest();
	const pick = (from: string, at: number) => from[hash.readUInt32BE(at) % from.length];
	return pick(DIGITS, 0) + pick(LETTERS, 4) + pick(BOTH, 8);
}

const CODE = /#([2-9][A-HJKMNP-TV-Z][2-9A-HJKMNP-TV-Z])(?![0-9A-Za-z])/giu;
/** Codes of a text that are looked at. */
const MOST = 10;

/** The codes in a text, each once, and the text without them. */
export function codesIn(text: string): { codes: string[]; rest: string } {
	const plain = text.replaceAll('＃', '#');
	const codes = [...plain.matchAll(CODE)].slice(0, MOST).map(([, code]) => code.toUpperCase());
	return { codes: [...new Set(codes)], rest: plain.replace(CODE, ' ') };
}
