import { isError, plainError } from './plainError';
import { inUtf8, spellingsOf } from './spelling';

/** What stands where a secret was. */
const MASK = '***';

/** Shorter ones may be words. */
const LONG = 8;
/** Of longer ones, half is taken out too: what is left cannot be guessed. */
const LONG_ENOUGH_TO_HALVE = 16;

/** What is read of plain data: robots answer far less. */
const MOST_TEXT = 200_000;
const DEEPEST = 30;
const LEFT_OUT = '… (left out)';

type Range = [start: number, end: number];

/**
 * Takes the secrets of one credential out of whatever is shown, kept or handed
 * on, however they are spelled there: percent-encoded, escaped for JSON or HTML,
 * in Base64 or hexadecimal digits, in capitals, and of those of 16 characters
 * and more also where half of it was cut off.
 *
 * A secret of fewer than 8 characters may be a word. It is taken out where it
 * stands as a value: behind `=`, `/`, `:` or a quotation mark, behind a word
 * such as "key", or alone.
 */
export class Scrubber {
	private readonly secrets: Secret[];

	constructor(secrets: Iterable<string>) {
		this.secrets = [...new Set([...secrets].map(canonical))]
			.filter((secret) => secret.trim() !== '')
			// One that is part of another must not break it up.
			.toSorted((one, other) => other.length - one.length)
			.map((secret) => (secret.length < LONG ? new ShortSecret(secret) : new LongSecret(secret)));
	}

	text(text: string): string {
		if (this.secrets.length === 0) return text;
		const found: Range[] = [];
		for (const spelling of spellingsOf(text)) {
			const searched = folded(spelling.bytes);
			for (const secret of this.secrets) {
				for (const [start, end] of secret.in(searched)) {
					found.push([spelling.startOf(start), spelling.endOf(end - 1)]);
				}
			}
		}
		return masked(text, found);
	}

	/** A copy of plain data, names of properties included. What is nested or long beyond all answers is left out. */
	value<Value>(value: Value): Value {
		let left = MOST_TEXT;
		const text = (whole: string) => {
			const part = whole.length > left ? `${whole.slice(0, left)}${LEFT_OUT}` : whole;
			left = Math.max(0, left - whole.length);
			return this.text(part);
		};
		const copy = (part: unknown, depth: number): unknown => {
			if (typeof part === 'string') return text(part);
			if (typeof part === 'number') return this.number(part);
			if (typeof part !== 'object' || part === null) return part;
			if (depth === DEEPEST || left === 0) return LEFT_OUT;
			if (isError(part)) return this.error(part);
			if (part instanceof Date) return part;
			if (ArrayBuffer.isView(part)) return LEFT_OUT;
			if (Array.isArray(part)) return part.map((entry) => copy(entry, depth + 1));
			const entries = Object.entries(part);
			return Object.fromEntries(
				entries.map(([name, entry]) => [text(name), copy(entry, depth + 1)]),
			);
		};
		return copy(value, 0) as Value;
	}

	/** One that has too few digits for a key is a code, a status or a count. */
	private number(value: number): number | string {
		const digits = String(value);
		if (digits.length < LONG) return value;
		const cleaned = this.text(digits);
		return cleaned === digits ? value : cleaned;
	}

	/** A copy of an error that has its words, where it was thrown, and what caused it, and nothing else. */
	error(error: unknown): Error {
		return plainError(error, (text) => this.text(text));
	}
}

interface Secret {
	/** Where it is in a folded text. */
	in(text: string): Iterable<Range>;
}

class LongSecret implements Secret {
	/** As much of it as is taken out. */
	private readonly least: number;

	/** Any part of the least length has one of these in it whole. */
	private readonly pieces: Array<{ at: number; piece: string }> = [];

	constructor(private readonly secret: string) {
		const { length } = secret;
		this.least = length < LONG_ENOUGH_TO_HALVE ? length : Math.ceil(length / 2);
		const size = Math.floor((this.least + 1) / 2);
		for (let at = 0; at + size <= length; at += size) {
			this.pieces.push({ at, piece: secret.slice(at, at + size) });
		}
	}

	*in(text: string): Generator<Range> {
		for (const { at, piece } of this.pieces) {
			for (let found = text.indexOf(piece); found >= 0; found = text.indexOf(piece, found + 1)) {
				const range = this.whole(text, found, at, piece.length);
				if (range[1] - range[0] >= this.least) yield range;
			}
		}
	}

	/** As far as the text and the secret are the same around a piece. */
	private whole(text: string, found: number, at: number, length: number): Range {
		let before = 0;
		while (before < at && text[found - before - 1] === this.secret[at - before - 1]) before += 1;
		let behind = length;
		const rest = this.secret.length - at;
		while (behind < rest && text[found + behind] === this.secret[at + behind]) behind += 1;
		return [found - before, found + behind];
	}
}

/** What a value stands behind. */
const BEHIND =
	'[=:/\\\\"\'`(<>[{|,&?#]\\s?|\\b(?:key|token|secret|sign|signature|password|passwd|webhook|bearer|basic)\\s(?:is\\s)?';

class ShortSecret implements Secret {
	private readonly asValue: RegExp;

	constructor(private readonly secret: string) {
		const word = secret.replace(/[^a-z0-9]/g, (character) => `\\x${hex(character)}`);
		this.asValue = new RegExp(`(?<=${BEHIND})${word}(?![a-z0-9_\\x80-\\xff-])`, 'g');
	}

	*in(text: string): Generator<Range> {
		if (text.trim() === this.secret) yield [0, text.length];
		for (const { index } of text.matchAll(this.asValue)) yield [index, index + this.secret.length];
	}
}

const hex = (byte: string) => byte.charCodeAt(0).toString(16).padStart(2, '0');

/** A secret as it is looked for. */
function canonical(secret: string): string {
	return folded(inUtf8(secret.trim()));
}

/** Small letters; a plus, which forms write for a blank, is one. */
function folded(bytes: string): string {
	return bytes.replace(/[A-Z+]/g, (byte) => (byte === '+' ? ' ' : byte.toLowerCase()));
}

function masked(text: string, found: Range[]): string {
	let result = '';
	let behind = 0;
	for (const [start, end] of found.toSorted(([one], [other]) => one - other)) {
		if (start >= behind) result += text.slice(behind, start) + MASK;
		behind = Math.max(behind, end);
	}
	return result + text.slice(behind);
}
