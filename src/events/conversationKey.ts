import { composed, DIRECTION_MARKS } from '../text/utf8';

/*
 * Keys of conversations. People read them in messages, and type them under
 * Conversation Key: so they say what they are made of, and parts that differ in
 * more than their spelling in Unicode (Normalization Form C) never make the same
 * key.
 */

const encoder = new TextEncoder();

/**
 * What would be lost on the way of a key through a message or a field of a
 * form: control characters, what turns the direction of a text, line breaks,
 * blanks at an end or in a row, halves of characters.
 */
const LOST = `[\\p{Cc}\\p{Cs}${DIRECTION_MARKS}]|[^\\S ]|^ | $| (?= )`;

/** `*` is any text where people enter a key to mute: what a customer is called must not mute others. */
const ENDING = new RegExp(`[%*]|${LOST}`, 'gu');

/**
 * Writes the keys of one source.
 *
 * @param separators what parts these keys, besides the colon: single characters.
 */
export class KeyWriter {
	private readonly encoded: RegExp;

	constructor(
		private readonly source: string,
		separators = '',
	) {
		const parting = `%*:${separators}`.replace(/[\\\]^-]/g, '\\$&');
		this.encoded = new RegExp(`[${parting}]|${LOST}`, 'gu');
	}

	/** A template literal: what it spells out is the form of the key, its values are parts. */
	readonly key = (form: TemplateStringsArray, ...parts: Array<string | number>): string =>
		`${this.source}:${String.raw({ raw: form }, ...parts.map((part) => this.part(String(part))))}`;

	/** A value as it may stand in a key: percent-encoded where it would part it. */
	part(value: string): string {
		return composed(value).replace(this.encoded, percentEncoded);
	}

	/** The same at the end of a key, where nothing follows that it could be taken for: an address, say. */
	last(value: string): string {
		return composed(value).replace(ENDING, percentEncoded);
	}
}

/** UTF-8 as in RFC 3986, 2.1; half a character as it would be if it were a whole one. */
function percentEncoded(character: string): string {
	const code = character.charCodeAt(0);
	const bytes =
		code >= 0xd800 && code <= 0xdfff
			? [0xe0 | (code >> 12), 0x80 | ((code >> 6) & 0x3f), 0x80 | (code & 0x3f)]
			: [...encoder.encode(character)];
	return bytes.map((byte) => `%${byte.toString(16).toUpperCase().padStart(2, '0')}`).join('');
}
